import ArgumentParser
import Hub
import StrictJSON

/// `metaaligner models list`: which models are in the cache.
struct ModelListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the models in the cache, Python's among them.")
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let revisions = try HubCache.current().revisions()
    if json {
      return try StandardOutput.write([
        "schema": 1, "models": .array(revisions.map(Self.document)),
      ])
    }
    for revision in revisions {
      let names = revision.references.isEmpty ? "-" : revision.references.joined(separator: ",")
      let state = revision.missing.isEmpty ? "" : "  incomplete"
      try StandardOutput.write(
        "\(revision.repository)  \(names)  \(revision.commit.prefix(12))  "
          + "\(ByteWords.text(revision.byteCount))\(state)\n")
    }
  }

  private static func document(_ revision: CachedRevision) -> JSONValue {
    [
      "repository": .string(revision.repository.text), "commit": .string(revision.commit),
      "revisions": .array(revision.references.map(JSONValue.string)),
      "path": .string(revision.path), "bytes": .integer(Int64(revision.byteCount)),
      "files": .integer(Int64(revision.files.count)),
      "missing": .array(revision.missing.map(JSONValue.string)),
    ]
  }
}

/// `metaaligner models path`: where a model is.
struct ModelPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print the folder or file that a model's name means.")
  @Argument(help: ArgumentHelp("A path, or a model in the cache.", valueName: "name"))
  var name: String

  func run() throws { try StandardOutput.write(try ModelName.resolve(name).path + "\n") }
}

/// `metaaligner models verify`: whether a model in the cache is what the hub has.
struct ModelVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare each file of a model in the cache with its digest.",
    discussion: "Exits with 1 where a file is damaged or missing; pull fetches what is missing.")
  @Argument(help: ArgumentHelp("A model in the cache.", valueName: "org/name[@revision]"))
  var name: String

  func run() throws {
    let cache = try HubCache.current()
    let verdicts = try cache.verify(try cache.revision(named: name))
    for (path, verdict) in verdicts {
      try StandardOutput.write("\(path)  \(verdict.rawValue)\n")
    }
    if verdicts.contains(where: { $0.verdict == .damaged || $0.verdict == .missing }) {
      throw ExitCode(1)
    }
  }
}

/// `metaaligner models remove`: takes a model out of the cache.
struct ModelRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Delete a model from the cache, or one revision of it.",
    discussion: "Without a revision all of the model goes; content that another revision has stays."
  )
  @Argument(help: ArgumentHelp("A model in the cache.", valueName: "org/name[@revision]"))
  var name: String
  @Flag(help: "Prints what would be deleted, and deletes nothing.") var dryRun = false

  func run() throws {
    let cache = try HubCache.current()
    let reference = try HubReference(name)
    if dryRun {
      let all = cache.revisions(of: reference.repository)
      let revisions = reference.revision == nil ? all : [try cache.revision(named: name)]
      guard !revisions.isEmpty else { throw HubError.notCached(name: name) }
      for revision in revisions { try StandardOutput.write(revision.path + "\n") }
      return
    }
    let bytes =
      reference.revision == nil
      ? try cache.remove(reference.repository)
      : try cache.remove(try cache.revision(named: name))
    StandardError.write("freed \(ByteWords.text(bytes))")
  }
}
