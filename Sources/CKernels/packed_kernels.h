/// The packed products of one level, by what its file defines before including this:
///
///     floats16, ints16          16 lanes, one for each row of a panel
///     zero16 load16 store16 add16 multiply16 fused16 (a * b + c) of_integers16
///     scales16 (from 16 halves) unsigned16, signed16 (from 16 bytes) spread16 (one float)
///     dot_block                 integer sums of one block, for some panels and tokens
///     exact_block               float sums of one block, for one panel and some tokens
///     TILE_PANELS               panels that share an activation in a register
///
/// The loops around them fix the order of every output's additions: blocks as the columns run, nothing else.
#include "packed_rounding.h"

/// Asks for the weights that come next, evenly while the present ones are used: memory is never idle while arithmetic
/// is the limit, and is asked far enough ahead while it is the limit itself.
typedef struct lookahead {
  uintptr_t next; // may be beyond the matrix
  size_t bytes_per_record;
  size_t owed;
  int is_far; // farther than the first cache is large
} lookahead;

/// How far ahead of a single pass.
enum { lookahead_bytes = 16 << 10 };

ALWAYS_INLINE void look_ahead(lookahead *ahead) {
  ahead->owed += ahead->bytes_per_record;
  while (ahead->owed >= line_bytes) {
    if (ahead->is_far) {
      __builtin_prefetch((const void *)ahead->next, 0, 2);
    } else {
      __builtin_prefetch((const void *)ahead->next, 0, 3);
    }
    ahead->next += line_bytes;
    ahead->owed -= line_bytes;
  }
}

/// Scales of a block's columns, or of its two halves' (Q6_K), per row of a panel.
ALWAYS_INLINE floats16 block_scales(ck_block_type type, const uint8_t *record, floats16 d, size_t block, int half) {
  switch (type) {
  case ck_block_q8_0:
  case ck_block_q4_0: return scales16(record + block * 32);
  case ck_block_q6_K: return multiply16(d, signed16(record + 64 + (block * 2 + (size_t)half) * 16));
  default: return multiply16(d, unsigned16(record + 64 + block * 16));
  }
}

ALWAYS_INLINE int has_minima(ck_block_type type) { return type == ck_block_q4_K || type == ck_block_q5_K; }
ALWAYS_INLINE int has_halves(ck_block_type type) { return type == ck_block_q6_K; }
ALWAYS_INLINE int has_records_of_two(ck_block_type type) { return type == ck_block_q8_0 || type == ck_block_q4_0; }

/// Adds one record's products to the sums of `panels` panels and `tokens` tokens.
ALWAYS_INLINE void fast_record(
    ck_block_type type, const uint8_t *record, size_t panel_bytes, const int panels, const rounded_block *x,
    const int tokens, floats16 sums[TILE_PANELS][group_tokens]) {
  floats16 d[TILE_PANELS], dmin[TILE_PANELS];
#pragma unroll
  for (int p = 0; p < panels && !has_records_of_two(type); p++) {
    d[p] = scales16(record + (size_t)p * panel_bytes);
    if (has_minima(type)) dmin[p] = scales16(record + (size_t)p * panel_bytes + 32);
  }
#pragma clang loop unroll(disable)
  for (size_t block = 0; block < record_blocks(type); block++, x += tokens) {
    ints16 dots[TILE_PANELS][group_tokens][2];
    const uint8_t *lines = record + record_header_bytes(type) + block * block_code_bytes(type);
    dot_block(type, lines, panel_bytes, panels, x, tokens, dots);
#pragma unroll
    for (int p = 0; p < panels; p++) {
      const uint8_t *own = record + (size_t)p * panel_bytes;
#pragma unroll
      for (int half = 0; half < 1 + has_halves(type); half++) {
        const floats16 scales = block_scales(type, own, d[p], block, half);
#pragma unroll
        for (int t = 0; t < tokens; t++) {
          const floats16 factor = multiply16(scales, spread16(&x[t].scale));
          sums[p][t] = fused16(of_integers16(dots[p][t][half]), factor, sums[p][t]);
        }
      }
      if (!has_minima(type)) continue;
      const floats16 minima = multiply16(dmin[p], unsigned16(own + 192 + block * 16));
#pragma unroll
      for (int t = 0; t < tokens; t++) {
        sums[p][t] = fused16(minima, spread16(&x[t].negative_sum), sums[p][t]);
      }
    }
  }
}

