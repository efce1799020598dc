/// Which training kernels a level uses, and the functions by their plain names.
#include "training.h"

const ck_training_kernels *ck_training_kernels_at(ck_level level) {
  switch (level) {
#if defined(__x86_64__)
  case ck_level_avx2: return &ck_training_avx2;
  case ck_level_avx512:
  case ck_level_avx512vnni: return &ck_training_avx512;
  case ck_level_avx512bf16: return &ck_training_avx512bf16;
#elif defined(__aarch64__)
  case ck_level_neon: return &ck_training_neon;
#endif
  default: return &ck_training_scalar;
  }
}

static const ck_training_kernels *chosen(void) { return ck_training_kernels_at(ck_kernels_chosen()->level); }

void ck_training_norm_forward(const float *x, const float *weight, float epsilon, float *y, float *inverse_rms,
                              size_t rows, size_t width) {
  chosen()->norm_forward(x, weight, epsilon, y, inverse_rms, rows, width);
}

void ck_training_norm_backward(const float *x, const float *weight, const float *inverse_rms, const float *dy,
                               float *dx, float *dweight, size_t rows, size_t width) {
  chosen()->norm_backward(x, weight, inverse_rms, dy, dx, dweight, rows, width);
}

void ck_training_rotate(float *x, size_t row_stride, size_t rows, size_t heads, size_t head_width,
                        const int32_t *positions, const float *cosines, const float *sines, int direction) {
  chosen()->rotate(x, row_stride, rows, heads, head_width, positions, cosines, sines, direction);
}

void ck_training_swiglu_forward(const float *gate, const float *up, size_t stride, float *y, size_t rows,
                                size_t width) {
  chosen()->swiglu_forward(gate, up, stride, y, rows, width);
}

void ck_training_swiglu_backward(float *gate, float *up, size_t stride, const float *dy, float *y, size_t rows,
                                 size_t width) {
  chosen()->swiglu_backward(gate, up, stride, dy, y, rows, width);
}

double ck_training_cross_entropy(float *logits, size_t rows, size_t width, const int32_t *targets,
                                 const float *weights, float scale, size_t *correct_count) {
  return chosen()->cross_entropy(logits, rows, width, targets, weights, scale, correct_count);
}

void ck_training_attention_forward(const ck_training_attention *attention) { chosen()->attention_forward(attention); }

void ck_training_attention_backward(const ck_training_attention *attention,
                                    const ck_training_attention_gradients *gradients) {
  chosen()->attention_backward(attention, gradients);
}

void ck_training_adamw(float *value, const float *gradient, float *moment1, float *moment2, size_t count,
                       const ck_training_adamw_step *step) {
  chosen()->adamw(value, gradient, moment1, moment2, count, step);
}

double ck_training_sum_of_squares(const float *x, size_t count) { return chosen()->sum_of_squares(x, count); }

void ck_training_add(float *x, const float *y, float scale, size_t count) { chosen()->add(x, y, scale, count); }

void ck_training_multiply(const ck_training_product *product) { chosen()->multiply(product); }

void ck_training_multiply_fast(const ck_training_product *product) { chosen()->multiply_fast(product); }

size_t ck_training_attention_scratch(size_t tokens, size_t head_width, size_t group) {
  (void)group; // its heads take turns
  const size_t block = CK_TRAINING_ATTENTION_BLOCK, width = ck_padded(head_width, 16);
  return 6 * ck_padded(tokens, block) * width + 3 * block * width + 2 * block * block;
}

size_t ck_training_product_scratch(void) { return CK_TRAINING_PRODUCT_SCRATCH; }
