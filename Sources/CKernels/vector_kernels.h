/// The kernels of a vector level, written once over `LANES` floats a register; a level's file sets LANES, the tile's
/// rows and the target, and includes this. The compiler turns the vector types into that target's instructions:
/// a bfloat16 load is one zero extension and one shift, a float16 load one conversion.
///
/// Decoding is bound by memory: one token's product walks SINGLE_ROWS rows at once so that as many chains of additions
/// hide the latency of each other. Several tokens share each widened weight: TILE_TOKENS x TILE_ROWS sums live in
/// registers, and a group of rows stays in the first cache until the last token has used it.

#include "levels.h"

#include <math.h>
#include <string.h>

typedef float vector __attribute__((vector_size(LANES * 4)));
typedef int32_t int_vector __attribute__((vector_size(LANES * 4)));
typedef uint32_t bits_vector __attribute__((vector_size(LANES * 4)));
typedef uint16_t half_vector __attribute__((vector_size(LANES * 2)));
typedef _Float16 float16_vector __attribute__((vector_size(LANES * 2)));

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

INLINE vector load_float32(const void *source) {
  vector value;
  memcpy(&value, source, sizeof value);
  return value;
}

INLINE vector load_bfloat16(const void *source) {
  half_vector half;
  memcpy(&half, source, sizeof half);
  return (vector)(__builtin_convertvector(half, bits_vector) << 16);
}

INLINE vector load_float16(const void *source) {
  float16_vector half;
  memcpy(&half, source, sizeof half);
  return __builtin_convertvector(half, vector);
}

INLINE void store(float *destination, vector value) { memcpy(destination, &value, sizeof value); }

/// The first `count` floats and zeros after them.
INLINE vector load_part(const float *source, size_t count) {
  vector value = {0};
  memcpy(&value, source, count * sizeof(float));
  return value;
}

INLINE void store_part(float *destination, vector value, size_t count) {
  memcpy(destination, &value, count * sizeof(float));
}

INLINE vector multiply_add(vector a, vector b, vector c) { return __builtin_elementwise_fma(a, b, c); }

INLINE float total(vector value) {
  float lanes[LANES];
  memcpy(lanes, &value, sizeof lanes);
  UNROLL for (int width = LANES / 2; width > 0; width /= 2) {
    UNROLL for (int i = 0; i < width; i++) lanes[i] += lanes[i + width];
  }
  return lanes[0];
}

/// exp(x), within two units in the last place; 0 below -87.3, infinity above 88.7.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor polynomial of degree 7, whose remainder is below 1e-8;
/// ln 2 is split in two so that r is exact (Cody and Waite).
INLINE vector exponential(vector x) {
  const vector zero = {0};
  const vector clamped =
      __builtin_elementwise_max(__builtin_elementwise_min(x, zero + 89.0f), zero - 88.0f);
  const vector n = __builtin_elementwise_roundeven(clamped * 1.44269504f);
  vector r = multiply_add(n, zero - 0.693145752f, clamped);
  r = multiply_add(n, zero - 1.42860677e-6f, r);
  vector p = zero + 1.98412698e-4f;
  p = multiply_add(p, r, zero + 1.38888889e-3f);
  p = multiply_add(p, r, zero + 8.33333333e-3f);
  p = multiply_add(p, r, zero + 4.16666667e-2f);
  p = multiply_add(p, r, zero + 1.66666667e-1f);
  p = multiply_add(p, r, zero + 0.5f);
  p = multiply_add(p, r, zero + 1.0f);
  p = multiply_add(p, r, zero + 1.0f);
  // 2^n in two factors, because n = 128 has no exponent of its own.
  const int_vector exponent = __builtin_convertvector(n, int_vector);
  const int_vector first = exponent >> 1;
  const vector result = p * (vector)((first + 127) << 23) * (vector)((exponent - first + 127) << 23);
  const vector kept = (vector)((int_vector)result & (x >= -87.33654f));
  return (vector)(((int_vector)kept & (x == x)) | ((int_vector)x & (x != x)));
}

// Products.

