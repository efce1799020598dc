/// Copies of a product's operands in the order in which tiles read them: panels as wide as a tile, one step of the
/// depth after the other. The file that includes this sets what training_tile.h needs.
#pragma once

#include "training_tile.h"

enum {
  DEPTH_BLOCK = 320,  // lanes of the depth at the most; a multiple of four
  ROW_BLOCK = 96,     // of rows of `a`; a multiple of TILE_ROWS
  COLUMN_BLOCK = 768, // of columns of `b`; a multiple of TILE_COLUMNS
};

/// Packs [depth, count] with `count` side by side in memory into panels [depth, panel], padded with zeros.
INLINE void pack_copied(const float *source, size_t stride, size_t count, size_t depth, float *packed, size_t panel) {
  for (size_t k = 0; k < depth; k++, source += stride) {
    float *destination = packed + k * panel;
    size_t i = 0;
    for (; i + panel <= count; i += panel, destination += depth * panel) {
      memcpy(destination, source + i, panel * sizeof(float));
    }
    for (size_t j = 0; i < count && j < panel; j++) destination[j] = i + j < count ? source[i + j] : 0;
  }
}

/// One panel of pack_transposed: `rows` is where its rows begin, absent ones at zeros.
INLINE void pack_panel(const float *const *rows, size_t depth, float *packed, size_t panel) {
  size_t k = 0;
  for (; k + 4 <= depth; k += 4) {
    UNROLL for (size_t i = 0; i < panel; i += 4) {
      float4 in[4] = {0}, out[4];
      UNROLL for (size_t j = 0; j < 4 && i + j < panel; j++) memcpy(&in[j], rows[i + j] + k, sizeof in[j]);
      transpose_four(in, out);
      const size_t size = (panel - i < 4 ? panel - i : 4) * sizeof(float);
      UNROLL for (size_t j = 0; j < 4; j++) memcpy(packed + (k + j) * panel + i, &out[j], size);
    }
  }
  for (; k < depth; k++) {
    for (size_t i = 0; i < panel; i++) packed[k * panel + i] = rows[i][k];
  }
}

/// Packs [count, depth] with the depth side by side in memory into panels [depth, panel], padded with zeros.
INLINE void pack_transposed(const float *source, size_t stride, size_t count, size_t depth, float *packed,
                            size_t panel) {
  static const float zeros[DEPTH_BLOCK];
  for (size_t first = 0; first < count; first += panel, packed += depth * panel) {
    const float *rows[TILE_COLUMNS];
    for (size_t i = 0; i < panel; i++) rows[i] = first + i < count ? source + (first + i) * stride : zeros;
    pack_panel(rows, depth, packed, panel);
  }
}
