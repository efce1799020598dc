/// 8 floats a register, 16 registers: 4 rows x 2 sums, 2 keys or values and 1 query or weight.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define LANES 8
#define ROW_TILE 4
#define TILE_SUMS 8
#include "attention_vector.h"

const ck_attention_kernels ck_attention_avx2 = ATTENTION_TABLE;

#pragma clang attribute pop
#endif
