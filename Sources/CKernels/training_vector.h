/// What the training kernels share, at a vector level: rows whose width is any number.
#pragma once

#include "vector.h"

/// Does something for every register of a row: `i` is where it starts and `left` what it holds, which is a constant but
/// for the last.
#define EACH_REGISTER(count, ...)                                                                  \
  do {                                                                                             \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= (count); i += LANES) {                                                     \
      const size_t left = LANES;                                                                   \
      __VA_ARGS__                                                                                  \
    }                                                                                              \
    if (i < (count)) {                                                                             \
      const size_t left = (count)-i;                                                               \
      __VA_ARGS__                                                                                  \
    }                                                                                              \
  } while (0)

/// The first `left` floats, at most a register of them, and zeros after them.
INLINE vector load_up_to(const float *source, size_t left) {
  return left >= LANES ? load_float32(source) : load_part(source, left);
}

INLINE void store_up_to(float *destination, vector value, size_t left) {
  if (left >= LANES) store(destination, value);
  else store_part(destination, value, left);
}

/// The same number in every lane. Subtracting zero changes no number, so that nothing is left of it but the broadcast.
INLINE vector broadcast(float value) { return value - (vector){0}; }

/// Each lane from `a` where the condition is set, else from `b`.
INLINE vector choose(int_vector condition, vector a, vector b) {
  return (vector)((condition & (int_vector)a) | (~condition & (int_vector)b));
}

/// The larger number of each lane; that of `b` where either is NaN.
INLINE vector larger(vector a, vector b) { return choose(a > b, a, b); }

/// The largest lane.
INLINE float largest_lane(vector value) {
#if LANES == 16
  value = larger(value, __builtin_shufflevector(value, value, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  value = larger(value, __builtin_shufflevector(value, value, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
#elif LANES == 8
  value = larger(value, __builtin_shufflevector(value, value, 4, 5, 6, 7, 0, 1, 2, 3));
#endif
  const float low = value[0] > value[1] ? value[0] : value[1], high = value[2] > value[3] ? value[2] : value[3];
  return low > high ? low : high;
}

/// exp(x) for x <= 0, as precise as `exponential`; 0 below -87.7. NaN stays NaN.
INLINE vector exponential_of_negative(vector x) {
  const vector zero = {0};
  const vector limited = choose(x < -88.0f, zero - 88.0f, x);
  const vector n = __builtin_elementwise_roundeven(limited * 1.44269504f);
  vector r = multiply_add(n, zero - 0.693145752f, limited);
  r = multiply_add(n, zero - 1.42860677e-6f, r);
  vector p = zero + 1.98412698e-4f;
  p = multiply_add(p, r, zero + 1.38888889e-3f);
  p = multiply_add(p, r, zero + 8.33333333e-3f);
  p = multiply_add(p, r, zero + 4.16666667e-2f);
  p = multiply_add(p, r, zero + 1.66666667e-1f);
  p = multiply_add(p, r, zero + 0.5f);
  p = multiply_add(p, r, zero + 1.0f);
  p = multiply_add(p, r, zero + 1.0f);
  return p * (vector)((__builtin_convertvector(n, int_vector) + 127) << 23); // n = -127 makes it 0
}

INLINE float dot(const float *a, const float *b, size_t count) {
  vector sums = {0};
  EACH_REGISTER(count, sums = multiply_add(load_up_to(a + i, left), load_up_to(b + i, left), sums););
  return total(sums);
}

/// Four rows of four to four columns.
INLINE void transpose_four(const float4 in[4], float4 out[4]) {
  // Columns 0 and 1, and 2 and 3, of two rows each.
  const float4 first01 = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5);
  const float4 first23 = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7);
  const float4 last01 = __builtin_shufflevector(in[2], in[3], 0, 4, 1, 5);
  const float4 last23 = __builtin_shufflevector(in[2], in[3], 2, 6, 3, 7);
  out[0] = __builtin_shufflevector(first01, last01, 0, 1, 4, 5);
  out[1] = __builtin_shufflevector(first01, last01, 2, 3, 6, 7);
  out[2] = __builtin_shufflevector(first23, last23, 0, 1, 4, 5);
  out[3] = __builtin_shufflevector(first23, last23, 2, 3, 6, 7);
}
