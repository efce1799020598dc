/// 8 floats a register, 16 registers: 3 x 4 sums, 3 activations and a weight fill them.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define LANES 8
#define TILE_TOKENS 3
#include "vector_kernels.h"

const ck_kernels ck_kernels_avx2 = LEVEL_TABLE(ck_level_avx2, ck_product_bfloat16_fast_scalar, 0);

#pragma clang attribute pop
#endif
