import CKernels
import Testing

@Suite("The checksum of archives")
struct ChecksumTests {
  /// Bit by bit, so that it is right at sight.
  private static func divided(_ bytes: [UInt8]) -> UInt32 {
    var state: UInt32 = .max
    for byte in bytes {
      state ^= UInt32(byte)
      for _ in 0..<8 { state = state >> 1 ^ (state & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~state
  }

  @Test(
    "is the remainder of a division, by folding and by tables",
    arguments: [0, 1, 7, 8, 15, 16, 63, 64, 65, 79, 80, 127, 128, 200, 4099])
  func remainder(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }
    let expected = Self.divided(bytes)
    (bytes + [0]).withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      #expect(ck_crc32(0, start, count) == expected)
      #expect(ck_crc32_tables(0, start, count) == expected)
      let half = count / 2
      #expect(ck_crc32(ck_crc32(0, start, half), start + half, count - half) == expected)
    }
  }

  @Test("is the one that is published for the digits 1 to 9")
  func published() {
    #expect(ck_crc32(0, "123456789", 9) == 0xCBF4_3926)
  }
}
