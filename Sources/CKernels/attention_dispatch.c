#include "attention.h"

#include "CKernels.h"

const ck_attention_kernels *ck_attention_kernels_at(ck_level level) {
  switch (level) {
  default: return &ck_attention_scalar;
  }
}

const ck_attention_kernels *ck_attention_kernels_chosen(void) {
  return ck_attention_kernels_at(ck_kernels_chosen()->level);
}
