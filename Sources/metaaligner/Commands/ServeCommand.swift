import AlignServer
import Alignment
import ArgumentParser
import Generation
import Glibc
import Storage

/// `metaaligner serve`: aligned answers over HTTP, for any chat client.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Offer aligned answers over HTTP, as OpenAI's interface does.",
    discussion: """
      Offers /v1/chat/completions, /v1/completions and /v1/models: any client of OpenAI's interface whose base URL is set to \
      http://127.0.0.1:8017/v1 gets the policy's answers, aligned, streamed or whole. The model is 'metaaligner', or 'policy' \
      for the policy's answers as they are.

      A request can say more in a member 'metaaligner': objectives (ids of the catalog or 'Name: description'), align (false \
      leaves the answer as it is) and answer (an answer to edit, instead of one of the policy's). The response's member \
      'metaaligner' has the original answer, the objectives and times. See docs/serving.md.

      It listens on this machine only. An address that others reach needs a key, in METAALIGNER_SERVE_KEY or --key-file, which \
      clients send as their API key; what they send is not encrypted.
      Ctrl-C lets answers that are being written come to their end for up to 30 seconds; a second one ends the program at once.

      EXAMPLES:
        metaaligner serve --policy ~/models/TinyLlama-1.1B-Chat
        metaaligner serve --policy gpu-box --model ~/models/MetaAligner-HH-RLHF-1.1B
        metaaligner serve --objectives harmless,humour --port 9000
        curl http://127.0.0.1:8017/v1/chat/completions -d '{"model": "metaaligner", \\
          "messages": [{"role": "user", "content": "Is tea good for me?"}]}'
      """)

  @Option(
    help: ArgumentHelp(
      """
      What answers: a folder in the layout of Hugging Face, a GGUF file, or the name of an engine of the configuration. \
      (default: the setting 'policy', else the aligner itself)
      """, valueName: "path|name"))
  var policy: String?

  @OptionGroup(title: "Model") var model: ModelOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most tokens of an answer, and of its edit.", valueName: "count"))
  var maxTokens = 1024

  @OptionGroup(title: "Objectives") var objectives: ObjectiveOptions
  @OptionGroup(title: "Sampling of the policy, where a request does not say") var sampling:
    SamplingOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Settings") var configurationFile: ConfigurationOption

  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.")
  var quiet = false

  func validate() throws {
    if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1.") }
  }

  func run() async throws {
    let notices = Notices(isQuiet: quiet, isVerbose: false)
    let settings = try configurationFile.load()
    if let notice = settings.unknownMembersNotice { notices.notice(notice) }
    let options = try network.options()
    let server = try AlignServer(try await configuration(settings, notices), options: options) {
      entry in
      notices.notice(Self.line(entry))
    }
    let signals = InterruptSignals { Task { await server.stop() } }
    defer { signals.stop() }
    try await server.run { port in
      let host = options.address.contains(":") ? "[\(options.address)]" : options.address
      // What scripts wait for, and where they find the port.
      try? StandardOutput.write("listening on http://\(host):\(port)/v1\n")
    }
    if let signal = signals.received { throw CommandError.interrupted(signal: signal) }
  }

  private func configuration(
    _ settings: Settings, _ notices: Notices
  ) async throws -> AlignServiceConfiguration {
    let factory = EngineFactory(settings)
    let resolver = try RequestResolver(
      objectives, model: model.model ?? settings.text(.model), factory: factory,
      adapter: model.compute.adapter, notices: notices)
    let answers = try (policy ?? settings.text(.policy)).map(factory.source)
    try factory.checkMemory(
      for: [("aligner", resolver.source), ("policy", answers)],
      format: model.compute.format.elementType)
    var engineOptions = try model.compute.engineOptions(settings)
    let aligner = try await resolver.loadEngine(engineOptions)
    var answering = aligner
    if let answers {
      // The adapter is the aligner's.
      engineOptions.adapter = nil
      answering = try await factory.load(answers, options: engineOptions)
    }
    return AlignServiceConfiguration(
      aligner: aligner, policy: answering, catalog: resolver.catalog,
      objectives: resolver.objectives, family: resolver.family,
      direction: objectives.equal ? .equal : .better, format: resolver.format,
      sampling: try sampling.resolve(for: answering, seed: sampling.chooseSeed()),
      maximumTokens: maxTokens, explain: { ErrorReporter.explain($0).message })
  }

  /// `POST /v1/chat/completions 200  1.2 s  34 tokens`.
  private static func line(_ entry: RequestLog) -> String {
    var line =
      "\(entry.method) \(entry.path) \(entry.status)  \(entry.duration.seconds.rounded(to: 2)) s"
    if entry.generatedTokens > 0 { line += "  \(entry.generatedTokens) tokens" }
    return entry.isCut ? line + "  cut short" : line
  }
}

/// Where a server listens, for whom, and how much it takes on.
struct NetworkOptions: ParsableArguments {
  /// The variable that a key is taken from; arguments can be read by every user of a machine.
  private static let keyVariable = "METAALIGNER_SERVE_KEY"

  @Option(
    help: ArgumentHelp("The address to listen on, of IPv4 or IPv6.", valueName: "address"))
  var address = "127.0.0.1"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The port to listen on; 0 takes one that is free.", valueName: "number"))
  var port: UInt16 = 8017

  @Option(
    help: ArgumentHelp(
      "A file with the key that clients must send. (default: METAALIGNER_SERVE_KEY, else no key)",
      valueName: "file"))
  var keyFile: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most requests that are worked on at a time; --queue more wait, the rest is told to come again.",
      valueName: "count"))
  var concurrency = 4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most requests that wait.", valueName: "count"))
  var queue = 64

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most KiB of a request's body.", valueName: "kib"))
  var maxBody = 1024

  func validate() throws {
    if !(1...256).contains(concurrency) {
      throw ValidationError("--concurrency must be from 1 to 256.")
    }
    if !(0...4096).contains(queue) { throw ValidationError("--queue must be from 0 to 4096.") }
    if !(1...65_536).contains(maxBody) {
      throw ValidationError("--max-body must be from 1 to 65536.")
    }
  }

  /// The server's options; reads the key.
  ///
  /// - Throws: `StorageError`, or `CommandError.emptyKey`.
  func options() throws -> AlignServerOptions {
    AlignServerOptions(
      address: address, port: port, key: try key(), concurrency: concurrency, queueLimit: queue,
      bodyLimit: maxBody << 10)
  }

  private func key() throws -> String? {
    guard
      let text = try keyFile.map({ path throws(StorageError) in try TextFile.read(path) })
        ?? getenv(Self.keyVariable).map({ String(cString: $0) })
    else { return nil }
    let key = text.filter { !$0.isWhitespace }
    guard !key.isEmpty else { throw CommandError.emptyKey }
    return key
  }
}
