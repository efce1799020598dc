/// Arithmetic on float32 activations and weights of 4 or 2 bytes, one table of functions per instruction set.
///
/// Every level sums a product's terms in its own order, but within a level one output element is computed the same
/// way however many tokens and rows surround it: running a prompt whole or in parts gives the same bits.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "CKernelsChecksum.h"

#pragma clang assume_nonnull begin

/// Instruction sets, each better than the one before where both exist.
typedef enum ck_level {
  ck_level_scalar = 0,
  ck_level_neon = 1,
  ck_level_avx2 = 2,   // AVX2, FMA, F16C
  ck_level_avx512 = 3, // AVX-512 F, BW, DQ, VL
  ck_level_avx512vnni = 4, // and dot products of bytes (VNNI)
  ck_level_avx512bf16 = 5, // and dot products of bfloat16
} ck_level;

/// output[t, r] = sum over k of activations[t, k] * weights[r, k], plus bias[r], for r in row_begin..<row_end.
typedef struct ck_product {
  const void *weights;       // [rows, width], row-major, unaligned allowed
  const float *activations;  // [token_count, activation_stride]
  const uint16_t *_Nullable activations_bfloat16; // the same rounded, for product_bfloat16_fast
  float *output;             // [token_count, output_stride]
  const float *_Nullable bias; // [rows]
  size_t token_count;
  size_t width;
  size_t row_begin;
  size_t row_end;
  size_t activation_stride;  // in elements, from one token to the next
  size_t output_stride;      // in floats, from one token to the next
} ck_product;

/// One level's functions. Pointers without `const` are written.
typedef struct ck_kernels {
  ck_level level;
  void (*product_float32)(const ck_product *product);
  void (*product_float16)(const ck_product *product);
  void (*product_bfloat16)(const ck_product *product);
  /// Of `activations_bfloat16`, which narrow_bfloat16 makes; `activations` is not read.
  void (*product_bfloat16_fast)(const ck_product *product);
  /// Whether product_bfloat16_fast is worth its rounding: there are instructions for it.
  int has_fast_bfloat16;
  /// Rounds to the nearest, ties to even; the same bits at every level.
  void (*narrow_float16)(const float *source, void *destination, size_t count);
  void (*narrow_bfloat16)(const float *source, void *destination, size_t count);
  void (*widen_float16)(const void *source, float *destination, size_t count);
  void (*widen_bfloat16)(const void *source, float *destination, size_t count);
  /// output[i] = input[i] / sqrt(mean of squares + epsilon) * weight[i]
  void (*rms_norm)(const float *input, const float *weight, float *output, size_t count, float epsilon);
  /// gate[i] = gate[i] / (1 + exp(-gate[i])) * up[i]
  void (*silu_multiply)(float *gate, const float *up, size_t count);
  /// gate[i] = GELU in its tanh approximation, of gate[i], times up[i]
  void (*gelu_tanh_multiply)(float *gate, const float *up, size_t count);
  /// gate[i] = gate[i] * normal distribution's probability below gate[i] * up[i]
  void (*gelu_multiply)(float *gate, const float *up, size_t count);
  /// Loads every whole kilobyte once, by the widest loads, and combines what it read so that no load can be left out.
  uint64_t (*read)(const void *memory, size_t byte_count);
  /// sum[i] += addend[i]
  void (*add)(float *sum, const float *addend, size_t count);
} ck_kernels;

/// The best level that this processor and this system support, no better than was forced or else than the environment's
/// METAALIGNER_KERNELS names; chosen at the first call.
const ck_kernels *ck_kernels_chosen(void);

/// Lets the choice be no better than `level`; 0 where the choice has been made and is another.
int ck_kernels_force(ck_level level);

/// Finds a level by its name (`scalar`, `neon`, `avx2`, `avx512`, `avx512vnni`, `avx512bf16`); 0 where there is none.
int ck_level_named(const char *name, ck_level *level);

/// A level's name.
const char *ck_level_name(ck_level level);

/// A level's functions, or NULL where the processor or the system lacks it.
const ck_kernels *_Nullable ck_kernels_at(ck_level level);

/// Whether the processor and the system support a level, whatever the environment says.
int ck_supports(ck_level level);

/// Tells the processor that this is a spin loop.
void ck_pause(void);

/// The number of processors that this process may use.
int ck_processor_count(void);

#pragma clang assume_nonnull end

// The rest of the module.
#include "CKernelsAttention.h"
#include "CKernelsPacked.h"
#include "CKernelsTraining.h"
