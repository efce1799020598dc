/// The one function of OpenBLAS that we call, found at run time.
///
/// OpenBLAS picks its kernels once, while it is being loaded, from OPENBLAS_CORETYPE; and some distributions' builds
/// take processors with AVX-512 for Haswells, at half the speed. So it cannot be linked: the variable has to be set
/// first.
#pragma once

#include <stddef.h>

#pragma clang assume_nonnull begin

/// sums[m, n] (+)= sum over k of a[m, k] * b[k, n]: all row-major, float32, strides in floats.
typedef struct cob_product {
  const float *a;   // [rows, depth], or [depth, rows] where transposed
  const float *b;   // [depth, columns], or [columns, depth] where transposed
  float *sums;      // [rows, sums_stride]
  size_t a_stride;
  size_t b_stride;
  size_t sums_stride;
  size_t rows;
  size_t columns;
  size_t depth;
  int a_transposed;
  int b_transposed;
  int accumulate;   // 0: the sums are written, 1: added to what is there
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

/// Multiplies with cblas_sgemm; only after cob_open returned 1. Any number of threads may call it at once. Extents and
/// strides must be below 2^31.
void cob_multiply(const cob_product *product);

#pragma clang assume_nonnull end
