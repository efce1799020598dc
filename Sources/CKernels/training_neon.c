/// 4 floats a register, 32 registers: 6 x 4 sums, 4 of columns and 1 factor.
#if defined(__aarch64__)

#define LANES 4
#define TILE_ROWS 6
#define TILE_REGISTERS 4
#define SCORE_ROWS 6
#define SCORE_REGISTERS 4
#include "training_kernels.h"

const ck_training_kernels ck_training_neon = TRAINING_TABLE(multiply);

#endif
