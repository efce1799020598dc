/// One greedy search for the shortest edit script, from a start point to the goal or to a limit of differences.
///
/// A point is (x, y): x tokens of the answer and y tokens of the edit lie behind it. Diagonal k holds the points with
/// x − y = k. After d differences, `furthest[k]` is the largest x reached on diagonal k.
struct MyersSearch {
  let answer: UnsafeBufferPointer<Int32>
  let edit: UnsafeBufferPointer<Int32>
  let start: (answer: Int, edit: Int)
  /// Whether every point with all of the edit behind it is a goal.
  let endsAnywhereInAnswer: Bool
  let differenceLimit: Int

  struct Path {
    var runs: [TokenAlignment.Run]
    var end: (answer: Int, edit: Int)
    var isFinished: Bool
  }

  func path() -> Path {
    let width = answer.count - start.answer
    let height = edit.count - start.edit
    // Row d holds the furthest x of the diagonals −d, −d + 2, … d.
    var rows: [[Int32]] = []
    var previous: [Int32] = []
    var differences = 0
    while true {
      var row = [Int32](repeating: -1, count: differences + 1)
      var goal: (index: Int, x: Int)?
      var furthest = (index: 0, x: 0, progress: -1)
      for index in 0...differences {
        let diagonal = 2 * index - differences
        guard let entry = entry(index, in: previous, width: width, height: height) else { continue }
        let x = slide(from: entry, diagonal: diagonal, width: width, height: height)
        row[index] = Int32(truncatingIfNeeded: x)
        let y = x - diagonal
        if y == height, endsAnywhereInAnswer || x == width, x >= goal?.x ?? 0 {
          goal = (index, x)
        }
        if x + y > furthest.progress { furthest = (index, x, x + y) }
      }
      rows.append(row)
      if let goal { return settle(rows, index: goal.index, isFinished: true) }
      if differences == differenceLimit {
        return settle(rows, index: furthest.index, isFinished: false)
      }
      previous = row
      differences += 1
    }
  }

  /// Where diagonal number `index` of the next row begins: one token removed from the diagonal below, or one added from
  /// the diagonal above, whichever comes further; nil where both lead outside.
  private func entry(_ index: Int, in previous: [Int32], width: Int, height: Int) -> Int? {
    if previous.isEmpty { return 0 }
    let diagonal = 2 * index - previous.count
    var best = -1
    if index > 0, previous[index - 1] >= 0 {
      let x = Int(previous[index - 1]) + 1
      if x <= width { best = x }
    }
    if index < previous.count, previous[index] >= 0 {
      let x = Int(previous[index])
      if x - diagonal <= height { best = max(best, x) }
    }
    return best < 0 ? nil : best
  }

  private func slide(from entry: Int, diagonal: Int, width: Int, height: Int) -> Int {
    var x = entry
    while x < width, x - diagonal < height,
      answer[start.answer + x] == edit[start.edit + x - diagonal]
    {
      x += 1
    }
    return x
  }

  /// Walks back from diagonal number `index` of the last row, collecting the runs.
  private func settle(_ rows: [[Int32]], index: Int, isFinished: Bool) -> Path {
    var runs: [TokenAlignment.Run] = []
    var index = index
    let lastDiagonal = 2 * index - (rows.count - 1)
    let lastX = Int(rows[rows.count - 1][index])
    let width = answer.count - start.answer
    let height = edit.count - start.edit
    for differences in stride(from: rows.count - 1, through: 0, by: -1) {
      let diagonal = 2 * index - differences
      let x = Int(rows[differences][index])
      let previous = differences > 0 ? rows[differences - 1] : []
      guard let entry = entry(index, in: previous, width: width, height: height) else { break }
      runs.append(
        TokenAlignment.Run(
          answer: start.answer + entry, edit: start.edit + entry - diagonal, count: x - entry))
      // Prefer the removal where both moves tie, so that removed words stand before added ones.
      if differences > 0, index > 0, previous[index - 1] >= 0,
        Int(previous[index - 1]) + 1 == entry
      {
        index -= 1
      }
    }
    return Path(
      runs: runs.reversed(),
      end: (start.answer + lastX, start.edit + lastX - lastDiagonal), isFinished: isFinished)
  }
}
