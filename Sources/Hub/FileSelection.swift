internal import Glibc

/// Which files of a repository are wanted.
enum FileSelection {
  /// Chooses by shell patterns, in which `*` also matches slashes, as in Python's `fnmatch`.
  static func matching(_ patterns: [String], _ files: [HubFile]) -> [HubFile] {
    files.filter { file in
      patterns.contains { pattern in
        let whole = pattern.hasSuffix("/") ? pattern + "*" : pattern
        return fnmatch(whole, file.path, FNM_NOESCAPE) == 0
      }
    }
  }

  /// What this program needs of a model: the small files of the top folder, and its weights in one format.
  static func standard(
    _ files: [HubFile], repository: RepositoryName
  ) throws(HubError) -> [HubFile] {
    let top = files.filter { !$0.path.contains("/") }
    let small = top.filter { file in
      smallSuffixes.contains { file.path.hasSuffix($0) } || file.path == "LICENSE"
    }
    let formats = WeightFormat.allCases.map { format in top.filter { format.includes($0.path) } }
    guard let weights = formats.first(where: { !$0.isEmpty }) else {
      throw .nothingSelected(repository: repository.text)
    }
    if weights.count > 1, WeightFormat.gguf.includes(weights[0].path) {
      throw .severalModels(repository: repository.text, files: weights.map(\.path))
    }
    return small + weights
  }

  private static let smallSuffixes = [".json", ".model", ".txt", ".jinja", ".md"]
}

/// The formats of weights, the first that there is being the best.
enum WeightFormat: CaseIterable {
  case safetensors, pytorch, gguf

  func includes(_ path: String) -> Bool {
    switch self {
    case .safetensors: path.hasSuffix(".safetensors") && !path.hasPrefix("adapter_model")
    case .pytorch: path.hasPrefix("pytorch_model") && path.hasSuffix(".bin")
    case .gguf: path.hasSuffix(".gguf")
    }
  }
}
