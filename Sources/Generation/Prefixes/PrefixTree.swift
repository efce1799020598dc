/// Payloads by the token ids that lead to them: a radix tree with a budget of bytes.
///
/// A payload stands for its whole path, so it serves every request that begins as the path does. Paths share what they
/// have in common, and so do their bytes: an edge is counted as the pages of keys and values that it reaches into.
/// Where the budget is exceeded the payloads go that have not been used for the longest time.
struct PrefixTree<Payload> {
  /// How many bytes paths take.
  struct Measure: Sendable {
    /// Tokens in a page.
    var pageLength: Int
    /// Bytes of a page.
    var pageBytes: Int
  }

  private struct Node {
    /// The tokens from the parent to here; only the root has none.
    var edge: ArraySlice<Int>
    /// Tokens from the root to here.
    var depth: Int
    var parent: Int
    var children: [Int: Int] = [:]
    var payload: Payload?
    /// Bytes that the payload holds beside the path.
    var ownBytes = 0
    var lastUse = 0
  }

  private let measure: Measure
  private let byteBudget: Int
  /// Nodes by index; the root is the first, and every leaf but the root has a payload.
  private var nodes = [Node(edge: [], depth: 0, parent: 0)]
  private var free: [Int] = []
  private var clock = 0
  /// Bytes counted for all paths and payloads.
  private(set) var byteCount = 0
  /// Payloads held.
  private(set) var count = 0

  /// - Parameters:
  ///   - byteBudget: The most bytes to hold.
  ///   - measure: How many bytes paths take.
  init(byteBudget: Int, measure: Measure) {
    self.byteBudget = byteBudget
    self.measure = measure
  }

  /// What was found for a sequence of tokens.
  struct Match {
    /// How many of the first tokens the payload's path begins with.
    let length: Int
    /// The length of the payload's path.
    let depth: Int
    let payload: Payload
  }

  /// The payload whose path agrees with the longest beginning of `tokens`; one that ends there where there is one.
  mutating func find(_ tokens: [Int]) -> Match? {
    let place = descend(tokens[...])
    guard place.length > 0 else { return nil }
    var index = place.node
    // Any payload below has the same beginning; the newest is the one that will stay longest.
    while nodes[index].payload == nil {
      guard let child = nodes[index].children.values.max(by: { newestUse($0) < newestUse($1) })
      else { return nil }
      index = child
    }
    clock += 1
    nodes[index].lastUse = clock
    guard let payload = nodes[index].payload else { return nil }
    return Match(length: place.length, depth: nodes[index].depth, payload: payload)
  }

  /// What follows `tokens` on the path that was used last of those that begin with them all; empty where none does.
  func continuation(of tokens: [Int]) -> [Int] {
    let place = descend(tokens[...])
    guard place.length == tokens.count else { return [] }
    var index = place.node
    var found = Array(nodes[index].edge.suffix(nodes[index].depth - place.length))
    while let child = nodes[index].children.values.max(by: { newestUse($0) < newestUse($1) }) {
      index = child
      found += nodes[index].edge
    }
    return found
  }

  /// Holds a payload, in place of one with the same path, as far as the budget allows.
  ///
  /// - Parameters:
  ///   - payload: What to hold.
  ///   - tokens: Its path, at least one token.
  ///   - ownBytes: Bytes it holds beside the path; with none it adds nothing where a longer path
  ///     covers its own, or where a payload with some has the same path.
  mutating func insert(_ payload: Payload, at tokens: [Int], ownBytes: Int) {
    guard !tokens.isEmpty, cost(from: 0, to: tokens.count) + ownBytes <= byteBudget else { return }
    let place = descend(tokens[...])
    var index = place.node
    if place.length == tokens.count, ownBytes == 0 {
      // A longer path covers this one, or the same has more.
      let isCovered = place.length < nodes[index].depth || !nodes[index].children.isEmpty
      if isCovered || nodes[index].ownBytes > 0 { return }
    }
    if place.length < nodes[index].depth { index = split(index, at: place.length) }
    if place.length < tokens.count {
      let parent = index
      index = addNode(edge: tokens[place.length...], parent: parent)
      nodes[parent].children[tokens[place.length]] = index
      byteCount += cost(from: place.length, to: tokens.count)
    }
    clock += 1
    if nodes[index].payload == nil { count += 1 }
    byteCount += ownBytes - nodes[index].ownBytes
    nodes[index].payload = payload
    nodes[index].ownBytes = ownBytes
    nodes[index].lastUse = clock
    dropCovered(above: index)
    while byteCount > byteBudget, evictOldest() {}
  }

