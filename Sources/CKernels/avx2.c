/// 8 floats a register, 16 registers: 4 x 3 sums, 3 weights and 1 activation fill them.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define LANES 8
#define SINGLE_ROWS 8
#define TILE_TOKENS 4
#define TILE_ROWS 3
#include "vector_kernels.h"

const ck_kernels ck_kernels_avx2 = LEVEL_TABLE(ck_level_avx2);

#pragma clang attribute pop
#endif
