import Testing

@testable import Generation

@Suite("The prefix tree")
struct PrefixTreeTests {
  /// A payload that knows its path.
  private typealias Tree = PrefixTree<[Int]>

  private static func tree(budget: Int = .max / 2, page: Int = 4, bytes: Int = 10) -> Tree {
    Tree(byteBudget: budget, measure: .init(pageLength: page, pageBytes: bytes))
  }

  @Test("finds the longest beginning that was seen")
  func longest() throws {
    var tree = Self.tree()
    #expect(tree.isWithout([1]))
    for path in [[1, 2, 3, 4], [1, 2, 9], [7], [1, 2, 3, 4, 5, 6]] {
      tree.insert(path, at: path, ownBytes: 1)
    }
    let cases: [(tokens: [Int], length: Int, depth: Int?)] = [
      ([1, 2, 3, 4], 4, 4), ([1, 2, 3, 4, 5], 5, 6), ([1, 2, 3, 4, 8], 4, 4), ([1, 2, 9, 9], 3, 3),
      ([1, 2], 2, nil), ([7, 7], 1, 1), ([1, 3], 1, nil),
    ]
    for (tokens, length, depth) in cases {
      let found = tree.find(tokens)
      let match = try #require(found, "\(tokens)")
      #expect(match.length == length && match.payload.count == match.depth, "\(tokens)")
      #expect(match.payload.prefix(length).elementsEqual(tokens.prefix(length)))
      if let depth { #expect(match.depth == depth, "\(tokens)") }
    }
    #expect(tree.isWithout([2]) && tree.isWithout([]))
    #expect(tree.count == 4)
  }

  @Test("counts what paths share once, in whole pages")
  func bytes() {
    var tree = Self.tree()
    tree.insert([], at: Array(0..<8), ownBytes: 3)
    #expect(tree.byteCount == 2 * 10 + 3)
    tree.insert([], at: Array(0..<4) + [90, 91], ownBytes: 3)
    #expect(tree.byteCount == 3 * 10 + 6)
    // In the middle of a page both have one of their own.
    tree.insert([], at: Array(0..<6) + [80], ownBytes: 0)
    #expect(tree.byteCount == 5 * 10 + 6)
    while tree.evictOldest() {}
    #expect(tree.byteCount == 0 && tree.count == 0 && tree.isWithout([0]))
  }

  @Test("gives up what was not used for the longest time, and never exceeds its budget")
  func budget() {
    var tree = Self.tree(budget: 35)
    for start in [100, 200, 300] { tree.insert([start], at: [start, 1], ownBytes: 0) }
    #expect(tree.count == 3)
    // Used once more, the first is no longer the oldest.
    _ = tree.find([100, 1])
    tree.insert([400], at: [400, 1], ownBytes: 0)
    #expect(tree.count == 3 && tree.byteCount <= 35)
    #expect(tree.isWithout([200]) && !tree.isWithout([100]) && !tree.isWithout([400]))
    // What would not fit alone is not taken, and costs nobody its place.
    tree.insert([], at: Array(0..<16), ownBytes: 0)
    #expect(tree.count == 3 && tree.isWithout([0]))
    var none = Self.tree(budget: 0)
    none.insert([1], at: [1], ownBytes: 0)
    #expect(none.count == 0)
  }

  @Test("drops what a longer path covers, unless it holds something of its own")
  func covered() throws {
    var tree = Self.tree()
    tree.insert([1, 2], at: [1, 2], ownBytes: 0)
    tree.insert([1, 2, 3], at: [1, 2, 3], ownBytes: 5)
    tree.insert([1, 2, 3, 4], at: [1, 2, 3, 4], ownBytes: 0)
    #expect(tree.count == 2)
    tree.insert([1], at: [1], ownBytes: 0)
    tree.insert([0], at: [1, 2, 3], ownBytes: 0)
    #expect(tree.count == 2)
    let match = tree.find([1, 2, 3])
    #expect(match?.depth == 3 && match?.payload == [1, 2, 3])
    #expect(tree.continuation(of: [1, 2]) == [3, 4] && tree.continuation(of: [1, 2, 3, 4]) == [])
    #expect(tree.continuation(of: [9]) == [])
  }

  @Test(
    "agrees with a plain list under random insertions, look-ups and evictions", arguments: 0..<8)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var tree = Self.tree()
    var small = Self.tree(budget: 95)
    var paths: [[Int]] = []
    func path() -> [Int] {
      (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        Int.random(in: 0...2, using: &generator)
      }
    }
    for _ in 0..<400 {
      let tokens = path()
      small.insert(tokens, at: tokens, ownBytes: Int.random(in: 0...1, using: &generator))
      #expect(small.byteCount <= 95)
      let found = small.find(tokens)
      #expect(found.map { $0.payload.starts(with: tokens.prefix($0.length)) } ?? true)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0..<4:
        tree.insert(tokens, at: tokens, ownBytes: 1)
        paths.removeAll { $0 == tokens }
        paths.append(tokens)
      case 4..<7:
        let expected = paths.map { zip($0, tokens).prefix { $0 == $1 }.count }.max() ?? 0
        let match = tree.find(tokens)
        #expect((match?.length ?? 0) == expected)
        if let match {
          #expect(match.payload.prefix(expected).elementsEqual(tokens.prefix(expected)))
          #expect(!paths.contains(Array(tokens.prefix(expected))) || match.depth == expected)
          paths.removeAll { $0 == match.payload }
          paths.append(match.payload)
        }
      default:
        let hasEvicted = tree.evictOldest()
        #expect(hasEvicted == !paths.isEmpty)
        if !paths.isEmpty { paths.removeFirst() }
      }
      #expect(tree.count == paths.count)
    }
    while tree.evictOldest() || small.evictOldest() {}
    #expect(tree.byteCount == 0 && small.byteCount == 0)
  }
}

extension PrefixTree {
  fileprivate func isWithout(_ tokens: [Int]) -> Bool {
    var copy = self
    return copy.find(tokens) == nil
  }
}
