/// The tables that the files of training define, for training_dispatch.c.
#pragma once

#include "CKernelsTraining.h"

extern const ck_training_kernels ck_training_scalar;

/// The first position that a token sees.
static inline size_t ck_first_visible(const ck_training_attention *a, size_t token) {
  return a->window != 0 && token + 1 > a->window ? token + 1 - a->window : 0;
}
