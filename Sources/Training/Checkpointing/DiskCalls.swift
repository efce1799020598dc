import Glibc

/// The calls of a checkpoint's way to the disk, so that tests can let any of them fail.
struct DiskCalls: Sendable {
  /// Writes at the descriptor's place; the number of bytes, or -1 and an error number.
  var write: @Sendable (Int32, UnsafeRawBufferPointer) -> (count: Int, errorNumber: Int32)
  /// 0, or an error number.
  var synchronize: @Sendable (Int32) -> Int32
  /// 0, or an error number.
  var rename: @Sendable (_ old: String, _ new: String) -> Int32

  /// The system's own.
  static let system = DiskCalls(
    write: { descriptor, bytes in
      let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      return (count, count < 0 ? errno : 0)
    },
    synchronize: { fsync($0) == 0 ? 0 : errno },
    rename: { Glibc.rename($0, $1) == 0 ? 0 : errno })
}
