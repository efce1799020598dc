import Alignment
public import ArgumentParser
import ChatApp
import Checkpoints
import CursesTerminal
import Generation
import Glibc
import Storage
import StrictJSON
public import TerminalUI

/// `metaaligner chat`: the interactive program.
///
/// Not asynchronous: it waits for keys on the main thread, which curses wants to be one and the same.
struct ChatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat",
    abstract: "Open the interactive program.",
    discussion: """
      Shows the answer and its aligned edit side by side. Digits toggle objectives, e edits the answer, c the context, \
      ? shows every key, q quits. Without texts it opens on an example. With --dry-run or --json it does what align does.

      EXAMPLES:
        metaaligner chat
        metaaligner chat --context-file question.txt --answer-file answer.txt
        metaaligner chat --objectives harmless \\
          --objective 'Brevity: The response should be short'
        metaaligner chat --model ~/models/MetaAligner-HH-RLHF-1.1B
      """)

  @OptionGroup(title: "Texts") var texts: TextOptions
  @OptionGroup(title: "Objectives") var objectives: ObjectiveOptions
  @OptionGroup(title: "Model") var engine: EngineOptions
  @OptionGroup(title: "Sampling") var sampling: SamplingOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Settings") var configurationFile: ConfigurationOption

  @Option(help: "auto, always, never, 16, 256 or truecolor. (default: auto, which heeds NO_COLOR)")
  var color: ColorOption?

  @OptionGroup var themeOptions: ThemeOptions

  @Option(
    help: ArgumentHelp(
      """
      What is worked on between edits: off, prompts (those one toggle away are read), edits (they are made). \
      (default: prompts)
      """, valueName: "what"))
  var prefetch: ChatConfiguration.Prefetching?

  @Flag(inversion: .prefixedNo, help: "Clicks and the wheel reach the program. (default: --mouse)")
  var mouse: Bool?

  @Option(
    help: ArgumentHelp(
      "A file that gets a line for each thing that happens, without its texts. (default: none)",
      valueName: "file"))
  var logFile: String?

  @Flag(help: "Characters of ambiguous width take two cells, as some East Asian fonts have it.")
  var wideAmbiguous = false

  /// The same request without a screen, where a flag asks for a document.
  var withoutScreen: AlignCommand? {
    guard output.dryRun || output.json else { return nil }
    var command = AlignCommand()
    command.texts = texts
    command.objectives = objectives
    command.engine = engine
    command.sampling = sampling
    command.output = output
    command.configurationFile = configurationFile
    return command
  }

  func run() throws {
    // Read before the terminal is touched, so that every mistake is told in the shell.
    let settings = try settings()
    var (chat, resolver) = try configuration(settings)
    _ = try themeOptions.choices(settings, places: resolver.places, ground: nil)
    try Self.takeTerminalAsInput()
    guard isatty(STDIN_FILENO) == 1, StandardOutput.isTerminal else {
      throw CommandError.notATerminal
    }
    let log = try Self.log(settings)
    let terminal = try CursesTerminal(
      CursesOptions(
        color: color, configuredColor: settings.text(.color).flatMap(ColorOption.init),
        usesMouse: settings.flag(.mouse),
        keyboardProtocol: settings.text(.keyboardProtocol)
          .flatMap(CursesOptions.KeyboardProtocol.init) ?? .auto))
    let themes = try themeOptions.choices(
      settings, places: resolver.places, ground: terminal.askGround())
    terminal.theme = themes.theme
    chat.themes = themes.themes
    if chat.startNotice == nil { chat.startNotice = themes.themes.problems.first }
    let program = ChatProgram(
      configuration: chat, terminal: terminal, services: services(resolver, settings, log),
      loadEngine: { [resolver, compute = engine.model.compute] in
        try resolver.loadEngine(compute.engineOptions(settings))
      })
    let status = program.run()
    if status != 0 { throw CommandError.interrupted(signal: status - 128) }
  }

  /// The settings of the run: what the flags say goes before the rest.
  private func settings() throws(StorageError) -> Settings {
    var settings = try configurationFile.load()
    settings.override(.theme, with: themeOptions.theme.map(JSONValue.string))
    settings.override(.mouse, with: mouse.map(JSONValue.bool))
    settings.override(.prefetch, with: (prefetch?.rawValue).map(JSONValue.string))
    settings.override(.ambiguousWidth, with: wideAmbiguous ? 2 : nil)
    settings.override(.logFile, with: logFile.map(JSONValue.string))
    settings.override(.model, with: engine.model.model.map(JSONValue.string))
    return settings
  }

  private func services(
    _ resolver: RequestResolver, _ settings: Settings, _ log: LogFile?
  ) -> ChatServices {
    ChatServices(
      saveCatalog: { try CatalogStore(places: resolver.places).save($0) },
      editorCommand: { ExternalEditor.command(file: $0, preferring: settings.text(.editor)) },
      describeError: Self.sentence,
      saveTheme: { [places = configurationFile.places] name in
        try SettingsStore(places: places).set(.theme, to: .string(name))
      }, log: log.map { log in { log.write($0) } })
  }

  /// The log that the settings ask for.
  private static func log(_ settings: Settings) throws(StorageError) -> LogFile? {
    guard let path = settings.text(.logFile) else { return nil }
    return try LogFile(
      path, level: settings.text(.logLevel).flatMap(LogEvent.Level.init) ?? .info,
      keepsTexts: settings.flag(.logTexts))
  }

  private func configuration(
    _ settings: Settings
  ) throws -> (chat: ChatConfiguration, resolver: RequestResolver) {
    let context = try texts.readContext()
    let answer = try texts.readAnswer()
    let resolver = try RequestResolver(
      objectives, model: settings.text(.model), adapter: engine.model.compute.adapter,
      notices: output.notices)
    guard let folder = resolver.places.defaultModel() else {
      throw CommandError.noModel(searched: resolver.places.modelCandidates)
    }
    // Only its headers are read here, so that a broken model is refused before there is a screen.
    let checkpoint = try Checkpoint.open(folder)
    var catalog = resolver.catalog
    for objective in resolver.objectives
    where catalog.objectives.allSatisfy({ $0.id != objective.id }) {
      try catalog.add(objective)
    }
    let hasText = context != nil || answer != nil
    let choseObjectives = objectives.objectives != nil || !objectives.objective.isEmpty
    var chat = ChatConfiguration(
      start: hasText
        ? ChatConfiguration.Start(context: context ?? "", answer: answer ?? "") : nil,
      catalog: catalog,
      objectives: hasText || choseObjectives ? resolver.objectives.map(\.id) : nil,
      family: objectives.family == nil ? nil : resolver.family,
      direction: objectives.equal ? .equal : .better,
      format: resolver.format,
      sampling: try sampling.resolve(
        defaults: sampling.sampling == .checkpoint ? checkpoint.generationDefaults : nil,
        seed: sampling.chooseSeed()),
      maximumTokens: engine.maxTokens, stopStrings: engine.stop,
      trimsContext: engine.overflow != .error,
      prefetching: settings.text(.prefetch).flatMap(ChatConfiguration.Prefetching.init)
        ?? .prompts,
      modelName: folder.split(separator: "/").last.map(String.init) ?? folder,
      widthRules: WidthRules(ambiguousIsWide: settings.whole(.ambiguousWidth) == 2))
    chat.keys = try settings.keyChoices()
    chat.startNotice = settings.unknownMembersNotice
    chat.frameInterval = .seconds(1) / (settings.whole(.frameRate) ?? 30)
    chat.streamInterval =
      settings.flag(.reduceMotion) ? .milliseconds(250) : chat.frameInterval
    return (chat, resolver)
  }

  /// An error's message as a sentence of its own.
  private static func sentence(for error: any Error) -> String {
    guard let message = ErrorReporter.explain(error)?.message else { return "\(error)" }
    // Names of files stay as they are.
    let beginsWithWord = message.prefix { $0 != " " }.allSatisfy { $0.isLetter }
    return (beginsWithWord ? message.prefix(1).uppercased() + message.dropFirst() : message) + "."
  }

  /// Keys come from the terminal even where a text came from standard input.
  private static func takeTerminalAsInput() throws(CommandError) {
    guard isatty(STDIN_FILENO) != 1, StandardOutput.isTerminal else { return }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { throw .notATerminal }
    dup2(terminal, STDIN_FILENO)
    close(terminal)
  }
}

extension ColorOption: ExpressibleByArgument {}
extension ChatConfiguration.Prefetching: ExpressibleByArgument {}
