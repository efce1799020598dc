/// Attention over a paged cache, and its bits for every number of tokens.
#include "CKernelsAttention.h"
#include "check.h"

static void check_case(ck_level level, ck_cache_type type, size_t head_width, size_t group, size_t first, size_t tokens, size_t window, float spread) {
  const ck_attention_kernels *scalar = ck_attention_kernels_at(ck_level_scalar), *kernels = ck_attention_kernels_at(level);
  const size_t positions = first + tokens, pages = (positions + CK_PAGE_LENGTH - 1) / CK_PAGE_LENGTH;
  const size_t elements = CK_PAGE_LENGTH * (head_width + ck_value_stride(head_width)), offset = 128;
  const size_t page_bytes = (offset + elements * 4 + 63) / 64 * 64, stride = group * head_width + 3;
  char *memory[2] = {aligned_alloc(64, pages * page_bytes), aligned_alloc(64, pages * page_bytes)};
  const void **addresses[2] = {malloc(pages * sizeof(void *)), malloc(pages * sizeof(void *))};
  float *keys = random_floats(positions * head_width), *values = random_floats(positions * head_width);
  for (size_t i = 0; i < positions * head_width; i++) keys[i] *= spread;
  for (int side = 0; side < 2; side++) {
    memset(memory[side], 0, pages * page_bytes);
    for (size_t page = 0; page < pages; page++) {
      addresses[side][page] = memory[side] + page * page_bytes;
      const size_t begin = page * CK_PAGE_LENGTH, left = positions - begin, count = left < CK_PAGE_LENGTH ? left : CK_PAGE_LENGTH;
      // In two parts, so that a page is begun in the middle.
      for (size_t slot = 0; slot < count;) {
        const size_t some = slot == 0 && count > 1 ? 1 + random_bits() % (count - 1) : count - slot;
        const ck_cache_store s = {memory[side] + page * page_bytes + offset, keys + (begin + slot) * head_width, values + (begin + slot) * head_width, some, head_width, slot, head_width, type};
        (side ? kernels : scalar)->store(&s);
        slot += some;
      }
    }
  }
  const char *name = ck_level_name(level);
  CHECK(memcmp(memory[0], memory[1], pages * page_bytes) == 0, "%s stores type %d, head %zu, %zu positions", name, type, head_width, positions);
  float *queries = random_floats(tokens * stride), *scratch = aligned_alloc(64, ck_attention_scratch(head_width) * 4 + 64);
  float *expected = calloc(tokens * stride, 4), *found = calloc(tokens * stride, 4), *part = calloc(tokens * stride, 4);
  ck_attention a = {(const void *const *)addresses[0], offset, queries, expected, scratch, tokens, first, window, group, head_width, stride, type};
  scalar->attend(&a);
  a.output = found;
  kernels->attend(&a);
  for (size_t i = 0; i < tokens * stride; i++) {
    CHECK(fabsf(found[i] - expected[i]) < 1e-5f * (1 + spread), "%s type %d head %zu group %zu: %zu after %zu, window %zu, at %zu: %g for %g", name, type, head_width, group, tokens, first, window, i, found[i], expected[i]);
  }
  for (size_t count = 1; count < tokens; count = count * 3 + 1) {
    for (size_t t = 0; t < tokens; t += count) {
      a.token_count = tokens - t < count ? tokens - t : count;
      a.first_position = first + t, a.queries = queries + t * stride, a.output = part + t * stride;
      kernels->attend(&a);
    }
    CHECK(memcmp(part, found, tokens * stride * 4) == 0, "%s type %d head %zu group %zu: bits of %zu of %zu after %zu, window %zu", name, type, head_width, group, count, tokens, first, window);
  }
  free(memory[0]), free(memory[1]), free(addresses[0]), free(addresses[1]), free(keys), free(values), free(queries), free(scratch), free(expected), free(found), free(part);
}

static void check_rotation(ck_level level) {
  const ck_attention_kernels *scalar = ck_attention_kernels_at(ck_level_scalar), *kernels = ck_attention_kernels_at(level);
  for (size_t half = 1; half <= 70; half++) {
    float *cosines = random_floats(half), *sines = random_floats(half), *found = random_floats(2 * half), *expected = malloc(8 * half);
    for (int kind = 0; kind < 2; kind++) {
      memcpy(expected, found, 8 * half);
      (kind ? kernels->rotate_halves : kernels->rotate_neighbours)(found, cosines, sines, half, 0.7f);
      (kind ? scalar->rotate_halves : scalar->rotate_neighbours)(expected, cosines, sines, half, 0.7f);
      for (size_t i = 0; i < 2 * half; i++) CHECK(fabsf(found[i] - expected[i]) < 1e-6f, "%s rotates %zu, kind %d", ck_level_name(level), half, kind);
    }
    free(cosines), free(sines), free(found), free(expected);
  }
}

int check_attention(void) {
  static const size_t widths[] = {64, 128, 8, 24, 80}, groups[] = {1, 8, 3}, counts[] = {1, 2, 5, 16, 67}, firsts[] = {0, 63, 64, 130};
  for (ck_level level = ck_level_neon; level <= ck_level_avx512bf16; level++) {
    if (!ck_supports(level)) continue;
    printf("attention at %s\n", ck_level_name(level));
    check_rotation(level);
    int number = 0;
    for (int type = 0; type < 3; type++) {
      for (size_t w = 0; w < 5; w++) {
        for (size_t c = 0; c < 5; c++) {
          for (size_t f = 0; f < 4; f++, number++) {
            const size_t window = number % 3 == 0 ? 70 : 1000000;
            check_case(level, (ck_cache_type)type, widths[w], groups[number % 3], firsts[f], counts[c], window, number % 4 ? 1.0f : 30.0f);
          }
        }
      }
    }
  }
  return report("attention");
}

#ifndef CHECK_TOGETHER
int main(void) { return check_attention(); }
#endif