/// One tile: `tokens` and `rows` are constants where this is inlined. A lane's sum runs over k in steps of LANES, the
/// tail is added last, so the result does not depend on the tile's shape.
#define DEFINE_PRODUCT(type, size)                                                                 \
  INLINE void tile_##type(const ck_product *p, size_t token, size_t row, int tokens, int rows) {    \
    vector sums[TILE_TOKENS][SINGLE_ROWS];                                                         \
    const char *weights[SINGLE_ROWS];                                                              \
    const float *x[TILE_TOKENS];                                                                   \
    UNROLL for (int r = 0; r < rows; r++) {                                                        \
      weights[r] = (const char *)p->weights + (row + (size_t)r) * p->width * (size);               \
    }                                                                                              \
    UNROLL for (int t = 0; t < tokens; t++) {                                                      \
      x[t] = p->activations + (token + (size_t)t) * p->activation_stride;                          \
      UNROLL for (int r = 0; r < rows; r++) sums[t][r] = (vector){0};                              \
    }                                                                                              \
    const size_t whole = p->width / LANES * LANES;                                                 \
    for (size_t k = 0; k < whole; k += LANES) {                                                    \
      vector w[SINGLE_ROWS];                                                                       \
      UNROLL for (int r = 0; r < rows; r++) w[r] = load_##type(weights[r] + k * (size));           \
      UNROLL for (int t = 0; t < tokens; t++) {                                                    \
        const vector a = load_float32(x[t] + k);                                                   \
        UNROLL for (int r = 0; r < rows; r++) sums[t][r] = multiply_add(w[r], a, sums[t][r]);      \
      }                                                                                            \
    }                                                                                              \
    if (whole < p->width) {                                                                        \
      const size_t rest = p->width - whole;                                                        \
      UNROLL for (int r = 0; r < rows; r++) {                                                      \
        char bytes[LANES * (size)] = {0};                                                          \
        memcpy(bytes, weights[r] + whole * (size), rest * (size));                                 \
        const vector w = load_##type(bytes);                                                       \
        UNROLL for (int t = 0; t < tokens; t++) {                                                  \
          sums[t][r] = multiply_add(w, load_part(x[t] + whole, rest), sums[t][r]);                 \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
    UNROLL for (int t = 0; t < tokens; t++) {                                                      \
      float *output = p->output + (token + (size_t)t) * p->output_stride + row;                    \
      UNROLL for (int r = 0; r < rows; r++) {                                                      \
        const float sum = total(sums[t][r]);                                                       \
        output[r] = p->bias ? sum + p->bias[row + (size_t)r] : sum;                                \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
  static void product_##type(const ck_product *p) {                                                \
    if (p->token_count == 1) {                                                                     \
      size_t row = p->row_begin;                                                                   \
      for (; row + SINGLE_ROWS <= p->row_end; row += SINGLE_ROWS) tile_##type(p, 0, row, 1, SINGLE_ROWS); \
      for (; row < p->row_end; row++) tile_##type(p, 0, row, 1, 1);                                \
      return;                                                                                      \
    }                                                                                              \
    size_t row = p->row_begin;                                                                     \
    for (; row + TILE_ROWS <= p->row_end; row += TILE_ROWS) {                                      \
      size_t token = 0;                                                                            \
      for (; token + TILE_TOKENS <= p->token_count; token += TILE_TOKENS) {                        \
        tile_##type(p, token, row, TILE_TOKENS, TILE_ROWS);                                        \
      }                                                                                            \
      switch (p->token_count - token) {                                                            \
      case 3: tile_##type(p, token, row, 3, TILE_ROWS); break;                                     \
      case 2: tile_##type(p, token, row, 2, TILE_ROWS); break;                                     \
      case 1: tile_##type(p, token, row, 1, TILE_ROWS); break;                                     \
      }                                                                                            \
    }                                                                                              \
    for (; row < p->row_end; row++) {                                                              \
      for (size_t token = 0; token < p->token_count; token++) tile_##type(p, token, row, 1, 1);    \
    }                                                                                              \
  }

_Static_assert(TILE_TOKENS == 4, "the rest of a tile's tokens is 1, 2 or 3");

DEFINE_PRODUCT(float32, 4)
DEFINE_PRODUCT(float16, 2)
DEFINE_PRODUCT(bfloat16, 2)

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

// Attention.

/// Keeps COLUMNS vectors of the output in registers while the rows go by.
INLINE void weighted_columns(const ck_weighted_sum *s, size_t column, int columns) {
  vector sums[4];
  UNROLL for (int c = 0; c < columns; c++) sums[c] = load_float32(s->output + column + c * LANES);
  for (size_t j = 0; j < s->row_count; j++) {
    const vector factor = (vector){0} + s->factors[j];
    const float *row = s->rows + j * s->width + column;
    UNROLL for (int c = 0; c < columns; c++) {
      sums[c] = multiply_add(load_float32(row + c * LANES), factor, sums[c]);
    }
  }
  UNROLL for (int c = 0; c < columns; c++) store(s->output + column + c * LANES, sums[c]);
}

static void weighted_sum(const ck_weighted_sum *s) {
  size_t column = 0;
  for (; column + 4 * LANES <= s->width; column += 4 * LANES) weighted_columns(s, column, 4);
  for (; column + LANES <= s->width; column += LANES) weighted_columns(s, column, 1);
  for (size_t j = 0; j < s->row_count; j++) {
    for (size_t i = column; i < s->width; i++) s->output[i] += s->factors[j] * s->rows[j * s->width + i];
  }
}

static void softmax(float *values, size_t count, float scale) {
  const vector zero = {0};
  float maximum = -INFINITY;
  vector maxima = zero - INFINITY;
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    maxima = __builtin_elementwise_max(maxima, load_float32(values + i) * scale);
  }
  UNROLL for (int lane = 0; lane < LANES; lane++) maximum = fmaxf(maximum, maxima[lane]);
  for (size_t j = i; j < count; j++) maximum = fmaxf(maximum, values[j] * scale);

  vector sums = zero;
  for (i = 0; i + LANES <= count; i += LANES) {
    const vector e = exponential(load_float32(values + i) * scale - maximum);
    sums += e;
    store(values + i, e);
  }
  float sum = total(sums);
  if (i < count) {
    const vector e = exponential(load_part(values + i, count - i) * scale - maximum);
    for (size_t j = 0; j < count - i; j++) sum += e[j];
    store_part(values + i, e, count - i);
  }

  for (i = 0; i + LANES <= count; i += LANES) store(values + i, load_float32(values + i) / sum);
  for (; i < count; i++) values[i] /= sum;
}

static void rotate(float *head, const float *cosines, const float *sines, size_t half) {
  size_t i = 0;
  for (; i + LANES <= half; i += LANES) {
    const vector a = load_float32(head + i), b = load_float32(head + half + i);
    const vector c = load_float32(cosines + i), s = load_float32(sines + i);
    store(head + i, a * c - b * s);
    store(head + half + i, b * c + a * s);
  }
  for (; i < half; i++) {
    const float a = head[i], b = head[i + half];
    head[i] = a * cosines[i] - b * sines[i];
    head[i + half] = b * cosines[i] + a * sines[i];
  }
}

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

#define LEVEL_TABLE(level_name)                                                                    \
  {                                                                                                \
      .level = level_name,                                                                         \
      .product_float32 = product_float32,                                                          \
      .product_float16 = product_float16,                                                          \
      .product_bfloat16 = product_bfloat16,                                                        \
      .product_bfloat16_fast = ck_product_bfloat16_fast_scalar,                                    \
      .narrow_float16 = ck_narrow_float16_scalar,                                                  \
      .narrow_bfloat16 = ck_narrow_bfloat16_scalar,                                                \
      .widen_float16 = widen_float16,                                                              \
      .widen_bfloat16 = widen_bfloat16,                                                            \
      .weighted_sum = weighted_sum,                                                                \
      .rms_norm = rms_norm,                                                                        \
      .softmax = softmax,                                                                          \
      .rotate = rotate,                                                                            \
      .silu_multiply = silu_multiply,                                                              \
      .gelu_tanh_multiply = gelu_tanh_multiply,                                                    \
      .gelu_multiply = ck_gelu_multiply_scalar,                                                    \
      .read = read,                                                                                \
      .add = add,                                                                                  \
  }
