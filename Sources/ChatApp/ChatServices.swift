public import Alignment

/// What the interactive program asks of the world outside of it; the command line says how it is done, tests what it answers.
public struct ChatServices {
  /// Saves the objectives and returns the file's path.
  public var saveCatalog: (ObjectiveCatalog) throws -> String
  /// The program, and its arguments, that edits the file of this path.
  public var editorCommand: (String) -> [String]
  /// Makes a sentence of what an engine or another service throws.
  public var describeError: @Sendable (any Error) -> String

  /// Calls back whenever another program changes the catalog, until the task that it runs in is cancelled.
  public var watchCatalog: @Sendable (@Sendable (CatalogChange) async -> Void) async -> Void = {
    _ in
  }

  /// Makes the services.
  public init(
    saveCatalog: @escaping (ObjectiveCatalog) throws -> String,
    editorCommand: @escaping (String) -> [String],
    describeError: @escaping @Sendable (any Error) -> String
  ) {
    self.saveCatalog = saveCatalog
    self.editorCommand = editorCommand
    self.describeError = describeError
  }
}
