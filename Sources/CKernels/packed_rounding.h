/// Activations made ready; plain C that every level compiles for its own instructions, to the same bits.
#pragma once

#include <math.h>

#include "blocks.h"
#include "packed_layout.h"

ALWAYS_INLINE void round_block(const float *x, rounded_block *rounded) {
#pragma STDC FP_CONTRACT OFF
  uint32_t largest = 0;
  for (int i = 0; i < ck_block_columns; i++) {
    const uint32_t magnitude = bits_of_float(x[i]) & 0x7fffffff;
    largest = magnitude > largest ? magnitude : largest;
  }
  memset(rounded, 0, sizeof *rounded);
  if (largest >= 0x7f800000) {
    // An infinity or a NaN must not become a plausible number.
    rounded->scale = rounded->negative_sum = NAN;
    return;
  }
  const float magnitude = float_of_bits(largest);
  if (magnitude < 0x1p-100f) return; // counts as zero: the inverse would overflow
  const float inverse = 127 / magnitude;
  int32_t codes[ck_block_columns];
  for (int i = 0; i < ck_block_columns; i++) codes[i] = (int32_t)rintf(x[i] * inverse);
  int32_t sums[2] = {0, 0};
  for (int i = 0; i < 16; i++) {
    sums[0] += codes[i];
    sums[1] += codes[i + 16];
  }
  for (int i = 0; i < ck_block_columns; i++) rounded->codes[i] = (int8_t)codes[i];
  rounded->scale = magnitude / 127;
  rounded->negative_sum = -rounded->scale * (float)(sums[0] + sums[1]);
  rounded->start_128 = -128 * (sums[0] + sums[1]);
  rounded->start_8 = -8 * (sums[0] + sums[1]);
  rounded->start_32_halves[0] = -32 * sums[0];
  rounded->start_32_halves[1] = -32 * sums[1];
}

ALWAYS_INLINE void arrange_block(const float *x, arranged_block *arranged) {
#pragma STDC FP_CONTRACT OFF
  memset(arranged, 0, sizeof *arranged);
  memcpy(arranged->values, x, sizeof arranged->values);
  float sums[4] = {0};
  for (int i = 0; i < ck_block_columns; i++) sums[i % 4] += x[i];
  arranged->negative_sum = -((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

/// Tokens, with the unused one of the last group.
ALWAYS_INLINE size_t prepared_tokens(size_t token_count) {
  return token_count % group_tokens == 3 ? token_count + 1 : token_count;
}

/// Calls `prepare` for every token's blocks, and clears those beyond the width and the tokens.
#define DEFINE_PREPARATION(name, block_type, prepare)                                              \
  static void name(const ck_activations *a, size_t block_begin, size_t block_end) {                \
    const size_t blocks = ck_activation_blocks(a->width);                                          \
    for (size_t t = 0; t < prepared_tokens(a->token_count); t++) {                                 \
      for (size_t b = block_begin; b < block_end; b++) {                                           \
        block_type *block = (block_type *)a->prepared + prepared_index(a->token_count, blocks, t, b); \
        if (t < a->token_count && b * ck_block_columns < a->width) {                               \
          prepare(a->values + t * a->stride + b * ck_block_columns, block);                        \
        } else {                                                                                   \
          memset(block, 0, sizeof *block);                                                         \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
  }
