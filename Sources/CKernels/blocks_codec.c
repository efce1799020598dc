/// Between float32 and ggml's blocks, to the bit as ggml's reference code does it.
#include "CKernelsPacked.h"
#include "blocks.h"

#include <math.h>

// The reference rounds after every operation.
#pragma STDC FP_CONTRACT OFF

size_t ck_block_row_bytes(ck_block_type type, size_t width) {
  switch (type) {
  case ck_block_q8_0: return width / q0_length * sizeof(block_q8_0);
  case ck_block_q4_0: return width / q0_length * sizeof(block_q4_0);
  case ck_block_q4_K: return width / qk_length * sizeof(block_q4_K);
  case ck_block_q5_K: return width / qk_length * sizeof(block_q5_K);
  case ck_block_q6_K: return width / qk_length * sizeof(block_q6_K);
  }
}

static const uint16_t half_nan = 0x7e00;

static int is_finite_block(const float *x) {
  uint32_t largest = 0;
  for (int i = 0; i < q0_length; i++) {
    const uint32_t magnitude = bits_of_float(x[i]) & 0x7fffffff;
    largest = magnitude > largest ? magnitude : largest;
  }
  return largest < 0x7f800000;
}

/// roundf, in a form that compilers turn into vector instructions.
static int half_away_from_zero(float value) {
  const int whole = (int)value;
  const float rest = value - (float)whole;
  return whole + (rest >= 0.5f) - (rest <= -0.5f);
}

static void encode_q8_0(const float *x, block_q8_0 *block) {
  if (!is_finite_block(x)) {
    *block = (block_q8_0){.d = half_nan};
    return;
  }
  float largest = 0;
  for (int i = 0; i < q0_length; i++) largest = fabsf(x[i]) > largest ? fabsf(x[i]) : largest;
  const float d = largest / 127;
  const float inverse = d != 0 ? 1 / d : 0;
  block->d = half_of_float(d);
  for (int i = 0; i < q0_length; i++) {
    // The inverse of a subnormal d may be infinite: then the block's half-precision d is zero anyway.
    const float scaled = x[i] * inverse;
    block->codes[i] = fabsf(scaled) <= 128 ? (int8_t)half_away_from_zero(scaled) : 0;
  }
}

static uint8_t nibble_of(float scaled) {
  const float shifted = scaled + 8.5f;
  return !(shifted >= 0) ? 0 : shifted >= 15 ? 15 : (uint8_t)shifted;
}

static void encode_q4_0(const float *x, block_q4_0 *block) {
  if (!is_finite_block(x)) {
    *block = (block_q4_0){.d = half_nan};
    return;
  }
  float magnitude = 0, largest = 0;
  for (int i = 0; i < q0_length; i++) {
    if (fabsf(x[i]) > magnitude) {
      magnitude = fabsf(x[i]);
      largest = x[i];
    }
  }
  const float d = largest / -8;
  const float inverse = d != 0 ? 1 / d : 0;
  block->d = half_of_float(d);
  for (int i = 0; i < q0_length / 2; i++) {
    const uint8_t low = nibble_of(x[i] * inverse);
    const uint8_t high = nibble_of(x[i + q0_length / 2] * inverse);
    block->nibbles[i] = (uint8_t)(low | high << 4);
  }
}

void ck_encode_blocks(ck_block_type type, const float *source, size_t count, void *blocks) {
  for (size_t i = 0; i < count / q0_length; i++) {
    if (type == ck_block_q8_0) {
      block_q8_0 block;
      encode_q8_0(source + i * q0_length, &block);
      memcpy((char *)blocks + i * sizeof block, &block, sizeof block);
    } else {
      block_q4_0 block;
      encode_q4_0(source + i * q0_length, &block);
      memcpy((char *)blocks + i * sizeof block, &block, sizeof block);
    }
  }
}

static void decode_q8_0(const block_q8_0 *block, float *y) {
  const float d = float_of_half(block->d);
  for (int i = 0; i < q0_length; i++) y[i] = (float)block->codes[i] * d;
}

static void decode_q4_0(const block_q4_0 *block, float *y) {
  const float d = float_of_half(block->d);
  for (int i = 0; i < q0_length / 2; i++) {
    y[i] = (float)((block->nibbles[i] & 15) - 8) * d;
    y[i + q0_length / 2] = (float)((block->nibbles[i] >> 4) - 8) * d;
  }
}

/// Q4_K, and Q5_K where `high` is given.
static void decode_with_minima(
    float d, float dmin, const uint8_t *scales, const uint8_t *nibbles, const uint8_t *high, float *y) {
  for (int s = 0; s < 8; s++) {
    uint8_t scale, minimum;
    scale_and_minimum(scales, s, &scale, &minimum);
    const float factor = d * (float)scale, offset = dmin * (float)minimum;
    for (int i = 0; i < 32; i++) {
      const int low = nibbles[s / 2 * 32 + i] >> s % 2 * 4 & 15;
      const int code = high ? low + (high[i] >> s & 1) * 16 : low;
      const float scaled = factor * (float)code;
      y[s * 32 + i] = scaled - offset;
    }
  }
}

static void decode_q6_K(const block_q6_K *block, float *y) {
  const float d = float_of_half(block->d);
  for (int i = 0; i < qk_length; i++) {
    const float factor = d * (float)block->scales[i / 16];
    y[i] = factor * (float)(q6_K_code(block, i) - 32);
  }
}

void ck_decode_blocks(ck_block_type type, const void *blocks, size_t count, float *destination) {
  const char *source = blocks;
  if (type == ck_block_q8_0 || type == ck_block_q4_0) {
    for (size_t i = 0; i < count / q0_length; i++, destination += q0_length) {
      if (type == ck_block_q8_0) {
        block_q8_0 block;
        memcpy(&block, source + i * sizeof block, sizeof block);
        decode_q8_0(&block, destination);
      } else {
        block_q4_0 block;
        memcpy(&block, source + i * sizeof block, sizeof block);
        decode_q4_0(&block, destination);
      }
    }
    return;
  }
  for (size_t i = 0; i < count / qk_length; i++, destination += qk_length) {
    if (type == ck_block_q4_K) {
      block_q4_K b;
      memcpy(&b, source + i * sizeof b, sizeof b);
      decode_with_minima(float_of_half(b.d), float_of_half(b.dmin), b.scales, b.nibbles, NULL, destination);
    } else if (type == ck_block_q5_K) {
      block_q5_K b;
      memcpy(&b, source + i * sizeof b, sizeof b);
      decode_with_minima(float_of_half(b.d), float_of_half(b.dmin), b.scales, b.nibbles, b.high, destination);
    } else {
      block_q6_K b;
      memcpy(&b, source + i * sizeof b, sizeof b);
      decode_q6_K(&b, destination);
    }
  }
}
