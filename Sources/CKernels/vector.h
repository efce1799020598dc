/// The vectors of a level, written once over `LANES` floats a register: a level's file sets LANES and the target and
/// includes what it needs. The compiler turns the vector types into that target's instructions: a bfloat16 load is one
/// zero extension and one shift, a float16 load one conversion.
#pragma once

#include "levels.h"

#include <math.h>
#include <string.h>

typedef float vector __attribute__((vector_size(LANES * 4)));
typedef int32_t int_vector __attribute__((vector_size(LANES * 4)));
typedef uint32_t bits_vector __attribute__((vector_size(LANES * 4)));
typedef uint16_t half_vector __attribute__((vector_size(LANES * 2)));
typedef _Float16 float16_vector __attribute__((vector_size(LANES * 2)));
typedef float float4 __attribute__((vector_size(16)));

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define KEEP_ROLLED _Pragma("clang loop unroll(disable)")

INLINE vector load_float32(const void *source) {
  vector value;
  memcpy(&value, source, sizeof value);
  return value;
}

INLINE vector load_bfloat16(const void *source) {
  half_vector half;
  memcpy(&half, source, sizeof half);
  return (vector)(__builtin_convertvector(half, bits_vector) << 16);
}

INLINE vector load_float16(const void *source) {
  float16_vector half;
  memcpy(&half, source, sizeof half);
  return __builtin_convertvector(half, vector);
}

INLINE void store(float *destination, vector value) { memcpy(destination, &value, sizeof value); }

/// The first `count` floats and zeros after them.
INLINE vector load_part(const float *source, size_t count) {
  vector value = {0};
  memcpy(&value, source, count * sizeof(float));
  return value;
}

INLINE void store_part(float *destination, vector value, size_t count) {
  memcpy(destination, &value, count * sizeof(float));
}

INLINE vector multiply_add(vector a, vector b, vector c) { return __builtin_elementwise_fma(a, b, c); }

/// [a0 + a1, a2 + a3, b0 + b1, b2 + b3] in every group of four lanes.
INLINE vector add_pairs(vector a, vector b) {
#if LANES == 4
  return __builtin_shufflevector(a, b, 0, 2, 4, 6) + __builtin_shufflevector(a, b, 1, 3, 5, 7);
#elif LANES == 8
  return __builtin_shufflevector(a, b, 0, 2, 8, 10, 4, 6, 12, 14) +
         __builtin_shufflevector(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
#else
  return __builtin_shufflevector(a, b, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30) +
         __builtin_shufflevector(a, b, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31);
#endif
}

/// The sums of the lanes of four vectors, by a tree that transposes them on the way.
INLINE float4 totals(vector a, vector b, vector c, vector d) {
  const vector sums = add_pairs(add_pairs(a, b), add_pairs(c, d));
#if LANES == 4
  return sums;
#elif LANES == 8
  return __builtin_shufflevector(sums, sums, 0, 1, 2, 3) + __builtin_shufflevector(sums, sums, 4, 5, 6, 7);
#else
  return (__builtin_shufflevector(sums, sums, 0, 1, 2, 3) + __builtin_shufflevector(sums, sums, 8, 9, 10, 11)) +
         (__builtin_shufflevector(sums, sums, 4, 5, 6, 7) + __builtin_shufflevector(sums, sums, 12, 13, 14, 15));
#endif
}

/// The sum of the lanes, in the same order.
INLINE float total(vector value) { return totals(value, value, value, value)[0]; }

/// exp(x), within two units in the last place; 0 below -87.3, infinity above 88.7.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor polynomial of degree 7, whose remainder is below 1e-8;
/// ln 2 is split in two so that r is exact (Cody and Waite).
INLINE vector exponential(vector x) {
  const vector zero = {0};
  const vector clamped =
      __builtin_elementwise_max(__builtin_elementwise_min(x, zero + 89.0f), zero - 88.0f);
  const vector n = __builtin_elementwise_roundeven(clamped * 1.44269504f);
  vector r = multiply_add(n, zero - 0.693145752f, clamped);
  r = multiply_add(n, zero - 1.42860677e-6f, r);
  vector p = zero + 1.98412698e-4f;
  p = multiply_add(p, r, zero + 1.38888889e-3f);
  p = multiply_add(p, r, zero + 8.33333333e-3f);
  p = multiply_add(p, r, zero + 4.16666667e-2f);
  p = multiply_add(p, r, zero + 1.66666667e-1f);
  p = multiply_add(p, r, zero + 0.5f);
  p = multiply_add(p, r, zero + 1.0f);
  p = multiply_add(p, r, zero + 1.0f);
  // 2^n in two factors, because n = 128 has no exponent of its own.
  const int_vector exponent = __builtin_convertvector(n, int_vector);
  const int_vector first = exponent >> 1;
  const vector result = p * (vector)((first + 127) << 23) * (vector)((exponent - first + 127) << 23);
  const vector kept = (vector)((int_vector)result & (x >= -87.33654f));
  return (vector)(((int_vector)kept & (x == x)) | ((int_vector)x & (x != x)));
}
