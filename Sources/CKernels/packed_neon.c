/// Products of bytes by dot products of four signed bytes into 32 bits.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "packed_levels.h"

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#include "packed_layout.h"

typedef struct floats16 {
  float32x4_t part[4];
} floats16;

typedef struct ints16 {
  int32x4_t part[4];
} ints16;

ALWAYS_INLINE floats16 spread16(const float *x) {
  const float32x4_t all = vdupq_n_f32(*x);
  return (floats16){{all, all, all, all}};
}
ALWAYS_INLINE floats16 zero16(void) {
  const float zero = 0;
  return spread16(&zero);
}
ALWAYS_INLINE floats16 load16(const float *x) {
  return (floats16){{vld1q_f32(x), vld1q_f32(x + 4), vld1q_f32(x + 8), vld1q_f32(x + 12)}};
}
ALWAYS_INLINE void store16(float *x, floats16 v) {
  for (int i = 0; i < 4; i++) vst1q_f32(x + i * 4, v.part[i]);
}
ALWAYS_INLINE floats16 add16(floats16 a, floats16 b) {
  for (int i = 0; i < 4; i++) a.part[i] = vaddq_f32(a.part[i], b.part[i]);
  return a;
}
ALWAYS_INLINE floats16 multiply16(floats16 a, floats16 b) {
  for (int i = 0; i < 4; i++) a.part[i] = vmulq_f32(a.part[i], b.part[i]);
  return a;
}
ALWAYS_INLINE floats16 fused16(floats16 a, floats16 b, floats16 c) {
  for (int i = 0; i < 4; i++) c.part[i] = vfmaq_f32(c.part[i], a.part[i], b.part[i]);
  return c;
}
ALWAYS_INLINE floats16 of_integers16(ints16 v) {
  floats16 result;
  for (int i = 0; i < 4; i++) result.part[i] = vcvtq_f32_s32(v.part[i]);
  return result;
}
ALWAYS_INLINE floats16 scales16(const uint8_t *halves) {
  floats16 result;
  for (int i = 0; i < 4; i++) {
    result.part[i] = vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8(halves + i * 8)));
  }
  return result;
}
ALWAYS_INLINE floats16 of_halves(int16x8_t low, int16x8_t high) {
  return of_integers16((ints16){{vmovl_s16(vget_low_s16(low)), vmovl_s16(vget_high_s16(low)),
                                 vmovl_s16(vget_low_s16(high)), vmovl_s16(vget_high_s16(high))}});
}
ALWAYS_INLINE floats16 unsigned16(const uint8_t *bytes) {
  const uint8x16_t v = vld1q_u8(bytes);
  return of_halves(vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(v))), vreinterpretq_s16_u16(vmovl_u8(vget_high_u8(v))));
}
ALWAYS_INLINE floats16 signed16(const uint8_t *bytes) {
  const int8x16_t v = vreinterpretq_s8_u8(vld1q_u8(bytes));
  return of_halves(vmovl_s8(vget_low_s8(v)), vmovl_s8(vget_high_s8(v)));
}

/// The codes of 4 rows x 4 columns, as they are stored: without an offset, or signed (Q8_0).
ALWAYS_INLINE int8x16_t codes_of_line(ck_block_type type, const uint8_t *lines, int line, int part) {
  const uint8_t *source = lines + part * 16;
  if (type == ck_block_q8_0) return vreinterpretq_s8_u8(vld1q_u8(source + line * line_bytes));
  const uint8x16_t both = vld1q_u8(source + line % 4 * line_bytes);
  uint8x16_t codes = line < 4 ? vandq_u8(both, vdupq_n_u8(15)) : vshrq_n_u8(both, 4);
  if (type == ck_block_q5_K) {
    const uint8x16_t fifth = vshlq_u8(vld1q_u8(source + 4 * line_bytes), vdupq_n_s8((int8_t)(4 - line)));
    codes = vorrq_u8(codes, vandq_u8(fifth, vdupq_n_u8(16)));
  } else if (type == ck_block_q6_K) {
    const uint8x16_t pairs = vld1q_u8(source + (4 + line / 4) * line_bytes);
    const uint8x16_t upper = vshlq_u8(pairs, vdupq_n_s8((int8_t)(4 - line % 4 * 2)));
    codes = vorrq_u8(codes, vandq_u8(upper, vdupq_n_u8(48)));
  }
  return vreinterpretq_s8_u8(codes);
}

