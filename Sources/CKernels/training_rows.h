/// What training does row by row and number by number, at a vector level: the file that includes this sets LANES and
/// the target.
#pragma once

#include "training.h"
#include "training_vector.h"

/// 1 / (1 + exp(-x)), from the power that cannot overflow.
INLINE vector sigmoid(vector x) {
  const vector one = (vector){0} + 1.0f, power = exponential_of_negative(-__builtin_elementwise_abs(x));
  return choose(x < 0.0f, power, one) / (one + power);
}

// Norms.

static void norm_forward(const float *x, const float *weight, float epsilon, float *y, float *inverse_rms, size_t rows,
                         size_t width) {
  for (size_t row = 0; row < rows; row++, x += width, y += width) {
    vector squares = {0};
    EACH_REGISTER(width, {
      const vector value = load_up_to(x + i, left);
      squares = multiply_add(value, value, squares);
    });
    const float factor = 1.0f / sqrtf(total(squares) / (float)width + epsilon);
    inverse_rms[row] = factor;
    EACH_REGISTER(width, {
      store_up_to(y + i, load_up_to(x + i, left) * factor * load_up_to(weight + i, left), left);
    });
  }
}

static void norm_backward(const float *x, const float *weight, const float *inverse_rms, const float *dy, float *dx,
                          float *dweight, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++, x += width, dy += width, dx += width) {
    const float factor = inverse_rms[row];
    vector sums = {0};
    EACH_REGISTER(width, {
      sums = multiply_add(load_up_to(dy + i, left) * load_up_to(weight + i, left), load_up_to(x + i, left), sums);
    });
    const float along = total(sums) * factor * factor * factor / (float)width;
    EACH_REGISTER(width, {
      const vector value = load_up_to(x + i, left), d = load_up_to(dy + i, left) * factor;
      const vector change = d * load_up_to(weight + i, left) - value * along;
      store_up_to(dx + i, load_up_to(dx + i, left) + change, left);
      if (dweight != NULL) store_up_to(dweight + i, multiply_add(d, value, load_up_to(dweight + i, left)), left);
    });
  }
}

// Rotary positions.

static void rotate(float *x, size_t row_stride, size_t rows, size_t heads, size_t head_width, const int32_t *positions,
                   const float *cosines, const float *sines, int direction) {
  const size_t half = head_width / 2;
  const float sign = direction < 0 ? -1.0f : 1.0f;
  for (size_t row = 0; row < rows; row++) {
    const float *cosine = cosines + (size_t)positions[row] * half, *sine = sines + (size_t)positions[row] * half;
    for (size_t head = 0; head < heads; head++) {
      float *first = x + row * row_stride + head * head_width, *second = first + half;
      EACH_REGISTER(half, {
        const vector a = load_up_to(first + i, left), b = load_up_to(second + i, left);
        const vector c = load_up_to(cosine + i, left), s = load_up_to(sine + i, left) * sign;
        store_up_to(first + i, multiply_add(a, c, -(b * s)), left);
        store_up_to(second + i, multiply_add(b, c, a * s), left);
      });
    }
  }
}

// The gate of SwiGLU.

static void swiglu_forward(const float *gate, const float *up, size_t stride, float *y, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++, gate += stride, up += stride, y += width) {
    EACH_REGISTER(width, {
      const vector g = load_up_to(gate + i, left);
      store_up_to(y + i, g * sigmoid(g) * load_up_to(up + i, left), left);
    });
  }
}

static void swiglu_backward(float *gate, float *up, size_t stride, const float *dy, float *y, size_t rows,
                            size_t width) {
  for (size_t row = 0; row < rows; row++, gate += stride, up += stride) {
    EACH_REGISTER(width, {
      const vector g = load_up_to(gate + i, left), u = load_up_to(up + i, left);
      const vector d = load_up_to(dy + row * width + i, left);
      const vector slope = sigmoid(g), silu = g * slope;
      if (y != NULL) store_up_to(y + row * width + i, silu * u, left);
      store_up_to(up + i, d * silu, left);
      store_up_to(gate + i, d * u * multiply_add(silu, 1.0f - slope, slope), left);
    });
  }
}

// The loss.

