/// The one function of OpenBLAS that we call, found at run time.
///
/// OpenBLAS picks its kernels once, while it is being loaded, from OPENBLAS_CORETYPE; and some distributions' builds
/// take processors with AVX-512 for Haswells, at half the speed. So it cannot be linked: the variable has to be set
/// first.
#pragma once

#include <stddef.h>

#pragma clang assume_nonnull begin

/// output[t, r] = sum over k of activations[t, k] * weights[r, k]: both operands row-major, float32.
typedef struct cob_product {
  const float *activations; // [token_count, activation_stride]
  const float *weights;     // [row_count, width]
  float *output;            // [token_count, output_stride]
  size_t token_count;
  size_t row_count;
  size_t width;
  size_t activation_stride;
  size_t output_stride;
} cob_product;

/// Sets what the library reads while it is loaded, OPENBLAS_CORETYPE and OPENBLAS_NUM_THREADS, where they are unset.
///
/// To be called while the process has one thread: the environment may move under another one that reads it.
///
/// - core_type: The kernels to use, or NULL for the library's own choice.
void cob_prepare(const char *_Nullable core_type);

/// Loads the library unless it is loaded; each call of it then runs on the thread that makes it.
///
/// Not to be called by two threads at once.
///
/// - Returns 1 where the library can be used, 0 where it is missing.
int cob_open(void);

/// Multiplies with cblas_sgemm; only after cob_open returned 1. Any number of threads may call it at once. Extents must
/// be below 2^31.
void cob_multiply(const cob_product *product);

#pragma clang assume_nonnull end
