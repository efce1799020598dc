import Glibc
import StrictJSON

/// Measures the real program in a real pseudo-terminal, its model at work: what a user feels.
struct LiveScreenBench {
  /// The model; nil takes the default one.
  let model: String?
  /// Keys to press.
  let keys: Int

  /// Keys typed between two edits.
  private static let burst = 30
  /// A key held down repeats about as fast.
  private static let repeatInterval = Duration.milliseconds(30)
  /// Small, so that it is full at the start and memory that grows is memory that leaks.
  private static let prefixCacheMebibytes = 32
  /// A key that is not seen within this time is lost.
  private static let patience = Duration.seconds(10)

  func run() throws(BenchError) -> LiveFigures {
    var figures = LiveFigures()
    try typeWhileStreaming(&figures)
    (figures.drawingShare, figures.processShare) = try drawingShares()
    return figures
  }

  /// Types into the answer while its edit streams; each burst ends with a new edit.
  ///
  /// Every key is another ideograph that stands nowhere else, so that its appearance is told from whatever streams.
  private func typeWhileStreaming(_ figures: inout LiveFigures) throws(BenchError) {
    let text = "\n" + BenchText(words: 160).plainAnswer
    var arguments = [
      "chat", "--no-guardian", "--prefetch", "edits", "--context", "Human: What is tea?",
      "--answer", text, "--prefix-cache", "\(Self.prefixCacheMebibytes)",
    ]
    if let model { arguments += ["--model", model] }
    let terminal = try BenchTerminal(arguments, columns: 120, rows: 40)
    terminal.pause(.seconds(3))
    var pressed = 0
    while pressed < keys {
      // The first line is emptied and written anew.
      for key in ["e", "\u{05}", "\u{15}"] {
        terminal.write(key)
        terminal.pause(.milliseconds(20))
      }
      for _ in 0..<min(Self.burst, keys - pressed) {
        figures.keys.append(try time(Self.key(pressed), in: terminal))
        pressed += 1
        terminal.pause(Self.repeatInterval)
      }
      // Apart from the key behind it, or the two would be Alt and that key.
      terminal.write("\u{1B}")
      terminal.pause(.milliseconds(80))
      // The first tenth fills what is bounded.
      if figures.residentAtStart == nil, pressed * 10 >= keys {
        figures.residentAtStart = resident(terminal.process)
      }
    }
    figures.residentAtEnd = resident(terminal.process)
  }

  /// The seconds from a key to its character's bytes.
  private func time(_ key: String, in terminal: BenchTerminal) throws(BenchError) -> Double {
    let wanted = Array(key.utf8)
    var drawn: [UInt8] = []
    let start = ContinuousClock.now
    terminal.write(key)
    while ContinuousClock.now - start < Self.patience {
      drawn += terminal.read(within: 20)
      if Self.holds(drawn, wanted) { return (ContinuousClock.now - start) / .seconds(1) }
      guard terminal.isRunning else { throw .programEnded }
    }
    throw .keyNotSeen
  }

  private static func holds(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { start in
      bytes[start..<start + wanted.count].elementsEqual(wanted)
    }
  }

  /// One of the 20 000 ideographs from U+4E00 on.
  private static func key(_ index: Int) -> String {
    String(Unicode.Scalar(0x4E00 + UInt32(index % 20_000)).map(Character.init) ?? "一")
  }

  /// The parts of one core that the drawing thread and the whole program take for 200 tokens a second, without a model.
  ///
  /// What the program takes beyond its loop is the scripted engine's: a timer and a task for each token.
  private func drawingShares() throws(BenchError) -> (drawing: Double?, process: Double?) {
    let terminal = try BenchTerminal(
      ["debug", "screen", "--no-guardian", "--rate", "200", "--words", "3000"], columns: 120,
      rows: 40)
    terminal.pause(.seconds(2))
    let process = terminal.process
    let paths = ["/proc/\(process)/task/\(process)/stat", "/proc/\(process)/stat"]
    let (start, before) = (ContinuousClock.now, paths.map(processorSeconds))
    terminal.pause(.seconds(8))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let shares = zip(before, paths.map(processorSeconds)).map { before, after in
      before.flatMap { before in after.map { ($0 - before) / seconds } }
    }
    return (shares[0], shares[1])
  }

  private func processorSeconds(_ path: String) -> Double? {
    guard let stat = readFile(path),
      let fields = stat.split(separator: ")").last?.split(separator: " "), fields.count > 12,
      let user = Double(fields[11]), let system = Double(fields[12])
    else { return nil }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private func resident(_ process: pid_t) -> Int? {
    guard let fields = readFile("/proc/\(process)/statm")?.split(separator: " "),
      fields.count > 1, let pages = Int(fields[1])
    else { return nil }
    return pages * Int(getpagesize())
  }

  private func readFile(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

/// What was measured in a real terminal.
struct LiveFigures {
  /// Seconds from a key to its appearance.
  var keys: [Double] = []
  /// The part of one core that the loop that draws takes at 200 tokens a second.
  var drawingShare: Double?
  /// The part of one core that the whole program takes then.
  var processShare: Double?
  /// Bytes of memory after a tenth of the keys, mapped files included.
  var residentAtStart: Int?
  /// Bytes of memory at the end.
  var residentAtEnd: Int?

  var document: BenchDocument {
    let samples = BenchSamples(keys)
    func count(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
    return BenchDocument(
      facts: [("keys", .integer(Int64(keys.count)))],
      figures: [
        ("key_to_screen_seconds", .figure(samples.median)),
        ("key_to_screen_p99_seconds", .figure(samples.quantile(0.99))),
        ("key_to_screen_maximum_seconds", .figure(samples.quantile(1))),
        ("drawing_share_of_a_core", .figure(drawingShare)),
        ("process_share_of_a_core", .figure(processShare)),
        ("resident_bytes_start", count(residentAtStart)),
        ("resident_bytes_end", count(residentAtEnd)),
      ],
      spreads: [("key_to_screen_seconds", samples.spread)])
  }
}
