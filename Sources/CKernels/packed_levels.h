/// The tables that the packed kernels' files define, for packed_dispatch.c.
#pragma once

#include "CKernelsPacked.h"

extern const ck_packed_kernels ck_packed_kernels_scalar;

#if defined(__x86_64__)
extern const ck_packed_kernels ck_packed_kernels_avx2;
extern const ck_packed_kernels ck_packed_kernels_avx512;
extern const ck_packed_kernels ck_packed_kernels_avx512vnni;
extern const ck_packed_kernels ck_packed_kernels_avx512bf16;
#elif defined(__aarch64__)
extern const ck_packed_kernels ck_packed_kernels_neon;
#endif
