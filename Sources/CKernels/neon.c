/// 4 floats a register, 32 registers: 6 x 4 sums, 6 activations and a weight fill them.
#if defined(__aarch64__)

#define LANES 4
#define TILE_TOKENS 6
#include "vector_kernels.h"

const ck_kernels ck_kernels_neon = LEVEL_TABLE(ck_level_neon, ck_product_bfloat16_fast_scalar, 0);

#endif
