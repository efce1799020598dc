/// Attention at a vector level, written once over `LANES` floats a register: a level's file sets LANES, the target,
/// ROW_TILE (rows that share a register of keys or values, a power of two) and TILE_SUMS (registers for sums), and
/// includes this.
///
/// Up to CK_ATTENTION_ROWS query vectors go through a page together, ROW_TILE at a time: scores, the softmax's step,
/// sums of values. `rows`, `registers` and `type` are constants where functions are inlined.

#include "attention.h"
#include "vector.h"

/// What a block of rows carries from page to page.
typedef struct rows_state {
  const ck_attention *attention;
  size_t value_stride;
  const float *queries[CK_ATTENTION_ROWS];
  size_t tokens[CK_ATTENTION_ROWS];
  float maxima[CK_ATTENTION_ROWS];
  float totals[CK_ATTENTION_ROWS];
  const char *next; // the next page's part, or the same one's
  float *sums;    // [CK_ATTENTION_ROWS, value_stride]
  float *weights; // [CK_ATTENTION_ROWS, CK_PAGE_LENGTH]: scores, then their exponentials
} rows_state;

// Stored numbers.

INLINE size_t size_of(ck_cache_type type) { return type == ck_cache_float32 ? 4 : 2; }

INLINE vector load_cached(const char *elements, size_t index, ck_cache_type type) {
  switch (type) {
  case ck_cache_float16: return load_float16(elements + index * 2);
  case ck_cache_bfloat16: return load_bfloat16(elements + index * 2);
  default: return load_float32(elements + index * 4);
  }
}

/// The same number in every lane. Subtracting zero changes no number, so that nothing is left of it but the broadcast.
INLINE vector broadcast(float value) { return value - (vector){0}; }

/// Each lane from `chosen` where `condition` is set, else from `other`.
INLINE vector choose(int_vector condition, vector chosen, vector other) {
  return (vector)((condition & (int_vector)chosen) | (~condition & (int_vector)other));
}

/// Rounds LANES floats, ties to even, to `bytes`; a NaN stays one.
INLINE void encode(vector value, ck_cache_type type, char *bytes) {
  const vector zero = {0};
  const int_vector ordered = value == value;
  half_vector half;
  switch (type) {
  case ck_cache_float16: {
    const vector limited =
        __builtin_elementwise_max(__builtin_elementwise_min(value, zero + 65504.0f), zero - 65504.0f);
    half = (half_vector)__builtin_convertvector(choose(ordered, limited, value), float16_vector);
    break;
  }
  case ck_cache_bfloat16: {
    const bits_vector bits = (bits_vector)choose(ordered, value, zero + NAN);
    half = __builtin_convertvector((bits + (0x7fff & (bits_vector)ordered) + (bits >> 16 & 1)) >> 16, half_vector);
    break;
  }
  default: memcpy(bytes, &value, sizeof value); return;
  }
  memcpy(bytes, &half, sizeof half);
}

/// One position: values side by side, keys CK_PAGE_LENGTH apart.
INLINE void store_position(const ck_cache_store *s, size_t index, ck_cache_type type) {
  const size_t size = size_of(type), width = s->head_width, slot = s->slot + index;
  const float *keys = s->keys + index * s->stride, *values = s->values + index * s->stride;
  char *stored_keys = (char *)s->part + slot * size;
  char *stored_values = (char *)s->part + (width * CK_PAGE_LENGTH + slot * ck_value_stride(width)) * size;
  for (size_t i = 0; i < width; i += LANES) {
    const size_t count = width - i < LANES ? width - i : LANES;
    char bytes[LANES * sizeof(float)];
    encode(count < LANES ? load_part(values + i, count) : load_float32(values + i), type, bytes);
    memcpy(stored_values + i * size, bytes, count * size);
    encode(count < LANES ? load_part(keys + i, count) : load_float32(keys + i), type, bytes);
    for (size_t k = 0; k < count; k++) {
      memcpy(stored_keys + (i + k) * CK_PAGE_LENGTH * size, bytes + k * size, size);
    }
  }
}

