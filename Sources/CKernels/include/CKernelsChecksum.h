/// The checksum of zip archives.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// CRC-32 (ISO 3309, as zip and PNG use it) of what `checksum` was computed of, followed by `bytes`; starts from 0.
///
/// Uses carry-less multiplication where the processor has it, tables elsewhere.
uint32_t ck_crc32(uint32_t checksum, const void *bytes, size_t count);

/// The same by tables alone, for tests.
uint32_t ck_crc32_tables(uint32_t checksum, const void *bytes, size_t count);

#pragma clang assume_nonnull end
