#include "attention.h"

#include "CKernels.h"

const ck_attention_kernels *ck_attention_kernels_at(ck_level level) {
  switch (level) {
#if defined(__x86_64__)
  case ck_level_avx2: return &ck_attention_avx2;
  case ck_level_avx512:
  case ck_level_avx512vnni:
  case ck_level_avx512bf16: return &ck_attention_avx512;
#elif defined(__aarch64__)
  case ck_level_neon: return &ck_attention_neon;
#endif
  default: return &ck_attention_scalar;
  }
}

const ck_attention_kernels *ck_attention_kernels_chosen(void) {
  return ck_attention_kernels_at(ck_kernels_chosen()->level);
}
