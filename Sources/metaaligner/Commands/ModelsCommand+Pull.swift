import ArgumentParser
import Glibc
import Hub
import StrictJSON

/// `metaaligner models pull`: gets a model from the hub.
struct ModelPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Download a model into the cache that it shares with Python's huggingface_hub.",
    discussion: """
      Each file's digest is checked. A download that was interrupted goes on where it was. The last line printed is \
      the folder of the model.

      EXAMPLES:
        metaaligner models pull MetaAligner/MetaAligner-HH-RLHF-1.1B
        metaaligner models pull ORG/NAME@REVISION --include '*.json' --dry-run

      ENVIRONMENT:
        HF_HUB_CACHE, HF_HOME   where the cache is (~/.cache/huggingface/hub)
        HF_TOKEN, HF_TOKEN_PATH the token for private models, or the file that has it
        HF_ENDPOINT             the hub (https://huggingface.co)
        HF_HUB_OFFLINE          1 asks nothing of the network
      """)

  @Argument(
    help: ArgumentHelp(
      "The repository, at its main branch unless a revision is given.",
      valueName: "org/name[@revision]"))
  var name: String
  @Option(
    help: ArgumentHelp(
      "Only files that match a shell pattern; may be given again. Default: the small files and the weights of one format.",
      valueName: "glob"))
  var include: [String] = []
  @Flag(help: "Prints what would be downloaded, and writes nothing.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.") var quiet = false
  @Flag(help: "Prints one JSON document.") var json = false
  @OptionGroup var hub: HubOptions

  func run() async throws {
    let reference = try HubReference(name)
    let cache = try HubCache.current()
    let client = try hub.client()
    let plan = try await client.plan(
      reference.repository, revision: reference.revision ?? "main",
      include: reference.file.map { include + [$0] } ?? include, cache: cache)
    if dryRun { return try show(plan) }
    if !quiet {
      StandardError.write(
        "\(plan.repository) at \(plan.commit.prefix(12)): \(plan.items.count) files, "
          + "\(ByteWords.text(plan.byteCount)), \(ByteWords.text(plan.missingBytes)) to download")
    }
    var meter = ProgressMeter(
      label: "downloading", isShown: !quiet && !json && isatty(STDERR_FILENO) == 1)
    let path = try await client.pull(plan, cache: cache) { event in
      switch event {
      case .progress(let bytes, let total): meter.show(bytes, of: total)
      case .finished(let file):
        guard !quiet else { return }
        meter.clear()
        StandardError.write("verified \(file)")
      case .restarted(let file):
        meter.clear()
        StandardError.write("warning: \(file) came with a wrong digest; fetching it once more")
      }
    }
    meter.clear()
    guard json else { return try StandardOutput.write(path + "\n") }
    try StandardOutput.write(document(of: plan, path: path))
  }

  private func show(_ plan: PullPlan) throws {
    if json { return try StandardOutput.write(document(of: plan, path: nil)) }
    for item in plan.items {
      let state =
        item.isPresent
        ? "present" : item.presentBytes > 0 ? "\(ByteWords.text(item.presentBytes)) present" : "new"
      try StandardOutput.write(
        "\(item.file.path)  \(ByteWords.text(item.file.byteCount))  \(state)\n")
    }
    try StandardOutput.write(
      "\(ByteWords.text(plan.missingBytes)) of \(ByteWords.text(plan.byteCount)) to download\n")
  }

  private func document(of plan: PullPlan, path: String?) -> JSONValue {
    [
      "schema": 1, "repository": .string(plan.repository.text),
      "revision": .string(plan.revision), "commit": .string(plan.commit),
      "bytes": .integer(Int64(plan.byteCount)),
      "missing_bytes": .integer(Int64(plan.missingBytes)),
      "path": path.map(JSONValue.string) ?? .null,
      "files": .array(
        plan.items.map { item in
          [
            "path": .string(item.file.path), "bytes": .integer(Int64(item.file.byteCount)),
            "digest": .string(item.file.digest.text), "present": .bool(item.isPresent),
          ]
        }),
    ]
  }
}
