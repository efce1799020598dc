/// The tables that the files of attention define, for attention_dispatch.c.
#pragma once

#include "CKernelsAttention.h"

extern const ck_attention_kernels ck_attention_scalar;
#if defined(__x86_64__)
extern const ck_attention_kernels ck_attention_avx2;
extern const ck_attention_kernels ck_attention_avx512;
#elif defined(__aarch64__)
extern const ck_attention_kernels ck_attention_neon;
#endif

/// The positions of one page that a token sees: slots begin..<end, none where begin >= end.
typedef struct ck_slots {
  size_t begin;
  size_t end;
} ck_slots;

static inline ck_slots ck_visible_slots(const ck_attention *a, size_t token, size_t page) {
  const size_t position = a->first_position + token;
  const size_t first = position + 1 > a->window ? position + 1 - a->window : 0;
  const size_t start = page * CK_PAGE_LENGTH;
  const size_t begin = first > start ? first - start : 0;
  const size_t end = position + 1 > start ? position + 1 - start : 0;
  return (ck_slots){begin, end < CK_PAGE_LENGTH ? end : CK_PAGE_LENGTH};
}
