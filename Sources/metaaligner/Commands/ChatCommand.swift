import Alignment
public import ArgumentParser
import ChatApp
import Checkpoints
import CursesTerminal
import Datasets
import Generation
import Glibc
import Sessions
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
      ? shows every key, q quits. Without texts it opens on an example. --plain needs no screen. With --dry-run or --json it does what align does.

      EXAMPLES:
        metaaligner chat
        metaaligner chat --context-file question.txt --answer-file answer.txt
        metaaligner chat --objectives harmless \\
          --objective 'Brevity: The response should be short'
        metaaligner chat --session 12
        metaaligner chat --no-history
        printf 'wait\\ntoggle humour\\n' | metaaligner chat --plain
        metaaligner chat --model ~/models/MetaAligner-HH-RLHF-1.1B
        metaaligner chat --policy ~/models/TinyLlama-1.1B
        metaaligner chat --compare-model ~/models/aligner-before-training
        metaaligner chat --rows samples.csv
      """)

  @OptionGroup(title: "Texts") var texts: TextOptions
  @Option(
    help: ArgumentHelp(
      """
      Goes on with a session: its number, from 'metaaligner sessions list'. Tokens are chosen as they were then, unless flags \
      say otherwise.
      """, valueName: "id"))
  var session: Int64?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      """
      Keeps texts and edits as a session; without, nothing of them is written to the disk. (default: --history)
      """))
  var history: Bool?

  @Option(
    help: ArgumentHelp(
      """
      Where staged changes go: FastChat conversations, and a table of the same name with .csv. (default: staged.json in \
      the data folder)
      """, valueName: "file"))
  var staged: String?

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
      A CSV or JSON lines file (columns query, generated_text, goldens; .gz too) whose rows are worked through: [ and ] \
      step, d lists them. \
      (default: none)
      """, valueName: "file"))
  var rows: String?

  @Option(
    help: ArgumentHelp(
      """
      What answers what you ask (u): a folder in the layout of Hugging Face, a GGUF file, or the name of an engine of \
      the configuration. (default: none; answers are yours to give)
      """, valueName: "path|name"))
  var policy: String?

  @Option(
    help: ArgumentHelp(
      """
      How the policy is asked: chat (in the form of its chat template), raw (it continues "Human: … Assistant:"), \
      auto (chat where the model has a template or its form is known, else raw). (default: auto)
      """, valueName: "format"))
  var policyFormat: PolicyFormat = .auto

  @Option(
    help: ArgumentHelp(
      """
      A second model whose edits w shows beside the first one's, for the same objectives: a folder in the layout of Hugging \
      Face, or a GGUF file; it is loaded when w is pressed. (default: none; w compares sets of objectives)
      """, valueName: "model"))
  var compareModel: String?

  @Option(
    help: ArgumentHelp(
      """
      What is worked on between edits: off, prompts (those one toggle away are read), edits (they are made where an edit \
      takes 15 seconds at most). (default: edits)
      """, valueName: "what"))
  var prefetch: ChatConfiguration.Prefetching?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Edits that were made are shown again at once when they are asked for again; R makes one anew. (default: --replay)"
  )
  var replay: Bool?

  @Flag(inversion: .prefixedNo, help: "Clicks and the wheel reach the program. (default: --mouse)")
  var mouse: Bool?

  @Option(
    help: ArgumentHelp(
      "A file that gets a line for each thing that happens, without its texts. (default: none)",
      valueName: "file"))
  var logFile: String?

  @Flag(help: "Characters of ambiguous width take two cells, as some East Asian fonts have it.")
  var wideAmbiguous = false

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      """
      Commands and texts as plain lines, without a screen: for screen readers, braille displays and pipes. \
      (default: --no-plain, or METAALIGNER_PLAIN=1)
      """))
  var plain: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "A small parent process repairs the terminal even where the program is killed.")
  var guardian = true

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

  func validate() throws {
    if compareModel != nil, isPlain {
      throw ValidationError("--compare-model is for the screen only: give it without --plain.")
    }
    guard session != nil else { return }
    if history == false { throw ValidationError("Give --session or --no-history, not both.") }
    if texts.isGiven || rows != nil {
      throw ValidationError("A session has its texts already: give --session without others.")
    }
  }

  /// Whether everything is said in lines.
  var isPlain: Bool {
    if let plain { return plain }
    guard let value = getenv("METAALIGNER_PLAIN").map({ String(cString: $0) }) else { return false }
    return !value.isEmpty && value != "0"
  }

  func run() throws {
    if isPlain { return try runPlain() }
    // Before anything that could start a thread.
    if guardian, StandardOutput.isTerminal { TerminalGuardian.start() }
    // Read before the terminal is touched, so that every mistake is told in the shell.
    let settings = try settings()
    var (chat, resolver, models) = try configuration(settings)
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
      settings, places: resolver.places, ground: terminal.askWhatItIs())
    terminal.theme = themes.theme
    chat.themes = themes.themes
    if chat.startNotice == nil { chat.startNotice = themes.themes.problems.first }
    let program = ChatProgram(
      configuration: chat, terminal: terminal, services: services(resolver, settings, log, models),
      loadEngine: { [resolver, compute = engine.model.compute] in
        try await resolver.loadEngine(compute.engineOptions(settings))
      },
      loadPolicy: try loadPolicy(settings), loadSecondModel: try loadSecondModel(settings))
    let status = program.run()
    if status != 0 { throw CommandError.interrupted(signal: status - 128) }
  }

  /// The same program in lines; standard input may be a pipe.
  private func runPlain() throws {
    let settings = try settings()
    let (chat, resolver, models) = try configuration(settings)
    let log = try Self.log(settings)
    let program = PlainProgram(
      configuration: chat, console: try StandardConsole(),
      services: services(resolver, settings, log, models),
      loadEngine: { [resolver, compute = engine.model.compute] in
        try await resolver.loadEngine(compute.engineOptions(settings))
      },
      loadPolicy: try loadPolicy(settings))
    let status = program.run()
    if status != 0 { throw CommandError.interrupted(signal: status - 128) }
  }

  /// The settings of the run: what the flags say goes before the rest.
  private func settings() throws(StorageError) -> Settings {
    var settings = try configurationFile.load()
    settings.override(.theme, with: themeOptions.theme.map(JSONValue.string))
    settings.override(.mouse, with: mouse.map(JSONValue.bool))
    settings.override(.prefetch, with: (prefetch?.rawValue).map(JSONValue.string))
    settings.override(.replay, with: replay.map(JSONValue.bool))
    settings.override(.history, with: history.map(JSONValue.bool))
    settings.override(.ambiguousWidth, with: wideAmbiguous ? 2 : nil)
    settings.override(.logFile, with: logFile.map(JSONValue.string))
    settings.override(.policy, with: policy.map(JSONValue.string))
    settings.override(.compareModel, with: compareModel.map(JSONValue.string))
    settings.override(.model, with: engine.name.map(JSONValue.string))
    return settings
  }

  /// An error's message as a sentence of its own.
  static func sentence(for error: any Error) -> String {
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
extension PolicyFormat: ExpressibleByArgument {}
extension ChatConfiguration.Prefetching: ExpressibleByArgument {}
