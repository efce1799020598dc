/// 16 floats a register, 32 registers: 12 x 2 or 8 x 3 sums, 2 or 3 of columns; factors come from memory.
#if defined(__x86_64__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), apply_to = function)

#define LANES 16
#define TILE_ROWS 12
#define TILE_REGISTERS 2
#define SCORE_ROWS 8
#define SCORE_REGISTERS 3
#include "training_kernels.h"

const ck_training_kernels ck_training_avx512 = TRAINING_TABLE(multiply);
const ck_training_kernels ck_training_avx512bf16 = TRAINING_TABLE(ck_training_multiply_avx512bf16);

#pragma clang attribute pop
#endif
