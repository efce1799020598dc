import StrictJSON

/// What a model's folder says about dialogues.
public struct ChatFiles: Sendable, Equatable {
  /// The template, and the file that it stands in; nil where there is none.
  public var template: Template?
  /// Texts of special tokens by the names that templates know, such as `bos_token`.
  public var specialTokens: [String: String] = [:]

  /// A template and where it was found.
  public struct Template: Sendable, Equatable {
    /// The template as it is written.
    public let source: String
    /// The file, for errors.
    public let file: String

    /// Creates a template.
    public init(source: String, file: String) {
      self.source = source
      self.file = file
    }
  }

  /// Nothing.
  public init() {}

  static let templateName = "chat_template.jinja"
  private static let fileLimit = 64 << 20
  private static let tokenNames = [
    "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token",
  ]

  /// Reads what is there: `chat_template.jinja` goes before `tokenizer_config.json`, as in transformers.
  ///
  /// - Parameter path: A folder in the layout of Hugging Face.
  /// - Returns: What the files say; nothing where they are not there.
  /// - Throws: `TokenizationError` where a file is there but cannot be read.
  public static func read(folder path: String) throws(TokenizationError) -> ChatFiles {
    let folder = TokenizerFolder(path: path)
    var files = ChatFiles()
    if let bytes = try folder.contents(of: templateName, limit: fileLimit) {
      let file = path + "/" + templateName
      guard let source = String(validating: bytes, as: UTF8.self) else {
        throw .malformedTokenizer(file: file, .notUTF8)
      }
      files.template = Template(source: source, file: file)
    }
    // What the first file says of a token goes before what the second does, `null` too.
    var known: Set<String> = []
    for name in [TokenizerSettings.configurationName, TokenizerSettings.specialTokensName] {
      guard let settings = try SettingsFile(name, in: folder, limit: fileLimit) else { continue }
      for key in tokenNames where !known.contains(key) && settings.members[key] != nil {
        known.insert(key)
        if case .named(let text, _) = try settings.specialToken(key) {
          files.specialTokens[key] = text
        }
      }
      if files.template == nil { files.template = try settings.chatTemplate() }
    }
    return files
  }
}

extension SettingsFile {
  /// The template: a text, or the one named `default` in a list of several.
  fileprivate func chatTemplate() throws(TokenizationError) -> ChatFiles.Template? {
    guard let value = members["chat_template"], !value.isNull else { return nil }
    if let source = value.stringValue { return ChatFiles.Template(source: source, file: path) }
    guard let choices = value.arrayValue else {
      throw .wrongType(file: path, key: "chat_template", expected: "string or list of templates")
    }
    let standard = choices.first { $0["name"]?.stringValue == "default" }
    return standard?["template"]?.stringValue.map { ChatFiles.Template(source: $0, file: path) }
  }
}
