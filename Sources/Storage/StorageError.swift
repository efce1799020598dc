public import Alignment

/// Why a file could not be read or written.
public enum StorageError: Error, Sendable, Equatable {
  /// A call of the operating system failed with this `errno`.
  case failed(Operation, path: String, errno: Int32)
  /// It is a folder, a device, a pipe or a socket.
  case notRegularFile(path: String)
  /// It is larger than what such a file may be.
  case tooLarge(path: String, limit: Int)
  /// It is not UTF-8; the first ill-formed byte is on this line, from 1.
  case notUTF8(path: String, line: Int)
  /// Another program changed it since it was read, so it was not overwritten.
  case changed(path: String)
  /// Neither `HOME` nor the user database names an absolute home folder, nor does XDG, so there is no place to write to.
  case noHomeFolder
  /// The catalog file says something that it must not.
  case catalog(path: String, CatalogError)

  /// What was being done.
  public enum Operation: String, Sendable {
    /// A step of reading or writing a file.
    case open, inspect, read, create, write, synchronize, rename, resolve
    /// Making a folder.
    case createFolder
  }
}
