/// The training kernels of a vector level: the file that includes this sets LANES, the tiles and the target.
#pragma once

#include "training_attention.h"
#include "training_products.h"
#include "training_rows.h"

/// Everything together, for a level's table.
#define TRAINING_TABLE(fast_multiply)                                                              \
  {                                                                                                \
    .norm_forward = norm_forward, .norm_backward = norm_backward, .rotate = rotate,                \
    .swiglu_forward = swiglu_forward, .swiglu_backward = swiglu_backward,                          \
    .cross_entropy = cross_entropy, .attention_forward = attention_forward,                        \
    .attention_backward = attention_backward, .adamw = adamw, .sum_of_squares = sum_of_squares,    \
    .add = add, .multiply = multiply, .multiply_fast = fast_multiply,                              \
  }
