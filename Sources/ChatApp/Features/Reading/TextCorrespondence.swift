import Alignment

/// Which place of one text stands for a place of another.
///
/// Between two changes the words of answer and edit are the same, so that only white space can differ there: places are
/// counted from the nearer end. Within a change they are in proportion.
struct TextCorrespondence: Equatable {
  /// Places that belong together, in characters.
  struct Anchor: Equatable {
    var first: Int
    var second: Int
    /// Whether the texts differ from here to the next anchor.
    var beginsChange = false
  }

  /// In order, both sides never falling.
  private let anchors: [Anchor]

  /// - Parameter anchors: In order; the starts of both texts need not be among them.
  init(anchors: [Anchor] = []) {
    self.anchors = [Anchor(first: 0, second: 0)] + anchors
  }

  /// The place in the second text.
  func second(at offset: Int) -> Int { place(of: offset, from: \.first, to: \.second) }

  /// The place in the first text.
  func first(at offset: Int) -> Int { place(of: offset, from: \.second, to: \.first) }

  private func place(
    of offset: Int, from: KeyPath<Anchor, Int>, to: KeyPath<Anchor, Int>
  ) -> Int {
    // What is put before the first word belongs to the start as well.
    if offset <= 0 { return 0 }
    var low = 0
    var high = anchors.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if anchors[middle][keyPath: from] <= offset { low = middle } else { high = middle }
    }
    let start = anchors[low]
    let distance = max(0, offset - start[keyPath: from])
    guard high < anchors.count else { return start[keyPath: to] }
    let length = anchors[high][keyPath: from] - start[keyPath: from]
    let other = anchors[high][keyPath: to] - start[keyPath: to]
    if start.beginsChange {
      return start[keyPath: to] + (length > 0 ? distance * other / length : 0)
    }
    let isNearStart = 2 * distance <= length
    return start[keyPath: to]
      + (isNearStart ? min(distance, other) : max(0, other - (length - distance)))
  }
}

extension Comparison {
  /// Where the words of the answer stand in the edit; what the edit has not reached stands at its end.
  func correspondence(editLength: Int) -> TextCorrespondence {
    var anchors = changes.flatMap { change in
      [
        TextCorrespondence.Anchor(
          first: change.answer.lowerBound, second: change.edit.lowerBound, beginsChange: true),
        TextCorrespondence.Anchor(
          first: change.answer.upperBound, second: change.edit.upperBound),
      ]
    }
    anchors.append(TextCorrespondence.Anchor(first: reachedEnd, second: editLength))
    return TextCorrespondence(anchors: anchors)
  }

  /// How far into the answer the edit has come, in characters.
  var reachedEnd: Int {
    guard let last = answerSpans.last else { return 0 }
    return last.kind == .pending ? last.range.lowerBound : last.range.upperBound
  }
}
