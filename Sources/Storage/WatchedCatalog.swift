public import Alignment
import Synchronization

/// The catalog's file while the program runs: tells when another program changed it, and saves only over what is known.
///
/// Somebody asks it now and then. Looking at the file's status costs microseconds, works on every file system, and needs
/// no descriptor that follows a file which editors replace rather than write. It may be asked from any thread.
public final class WatchedCatalog: Sendable {
  private struct Looks {
    /// The file as it was read or saved last.
    var known: FileStamp?
    /// The file at the last look.
    var last: FileStamp?
  }

  private let store: CatalogStore
  private let looks: Mutex<Looks>

  /// Begins to watch.
  ///
  /// - Parameters:
  ///   - store: Whose catalog.
  ///   - loaded: What was read from it; any other state of the file is a change.
  public init(store: CatalogStore, loaded: CatalogStore.Loaded) {
    self.store = store
    looks = Mutex(Looks(known: loaded.stamp, last: loaded.stamp))
  }

  /// Looks once.
  ///
  /// A change is told at the second look that finds the file the same, so that one which is still being written is left
  /// alone. A file that is gone is no change: editors take it away for a moment.
  ///
  /// - Returns: The catalog where another one is there since the last change that was told; nil otherwise.
  /// - Throws: `StorageError` where the new file cannot be read or is no catalog; this too is told once.
  public func look() throws(StorageError) -> CatalogStore.Loaded? {
    try looks.withLock { looks throws(StorageError) in
      let now = store.places.catalogForReading().flatMap(FileStamp.init(path:))
      defer { looks.last = now }
      guard let now, now == looks.last, now != looks.known else { return nil }
      looks.known = now
      return try store.load()
    }
  }

  /// Saves, unless another program changed the file since it was read, saved, or its last change was told.
  ///
  /// - Parameter catalog: The catalog.
  /// - Returns: The file's path.
  /// - Throws: `StorageError.changed` where the file is another, which is then as it was; others where it could not be
  ///   written.
  public func save(_ catalog: ObjectiveCatalog) throws(StorageError) -> String {
    try looks.withLock { looks throws(StorageError) in
      let (path, stamp) = try store.save(catalog, over: looks.known)
      looks = Looks(known: stamp, last: stamp)
      return path
    }
  }
}
