import Datasets
import Glibc

/// The file of rows, as often as it is read.
struct InputRows {
  let path: String
  /// The SHA-256 of the file.
  let digest: String
  /// The rows of the file.
  let count: Int
  /// The columns of the first row, which in a table are all rows'.
  let columns: [String]

  /// Reads the file once, from one end to the other, so that a fault of it is found before the work begins.
  init(_ path: String) throws(BatchError) {
    self.path = path
    digest = try FileDigest.ofWhole(path)
    (count, columns) = try BatchError.wrapping { () throws(DatasetError) in
      let rows = try RowStream(path)
      var columns = rows.header
      var count = 0
      while let row = try rows.next() {
        if count == 0 { columns = row.columns }
        count += 1
      }
      return (count, columns)
    }
  }

  /// Whether a path leads to the same file.
  func isSameFile(as other: String) -> Bool {
    var (own, others) = (stat(), stat())
    return stat(path, &own) == 0 && stat(other, &others) == 0 && own.st_dev == others.st_dev
      && own.st_ino == others.st_ino
  }
}
