/// Causal attention over a paged cache of keys and values, one table of functions per instruction set.
///
/// A page holds CK_PAGE_LENGTH positions. Its part for one layer and one key/value head is: keys [head_width]
/// [CK_PAGE_LENGTH], so that a register's lanes are positions and a score needs no sum across lanes; then values
/// [CK_PAGE_LENGTH][ck_value_stride(head_width)].
///
/// Every score sums over the head's components in order, and every output over the positions in order, page by page
/// with a running maximum and sum (Milakov and Gimelshein, 2018): a token's bits do not depend on what surrounds it.
#pragma once

#include "CKernels.h"

#pragma clang assume_nonnull begin

/// Positions in a page.
#define CK_PAGE_LENGTH 64
/// Query vectors that `attend` works on at a time: they share a page while it is in the first caches.
#define CK_ATTENTION_ROWS 64

/// How keys and values are stored.
typedef enum ck_cache_type {
  ck_cache_float32 = 0,
  ck_cache_float16 = 1, // IEEE binary16; larger magnitudes become its largest
  ck_cache_bfloat16 = 2,
} ck_cache_type;

/// Keys and values of consecutive positions of one page, to be rounded and stored.
typedef struct ck_cache_store {
  void *part;            // of the page, the layer and the head
  const float *keys;     // [count, stride]
  const float *values;   // [count, stride]
  size_t count;
  size_t stride;         // in floats, from one position to the next
  size_t slot;           // of the first position in the page; slot + count <= CK_PAGE_LENGTH
  size_t head_width;
  ck_cache_type type;
} ck_cache_store;

/// output[t, g] = sum over visible j of softmax(queries[t, g] . key[j]) * value[j], for consecutive tokens t and the
/// `group` query heads g that share one key/value head.
typedef struct ck_attention {
  const void *const _Nonnull *_Nonnull pages; // page i holds positions from i * CK_PAGE_LENGTH on
  size_t offset;         // in bytes, from a page's start to the part of the layer and the head
  const float *queries;  // [token_count, stride], `group` heads each, scaled
  float *output;         // [token_count, stride], likewise
  float *scratch;        // ck_attention_scratch(head_width) floats
  size_t token_count;
  size_t first_position; // of the first token; its own key is stored
  size_t window;         // positions that a token sees, itself included
  size_t group;
  size_t head_width;
  size_t stride;         // in floats, from one token to the next
  ck_cache_type type;
} ck_attention;

/// One level's functions.
typedef struct ck_attention_kernels {
  void (*store)(const ck_cache_store *store);
  void (*attend)(const ck_attention *attention);
  /// Turns the pairs (head[i], head[i + half]) by the angles whose cosines and sines are given, and scales them.
  void (*rotate_halves)(float *head, const float *cosines, const float *sines, size_t half, float scale);
  /// The same for the pairs (head[2 i], head[2 i + 1]).
  void (*rotate_neighbours)(float *head, const float *cosines, const float *sines, size_t half, float scale);
} ck_attention_kernels;

/// A level's functions; the processor must support it. Levels that add nothing here share those of the one before.
const ck_attention_kernels *ck_attention_kernels_at(ck_level level);

/// The functions of the level that the program runs at.
const ck_attention_kernels *ck_attention_kernels_chosen(void);

/// Elements from one position's values to the next one's: `head_width` rounded up to whole registers.
static inline size_t ck_value_stride(size_t head_width) { return (head_width + 15) / 16 * 16; }

/// Floats that `attend` needs for itself.
static inline size_t ck_attention_scratch(size_t head_width) {
  return CK_ATTENTION_ROWS * (ck_value_stride(head_width) + CK_PAGE_LENGTH);
}

#pragma clang assume_nonnull end
