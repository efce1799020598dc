/// Arithmetic of training, on the thread that calls: forward and backward passes in float32, one table of functions per
/// instruction set.
///
/// Every function works on the rows it is given and callers split rows among threads. A row's numbers do not depend on
/// the rows beside it; what is summed over rows (the gradient of a norm's weight) is summed in the order of the rows.
#pragma once

#include "CKernels.h"

#pragma clang assume_nonnull begin

/// One operand of a product as it lies in memory: row-major, `stride` floats from one row to the next.
typedef struct ck_training_operand {
  const float *values;
  size_t stride;
  int transposed; // whether the product takes its transpose
} ck_training_operand;

/// sums[m, n] (+)= sum over k of a[m, k] * b[k, n]. Each element sums over k in one order at a level, whatever `rows`
/// and `columns` surround it.
typedef struct ck_training_product {
  ck_training_operand a; // [rows, depth], or [depth, rows] where transposed
  ck_training_operand b; // [depth, columns], or [columns, depth] where transposed
  float *sums;           // [rows, sums_stride]
  size_t sums_stride;
  size_t rows;
  size_t columns;
  size_t depth;
  int accumulate;        // 0: the sums are written, 1: added to what is there
  float *scratch;        // ck_training_product_scratch(), 64-byte aligned
} ck_training_product;

/// Causal attention of one sequence and one key/value head, with the `group` query heads that share it.
///
/// A token's heads lie side by side, `head_width` floats each; strides are in floats, from one token to the next.
typedef struct ck_training_attention {
  const float *queries; // [tokens, query_stride]
  const float *keys;    // [tokens, key_stride]
  const float *values;  // [tokens, value_stride]
  size_t query_stride;
  size_t key_stride;
  size_t value_stride;
  size_t tokens;
  size_t group;
  size_t head_width;
  size_t window;        // positions that a token sees, itself included; 0 for all before it
  float scale;          // of the scores: 1 / sqrt(head_width)
  float *output;        // [tokens, output_stride]; read by the backward pass
  size_t output_stride;
  float *log_sum_exp;   // [group, tokens], of the scaled scores; read by the backward pass
  float *scratch;       // ck_training_attention_scratch(tokens, head_width, group) floats, 64-byte aligned
} ck_training_attention;

/// What the backward pass reads and writes beside the forward pass's arguments. Gradients are written, not added.
typedef struct ck_training_attention_gradients {
  const float *output_gradient; // [tokens, output_gradient_stride]
  float *query_gradient;        // [tokens, query_gradient_stride]
  float *key_gradient;          // [tokens, key_gradient_stride], summed over the group
  float *value_gradient;        // [tokens, value_gradient_stride], likewise
  size_t output_gradient_stride;
  size_t query_gradient_stride;
  size_t key_gradient_stride;
  size_t value_gradient_stride;
} ck_training_attention_gradients;

/// What AdamW (Loshchilov and Hutter, 2019) needs at one step.
typedef struct ck_training_adamw_step {
  float learning_rate;
  float beta1;
  float beta2;
  float epsilon;
  float weight_decay;
  float bias_correction1; // 1 - beta1 ^ step
  float bias_correction2; // 1 - beta2 ^ step
  float gradient_scale;   // every gradient is multiplied by it first: clipping
} ck_training_adamw_step;

/// One level's functions; the free functions below call those of the level that the program runs at.
typedef struct ck_training_kernels {
  void (*norm_forward)(const float *x, const float *weight, float epsilon, float *y, float *inverse_rms, size_t rows,
                       size_t width);
  void (*norm_backward)(const float *x, const float *weight, const float *inverse_rms, const float *dy, float *dx,
                        float *_Nullable dweight, size_t rows, size_t width);
  void (*rotate)(float *x, size_t row_stride, size_t rows, size_t heads, size_t head_width, const int32_t *positions,
                 const float *cosines, const float *sines, int direction);
  void (*swiglu_forward)(const float *gate, const float *up, size_t stride, float *y, size_t rows, size_t width);
  void (*swiglu_backward)(float *gate, float *up, size_t stride, const float *dy, float *_Nullable y, size_t rows,
                          size_t width);
  double (*cross_entropy)(float *logits, size_t rows, size_t width, const int32_t *targets,
                          const float *_Nullable weights, float scale, size_t *correct_count);
  void (*attention_forward)(const ck_training_attention *attention);
  void (*attention_backward)(const ck_training_attention *attention, const ck_training_attention_gradients *gradients);
  void (*adamw)(float *value, const float *gradient, float *moment1, float *moment2, size_t count,
                const ck_training_adamw_step *step);
  double (*sum_of_squares)(const float *x, size_t count);
  void (*add)(float *x, const float *y, float scale, size_t count);
  void (*multiply)(const ck_training_product *product);
  void (*multiply_fast)(const ck_training_product *product);
} ck_training_kernels;

