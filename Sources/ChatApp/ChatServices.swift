public import Alignment
public import Storage

/// What the interactive program asks of the world outside of it; the command line says how it is done, tests what it answers.
public struct ChatServices {
  /// Saves the objectives and returns the file's path.
  public var saveCatalog: (ObjectiveCatalog) throws -> String
  /// The program, and its arguments, that edits the file of this path.
  public var editorCommand: (String) -> [String]
  /// Makes a sentence of what an engine or another service throws.
  public var describeError: @Sendable (any Error) -> String
  /// Keeps the choice of a theme in the configuration and returns the file's path; nil keeps it nowhere.
  public var saveTheme: ((String) throws -> String)?
  /// Gets a line for each thing that happens; nil where there is no log.
  public var log: ((LogEvent) -> Void)?

  /// Makes the services.
  public init(
    saveCatalog: @escaping (ObjectiveCatalog) throws -> String,
    editorCommand: @escaping (String) -> [String],
    describeError: @escaping @Sendable (any Error) -> String,
    saveTheme: ((String) throws -> String)? = nil, log: ((LogEvent) -> Void)? = nil
  ) {
    self.saveCatalog = saveCatalog
    self.editorCommand = editorCommand
    self.describeError = describeError
    self.saveTheme = saveTheme
    self.log = log
  }
}
