/// Training's kernels, and that rows and columns get the same bits alone and together.
#include "CKernelsTraining.h"
#include "check.h"

#define SAME(found, expected, count, tolerance, ...)                                               \
  do {                                                                                             \
    float worst = 0, largest = 1;                                                                  \
    for (size_t i_ = 0; i_ < (count); i_++) {                                                      \
      worst = fmaxf(worst, fabsf((found)[i_] - (expected)[i_])), largest = fmaxf(largest, fabsf((expected)[i_])); \
      if ((found)[i_] != (found)[i_]) worst = INFINITY;                                            \
    }                                                                                              \
    CHECK(worst <= (tolerance) * largest, __VA_ARGS__);                                            \
  } while (0)

static const char *name;
static const ck_training_kernels *scalar, *kernels;

static float *copy(const float *values, size_t count) {
  float *result = malloc((count + 64) * sizeof *result);
  memcpy(result, values, count * sizeof *result);
  return result;
}

/// As large as whole cache lines, full of NaN: nothing may be read before it is written.
static float *scratch(size_t count) {
  float *result = aligned_alloc(64, (count * sizeof *result + 63) / 64 * 64);
  memset(result, 0xff, count * sizeof *result);
  return result;
}

static void check_rows(size_t rows, size_t width) {
  const size_t count = rows * width, stride = width + 3;
  float *x = random_floats(count), *weight = random_floats(width), *dy = random_floats(count);
  float *y[2], *factors[2], *dx[2], *dweight[2], *gate[2], *up[2];
  float *start = random_floats(rows * stride), *start_up = random_floats(rows * stride);
  for (size_t i = 0; i < rows * stride; i++) start[i] *= 20;
  for (int side = 0; side < 2; side++) {
    const ck_training_kernels *k = side ? kernels : scalar;
    y[side] = scratch(count), factors[side] = scratch(rows), dx[side] = copy(x, count), dweight[side] = copy(weight, width);
    k->norm_forward(x, weight, 1e-5f, y[side], factors[side], rows, width);
    k->norm_backward(x, weight, factors[0], dy, dx[side], dweight[side], rows, width);
  }
  SAME(y[1], y[0], count, 1e-6f, "%s norm of %zu x %zu", name, rows, width);
  SAME(factors[1], factors[0], rows, 1e-6f, "%s norm's factors of %zu x %zu", name, rows, width);
  SAME(dx[1], dx[0], count, 2e-5f, "%s norm's gradient of %zu x %zu", name, rows, width);
  SAME(dweight[1], dweight[0], width, 1e-5f, "%s norm's weight gradient of %zu x %zu", name, rows, width);
  for (int side = 0; side < 2; side++) {
    const ck_training_kernels *k = side ? kernels : scalar;
    gate[side] = copy(start, rows * stride), up[side] = copy(start_up, rows * stride);
    k->swiglu_forward(start, start_up, stride, y[side], rows, width);
    k->swiglu_backward(gate[side], up[side], stride, dy, dx[side], rows, width);
  }
  SAME(y[1], y[0], count, 1e-6f, "%s gate of %zu x %zu", name, rows, width);
  CHECK(memcmp(dx[1], y[1], count * 4) == 0, "%s gate made again, %zu x %zu", name, rows, width);
  SAME(gate[1], gate[0], rows * stride, 1e-6f, "%s gate's gradient of %zu x %zu", name, rows, width);
  SAME(up[1], up[0], rows * stride, 1e-6f, "%s gate's other gradient of %zu x %zu", name, rows, width);
  for (int side = 0; side < 2; side++) free(y[side]), free(factors[side]), free(dx[side]), free(dweight[side]), free(gate[side]), free(up[side]);
  free(x), free(weight), free(dy), free(start), free(start_up);
}

