/// Where the program's files are, decided in this one place.
///
/// For what is read: the flag, then `METAALIGNER_*`, then the user's XDG folder, then `share/metaaligner` beside the
/// executable's prefix, then the checkout above the executable. What a flag or a variable names is taken whether it is
/// there or not, so that a mistake is reported rather than passed over.
public struct Places: Sendable, Equatable {
  /// Paths given on the command line.
  public struct Flags: Sendable, Equatable {
    /// The catalog of objectives.
    public var catalog: String?
    /// The model's folder.
    public var model: String?

    /// Makes them; nil where a flag was not given.
    public init(catalog: String? = nil, model: String? = nil) {
      self.catalog = catalog
      self.model = model
    }
  }

  /// One line of the list of places.
  public struct Place: Sendable, Equatable {
    /// Its name in documents.
    public let key: String
    /// What is there, for people.
    public let label: String
    /// Its path; nil where there is none.
    public let path: String?
  }

  /// The variable that names the catalog.
  public static let catalogVariable = "METAALIGNER_OBJECTIVES"
  /// The variable that names the model's folder.
  public static let modelVariable = "METAALIGNER_MODEL"

  /// The variable that names the database of sessions.
  public static let sessionsVariable = "METAALIGNER_SESSIONS"

  static let sessionsName = "sessions.sqlite"
  static let catalogName = "objectives.json"
  static let defaultModelName = "models/default"
  private static let programName = "metaaligner"
  private static let climbLimit = 8

  let environment: [String: String]
  let home: String?
  let executablePath: String?
  let flags: Flags

  /// Makes the places from what they depend on; nothing is read from the process.
  ///
  /// - Parameters:
  ///   - environment: The environment's variables.
  ///   - home: The home folder that counts where `HOME` names none.
  ///   - executablePath: The program's own file, links resolved.
  ///   - flags: Paths given on the command line.
  public init(
    environment: [String: String], home: String?, executablePath: String?, flags: Flags = Flags()
  ) {
    self.environment = environment
    self.home = [environment["HOME"], home].compactMap { $0 }.first(where: FilePath.isAbsolute)
    self.executablePath = executablePath
    self.flags = flags
  }

  /// Folder of the configuration: `$XDG_CONFIG_HOME/metaaligner`, else below `~/.config`.
  public var configurationFolder: String? { userFolder("XDG_CONFIG_HOME", ".config") }
  /// Folder of sessions and models: `$XDG_DATA_HOME/metaaligner`, else below `~/.local/share`.
  public var dataFolder: String? { userFolder("XDG_DATA_HOME", ".local/share") }
  /// Folder of the log and the history: `$XDG_STATE_HOME/metaaligner`, else below `~/.local/state`.
  public var stateFolder: String? { userFolder("XDG_STATE_HOME", ".local/state") }
  /// Folder of what can be made again: `$XDG_CACHE_HOME/metaaligner`, else below `~/.cache`.
  public var cacheFolder: String? { userFolder("XDG_CACHE_HOME", ".cache") }

  /// The catalog to read; nil where there is none, and the program's own counts.
  public func catalogForReading() -> String? {
    namedCatalog
      ?? candidates(Self.catalogName, userFolder: configurationFolder).first(where: FilePath.exists)
  }

  /// The catalog to write: where it was named, else in the user's folder, never in the checkout or in `share`.
  ///
  /// - Throws: `StorageError.noHomeFolder` where the user has no folder.
  public func catalogForWriting() throws(StorageError) -> String {
    if let namedCatalog { return namedCatalog }
    guard let configurationFolder else { throw .noHomeFolder }
    return FilePath.joining(configurationFolder, Self.catalogName)
  }

  /// The database of sessions; nil where there is none yet.
  public func sessionsForReading() -> String? {
    let path = variable(Self.sessionsVariable) ?? userSessions
    return path.flatMap { FilePath.exists($0) ? $0 : nil }
  }

  /// The database of sessions to write; the user's data folder is made if need be.
  ///
  /// - Throws: `StorageError` where the user has no folder or it cannot be made.
  public func sessionsForWriting() throws(StorageError) -> String {
    if let named = variable(Self.sessionsVariable) { return named }
    guard let dataFolder, let userSessions else { throw .noHomeFolder }
    try FilePath.createFolders(dataFolder)
    return userSessions
  }

  /// The file that staged training records are added to; the user's data folder is made if need be.
  ///
  /// - Throws: `StorageError` where the user has no folder or it cannot be made.
  public func stagedForWriting() throws(StorageError) -> String {
    guard let dataFolder else { throw .noHomeFolder }
    try FilePath.createFolders(dataFolder)
    return FilePath.joining(dataFolder, "staged.json")
  }

  private var userSessions: String? {
    dataFolder.map { FilePath.joining($0, Self.sessionsName) }
  }

  /// The folder of the model to use; nil where there is none.
  public func defaultModel() -> String? {
    if let named = flags.model ?? variable(Self.modelVariable) { return named }
    return modelCandidates.first { FilePath.exists(FilePath.joining($0, "config.json")) }
  }

  /// The folders that are looked at for a model that nobody named, in order.
  public var modelCandidates: [String] {
    candidates(Self.defaultModelName, userFolder: dataFolder)
  }

  /// Every place with what it is for.
  public var all: [Place] {
    [
      Place(key: "objectives_read", label: "objectives, read from", path: catalogForReading()),
      Place(key: "objectives_saved", label: "objectives, saved to", path: try? catalogForWriting()),
      Place(key: "default_model", label: "default model", path: defaultModel()),
      Place(
        key: "sessions", label: "sessions", path: variable(Self.sessionsVariable) ?? userSessions),
      Place(key: "configuration", label: "configuration", path: configurationFolder),
      Place(key: "data", label: "data", path: dataFolder),
      Place(key: "state", label: "state", path: stateFolder),
      Place(key: "cache", label: "cache", path: cacheFolder),
      Place(key: "shared", label: "shared files", path: sharedFolder),
      Place(key: "checkout", label: "checkout", path: checkoutFolder),
    ]
  }

  private var namedCatalog: String? { flags.catalog ?? variable(Self.catalogVariable) }

  /// `share/metaaligner` beside the `bin` that the executable is in.
  private var sharedFolder: String? {
    executablePath.map {
      FilePath.joining(
        FilePath.folder(of: FilePath.folder(of: $0)), "share/" + Self.programName)
    }
  }

  /// The nearest folder above the executable that holds a Swift package with a catalog.
  private var checkoutFolder: String? {
    guard var folder = executablePath.map(FilePath.folder(of:)), FilePath.isAbsolute(folder) else {
      return nil
    }
    for _ in 0..<Self.climbLimit where folder != "/" {
      if FilePath.exists(FilePath.joining(folder, "Package.swift")),
        FilePath.exists(FilePath.joining(folder, Self.catalogName))
      {
        return folder
      }
      folder = FilePath.folder(of: folder)
    }
    return nil
  }

  private func candidates(_ name: String, userFolder: String?) -> [String] {
    [userFolder, sharedFolder, checkoutFolder].compactMap { $0 }
      .map { FilePath.joining($0, name) }
  }

  /// A variable's value; an empty one counts as unset.
  private func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The XDG base directory specification calls relative values invalid and has them ignored.
  private func userFolder(_ variableName: String, _ fallback: String) -> String? {
    let base =
      variable(variableName).flatMap { FilePath.isAbsolute($0) ? $0 : nil }
      ?? home.map { FilePath.joining($0, fallback) }
    return base.map { FilePath.joining($0, Self.programName) }
  }
}
