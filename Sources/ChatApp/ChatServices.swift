public import Alignment

/// What the interactive program asks of the world outside of it; the command line says how it is done, tests what it answers.
public struct ChatServices {
  /// Saves the objectives and returns the file's path.
  public var saveCatalog: (ObjectiveCatalog) throws -> String
  /// The program, and its arguments, that edits the file of this path.
  public var editorCommand: (String) -> [String]
  /// Makes a sentence of what an engine or another service throws.
  public var describeError: @Sendable (any Error) -> String
  /// Gives a text to a clipboard of this machine and names the program that took it; nil where there is none to ask.
  public var copyNatively: (@Sendable (String) async -> String?)?

  /// Makes the services.
  public init(
    saveCatalog: @escaping (ObjectiveCatalog) throws -> String,
    editorCommand: @escaping (String) -> [String],
    describeError: @escaping @Sendable (any Error) -> String,
    copyNatively: (@Sendable (String) async -> String?)? = nil
  ) {
    self.saveCatalog = saveCatalog
    self.editorCommand = editorCommand
    self.describeError = describeError
    self.copyNatively = copyNatively
  }
}
