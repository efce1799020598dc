/// Products in place and elementwise kernels.
#include "CKernels.h"
#include "check.h"

typedef void (*product_function)(const ck_product *);

static const char *const kinds[] = {"float32", "float16", "bfloat16", "bfloat16 fast"};

static product_function function_of(const ck_kernels *kernels, int kind) {
  switch (kind) {
  case 0: return kernels->product_float32;
  case 1: return kernels->product_float16;
  case 2: return kernels->product_bfloat16;
  default: return kernels->product_bfloat16_fast;
  }
}

static void check_product(const ck_kernels *kernels, int kind, size_t tokens, size_t rows, size_t width, int has_bias) {
  const ck_kernels *scalar = ck_kernels_at(ck_level_scalar);
  const char *level = ck_level_name(kernels->level);
  const size_t size = kind == 0 ? 4 : 2;
  float *values = random_floats(rows * width), *x = random_floats(tokens * width), *bias = random_floats(rows);
  // Weights and activations end where their memory ends, so that reading beyond them is found by a sanitizer.
  char *weights = malloc(rows * width * size + 1);
  if (kind == 0) memcpy(weights + 1, values, rows * width * size);
  if (kind == 1) scalar->narrow_float16(values, weights + 1, rows * width);
  if (kind >= 2) scalar->narrow_bfloat16(values, weights + 1, rows * width);
  float *exact_x = malloc(tokens * width * sizeof(float) + 1);
  uint16_t *rounded_x = malloc(tokens * width * 2 + 1);
  scalar->narrow_bfloat16(x, rounded_x, tokens * width);
  memcpy(exact_x, x, tokens * width * sizeof(float));
  const size_t stride = rows + 3;
  float *expected = calloc(tokens * stride, sizeof(float)), *found = calloc(tokens * stride, sizeof(float)),
        *part = calloc(tokens * stride, sizeof(float));
  ck_product p = {weights + 1, exact_x, rounded_x, expected, has_bias ? bias : NULL, tokens, width, 0, rows, width, stride};
  function_of(scalar, kind)(&p);
  p.output = found;
  function_of(kernels, kind)(&p);
  for (size_t i = 0; i < tokens * stride; i++) {
    const float tolerance = 2e-6f * (float)(width + 1) * (i % stride < rows);
    CHECK(fabsf(found[i] - expected[i]) <= tolerance, "%s %s: %zu x %zu x %zu at %zu: %g for %g", level, kinds[kind],
          tokens, rows, width, i, found[i], expected[i]);
  }
  // The same bits for every token alone, for a few tokens, and for ranges of rows.
  p.output = part;
  for (size_t count = 1; count <= tokens; count += count < 3 ? 1 : tokens / 2) {
    for (size_t first = 0; first + count <= tokens; first += count) {
      p.token_count = count;
      p.activations = exact_x + first * width;
      p.activations_bfloat16 = rounded_x + first * width;
      p.output = part + first * stride;
      for (size_t row = 0; row < rows; row = p.row_end) {
        p.row_begin = row;
        p.row_end = row + 1 + random_bits() % rows;
        if (p.row_end > rows) p.row_end = rows;
        function_of(kernels, kind)(&p);
      }
    }
    const size_t compared = tokens / count * count * stride;
    CHECK(memcmp(part, found, compared * sizeof(float)) == 0, "%s %s: bits of %zu of %zu x %zu x %zu", level,
          kinds[kind], count, tokens, rows, width);
    memset(part, 0, tokens * stride * sizeof(float));
  }
  free(values), free(x), free(bias), free(weights), free(exact_x), free(rounded_x), free(expected), free(found), free(part);
}

static void check_products(const ck_kernels *kernels) {
  static const size_t widths[] = {1, 7, 16, 31, 33, 64, 100, 256, 515, 1100}, rows[] = {1, 4, 9, 18},
                      tokens[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 17, 25, 37, 64, 73, 97, 200};
  for (int kind = 0; kind < 4; kind++) {
    for (size_t t = 0; t < sizeof tokens / sizeof *tokens; t++) {
      for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        if (tokens[t] * widths[w] > 30000) continue; // emulators are slow
        check_product(kernels, kind, tokens[t], rows[(t + w) % 4], widths[w], (int)(t + w) % 2);
      }
    }
  }
}

