/// Attention's two passes at a vector level, written once: the file that includes this sets what training_tile.h needs,
/// and SCORE_ROWS and SCORE_REGISTERS, a tile that covers ATTENTION_BLOCK columns in whole registers.
///
/// A block of queries meets a block of keys at a time, so that nothing as large as tokens x tokens is ever stored; the
/// softmax carries its maximum and sum from block to block (Milakov and Gimelshein, 2018), and the backward pass makes
/// the weights again from the logarithm of that sum (Dao et al., 2022).
#pragma once

#include "training_attention_blocks.h"

// The forward pass.

typedef struct running_softmax {
  float maximum;
  float sum;
} running_softmax;

/// Takes a row of scores into account: they become weights against the largest so far, to which the sums are brought.
static void advance(running_softmax *s, float *scores, size_t count, float *sums, size_t width) {
  vector maxima = (vector){0} + s->maximum, weights = {0};
  for (size_t j = 0; j < count; j += LANES) maxima = larger(load_float32(scores + j), maxima);
  const float maximum = largest_lane(maxima);
  if (maximum == -INFINITY) { // sees none of these keys nor of those before
    memset(scores, 0, count * sizeof *scores);
    return;
  }
  for (size_t j = 0; j < count; j += LANES) {
    const vector weight = exponential_of_negative(load_float32(scores + j) - maximum);
    store(scores + j, weight);
    weights += weight;
  }
  if (maximum > s->maximum) {
    const float kept = expf(s->maximum - maximum);
    s->maximum = maximum;
    s->sum *= kept;
    for (size_t i = 0; i < width; i += LANES) store(sums + i, load_float32(sums + i) * kept);
  }
  s->sum += total(weights);
}

static void attend_block(const ck_training_attention *a, const attention_memory *m, size_t head, size_t block) {
  const size_t start = block * ATTENTION_BLOCK, left = a->tokens - start;
  const size_t count = left < ATTENTION_BLOCK ? left : ATTENTION_BLOCK;
  running_softmax softmax[ATTENTION_BLOCK];
  for (size_t r = 0; r < ATTENTION_BLOCK; r++) softmax[r] = (running_softmax){-INFINITY, 0};
  copy_rows(a->queries + start * a->query_stride + head * a->head_width, a->query_stride, count, a->head_width,
            a->scale, m->queries, ATTENTION_BLOCK, m->width);
  memset(m->output, 0, ATTENTION_BLOCK * m->width * sizeof(float));
  for (size_t key_block = first_block(a, block); key_block <= block; key_block++) {
    const size_t key = key_block * ATTENTION_BLOCK;
    const int masked = !sees_all(a, block, key_block), diagonal = key_block == block;
    multiply_scores(m->queries, m->keys_transposed + key, m, diagonal, m->weights);
    for (size_t r = 0; r < ATTENTION_BLOCK; r++) {
      float *scores = m->weights + r * ATTENTION_BLOCK;
      if (masked) mask(a, start + r, key_block, scores);
      advance(&softmax[r], scores, ck_padded(column_end(r, diagonal), LANES), m->output + r * m->width, m->width);
    }
    add_weighted_rows(m->weights, m->values + key * m->width, m->width, diagonal, m->output);
  }
  for (size_t r = 0; r < count; r++) {
    float *output = a->output + (start + r) * a->output_stride + head * a->head_width;
    const float factor = 1.0f / softmax[r].sum;
    for (size_t i = 0; i < a->head_width; i++) output[i] = m->output[r * m->width + i] * factor;
    a->log_sum_exp[head * a->tokens + start + r] = softmax[r].maximum + logf(softmax[r].sum);
  }
}

static void attention_forward(const ck_training_attention *a) {
  const attention_memory m = divide_scratch(a);
  copy_rows(a->keys, a->key_stride, a->tokens, a->head_width, 1, m.keys, m.tokens, m.width);
  transpose(m.keys, m.tokens, m.width, m.keys_transposed);
  copy_rows(a->values, a->value_stride, a->tokens, a->head_width, 1, m.values, m.tokens, m.width);
  for (size_t head = 0; head < a->group; head++) {
    for (size_t block = 0; block < m.tokens / ATTENTION_BLOCK; block++) attend_block(a, &m, head, block);
  }
}

// The backward pass.

