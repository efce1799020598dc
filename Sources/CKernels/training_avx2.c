/// 8 floats a register, 16 registers: 6 x 2 sums, 2 of columns and 1 factor.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define LANES 8
#define TILE_ROWS 6
#define TILE_REGISTERS 2
#define SCORE_ROWS 6
#define SCORE_REGISTERS 2
#include "training_kernels.h"

const ck_training_kernels ck_training_avx2 = TRAINING_TABLE(multiply);

#pragma clang attribute pop
#endif
