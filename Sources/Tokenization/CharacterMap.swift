/// The normaliser's table (`NormalizerSpec.precompiled_charsmap`), which the library follows without looking.
///
/// Layout: the array's length in bytes (u32, little-endian), the array's units (u32 each), and the replacements, each
/// ended by NUL. A unit is a node of a trie over the bytes of the texts to replace. From the node at `index`, byte `c`
/// leads to the unit at `index ^ offset ^ c`, if that one's label is `c`; where the node ends a text to replace, the
/// unit at `index ^ offset` holds the position of the replacement.
///
/// Source: Darts-clone's `double-array` (its units), SentencePiece's `normalizer.cc` (the table).
enum CharacterMap {
  /// The library collects the prefixes of a text that have replacements into an array of this length.
  static let maximumPrefixes = 32
  /// The longest replacement of Unicode's own NFKC has 33 bytes; a longer one only makes texts explode.
  static let maximumReplacementLength = 1024

  private struct Unit {
    let bits: UInt32
    var isValue: Bool { bits >> 31 == 1 }
    var label: Int { Int(bits & 0xFF) }
    var hasLeaf: Bool { bits >> 8 & 1 == 1 }
    var offset: Int { Int((bits >> 10) << ((bits & 1 << 9) >> 6)) }
    var value: Int { Int(bits & 0x7FFF_FFFF) }
  }

  /// Checks that no text can lead the library outside the table, nor around in it.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - extent: Where the table stands in it; not empty.
  /// - Throws: `ModelDefect` with `.malformedCharacterMap`. O(table).
  static func validate(_ file: [UInt8], extent: Range<Int>) throws(ModelDefect) {
    let table = Array(file[extent])
    func defect(_ kind: CharacterMapDefect) -> ModelDefect {
      ModelDefect(.malformedCharacterMap(kind), at: extent.lowerBound)
    }
    guard table.count > 4 else { throw defect(.tooShort(byteCount: table.count)) }
    func word(_ index: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(table[index + $1]) << UInt32(8 * $1) }
    }
    let length = Int(word(0))
    let available = table.count - 4
    guard length > 0, length % 1024 == 0, length <= available else {
      throw defect(.arrayLength(length, available: available))
    }
    let replacements = table[(4 + length)...]
    guard replacements.last == 0 else { throw defect(.replacementsUnterminated) }
    guard String(validating: replacements, as: UTF8.self) != nil else {
      throw defect(.replacementsNotUTF8)
    }
    let units = stride(from: 4, to: 4 + length, by: 4).map { Unit(bits: word($0)) }
    do {
      try check(units, replacements: Array(replacements))
    } catch {
      throw defect(error)
    }
  }

  /// Checks every unit, as later versions of the library do, then what a text can collect on its way.
  private static func check(
    _ units: [Unit], replacements: [UInt8]
  ) throws(CharacterMapDefect) {
    guard let root = units.first, !root.isValue, root.label == 0 else { throw .malformedRoot }
    // A node's children are the units whose index, less their label, is where the node leads: chained lists by that.
    var children = ChildLists(count: units.count)
    for (index, unit) in units.enumerated() {
      if unit.isValue {
        try checkReplacement(unit, unit: index, replacements: replacements)
        continue
      }
      let base = index ^ unit.offset
      // Base 0 would make the root a child.
      guard base < units.count, base > 0 || unit.offset == 0 else {
        throw .unitOutOfRange(unit: index)
      }
      if unit.hasLeaf { try checkReplacement(units[base], unit: base, replacements: replacements) }
      // The label changes the lowest eight bits alone, and the length is a multiple of 256 units.
      if index > 0 { children.add(index, to: index ^ unit.label) }
    }
    guard root.offset > 0 else { throw .unitOutOfRange(unit: 0) }
    try checkPrefixes(units, children)
  }

  /// Finds the most replacements that one text's prefixes have.
  ///
  /// The writer shares equal endings, so the nodes are no tree; but no way leads in a circle. O(units).
  private static func checkPrefixes(
    _ units: [Unit], _ children: ChildLists
  ) throws(CharacterMapDefect) {
    enum Visit { case never, open, done }
    var visits = [Visit](repeating: .never, count: units.count)
    var mostPrefixes = [Int](repeating: 0, count: units.count)
    // By base, for nodes that share one share what is below; deep first, by hand, for the depth is the file's.
    var open: [(base: Int, next: Int)] = []
    func enter(_ base: Int) {
      visits[base] = .open
      open.append((base, children.first(of: base)))
    }
    enter(units[0].offset)
    while let (base, child) = open.last {
      if child < 0 {
        visits[base] = .done
        open.removeLast()
        continue
      }
      let below = child ^ units[child].offset
      switch visits[below] {
      case .open: throw .circle(unit: child)
      case .never: enter(below)
      case .done:
        let prefixes = mostPrefixes[below] + (units[child].hasLeaf ? 1 : 0)
        guard prefixes <= maximumPrefixes else { throw .tooManyPrefixes(limit: maximumPrefixes) }
        mostPrefixes[base] = max(mostPrefixes[base], prefixes)
        open[open.count - 1].next = children.next(after: child)
      }
    }
  }

  private static func checkReplacement(
    _ leaf: Unit, unit: Int, replacements: [UInt8]
  ) throws(CharacterMapDefect) {
    let start = leaf.value
    guard leaf.isValue, start < replacements.count, replacements[start] & 0xC0 != 0x80 else {
      throw .replacementOutOfRange(unit: unit)
    }
    let reach = replacements[start...].prefix(maximumReplacementLength + 1)
    guard reach.contains(0) else {
      throw .replacementTooLong(unit: unit, limit: maximumReplacementLength)
    }
  }
}

/// The children of each base, as lists chained through two arrays.
private struct ChildLists {
  private var heads: [Int]
  private var followers: [Int]

  init(count: Int) {
    heads = Array(repeating: -1, count: count)
    followers = heads
  }

  mutating func add(_ child: Int, to base: Int) {
    followers[child] = heads[base]
    heads[base] = child
  }

  /// A base's first child, or -1.
  func first(of base: Int) -> Int { heads[base] }

  /// The next child of the same base, or -1.
  func next(after child: Int) -> Int { followers[child] }
}
