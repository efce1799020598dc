/// The reference that every other level gives the bits of.
#include <math.h>

#include "blocks.h"
#include "packed_levels.h"
#include "packed_rounding.h"

// What is fused says so.
#pragma STDC FP_CONTRACT OFF

DEFINE_PREPARATION(prepare_rounded, rounded_block, round_block)
DEFINE_PREPARATION(prepare_arranged, arranged_block, arrange_block)

/// A row's number at a column of a block, without its scale.
static int code_at(ck_block_type type, const uint8_t *lines, size_t row, int column) {
  const int line = column / 4;
  const uint8_t *own = lines + row * 4 + column % 4;
  if (type == ck_block_q8_0) return (int8_t)own[line * line_bytes];
  const int low = own[line % 4 * line_bytes] >> line / 4 * 4 & 15;
  switch (type) {
  case ck_block_q4_0: return low - 8;
  case ck_block_q5_K: return low | (own[4 * line_bytes] >> line & 1) << 4;
  case ck_block_q6_K: return (low | (own[(4 + line / 4) * line_bytes] >> line % 4 * 2 & 3) << 4) - 32;
  default: return low;
  }
}

static float half_at(const uint8_t *bytes, size_t index) {
  uint16_t half;
  memcpy(&half, bytes + index * 2, 2);
  return float_of_half(half);
}

/// A row's scale for 16 columns of a block of a record.
static float scale_at(ck_block_type type, const uint8_t *record, size_t block, int half, size_t row) {
  switch (type) {
  case ck_block_q8_0:
  case ck_block_q4_0: return half_at(record, block * ck_panel_rows + row);
  case ck_block_q6_K: return half_at(record, row) * (float)(int8_t)record[64 + (block * 2 + (size_t)half) * 16 + row];
  default: return half_at(record, row) * (float)record[64 + block * 16 + row];
  }
}

static float minimum_at(const uint8_t *record, size_t block, size_t row) {
  return half_at(record + 32, row) * (float)record[192 + block * 16 + row];
}

static float fast_block(
    ck_block_type type, const uint8_t *record, size_t block, size_t row, const rounded_block *x, float sum) {
  const uint8_t *lines = record + record_header_bytes(type) + block * block_code_bytes(type);
  const int columns = type == ck_block_q6_K ? 16 : 32;
  for (int first = 0; first < ck_block_columns; first += columns) {
    int32_t dot = 0;
    for (int i = first; i < first + columns; i++) dot += code_at(type, lines, row, i) * x->codes[i];
    sum = fmaf((float)dot, scale_at(type, record, block, first / 16, row) * x->scale, sum);
  }
  if (type == ck_block_q4_K || type == ck_block_q5_K) {
    sum = fmaf(minimum_at(record, block, row), x->negative_sum, sum);
  }
  return sum;
}

static float exact_block(
    ck_block_type type, const uint8_t *record, size_t block, size_t row, const arranged_block *x, float sum) {
  const uint8_t *lines = record + record_header_bytes(type) + block * block_code_bytes(type);
  const int columns = type == ck_block_q6_K ? 16 : 32;
  for (int first = 0; first < ck_block_columns; first += columns) {
    float dots[4] = {0};
    for (int i = first; i < first + columns; i++) {
      dots[i % 4] = fmaf(x->values[i], (float)code_at(type, lines, row, i), dots[i % 4]);
    }
    const float dot = (dots[0] + dots[1]) + (dots[2] + dots[3]);
    sum = fmaf(dot, scale_at(type, record, block, first / 16, row), sum);
  }
  if (type == ck_block_q4_K || type == ck_block_q5_K) {
    sum = fmaf(minimum_at(record, block, row), x->negative_sum, sum);
  }
  return sum;
}

#define DEFINE_PRODUCT(name, block_function, prepared_type)                                        \
  static void name(const ck_packed_product *p) {                                                   \
    const size_t blocks = ck_activation_blocks(p->width), each = record_blocks(p->type);           \
    const size_t row_end = p->panel_end * ck_panel_rows < p->rows ? p->panel_end * ck_panel_rows : p->rows; \
    for (size_t r = p->panel_begin * ck_panel_rows; r < row_end; r++) {                            \
      const uint8_t *panel =                                                                       \
          (const uint8_t *)p->panels + r / ck_panel_rows * ck_panel_bytes(p->type, p->width);      \
      for (size_t t = 0; t < p->token_count; t++) {                                                \
        const prepared_type *x = p->prepared;                                                      \
        float sum = 0;                                                                             \
        for (size_t b = 0; b < blocks; b++) {                                                      \
          const uint8_t *record = panel + b / each * record_bytes(p->type);                        \
          const prepared_type *own = x + prepared_index(p->token_count, blocks, t, b);             \
          sum = block_function(p->type, record, b % each, r % ck_panel_rows, own, sum);            \
        }                                                                                          \
        p->output[t * p->output_stride + r] = p->bias ? sum + p->bias[r] : sum;                    \
      }                                                                                            \
    }                                                                                              \
  }

DEFINE_PRODUCT(product_fast, fast_block, rounded_block)
DEFINE_PRODUCT(product_exact, exact_block, arranged_block)

const ck_packed_kernels ck_packed_kernels_scalar = {
    .level = ck_level_scalar,
    .round = prepare_rounded,
    .arrange = prepare_arranged,
    .product_fast = product_fast,
    .product_exact = product_exact,
};
