import Glibc

/// The lines of an open file from a place on, one after another.
struct JournalLines {
  /// A line without its end.
  struct Line {
    let offset: Int
    let bytes: ArraySlice<UInt8>
    /// Whether a line feed follows it: that of the last line can be missing.
    let isEnded: Bool
  }

  private let descriptor: Int32
  private let path: String
  /// Bytes from `place` on.
  private var bytes: [UInt8] = []
  private var place: Int
  /// What of them was given out.
  private var taken = 0

  private static let chunkBytes = 1 << 16

  init(_ descriptor: Int32, path: String, from offset: Int = 0) {
    self.descriptor = descriptor
    self.path = path
    place = offset
  }

  mutating func next() throws(BatchError) -> Line? {
    var searched = taken
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0A) {
        defer { taken = end + 1 }
        return Line(offset: place + taken, bytes: bytes[taken..<end], isEnded: true)
      }
      guard bytes.count - taken <= Journal.lineLimit else {
        throw .fileAccess(path: path, errorNumber: EFBIG)
      }
      searched = bytes.count - taken
      guard try readMore() else {
        guard !bytes.isEmpty else { return nil }
        defer { taken = bytes.count }
        return Line(offset: place, bytes: bytes[...], isEnded: false)
      }
    }
  }

  private mutating func readMore() throws(BatchError) -> Bool {
    bytes.removeFirst(taken)
    place += taken
    taken = 0
    var chunk = [UInt8](repeating: 0, count: max(Self.chunkBytes, bytes.count))
    while true {
      let count = pread(descriptor, &chunk, chunk.count, off_t(place + bytes.count))
      if count >= 0 {
        bytes += chunk[..<count]
        return count > 0
      }
      if errno != EINTR { throw .fileAccess(path: path, errorNumber: errno) }
    }
  }
}
