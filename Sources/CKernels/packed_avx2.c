/// Products of bytes by multiplications of unsigned and signed bytes into sums of two in 16 bits, none of which can
/// saturate: the codes are small, or signs are moved from the weights to the activations.
#if defined(__x86_64__)
#include <immintrin.h>

#include "packed_levels.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#include "packed_layout.h"

typedef struct floats16 {
  __m256 half[2];
} floats16;

typedef struct ints16 {
  __m256i half[2];
} ints16;

ALWAYS_INLINE floats16 zero16(void) { return (floats16){{_mm256_setzero_ps(), _mm256_setzero_ps()}}; }
ALWAYS_INLINE floats16 load16(const float *x) { return (floats16){{_mm256_loadu_ps(x), _mm256_loadu_ps(x + 8)}}; }
ALWAYS_INLINE floats16 spread16(const float *x) {
  const __m256 all = _mm256_broadcast_ss(x);
  return (floats16){{all, all}};
}
ALWAYS_INLINE void store16(float *x, floats16 v) {
  _mm256_storeu_ps(x, v.half[0]);
  _mm256_storeu_ps(x + 8, v.half[1]);
}
ALWAYS_INLINE floats16 add16(floats16 a, floats16 b) {
  return (floats16){{_mm256_add_ps(a.half[0], b.half[0]), _mm256_add_ps(a.half[1], b.half[1])}};
}
ALWAYS_INLINE floats16 multiply16(floats16 a, floats16 b) {
  return (floats16){{_mm256_mul_ps(a.half[0], b.half[0]), _mm256_mul_ps(a.half[1], b.half[1])}};
}
ALWAYS_INLINE floats16 fused16(floats16 a, floats16 b, floats16 c) {
  for (int half = 0; half < 2; half++) c.half[half] = _mm256_fmadd_ps(a.half[half], b.half[half], c.half[half]);
  return c;
}
ALWAYS_INLINE floats16 of_integers16(ints16 v) {
  return (floats16){{_mm256_cvtepi32_ps(v.half[0]), _mm256_cvtepi32_ps(v.half[1])}};
}
ALWAYS_INLINE floats16 scales16(const uint8_t *halves) {
  const __m128i *source = (const __m128i *)halves;
  return (floats16){{_mm256_cvtph_ps(_mm_loadu_si128(source)), _mm256_cvtph_ps(_mm_loadu_si128(source + 1))}};
}
ALWAYS_INLINE floats16 unsigned16(const uint8_t *bytes) {
  const __m128i v = _mm_loadu_si128((const __m128i *)bytes);
  return of_integers16((ints16){{_mm256_cvtepu8_epi32(v), _mm256_cvtepu8_epi32(_mm_srli_si128(v, 8))}});
}
ALWAYS_INLINE floats16 signed16(const uint8_t *bytes) {
  const __m128i v = _mm_loadu_si128((const __m128i *)bytes);
  return of_integers16((ints16){{_mm256_cvtepi8_epi32(v), _mm256_cvtepi8_epi32(_mm_srli_si128(v, 8))}});
}

/// The codes of 8 rows x 4 columns, as they are stored: without an offset, or signed (Q8_0).
ALWAYS_INLINE __m256i codes_of_line(ck_block_type type, const uint8_t *lines, int line, int half) {
  const __m256i *source = (const __m256i *)lines + half;
  if (type == ck_block_q8_0) return _mm256_loadu_si256(source + line * 2);
  const __m256i both = _mm256_loadu_si256(source + line % 4 * 2);
  const __m256i low = _mm256_and_si256(line < 4 ? both : _mm256_srli_epi16(both, 4), _mm256_set1_epi8(15));
  if (type == ck_block_q5_K) {
    const __m256i bits = _mm256_loadu_si256(source + 8);
    const __m256i fifth = line < 4 ? _mm256_slli_epi16(bits, 4 - line) : _mm256_srli_epi16(bits, line - 4);
    return _mm256_or_si256(low, _mm256_and_si256(fifth, _mm256_set1_epi8(16)));
  }
  if (type == ck_block_q6_K) {
    const __m256i pairs = _mm256_loadu_si256(source + 8 + line / 4 * 2);
    const int shift = 4 - line % 4 * 2;
    const __m256i upper = shift >= 0 ? _mm256_slli_epi16(pairs, shift) : _mm256_srli_epi16(pairs, -shift);
    return _mm256_or_si256(low, _mm256_and_si256(upper, _mm256_set1_epi8(48)));
  }
  return low;
}

