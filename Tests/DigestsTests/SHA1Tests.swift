import Digests
import Testing

@Suite("SHA-1") struct SHA1Tests {
  @Test(
    "has the standard's digests, in whatever pieces",
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
      ),
      (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ], [7, 64, 1 << 20])
  func vectors(_ vector: (text: String, digest: String), _ size: Int) {
    let bytes = Array(vector.text.utf8)
    var hash = SHA1()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { hash.update($0) }
    }
    #expect(hash.finish() == vector.digest)
  }
}
