/// Which packed kernels a level uses; what a level lacks it takes from the one before.
#include "packed_levels.h"

#if defined(__aarch64__)
#include <sys/auxv.h>

/// HWCAP_ASIMDDP: dot products of bytes came after the base of the architecture.
static int has_dot_products(void) { return (getauxval(AT_HWCAP) >> 20 & 1) != 0; }
#endif

const ck_packed_kernels *ck_packed_kernels_at(ck_level level) {
  if (!ck_supports(level)) return NULL;
  switch (level) {
#if defined(__x86_64__)
  case ck_level_avx2: return &ck_packed_kernels_avx2;
  case ck_level_avx512: return &ck_packed_kernels_avx512;
  case ck_level_avx512vnni: return &ck_packed_kernels_avx512vnni;
  case ck_level_avx512bf16: return &ck_packed_kernels_avx512bf16;
#elif defined(__aarch64__)
  case ck_level_neon: return has_dot_products() ? &ck_packed_kernels_neon : &ck_packed_kernels_scalar;
#endif
  default: return &ck_packed_kernels_scalar;
  }
}

const ck_packed_kernels *ck_packed_kernels_of(ck_level level) {
  const ck_packed_kernels *kernels = ck_packed_kernels_at(level);
  return kernels ? kernels : &ck_packed_kernels_scalar;
}
