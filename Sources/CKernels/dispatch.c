#define _GNU_SOURCE
#include "levels.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/// The register states that the system saves when it switches threads (XCR0); without them a level must not be used.
__attribute__((target("xsave"))) static uint64_t saved_register_states(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
  return _xgetbv(0);
}

static int supports_avx2(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  const uint64_t vector_states = 0x6; // SSE and AVX
  if ((saved_register_states() & vector_states) != vector_states) return 0;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
  const unsigned needed = bit_AVX | bit_FMA | bit_F16C;
  if ((c & needed) != needed) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2);
}

static int supports_avx512(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  const uint64_t vector_states = 0xe6; // SSE, AVX, and AVX-512's masks and upper registers
  if (!supports_avx2()) return 0;
  if ((saved_register_states() & vector_states) != vector_states) return 0;
  const unsigned needed = bit_AVX512F | bit_AVX512BW | bit_AVX512DQ | bit_AVX512VL;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & needed) == needed;
}

static int supports_avx512vnni(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return supports_avx512() && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (c & bit_AVX512VNNI);
}

static int supports_avx512bf16(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return supports_avx512vnni() && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & bit_AVX512BF16);
}
#endif

int ck_supports(ck_level level) {
  switch (level) {
  case ck_level_scalar: return 1;
#if defined(__x86_64__)
  case ck_level_avx2: return supports_avx2();
  case ck_level_avx512: return supports_avx512();
  case ck_level_avx512vnni: return supports_avx512vnni();
  case ck_level_avx512bf16: return supports_avx512bf16();
#elif defined(__aarch64__)
  case ck_level_neon: return 1; // part of the architecture
#endif
  default: return 0;
  }
}

const ck_kernels *ck_kernels_at(ck_level level) {
  if (!ck_supports(level)) return NULL;
  switch (level) {
#if defined(__x86_64__)
  case ck_level_avx2: return &ck_kernels_avx2;
  case ck_level_avx512: return &ck_kernels_avx512;
  case ck_level_avx512vnni: return &ck_kernels_avx512vnni;
  case ck_level_avx512bf16: return &ck_kernels_avx512bf16;
#elif defined(__aarch64__)
  case ck_level_neon: return &ck_kernels_neon;
#endif
  default: return &ck_kernels_scalar;
  }
}

static const char *const level_names[] = {
    [ck_level_scalar] = "scalar",
    [ck_level_neon] = "neon",
    [ck_level_avx2] = "avx2",
    [ck_level_avx512] = "avx512",
    [ck_level_avx512vnni] = "avx512vnni",
    [ck_level_avx512bf16] = "avx512bf16",
};

const char *ck_level_name(ck_level level) { return level_names[level]; }

int ck_level_named(const char *name, ck_level *level) {
  for (int candidate = ck_level_scalar; candidate <= ck_level_avx512bf16; candidate++) {
    if (strcmp(name, level_names[candidate]) == 0) {
      *level = (ck_level)candidate;
      return 1;
    }
  }
  return 0;
}

static const ck_kernels *best_up_to(ck_level highest) {
  const ck_kernels *kernels = NULL;
  for (int level = (int)highest; kernels == NULL; level--) kernels = ck_kernels_at((ck_level)level);
  return kernels;
}

/// Written once, by whoever comes first.
static _Atomic(const ck_kernels *) chosen = NULL;

static const ck_kernels *choose(ck_level highest) {
  const ck_kernels *kernels = best_up_to(highest), *before = NULL;
  return atomic_compare_exchange_strong(&chosen, &before, kernels) ? kernels : before;
}

const ck_kernels *ck_kernels_chosen(void) {
  const ck_kernels *kernels = atomic_load_explicit(&chosen, memory_order_acquire);
  if (kernels != NULL) return kernels;
  const char *name = getenv("METAALIGNER_KERNELS");
  ck_level highest = ck_level_avx512bf16;
  if (name != NULL) ck_level_named(name, &highest);
  return choose(highest);
}

int ck_kernels_force(ck_level level) { return choose(level) == best_up_to(level); }

void ck_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

int ck_processor_count(void) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  return CPU_COUNT(&allowed);
}
