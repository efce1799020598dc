// CRC-32, polynomial 0x04C11DB7 with bits reflected.

#include "CKernelsChecksum.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// table[n][b]: the remainder of byte b followed by n zero bytes.
static uint32_t table[8][256];

__attribute__((constructor)) static void fill_table(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t remainder = byte;
    for (int bit = 0; bit < 8; bit++) {
      remainder = (remainder >> 1) ^ (remainder & 1 ? 0xEDB88320u : 0);
    }
    table[0][byte] = remainder;
  }
  for (int zeros = 1; zeros < 8; zeros++) {
    for (int byte = 0; byte < 256; byte++) {
      uint32_t before = table[zeros - 1][byte];
      table[zeros][byte] = (before >> 8) ^ table[0][before & 0xFF];
    }
  }
}

// Eight bytes a step, each through its own table.
static uint32_t advance_by_tables(uint32_t state, const uint8_t *bytes, size_t count) {
  for (; count >= 8; bytes += 8, count -= 8) {
    state ^= (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16
      | (uint32_t)bytes[3] << 24;
    state = table[7][state & 0xFF] ^ table[6][state >> 8 & 0xFF] ^ table[5][state >> 16 & 0xFF]
      ^ table[4][state >> 24] ^ table[3][bytes[4]] ^ table[2][bytes[5]] ^ table[1][bytes[6]]
      ^ table[0][bytes[7]];
  }
  for (; count > 0; bytes++, count--) {
    state = (state >> 8) ^ table[0][(state ^ *bytes) & 0xFF];
  }
  return state;
}

#if defined(__x86_64__)

// Folds 64 bytes a step: Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ" (Intel, 2009).
// The constants are powers of x modulo the polynomial, reflected, as that paper gives them.

__attribute__((target("pclmul,sse4.1"))) static __m128i fold(
  __m128i part, __m128i data, __m128i powers
) {
  __m128i low = _mm_clmulepi64_si128(part, powers, 0x00);
  __m128i high = _mm_clmulepi64_si128(part, powers, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), data);
}

// count is at least 64 and a multiple of 16.
__attribute__((target("pclmul,sse4.1"))) static uint32_t advance_by_folding(
  uint32_t state, const uint8_t *bytes, size_t count
) {
  const __m128i by_512 = _mm_set_epi64x(0x1c6e41596, 0x154442bd4);
  const __m128i by_128 = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
  const __m128i *source = (const __m128i *)bytes;
  __m128i part0 = _mm_xor_si128(_mm_loadu_si128(source), _mm_cvtsi32_si128((int)state));
  __m128i part1 = _mm_loadu_si128(source + 1);
  __m128i part2 = _mm_loadu_si128(source + 2);
  __m128i part3 = _mm_loadu_si128(source + 3);
  source += 4;
  for (count -= 64; count >= 64; source += 4, count -= 64) {
    part0 = fold(part0, _mm_loadu_si128(source), by_512);
    part1 = fold(part1, _mm_loadu_si128(source + 1), by_512);
    part2 = fold(part2, _mm_loadu_si128(source + 2), by_512);
    part3 = fold(part3, _mm_loadu_si128(source + 3), by_512);
  }
  __m128i part = fold(fold(fold(part0, part1, by_128), part2, by_128), part3, by_128);
  for (; count > 0; source++, count -= 16) {
    part = fold(part, _mm_loadu_si128(source), by_128);
  }
  // What is left has the remainder of everything before it.
  uint8_t rest[16];
  memcpy(rest, &part, sizeof rest);
  return advance_by_tables(0, rest, sizeof rest);
}

#endif

uint32_t ck_crc32_tables(uint32_t checksum, const void *bytes, size_t count) {
  return ~advance_by_tables(~checksum, bytes, count);
}

uint32_t ck_crc32(uint32_t checksum, const void *bytes, size_t count) {
#if defined(__x86_64__)
  if (count >= 64 && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1")) {
    size_t folded = count & ~(size_t)15;
    uint32_t state = advance_by_folding(~checksum, bytes, folded);
    return ~advance_by_tables(state, (const uint8_t *)bytes + folded, count - folded);
  }
#endif
  return ck_crc32_tables(checksum, bytes, count);
}
