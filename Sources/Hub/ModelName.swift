/// Where a model is that a name means.
public enum ModelLocation: Sendable, Equatable {
  /// A folder or a GGUF file that the name is the path of.
  case path(String)
  /// A snapshot of the cache, or the GGUF file in it.
  case cached(path: String, repository: RepositoryName, commit: String)

  /// The folder or the file.
  public var path: String {
    switch self {
    case .path(let path), .cached(let path, _, _): path
    }
  }
}

/// The names of models, which mean the same to every command.
public enum ModelName {
  /// Finds the model that a name means: a path that exists, else a revision of a repository in the cache.
  ///
  /// Nothing is asked of the hub, and a part of a model is not returned for the whole.
  ///
  /// - Parameters:
  ///   - name: A path, or `[hf://]ORG/NAME[@REVISION][/FILE]`.
  ///   - cache: The cache; nil takes the environment's.
  /// - Returns: Where it is.
  /// - Throws: `HubError.notCached`, `HubError.incomplete`, `HubError.severalModels`, `HubError.invalidName`.
  public static func resolve(
    _ name: String, cache: HubCache? = nil
  ) throws(HubError) -> ModelLocation {
    if !name.utf8.contains(0), Disk.exists(name) { return .path(name) }
    let reference = try HubReference(name)
    let cache = if let cache { cache } else { HubCache(root: try HubEnvironment().cacheFolder) }
    let repository = reference.repository
    guard let commit = cache.commit(reference.revision ?? "main", of: repository),
      Disk.isFolder(cache.snapshot(commit, of: repository))
    else {
      // A download that was cut off has no name yet.
      let started = cache.revisions(of: repository).first { !$0.missing.isEmpty }
      if reference.revision == nil, let started {
        throw .incomplete(name: name, missing: started.missing)
      }
      throw .notCached(name: name)
    }
    let folder = cache.snapshot(commit, of: repository)
    if let file = reference.file {
      let path = Disk.joining(folder, file)
      guard Disk.exists(path) else { throw .incomplete(name: name, missing: [file]) }
      return .cached(path: path, repository: repository, commit: commit)
    }
    let missing = cache.missingFiles(commit, of: repository)
    guard missing.isEmpty else { throw .incomplete(name: name, missing: missing) }
    let files = Disk.entries(of: folder)
    let single = files.filter(WeightFormat.gguf.includes)
    let hasOthers = files.contains {
      WeightFormat.safetensors.includes($0) || WeightFormat.pytorch.includes($0)
    }
    guard !hasOthers, !single.isEmpty else {
      return .cached(path: folder, repository: repository, commit: commit)
    }
    guard single.count == 1 else {
      throw .severalModels(repository: repository.text, files: single)
    }
    return .cached(
      path: Disk.joining(folder, single[0]), repository: repository, commit: commit)
  }
}
