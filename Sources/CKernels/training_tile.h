/// The inner loop of every product of training: a tile of sums that stays in registers, at a vector level.
///
/// The file that includes this sets LANES, the target, TILE_ROWS and TILE_REGISTERS, whose product and a few more are
/// the registers there are.
#pragma once

#include "training_vector.h"

#define TILE_COLUMNS (TILE_REGISTERS * LANES)

#ifndef STEPS_PER_LANE
/// Steps of a product's depth in a lane of an operand: one float, or two numbers in bfloat16.
#define STEPS_PER_LANE 1
INLINE vector add_steps(vector a, vector b, vector sum) { return multiply_add(a, b, sum); }
#endif

/// sums[r, c] (+)= sum over k of a[r * a_row + k * a_step] * b[k * b_step + c], for `rows` rows and `registers`
/// registers of columns, both constants where this is inlined.
INLINE void multiply_tile(const float *a, size_t a_row, size_t a_step, const float *b, size_t b_step, size_t depth,
                          float *sums, size_t sums_stride, int rows, int registers, int accumulate) {
  vector tile[TILE_ROWS * TILE_REGISTERS];
  UNROLL for (int i = 0; i < rows * registers; i++) tile[i] = (vector){0};
  UNROLL for (int r = 0; r < rows; r++) __builtin_prefetch(sums + (size_t)r * sums_stride, 1);
  _Pragma("clang loop unroll_count(4)") for (size_t k = 0; k < depth; k++, a += a_step, b += b_step) {
    vector columns[TILE_ROWS * TILE_REGISTERS];
    UNROLL for (int c = 0; c < registers; c++) columns[c] = load_float32(b + c * LANES);
    UNROLL for (int r = 0; r < rows; r++) {
      const vector factor = broadcast(a[(size_t)r * a_row]);
      UNROLL for (int c = 0; c < registers; c++) {
        tile[r * registers + c] = add_steps(factor, columns[c], tile[r * registers + c]);
      }
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int c = 0; c < registers; c++) {
      float *at = sums + (size_t)r * sums_stride + c * LANES;
      store(at, accumulate ? load_float32(at) + tile[r * registers + c] : tile[r * registers + c]);
    }
  }
}
