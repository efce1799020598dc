public import StrictJSON

/// What can be wrong with data.
public enum DatasetError: Error, Sendable, Equatable {
  /// Every answer is one of those that are kept apart.
  case nothingLeft
  /// A file cannot be read or written.
  case fileAccess(path: String, errorNumber: Int32)
  /// It is a folder, a device, a pipe or a socket.
  case notRegularFile(path: String)
  /// It is larger, decompressed, than what such a file may be.
  case tooLarge(path: String, limit: Int)
  /// It begins as gzip does and then is not, or ends too early.
  case brokenCompression(path: String)
  /// It is not UTF-8.
  case notUTF8(path: String)
  /// It is no array of conversations, to which one could be added.
  case notConversations(path: String)
  /// It is no table.
  case table(path: String, CSVFault)
  /// It is no JSON; for JSON lines, the line, from 1.
  case json(path: String, line: Int?, JSONError)
  /// A row, or a line of JSON lines, is longer than any may be; `line` is where it begins, from 1.
  case rowTooLarge(path: String, line: Int, limit: Int)
  /// A line of JSON lines is no object, from 1.
  case notAnObject(path: String, line: Int)
  /// Its name says nothing about what is in it.
  case unknownKind(path: String)
  /// It has no answers in a form that is known, from the row that was asked for.
  case noAnswers(path: String)
}
