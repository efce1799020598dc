/// The tables that the files of this folder define, for dispatch.c.
#pragma once

#include "CKernels.h"

extern const ck_kernels ck_kernels_scalar;
void ck_gelu_multiply_scalar(float *gate, const float *up, size_t count);

#if defined(__x86_64__)
extern const ck_kernels ck_kernels_avx2;
extern const ck_kernels ck_kernels_avx512;
#elif defined(__aarch64__)
extern const ck_kernels ck_kernels_neon;
#endif