/// Every lane holds a whole sum, so each starts with the whole correction for the codes' offset.
ALWAYS_INLINE ints16 start_of(ck_block_type type, const rounded_block *x, int half) {
  const int32_t start = type == ck_block_q4_0 ? x->start_8 : type == ck_block_q6_K ? x->start_32_halves[half] : 0;
  const int32x4_t all = vdupq_n_s32(start);
  return (ints16){{all, all, all, all}};
}

ALWAYS_INLINE void dot_block(
    ck_block_type type, const uint8_t *lines, size_t panel_bytes, const int panels, const rounded_block *x,
    const int tokens, ints16 dots[][group_tokens][2]) {
  (void)panel_bytes;
  (void)panels; // TILE_PANELS is 1
  const int is_halved = type == ck_block_q6_K;
#pragma unroll
  for (int t = 0; t < tokens; t++) {
#pragma unroll
    for (int half = 0; half < 1 + is_halved; half++) dots[0][t][half] = start_of(type, x + t, half);
  }
#pragma unroll
  for (int index = 0; index < block_lines; index++) {
    // A nibble's two lines follow each other.
    const int line = type == ck_block_q8_0 ? index : index / 2 + index % 2 * 4;
    const int half = is_halved ? line / 4 : 0;
#pragma unroll
    for (int part = 0; part < 4; part++) {
      const int8x16_t codes = codes_of_line(type, lines, line, part);
#pragma unroll
      for (int t = 0; t < tokens; t++) {
        const int8x16_t four = vreinterpretq_s8_s32(vld1q_dup_s32((const int32_t *)(x[t].codes + line * 4)));
        dots[0][t][half].part[part] = vdotq_s32(dots[0][t][half].part[part], codes, four);
      }
    }
  }
}

/// A line's column as floats, its offset taken away.
ALWAYS_INLINE float32x4_t column_of(ck_block_type type, int8x16_t codes, int column) {
  const int32x4_t wide = vshlq_s32(vreinterpretq_s32_s8(codes), vdupq_n_s32(24 - column * 8));
  const int offset = type == ck_block_q4_0 ? 8 : type == ck_block_q6_K ? 32 : 0;
  return vcvtq_f32_s32(vsubq_s32(vshrq_n_s32(wide, 24), vdupq_n_s32(offset)));
}

/// Four sums a token, one for each column of a line, so that additions need not wait for each other.
ALWAYS_INLINE void exact_block(
    ck_block_type type, const uint8_t *lines, int first_line, int line_count, const arranged_block *x,
    const int tokens, floats16 scales, floats16 sums[group_tokens]) {
#pragma unroll
  for (int part = 0; part < 4; part++) {
    float32x4_t dots[group_tokens][4];
#pragma unroll
    for (int t = 0; t < tokens; t++) {
#pragma unroll
      for (int column = 0; column < 4; column++) dots[t][column] = vdupq_n_f32(0);
    }
#pragma unroll
    for (int line = first_line; line < first_line + line_count; line++) {
      const int8x16_t codes = codes_of_line(type, lines, line, part);
#pragma unroll
      for (int column = 0; column < 4; column++) {
        const float32x4_t weights = column_of(type, codes, column);
#pragma unroll
        for (int t = 0; t < tokens; t++) {
          dots[t][column] = vfmaq_f32(dots[t][column], weights, vdupq_n_f32(x[t].values[line * 4 + column]));
        }
      }
    }
#pragma unroll
    for (int t = 0; t < tokens; t++) {
      const float32x4_t dot = vaddq_f32(vaddq_f32(dots[t][0], dots[t][1]), vaddq_f32(dots[t][2], dots[t][3]));
      sums[t].part[part] = vfmaq_f32(sums[t].part[part], dot, scales.part[part]);
    }
  }
}

#define TILE_PANELS 1
#include "packed_kernels.h"

const ck_packed_kernels ck_packed_kernels_neon = PACKED_LEVEL_TABLE(ck_level_neon);

#pragma clang attribute pop
#endif
