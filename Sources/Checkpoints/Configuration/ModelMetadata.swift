/// What `metaaligner.json` says about how the model was made and wants to be asked.
public struct ModelMetadata: Sendable, Equatable {
  /// The model's name.
  public var name: String?
  /// The prompt family, as written.
  public var family: String?
  /// The prompt format, as written.
  public var promptFormat: String?
  /// The objectives that it was trained on.
  public var objectives: [String]
  /// The model that it was made from.
  public var base: String?
  /// How it was made.
  public var recipe: String?

  /// What a new model says about itself.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - family: The prompt family, as written.
  ///   - promptFormat: The prompt format, as written.
  ///   - objectives: The objectives that it was trained on.
  ///   - base: The model that it was made from.
  ///   - recipe: How it was made.
  public init(
    name: String? = nil, family: String? = nil, promptFormat: String? = nil,
    objectives: [String] = [], base: String? = nil, recipe: String? = nil
  ) {
    self.name = name
    self.family = family
    self.promptFormat = promptFormat
    self.objectives = objectives
    self.base = base
    self.recipe = recipe
  }

  /// Reads the file; keys that we do not know are passed over.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name, for errors.
  /// - Returns: What it says.
  /// - Throws: `CheckpointError` for a value of the wrong kind.
  public static func parse(
    _ bytes: some Collection<UInt8>, file: String
  ) throws(CheckpointError) -> ModelMetadata {
    let values = try KeyedValues(bytes: bytes, file: file)
    return ModelMetadata(
      name: try values.string("name"), family: try values.string("family"),
      promptFormat: try values.string("prompt_format"),
      objectives: try values.strings("objectives") ?? [], base: try values.string("base"),
      recipe: try values.string("recipe"))
  }
}