ALWAYS_INLINE __m256i four_of(const rounded_block *x, int line) {
  return _mm256_set1_epi32(*(const int32_t *)(x->codes + line * 4));
}

/// |code| * (code's sign moved to the activation): at most 128 * 127 * 2 = 32512.
ALWAYS_INLINE void dot_signed(const uint8_t *lines, const rounded_block *x, const int tokens, ints16 (*dots)[2]) {
  const __m256i ones = _mm256_set1_epi16(1);
#pragma unroll
  for (int t = 0; t < tokens; t++) dots[t][0] = (ints16){{_mm256_setzero_si256(), _mm256_setzero_si256()}};
#pragma clang loop unroll(disable)
  for (int line = 0; line < block_lines; line++) {
#pragma unroll
    for (int half = 0; half < 2; half++) {
      const __m256i codes = codes_of_line(ck_block_q8_0, lines, line, half);
      const __m256i magnitudes = _mm256_abs_epi8(codes);
#pragma unroll
      for (int t = 0; t < tokens; t++) {
        const __m256i pairs = _mm256_maddubs_epi16(magnitudes, _mm256_sign_epi8(four_of(x + t, line), codes));
        dots[t][0].half[half] = _mm256_add_epi32(dots[t][0].half[half], _mm256_madd_epi16(pairs, ones));
      }
    }
  }
}

/// Adds a line's products to sums of 16 bits.
ALWAYS_INLINE void add_pairs(
    ck_block_type type, const uint8_t *lines, int line, int code_line, const rounded_block *x, const int tokens,
    __m256i pairs[group_tokens][2]) {
#pragma unroll
  for (int half = 0; half < 2; half++) {
    const __m256i codes = codes_of_line(type, lines, code_line, half);
#pragma unroll
    for (int t = 0; t < tokens; t++) {
      pairs[t][half] = _mm256_add_epi16(pairs[t][half], _mm256_maddubs_epi16(codes, four_of(x + t, line)));
    }
  }
}

/// Widens sums of 16 bits and adds them up.
ALWAYS_INLINE void widen_pairs(__m256i pairs[group_tokens][2], const int tokens, int part, ints16 (*dots)[2]) {
  const __m256i ones = _mm256_set1_epi16(1);
#pragma unroll
  for (int t = 0; t < tokens; t++) {
#pragma unroll
    for (int half = 0; half < 2; half++) {
      dots[t][part].half[half] = _mm256_add_epi32(dots[t][part].half[half], _mm256_madd_epi16(pairs[t][half], ones));
      pairs[t][half] = _mm256_setzero_si256();
    }
  }
}

/// Every lane holds a whole sum, so each starts with the whole correction for the codes' offset.
ALWAYS_INLINE ints16 start_of(ck_block_type type, const rounded_block *x, int part) {
  const int32_t start = type == ck_block_q4_0 ? x->start_8 : type == ck_block_q6_K ? x->start_32_halves[part] : 0;
  return (ints16){{_mm256_set1_epi32(start), _mm256_set1_epi32(start)}};
}

/// 8 lines of codes to 15 can be summed in 16 bits, 4 to 31 or 2 to 63.
ALWAYS_INLINE void dot_unsigned(
    ck_block_type type, const uint8_t *lines, const rounded_block *x, const int tokens, ints16 (*dots)[2]) {
  __m256i pairs[group_tokens][2];
#pragma unroll
  for (int t = 0; t < tokens; t++) {
    pairs[t][0] = pairs[t][1] = _mm256_setzero_si256();
#pragma unroll
    for (int part = 0; part < 1 + (type == ck_block_q6_K); part++) dots[t][part] = start_of(type, x + t, part);
  }
  if (type == ck_block_q4_0 || type == ck_block_q4_K) {
    // Unrolled, this runs out of registers.
#pragma clang loop unroll(disable)
    for (int line = 0; line < 4; line++) {
      add_pairs(type, lines + line * line_bytes, line, 0, x, tokens, pairs);
      add_pairs(type, lines + line * line_bytes, line + 4, 4, x, tokens, pairs);
    }
    widen_pairs(pairs, tokens, 0, dots);
    return;
  }
#pragma unroll
  for (int index = 0; index < block_lines; index++) {
    // A nibble's two lines follow each other, or (Q6_K) the lines of a half of the block.
    const int line = type == ck_block_q6_K ? index : index / 2 + index % 2 * 4;
    add_pairs(type, lines, line, line, x, tokens, pairs);
    if (type == ck_block_q6_K ? index % 2 == 1 : index % 4 == 3) {
      widen_pairs(pairs, tokens, type == ck_block_q6_K ? index / 4 : 0, dots);
    }
  }
}