/// The same for plain activations; `panels` is 1.
ALWAYS_INLINE void exact_record(
    ck_block_type type, const uint8_t *record, const arranged_block *x, const int tokens, floats16 sums[group_tokens]) {
  floats16 d = zero16(), dmin = zero16();
  if (!has_records_of_two(type)) d = scales16(record);
  if (has_minima(type)) dmin = scales16(record + 32);
#pragma clang loop unroll(disable)
  for (size_t block = 0; block < record_blocks(type); block++, x += tokens) {
    const uint8_t *lines = record + record_header_bytes(type) + block * block_code_bytes(type);
#pragma unroll
    for (int half = 0; half < 1 + has_halves(type); half++) {
      const floats16 scales = block_scales(type, record, d, block, half);
      const int line_count = has_halves(type) ? 4 : 8;
      exact_block(type, lines, half * 4, line_count, x, tokens, scales, sums);
    }
    if (!has_minima(type)) continue;
    const floats16 minima = multiply16(dmin, unsigned16(record + 192 + block * 16));
#pragma unroll
    for (int t = 0; t < tokens; t++) sums[t] = fused16(minima, spread16(&x[t].negative_sum), sums[t]);
  }
}

/// Writes 16 rows of one token, fewer at the matrix's end.
ALWAYS_INLINE void store_rows(const ck_packed_product *p, size_t token, size_t panel, floats16 sums) {
  const size_t row = panel * ck_panel_rows;
  float *output = p->output + token * p->output_stride + row;
  if (row + ck_panel_rows <= p->rows) {
    store16(output, p->bias ? add16(sums, load16(p->bias + row)) : sums);
    return;
  }
  float values[ck_panel_rows];
  store16(values, sums);
  for (size_t r = 0; r < p->rows - row; r++) output[r] = p->bias ? values[r] + p->bias[row + r] : values[r];
}

/// A tile's sums, kept while others use the same weights.
typedef struct tile_sums {
  floats16 of[TILE_PANELS][group_tokens];
} tile_sums;

/// Some records of `panels` panels from one on, for the tokens of one group; the last writes the outputs.
ALWAYS_INLINE void tile(
    ck_block_type type, const int is_fast, const ck_packed_product *p, size_t panel, const int panels, size_t group,
    const int tokens, size_t begin, size_t end, tile_sums *kept, lookahead *ahead) {
  const size_t records = record_count(type, p->width);
  const size_t panel_bytes = records * record_bytes(type);
  const size_t first = group * group_tokens * (record_count(ck_block_q8_0, p->width) * 2) +
                       begin * record_blocks(type) * (size_t)tokens;
  const uint8_t *record = (const uint8_t *)p->panels + panel * panel_bytes + begin * record_bytes(type);
  floats16 sums[TILE_PANELS][group_tokens];
#pragma unroll
  for (int q = 0; q < panels; q++) {
#pragma unroll
    for (int t = 0; t < tokens; t++) sums[q][t] = begin == 0 ? zero16() : kept->of[q][t];
  }
  const rounded_block *rounded = (const rounded_block *)p->prepared + first;
  const arranged_block *arranged = (const arranged_block *)p->prepared + first;
  for (size_t r = begin; r < end; r++, record += record_bytes(type)) {
    look_ahead(ahead);
    if (is_fast) {
      fast_record(type, record, panel_bytes, panels, rounded, tokens, sums);
      rounded += record_blocks(type) * (size_t)tokens;
    } else {
      exact_record(type, record, arranged, tokens, sums[0]);
      arranged += record_blocks(type) * (size_t)tokens;
    }
  }
#pragma unroll
  for (int q = 0; q < panels; q++) {
#pragma unroll
    for (int t = 0; t < tokens; t++) {
      const size_t token = group * group_tokens + (size_t)t;
      if (end < records) {
        kept->of[q][t] = sums[q][t];
      } else if (token < p->token_count) {
        store_rows(p, token, panel + (size_t)q, sums[q][t]);
      }
    }
  }
}

/// Bytes of weights that stay in the first cache while some groups of tokens use them.
enum { chunk_bytes = 16 << 10, groups_at_once = 4 };

