import Glibc

/// Writes a file so that a reader sees all of it or what was there before.
enum TextOutput {
  static func write(_ bytes: [UInt8], to path: String) throws(DatasetError) {
    let temporaryPath = path + ".part"
    guard let stream = fopen(temporaryPath, "we") else {
      throw .fileAccess(path: temporaryPath, errorNumber: errno)
    }
    let isWritten = fwrite(bytes, 1, bytes.count, stream) == bytes.count
    try finish(stream, isWritten: isWritten, temporaryPath, path)
  }

  /// Closes a file that was written beside another, and gives it the other's name once it is on the disk.
  static func finish(
    _ stream: UnsafeMutablePointer<FILE>, isWritten: Bool = true, _ temporaryPath: String,
    _ path: String
  ) throws(DatasetError) {
    var failure: Int32 = isWritten ? 0 : errno
    if failure == 0, fflush(stream) != 0 || fsync(fileno(stream)) != 0 { failure = errno }
    if fclose(stream) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporaryPath, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporaryPath)
      throw .fileAccess(path: path, errorNumber: failure)
    }
  }
}
