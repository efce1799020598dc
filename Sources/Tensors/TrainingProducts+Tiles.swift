/// A product's result, cut into tiles for the workers.
struct ProductTiles {
  private let rowCount: Int
  private let columnCount: Int
  private var rowGrain: Int
  private var columnGrain: Int

  /// The tiles that each worker should find, so that they end together.
  private static let tilesPerWorker = 3
  /// Tiles are not cut below this: their operands are packed anew for each.
  private static let leastGrain = 96
  /// Tiles end at multiples of this, where the kernels have no edges.
  private static let alignment = 48

  init(rows: Int, columns: Int, workerCount: Int) {
    rowCount = rows
    columnCount = columns
    rowGrain = max(1, rows)
    columnGrain = max(1, columns)
    guard workerCount > 1 else { return }
    while count < workerCount * Self.tilesPerWorker, max(rowGrain, columnGrain) > Self.leastGrain {
      if rowGrain >= columnGrain {
        rowGrain = Self.half(rowGrain)
      } else {
        columnGrain = Self.half(columnGrain)
      }
    }
  }

  private var columnTileCount: Int { (columnCount + columnGrain - 1) / columnGrain }

  var count: Int { (rowCount + rowGrain - 1) / rowGrain * columnTileCount }

  func rows(_ index: Int) -> Range<Int> {
    let start = index / columnTileCount * rowGrain
    return start..<min(start + rowGrain, rowCount)
  }

  func columns(_ index: Int) -> Range<Int> {
    let start = index % columnTileCount * columnGrain
    return start..<min(start + columnGrain, columnCount)
  }

  private static func half(_ grain: Int) -> Int {
    (grain / 2 + alignment - 1) / alignment * alignment
  }
}
