/// AVX-512 by SIMDe, and what its release in Debian lacks, in two halves.
#pragma once

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <immintrin.h>
#include <simde/hedley.h>
// Shifts by variables that are constants once everything is inlined.
#undef HEDLEY_REQUIRE_MSG
#define HEDLEY_REQUIRE_MSG(condition, message)
#include <simde/x86/avx512.h>

static inline simde__m512 substituted_halves_ps(__m256 low, __m256 high) {
  simde__m512_private result;
  result.m256[0] = low;
  result.m256[1] = high;
  return simde__m512_from_private(result);
}

static inline simde__m512i substituted_halves_si512(__m256i low, __m256i high) {
  simde__m512i_private result;
  result.m256i[0] = low;
  result.m256i[1] = high;
  return simde__m512i_from_private(result);
}

static inline simde__m512 substituted_cvtph_ps(__m256i halves) {
  return substituted_halves_ps(_mm256_cvtph_ps(_mm256_castsi256_si128(halves)), _mm256_cvtph_ps(_mm256_extracti128_si256(halves, 1)));
}

static inline simde__m512i substituted_cvtepi8_epi32(__m128i bytes) {
  return substituted_halves_si512(_mm256_cvtepi8_epi32(bytes), _mm256_cvtepi8_epi32(_mm_srli_si128(bytes, 8)));
}

static inline simde__m512i substituted_cvtepu8_epi32(__m128i bytes) {
  return substituted_halves_si512(_mm256_cvtepu8_epi32(bytes), _mm256_cvtepu8_epi32(_mm_srli_si128(bytes, 8)));
}

static inline simde__m512 substituted_cvtepi32_ps(simde__m512i integers) {
  const simde__m512i_private v = simde__m512i_to_private(integers);
  return substituted_halves_ps(_mm256_cvtepi32_ps(v.m256i[0]), _mm256_cvtepi32_ps(v.m256i[1]));
}

#define _mm512_cvtph_ps substituted_cvtph_ps
#define _mm512_cvtepi8_epi32 substituted_cvtepi8_epi32
#define _mm512_cvtepu8_epi32 substituted_cvtepu8_epi32
#define _mm512_cvtepi32_ps substituted_cvtepi32_ps
