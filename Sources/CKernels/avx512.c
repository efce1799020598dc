/// 16 floats a register, 32 registers: 4 x 6 sums, 6 weights and 1 activation fill them.
#if defined(__x86_64__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), apply_to = function)

#define LANES 16
#define SINGLE_ROWS 8
#define TILE_TOKENS 4
#define TILE_ROWS 6
#include "vector_kernels.h"

const ck_kernels ck_kernels_avx512 = LEVEL_TABLE(ck_level_avx512);
const ck_kernels ck_kernels_avx512vnni = LEVEL_TABLE(ck_level_avx512vnni);
const ck_kernels ck_kernels_avx512bf16 = LEVEL_TABLE(ck_level_avx512bf16);

#pragma clang attribute pop
#endif
