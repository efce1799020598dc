/// The kernels of a vector level: the file that includes this sets LANES, TILE_TOKENS and the target.
#pragma once

#include "vector.h"
#include "vector_products.h"

static void product_float32(const ck_product *p) { multiply(p, float32_kind); }
static void product_float16(const ck_product *p) { multiply(p, float16_kind); }
static void product_bfloat16(const ck_product *p) { multiply(p, bfloat16_kind); }

// Widening.

#define DEFINE_WIDEN(type)                                                                         \
  static void widen_##type(const void *source, float *restrict destination, size_t count) {        \
    const char *bytes = source;                                                                    \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= count; i += LANES) store(destination + i, load_##type(bytes + i * 2));     \
    if (i < count) {                                                                               \
      char part[LANES * 2] = {0};                                                                  \
      memcpy(part, bytes + i * 2, (count - i) * 2);                                                \
      store_part(destination + i, load_##type(part), count - i);                                   \
    }                                                                                              \
  }

DEFINE_WIDEN(float16)
DEFINE_WIDEN(bfloat16)

INLINE float16_vector narrowed_float16(vector value) { return __builtin_convertvector(value, float16_vector); }

/// In whole numbers, so that the bits are one at every level; a quiet NaN stays one.
INLINE half_vector narrowed_bfloat16(vector value) {
  const bits_vector bits = (bits_vector)value;
  const bits_vector rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16, is_nan = (bits_vector)(value != value);
  return __builtin_convertvector((rounded & ~is_nan) | ((bits >> 16 | 0x40) & is_nan), half_vector);
}

#define DEFINE_NARROW(type, storage)                                                               \
  static void narrow_##type(const float *source, void *restrict destination, size_t count) {       \
    char *bytes = destination;                                                                     \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= count; i += LANES) {                                                       \
      const storage narrow = narrowed_##type(load_float32(source + i));                            \
      memcpy(bytes + i * 2, &narrow, sizeof narrow);                                               \
    }                                                                                              \
    if (i < count) {                                                                               \
      const storage narrow = narrowed_##type(load_part(source + i, count - i));                    \
      memcpy(bytes + i * 2, &narrow, (count - i) * 2);                                             \
    }                                                                                              \
  }

DEFINE_NARROW(float16, float16_vector)
DEFINE_NARROW(bfloat16, half_vector)

// Norm and sum.

static void rms_norm(const float *input, const float *weight, float *output, size_t count, float epsilon) {
  vector squares = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const vector x = load_float32(input + i);
    squares = multiply_add(x, x, squares);
  }
  float sum = total(squares);
  for (; i < count; i++) sum += input[i] * input[i];
  const float factor = 1.0f / sqrtf(sum / (float)count + epsilon);
  for (i = 0; i + LANES <= count; i += LANES) {
    store(output + i, load_float32(input + i) * factor * load_float32(weight + i));
  }
  for (; i < count; i++) output[i] = input[i] * factor * weight[i];
}

static void add(float *sum, const float *addend, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) store(sum + i, load_float32(sum + i) + load_float32(addend + i));
  for (; i < count; i++) sum[i] += addend[i];
}

/// Eight loads in flight of one stream, so that nothing but memory limits it.
static uint64_t read(const void *memory, size_t byte_count) {
  bits_vector sums[8] = {0};
  const char *bytes = memory;
  const size_t step = 8 * sizeof(bits_vector);
  for (size_t i = 0; i < byte_count / 1024 * 1024; i += step) {
    UNROLL for (int j = 0; j < 8; j++) {
      bits_vector value;
      memcpy(&value, bytes + i + (size_t)j * sizeof value, sizeof value);
      sums[j] ^= value;
    }
  }
  uint64_t combined = 0;
  UNROLL for (int j = 0; j < 8; j++) {
    UNROLL for (int lane = 0; lane < LANES; lane++) combined = combined << 1 ^ sums[j][lane];
  }
  return combined;
}

// Gates.

INLINE vector silu(vector x) { return x / (1.0f + exponential(-x)); }

/// 0.5 (1 + tanh u) is 1 / (1 + exp(-2u)).
INLINE vector gelu_tanh(vector x) {
  const vector u = 0.79788456f * (x + 0.044715f * x * x * x);
  return x / (1.0f + exponential(-2.0f * u));
}

#define DEFINE_GATE(name)                                                                          \
  static void name##_multiply(float *gate, const float *up, size_t count) {                        \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= count; i += LANES) {                                                       \
      store(gate + i, name(load_float32(gate + i)) * load_float32(up + i));                        \
    }                                                                                              \
    if (i < count) {                                                                               \
      const vector g = load_part(gate + i, count - i), u = load_part(up + i, count - i);           \
      store_part(gate + i, name(g) * u, count - i);                                                \
    }                                                                                              \
  }

DEFINE_GATE(silu)
DEFINE_GATE(gelu_tanh)

#define LEVEL_TABLE(level_name, bfloat16_fast, has_bfloat16_fast)                                                 \
  {                                                                                                \
      .level = level_name,                                                                         \
      .product_float32 = product_float32,                                                          \
      .product_float16 = product_float16,                                                          \
      .product_bfloat16 = product_bfloat16,                                                        \
      .product_bfloat16_fast = bfloat16_fast,                                                      \
      .has_fast_bfloat16 = has_bfloat16_fast,                                                      \
      .narrow_float16 = narrow_float16,                                                            \
      .narrow_bfloat16 = narrow_bfloat16,                                                          \
      .widen_float16 = widen_float16,                                                              \
      .widen_bfloat16 = widen_bfloat16,                                                            \
      .rms_norm = rms_norm,                                                                        \
      .silu_multiply = silu_multiply,                                                              \
      .gelu_tanh_multiply = gelu_tanh_multiply,                                                    \
      .gelu_multiply = ck_gelu_multiply_scalar,                                                    \
      .read = read,                                                                                \
      .add = add,                                                                                  \
  }
