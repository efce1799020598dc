/// The tables that the files of training define, for training_dispatch.c.
#pragma once

#include "CKernelsTraining.h"

extern const ck_training_kernels ck_training_scalar;
#if defined(__x86_64__)
extern const ck_training_kernels ck_training_avx2;
extern const ck_training_kernels ck_training_avx512;
extern const ck_training_kernels ck_training_avx512bf16;
void ck_training_multiply_avx512bf16(const ck_training_product *product);
#elif defined(__aarch64__)
extern const ck_training_kernels ck_training_neon;
#endif

/// Queries, and keys, that meet at a time: a multiple of every level's tiles.
#define CK_TRAINING_ATTENTION_BLOCK 48

/// Floats that a product may pack its operands into.
#define CK_TRAINING_PRODUCT_SCRATCH (384 * 1024)

/// `count` rounded up to a multiple of `unit`.
static inline size_t ck_padded(size_t count, size_t unit) { return (count + unit - 1) / unit * unit; }

/// The first position that a token sees.
static inline size_t ck_first_visible(const ck_training_attention *a, size_t token) {
  return a->window != 0 && token + 1 > a->window ? token + 1 - a->window : 0;
}