static void store_positions(const ck_cache_store *s) {
  for (size_t index = 0; index < s->count; index++) {
    switch (s->type) {
    case ck_cache_float32: store_position(s, index, ck_cache_float32); break;
    case ck_cache_float16: store_position(s, index, ck_cache_float16); break;
    case ck_cache_bfloat16: store_position(s, index, ck_cache_bfloat16); break;
    }
  }
}

// Scores: lanes are positions, a lane's sum runs over the head's components.

INLINE void score_tile(
    rows_state *s, const char *keys, size_t row, size_t slot, int rows, int registers, ck_cache_type type) {
  vector sums[ROW_TILE][TILE_SUMS];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int c = 0; c < registers; c++) sums[r][c] = (vector){0};
  }
  for (size_t i = 0; i < s->attention->head_width; i++) {
    vector key[TILE_SUMS];
    // The values come next; they lie behind the keys and are about as long. One row alone streams well without.
    if (rows > 1) __builtin_prefetch(keys + ((s->attention->head_width + i) * CK_PAGE_LENGTH + slot) * size_of(type));
    UNROLL for (int c = 0; c < registers; c++) {
      key[c] = load_cached(keys, i * CK_PAGE_LENGTH + slot + (size_t)c * LANES, type);
    }
    UNROLL for (int r = 0; r < rows; r++) {
      const vector query = broadcast(s->queries[row + (size_t)r][i]);
      UNROLL for (int c = 0; c < registers; c++) sums[r][c] = multiply_add(key[c], query, sums[r][c]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    float *scores = s->weights + (row + (size_t)r) * CK_PAGE_LENGTH + slot;
    UNROLL for (int c = 0; c < registers; c++) store(scores + c * LANES, sums[r][c]);
  }
}

/// Slots begin..<end, outwards to whole registers: what is too much is dropped later.
INLINE void score(rows_state *s, const char *keys, size_t row, ck_slots slots, int rows, ck_cache_type type) {
  const size_t end = (slots.end + LANES - 1) / LANES * LANES;
  size_t slot = slots.begin / LANES * LANES;
#define SCORE_TILES(registers)                                                                     \
  if (rows * registers <= TILE_SUMS) {                                                             \
    for (; slot + registers * LANES <= end; slot += registers * LANES) {                           \
      score_tile(s, keys, row, slot, rows, registers, type);                                       \
    }                                                                                              \
  }
  SCORE_TILES(8)
  SCORE_TILES(4)
  SCORE_TILES(2)
  SCORE_TILES(1)
#undef SCORE_TILES
}

/// One row's step of the softmax: its scores become weights against the new maximum, its sums are scaled to it.
INLINE void soften(rows_state *s, size_t row, ck_slots slots) {
  const vector zero = {0};
  float *weights = s->weights + row * CK_PAGE_LENGTH;
  const size_t first = slots.begin / LANES * LANES;
  const size_t last = (slots.end + LANES - 1) / LANES * LANES;
  for (size_t j = first; j < slots.begin; j++) weights[j] = -INFINITY;
  for (size_t j = slots.end; j < last; j++) weights[j] = -INFINITY;

  vector maxima = broadcast(s->maxima[row]);
  for (size_t j = first; j < last; j += LANES) {
    maxima = __builtin_elementwise_max(maxima, load_float32(weights + j));
  }
  float maximum = maxima[0];
  UNROLL for (int lane = 1; lane < LANES; lane++) maximum = maxima[lane] > maximum ? maxima[lane] : maximum;

  vector totals = zero;
  for (size_t j = first; j < last; j += LANES) {
    const vector weight = exponential(load_float32(weights + j) - maximum);
    totals += weight;
    store(weights + j, weight);
  }
  const vector kept = exponential(broadcast(s->maxima[row] - maximum));
  s->totals[row] = s->totals[row] * kept[0] + total(totals);
  if (maximum != s->maxima[row]) {
    float *sums = s->sums + row * s->value_stride;
    for (size_t i = 0; i < s->value_stride; i += LANES) store(sums + i, load_float32(sums + i) * kept);
  }
  s->maxima[row] = maximum;
}

// Sums of values: lanes are a value's components, a lane's sum runs over the positions.

INLINE void sum_tile(
    rows_state *s, const char *values, size_t row, ck_slots slots, size_t column, int rows, int registers,
    ck_cache_type type) {
  const size_t stride = s->value_stride;
  float *output = s->sums + row * stride + column;
  const float *weights = s->weights + row * CK_PAGE_LENGTH;
  vector sums[ROW_TILE][TILE_SUMS];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int c = 0; c < registers; c++) sums[r][c] = load_float32(output + (size_t)r * stride + c * LANES);
  }
  for (size_t j = slots.begin; j < slots.end; j++) {
    vector value[TILE_SUMS];
    if (rows > 1) __builtin_prefetch(s->next + (j * stride + column) * size_of(type));
    UNROLL for (int c = 0; c < registers; c++) {
      value[c] = load_cached(values, j * stride + column + (size_t)c * LANES, type);
    }
    UNROLL for (int r = 0; r < rows; r++) {
      const vector weight = broadcast(weights[(size_t)r * CK_PAGE_LENGTH + j]);
      UNROLL for (int c = 0; c < registers; c++) sums[r][c] = multiply_add(value[c], weight, sums[r][c]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int c = 0; c < registers; c++) store(output + (size_t)r * stride + c * LANES, sums[r][c]);
  }
}

