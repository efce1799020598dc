/// Products of a level. The order of an output's operations is one for every shape: each lane adds up its terms with
/// k in steps of a vector, a tail is padded with zeros, and `totals` adds up the lanes. What differs is how often
/// a weight is loaded, and where from.
///
/// - Few tokens: bound by memory. Rows are streamed, each is used by all tokens while it is in the first caches, and
///   the rows that follow are asked for in time: a mapped file has small pages, at whose ends the processor's own
///   prefetching stops.
/// - Many tokens: bound by arithmetic. A panel of rows is widened a block of k at a time and stays in the first cache
///   while all tokens pass; their sums wait in the second one between two blocks.
///
/// A level's file sets LANES, and TILE_TOKENS so that 4 rows of sums, their activations and a weight fill the
/// registers. `kind` is a constant wherever these functions are inlined.
#pragma once

#include "vector.h"

enum { float32_kind, float16_kind, bfloat16_kind, bfloat16_dot_kind };

enum {
  TILE_ROWS = 4,
  SINGLE_ROWS = 8,       // of one token: as many chains of additions hide each other's latency
  PANEL_ROWS = 8,
  PANEL_STEPS = 2048 / sizeof(vector), // the panel, and the activations of a tile, share the first cache
  // A block's sums and activations stay in the second cache, although rows of activations share a part of its sets.
  BLOCK_TOKENS = LANES == 16 ? 96 : 48,
  LINE = 64,
  LINES_AHEAD = 4,
};

INLINE size_t weight_size(int kind) { return kind == float32_kind ? 4 : 2; }
INLINE size_t activation_size(int kind) { return kind == bfloat16_dot_kind ? 2 : 4; }
/// The k that one vector of activations holds.
INLINE size_t step_of(int kind) { return sizeof(vector) / activation_size(kind); }

INLINE vector load_weights(int kind, const char *source) {
  switch (kind) {
  case float16_kind: return load_float16(source);
  case bfloat16_kind: return load_bfloat16(source);
  default: return load_float32(source);
  }
}

#ifndef HAS_BFLOAT16_DOTS
INLINE vector add_bfloat16_dots(vector weights, vector activations, vector sum) {
  (void)weights, (void)activations;
  return sum; // no level without the instruction asks
}
#endif

INLINE vector add_product(int kind, vector weights, vector activations, vector sum) {
  if (kind == bfloat16_dot_kind) return add_bfloat16_dots(weights, activations, sum);
  return multiply_add(weights, activations, sum);
}

typedef struct tile {
  const char *weights[SINGLE_ROWS];
  const char *activations[TILE_TOKENS];
  vector sums[TILE_TOKENS][SINGLE_ROWS];
} tile;

INLINE void clear_sums(tile *t, int tokens, int rows) {
  UNROLL for (int i = 0; i < tokens; i++) {
    UNROLL for (int r = 0; r < rows; r++) t->sums[i][r] = (vector){0};
  }
}

INLINE void add_step(tile *t, int kind, int tokens, int rows, size_t k) {
  vector a[TILE_TOKENS];
  UNROLL for (int i = 0; i < tokens; i++) a[i] = load_float32(t->activations[i] + k * activation_size(kind));
  UNROLL for (int r = 0; r < rows; r++) {
    const vector w = load_weights(kind, t->weights[r] + k * weight_size(kind));
    UNROLL for (int i = 0; i < tokens; i++) t->sums[i][r] = add_product(kind, w, a[i], t->sums[i][r]);
  }
}

/// Has a line brought into the first cache; an address where there is no memory does no harm.
INLINE void ask_for(uintptr_t address) { __builtin_prefetch((const void *)address); }

/// Adds the terms begin..<end, whole steps; asks for what lies `ahead` bytes after the weights, if anything is wanted.
INLINE void add_terms(tile *t, int kind, int tokens, int rows, size_t begin, size_t end, int asks, size_t ahead) {
  const size_t step = step_of(kind), line = LINE / weight_size(kind);
  size_t k = begin;
  for (; k + line <= end; k += line) {
    if (asks) {
      UNROLL for (int r = 0; r < rows; r++) ask_for((uintptr_t)t->weights[r] + k * weight_size(kind) + ahead);
    }
    UNROLL for (size_t s = 0; s < line; s += step) add_step(t, kind, tokens, rows, k + s);
  }
  KEEP_ROLLED for (; k < end; k += step) add_step(t, kind, tokens, rows, k);
}

