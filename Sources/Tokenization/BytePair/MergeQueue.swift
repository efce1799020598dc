/// Places where two symbols could be merged, the first to be merged first: a binary heap.
struct MergeQueue {
  /// Rank in the upper half, place in the lower: the smallest is the first rule, then the leftmost place.
  private var heap: [UInt64] = []

  /// Adds a place.
  mutating func insert(rank: UInt32, place: Int) {
    heap.append(UInt64(rank) << 32 | UInt64(UInt32(truncatingIfNeeded: place)))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the first place away.
  mutating func removeFirst() -> (rank: UInt32, place: Int)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (UInt32(first >> 32), Int(first & 0xFFFF_FFFF))
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
