/// Products of whole matrices at a vector level, after Goto and van de Geijn (2008): a block of `b` is packed into
/// panels of TILE_COLUMNS, of which one stays in the first cache while a block of `a`, which stays in the second,
/// passes over it, TILE_ROWS rows at a time. The file that includes this sets what training_tile.h needs.
///
/// An element adds up a stretch of the depth in a register and then the stretches; where they end depends on the depth
/// alone.
#pragma once

#include "training.h"
#include "training_rounding.h"

_Static_assert(DEPTH_BLOCK * (ROW_BLOCK + COLUMN_BLOCK) <= CK_TRAINING_PRODUCT_SCRATCH, "both blocks fit");
_Static_assert(ROW_BLOCK % TILE_ROWS == 0 && COLUMN_BLOCK % TILE_COLUMNS == 0, "blocks are whole tiles");

/// Packs a stretch of the depth of `count` rows of a matrix, or else of as many columns, which lie side by side.
INLINE void pack(const float *values, size_t stride, int by_rows, size_t count, size_t depth, float *packed,
                 size_t panel) {
  if (STEPS_PER_LANE == 2) {
    if (by_rows) pack_pairs_transposed(values, stride, count, depth, packed, panel);
    else pack_pairs_copied(values, stride, count, depth, packed, panel);
  } else {
    if (by_rows) pack_transposed(values, stride, count, depth, packed, panel);
    else pack_copied(values, stride, count, depth, packed, panel);
  }
}

static void pack_a(const ck_training_operand *a, size_t row, size_t rows, size_t k, size_t depth, float *packed) {
  const float *values = a->transposed ? a->values + k * a->stride + row : a->values + row * a->stride + k;
  pack(values, a->stride, !a->transposed, rows, depth, packed, TILE_ROWS);
}

static void pack_b(const ck_training_operand *b, size_t column, size_t columns, size_t k, size_t depth, float *packed) {
  const float *values = b->transposed ? b->values + column * b->stride + k : b->values + k * b->stride + column;
  pack(values, b->stride, b->transposed, columns, depth, packed, TILE_COLUMNS);
}

/// Rows of `a` as tiles read them: packed, or where they lie.
typedef struct row_block {
  const float *values;
  size_t tile; // from one tile to the next
  size_t row;
  size_t step;
} row_block;

/// Where rows lie as far apart as the ways of a cache, a tile's rows would drive each other out.
static int can_read_in_place(const ck_training_operand *a, size_t rows) {
  return STEPS_PER_LANE == 1 && !a->transposed && a->stride % 512 != 0 && rows % TILE_ROWS == 0;
}

/// One tile, of a depth in lanes, whose sums do not fill it.
static void multiply_edge(const row_block *a, const float *values, const float *b, size_t depth, float *sums,
                          size_t stride, size_t rows, size_t columns, int accumulate) {
  float tile[TILE_ROWS * TILE_COLUMNS];
  multiply_tile(values, a->row, a->step, b, TILE_COLUMNS, depth, tile, TILE_COLUMNS, TILE_ROWS, TILE_REGISTERS, 0);
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) {
      float *at = sums + r * stride + c;
      *at = accumulate ? *at + tile[r * TILE_COLUMNS + c] : tile[r * TILE_COLUMNS + c];
    }
  }
}

INLINE void multiply_blocks(const row_block *a, const float *b, size_t depth, float *sums, size_t stride, size_t rows,
                            size_t columns, int accumulate) {
  for (size_t column = 0; column < columns; column += TILE_COLUMNS, b += depth * TILE_COLUMNS) {
    const float *values = a->values;
    for (size_t row = 0; row < rows; row += TILE_ROWS, values += a->tile) {
      float *at = sums + row * stride + column;
      if (rows - row >= TILE_ROWS && columns - column >= TILE_COLUMNS) {
        multiply_tile(values, a->row, a->step, b, TILE_COLUMNS, depth, at, stride, TILE_ROWS, TILE_REGISTERS,
                      accumulate);
      } else {
        multiply_edge(a, values, b, depth, at, stride, rows - row < TILE_ROWS ? rows - row : TILE_ROWS,
                      columns - column < TILE_COLUMNS ? columns - column : TILE_COLUMNS, accumulate);
      }
    }
  }
}

/// The two ways that `a` is read and whether sums are added to are constants in what each call becomes.
static void multiply_packed(const float *a, const float *b, size_t depth, float *sums, size_t stride, size_t rows,
                            size_t columns, int accumulate) {
  const row_block block = {a, depth * TILE_ROWS, 1, TILE_ROWS};
  if (accumulate) multiply_blocks(&block, b, depth, sums, stride, rows, columns, 1);
  else multiply_blocks(&block, b, depth, sums, stride, rows, columns, 0);
}

static void multiply_in_place(const float *a, size_t a_stride, const float *b, size_t depth, float *sums, size_t stride,
                              size_t rows, size_t columns, int accumulate) {
  const row_block block = {a, a_stride * TILE_ROWS, a_stride, 1};
  if (accumulate) multiply_blocks(&block, b, depth, sums, stride, rows, columns, 1);
  else multiply_blocks(&block, b, depth, sums, stride, rows, columns, 0);
}

/// The stretches of the depth are about equal.
static size_t depth_block(size_t depth) {
  const size_t most = STEPS_PER_LANE * DEPTH_BLOCK, count = (depth + most - 1) / most;
  return ck_padded((depth + count - 1) / count, 4);
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void multiply(const ck_training_product *p) {
  float *packed_b = p->scratch, *packed_a = p->scratch + DEPTH_BLOCK * COLUMN_BLOCK;
  if (p->depth == 0) {
    for (size_t row = 0; row < p->rows && !p->accumulate; row++) {
      memset(p->sums + row * p->sums_stride, 0, p->columns * sizeof(float));
    }
    return;
  }
  const size_t block = depth_block(p->depth);
  for (size_t column = 0; column < p->columns; column += COLUMN_BLOCK) {
    const size_t columns = least(COLUMN_BLOCK, p->columns - column);
    for (size_t k = 0; k < p->depth; k += block) {
      const size_t depth = least(block, p->depth - k), lanes = (depth + STEPS_PER_LANE - 1) / STEPS_PER_LANE;
      const int accumulate = p->accumulate || k > 0;
      pack_b(&p->b, column, columns, k, depth, packed_b);
      for (size_t row = 0; row < p->rows; row += ROW_BLOCK) {
        const size_t rows = least(ROW_BLOCK, p->rows - row);
        float *sums = p->sums + row * p->sums_stride + column;
        if (can_read_in_place(&p->a, rows)) {
          multiply_in_place(p->a.values + row * p->a.stride + k, p->a.stride, packed_b, lanes, sums, p->sums_stride,
                            rows, columns, accumulate);
        } else {
          pack_a(&p->a, row, rows, k, depth, packed_a);
          multiply_packed(packed_a, packed_b, lanes, sums, p->sums_stride, rows, columns, accumulate);
        }
      }
    }
  }
}