INLINE void sum_values(rows_state *s, const char *values, size_t row, ck_slots slots, int rows, ck_cache_type type) {
  if (slots.begin >= slots.end) return;
  size_t column = 0;
#define SUM_TILES(registers)                                                                       \
  if (rows * registers <= TILE_SUMS) {                                                             \
    for (; column + registers * LANES <= s->value_stride; column += registers * LANES) {           \
      sum_tile(s, values, row, slots, column, rows, registers, type);                              \
    }                                                                                              \
  }
  SUM_TILES(8)
  SUM_TILES(4)
  SUM_TILES(2)
  SUM_TILES(1)
#undef SUM_TILES
}

/// One tile of rows and one page.
///
/// A later token begins and ends to see at later slots: what only some of the rows see is added row by row, before and
/// after what all of them see, so that every row's sum runs in its positions' order.
INLINE void attend_tile(rows_state *s, const char *part, size_t page, size_t row, int rows, ck_cache_type type) {
  const ck_attention *a = s->attention;
  const char *values = part + a->head_width * CK_PAGE_LENGTH * size_of(type);
  const ck_slots low = ck_visible_slots(a, s->tokens[row], page);
  const ck_slots high = ck_visible_slots(a, s->tokens[row + (size_t)rows - 1], page);
  if (low.begin >= high.end) return;
  score(s, part, row, (ck_slots){low.begin, high.end}, rows, type);
  ck_slots shared = {high.begin, low.end};
  if (shared.begin > shared.end) shared.begin = shared.end = CK_PAGE_LENGTH;
  int ragged = low.begin != shared.begin || high.end != shared.end;
  for (int r = 0; r < rows; r++) {
    const size_t index = row + (size_t)r;
    const ck_slots slots = ck_visible_slots(a, s->tokens[index], page);
    if (slots.begin >= slots.end) continue;
    soften(s, index, slots);
    const size_t end = slots.end < shared.begin ? slots.end : shared.begin;
    if (ragged) sum_values(s, values, index, (ck_slots){slots.begin, end}, 1, type);
  }
  sum_values(s, values, row, shared, rows, type);
  for (int r = 0; ragged && r < rows; r++) {
    const size_t index = row + (size_t)r;
    const ck_slots slots = ck_visible_slots(a, s->tokens[index], page);
    const size_t begin = slots.begin > shared.end ? slots.begin : shared.end;
    sum_values(s, values, index, (ck_slots){begin, slots.end}, 1, type);
  }
}

INLINE void attend_page(rows_state *s, const char *part, size_t page, size_t count, ck_cache_type type) {
  size_t row = 0;
  for (; row + ROW_TILE <= count; row += ROW_TILE) attend_tile(s, part, page, row, ROW_TILE, type);
#if ROW_TILE > 4
  if (row + 4 <= count) {
    attend_tile(s, part, page, row, 4, type);
    row += 4;
  }
#endif
  if (row + 2 <= count) {
    attend_tile(s, part, page, row, 2, type);
    row += 2;
  }
  if (row < count) attend_tile(s, part, page, row, 1, type);
}

