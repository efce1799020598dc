/// 4 floats a register, 32 registers: 4 x 6 sums, 6 weights and 1 activation fill them.
#if defined(__aarch64__)

#define LANES 4
#define SINGLE_ROWS 8
#define TILE_TOKENS 4
#define TILE_ROWS 6
#include "vector_kernels.h"

const ck_kernels ck_kernels_neon = LEVEL_TABLE(ck_level_neon);

#endif
