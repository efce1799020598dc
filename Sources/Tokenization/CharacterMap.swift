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
      try walk(units, replacements: Array(replacements))
    } catch {
      throw defect(error)
    }
  }

  /// Visits every node that some text can reach, each at most once: the trie has to be a tree.
  private static func walk(
    _ units: [Unit], replacements: [UInt8]
  ) throws(CharacterMapDefect) {
    let root = units[0]
    guard !root.isValue, root.label == 0 else { throw .malformedRoot }

    // A node's children are the units whose index, less their label, is where the node leads: chained lists by that.
    var firstChild = [Int](repeating: -1, count: units.count)
    var nextSibling = firstChild
    for index in units.indices.dropFirst() where !units[index].isValue {
      // The label changes the lowest eight bits alone, and the length is a multiple of 256 units.
      let base = index ^ units[index].label
      nextSibling[index] = firstChild[base]
      firstChild[base] = index
    }

    var wasReached = [Bool](repeating: false, count: units.count)
    var open: [(index: Int, prefixes: Int)] = [(0, 0)]
    while let (index, outerPrefixes) = open.popLast() {
      let unit = units[index]
      let base = index ^ unit.offset
      // Base 0 would make the root a child.
      guard base > 0, base < units.count else { throw .unitOutOfRange(unit: index) }
      var prefixes = outerPrefixes
      if index != 0, unit.hasLeaf {
        prefixes += 1
        guard prefixes <= maximumPrefixes else { throw .tooManyPrefixes(limit: maximumPrefixes) }
        try checkReplacement(units[base], unit: base, replacements: replacements)
      }
      var child = firstChild[base]
      while child >= 0 {
        guard !wasReached[child] else { throw .unitReachedTwice(unit: child) }
        wasReached[child] = true
        open.append((child, prefixes))
        child = nextSibling[child]
      }
    }
  }

  private static func checkReplacement(
    _ leaf: Unit, unit: Int, replacements: [UInt8]
  ) throws(CharacterMapDefect) {
    let start = leaf.value
    guard start < replacements.count, replacements[start] & 0xC0 != 0x80 else {
      throw .replacementOutOfRange(unit: unit)
    }
    let reach = replacements[start...].prefix(maximumReplacementLength + 1)
    guard reach.contains(0) else {
      throw .replacementTooLong(unit: unit, limit: maximumReplacementLength)
    }
  }
}
