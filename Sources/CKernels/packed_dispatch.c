/// Which packed kernels a level uses; what a level lacks it takes from the one before.
#include "packed_levels.h"

const ck_packed_kernels *ck_packed_kernels_at(ck_level level) {
  if (!ck_supports(level)) return NULL;
  switch (level) {
#if defined(__x86_64__)
  case ck_level_avx2: return &ck_packed_kernels_avx2;
#endif
  default: return &ck_packed_kernels_scalar;
  }
}

const ck_packed_kernels *ck_packed_kernels_of(ck_level level) {
  const ck_packed_kernels *kernels = ck_packed_kernels_at(level);
  return kernels ? kernels : &ck_packed_kernels_scalar;
}
