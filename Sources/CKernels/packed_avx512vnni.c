/// Products of bytes by dot products of four unsigned and four signed bytes into 32 bits: codes without their sign,
/// whose offset is taken away by what a sum starts with.
#if defined(__x86_64__)
#include <immintrin.h>

#include "packed_levels.h"

#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c"))), apply_to = function)

#include "packed_layout.h"

typedef __m512 floats16;
typedef __m512i ints16;

ALWAYS_INLINE floats16 zero16(void) { return _mm512_setzero_ps(); }
ALWAYS_INLINE floats16 load16(const float *x) { return _mm512_loadu_ps(x); }
ALWAYS_INLINE floats16 spread16(const float *x) { return _mm512_set1_ps(*x); }
ALWAYS_INLINE void store16(float *x, floats16 v) { _mm512_storeu_ps(x, v); }
ALWAYS_INLINE floats16 add16(floats16 a, floats16 b) { return _mm512_add_ps(a, b); }
ALWAYS_INLINE floats16 multiply16(floats16 a, floats16 b) { return _mm512_mul_ps(a, b); }
ALWAYS_INLINE floats16 fused16(floats16 a, floats16 b, floats16 c) { return _mm512_fmadd_ps(a, b, c); }
ALWAYS_INLINE floats16 of_integers16(ints16 v) { return _mm512_cvtepi32_ps(v); }
ALWAYS_INLINE floats16 scales16(const uint8_t *halves) {
  return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)halves));
}
ALWAYS_INLINE floats16 unsigned16(const uint8_t *bytes) {
  return of_integers16(_mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)bytes)));
}
ALWAYS_INLINE floats16 signed16(const uint8_t *bytes) {
  return of_integers16(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)bytes)));
}

/// The codes of 16 rows x 4 columns without a sign: their offset is 128, 8, 0, 0 and 32.
ALWAYS_INLINE __m512i codes_of_line(ck_block_type type, const uint8_t *lines, int line) {
  if (type == ck_block_q8_0) {
    return _mm512_xor_si512(_mm512_loadu_si512(lines + line * line_bytes), _mm512_set1_epi8(-128));
  }
  const __m512i both = _mm512_loadu_si512(lines + line % 4 * line_bytes);
  const __m512i low = _mm512_and_si512(line < 4 ? both : _mm512_srli_epi16(both, 4), _mm512_set1_epi8(15));
  if (type == ck_block_q5_K) {
    const __m512i bits = _mm512_loadu_si512(lines + 4 * line_bytes);
    const __m512i fifth =
        line < 4 ? _mm512_slli_epi16(bits, (unsigned)(4 - line)) : _mm512_srli_epi16(bits, (unsigned)(line - 4));
    return _mm512_or_si512(low, _mm512_and_si512(fifth, _mm512_set1_epi8(16)));
  }
  if (type == ck_block_q6_K) {
    const __m512i pairs = _mm512_loadu_si512(lines + (4 + line / 4) * line_bytes);
    const int shift = 4 - line % 4 * 2;
    const __m512i upper =
        shift >= 0 ? _mm512_slli_epi16(pairs, (unsigned)shift) : _mm512_srli_epi16(pairs, (unsigned)-shift);
    return _mm512_or_si512(low, _mm512_and_si512(upper, _mm512_set1_epi8(48)));
  }
  return low;
}

/// What a sum of codes starts with; every lane holds a whole sum.
ALWAYS_INLINE __m512i start_of(ck_block_type type, const rounded_block *x, int part) {
  switch (type) {
  case ck_block_q8_0: return _mm512_set1_epi32(x->start_128);
  case ck_block_q4_0: return _mm512_set1_epi32(x->start_8);
  case ck_block_q6_K: return _mm512_set1_epi32(x->start_32_halves[part]);
  default: return _mm512_setzero_si512();
  }
}

/// A line of weights meets every token, and an activation every panel, while it is in a register.
ALWAYS_INLINE void dot_block(
    ck_block_type type, const uint8_t *lines, size_t panel_bytes, const int panels, const rounded_block *x,
    const int tokens, ints16 dots[][group_tokens][2]) {
  const int is_halved = type == ck_block_q6_K;
#pragma unroll
  for (int p = 0; p < panels; p++) {
#pragma unroll
    for (int t = 0; t < tokens; t++) {
#pragma unroll
      for (int part = 0; part < 1 + is_halved; part++) dots[p][t][part] = start_of(type, x + t, part);
    }
  }
#pragma unroll
  for (int index = 0; index < block_lines; index++) {
    // A nibble's two lines follow each other.
    const int line = type == ck_block_q8_0 ? index : index / 2 + index % 2 * 4;
    const int part = is_halved ? line / 4 : 0;
    __m512i codes[2];
#pragma unroll
    for (int p = 0; p < panels; p++) codes[p] = codes_of_line(type, lines + (size_t)p * panel_bytes, line);
#pragma unroll
    for (int t = 0; t < tokens; t++) {
      const __m512i four = _mm512_set1_epi32(*(const int32_t *)(x[t].codes + line * 4));
#pragma unroll
      for (int p = 0; p < panels; p++) dots[p][t][part] = _mm512_dpbusd_epi32(dots[p][t][part], codes[p], four);
    }
  }
}

/// A line's column as floats, its offset taken away.
ALWAYS_INLINE __m512 column_of(ck_block_type type, __m512i codes, int column) {
  const __m512i shifted = _mm512_srli_epi32(codes, (unsigned)column * 8);
  const __m512i code = column == 3 ? shifted : _mm512_and_si512(shifted, _mm512_set1_epi32(255));
  const int offset = type == ck_block_q8_0 ? 128 : type == ck_block_q4_0 ? 8 : type == ck_block_q6_K ? 32 : 0;
  return _mm512_cvtepi32_ps(_mm512_sub_epi32(code, _mm512_set1_epi32(offset)));
}

/// Four sums a token, one for each column of a line, so that additions need not wait for each other.
ALWAYS_INLINE void exact_block(
    ck_block_type type, const uint8_t *lines, int first_line, int line_count, const arranged_block *x,
    const int tokens, floats16 scales, floats16 sums[group_tokens]) {
  __m512 dots[group_tokens][4];
#pragma unroll
  for (int t = 0; t < tokens; t++) {
#pragma unroll
    for (int column = 0; column < 4; column++) dots[t][column] = _mm512_setzero_ps();
  }
#pragma unroll
  for (int line = first_line; line < first_line + line_count; line++) {
    const __m512i codes = codes_of_line(type, lines, line);
#pragma unroll
    for (int column = 0; column < 4; column++) {
      const __m512 weights = column_of(type, codes, column);
#pragma unroll
      for (int t = 0; t < tokens; t++) {
        const __m512 value = _mm512_set1_ps(x[t].values[line * 4 + column]);
        dots[t][column] = _mm512_fmadd_ps(value, weights, dots[t][column]);
      }
    }
  }
#pragma unroll
  for (int t = 0; t < tokens; t++) {
    const __m512 dot = _mm512_add_ps(_mm512_add_ps(dots[t][0], dots[t][1]), _mm512_add_ps(dots[t][2], dots[t][3]));
    sums[t] = _mm512_fmadd_ps(dot, scales, sums[t]);
  }
}

#define TILE_PANELS 2
#include "packed_kernels.h"

const ck_packed_kernels ck_packed_kernels_avx512vnni = PACKED_LEVEL_TABLE(ck_level_avx512vnni);
const ck_packed_kernels ck_packed_kernels_avx512bf16 = PACKED_LEVEL_TABLE(ck_level_avx512bf16);

#pragma clang attribute pop
#endif
