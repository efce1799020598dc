public import Alignment

/// Reads and saves the catalog of objectives.
public struct CatalogStore: Sendable {
  /// A catalog and where it is from.
  public struct Loaded: Sendable, Equatable {
    /// The catalog.
    public let catalog: ObjectiveCatalog
    /// The file; nil for the one that the program carries.
    public let path: String?
    /// The state of the file that was read.
    public let stamp: FileStamp?
  }

  /// The largest catalog file that is read, in bytes.
  public static let sizeLimit = 4 << 20

  /// Where files are.
  public let places: Places

  /// Makes a store.
  public init(places: Places) {
    self.places = places
  }

  /// Reads the catalog that the places name, else the program's own.
  ///
  /// - Returns: The catalog and its file.
  /// - Throws: `StorageError` where a file is there that cannot be read or is no catalog.
  public func load() throws(StorageError) -> Loaded {
    guard let path = places.catalogForReading() else {
      return Loaded(catalog: .builtIn, path: nil, stamp: nil)
    }
    // Looked at before it is read: what is written in between shows as a change afterwards.
    let stamp = FileStamp(path: path)
    let bytes = try WholeFile.read(path, limit: Self.sizeLimit)
    do {
      return Loaded(catalog: try ObjectiveCatalog.parse(bytes), path: path, stamp: stamp)
    } catch {
      throw .catalog(path: path, error)
    }
  }

  /// Saves a catalog: to the file that a flag or variable names, else to the user's folder, which is made if need be.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - known: The file as it was read; nil, or another file's, where there was none to write to.
  /// - Returns: The file and its state now.
  /// - Throws: `StorageError.changed` where the file is in another state, others where it could not be written; the old
  ///   file is then still there.
  @discardableResult
  public func save(
    _ catalog: ObjectiveCatalog, over known: FileStamp?
  ) throws(StorageError) -> (path: String, stamp: FileStamp?) {
    let path = try places.catalogForWriting()
    try FilePath.createFolders(FilePath.folder(of: path))
    let stamp = try AtomicFile.write(catalog.serialized(), to: path, over: known?.of(path))
    return (path, stamp)
  }
}
