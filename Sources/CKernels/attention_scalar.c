/// The reference for attention: plain loops in the order that every level keeps, and the C library's functions.
#include "attention.h"

#include <math.h>
#include <string.h>

/// The nearest number with 8 significant bits, ties to even.
static uint16_t bfloat16_of(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (value != value) return 0x7fc0;
  return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static float float_of_bfloat16(uint16_t half) {
  const uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/// The nearest binary16 number, ties to even; beyond its range the largest.
static uint16_t float16_of(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  const uint32_t sign = bits >> 16 & 0x8000;
  const float magnitude = fabsf(value);
  if (value != value) return (uint16_t)(sign | 0x7e00);
  if (magnitude >= 65504.0f) return (uint16_t)(sign | 0x7bff);
  // Below 2^-14 the steps are 2^-24 wide; nearbyint rounds ties to even.
  if (magnitude < 0x1p-14f) return (uint16_t)(sign | (uint32_t)nearbyintf(magnitude * 0x1p24f));
  bits &= 0x7fffffff;
  bits += 0xfff + (bits >> 13 & 1);
  return (uint16_t)(sign | (bits - (112u << 23)) >> 13);
}

static float float_of_float16(uint16_t half) {
  const uint32_t exponent = half >> 10 & 31, fraction = half & 1023;
  float magnitude;
  if (exponent == 0) {
    magnitude = (float)fraction * 0x1p-24f;
  } else {
    const uint32_t bits = (exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13;
    memcpy(&magnitude, &bits, sizeof magnitude);
  }
  return half & 0x8000 ? -magnitude : magnitude;
}

static void put(void *elements, size_t index, float value, ck_cache_type type) {
  switch (type) {
  case ck_cache_float32: ((float *)elements)[index] = value; break;
  case ck_cache_float16: ((uint16_t *)elements)[index] = float16_of(value); break;
  case ck_cache_bfloat16: ((uint16_t *)elements)[index] = bfloat16_of(value); break;
  }
}

static float get(const void *elements, size_t index, ck_cache_type type) {
  switch (type) {
  case ck_cache_float16: return float_of_float16(((const uint16_t *)elements)[index]);
  case ck_cache_bfloat16: return float_of_bfloat16(((const uint16_t *)elements)[index]);
  default: return ((const float *)elements)[index];
  }
}

/// Where a head's values start in its part, in elements.
static size_t values_start(size_t head_width) { return head_width * CK_PAGE_LENGTH; }

static void store(const ck_cache_store *s) {
  for (size_t t = 0; t < s->count; t++) {
    for (size_t i = 0; i < s->head_width; i++) {
      put(s->part, i * CK_PAGE_LENGTH + s->slot + t, s->keys[t * s->stride + i], s->type);
      put(s->part, values_start(s->head_width) + (s->slot + t) * ck_value_stride(s->head_width) + i,
          s->values[t * s->stride + i], s->type);
    }
  }
}

/// One query vector; `sums` is [head_width].
static void attend_one(const ck_attention *a, size_t token, const float *query, float *output) {
  const size_t width = a->head_width;
  float maximum = -INFINITY, total = 0;
  for (size_t i = 0; i < width; i++) output[i] = 0;
  for (size_t page = 0; page <= (a->first_position + token) / CK_PAGE_LENGTH; page++) {
    const ck_slots slots = ck_visible_slots(a, token, page);
    if (slots.begin >= slots.end) continue;
    const char *part = (const char *)a->pages[page] + a->offset;
    float scores[CK_PAGE_LENGTH];
    float highest = maximum;
    for (size_t j = slots.begin; j < slots.end; j++) {
      scores[j] = 0;
      for (size_t i = 0; i < width; i++) {
        scores[j] += query[i] * get(part, i * CK_PAGE_LENGTH + j, a->type);
      }
      highest = fmaxf(highest, scores[j]);
    }
    const float kept = expf(maximum - highest);
    maximum = highest;
    total *= kept;
    for (size_t i = 0; i < width; i++) output[i] *= kept;
    for (size_t j = slots.begin; j < slots.end; j++) {
      const float weight = expf(scores[j] - maximum);
      total += weight;
      for (size_t i = 0; i < width; i++) {
        output[i] += weight * get(part, values_start(width) + j * ck_value_stride(width) + i, a->type);
      }
    }
  }
  for (size_t i = 0; i < width; i++) output[i] /= total;
}

static void attend(const ck_attention *a) {
  for (size_t token = 0; token < a->token_count; token++) {
    for (size_t head = 0; head < a->group; head++) {
      const size_t start = token * a->stride + head * a->head_width;
      attend_one(a, token, a->queries + start, a->output + start);
    }
  }
}

static void rotate_halves(float *head, const float *cosines, const float *sines, size_t half, float scale) {
  for (size_t i = 0; i < half; i++) {
    const float a = head[i], b = head[i + half];
    head[i] = (a * cosines[i] - b * sines[i]) * scale;
    head[i + half] = (b * cosines[i] + a * sines[i]) * scale;
  }
}

static void rotate_neighbours(float *head, const float *cosines, const float *sines, size_t half, float scale) {
  for (size_t i = 0; i < half; i++) {
    const float a = head[2 * i], b = head[2 * i + 1];
    head[2 * i] = (a * cosines[i] - b * sines[i]) * scale;
    head[2 * i + 1] = (b * cosines[i] + a * sines[i]) * scale;
  }
}

const ck_attention_kernels ck_attention_scalar = {
    .store = store,
    .attend = attend,
    .rotate_halves = rotate_halves,
    .rotate_neighbours = rotate_neighbours,
};
