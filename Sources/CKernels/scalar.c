/// The reference that every other level is tested against: plain loops and the C library's functions.
#include "levels.h"

#include <math.h>
#include <string.h>

static float float32_at(const void *source, size_t index) {
  float value;
  memcpy(&value, (const char *)source + index * sizeof value, sizeof value);
  return value;
}

static float bfloat16_at(const void *source, size_t index) {
  uint16_t half;
  memcpy(&half, (const char *)source + index * sizeof half, sizeof half);
  const uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/// IEEE binary16 has 1 sign, 5 exponent (bias 15) and 10 fraction bits.
static float float16_at(const void *source, size_t index) {
  uint16_t half;
  memcpy(&half, (const char *)source + index * sizeof half, sizeof half);
  const uint32_t sign = (uint32_t)(half >> 15) << 31;
  const uint32_t exponent = (half >> 10) & 31;
  const uint32_t fraction = half & 1023;
  if (exponent == 0) return (sign ? -1.0f : 1.0f) * ldexpf((float)fraction, -24);
  const uint32_t wide = exponent == 31 ? 255 : exponent + 127 - 15;
  const uint32_t bits = sign | wide << 23 | fraction << 13;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

#define DEFINE_PRODUCT(type)                                                                       \
  static void product_##type(const ck_product *p) {                                                \
    for (size_t t = 0; t < p->token_count; t++) {                                                  \
      const float *x = p->activations + t * p->activation_stride;                                  \
      for (size_t r = p->row_begin; r < p->row_end; r++) {                                         \
        float sum = 0;                                                                             \
        for (size_t k = 0; k < p->width; k++) sum += x[k] * type##_at(p->weights, r * p->width + k); \
        p->output[t * p->output_stride + r] = p->bias ? sum + p->bias[r] : sum;                    \
      }                                                                                            \
    }                                                                                              \
  }

DEFINE_PRODUCT(float32)
DEFINE_PRODUCT(float16)
DEFINE_PRODUCT(bfloat16)

void ck_product_bfloat16_fast_scalar(const ck_product *p) {
  for (size_t t = 0; t < p->token_count; t++) {
    const uint16_t *x = p->activations_bfloat16 + t * p->activation_stride;
    for (size_t r = p->row_begin; r < p->row_end; r++) {
      float sum = 0;
      for (size_t k = 0; k < p->width; k++) sum += bfloat16_at(x, k) * bfloat16_at(p->weights, r * p->width + k);
      p->output[t * p->output_stride + r] = p->bias ? sum + p->bias[r] : sum;
    }
  }
}

static uint16_t narrowed_bfloat16(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (value != value) return (uint16_t)(bits >> 16 | 0x40); // a quiet NaN stays one
  return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static uint16_t narrowed_float16(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  const uint32_t sign = bits >> 16 & 0x8000, magnitude = bits & 0x7fffffff;
  if (value != value) return (uint16_t)(sign | 0x7e00 | (magnitude >> 13 & 0x3ff));
  if (magnitude >= 0x47800000) return (uint16_t)(sign | 0x7c00); // 65536 and more
  if (magnitude < 0x38800000) {
    // Below 2^-14 the result counts multiples of 2^-24; adding 2^-1 lets the processor round to one.
    float small;
    memcpy(&small, &magnitude, sizeof small);
    small += 0.5f;
    uint32_t rounded;
    memcpy(&rounded, &small, sizeof rounded);
    return (uint16_t)(sign | (rounded - 0x3f000000));
  }
  return (uint16_t)(sign | ((magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13));
}

void ck_narrow_float16_scalar(const float *source, void *destination, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const uint16_t half = narrowed_float16(source[i]);
    memcpy((char *)destination + i * sizeof half, &half, sizeof half);
  }
}

void ck_narrow_bfloat16_scalar(const float *source, void *destination, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const uint16_t half = narrowed_bfloat16(source[i]);
    memcpy((char *)destination + i * sizeof half, &half, sizeof half);
  }
}

static void widen_float16(const void *source, float *destination, size_t count) {
  for (size_t i = 0; i < count; i++) destination[i] = float16_at(source, i);
}

static void widen_bfloat16(const void *source, float *destination, size_t count) {
  for (size_t i = 0; i < count; i++) destination[i] = bfloat16_at(source, i);
}

static void rms_norm(const float *input, const float *weight, float *output, size_t count, float epsilon) {
  float squares = 0;
  for (size_t i = 0; i < count; i++) squares += input[i] * input[i];
  const float factor = 1.0f / sqrtf(squares / (float)count + epsilon);
  for (size_t i = 0; i < count; i++) output[i] = input[i] * factor * weight[i];
}

static void silu_multiply(float *gate, const float *up, size_t count) {
  for (size_t i = 0; i < count; i++) gate[i] = gate[i] / (1.0f + expf(-gate[i])) * up[i];
}

static void gelu_tanh_multiply(float *gate, const float *up, size_t count) {
  const float root = 0.79788456f; // sqrt(2 / pi)
  for (size_t i = 0; i < count; i++) {
    const float x = gate[i];
    gate[i] = 0.5f * x * (1.0f + tanhf(root * (x + 0.044715f * x * x * x))) * up[i];
  }
}

/// Used by every level: no supported checkpoint spends its time here.
void ck_gelu_multiply_scalar(float *gate, const float *up, size_t count) {
  const float half_root = 0.70710678f; // sqrt(1 / 2)
  for (size_t i = 0; i < count; i++) {
    gate[i] = 0.5f * gate[i] * (1.0f + erff(gate[i] * half_root)) * up[i];
  }
}

static void add(float *sum, const float *addend, size_t count) {
  for (size_t i = 0; i < count; i++) sum[i] += addend[i];
}

static uint64_t read(const void *memory, size_t byte_count) {
  uint64_t sums[4] = {0};
  for (size_t i = 0; i < byte_count / 1024 * 1024; i += 32) {
    uint64_t words[4];
    memcpy(words, (const char *)memory + i, sizeof words);
    for (int j = 0; j < 4; j++) sums[j] ^= words[j];
  }
  return sums[0] ^ sums[1] ^ sums[2] ^ sums[3];
}

const ck_kernels ck_kernels_scalar = {
    .level = ck_level_scalar,
    .product_float32 = product_float32,
    .product_float16 = product_float16,
    .product_bfloat16 = product_bfloat16,
    .product_bfloat16_fast = ck_product_bfloat16_fast_scalar,
    .narrow_float16 = ck_narrow_float16_scalar,
    .narrow_bfloat16 = ck_narrow_bfloat16_scalar,
    .widen_float16 = widen_float16,
    .widen_bfloat16 = widen_bfloat16,
    .rms_norm = rms_norm,
    .silu_multiply = silu_multiply,
    .gelu_tanh_multiply = gelu_tanh_multiply,
    .gelu_multiply = ck_gelu_multiply_scalar,
    .read = read,
    .add = add,
};
