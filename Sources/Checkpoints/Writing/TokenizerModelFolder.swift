import Tokenization

/// Writes a tokenizer as a folder in the layout of Hugging Face.
public enum TokenizerModelFolder {
  static let mainName = "tokenizer.model"

  /// Writes `tokenizer.model` and `tokenizer_config.json`.
  ///
  /// - Parameters:
  ///   - model: What `TokenizerTraining.train` gave.
  ///   - path: The folder.
  ///   - isReplacing: Whether a tokenizer that is there may be replaced.
  /// - Throws: `ConversionError`; then a tokenizer that was there is still there.
  public static func write(
    model: [UInt8], to path: String, isReplacing: Bool
  ) throws(ConversionError) {
    let folder = try NewFolder(for: path, isReplacing: isReplacing, mainName: mainName)
    do throws(ConversionError) {
      for (name, contents) in TokenizerTraining.files(model: model) {
        try NewFile.write(contents, to: folder.path + "/" + name, isReplacing: true)
      }
      try folder.finish(mainName: mainName) { _ in false }
    } catch {
      folder.discard()
      throw error
    }
  }
}
