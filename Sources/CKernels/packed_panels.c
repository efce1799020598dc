/// From rows of ggml's blocks to panels, once per matrix.
#include "blocks.h"
#include "packed_layout.h"

size_t ck_panel_bytes(ck_block_type type, size_t width) {
  return record_count(type, width) * record_bytes(type);
}

size_t ck_activation_blocks(size_t width) { return record_count(ck_block_q8_0, width) * 2; }

size_t ck_activation_bytes(size_t width, size_t token_count) {
  return (token_count + 1) * ck_activation_blocks(width) * sizeof(arranged_block);
}

/// Spreads one row's codes of 32 columns over the lines of a block: 8 bits, or a nibble and bits above it.
static void place_bytes(const uint8_t *codes, size_t row, uint8_t *lines) {
  for (int i = 0; i < block_lines; i++) memcpy(lines + i * line_bytes + row * 4, codes + i * 4, 4);
}

static void place_nibbles(const uint8_t *codes, size_t row, uint8_t *lines) {
  for (int i = 0; i < ck_block_columns; i++) {
    const int line = i / 4;
    lines[line % 4 * line_bytes + row * 4 + i % 4] |= (uint8_t)((codes[i] & 15) << line / 4 * 4);
  }
}

static void place_fifth_bits(const uint8_t *codes, size_t row, uint8_t *lines) {
  uint8_t *bits = lines + 4 * line_bytes + row * 4;
  for (int i = 0; i < ck_block_columns; i++) bits[i % 4] |= (uint8_t)((codes[i] >> 4) << i / 4);
}

static void place_upper_pairs(const uint8_t *codes, size_t row, uint8_t *lines) {
  for (int i = 0; i < ck_block_columns; i++) {
    const int line = i / 4;
    uint8_t *pairs = lines + (4 + line / 4) * line_bytes + row * 4;
    pairs[i % 4] |= (uint8_t)((codes[i] >> 4) << line % 4 * 2);
  }
}

static void pack_q8_0(const char *source, size_t row, size_t block, uint8_t *record) {
  block_q8_0 b;
  memcpy(&b, source + block * sizeof b, sizeof b);
  memcpy(record + (block % 2 * ck_panel_rows + row) * 2, &b.d, 2);
  place_bytes((const uint8_t *)b.codes, row, record + 64 + block % 2 * block_code_bytes(ck_block_q8_0));
}

static void pack_q4_0(const char *source, size_t row, size_t block, uint8_t *record) {
  block_q4_0 b;
  memcpy(&b, source + block * sizeof b, sizeof b);
  memcpy(record + (block % 2 * ck_panel_rows + row) * 2, &b.d, 2);
  uint8_t codes[ck_block_columns];
  for (int i = 0; i < 16; i++) {
    codes[i] = b.nibbles[i] & 15;
    codes[i + 16] = b.nibbles[i] >> 4;
  }
  place_nibbles(codes, row, record + 64 + block % 2 * block_code_bytes(ck_block_q4_0));
}

/// Q4_K, and Q5_K where `high` is given: d, dmin, scales, minima, codes.
static void pack_with_minima(
    ck_block_type type, uint16_t d, uint16_t dmin, const uint8_t *scales, const uint8_t *nibbles,
    const uint8_t *high, size_t row, uint8_t *record) {
  memcpy(record + row * 2, &d, 2);
  memcpy(record + 32 + row * 2, &dmin, 2);
  for (int s = 0; s < 8; s++) {
    scale_and_minimum(scales, s, record + 64 + s * 16 + row, record + 192 + s * 16 + row);
    uint8_t codes[ck_block_columns];
    for (int i = 0; i < 32; i++) {
      const int low = nibbles[s / 2 * 32 + i] >> s % 2 * 4 & 15;
      codes[i] = (uint8_t)(high ? low + (high[i] >> s & 1) * 16 : low);
    }
    uint8_t *lines = record + record_header_bytes(type) + (size_t)s * block_code_bytes(type);
    place_nibbles(codes, row, lines);
    if (high) place_fifth_bits(codes, row, lines);
  }
}

static void pack_q6_K(const char *source, size_t row, size_t index, uint8_t *record) {
  block_q6_K b;
  memcpy(&b, source + index * sizeof b, sizeof b);
  memcpy(record + row * 2, &b.d, 2);
  for (int s = 0; s < 16; s++) record[64 + s * 16 + (int)row] = (uint8_t)b.scales[s];
  for (int s = 0; s < 8; s++) {
    uint8_t codes[ck_block_columns];
    for (int i = 0; i < 32; i++) codes[i] = (uint8_t)q6_K_code(&b, s * 32 + i);
    uint8_t *lines = record + record_header_bytes(ck_block_q6_K) + (size_t)s * block_code_bytes(ck_block_q6_K);
    place_nibbles(codes, row, lines);
    place_upper_pairs(codes, row, lines);
  }
}

static void pack_record(ck_block_type type, const char *source, size_t row, size_t index, uint8_t *record) {
  switch (type) {
  case ck_block_q4_K: {
    block_q4_K b;
    memcpy(&b, source + index * sizeof b, sizeof b);
    pack_with_minima(type, b.d, b.dmin, b.scales, b.nibbles, NULL, row, record);
    return;
  }
  case ck_block_q5_K: {
    block_q5_K b;
    memcpy(&b, source + index * sizeof b, sizeof b);
    pack_with_minima(type, b.d, b.dmin, b.scales, b.nibbles, b.high, row, record);
    return;
  }
  default: pack_q6_K(source, row, index, record);
  }
}

void ck_pack_panel(ck_block_type type, const void *rows, size_t row_count, size_t width, void *panel) {
  memset(panel, 0, ck_panel_bytes(type, width));
  const size_t row_bytes = ck_block_row_bytes(type, width);
  const int is_simple = type == ck_block_q8_0 || type == ck_block_q4_0;
  for (size_t row = 0; row < row_count; row++) {
    const char *source = (const char *)rows + row * row_bytes;
    if (is_simple) {
      for (size_t block = 0; block < width / q0_length; block++) {
        uint8_t *record = (uint8_t *)panel + block / 2 * record_bytes(type);
        (type == ck_block_q8_0 ? pack_q8_0 : pack_q4_0)(source, row, block, record);
      }
    } else {
      for (size_t index = 0; index < width / qk_length; index++) {
        pack_record(type, source, row, index, (uint8_t *)panel + index * record_bytes(type));
      }
    }
  }
}
