/// What the training kernels share, at a vector level: rows whose width is any number.
#pragma once

#include "vector.h"

#define FOR_REGISTERS(i, count) for (size_t i = 0; i < (count); i += LANES)

/// What is left of a row after whole registers goes through one register, padded with zeros.
INLINE vector load_up_to(const float *source, size_t left) {
  return left >= LANES ? load_float32(source) : load_part(source, left);
}

INLINE void store_up_to(float *destination, vector value, size_t left) {
  if (left >= LANES) store(destination, value);
  else store_part(destination, value, left);
}

/// The same number in every lane. Subtracting zero changes no number, so that nothing is left of it but the broadcast.
INLINE vector broadcast(float value) { return value - (vector){0}; }

INLINE float dot(const float *a, const float *b, size_t count) {
  vector sums = {0};
  FOR_REGISTERS(i, count) sums = multiply_add(load_up_to(a + i, count - i), load_up_to(b + i, count - i), sums);
  return total(sums);
}

/// Four rows of four to four columns.
INLINE void transpose_four(const float4 in[4], float4 out[4]) {
  const float4 low = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5), high = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7);
  const float4 low2 = __builtin_shufflevector(in[2], in[3], 0, 4, 1, 5), high2 = __builtin_shufflevector(in[2], in[3], 2, 6, 3, 7);
  out[0] = __builtin_shufflevector(low, low2, 0, 1, 4, 5);
  out[1] = __builtin_shufflevector(low, low2, 2, 3, 6, 7);
  out[2] = __builtin_shufflevector(high, high2, 0, 1, 4, 5);
  out[3] = __builtin_shufflevector(high, high2, 2, 3, 6, 7);
}
