/// The tables that the files of this folder define, for dispatch.c.
#pragma once

#include "CKernels.h"

extern const ck_kernels ck_kernels_scalar;
void ck_gelu_multiply_scalar(float *gate, const float *up, size_t count);
void ck_product_bfloat16_fast_scalar(const ck_product *product);
void ck_narrow_float16_scalar(const float *source, void *destination, size_t count);
void ck_narrow_bfloat16_scalar(const float *source, void *destination, size_t count);

#if defined(__x86_64__)
void ck_product_bfloat16_fast_avx512bf16(const ck_product *product);
extern const ck_kernels ck_kernels_avx2;
extern const ck_kernels ck_kernels_avx512;
extern const ck_kernels ck_kernels_avx512vnni;
extern const ck_kernels ck_kernels_avx512bf16;
#elif defined(__aarch64__)
extern const ck_kernels ck_kernels_neon;
#endif
