/// Packing for products of numbers rounded to bfloat16: a lane of a panel holds two steps of the depth, the first in
/// its lower half. What is beyond an odd depth is zero.
#pragma once

#include "training_packing.h"

/// Rounds to the nearest, ties to even, in the upper half of each lane; NaN stays NaN.
INLINE bits_vector rounded(vector value) {
  const bits_vector bits = (bits_vector)value, is_nan = (bits_vector)(value != value);
  return ((bits + 0x7fff + ((bits >> 16) & 1)) & ~is_nan) | ((bits | 0x400000) & is_nan);
}

/// Packs [depth, count] with `count` side by side in memory into panels [(depth + 1) / 2, panel], padded with zeros.
INLINE void pack_pairs_copied(const float *source, size_t stride, size_t count, size_t depth, float *packed,
                              size_t panel) {
  const size_t pairs = (depth + 1) / 2;
  for (size_t k = 0; k < pairs; k++) {
    const float *first = source + 2 * k * stride, *second = 2 * k + 1 < depth ? first + stride : NULL;
    for (size_t start = 0; start < count; start += panel) {
      float *destination = packed + start * pairs + k * panel;
      UNROLL for (size_t i = 0; i < panel; i += LANES) {
        const size_t room = panel - i < LANES ? panel - i : LANES;
        const size_t rest = count - start > i ? count - start - i : 0, left = rest < room ? rest : room;
        const bits_vector low = rounded(load_up_to(first + start + i, left));
        const bits_vector high = second != NULL ? rounded(load_up_to(second + start + i, left)) : (bits_vector){0};
        store_up_to(destination + i, (vector)(low >> 16 | (high & 0xffff0000)), room);
      }
    }
  }
}

/// `depth` numbers side by side, as pairs.
INLINE void round_row(const float *row, size_t depth, float *pairs) {
  char *bytes = (char *)pairs;
  if (depth % 2 != 0) memset(pairs + depth / 2, 0, sizeof *pairs);
  EACH_REGISTER(depth, {
    const half_vector halves = __builtin_convertvector(rounded(load_up_to(row + i, left)) >> 16, half_vector);
    memcpy(bytes + i * sizeof(uint16_t), &halves, left * sizeof(uint16_t));
  });
}

/// Packs [count, depth] with the depth side by side in memory into panels [(depth + 1) / 2, panel], padded with zeros.
INLINE void pack_pairs_transposed(const float *source, size_t stride, size_t count, size_t depth, float *packed,
                                  size_t panel) {
  const size_t pairs = (depth + 1) / 2;
  float halves[TILE_COLUMNS * DEPTH_BLOCK];
  for (size_t first = 0; first < count; first += panel, packed += pairs * panel) {
    const size_t some = count - first < panel ? count - first : panel;
    for (size_t i = 0; i < some; i++) round_row(source + (first + i) * stride, depth, halves + i * pairs);
    pack_transposed(halves, pairs, some, pairs, packed, panel);
  }
}