static void check_loss(size_t rows, size_t width) {
  float *logits = random_floats(rows * width), *weights = random_floats(rows), *found[2];
  int32_t *targets = malloc(rows * sizeof *targets);
  for (size_t i = 0; i < rows * width; i++) logits[i] *= 30;
  for (size_t row = 0; row < rows; row++) targets[row] = (int32_t)(random_bits() % width);
  double loss[2];
  size_t correct[2] = {0, 0};
  for (int side = 0; side < 2; side++) {
    const ck_training_kernels *k = side ? kernels : scalar;
    found[side] = copy(logits, rows * width);
    loss[side] = k->cross_entropy(found[side], rows, width, targets, weights, 0, &correct[side]);
    CHECK(memcmp(found[side], logits, rows * width * 4) == 0, "%s loss alone leaves %zu x %zu", name, rows, width);
    CHECK(loss[side] == k->cross_entropy(found[side], rows, width, targets, weights, 0.5f, &correct[side]), "%s loss of %zu x %zu", name, rows, width);
  }
  CHECK(fabs(loss[1] - loss[0]) <= 1e-6 * (1 + fabs(loss[0])) && correct[0] == correct[1], "%s loss of %zu x %zu: %g for %g", name, rows, width, loss[1], loss[0]);
  SAME(found[1], found[0], rows * width, 1e-6f, "%s gradient of the loss of %zu x %zu", name, rows, width);
  free(logits), free(weights), free(found[0]), free(found[1]), free(targets);
}

static void check_numbers(size_t count) {
  float *value[2], *first[2], *second[2], *gradient = random_floats(count), *start = random_floats(count);
  const ck_training_adamw_step step = {1e-2f, 0.9f, 0.95f, 1e-8f, 0.1f, 0.1f, 0.05f, 0.7f};
  double squares[2];
  for (int side = 0; side < 2; side++) {
    const ck_training_kernels *k = side ? kernels : scalar;
    value[side] = copy(start, count), first[side] = copy(gradient, count), second[side] = calloc(count + 1, 4);
    k->adamw(value[side], gradient, first[side], second[side], count, &step);
    k->add(first[side], start, 0.3f, count);
    squares[side] = k->sum_of_squares(gradient, count);
  }
  SAME(value[1], value[0], count, 1e-6f, "%s AdamW of %zu", name, count);
  SAME(first[1], first[0], count, 1e-6f, "%s first moments or sums of %zu", name, count);
  SAME(second[1], second[0], count, 1e-6f, "%s second moments of %zu", name, count);
  CHECK(fabs(squares[1] - squares[0]) <= 1e-12 * squares[0], "%s squares of %zu", name, count);
  for (int side = 0; side < 2; side++) free(value[side]), free(first[side]), free(second[side]);
  free(gradient), free(start);
}

static void check_turn(size_t heads, size_t head_width) {
  const size_t rows = 3, stride = heads * head_width + 5, half = head_width / 2;
  const int32_t positions[] = {2, 0, 1};
  float *x = random_floats(rows * stride), *cosines = random_floats(3 * half), *sines = random_floats(3 * half);
  for (int direction = -1; direction <= 1; direction += 2) {
    float *expected = copy(x, rows * stride), *found = copy(x, rows * stride);
    scalar->rotate(expected, stride, rows, heads, head_width, positions, cosines, sines, direction);
    kernels->rotate(found, stride, rows, heads, head_width, positions, cosines, sines, direction);
    SAME(found, expected, rows * stride, 1e-6f, "%s turns %zu x %zu", name, heads, head_width);
    free(expected), free(found);
  }
  free(x), free(cosines), free(sines);
}

#define ATTENTION "%s attention of %zu, group %zu, head %zu, window %zu: %s"

