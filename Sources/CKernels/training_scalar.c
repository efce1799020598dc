/// The reference for training: plain loops, and the C library's functions.
#include "training.h"

#include <math.h>
#include <string.h>

static float dot(const float *a, const float *b, size_t count) {
  float sum = 0;
  for (size_t i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}

static void add(float *x, const float *y, float scale, size_t count) {
  for (size_t i = 0; i < count; i++) x[i] += scale * y[i];
}

static void norm_forward(const float *x, const float *weight, float epsilon, float *y, float *inverse_rms, size_t rows,
                         size_t width) {
  for (size_t row = 0; row < rows; row++, x += width, y += width) {
    const float factor = 1.0f / sqrtf(dot(x, x, width) / (float)width + epsilon);
    inverse_rms[row] = factor;
    for (size_t i = 0; i < width; i++) y[i] = x[i] * factor * weight[i];
  }
}

static void norm_backward(const float *x, const float *weight, const float *inverse_rms, const float *dy, float *dx,
                          float *dweight, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++, x += width, dy += width, dx += width) {
    const float factor = inverse_rms[row];
    float sum = 0;
    for (size_t i = 0; i < width; i++) sum += dy[i] * weight[i] * x[i];
    const float along = sum * factor * factor * factor / (float)width;
    for (size_t i = 0; i < width; i++) dx[i] += dy[i] * weight[i] * factor - x[i] * along;
    if (dweight == NULL) continue;
    for (size_t i = 0; i < width; i++) dweight[i] += dy[i] * x[i] * factor;
  }
}

static void rotate(float *x, size_t row_stride, size_t rows, size_t heads, size_t head_width, const int32_t *positions,
                   const float *cosines, const float *sines, int direction) {
  const size_t half = head_width / 2;
  for (size_t row = 0; row < rows; row++) {
    const float *cosine = cosines + (size_t)positions[row] * half, *sine = sines + (size_t)positions[row] * half;
    for (size_t head = 0; head < heads; head++) {
      float *values = x + row * row_stride + head * head_width;
      for (size_t i = 0; i < half; i++) {
        const float a = values[i], b = values[i + half], s = direction < 0 ? -sine[i] : sine[i];
        values[i] = a * cosine[i] - b * s;
        values[i + half] = b * cosine[i] + a * s;
      }
    }
  }
}

static void swiglu_forward(const float *gate, const float *up, size_t stride, float *y, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++, gate += stride, up += stride, y += width) {
    for (size_t i = 0; i < width; i++) y[i] = gate[i] * (1.0f / (1.0f + expf(-gate[i]))) * up[i];
  }
}

static void swiglu_backward(float *gate, float *up, size_t stride, const float *dy, float *y, size_t rows,
                            size_t width) {
  for (size_t row = 0; row < rows; row++, gate += stride, up += stride) {
    for (size_t i = 0; i < width; i++) {
      const float sigmoid = 1.0f / (1.0f + expf(-gate[i])), silu = gate[i] * sigmoid;
      const float factor = up[i], d = dy[row * width + i];
      if (y != NULL) y[row * width + i] = silu * factor;
      up[i] = d * silu;
      gate[i] = d * factor * (sigmoid + silu * (1.0f - sigmoid));
    }
  }
}

static double cross_entropy(float *logits, size_t rows, size_t width, const int32_t *targets, const float *weights,
                            float scale, size_t *correct_count) {
  double loss = 0;
  for (size_t row = 0; row < rows; row++, logits += width) {
    const size_t target = (size_t)targets[row];
    const float weight = weights != NULL ? weights[row] : 1.0f, of_target = logits[target];
    float maximum = -INFINITY;
    for (size_t i = 0; i < width; i++) maximum = fmaxf(maximum, logits[i]);
    *correct_count += of_target >= maximum;
    double sum = 0;
    for (size_t i = 0; i < width; i++) sum += expf(logits[i] - maximum);
    loss += (double)weight * (log(sum) + (double)(maximum - of_target));
    if (scale == 0) continue;
    const float factor = (float)((double)scale * weight / sum);
    for (size_t i = 0; i < width; i++) logits[i] = expf(logits[i] - maximum) * factor;
    logits[target] -= scale * weight;
  }
  return loss;
}