static void check_conversions(const ck_kernels *kernels) {
  const ck_kernels *scalar = ck_kernels_at(ck_level_scalar);
  const char *level = ck_level_name(kernels->level);
  enum { count = 65536 };
  static uint16_t halves[count], found[count], expected[count];
  static float wide[count], reference[count];
  for (int i = 0; i < count; i++) halves[i] = (uint16_t)i;
  for (int kind = 0; kind < 2; kind++) {
    (kind ? kernels->widen_bfloat16 : kernels->widen_float16)(halves, wide, count);
    (kind ? scalar->widen_bfloat16 : scalar->widen_float16)(halves, reference, count);
    for (int i = 0; i < count; i++) {
      CHECK(memcmp(wide + i, reference + i, 4) == 0 || (isnan(wide[i]) && isnan(reference[i])), "%s widens %d", level, i);
    }
    for (int round = 0; round < 6; round++) {
      for (int i = 0; i < count; i++) {
        // Bits at random, and the neighbours of every tie.
        uint32_t bits = round < 2 ? (uint32_t)random_bits() : 0;
        if (round >= 2) memcpy(&bits, reference + i, 4), bits += kind ? 0x8000 : 0x1000, bits += (uint32_t)round - 4;
        memcpy(wide + i, &bits, 4);
      }
      const size_t length = count - (size_t)round * 3;
      (kind ? kernels->narrow_bfloat16 : kernels->narrow_float16)(wide, found, length);
      (kind ? scalar->narrow_bfloat16 : scalar->narrow_float16)(wide, expected, length);
      for (size_t i = 0; i < length; i++) {
        CHECK(found[i] == expected[i], "%s narrows %a to %x for %x", level, wide[i], found[i], expected[i]);
      }
    }
  }
}

static void compare(const char *level, const char *what, const float *found, const float *expected, size_t count,
                    float relative, float absolute) {
  for (size_t i = 0; i < count; i++) {
    const float tolerance = absolute + relative * fabsf(expected[i]);
    CHECK(fabsf(found[i] - expected[i]) <= tolerance || found[i] == expected[i], "%s %s: %g for %g at %zu of %zu",
          level, what, found[i], expected[i], i, count);
  }
}

static void check_elementwise(const ck_kernels *kernels) {
  const ck_kernels *scalar = ck_kernels_at(ck_level_scalar);
  const char *level = ck_level_name(kernels->level);
  static const size_t lengths[] = {1, 5, 8, 16, 31, 64, 65, 333, 2048};
  for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
    const size_t n = lengths[l], bytes = n * sizeof(float);
    for (float spread = 0.5f; spread < 1000; spread *= 6) {
      float *a = random_floats(2 * n), *b = random_floats(2 * n), *found = malloc(2 * bytes),
            *expected = malloc(2 * bytes), *part = malloc(bytes);
      for (size_t i = 0; i < n; i++) a[i] *= spread;
      void (*gates[][2])(float *, const float *, size_t) = {{kernels->silu_multiply, scalar->silu_multiply},
                                                            {kernels->gelu_tanh_multiply, scalar->gelu_tanh_multiply},
                                                            {kernels->gelu_multiply, scalar->gelu_multiply},
                                                            {kernels->add, scalar->add}};
      for (int g = 0; g < 4; g++) {
        memcpy(found, a, bytes), memcpy(expected, a, bytes), memcpy(part, a, bytes);
        gates[g][0](found, b, n), gates[g][1](expected, b, n);
        compare(level, "gate", found, expected, n, 3e-6f, 3e-6f);
        // An element's bits do not depend on the range that it comes in.
        for (size_t i = 0; i < n;) {
          const size_t count = 1 + random_bits() % 40;
          gates[g][0](part + i, b + i, i + count < n ? count : n - i);
          i += count;
        }
        CHECK(memcmp(part, found, bytes) == 0, "%s gate %d: bits of ranges of %zu", level, g, n);
      }
      kernels->rms_norm(a, b, found, n, 1e-5f), scalar->rms_norm(a, b, expected, n, 1e-5f);
      compare(level, "norm", found, expected, n, 3e-6f, 1e-7f);
      free(a), free(b), free(found), free(expected), free(part);
    }
  }
}

int check_float(void) {
  for (ck_level level = ck_level_neon; level <= ck_level_avx512bf16; level++) {
    const ck_kernels *kernels = ck_kernels_at(level);
    if (kernels == NULL) continue;
    printf("float kernels at %s\n", ck_level_name(level));
    check_conversions(kernels);
    check_elementwise(kernels);
    check_products(kernels);
  }
  return report("float kernels");
}

#ifndef CHECK_TOGETHER
int main(void) { return check_float(); }
#endif