static float largest(const float *values, size_t count) {
  vector maxima = (vector){0} - INFINITY;
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) maxima = larger(load_float32(values + i), maxima);
  float maximum = largest_lane(maxima);
  for (; i < count; i++) maximum = values[i] > maximum ? values[i] : maximum;
  return maximum;
}

/// Replaces the values by exp(value - maximum) where `stored`; returns their sum, which is wide enough for any
/// vocabulary because each stretch of it goes into double precision.
INLINE double exponentials(float *values, size_t count, float maximum, int stored) {
  const size_t stretch = 512;
  double sum = 0;
  for (size_t start = 0; start < count; start += stretch) {
    const size_t end = count - start < stretch ? count : start + stretch;
    vector sums = {0};
    size_t i = start;
    for (; i + LANES <= end; i += LANES) {
      const vector e = exponential_of_negative(load_float32(values + i) - maximum);
      if (stored) store(values + i, e);
      sums += e;
    }
    sum += total(sums);
    if (i == end) continue;
    const vector e = exponential_of_negative(load_part(values + i, end - i) - maximum);
    for (size_t lane = 0; lane < end - i; lane++) sum += e[lane];
    if (stored) store_part(values + i, e, end - i);
  }
  return sum;
}

static double cross_entropy(float *logits, size_t rows, size_t width, const int32_t *targets, const float *weights,
                            float scale, size_t *correct_count) {
  double loss = 0;
  for (size_t row = 0; row < rows; row++, logits += width) {
    const size_t target = (size_t)targets[row];
    const float weight = weights != NULL ? weights[row] : 1.0f, of_target = logits[target];
    const float maximum = largest(logits, width);
    *correct_count += of_target >= maximum;
    const double sum =
        scale != 0 ? exponentials(logits, width, maximum, 1) : exponentials(logits, width, maximum, 0);
    loss += (double)weight * (log(sum) + (double)(maximum - of_target));
    if (scale == 0) continue;
    const float factor = (float)((double)scale * weight / sum);
    EACH_REGISTER(width, store_up_to(logits + i, load_up_to(logits + i, left) * factor, left););
    logits[target] -= scale * weight;
  }
  return loss;
}

// Numbers in a row.

static void adamw(float *value, const float *gradient, float *moment1, float *moment2, size_t count,
                  const ck_training_adamw_step *s) {
  const float kept = 1.0f - s->learning_rate * s->weight_decay, rate = s->learning_rate / s->bias_correction1;
  const float root_correction = 1.0f / sqrtf(s->bias_correction2);
  const float beta1 = s->beta1, beta2 = s->beta2, rest1 = 1.0f - s->beta1, rest2 = 1.0f - s->beta2;
  const float gradient_scale = s->gradient_scale, epsilon = s->epsilon;
  EACH_REGISTER(count, {
    const vector g = load_up_to(gradient + i, left) * gradient_scale;
    const vector first = multiply_add(load_up_to(moment1 + i, left), (vector){0} + beta1, g * rest1);
    const vector second = multiply_add(load_up_to(moment2 + i, left), (vector){0} + beta2, g * g * rest2);
    const vector root = __builtin_elementwise_sqrt(second) * root_correction + epsilon;
    store_up_to(moment1 + i, first, left);
    store_up_to(moment2 + i, second, left);
    store_up_to(value + i, load_up_to(value + i, left) * kept - first * rate / root, left);
  });
}

typedef double wide_vector __attribute__((vector_size(LANES * 8)));

static double sum_of_squares(const float *x, size_t count) {
  wide_vector sums[4] = {0};
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES) {
    UNROLL for (int j = 0; j < 4; j++) {
      const wide_vector value = __builtin_convertvector(load_float32(x + i + (size_t)j * LANES), wide_vector);
      sums[j] += value * value;
    }
  }
  const wide_vector combined = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  double sum = 0;
  UNROLL for (int lane = 0; lane < LANES; lane++) sum += combined[lane];
  for (; i < count; i++) sum += (double)x[i] * x[i];
  return sum;
}

static void add(float *x, const float *y, float scale, size_t count) {
  EACH_REGISTER(count, {
    store_up_to(x + i, multiply_add(load_up_to(y + i, left), (vector){0} + scale, load_up_to(x + i, left)), left);
  });
}