typedef char padded[sizeof(vector)];

static void copy_padded(padded *destination, const char *const *sources, int count, size_t offset, size_t size) {
  for (int i = 0; i < count; i++) {
    memset(destination[i], 0, sizeof destination[i]);
    memcpy(destination[i], sources[i] + offset, size);
  }
}

/// Adds the terms that do not fill a step, from the `k`-th on.
INLINE void add_tail(tile *t, int kind, int tokens, int rows, size_t k, size_t width) {
  if (k >= width) return;
  padded weights[SINGLE_ROWS], activations[TILE_TOKENS];
  const char *rests[SINGLE_ROWS], *x[TILE_TOKENS];
  UNROLL for (int r = 0; r < rows; r++) rests[r] = t->weights[r];
  UNROLL for (int i = 0; i < tokens; i++) x[i] = t->activations[i];
  copy_padded(weights, rests, rows, k * weight_size(kind), (width - k) * weight_size(kind));
  copy_padded(activations, x, tokens, k * activation_size(kind), (width - k) * activation_size(kind));
  UNROLL for (int r = 0; r < rows; r++) t->weights[r] = weights[r];
  UNROLL for (int i = 0; i < tokens; i++) t->activations[i] = activations[i];
  add_step(t, kind, tokens, rows, 0);
}

static void store_some(float *output, float4 sums, size_t count) { memcpy(output, &sums, count * sizeof(float)); }

/// Writes a tile's outputs, of which `count` rows exist.
INLINE void finish(const tile *t, const ck_product *p, int tokens, int rows, size_t token, size_t row, size_t count) {
  UNROLL for (int r = 0; r < rows; r += 4) {
    if (count <= (size_t)r) return;
    const size_t stored = count - (size_t)r < 4 ? count - (size_t)r : 4;
    float4 bias = {0};
    if (p->bias) memcpy(&bias, p->bias + row + r, stored * sizeof(float));
    UNROLL for (int i = 0; i < tokens; i++) {
      const vector *s = t->sums[i] + r;
      float4 sums = totals(s[0], s[1], s[2], s[3]);
      if (p->bias) sums += bias;
      float *output = p->output + (token + (size_t)i) * p->output_stride + row + r;
      if (stored == 4) {
        memcpy(output, &sums, sizeof sums);
      } else {
        store_some(output, sums, stored);
      }
    }
  }
}

INLINE const char *weight_row(const ck_product *p, int kind, size_t row) {
  return (const char *)p->weights + row * p->width * weight_size(kind);
}

INLINE const char *activation_row(const ck_product *p, int kind, size_t token) {
  const char *rows = kind == bfloat16_dot_kind ? (const char *)p->activations_bfloat16 : (const char *)p->activations;
  return rows + token * p->activation_stride * activation_size(kind);
}

/// The tokens from `token` on, as a part of `groups` groups of about the same size.
INLINE size_t group_size(size_t token_count, size_t groups, size_t group) {
  return token_count / groups + (group < token_count % groups);
}

// Few tokens.