static void check_one_attention(size_t tokens, size_t group, size_t width, size_t window, float spread) {
  const size_t stride = group * width + 3, key_stride = width + 5;
  float *queries = random_floats(tokens * stride), *keys = random_floats(tokens * key_stride), *values = random_floats(tokens * key_stride);
  float *output_gradient = random_floats(tokens * stride), *output[2], *sums[2], *dq[2], *dk[2], *dv[2];
  for (size_t i = 0; i < tokens * key_stride; i++) keys[i] *= spread;
  for (int side = 0; side < 2; side++) {
    const ck_training_kernels *k = side ? kernels : scalar;
    float *memory = scratch(ck_training_attention_scratch(tokens, width, group));
    output[side] = calloc(tokens * stride, 4), sums[side] = calloc(group * tokens, 4);
    dq[side] = calloc(tokens * stride, 4), dk[side] = calloc(tokens * key_stride, 4), dv[side] = calloc(tokens * key_stride, 4);
    const ck_training_attention a = {queries, keys, values, stride, key_stride, key_stride, tokens, group, width, window, 0.3f, output[side], stride, sums[side], memory};
    const ck_training_attention_gradients g = {output_gradient, dq[side], dk[side], dv[side], stride, stride, key_stride, key_stride};
    k->attention_forward(&a);
    memset(memory, 0xff, ck_training_attention_scratch(tokens, width, group) * 4);
    k->attention_backward(&a, &g);
    free(memory);
  }
  SAME(output[1], output[0], tokens * stride, 2e-5f, ATTENTION, name, tokens, group, width, window, "output");
  SAME(sums[1], sums[0], group * tokens, 1e-5f, ATTENTION, name, tokens, group, width, window, "sums");
  SAME(dq[1], dq[0], tokens * stride, 5e-5f, ATTENTION, name, tokens, group, width, window, "queries");
  SAME(dk[1], dk[0], tokens * key_stride, 5e-5f, ATTENTION, name, tokens, group, width, window, "keys");
  SAME(dv[1], dv[0], tokens * key_stride, 5e-5f, ATTENTION, name, tokens, group, width, window, "values");
  for (int side = 0; side < 2; side++) free(output[side]), free(sums[side]), free(dq[side]), free(dk[side]), free(dv[side]);
  free(queries), free(keys), free(values), free(output_gradient);
}

#define PRODUCT "%s product %zu x %zu over %zu, %d%d%d: %s"

static void check_product(size_t rows, size_t columns, size_t depth, int a_transposed, int b_transposed, int accumulate) {
  const size_t a_stride = (a_transposed ? rows : depth) + 1, b_stride = (b_transposed ? depth : columns) + 2, stride = columns + 3;
  float *a = random_floats((a_transposed ? depth : rows) * a_stride), *b = random_floats((b_transposed ? columns : depth) * b_stride);
  float *memory = scratch(ck_training_product_scratch()), *start = random_floats(rows * stride);
  float *expected = copy(start, rows * stride), *found = copy(start, rows * stride), *parts = copy(start, rows * stride);
  ck_training_product p = {{a, a_stride, a_transposed}, {b, b_stride, b_transposed}, expected, stride, rows, columns, depth, accumulate, memory};
  scalar->multiply(&p);
  p.sums = found;
  kernels->multiply(&p);
  SAME(found, expected, rows * stride, 1e-5f, PRODUCT, name, rows, columns, depth, a_transposed, b_transposed, accumulate, "numbers");
  const size_t row_split = rows / 2 / 3 * 3, column_split = columns / 3;
  for (int part = 0; part < 4; part++) {
    const size_t row = part & 1 ? row_split : 0, column = part & 2 ? column_split : 0;
    p.a.values = a + row * (a_transposed ? 1 : a_stride), p.b.values = b + column * (b_transposed ? b_stride : 1);
    p.sums = parts + row * stride + column;
    p.rows = part & 1 ? rows - row_split : row_split, p.columns = part & 2 ? columns - column_split : column_split;
    kernels->multiply(&p);
  }
  CHECK(memcmp(parts, found, rows * stride * 4) == 0, PRODUCT, name, rows, columns, depth, a_transposed, b_transposed, accumulate, "bits");
  free(a), free(b), free(memory), free(start), free(expected), free(found), free(parts);
}

