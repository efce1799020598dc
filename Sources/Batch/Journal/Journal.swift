import Glibc

/// The file that results are appended to, a line each, as they come.
///
/// A line is one write to the end of the file. It counts as saved after the next `synchronize`.
final class Journal {
  let path: String
  private let descriptor: Int32
  /// Where the next line goes.
  private var end: Int
  private(set) var unsavedCount = 0

  /// What is kept free for others.
  private static let reservedBytes = 64 << 20
  /// No line is longer.
  static let lineLimit = 256 << 20

  /// Opens the file, or makes it.
  init(_ path: String) throws(BatchError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    end = 0
  }

  deinit { close(descriptor) }

  /// Appends a record.
  ///
  /// - Returns: Where it begins.
  func append(_ record: JournalRecord) throws(BatchError) -> Int {
    let line = record.line
    var written = 0
    while written < line.count {
      let count = line.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, line.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        let number = errno
        // What is half there would swallow the next line.
        ftruncate(descriptor, off_t(end))
        if number == ENOSPC { throw .diskFull(path: path, availableBytes: availableBytes) }
        throw .fileAccess(path: path, errorNumber: number)
      }
    }
    defer { end += line.count }
    unsavedCount += 1
    return end
  }

  /// Brings what was appended to the disk.
  ///
  /// - Throws: `BatchError.fileAccess`: then what was appended since the last time may be lost. `.diskFull` where there is
  ///   little room left, after what was appended was saved.
  func synchronize() throws(BatchError) {
    guard fsync(descriptor) == 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    unsavedCount = 0
  }

  /// Refuses to go on where the disk is almost full, before it is.
  func checkRoom() throws(BatchError) {
    let available = availableBytes
    guard available >= Self.reservedBytes else {
      throw .diskFull(path: path, availableBytes: available)
    }
  }

  private var availableBytes: Int {
    var status = statvfs()
    guard fstatvfs(descriptor, &status) == 0 else { return .max }
    let (bytes, isLarge) = Int(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    return isLarge ? .max : bytes
  }

  /// Reads a record again.
  ///
  /// - Parameter offset: Where it begins.
  /// - Returns: The record; nil where it is not as it was written.
  /// - Throws: `BatchError.fileAccess`.
  func record(at offset: Int) throws(BatchError) -> JournalRecord? {
    var lines = JournalLines(descriptor, path: path, from: offset)
    guard let line = try lines.next() else { return nil }
    return JournalRecord(line: line.bytes)
  }

  /// Reads all records, mends the end of the file, and is ready to append.
  ///
  /// A last line without its end is what a crash leaves: it gets the end where it is whole, and is cut off where it is not.
  ///
  /// - Parameter index: Gets what is read.
  /// - Returns: The lines, from 1, that are not as they were written.
  /// - Throws: `BatchError.fileAccess`.
  func load(into index: inout JournalIndex) throws(BatchError) -> [Int] {
    var lines = JournalLines(descriptor, path: path)
    var damaged: [Int] = []
    var number = 0
    end = 0
    while let line = try lines.next() {
      number += 1
      let record = JournalRecord(line: line.bytes)
      if !line.isEnded {
        try mendEnd(line, isWhole: record != nil)
        if record == nil { break }
      }
      if record.map({ index.note($0, at: line.offset) }) != true { damaged.append(number) }
      end = line.offset + line.bytes.count + 1
      if !line.isEnded { break }
    }
    return damaged
  }

  private func mendEnd(_ line: JournalLines.Line, isWhole: Bool) throws(BatchError) {
    let isMended =
      isWhole ? write(descriptor, "\n", 1) == 1 : ftruncate(descriptor, off_t(line.offset)) == 0
    guard isMended, fsync(descriptor) == 0 else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }
}
