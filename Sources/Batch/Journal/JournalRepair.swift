import Glibc
import Storage

/// Puts damaged lines of a journal aside.
enum JournalRepair {
  /// Moves damaged lines to a file beside the journal, `results.jsonl.damaged`; the journal is written anew without them.
  ///
  /// - Parameters:
  ///   - numbers: The damaged lines, from 1.
  ///   - path: The journal.
  /// - Throws: `BatchError`.
  static func quarantine(_ numbers: [Int], of path: String) throws(BatchError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    let damaged = Set(numbers)
    var lines = JournalLines(descriptor, path: path)
    let (kept, aside) = try BatchError.wrapping { () throws(StorageError) in
      (try StreamedFile(replacing: path), try StreamedFile(replacing: path + ".damaged"))
    }
    var number = 0
    while let line = try lines.next() {
      number += 1
      let text = line.bytes + [0x0A]
      try BatchError.wrapping { () throws(StorageError) in
        if damaged.contains(number) { try aside.write(text) } else { try kept.write(text) }
      }
    }
    try BatchError.wrapping { () throws(StorageError) in
      try aside.commit()
      try kept.commit()
    }
  }
}
