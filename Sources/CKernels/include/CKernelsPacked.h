/// Weights in blocks that share scales: ggml's formats, and products by them after they were packed for this purpose.
///
/// A packed matrix is a sequence of panels of 16 rows. Within a panel the codes of 16 rows x 4 columns lie side by
/// side, so that a vector's lanes are rows: nothing is ever summed across lanes, and every output adds its blocks up in
/// the order of the columns, whatever is computed beside it. All levels give the same bits.
#pragma once

#include "CKernels.h"

#pragma clang assume_nonnull begin

/// ggml's block formats.
typedef enum ck_block_type {
  ck_block_q8_0 = 0,
  ck_block_q4_0 = 1,
  ck_block_q4_K = 2,
  ck_block_q5_K = 3,
  ck_block_q6_K = 4,
} ck_block_type;

/// Rows of a panel.
enum { ck_panel_rows = 16 };

/// Columns that share one activation scale, and one weight scale at the least.
enum { ck_block_columns = 32 };

/// Writes `count` floats, whole blocks, as Q8_0 or Q4_0, as ggml's reference does; a block that holds an infinity or a
/// NaN gets NaN for its scale.
void ck_encode_blocks(ck_block_type type, const float *source, size_t count, void *blocks);

/// Reads `count` elements, whole blocks.
void ck_decode_blocks(ck_block_type type, const void *blocks, size_t count, float *destination);

/// Bytes of one row of blocks.
size_t ck_block_row_bytes(ck_block_type type, size_t width);

/// Bytes of one packed panel of rows of `width` elements, which is a multiple of 64.
size_t ck_panel_bytes(ck_block_type type, size_t width);

/// Packs `row_count` <= 16 rows of blocks, one after another, into a panel; rows that are missing are zero.
void ck_pack_panel(ck_block_type type, const void *rows, size_t row_count, size_t width, void *panel);

/// Activations made ready for products by packed matrices: rounded to bytes of 32 that share a scale, or as they are,
/// in the order in which the products read them.
typedef struct ck_activations {
  const float *values; // [token_count, stride]
  size_t token_count;
  size_t width; // a multiple of 32
  size_t stride;
  void *prepared; // ck_activation_bytes
} ck_activations;

/// output[t, r] = sum over k of activations[t, k] * weights[r, k], plus bias[r], for the rows of some panels.
typedef struct ck_packed_product {
  ck_block_type type;
  const void *panels;   // all of the matrix, aligned to 64 bytes
  const void *prepared; // by the same level's `round` (fast) or `arrange` (exact)
  float *output;        // [token_count, output_stride]
  const float *_Nullable bias; // [rows]
  size_t token_count;
  size_t width;
  size_t rows;
  size_t panel_begin;
  size_t panel_end;
  size_t output_stride;
} ck_packed_product;

/// One level's functions.
typedef struct ck_packed_kernels {
  ck_level level;
  /// Prepares the blocks block_begin..<block_end (of ck_activation_blocks) of every token for `product_fast`.
  void (*round)(const ck_activations *activations, size_t block_begin, size_t block_end);
  /// The same for `product_exact`.
  void (*arrange)(const ck_activations *activations, size_t block_begin, size_t block_end);
  /// Integer dot products of 32 rounded activations and codes; scaled and added up in float32.
  void (*product_fast)(const ck_packed_product *product);
  /// float32 activations.
  void (*product_exact)(const ck_packed_product *product);
} ck_packed_kernels;

/// Blocks of 32 columns to prepare: those of `width`, padded as packed matrices are.
size_t ck_activation_blocks(size_t width);

/// Bytes that prepared activations take at the most, in either arithmetic.
size_t ck_activation_bytes(size_t width, size_t token_count);

/// A level's functions, or NULL where the processor or the system lacks it.
const ck_packed_kernels *_Nullable ck_packed_kernels_at(ck_level level);

/// A level's functions, or the scalar ones where the processor or the system lacks it.
const ck_packed_kernels *ck_packed_kernels_of(ck_level level);

#pragma clang assume_nonnull end
