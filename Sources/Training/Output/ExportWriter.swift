internal import Glibc

/// Writes the files of an export, each whole and durable.
struct ExportWriter {
  let folder: String
  let isReplacing: Bool

  /// Refuses a folder that holds an export which may not be replaced.
  func checkPlace() throws(TrainingError) {
    guard !folder.isEmpty else { throw .fileAccess(path: folder, errorNumber: EINVAL) }
    try DiskPath.createFolders(folder)
    let last = DiskPath.joining(folder, "launch.sh")
    if !isReplacing, DiskPath.exists(last) { throw .fileAccess(path: last, errorNumber: EEXIST) }
    // Without it nobody takes a half-written folder for a whole one.
    unlink(last)
  }

  func write(
    _ name: String, _ contents: [UInt8], isExecutable: Bool = false
  ) throws(TrainingError) {
    let path = DiskPath.joining(folder, name)
    try DiskPath.createFolders(DiskPath.folder(of: path))
    try DurableFile.replace(path, with: contents, calls: .system)
    if isExecutable, chmod(path, 0o755) != 0 {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }

  /// Writes one line of JSON a row: its token ids, and which of them carry loss.
  func write(_ name: String, lines rows: TokenizedRows) throws(TrainingError) {
    let path = DiskPath.joining(folder, name)
    try DiskPath.createFolders(DiskPath.folder(of: path))
    unlink(path)
    _ = try DurableFile.write(path, calls: .system) { file throws(TrainingError) in
      var text = ""
      for index in 0..<rows.count {
        let row = rows.sequence(index)
        text += "{\"input_ids\":["
        text += row.tokens.map(String.init).joined(separator: ",")
        text += "],\"completion_mask\":["
        text += row.tokens.indices.map { $0 < row.targetStart ? "0" : "1" }.joined(separator: ",")
        text += "]}\n"
        if text.utf8.count > 1 << 20 || index == rows.count - 1 {
          try file.append(Array(text.utf8))
          text = ""
        }
      }
    }
  }
}
