/// Blocks of queries, keys and values in scratch memory, and their products, for training_attention.h. All operands are
/// copied into rows padded with zeros, so that no tile has an edge.
#pragma once

#include "training.h"
#include "training_tile.h"

#define ATTENTION_BLOCK CK_TRAINING_ATTENTION_BLOCK

/// Where things lie in the scratch memory.
typedef struct attention_memory {
  size_t tokens;           // rounded up to whole blocks
  size_t width;            // rounded up to whole tiles
  float *keys_transposed;  // [width, tokens]
  float *keys;             // [tokens, width]
  float *values_transposed;
  float *values;
  float *key_gradient;     // [tokens, width], forward: not used
  float *value_gradient;
  float *queries;          // [ATTENTION_BLOCK, width], scaled
  float *output;           // likewise: the output's sums, or its gradient
  float *query_gradient;   // likewise
  float *weights;          // [ATTENTION_BLOCK, ATTENTION_BLOCK]
  float *score_gradient;   // likewise
} attention_memory;

static attention_memory divide_scratch(const ck_training_attention *a) {
  attention_memory m = {.tokens = ck_padded(a->tokens, ATTENTION_BLOCK), .width = ck_padded(a->head_width, 16)};
  float *next = a->scratch;
  float **const all[] = {&m.keys_transposed, &m.keys, &m.values_transposed, &m.values, &m.key_gradient,
                         &m.value_gradient};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++, next += m.tokens * m.width) *all[i] = next;
  float **const blocks[] = {&m.queries, &m.output, &m.query_gradient};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++, next += ATTENTION_BLOCK * m.width) *blocks[i] = next;
  m.weights = next;
  m.score_gradient = next + ATTENTION_BLOCK * ATTENTION_BLOCK;
  return m;
}

/// Copies rows, scaled, and pads them with zeros to [padded_rows, padded_width].
static void copy_rows(const float *source, size_t stride, size_t rows, size_t width, float scale, float *copy,
                      size_t padded_rows, size_t padded_width) {
  for (size_t row = 0; row < padded_rows; row++, copy += padded_width) {
    size_t i = 0;
    if (row < rows) {
      for (; i < width; i++) copy[i] = source[row * stride + i] * scale;
    }
    for (; i < padded_width; i++) copy[i] = 0;
  }
}

static void write_rows(const float *rows, size_t padded_width, size_t count, size_t width, float *destination,
                       size_t stride) {
  for (size_t row = 0; row < count; row++) {
    memcpy(destination + row * stride, rows + row * padded_width, width * sizeof(float));
  }
}

/// [rows, columns] to [columns, rows], both multiples of four.
static void transpose(const float *source, size_t rows, size_t columns, float *destination) {
  for (size_t row = 0; row < rows; row += 4) {
    for (size_t column = 0; column < columns; column += 4) {
      float4 in[4], out[4];
      UNROLL for (int i = 0; i < 4; i++) memcpy(&in[i], source + (row + (size_t)i) * columns + column, sizeof in[i]);
      transpose_four(in, out);
      float *columns_start = destination + column * rows + row;
      UNROLL for (int i = 0; i < 4; i++) memcpy(columns_start + (size_t)i * rows, &out[i], sizeof out[i]);
    }
  }
}

// Visibility. In the block on the diagonal a tile of rows sees the columns before its own end and no others.

/// The columns of a block that the tile of rows around `row` works on; what is beyond has no weight.
INLINE size_t column_end(size_t row, int diagonal) {
  return diagonal ? row / TILE_ROWS * TILE_ROWS + TILE_ROWS : ATTENTION_BLOCK;
}

/// The first block of keys that a block of queries sees.
static size_t first_block(const ck_training_attention *a, size_t block) {
  return ck_first_visible(a, block * ATTENTION_BLOCK) / ATTENTION_BLOCK;
}

/// Whether every query of a block sees every key of another.
static int sees_all(const ck_training_attention *a, size_t block, size_t key_block) {
  return key_block < block &&
         ck_first_visible(a, (block + 1) * ATTENTION_BLOCK - 1) <= key_block * ATTENTION_BLOCK;
}

/// Lets the keys that a token does not see weigh nothing.
static void mask(const ck_training_attention *a, size_t token, size_t key_block, float *scores) {
  const size_t start = key_block * ATTENTION_BLOCK, first = ck_first_visible(a, token);
  for (size_t j = 0; j < ATTENTION_BLOCK; j++) {
    if (start + j < first || start + j > token) scores[j] = -INFINITY;
  }
}

// Products of blocks.

/// scores[r, c] = rows[r] . columns[c], with the columns' matrix transposed: [width, tokens].
static void multiply_scores(const float *rows, const float *columns, const attention_memory *m, int diagonal,
                            float *scores) {
  for (size_t c = 0; c < ATTENTION_BLOCK; c += SCORE_REGISTERS * LANES) {
    for (size_t r = 0; r < ATTENTION_BLOCK; r += SCORE_ROWS) {
      if (c >= column_end(r + SCORE_ROWS - 1, diagonal)) continue;
      multiply_tile(rows + r * m->width, m->width, 1, columns + c, m->tokens, m->width,
                    scores + r * ATTENTION_BLOCK + c, ATTENTION_BLOCK, SCORE_ROWS, SCORE_REGISTERS, 0);
    }
  }
}

/// One tile of columns for add_weighted_rows and add_weighted_columns.
INLINE void add_weighted(const float *weights, int transposed, const float *rows, size_t width, int diagonal,
                         float *sums, int registers) {
  for (size_t r = 0; r < ATTENTION_BLOCK; r += TILE_ROWS) {
    if (transposed) {
      const size_t first = diagonal ? r : 0;
      multiply_tile(weights + first * ATTENTION_BLOCK + r, 1, ATTENTION_BLOCK, rows + first * width, width,
                    ATTENTION_BLOCK - first, sums + r * width, width, TILE_ROWS, registers, 1);
    } else {
      multiply_tile(weights + r * ATTENTION_BLOCK, ATTENTION_BLOCK, 1, rows, width, column_end(r, diagonal),
                    sums + r * width, width, TILE_ROWS, registers, 1);
    }
  }
}

INLINE void add_all_weighted(const float *weights, int transposed, const float *rows, size_t width, int diagonal,
                             float *sums) {
  size_t c = 0;
  for (; c + TILE_COLUMNS <= width; c += TILE_COLUMNS) {
    add_weighted(weights, transposed, rows + c, width, diagonal, sums + c, TILE_REGISTERS);
  }
  for (; c < width; c += 16) add_weighted(weights, transposed, rows + c, width, diagonal, sums + c, 16 / LANES);
}

/// sums[r] += sum over j of weights[r, j] * rows[j]; rows and sums are [ATTENTION_BLOCK, width].
static void add_weighted_rows(const float *weights, const float *rows, size_t width, int diagonal, float *sums) {
  add_all_weighted(weights, 0, rows, width, diagonal, sums);
}

/// sums[j] += sum over r of weights[r, j] * rows[r], likewise.
static void add_weighted_columns(const float *weights, const float *rows, size_t width, int diagonal, float *sums) {
  add_all_weighted(weights, 1, rows, width, diagonal, sums);
}
