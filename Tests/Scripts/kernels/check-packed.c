/// Products by packed matrices, whose bits are the scalar reference's at every level.
#include "CKernelsPacked.h"
#include "check.h"

static const char *const types[] = {"q8_0", "q4_0", "q4_K", "q5_K", "q6_K"};

static void *aligned(size_t count) {
  void *memory = aligned_alloc(64, (count + 127) / 64 * 64);
  memset(memory, 0x5a, (count + 127) / 64 * 64);
  return memory;
}

/// Blocks of any codes, with scales that are numbers.
static void random_blocks(ck_block_type type, uint8_t *blocks, size_t size, int worst) {
  static const size_t block_sizes[] = {34, 18, 144, 176, 210};
  static const size_t scale_offsets[][2] = {{0, 0}, {0, 0}, {0, 2}, {0, 2}, {208, 208}};
  for (size_t i = 0; i < size; i++) blocks[i] = worst ? (uint8_t)(worst == 1 ? 0x80 : 0xff) : (uint8_t)random_bits();
  for (size_t block = 0; block < size; block += block_sizes[type]) {
    for (int i = 0; i < 2; i++) {
      const uint16_t scale = (uint16_t)(0x1c00 + random_bits() % 0x400 + (random_bits() & 0x8000));
      memcpy(blocks + block + scale_offsets[type][i], &scale, 2);
    }
  }
}

static void *prepared_by(const ck_packed_kernels *kernels, int is_fast, const float *x, size_t tokens, size_t width, size_t stride) {
  void *prepared = aligned(ck_activation_bytes(width, tokens));
  const ck_activations a = {x, tokens, width, stride, prepared};
  const size_t blocks = ck_activation_blocks(width), middle = blocks / 3;
  void (*prepare)(const ck_activations *, size_t, size_t) = is_fast ? kernels->round : kernels->arrange;
  prepare(&a, middle, blocks);
  prepare(&a, 0, middle);
  return prepared;
}

static void check_case(const ck_packed_kernels *kernels, ck_block_type type, size_t tokens, size_t rows, size_t width, int worst) {
  const ck_packed_kernels *scalar = ck_packed_kernels_at(ck_level_scalar);
  const size_t row_bytes = ck_block_row_bytes(type, width), panel_bytes = ck_panel_bytes(type, width);
  const size_t panels = (rows + 15) / 16, stride = width + 5, output_stride = rows + 3;
  uint8_t *blocks = malloc(rows * row_bytes), *packed = aligned(panels * panel_bytes);
  random_blocks(type, blocks, rows * row_bytes, worst);
  for (size_t p = 0; p < panels; p++) {
    const size_t count = rows - p * 16 < 16 ? rows - p * 16 : 16;
    ck_pack_panel(type, blocks + p * 16 * row_bytes, count, width, packed + p * panel_bytes);
  }
  float *x = random_floats(tokens * stride), *bias = random_floats(rows);
  if (worst) {
    for (size_t i = 0; i < tokens * stride; i++) x[i] = worst == 1 || i % 2 ? -3.0f : 3.0f;
  }
  for (int is_fast = 0; is_fast < 2; is_fast++) {
    void *reference = prepared_by(scalar, is_fast, x, tokens, width, stride);
    void *prepared = prepared_by(kernels, is_fast, x, tokens, width, stride);
    float *expected = calloc(tokens * output_stride, 4), *found = calloc(tokens * output_stride, 4), *part = calloc(tokens * output_stride, 4);
    ck_packed_product p = {type, packed, reference, expected, tokens % 2 ? bias : NULL, tokens, width, rows, 0, panels, output_stride};
    (is_fast ? scalar->product_fast : scalar->product_exact)(&p);
    p.prepared = prepared, p.output = found;
    void (*product)(const ck_packed_product *) = is_fast ? kernels->product_fast : kernels->product_exact;
    product(&p);
    const char *level = ck_level_name(kernels->level), *arithmetic = is_fast ? "fast" : "exact";
    CHECK(memcmp(found, expected, tokens * output_stride * 4) == 0, "%s %s %s: %zu x %zu x %zu, worst %d", level,
          types[type], arithmetic, tokens, rows, width, worst);
    for (size_t count = 1; count < tokens; count = count * 2 + 1) {
      for (size_t first = 0; first < tokens; first += count) {
        const size_t some = tokens - first < count ? tokens - first : count;
        void *alone = prepared_by(kernels, is_fast, x + first * stride, some, width, stride);
        p.prepared = alone, p.token_count = some, p.output = part + first * output_stride;
        for (size_t panel = 0; panel < panels; panel = p.panel_end) {
          p.panel_begin = panel, p.panel_end = panel + 1 + random_bits() % 2;
          if (p.panel_end > panels) p.panel_end = panels;
          product(&p);
        }
        free(alone);
      }
      CHECK(memcmp(part, found, tokens * output_stride * 4) == 0, "%s %s %s: bits of %zu of %zu x %zu x %zu", level,
            types[type], arithmetic, count, tokens, rows, width);
    }
    free(reference), free(prepared), free(expected), free(found), free(part);
  }
  free(blocks), free(packed), free(x), free(bias);
}

int check_packed(void) {
  static const size_t tokens[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17, 24, 33, 65}, rows[] = {16, 37, 1, 50};
  for (ck_level level = ck_level_neon; level <= ck_level_avx512bf16; level++) {
    const ck_packed_kernels *kernels = ck_packed_kernels_at(level);
    if (kernels == NULL) continue;
    printf("packed kernels at %s\n", ck_level_name(kernels->level));
    for (int type = 0; type < 5; type++) {
      for (size_t t = 0; t < sizeof tokens / sizeof *tokens; t++) {
        for (int worst = 0; worst < 3; worst++) {
          const size_t width = type < 2 ? 64 * (1 + (t + (size_t)worst) % 5) : 256 * (1 + t % 2);
          check_case(kernels, (ck_block_type)type, tokens[t], rows[(t + (size_t)type) % 4], width, worst);
        }
      }
    }
  }
  return report("packed kernels");
}

#ifndef CHECK_TOGETHER
int main(void) { return check_packed(); }
#endif
