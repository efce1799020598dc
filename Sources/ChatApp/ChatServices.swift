public import Alignment
public import Generation
public import Sessions
public import Storage

/// What the interactive program asks of the world outside of it; the command line says how it is done, tests what it answers.
public struct ChatServices {
  /// Saves the objectives and returns the file's path.
  public var saveCatalog: (ObjectiveCatalog) throws -> String
  /// The program, and its arguments, that edits the file of this path.
  public var editorCommand: (String) -> [String]
  /// Makes a sentence of what an engine or another service throws.
  public var describeError: @Sendable (any Error) -> String
  /// Opens the database of sessions, away from the loop; nil where nothing is kept.
  public var openSessions: (@Sendable () throws -> SessionStore)?
  /// Adds an edit and the verdicts on its changes to the user's training records, away from the loop.
  public var stage: (@Sendable (RecordedEdit, RecordedVerdict) throws -> Staged)?

  /// Where a training record went.
  public struct Staged: Sendable, Equatable {
    /// The file.
    public let path: String
    /// How many records it has.
    public let count: Int

    /// Names a file.
    public init(path: String, count: Int) {
      self.path = path
      self.count = count
    }
  }
  /// Gives a text to a clipboard of this machine and names the program that took it; nil where there is none to ask.
  public var copyNatively: (@Sendable (String) async -> String?)?
  /// Keeps the choice of a theme in the configuration and returns the file's path; nil keeps it nowhere.
  public var saveTheme: ((String) throws -> String)?
  /// Loads a model or gets in touch with an engine that is to make the edits; nil where there is none to choose.
  public var loadEngine: (@Sendable (EngineChoice) async throws -> any Engine)?
  /// Loads a model or gets in touch with an engine that is to answer the user; nil where there is none to choose.
  public var loadPolicy: (@Sendable (EngineChoice) async throws -> any PolicySource)?
  /// Gets a line for each thing that happens; nil where there is no log.
  public var log: ((LogEvent) -> Void)?

  /// Calls back whenever another program changes the catalog, until the task that it runs in is cancelled.
  public var watchCatalog: @Sendable (@Sendable (CatalogChange) async -> Void) async -> Void = {
    _ in
  }

  /// Makes the services.
  public init(
    saveCatalog: @escaping (ObjectiveCatalog) throws -> String,
    editorCommand: @escaping (String) -> [String],
    describeError: @escaping @Sendable (any Error) -> String,
    openSessions: (@Sendable () throws -> SessionStore)? = nil,
    stage: (@Sendable (RecordedEdit, RecordedVerdict) throws -> Staged)? = nil,
    copyNatively: (@Sendable (String) async -> String?)? = nil
  ) {
    self.saveCatalog = saveCatalog
    self.editorCommand = editorCommand
    self.describeError = describeError
    self.openSessions = openSessions
    self.stage = stage
    self.copyNatively = copyNatively
  }
}
