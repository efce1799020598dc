/// What the drivers beside this file share. Each driver compares every level that the processor has with the scalar
/// reference and prints what differs; run.sh runs them here, under emulators, or on substituted instructions.
#pragma once

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failure_count = 0;
static long check_count = 0;

#define CHECK(condition, ...)                                                                      \
  do {                                                                                             \
    check_count++;                                                                                 \
    if (!(condition) && failure_count++ < 40) printf("FAILED " __VA_ARGS__), printf("\n");         \
  } while (0)

static uint64_t random_state = 88172645463325252u;

static uint64_t random_bits(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return random_state;
}

/// In -1...1.
static float random_float(void) { return (float)(int32_t)(random_bits() >> 32) * 0x1p-31f; }

static float *random_floats(size_t count) {
  float *values = malloc((count + 64) * sizeof *values);
  for (size_t i = 0; i < count + 64; i++) values[i] = random_float();
  return values;
}

static int report(const char *what) {
  printf("%s: %ld checks, %d failed\n", what, check_count, failure_count);
  return failure_count != 0;
}