/// The same of operands that rounding to bfloat16 leaves as they are, so that the exact product is to be expected.
static void check_fast_product(size_t rows, size_t columns, size_t depth, int a_transposed, int b_transposed, int accumulate) {
  const size_t a_stride = (a_transposed ? rows : depth) + 1, b_stride = (b_transposed ? depth : columns) + 2, stride = columns + 3;
  const size_t a_count = (a_transposed ? depth : rows) * a_stride, b_count = (b_transposed ? columns : depth) * b_stride;
  float *a = random_floats(a_count), *b = random_floats(b_count), *memory = scratch(ck_training_product_scratch());
  for (size_t i = 0; i < a_count; i++) a[i] = roundf(a[i] * 100);
  for (size_t i = 0; i < b_count; i++) b[i] = roundf(b[i] * 100) / 128;
  float *start = random_floats(rows * stride), *expected = copy(start, rows * stride), *found = copy(start, rows * stride);
  ck_training_product p = {{a, a_stride, a_transposed}, {b, b_stride, b_transposed}, expected, stride, rows, columns, depth, accumulate, memory};
  scalar->multiply(&p);
  p.sums = found;
  kernels->multiply_fast(&p);
  SAME(found, expected, rows * stride, 1e-5f, PRODUCT, name, rows, columns, depth, a_transposed, b_transposed, accumulate, "fast");
  // A little more than what rounding leaves, which it takes away where there are instructions for it.
  for (size_t i = 0; i < a_count; i++) a[i] *= 1 + 0x1p-10f;
  kernels->multiply_fast(&p);
  if (!accumulate && kernels->multiply_fast != kernels->multiply) {
    SAME(found, expected, rows * stride, 1e-5f, PRODUCT, name, rows, columns, depth, a_transposed, b_transposed, accumulate, "rounding");
  }
  free(a), free(b), free(memory), free(start), free(expected), free(found);
}

int check_training(void) {
  static const size_t attentions[][4] = {{1, 1, 8, 0}, {5, 2, 16, 0}, {48, 1, 32, 0}, {49, 2, 64, 0}, {130, 3, 24, 0}, {150, 2, 64, 50}, {100, 1, 128, 7}, {145, 2, 40, 48}, {60, 2, 20, 1}};
  static const size_t products[][3] = {{1, 1, 1}, {5, 17, 3}, {6, 16, 48}, {12, 32, 64}, {13, 33, 70}, {100, 64, 330}, {97, 31, 1}, {24, 800, 20}, {3, 5, 0}, {36, 40, 1025}};
  scalar = ck_training_kernels_at(ck_level_scalar);
  for (ck_level level = ck_level_neon; level <= ck_level_avx512bf16; level++) {
    if (!ck_supports(level)) continue;
    name = ck_level_name(level), kernels = ck_training_kernels_at(level);
    printf("training at %s\n", name);
    for (size_t width = 1; width < 100; width += 1 + width / 3) check_rows(3, width), check_loss(3, width), check_numbers(width);
    check_loss(2, 5003), check_numbers(1000);
    for (size_t width = 2; width < 140; width += 6) check_turn(2, width);
    for (size_t i = 0; i < sizeof attentions / sizeof *attentions; i++) {
      check_one_attention(attentions[i][0], attentions[i][1], attentions[i][2], attentions[i][3], i % 2 ? 1 : 10);
    }
    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
      for (int kind = 0; kind < 8; kind++) {
        check_product(products[i][0], products[i][1], products[i][2], kind & 1, kind >> 1 & 1, kind >> 2);
        check_fast_product(products[i][0], products[i][1], products[i][2], kind & 1, kind >> 1 & 1, kind >> 2);
      }
    }
  }
  return report("training");
}

#ifndef CHECK_TOGETHER
int main(void) { return check_training(); }
#endif