/// Turns a row of scores into weights and a row of the weights' gradients into that of the scores.
static void differentiate(float *scores, float *gradients, size_t count, float log_sum_exp, float mean) {
  for (size_t j = 0; j < count; j += LANES) {
    const vector weight = exponential_of_negative(load_float32(scores + j) - log_sum_exp);
    store(scores + j, weight);
    store(gradients + j, weight * (load_float32(gradients + j) - mean));
  }
}

static void differentiate_block(const ck_training_attention *a, const ck_training_attention_gradients *g,
                                const attention_memory *m, size_t head, size_t block) {
  const size_t start = block * ATTENTION_BLOCK, left = a->tokens - start, offset = head * a->head_width;
  const size_t count = left < ATTENTION_BLOCK ? left : ATTENTION_BLOCK;
  const float *output = a->output + start * a->output_stride + offset;
  copy_rows(a->queries + start * a->query_stride + offset, a->query_stride, count, a->head_width, a->scale,
            m->queries, ATTENTION_BLOCK, m->width);
  copy_rows(g->output_gradient + start * g->output_gradient_stride + offset, g->output_gradient_stride, count,
            a->head_width, 1, m->output, ATTENTION_BLOCK, m->width);
  memset(m->query_gradient, 0, ATTENTION_BLOCK * m->width * sizeof(float));
  // The mean of the weights' gradients under the weights: the output times its own gradient.
  float means[ATTENTION_BLOCK] = {0}, log_sums[ATTENTION_BLOCK] = {0};
  for (size_t r = 0; r < count; r++) {
    means[r] = dot(output + r * a->output_stride, m->output + r * m->width, a->head_width);
    log_sums[r] = a->log_sum_exp[head * a->tokens + start + r];
  }
  for (size_t key_block = first_block(a, block); key_block <= block; key_block++) {
    const size_t key = key_block * ATTENTION_BLOCK;
    const int masked = !sees_all(a, block, key_block), diagonal = key_block == block;
    multiply_scores(m->queries, m->keys_transposed + key, m, diagonal, m->weights);
    multiply_scores(m->output, m->values_transposed + key, m, diagonal, m->score_gradient);
    for (size_t r = 0; r < ATTENTION_BLOCK; r++) {
      float *scores = m->weights + r * ATTENTION_BLOCK;
      if (masked) mask(a, start + r, key_block, scores);
      differentiate(scores, m->score_gradient + r * ATTENTION_BLOCK, ck_padded(column_end(r, diagonal), LANES),
                    log_sums[r], means[r]);
    }
    add_weighted_columns(m->weights, m->output, m->width, diagonal, m->value_gradient + key * m->width);
    add_weighted_columns(m->score_gradient, m->queries, m->width, diagonal, m->key_gradient + key * m->width);
    add_weighted_rows(m->score_gradient, m->keys + key * m->width, m->width, diagonal, m->query_gradient);
  }
  for (size_t r = 0; r < count; r++) {
    float *gradient = g->query_gradient + (start + r) * g->query_gradient_stride + offset;
    for (size_t i = 0; i < a->head_width; i++) gradient[i] = m->query_gradient[r * m->width + i] * a->scale;
  }
}

static void attention_backward(const ck_training_attention *a, const ck_training_attention_gradients *g) {
  const attention_memory m = divide_scratch(a);
  copy_rows(a->values, a->value_stride, a->tokens, a->head_width, 1, m.values, m.tokens, m.width);
  transpose(m.values, m.tokens, m.width, m.values_transposed);
  copy_rows(a->keys, a->key_stride, a->tokens, a->head_width, 1, m.keys, m.tokens, m.width);
  transpose(m.keys, m.tokens, m.width, m.keys_transposed);
  memset(m.key_gradient, 0, m.tokens * m.width * sizeof(float));
  memset(m.value_gradient, 0, m.tokens * m.width * sizeof(float));
  for (size_t head = 0; head < a->group; head++) {
    for (size_t block = 0; block < m.tokens / ATTENTION_BLOCK; block++) differentiate_block(a, g, &m, head, block);
  }
  write_rows(m.key_gradient, m.width, a->tokens, a->head_width, g->key_gradient, g->key_gradient_stride);
  write_rows(m.value_gradient, m.width, a->tokens, a->head_width, g->value_gradient, g->value_gradient_stride);
}
