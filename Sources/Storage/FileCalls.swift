import Glibc

/// The calls of the operating system that an atomic write depends on, so that tests can have them fail.
///
/// Each fails as the call does: by returning a negative number, with the reason in `errno`.
package struct FileCalls: Sendable {
  package var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int
  package var synchronize: @Sendable (Int32) -> Int32
  package var rename: @Sendable (_ old: String, _ new: String) -> Int32

  /// The system's own.
  package static let system = FileCalls(
    write: { Glibc.write($0, $1.baseAddress, $1.count) },
    synchronize: { fsync($0) },
    rename: { Glibc.rename($0, $1) })
}
