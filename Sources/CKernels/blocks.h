/// ggml's block formats as they lie in files (little-endian), and the half-precision numbers in them.
///
/// Layouts after ggml's ggml-common.h; Q8_0 and Q4_0 hold 32 elements, the K formats 256.
#pragma once

#include <stdint.h>
#include <string.h>

enum { q0_length = 32, qk_length = 256 };

/// element = d * codes[i]
typedef struct block_q8_0 {
  uint16_t d;
  int8_t codes[q0_length];
} block_q8_0;

/// element = d * (code - 8); the low nibbles are elements 0..15, the high ones 16..31.
typedef struct block_q4_0 {
  uint16_t d;
  uint8_t nibbles[q0_length / 2];
} block_q4_0;

/// element = d * scale * code - dmin * minimum, scale and minimum of 6 bits for each 32 elements.
typedef struct block_q4_K {
  uint16_t d;
  uint16_t dmin;
  uint8_t scales[12];
  uint8_t nibbles[qk_length / 2]; // 64 elements share 32 bytes: the low nibbles first
} block_q4_K;

/// As Q4_K, with a fifth bit: bit s of high[i] belongs to element i of the sub-block s.
typedef struct block_q5_K {
  uint16_t d;
  uint16_t dmin;
  uint8_t scales[12];
  uint8_t high[qk_length / 8];
  uint8_t nibbles[qk_length / 2];
} block_q5_K;

/// element = d * scale * (code - 32), a scale for each 16 elements.
typedef struct block_q6_K {
  uint8_t low[qk_length / 2];
  uint8_t high[qk_length / 4];
  int8_t scales[qk_length / 16];
  uint16_t d;
} block_q6_K;

_Static_assert(sizeof(block_q8_0) == 34, "ggml's size");
_Static_assert(sizeof(block_q4_0) == 18, "ggml's size");
_Static_assert(sizeof(block_q4_K) == 144, "ggml's size");
_Static_assert(sizeof(block_q5_K) == 176, "ggml's size");
_Static_assert(sizeof(block_q6_K) == 210, "ggml's size");

static inline float float_of_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint32_t bits_of_float(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// IEEE binary16 has 1 sign, 5 exponent (bias 15) and 10 fraction bits.
static inline float float_of_half(uint16_t half) {
  const uint32_t sign = (uint32_t)(half & 0x8000) << 16;
  const uint32_t exponent = (half >> 10) & 31;
  const uint32_t fraction = half & 1023;
  if (exponent == 0) return float_of_bits(sign | bits_of_float((float)fraction * 0x1p-24f));
  const uint32_t wide = exponent == 31 ? 255 : exponent + 127 - 15;
  return float_of_bits(sign | wide << 23 | fraction << 13);
}

/// Rounds to the nearest, ties to even; NaN stays NaN, what is too large becomes infinite.
static inline uint16_t half_of_float(float value) {
  const uint32_t bits = bits_of_float(value);
  const uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
  const uint32_t magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // from 65520 on
  if (magnitude < 0x38800000) {                      // below 2^-14: a multiple of 2^-24
    // Adding 0.5 leaves those multiples in the last bits of the fraction, rounded by the addition.
    const float shifted = float_of_bits(magnitude) + 0.5f;
    return sign | (uint16_t)(bits_of_float(shifted) - 0x3f000000);
  }
  const uint32_t rounded = magnitude + 0xfff + (magnitude >> 13 & 1);
  return sign | (uint16_t)((rounded >> 13) - (112u << 10));
}

/// The K formats' scale (of sub-block 0..7) and minimum: the first four in 6 bits each, the rest in 4 and 2.
static inline void scale_and_minimum(const uint8_t *scales, int index, uint8_t *scale, uint8_t *minimum) {
  if (index < 4) {
    *scale = scales[index] & 63;
    *minimum = scales[index + 4] & 63;
  } else {
    *scale = (uint8_t)((scales[index + 4] & 15) | scales[index - 4] >> 6 << 4);
    *minimum = (uint8_t)(scales[index + 4] >> 4 | scales[index] >> 6 << 4);
  }
}

/// Code 0..63 of an element: each half of the block keeps its elements' low nibbles in 64 bytes and their upper two
/// bits in 32.
static inline int q6_K_code(const block_q6_K *block, int index) {
  const int half = index / 128, quarter = index % 128 / 32, i = index % 32;
  const int low = block->low[half * 64 + quarter % 2 * 32 + i] >> quarter / 2 * 4 & 15;
  const int high = block->high[half * 32 + i] >> quarter * 2 & 3;
  return low | high << 4;
}