/// A level's functions; the processor must support it. Levels that add nothing here share those of the one before.
const ck_training_kernels *ck_training_kernels_at(ck_level level);

/// y[row] = x[row] * inverse_rms[row] * weight, with inverse_rms = 1 / sqrt(mean of squares + epsilon); x and y are
/// [rows, width].
void ck_training_norm_forward(const float *x, const float *weight, float epsilon, float *y, float *inverse_rms,
                              size_t rows, size_t width);

/// dx += the gradient of x, dweight += that of the weight (NULL where it is frozen); dy and dx are [rows, width].
void ck_training_norm_backward(const float *x, const float *weight, const float *inverse_rms, const float *dy,
                               float *dx, float *_Nullable dweight, size_t rows, size_t width);

/// Turns the pairs (head[i], head[i + head_width / 2]) in place by the angles of each row's position.
///
/// - cosines, sines: [positions, head_width / 2].
/// - direction: +1, or -1 for the backward pass, which turns back.
void ck_training_rotate(float *x, size_t row_stride, size_t rows, size_t heads, size_t head_width,
                        const int32_t *positions, const float *cosines, const float *sines, int direction);

/// y = silu(gate) * up; gate and up are [rows, stride], y is [rows, width].
void ck_training_swiglu_forward(const float *gate, const float *up, size_t stride, float *y, size_t rows, size_t width);

/// Replaces gate and up by their gradients; y, where it is wanted, is computed again on the way, as the forward pass
/// does. dy and y are [rows, width]; they may be the same.
void ck_training_swiglu_backward(float *gate, float *up, size_t stride, const float *dy, float *_Nullable y,
                                 size_t rows, size_t width);

/// The sum over rows of weight * -log softmax(logits)[target]; counts the rows whose largest logit is the target's.
///
/// Unless scale is 0, replaces each row by scale * weight * (softmax - one-hot), which is scale times the gradient.
///
/// - logits: [rows, width].
/// - targets: 0..<width.
/// - weights: one a row, or NULL for 1.
/// - correct_count: is added to.
double ck_training_cross_entropy(float *logits, size_t rows, size_t width, const int32_t *targets,
                                 const float *_Nullable weights, float scale, size_t *correct_count);

/// output[t] = sum over visible j of softmax(scale * query[t] . key[j]) * value[j], and the logarithms of the sums.
void ck_training_attention_forward(const ck_training_attention *attention);

/// The gradients of queries, keys and values.
void ck_training_attention_backward(const ck_training_attention *attention,
                                    const ck_training_attention_gradients *gradients);

/// Floats that one call of either pass needs for itself.
size_t ck_training_attention_scratch(size_t tokens, size_t head_width, size_t group);

/// One step of AdamW on `count` numbers, as PyTorch computes it: the decay first, epsilon outside of the root.
void ck_training_adamw(float *value, const float *gradient, float *moment1, float *moment2, size_t count,
                       const ck_training_adamw_step *step);

/// The sum of squares in double precision, in one order.
double ck_training_sum_of_squares(const float *x, size_t count);

/// x += scale * y
void ck_training_add(float *x, const float *y, float scale, size_t count);

/// Computes a product.
void ck_training_multiply(const ck_training_product *product);

/// The same of operands rounded to bfloat16, where there are instructions for it; else exactly the same.
void ck_training_multiply_fast(const ck_training_product *product);

/// Floats that one product needs for itself, whatever its extents.
size_t ck_training_product_scratch(void);

#pragma clang assume_nonnull end
