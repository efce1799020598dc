/// The rows that go through the layers together: consecutive tokens of one or several sequences.
///
/// Its arrays are reused from pass to pass.
struct BatchChunk {
  /// Consecutive tokens of one sequence.
  struct Segment {
    let sequence: KeyValueSequence
    let count: Int
    /// How many of the last tokens want logits.
    let wantedCount: Int
    /// The first token's position in the sequence.
    let position: Int
  }

  /// Consecutive tokens of a segment: what one worker takes at once, of one head.
  struct Tile {
    let segment: Int
    /// The first token's row.
    let row: Int
    /// The first token's position in its sequence.
    let position: Int
    let count: Int
  }

  private(set) var segments: [Segment] = []
  /// The tokens' ids, in the order of the rows.
  private(set) var tokens: [Int] = []
  /// The tokens' positions in their sequences, in the order of the rows.
  private(set) var positions: [Int] = []
  /// The rows whose logits are wanted, in order.
  private(set) var wantedRows: [Int] = []
  /// Tokens whose queries meet a page together.
  private(set) var queryTiles: [Tile] = []
  /// Tokens whose keys and values go to one page.
  private(set) var keyTiles: [Tile] = []
  /// T, the number of rows.
  private(set) var rowCount = 0

  /// Whether every segment is one tile, so that whoever attends for a head can store its keys first.
  var isNarrow: Bool { queryTiles.count == segments.count }

  mutating func removeAll() {
    segments.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    wantedRows.removeAll(keepingCapacity: true)
    queryTiles.removeAll(keepingCapacity: true)
    keyTiles.removeAll(keepingCapacity: true)
    rowCount = 0
  }

  /// Adds tokens `range` of an input, whose sequence has all before them.
  mutating func append(_ input: SequenceInput, _ range: Range<Int>, tileLength: Int) {
    let firstWanted = max(range.lowerBound, input.count - input.logitsRowCount)
    let position = input.sequence.count
    for index in range {
      if index >= firstWanted { wantedRows.append(tokens.count) }
      tokens.append(input.token(index))
      positions.append(position + index - range.lowerBound)
    }
    segments.append(
      Segment(
        sequence: input.sequence, count: range.count,
        wantedCount: max(0, range.upperBound - firstWanted), position: position))
    appendQueryTiles(position: position, count: range.count, tileLength: tileLength)
    var offset = 0
    while offset < range.count {
      let slot = (position + offset) % KeyValuePagePool.pageLength
      let length = min(KeyValuePagePool.pageLength - slot, range.count - offset)
      keyTiles.append(
        Tile(
          segment: segments.count - 1, row: rowCount + offset, position: position + offset,
          count: length))
      offset += length
    }
    rowCount += range.count
  }

  /// Forgets the rows whose logits are not wanted, after their keys and values are stored.
  mutating func keepWantedRows(tileLength: Int) {
    queryTiles.removeAll(keepingCapacity: true)
    rowCount = 0
    for (index, segment) in segments.enumerated() {
      appendQueryTiles(
        position: segment.position + segment.count - segment.wantedCount,
        count: segment.wantedCount, tileLength: tileLength, segment: index)
      rowCount += segment.wantedCount
    }
  }

  /// Cuts `count` rows from `rowCount` on, of the newest segment unless one is given.
  private mutating func appendQueryTiles(
    position: Int, count: Int, tileLength: Int, segment: Int? = nil
  ) {
    for offset in stride(from: 0, to: count, by: tileLength) {
      queryTiles.append(
        Tile(
          segment: segment ?? segments.count - 1, row: rowCount + offset,
          position: position + offset, count: min(tileLength, count - offset)))
    }
  }
}
