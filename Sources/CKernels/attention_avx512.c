/// 16 floats a register, 32 registers: 8 rows x 2 sums, 2 keys or values; queries and weights come from memory.
#if defined(__x86_64__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), apply_to = function)

#define LANES 16
#define ROW_TILE 8
#define TILE_SUMS 16
#include "attention_vector.h"

const ck_attention_kernels ck_attention_avx512 = ATTENTION_TABLE;

#pragma clang attribute pop
#endif