static void attend_page_float32(rows_state *s, const char *part, size_t page, size_t count) {
  attend_page(s, part, page, count, ck_cache_float32);
}

static void attend_page_float16(rows_state *s, const char *part, size_t page, size_t count) {
  attend_page(s, part, page, count, ck_cache_float16);
}

static void attend_page_bfloat16(rows_state *s, const char *part, size_t page, size_t count) {
  attend_page(s, part, page, count, ck_cache_bfloat16);
}

/// Rows first..<first + count of the call's, where a row is a token and one of its group's heads.
static void attend_rows(const ck_attention *a, size_t first, size_t count) {
  // Not initialised as a whole: most calls have one row.
  rows_state s;
  s.attention = a;
  s.value_stride = ck_value_stride(a->head_width);
  s.sums = a->scratch;
  s.weights = a->scratch + CK_ATTENTION_ROWS * s.value_stride;
  for (size_t i = 0; i < count * s.value_stride; i++) s.sums[i] = 0;
  for (size_t row = 0; row < count; row++) {
    const size_t token = (first + row) / a->group, head = (first + row) % a->group;
    s.queries[row] = a->queries + token * a->stride + head * a->head_width;
    s.tokens[row] = token;
    s.maxima[row] = -INFINITY;
    s.totals[row] = 0;
  }
  const size_t oldest = a->first_position + s.tokens[0];
  const size_t first_page = oldest + 1 > a->window ? (oldest + 1 - a->window) / CK_PAGE_LENGTH : 0;
  const size_t last_page = (a->first_position + s.tokens[count - 1]) / CK_PAGE_LENGTH;
  for (size_t page = first_page; page <= last_page; page++) {
    const char *part = (const char *)a->pages[page] + a->offset;
    s.next = (const char *)a->pages[page < last_page ? page + 1 : page] + a->offset;
    switch (a->type) {
    case ck_cache_float32: attend_page_float32(&s, part, page, count); break;
    case ck_cache_float16: attend_page_float16(&s, part, page, count); break;
    case ck_cache_bfloat16: attend_page_bfloat16(&s, part, page, count); break;
    }
  }
  for (size_t row = 0; row < count; row++) {
    float *output = a->output + (s.queries[row] - a->queries);
    for (size_t i = 0; i < a->head_width; i++) {
      output[i] = s.sums[row * s.value_stride + i] / s.totals[row];
    }
  }
}

static void attend(const ck_attention *a) {
  const size_t count = a->token_count * a->group;
  for (size_t row = 0; row < count; row += CK_ATTENTION_ROWS) {
    attend_rows(a, row, count - row < CK_ATTENTION_ROWS ? count - row : CK_ATTENTION_ROWS);
  }
}

// Rotation: the same expressions for every element, so that the compiler may take as many at once as it likes.

static void rotate_halves(float *head, const float *cosines, const float *sines, size_t half, float scale) {
  float *other = head + half;
  for (size_t i = 0; i < half; i++) {
    const float a = head[i], b = other[i];
    head[i] = (a * cosines[i] - b * sines[i]) * scale;
    other[i] = (b * cosines[i] + a * sines[i]) * scale;
  }
}

static void rotate_neighbours(float *head, const float *cosines, const float *sines, size_t half, float scale) {
  for (size_t i = 0; i < half; i++) {
    const float a = head[2 * i], b = head[2 * i + 1];
    head[2 * i] = (a * cosines[i] - b * sines[i]) * scale;
    head[2 * i + 1] = (b * cosines[i] + a * sines[i]) * scale;
  }
}

#define ATTENTION_TABLE                                                                            \
  {                                                                                                \
      .store = store_positions,                                                                    \
      .attend = attend,                                                                            \
      .rotate_halves = rotate_halves,                                                              \
      .rotate_neighbours = rotate_neighbours,                                                      \
  }
