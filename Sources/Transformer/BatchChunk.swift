/// The rows that go through the layers together: consecutive tokens of one or several sequences.
///
/// Its arrays are reused from pass to pass.
struct BatchChunk {
  /// Consecutive tokens of one sequence.
  struct Segment {
    let sequence: KeyValueSequence
    /// The first token's row in the chunk.
    let row: Int
    let count: Int
    /// The first token's position in the sequence.
    let position: Int
  }

  /// A part of a segment: what one worker takes at once.
  struct Tile {
    let segment: Int
    /// The first token's offset in the segment.
    let offset: Int
    let count: Int
  }

  private(set) var segments: [Segment] = []
  /// A row's token.
  private(set) var tokens: [Int] = []
  /// A row's position in its sequence.
  private(set) var positions: [Int] = []
  /// The rows whose logits are wanted, in order.
  private(set) var wantedRows: [Int] = []
  /// Tokens whose queries share a page.
  private(set) var tiles: [Tile] = []
  /// Tokens whose keys and values go to one page.
  private(set) var pageRuns: [Tile] = []

  /// T.
  var count: Int { tokens.count }

  /// Whether every segment is one tile, so that whoever attends for a head can store its keys first.
  var isNarrow: Bool { tiles.count == segments.count }

  mutating func removeAll() {
    segments.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    wantedRows.removeAll(keepingCapacity: true)
    tiles.removeAll(keepingCapacity: true)
    pageRuns.removeAll(keepingCapacity: true)
  }

  /// Adds tokens `range` of an input, whose sequence has all before them.
  mutating func append(_ input: SequenceInput, _ range: Range<Int>, tileLength: Int) {
    let firstWanted = input.count - input.logitsRowCount
    let position = input.sequence.count
    let row = count
    for index in range {
      if index >= firstWanted { wantedRows.append(count) }
      tokens.append(input.token(index))
      positions.append(position + index - range.lowerBound)
    }
    let segment = segments.count
    segments.append(
      Segment(sequence: input.sequence, row: row, count: range.count, position: position))
    var offset = 0
    while offset < range.count {
      let length = min(tileLength, range.count - offset)
      tiles.append(Tile(segment: segment, offset: offset, count: length))
      offset += length
    }
    offset = 0
    while offset < range.count {
      let slot = (position + offset) % KeyValuePagePool.pageLength
      let length = min(KeyValuePagePool.pageLength - slot, range.count - offset)
      pageRuns.append(Tile(segment: segment, offset: offset, count: length))
      offset += length
    }
  }
}
