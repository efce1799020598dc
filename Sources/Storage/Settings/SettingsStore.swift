public import StrictJSON

/// Reads and changes the configuration file.
public struct SettingsStore: Sendable {
  /// The largest file that is read, in bytes.
  public static let sizeLimit = 1 << 20

  /// Where files are.
  public let places: Places

  /// Makes a store.
  public init(places: Places) {
    self.places = places
  }

  /// The settings of the file and of the environment.
  ///
  /// - Returns: Those that there are; a file that nobody named need not be there.
  /// - Throws: `StorageError`; a mistake in a setting says where it stands.
  public func load() throws(StorageError) -> Settings {
    let path = places.configurationFile
    let bytes = try fileBytes()
    do throws(SettingsError) {
      let environment = try SettingsReader.read(environment: places.environment)
      guard let bytes, let path else {
        return Settings(path: path, document: nil, unknownMembers: [], given: environment)
      }
      let reader = try SettingsReader(bytes, path: path)
      let (given, unknown) = try reader.read()
      return Settings(
        path: path, document: reader.document, unknownMembers: unknown,
        given: given.merging(environment) { $1 })
    } catch {
      throw .settings(error)
    }
  }

  /// Changes one setting of the file, and nothing else in it; the file is made if need be.
  ///
  /// - Parameters:
  ///   - name: The setting.
  ///   - value: Its value.
  /// - Returns: The file.
  /// - Throws: `StorageError`; the file is then as it was.
  @discardableResult
  public func set(_ name: SettingName, to value: JSONValue) throws(StorageError) -> String {
    var members = JSONObject()
    if let path = places.configurationFile, let bytes = try fileBytes(mayBeMissing: true) {
      do throws(SettingsError) {
        members = try SettingsReader(bytes, path: path).document.root.objectValue ?? members
      } catch {
        throw .settings(error)
      }
    }
    members[name.rawValue] = value
    return try write(members)
  }

  /// Makes the file, with nothing set in it, where it is not there.
  ///
  /// - Returns: The file.
  /// - Throws: `StorageError`.
  public func makeFile() throws(StorageError) -> String {
    if let path = places.configurationFile, FilePath.exists(path) { return path }
    return try write(JSONObject())
  }

  private func write(_ members: JSONObject) throws(StorageError) -> String {
    guard let path = places.configurationFile else { throw .noHomeFolder }
    try FilePath.createFolders(FilePath.folder(of: path))
    // It may come to hold what only its owner should see.
    try AtomicFile.write(JSONWriter.write(.object(members), pretty: true), to: path, mode: 0o600)
    return path
  }

  private func fileBytes(mayBeMissing: Bool = false) throws(StorageError) -> [UInt8]? {
    guard let path = places.configurationFile else { return nil }
    if !FilePath.exists(path), mayBeMissing || !places.namesConfigurationFile { return nil }
    return try WholeFile.read(path, limit: Self.sizeLimit)
  }
}
