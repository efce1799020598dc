/// Products of bfloat16 weights and rounded activations: each lane adds two products an instruction.
#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma,f16c"))),        \
    apply_to = function)

#define LANES 16
#define TILE_TOKENS 6
#define HAS_BFLOAT16_DOTS
#include "vector.h"

INLINE vector add_bfloat16_dots(vector weights, vector activations, vector sum) {
  return (vector)_mm512_dpbf16_ps((__m512)sum, (__m512bh)weights, (__m512bh)activations);
}

#include "vector_products.h"

void ck_product_bfloat16_fast_avx512bf16(const ck_product *p) { multiply(p, bfloat16_dot_kind); }

#pragma clang attribute pop
#endif
