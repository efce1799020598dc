import StrictJSON

/// What the JSON files beside `tokenizer.model` say about how sequences begin and end.
///
/// Follows `LlamaTokenizer` of transformers: `tokenizer_config.json` first, then `special_tokens_map.json`, then the
/// model itself.
struct TokenizerSettings: Sendable, Equatable {
  /// A token that begins or ends sequences.
  enum SpecialToken: Sendable, Equatable {
    /// The files do not say, or say "", as LLaMA's first conversions do.
    case unstated
    /// `null`: there is none.
    case none
    case named(String, file: String)
  }

  /// Whether prompts begin with the token that begins sequences; nil where the files do not say.
  var addsBeginning: Bool?
  /// Whether prompts end with the token that ends sequences; nil where the files do not say.
  var addsEnd: Bool?
  var beginning = SpecialToken.unstated
  var end = SpecialToken.unstated
  /// Tokens outside the model's own vocabulary, with their ids.
  var addedTokens: [AddedToken] = []

  static let configurationName = "tokenizer_config.json"
  static let specialTokensName = "special_tokens_map.json"
  static let addedTokensName = "added_tokens.json"
  private static let fileLimit = 64 << 20

  /// Reads what is there of the three files.
  ///
  /// - Parameter folder: The model's folder.
  /// - Returns: What they say, and the defaults where they do not.
  /// - Throws: `TokenizationError` where a file is there but not readable, not JSON, or of wrong types.
  static func read(from folder: TokenizerFolder) throws(TokenizationError) -> TokenizerSettings {
    var settings = TokenizerSettings()
    if let file = try SettingsFile(configurationName, in: folder, limit: fileLimit) {
      settings.addsBeginning = try file.truth("add_bos_token")
      settings.addsEnd = try file.truth("add_eos_token")
      settings.beginning = try file.specialToken("bos_token")
      settings.end = try file.specialToken("eos_token")
      settings.addedTokens += try file.addedTokensDecoder()
    }
    if settings.beginning == .unstated || settings.end == .unstated,
      let file = try SettingsFile(specialTokensName, in: folder, limit: fileLimit)
    {
      if settings.beginning == .unstated { settings.beginning = try file.specialToken("bos_token") }
      if settings.end == .unstated { settings.end = try file.specialToken("eos_token") }
    }
    if let file = try SettingsFile(addedTokensName, in: folder, limit: fileLimit) {
      let known = Set(settings.addedTokens.map(\.id))
      settings.addedTokens += try file.addedTokens().filter { !known.contains($0.id) }
    }
    return settings
  }
}

/// One JSON file, an object, read key by key.
struct SettingsFile {
  let path: String
  let members: JSONObject

  init?(_ name: String, in folder: TokenizerFolder, limit: Int) throws(TokenizationError) {
    path = folder.path + "/" + name
    guard let bytes = try folder.contents(of: name, limit: limit) else { return nil }
    let root: JSONValue
    do {
      root = try JSONParser.parse(bytes)
    } catch {
      throw .malformedJSON(file: path, error)
    }
    guard let members = root.objectValue else {
      throw .wrongType(file: path, key: "", expected: "object")
    }
    self.members = members
  }

  func truth(_ key: String) throws(TokenizationError) -> Bool? {
    guard let value = members[key], value != .null else { return nil }
    guard let truth = value.boolValue else {
      throw .wrongType(file: path, key: key, expected: "true or false")
    }
    return truth
  }

  /// A token as a string, or as an object with `content`, as added tokens are written.
  func specialToken(_ key: String) throws(TokenizationError) -> TokenizerSettings.SpecialToken {
    guard let value = members[key] else { return .unstated }
    if value == .null { return .none }
    guard let text = value.stringValue ?? value["content"]?.stringValue else {
      throw .wrongType(file: path, key: key, expected: "string, object with content, or null")
    }
    return text.isEmpty ? .unstated : .named(text, file: path)
  }

  /// `added_tokens_decoder`: ids, as keys, to objects with `content`.
  func addedTokensDecoder() throws(TokenizationError) -> [AddedToken] {
    let key = "added_tokens_decoder"
    guard let value = members[key], value != .null else { return [] }
    guard let object = value.objectValue else {
      throw .wrongType(file: path, key: key, expected: "object")
    }
    var tokens: [AddedToken] = []
    for (text, token) in object.members {
      guard let id = Int(text), id >= 0, let content = token["content"]?.stringValue else {
        throw .wrongType(file: path, key: "\(key).\(text)", expected: "id to object with content")
      }
      let isSpecial = token["special"]?.boolValue ?? false
      tokens.append(
        AddedToken(
          content: content, id: id, isSpecial: isSpecial,
          isSingleWord: token["single_word"]?.boolValue ?? false,
          takesSpaceBefore: token["lstrip"]?.boolValue ?? false,
          takesSpaceAfter: token["rstrip"]?.boolValue ?? false,
          isNormalized: token["normalized"]?.boolValue ?? !isSpecial))
    }
    return tokens
  }

  /// `added_tokens.json`: texts to ids.
  func addedTokens() throws(TokenizationError) -> [AddedToken] {
    var tokens: [AddedToken] = []
    for (content, value) in members.members {
      guard let id = value.intValue, id >= 0 else {
        throw .wrongType(file: path, key: content, expected: "id")
      }
      tokens.append(AddedToken(content: content, id: id))
    }
    return tokens
  }
}
