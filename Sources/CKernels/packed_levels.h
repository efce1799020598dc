/// The tables that the packed kernels' files define, for packed_dispatch.c.
#pragma once

#include "CKernelsPacked.h"

extern const ck_packed_kernels ck_packed_kernels_scalar;
void ck_round_scalar(const ck_activations *activations, size_t block_begin, size_t block_end);
void ck_arrange_scalar(const ck_activations *activations, size_t block_begin, size_t block_end);

#if defined(__x86_64__)
extern const ck_packed_kernels ck_packed_kernels_avx2;
extern const ck_packed_kernels ck_packed_kernels_avx512;
extern const ck_packed_kernels ck_packed_kernels_avx512vnni;
extern const ck_packed_kernels ck_packed_kernels_avx512bf16;
#elif defined(__aarch64__)
extern const ck_packed_kernels ck_packed_kernels_neon;
#endif