/// `panels` panels for the tokens of some groups.
ALWAYS_INLINE void tiles(
    ck_block_type type, const int is_fast, const ck_packed_product *p, size_t panel, const int panels,
    size_t group_begin, size_t group_end, lookahead *ahead) {
  const size_t records = record_count(type, p->width);
  const size_t at_once = group_end - group_begin == 1 ? records : chunk_bytes / ((size_t)panels * record_bytes(type));
  tile_sums kept[groups_at_once];
  for (size_t begin = 0; begin < records; begin += at_once) {
    const size_t end = begin + at_once < records ? begin + at_once : records;
    for (size_t group = group_begin; group < group_end; group++) {
      tile_sums *own = kept + (group - group_begin);
      switch (tokens_in_group(p->token_count, group)) {
      case 1: tile(type, is_fast, p, panel, panels, group, 1, begin, end, own, ahead); break;
      case 2: tile(type, is_fast, p, panel, panels, group, 2, begin, end, own, ahead); break;
      default: tile(type, is_fast, p, panel, panels, group, 4, begin, end, own, ahead);
      }
    }
  }
}

/// All tokens pass over the product's panels, which stay in the core's cache meanwhile.
ALWAYS_INLINE void product(ck_block_type type, const int is_fast, const ck_packed_product *p) {
  const size_t panel_bytes = record_count(type, p->width) * record_bytes(type);
  const size_t groups = (p->token_count + group_tokens - 1) / group_tokens;
  const uintptr_t panels = (uintptr_t)p->panels;
  // One pass reads a little ahead of itself; of several, each asks for its part of what follows the product's panels.
  const int is_far = groups > 1;
  lookahead ahead = {
      .next = panels + (is_far ? p->panel_end * panel_bytes : p->panel_begin * panel_bytes + lookahead_bytes),
      .bytes_per_record = is_far ? record_bytes(type) / groups + 1 : record_bytes(type),
      .is_far = is_far,
  };
  for (size_t group = 0; group < groups; group += groups_at_once) {
    const size_t end = group + groups_at_once < groups ? group + groups_at_once : groups;
    size_t panel = p->panel_begin;
    // Panels that share activations in registers pay where arithmetic is the limit.
    if (TILE_PANELS > 1 && is_fast && groups > 1) {
      lookahead wide = ahead;
      wide.bytes_per_record *= TILE_PANELS;
      for (; panel + TILE_PANELS <= p->panel_end; panel += TILE_PANELS) {
        tiles(type, is_fast, p, panel, TILE_PANELS, group, end, &wide);
      }
      ahead.next = wide.next;
    }
    for (; panel < p->panel_end; panel++) tiles(type, is_fast, p, panel, 1, group, end, &ahead);
  }
}

static void product_fast(const ck_packed_product *p) {
  switch (p->type) {
  case ck_block_q8_0: product(ck_block_q8_0, 1, p); break;
  case ck_block_q4_0: product(ck_block_q4_0, 1, p); break;
  case ck_block_q4_K: product(ck_block_q4_K, 1, p); break;
  case ck_block_q5_K: product(ck_block_q5_K, 1, p); break;
  case ck_block_q6_K: product(ck_block_q6_K, 1, p); break;
  }
}

static void product_exact(const ck_packed_product *p) {
  switch (p->type) {
  case ck_block_q8_0: product(ck_block_q8_0, 0, p); break;
  case ck_block_q4_0: product(ck_block_q4_0, 0, p); break;
  case ck_block_q4_K: product(ck_block_q4_K, 0, p); break;
  case ck_block_q5_K: product(ck_block_q5_K, 0, p); break;
  case ck_block_q6_K: product(ck_block_q6_K, 0, p); break;
  }
}

DEFINE_PREPARATION(prepare_rounded, rounded_block, round_block)
DEFINE_PREPARATION(prepare_arranged, arranged_block, arrange_block)

#define PACKED_LEVEL_TABLE(the_level)                                                              \
  {                                                                                                \
      .level = the_level,                                                                          \
      .round = prepare_rounded,                                                                    \
      .arrange = prepare_arranged,                                                                 \
      .product_fast = product_fast,                                                                \
      .product_exact = product_exact,                                                              \
  }
