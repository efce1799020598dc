import Generation
import TerminalUI

/// One finished generation.
struct Edit {
  let text: String
  let summary: GenerationSummary
  /// The signal that ended it early.
  let interruptedBy: Int32?

  /// Consumes a generation to its end, printing it while it comes.
  ///
  /// Ctrl-C, SIGTERM and SIGHUP end it early.
  ///
  /// - Parameters:
  ///   - request: What to continue.
  ///   - engine: Who continues it.
  ///   - printing: Whether the text goes to standard output while it comes.
  /// - Returns: The edit.
  /// - Throws: `GenerationError`, or `CommandError.unwritableOutput`.
  static func stream(
    _ request: GenerationRequest, from engine: any Engine, printing: Bool
  ) async throws -> Edit {
    let generation = Task { try await consume(engine.stream(request), printing: printing) }
    let signals = InterruptSignals { generation.cancel() }
    defer { signals.stop() }
    let (text, summary) = try await generation.value
    guard let summary else {
      throw GenerationError.engineStopped("its text ended without a summary")
    }
    return Edit(
      text: text, summary: summary,
      interruptedBy: summary.stopReason == .cancelled ? signals.received : nil)
  }

  private static func consume(
    _ stream: GenerationStream, printing: Bool
  ) async throws -> (String, GenerationSummary?) {
    var text = ""
    var summary: GenerationSummary?
    var output = TextOutput(isEnabled: printing)
    for try await event in stream {
      switch event {
      case .prefill: break
      case .text(let piece):
        text += piece
        try output.write(piece)
      case .summary(let end): summary = end
      }
    }
    try output.finish()
    return (text, summary)
  }
}

/// Streamed text on standard output: as it is to a pipe, sanitised to a terminal.
private struct TextOutput {
  let isEnabled: Bool
  private var sanitizer = StandardOutput.isTerminal ? TerminalSanitizer() : nil

  init(isEnabled: Bool) { self.isEnabled = isEnabled }

  mutating func write(_ piece: String) throws(CommandError) {
    guard isEnabled else { return }
    let text = sanitizer?.append(piece).text ?? piece
    try StandardOutput.write(Array(text.utf8))
  }

  mutating func finish() throws(CommandError) {
    guard isEnabled else { return }
    let text = sanitizer?.finish().text ?? ""
    try StandardOutput.write(Array((text + "\n").utf8))
  }
}
