import Glibc

/// The theme files of a folder.
public struct ThemeFolder: Sendable {
  /// A file of the folder, and what is in it or why it cannot be read.
  public struct File: Sendable {
    /// The theme's name: the file's, without `.json`.
    public let name: String
    /// The file.
    public let path: String
    /// Its bytes.
    public let content: Result<[UInt8], StorageError>
  }

  /// The largest file that is read, in bytes.
  public static let sizeLimit = 1 << 18
  /// The most files that are read: no folder of themes has as many.
  private static let countLimit = 500

  /// The folder.
  public let path: String

  /// Names a folder; nothing is read.
  public init(_ path: String) {
    self.path = path
  }

  /// Reads the files whose names end in `.json`, in the order of their names.
  ///
  /// - Returns: None where the folder is not there.
  /// - Throws: `StorageError.failed` where it cannot be read.
  public func files() throws(StorageError) -> [File] {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return [] }
      throw .failed(.open, path: path, errno: errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count < Self.countLimit, let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name.hasSuffix(".json"), !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted().map { name in
      let path = FilePath.joining(self.path, name)
      do throws(StorageError) {
        let bytes = try WholeFile.read(path, limit: Self.sizeLimit)
        return File(name: String(name.dropLast(5)), path: path, content: .success(bytes))
      } catch {
        return File(name: String(name.dropLast(5)), path: path, content: .failure(error))
      }
    }
  }
}
