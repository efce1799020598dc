public import Alignment
import Glibc

/// Tells when another program changed the catalog's file: somebody asks it now and then.
///
/// Looking at the file's status costs microseconds, works on every file system, and needs no descriptor that follows a
/// file which editors replace rather than write.
public struct CatalogWatch: Sendable {
  /// What two looks compare.
  private struct Stamp: Equatable {
    let device: dev_t
    let file: ino_t
    let size: off_t
    let seconds: time_t
    let nanoseconds: Int
  }

  private let store: CatalogStore
  /// The file as it was read last, or found at the start.
  private var known: Stamp?
  /// The file at the last look.
  private var last: Stamp?

  /// Begins to watch; what the file holds now is no change.
  ///
  /// - Parameter store: Whose catalog.
  public init(store: CatalogStore) {
    self.store = store
    known = Self.stamp(of: store)
    last = known
  }

  /// Looks once.
  ///
  /// A change is told at the second look that finds the file the same, so that one which is still being written is left
  /// alone. A file that is gone is no change: editors take it away for a moment.
  ///
  /// - Returns: The catalog where another one is there since the last change that was told; nil otherwise.
  /// - Throws: `StorageError` where the new file cannot be read or is no catalog; this too is told once.
  public mutating func look() throws(StorageError) -> CatalogStore.Loaded? {
    let now = Self.stamp(of: store)
    defer { last = now }
    guard let now, now == last, now != known else { return nil }
    known = now
    return try store.load()
  }

  private static func stamp(of store: CatalogStore) -> Stamp? {
    var status = stat()
    guard let path = store.places.catalogForReading(), stat(path, &status) == 0 else { return nil }
    return Stamp(
      device: status.st_dev, file: status.st_ino, size: status.st_size,
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
  }
}
