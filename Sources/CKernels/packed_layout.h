/// How panels and prepared activations lie in memory; see docs of CKernelsPacked.h for why.
///
/// Panel: records of 64 columns (Q8_0, Q4_0) or 256 (K formats), each a header of scales and then its blocks of 32:
///
///     Q8_0  f16 scale[2][16]                                  8 lines of signed codes
///     Q4_0  f16 scale[2][16]                                  4 lines of two nibbles: lines 0..3 low, 4..7 high
///     Q4_K  f16 d[16] dmin[16], u8 scale[8][16] minimum[8][16]  as Q4_0
///     Q5_K  the same                                          as Q4_0, then a line of fifth bits: bit i is line i's
///     Q6_K  f16 d[16], 32 bytes unused, i8 scale[16][16]      as Q4_0, then two lines of upper pairs of bits:
///                                                             of the lines 0..3 and 4..7
///
/// where line i holds columns 4i..4i+3 of the rows 0..15: byte 4 * row + column % 4.
#pragma once

#include "CKernelsPacked.h"

enum { block_lines = 8, line_bytes = 64, group_tokens = 4 };

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// Blocks of 32 columns in one record.
ALWAYS_INLINE size_t record_blocks(ck_block_type type) {
  return type == ck_block_q8_0 || type == ck_block_q4_0 ? 2 : 8;
}

/// Bytes of the scales before a record's codes.
ALWAYS_INLINE size_t record_header_bytes(ck_block_type type) {
  return type == ck_block_q8_0 || type == ck_block_q4_0 ? 64 : 320;
}

/// Bytes of a block's codes.
ALWAYS_INLINE size_t block_code_bytes(ck_block_type type) {
  switch (type) {
  case ck_block_q8_0: return 512;
  case ck_block_q4_0:
  case ck_block_q4_K: return 256;
  case ck_block_q5_K: return 320;
  case ck_block_q6_K: return 384;
  }
}

ALWAYS_INLINE size_t record_bytes(ck_block_type type) {
  return record_header_bytes(type) + record_blocks(type) * block_code_bytes(type);
}

/// Records of a row; the last may be padded with zeros.
ALWAYS_INLINE size_t record_count(ck_block_type type, size_t width) {
  const size_t columns = record_blocks(type) * ck_block_columns;
  return (width + columns - 1) / columns;
}

/// 32 activations of one token for the fast products.
///
/// Most codes are stored with an offset that makes them unsigned, so that their sums carry `offset * sum of activations`
/// too much; what takes it away again is where a sum starts.
typedef struct rounded_block {
  int8_t codes[ck_block_columns];
  float scale;
  float negative_sum;        // -scale * sum of codes, for the K formats' minima
  int32_t start_128;         // -128 * sum of codes
  int32_t start_8;           // -8 * sum of codes
  int32_t start_32_halves[2]; // -32 * sums of 16 codes
  int32_t unused[2];
} rounded_block;

/// 32 activations of one token for the exact products.
typedef struct arranged_block {
  float values[ck_block_columns];
  float negative_sum;
  float unused[3];
} arranged_block;

_Static_assert(sizeof(rounded_block) == 64, "one cache line");
_Static_assert(sizeof(arranged_block) == 144, "no padding");

/// Tokens are prepared in groups of 4, the last of 1, 2 or 4 (one of which may be unused):
/// [group][block][token of group].
ALWAYS_INLINE size_t tokens_in_group(size_t token_count, size_t group) {
  const size_t left = token_count - group * group_tokens;
  return left >= 3 ? 4 : left;
}

/// Where a token's block lies, in blocks.
ALWAYS_INLINE size_t prepared_index(size_t token_count, size_t blocks, size_t token, size_t block) {
  const size_t group = token / group_tokens;
  return group * group_tokens * blocks + block * tokens_in_group(token_count, group) + token % group_tokens;
}
