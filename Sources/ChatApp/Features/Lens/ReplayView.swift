import Generation

/// How an edit that was made before is marked.
enum ReplayView {
  /// Marks a digit whose edit is there already.
  static let readyMark = "›"

  /// Its state in words, with the speed at which it was made.
  static func phase(of replay: ReplayedEdit) -> String {
    let when = replay.isPrefetched ? "made while idle" : "made"
    let speed =
      replay.summary.generatedTokens > 1
      ? ", \(when) at \(Format.rate(replay.summary.tokensPerSecond)) tok/s"
      : replay.isPrefetched ? ", made while idle" : ""
    let ending = StatisticsView.ending(of: replay.summary)
    return "replayed" + speed + (ending == "finished" ? "" : ", " + ending)
  }
}
