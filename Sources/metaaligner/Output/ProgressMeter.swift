/// How far something is, in one line of a terminal that is written over and over.
struct ProgressMeter {
  let label: String
  let isShown: Bool
  private var shownPercent = -1

  init(label: String, isShown: Bool) {
    self.label = label
    self.isShown = isShown
  }

  /// Shows `done` of `total`, where that is another percentage than before.
  mutating func show(_ done: Int, of total: Int) {
    guard isShown, total > 0 else { return }
    let percent = Int(Double(done) / Double(total) * 100)
    guard percent != shownPercent else { return }
    shownPercent = percent
    StandardError.overwrite("\(label) \(percent) %")
  }

  /// Takes the line away.
  mutating func clear() {
    guard isShown, shownPercent >= 0 else { return }
    shownPercent = -1
    StandardError.overwrite("")
  }
}
