/// Products of numbers rounded to bfloat16: each lane adds two of them an instruction.
#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma,f16c"))),        \
    apply_to = function)

#define LANES 16
#define TILE_ROWS 12
#define TILE_REGISTERS 2
#define STEPS_PER_LANE 2
#include "vector.h"

INLINE vector add_steps(vector a, vector b, vector sum) {
  return (vector)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
}

#include "training_products.h"

void ck_training_multiply_avx512bf16(const ck_training_product *product) { multiply(product); }

#pragma clang attribute pop
#endif