static void attention_forward(const ck_training_attention *a) {
  const size_t width = a->head_width;
  float *scores = a->scratch;
  for (size_t head = 0; head < a->group; head++) {
    for (size_t token = 0; token < a->tokens; token++) {
      const float *query = a->queries + token * a->query_stride + head * width;
      float *output = a->output + token * a->output_stride + head * width;
      const size_t first = ck_first_visible(a, token);
      float maximum = -INFINITY, sum = 0;
      for (size_t j = first; j <= token; j++) {
        scores[j] = dot(query, a->keys + j * a->key_stride, width) * a->scale;
        maximum = fmaxf(maximum, scores[j]);
      }
      memset(output, 0, width * sizeof(float));
      for (size_t j = first; j <= token; j++) {
        const float weight = expf(scores[j] - maximum);
        sum += weight;
        add(output, a->values + j * a->value_stride, weight, width);
      }
      for (size_t i = 0; i < width; i++) output[i] /= sum;
      a->log_sum_exp[head * a->tokens + token] = maximum + logf(sum);
    }
  }
}

static void attention_backward(const ck_training_attention *a, const ck_training_attention_gradients *g) {
  const size_t width = a->head_width;
  for (size_t j = 0; j < a->tokens; j++) {
    memset(g->key_gradient + j * g->key_gradient_stride, 0, width * sizeof(float));
    memset(g->value_gradient + j * g->value_gradient_stride, 0, width * sizeof(float));
  }
  for (size_t head = 0; head < a->group; head++) {
    for (size_t token = 0; token < a->tokens; token++) {
      const float *query = a->queries + token * a->query_stride + head * width;
      const float *output = a->output + token * a->output_stride + head * width;
      const float *output_gradient = g->output_gradient + token * g->output_gradient_stride + head * width;
      float *query_gradient = g->query_gradient + token * g->query_gradient_stride + head * width;
      const float log_sum_exp = a->log_sum_exp[head * a->tokens + token];
      const float mean = dot(output, output_gradient, width);
      memset(query_gradient, 0, width * sizeof(float));
      for (size_t j = ck_first_visible(a, token); j <= token; j++) {
        const float *key = a->keys + j * a->key_stride, *value = a->values + j * a->value_stride;
        const float weight = expf(dot(query, key, width) * a->scale - log_sum_exp);
        const float score_gradient = weight * (dot(output_gradient, value, width) - mean) * a->scale;
        add(query_gradient, key, score_gradient, width);
        add(g->key_gradient + j * g->key_gradient_stride, query, score_gradient, width);
        add(g->value_gradient + j * g->value_gradient_stride, output_gradient, weight, width);
      }
    }
  }
}

static void adamw(float *value, const float *gradient, float *moment1, float *moment2, size_t count,
                  const ck_training_adamw_step *s) {
  const float kept = 1.0f - s->learning_rate * s->weight_decay, rate = s->learning_rate / s->bias_correction1;
  const float root_correction = 1.0f / sqrtf(s->bias_correction2);
  for (size_t i = 0; i < count; i++) {
    const float g = gradient[i] * s->gradient_scale;
    moment1[i] = s->beta1 * moment1[i] + (1.0f - s->beta1) * g;
    moment2[i] = s->beta2 * moment2[i] + (1.0f - s->beta2) * g * g;
    value[i] = value[i] * kept - rate * moment1[i] / (sqrtf(moment2[i]) * root_correction + s->epsilon);
  }
}

static double sum_of_squares(const float *x, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += (double)x[i] * x[i];
  return sum;
}

static void multiply(const ck_training_product *p) {
  const size_t a_row = p->a.transposed ? 1 : p->a.stride, a_step = p->a.transposed ? p->a.stride : 1;
  const size_t b_column = p->b.transposed ? p->b.stride : 1, b_step = p->b.transposed ? 1 : p->b.stride;
  for (size_t m = 0; m < p->rows; m++) {
    for (size_t n = 0; n < p->columns; n++) {
      const float *a = p->a.values + m * a_row, *b = p->b.values + n * b_column;
      float sum = p->accumulate ? p->sums[m * p->sums_stride + n] : 0;
      for (size_t k = 0; k < p->depth; k++) sum += a[k * a_step] * b[k * b_step];
      p->sums[m * p->sums_stride + n] = sum;
    }
  }
}

const ck_training_kernels ck_training_scalar = {
    .norm_forward = norm_forward,
    .norm_backward = norm_backward,
    .rotate = rotate,
    .swiglu_forward = swiglu_forward,
    .swiglu_backward = swiglu_backward,
    .cross_entropy = cross_entropy,
    .attention_forward = attention_forward,
    .attention_backward = attention_backward,
    .adamw = adamw,
    .sum_of_squares = sum_of_squares,
    .add = add,
    .multiply = multiply,
    .multiply_fast = multiply,
};
