/// Guesses what a mistyped name was meant to be.
enum Spelling {
  /// The name that the fewest single-letter mistakes lead away from, where they are few.
  ///
  /// - Parameters:
  ///   - name: What was typed.
  ///   - known: The names there are.
  /// - Returns: The nearest, the first of several; nil where none is near.
  static func nearest(to name: String, among known: [String]) -> String? {
    // Nobody mistypes a whole page.
    guard name.count <= 64 else { return nil }
    let distances = known.map { distance(name, $0) }
    guard let least = distances.min(), least <= max(1, name.count / 3) else { return nil }
    return distances.firstIndex(of: least).map { known[$0] }
  }

  /// Letters inserted, left out, replaced, or swapped with their neighbour (optimal string alignment).
  static func distance(_ first: String, _ second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var least = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
