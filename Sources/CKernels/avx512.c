/// 16 floats a register, 32 registers: 6 x 4 sums, 6 activations and a weight fill them.
#if defined(__x86_64__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), apply_to = function)

#define LANES 16
#define TILE_TOKENS 6
#include "vector_kernels.h"

const ck_kernels ck_kernels_avx512 = LEVEL_TABLE(ck_level_avx512, ck_product_bfloat16_fast_scalar, 0);
const ck_kernels ck_kernels_avx512vnni = LEVEL_TABLE(ck_level_avx512vnni, ck_product_bfloat16_fast_scalar, 0);
const ck_kernels ck_kernels_avx512bf16 = LEVEL_TABLE(ck_level_avx512bf16, ck_product_bfloat16_fast_avx512bf16, 1);

#pragma clang attribute pop
#endif