/// A tile over the whole width, of one group of tokens among several. Rows that do not exist repeat the last one.
INLINE void stream_tile(const ck_product *p, int kind, int tokens, int rows, size_t token, size_t row, size_t group,
                        size_t groups) {
  tile t;
  const size_t left = p->row_end - row, count = left < (size_t)rows ? left : (size_t)rows;
  const size_t row_bytes = p->width * weight_size(kind), line = LINE / weight_size(kind);
  UNROLL for (int r = 0; r < rows; r++) {
    t.weights[r] = weight_row(p, kind, row + ((size_t)r < count ? (size_t)r : count - 1));
  }
  UNROLL for (int i = 0; i < tokens; i++) t.activations[i] = activation_row(p, kind, token + (size_t)i);
  clear_sums(&t, tokens, rows);
  // What to ask for, in up to three parts of the width. The next tile begins where this one ends, also that of the next
  // range: asking for what does not exist does no harm.
  const size_t next = (size_t)rows * row_bytes;
  const size_t whole = p->width / step_of(kind) * step_of(kind);
  size_t ends[3], ahead[3];
  if (groups == 1) {
    // Each row a few lines ahead, and at its end the beginning of the next tile's.
    const size_t distance = LINES_AHEAD * LINE;
    ends[0] = ends[1] = row_bytes > distance ? (row_bytes - distance) / LINE * line : 0;
    ahead[0] = ahead[1] = distance;
    ahead[2] = distance + next - row_bytes;
  } else {
    // The groups share the asking for the next tile.
    ends[0] = whole / line * group / groups * line;
    ends[1] = whole / line * (group + 1) / groups * line;
    ahead[0] = ahead[2] = 0;
    ahead[1] = next;
  }
  ends[2] = whole;
  size_t begin = 0;
  KEEP_ROLLED for (int part = 0; part < 3; part++) {
    add_terms(&t, kind, tokens, rows, begin, ends[part], 1, ahead[part]);
    begin = ends[part];
  }
  add_tail(&t, kind, tokens, rows, whole, p->width);
  finish(&t, p, tokens, rows, token, row, count);
}

INLINE void stream(const ck_product *p, int kind) {
  if (p->token_count == 1) {
    for (size_t row = p->row_begin; row < p->row_end; row += SINGLE_ROWS) {
      stream_tile(p, kind, 1, SINGLE_ROWS, 0, row, 0, 1);
    }
    return;
  }
  const size_t groups = (p->token_count + TILE_TOKENS - 1) / TILE_TOKENS;
  for (size_t row = p->row_begin; row < p->row_end; row += TILE_ROWS) {
    size_t token = 0;
    for (size_t group = 0; group < groups; group++) {
      const size_t tokens = group_size(p->token_count, groups, group);
      switch (tokens) {
      case 1: stream_tile(p, kind, 1, TILE_ROWS, token, row, group, groups); break;
      case 2: stream_tile(p, kind, 2, TILE_ROWS, token, row, group, groups); break;
      case 3: stream_tile(p, kind, 3, TILE_ROWS, token, row, group, groups); break;
#if TILE_TOKENS == 6
      case 4: stream_tile(p, kind, 4, TILE_ROWS, token, row, group, groups); break;
      case 5: stream_tile(p, kind, 5, TILE_ROWS, token, row, group, groups); break;
      case 6: stream_tile(p, kind, 6, TILE_ROWS, token, row, group, groups); break;
#endif
      }
      token += tokens;
    }
  }
}

// Many tokens.

/// A panel's rows over one block of k, as activations are stored, and the sums of all tokens of a block.
typedef struct panel {
  vector weights[PANEL_ROWS][PANEL_STEPS];
  vector sums[BLOCK_TOKENS][PANEL_ROWS];
} panel;

/// Widens `rows` rows from the `begin`-th k on; the rest of the last step, and rows that do not exist, are zero.
INLINE void fill_panel(panel *f, const ck_product *p, int kind, size_t row, size_t rows, size_t begin, size_t end) {
  const size_t step = step_of(kind), size = weight_size(kind), whole = begin + (end - begin) / step * step;
  for (size_t r = 0; r < PANEL_ROWS; r++) {
    vector *destination = f->weights[r];
    if (r >= rows) {
      memset(destination, 0, sizeof f->weights[r]);
      continue;
    }
    const char *source = weight_row(p, kind, row + r);
    // The next block of this row, or the first one of the next panel.
    const uintptr_t next = (uintptr_t)source + (end < p->width ? end : PANEL_ROWS * p->width) * size;
    for (size_t offset = 0; offset < PANEL_STEPS * step * size; offset += LINE) ask_for(next + offset);
    for (size_t k = begin; k < whole; k += step) *destination++ = load_weights(kind, source + k * size);
    if (whole < end) {
      char part[sizeof(vector)] = {0};
      memcpy(part, source + whole * size, (end - whole) * size);
      *destination = load_weights(kind, part);
    }
  }
}