  /// Gives up the payload that has not been used for the longest time.
  ///
  /// - Returns: Whether there was one.
  mutating func evictOldest() -> Bool {
    let oldest = nodes.indices.filter { nodes[$0].payload != nil }
      .min { nodes[$0].lastUse < nodes[$1].lastUse }
    guard let oldest else { return false }
    removePayload(oldest)
    return true
  }

  // MARK: - Nodes

  /// The node in whose edge, or at whose end, the path of `tokens` leaves the tree, and how many tokens it got.
  private func descend(_ tokens: ArraySlice<Int>) -> (node: Int, length: Int) {
    var (index, length) = (0, 0)
    while length < tokens.count, let child = nodes[index].children[tokens[length]] {
      let common = zip(nodes[child].edge, tokens[length...]).prefix { $0 == $1 }.count
      index = child
      length += common
      if common < nodes[child].edge.count { break }
    }
    return (index, length)
  }

  /// When anything at or below a node was last used.
  private func newestUse(_ index: Int) -> Int {
    nodes[index].children.values.reduce(nodes[index].lastUse) { max($0, newestUse($1)) }
  }

  private func cost(from start: Int, to end: Int) -> Int {
    let pages = (end + measure.pageLength - 1) / measure.pageLength - start / measure.pageLength
    let (bytes, overflow) = pages.multipliedReportingOverflow(by: measure.pageBytes)
    return overflow ? .max / 4 : bytes
  }

  private func edgeCost(_ index: Int) -> Int {
    cost(from: nodes[index].depth - nodes[index].edge.count, to: nodes[index].depth)
  }

  private mutating func addNode(edge: ArraySlice<Int>, parent: Int) -> Int {
    // Copied, so that the edge does not hold a whole prompt.
    let node = Node(
      edge: ArraySlice(Array(edge)), depth: nodes[parent].depth + edge.count, parent: parent)
    if let index = free.popLast() {
      nodes[index] = node
      return index
    }
    nodes.append(node)
    return nodes.count - 1
  }

  /// Puts a node into the middle of another's edge.
  private mutating func split(_ index: Int, at depth: Int) -> Int {
    byteCount -= edgeCost(index)
    let parent = nodes[index].parent
    let upperCount = depth - nodes[parent].depth
    let edge = nodes[index].edge
    let middle = addNode(edge: edge.prefix(upperCount), parent: parent)
    nodes[index].edge = edge.dropFirst(upperCount)
    nodes[index].parent = middle
    if let first = edge.first { nodes[parent].children[first] = middle }
    if let first = nodes[index].edge.first { nodes[middle].children[first] = index }
    byteCount += edgeCost(middle) + edgeCost(index)
    return middle
  }

  /// Drops the payloads on the way to a node that hold nothing which its own does not.
  private mutating func dropCovered(above index: Int) {
    var ancestor = nodes[index].parent
    while ancestor != 0 {
      let next = nodes[ancestor].parent
      if nodes[ancestor].payload != nil, nodes[ancestor].ownBytes == 0 { removePayload(ancestor) }
      ancestor = next
    }
  }

  private mutating func removePayload(_ index: Int) {
    nodes[index].payload = nil
    byteCount -= nodes[index].ownBytes
    nodes[index].ownBytes = 0
    count -= 1
    tidy(index)
  }

  /// Removes a node that nothing needs, and joins one that has become a mere step with what follows.
  private mutating func tidy(_ index: Int) {
    guard index != 0, nodes[index].payload == nil else { return }
    let parent = nodes[index].parent
    guard let first = nodes[index].edge.first else { return }
    if nodes[index].children.isEmpty {
      byteCount -= edgeCost(index)
      nodes[parent].children[first] = nil
      release(index)
      tidy(parent)
    } else if nodes[index].children.count == 1, let child = nodes[index].children.values.first {
      byteCount -= edgeCost(index) + edgeCost(child)
      nodes[child].edge = ArraySlice(Array(nodes[index].edge) + nodes[child].edge)
      nodes[child].parent = parent
      nodes[parent].children[first] = child
      byteCount += edgeCost(child)
      release(index)
    }
  }

  private mutating func release(_ index: Int) {
    nodes[index] = Node(edge: [], depth: 0, parent: 0)
    free.append(index)
  }
}