ALWAYS_INLINE void dot_block(
    ck_block_type type, const uint8_t *lines, size_t panel_bytes, const int panels, const rounded_block *x,
    const int tokens, ints16 dots[][group_tokens][2]) {
#pragma unroll
  for (int p = 0; p < panels; p++, lines += panel_bytes) {
    if (type == ck_block_q8_0) {
      dot_signed(lines, x, tokens, dots[p]);
    } else {
      dot_unsigned(type, lines, x, tokens, dots[p]);
    }
  }
}

/// A line's column as floats, its offset taken away.
ALWAYS_INLINE __m256 column_of(ck_block_type type, __m256i codes, int column) {
  const __m256i wide = type == ck_block_q8_0 || column == 3
                           ? _mm256_slli_epi32(codes, 24 - column * 8)
                           : _mm256_and_si256(_mm256_srli_epi32(codes, column * 8), _mm256_set1_epi32(255));
  if (type == ck_block_q8_0) return _mm256_cvtepi32_ps(_mm256_srai_epi32(wide, 24));
  const __m256i code = column == 3 ? _mm256_srli_epi32(codes, 24) : wide;
  const int offset = type == ck_block_q4_0 ? 8 : type == ck_block_q6_K ? 32 : 0;
  return _mm256_cvtepi32_ps(_mm256_sub_epi32(code, _mm256_set1_epi32(offset)));
}

/// Four sums a token, one for each column of a line, so that additions need not wait for each other.
ALWAYS_INLINE void exact_few(
    ck_block_type type, const uint8_t *lines, int first_line, int line_count, const arranged_block *x,
    const int tokens, floats16 scales, floats16 *sums) {
#pragma unroll
  for (int half = 0; half < 2; half++) {
    __m256 dots[2][4];
#pragma unroll
    for (int t = 0; t < tokens; t++) dots[t][0] = dots[t][1] = dots[t][2] = dots[t][3] = _mm256_setzero_ps();
#pragma unroll
    for (int line = first_line; line < first_line + line_count; line++) {
      const __m256i codes = codes_of_line(type, lines, line, half);
#pragma unroll
      for (int column = 0; column < 4; column++) {
        const __m256 weights = column_of(type, codes, column);
#pragma unroll
        for (int t = 0; t < tokens; t++) {
          const __m256 value = _mm256_broadcast_ss(x[t].values + line * 4 + column);
          dots[t][column] = _mm256_fmadd_ps(value, weights, dots[t][column]);
        }
      }
    }
#pragma unroll
    for (int t = 0; t < tokens; t++) {
      const __m256 dot = _mm256_add_ps(_mm256_add_ps(dots[t][0], dots[t][1]), _mm256_add_ps(dots[t][2], dots[t][3]));
      sums[t].half[half] = _mm256_fmadd_ps(dot, scales.half[half], sums[t].half[half]);
    }
  }
}

/// Two tokens at once, for which there are registers.
ALWAYS_INLINE void exact_block(
    ck_block_type type, const uint8_t *lines, int first_line, int line_count, const arranged_block *x,
    const int tokens, floats16 scales, floats16 sums[group_tokens]) {
  if (tokens == 4) {
    exact_few(type, lines, first_line, line_count, x, 2, scales, sums);
    exact_few(type, lines, first_line, line_count, x + 2, 2, scales, sums + 2);
  } else {
    exact_few(type, lines, first_line, line_count, x, tokens, scales, sums);
  }
}

#define TILE_PANELS 1
#include "packed_kernels.h"

const ck_packed_kernels ck_packed_kernels_avx2 = PACKED_LEVEL_TABLE(ck_level_avx2);
/// Vectors of 64 bytes without dot products of bytes would need the same work around them.
const ck_packed_kernels ck_packed_kernels_avx512 = PACKED_LEVEL_TABLE(ck_level_avx512);

#pragma clang attribute pop
#endif