/// Adds a block of k to the sums of `tokens` tokens and the whole panel.
INLINE void panel_tile(panel *f, const ck_product *p, int kind, int tokens, size_t token, size_t first, size_t rows,
                       size_t row, size_t begin, size_t end) {
  const int wide = kind == bfloat16_dot_kind ? bfloat16_dot_kind : float32_kind;
  const size_t step = step_of(kind), whole = (end - begin) / step * step;
  for (size_t r = 0; r < rows; r += TILE_ROWS) {
    tile t;
    UNROLL for (int i = 0; i < tokens; i++) {
      t.activations[i] = activation_row(p, kind, first + token + (size_t)i) + begin * activation_size(kind);
    }
    UNROLL for (int j = 0; j < TILE_ROWS; j++) t.weights[j] = (const char *)f->weights[r + (size_t)j];
    if (begin == 0) {
      clear_sums(&t, tokens, TILE_ROWS);
    } else {
      UNROLL for (int i = 0; i < tokens; i++) {
        UNROLL for (int j = 0; j < TILE_ROWS; j++) t.sums[i][j] = f->sums[token + (size_t)i][r + (size_t)j];
      }
    }
    add_terms(&t, wide, tokens, TILE_ROWS, 0, whole, 0, 0);
    add_tail(&t, wide, tokens, TILE_ROWS, whole, end - begin);
    if (end == p->width) {
      finish(&t, p, tokens, TILE_ROWS, first + token, row + r, rows - r);
    } else {
      UNROLL for (int i = 0; i < tokens; i++) {
        UNROLL for (int j = 0; j < TILE_ROWS; j++) f->sums[token + (size_t)i][r + (size_t)j] = t.sums[i][j];
      }
    }
  }
}

INLINE void multiply_panel(panel *f, const ck_product *p, int kind, size_t first, size_t count, size_t row) {
  const size_t rows = p->row_end - row < PANEL_ROWS ? p->row_end - row : PANEL_ROWS;
  const size_t groups = (count + TILE_TOKENS - 1) / TILE_TOKENS, block = PANEL_STEPS * step_of(kind);
  for (size_t begin = 0; begin < p->width; begin += block) {
    const size_t end = begin + block < p->width ? begin + block : p->width;
    fill_panel(f, p, kind, row, rows, begin, end);
    size_t token = 0;
    for (size_t group = 0; group < groups; group++) {
      const size_t tokens = group_size(count, groups, group);
      switch (tokens) {
      case 1: panel_tile(f, p, kind, 1, token, first, rows, row, begin, end); break;
      case 2: panel_tile(f, p, kind, 2, token, first, rows, row, begin, end); break;
      case 3: panel_tile(f, p, kind, 3, token, first, rows, row, begin, end); break;
#if TILE_TOKENS == 6
      case 4: panel_tile(f, p, kind, 4, token, first, rows, row, begin, end); break;
      case 5: panel_tile(f, p, kind, 5, token, first, rows, row, begin, end); break;
      case 6: panel_tile(f, p, kind, 6, token, first, rows, row, begin, end); break;
#endif
      }
      token += tokens;
    }
  }
}

INLINE void multiply(const ck_product *p, int kind) {
  // From here on a panel is worth its copy, the sooner where it also saves widening.
  const size_t wide_tokens = TILE_TOKENS * (kind == float16_kind || kind == bfloat16_kind ? 4 : 12);
  if (p->token_count < wide_tokens || p->width == 0) return stream(p, kind);
  panel f;
  const size_t blocks = (p->token_count + BLOCK_TOKENS - 1) / BLOCK_TOKENS;
  size_t first = 0;
  for (size_t b = 0; b < blocks; b++) {
    const size_t count = group_size(p->token_count, blocks, b);
    for (size_t row = p->row_begin; row < p->row_end; row += PANEL_ROWS) multiply_panel(&f, p, kind, first, count, row);
    first += count;
  }
}
