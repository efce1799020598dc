/// 4 floats a register, 32 registers: 4 rows x 4 sums, 4 keys or values and 1 query or weight.
#if defined(__aarch64__)

#define LANES 4
#define ROW_TILE 4
#define TILE_SUMS 16
#include "attention_vector.h"

const ck_attention_kernels ck_attention_neon = ATTENTION_TABLE;

#endif
