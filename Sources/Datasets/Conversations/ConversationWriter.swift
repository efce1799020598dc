import Alignment
import Glibc
import StrictJSON

/// Writes pairs of a prompt and a target as FastChat's trainer reads them: one JSON array of conversations.
///
/// The rows go to a file beside, which takes the name once all are there and on the disk; they are never in memory
/// together.
public final class ConversationWriter {
  private let path: String
  private let temporaryPath: String
  private var stream: UnsafeMutablePointer<FILE>?
  private var count = 0

  /// Begins a file.
  ///
  /// - Parameter path: Its name; the folder must be there.
  /// - Throws: `DatasetError.fileAccess`.
  public init(_ path: String) throws(DatasetError) {
    self.path = path
    temporaryPath = path + ".part"
    stream = fopen(temporaryPath, "we")
    guard stream != nil else { throw .fileAccess(path: temporaryPath, errorNumber: errno) }
  }

  deinit {
    guard let stream else { return }
    fclose(stream)
    unlink(temporaryPath)
  }

  /// Adds a conversation of two turns.
  ///
  /// - Parameters:
  ///   - prompt: What the human says.
  ///   - target: What the model is to say.
  /// - Throws: `DatasetError.fileAccess`, such as for a full disk.
  public func append(prompt: String, target: String) throws(DatasetError) {
    let row: JSONValue = [
      "id": .integer(Int64(count)),
      "conversations": [
        ["from": "human", "value": .string(prompt)], ["from": "gpt", "value": .string(target)],
      ],
    ]
    try write(Array((count == 0 ? "[\n" : ",\n").utf8) + JSONWriter.write(row, pretty: false))
    count += 1
  }

  /// Ends the file and gives it its name.
  ///
  /// - Throws: `DatasetError.fileAccess`; then there is no file of that name that was not there before.
  public func finish() throws(DatasetError) {
    try write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
    guard let stream else { return }
    self.stream = nil
    try TextOutput.finish(stream, temporaryPath, path)
  }

  private func write(_ bytes: [UInt8]) throws(DatasetError) {
    guard let stream else { throw .fileAccess(path: path, errorNumber: EBADF) }
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }
}
