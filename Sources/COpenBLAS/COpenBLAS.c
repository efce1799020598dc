#define _GNU_SOURCE
#include "COpenBLAS.h"

#include <dlfcn.h>
#include <stdlib.h>

// As cblas.h of OpenBLAS declares them, with 32-bit integers.
enum { row_major = 101, no_transpose = 111, transpose = 112 };
typedef void (*sgemm_function)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                               const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
typedef void (*set_threads_function)(int count);

static sgemm_function sgemm = NULL;

void cob_prepare(const char *core_type) {
  if (core_type != NULL) setenv("OPENBLAS_CORETYPE", core_type, 0);
  // Our workers each multiply a panel of their own; threads of the library's would only take turns with them.
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
}

int cob_open(void) {
  if (sgemm != NULL) return 1;
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return 0;
  const set_threads_function set_threads = (set_threads_function)dlsym(library, "openblas_set_num_threads");
  const sgemm_function found = (sgemm_function)dlsym(library, "cblas_sgemm");
  if (found == NULL || set_threads == NULL) {
    dlclose(library);
    return 0;
  }
  set_threads(1);
  sgemm = found;
  return 1;
}

void cob_multiply(const cob_product *p) {
  sgemm(row_major, p->a_transposed ? transpose : no_transpose, p->b_transposed ? transpose : no_transpose,
        (int)p->rows, (int)p->columns, (int)p->depth, 1.0f, p->a, (int)p->a_stride, p->b, (int)p->b_stride,
        p->accumulate ? 1.0f : 0.0f, p->sums, (int)p->sums_stride);
}
