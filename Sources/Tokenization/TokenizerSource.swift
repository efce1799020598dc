/// Where a model's tokenizer is.
public enum TokenizerSource: Sendable, Equatable {
  /// In files of this folder.
  case folder(String)
  /// In the model's own file, which `file` names for errors.
  case vocabulary(PieceVocabulary, file: String)
  /// The model's file has none.
  case absent(file: String)
  /// The model's file has one of a kind that is not read, by the name that the file gives the kind.
  case unsupported(file: String, kind: String, supported: [String])
}

extension TokenizerSource {
  /// The folder or the file, for errors.
  var path: String {
    switch self {
    case .folder(let path): path
    case .vocabulary(_, let file), .absent(let file), .unsupported(let file, _, _): file
    }
  }
}
