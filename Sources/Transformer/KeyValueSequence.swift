/// One sequence's keys and values: pages that it may share with others, and how many tokens they hold.
///
/// A sequence belongs to one owner at a time. Forks share pages; one that writes where a shared page is partly filled
/// takes a copy of that page first.
public final class KeyValueSequence {
  /// Tokens whose keys and values are held.
  public private(set) var count = 0

  /// Where the pages come from.
  public let pool: KeyValuePagePool
  private var pages: [KeyValuePage] = []
  /// The pages' addresses, in order, for the kernels; always as long as `pages`.
  private var addresses: [UnsafeRawPointer] = []

  /// An empty sequence.
  ///
  /// - Parameter pool: Where its pages come from; the context that runs it must have the same.
  public init(pool: KeyValuePagePool) { self.pool = pool }

  /// Pages held, shared or not.
  public var pageCount: Int { pages.count }

  /// A sequence that continues from here on its own; takes no memory before one of the two grows.
  public func fork() -> KeyValueSequence {
    let fork = KeyValueSequence(pool: pool)
    fork.count = count
    fork.pages = pages
    fork.addresses = addresses
    return fork
  }

  /// Forgets the newest tokens, and returns the pages that held nothing else.
  ///
  /// - Parameter count: How many of the oldest to keep, `0...self.count`.
  public func truncate(to count: Int) {
    precondition((0...self.count).contains(count), "only what was seen can be forgotten")
    self.count = count
    let kept = Self.pageCount(for: count)
    if pages.count > kept {
      pages.removeLast(pages.count - kept)
      addresses.removeLast(addresses.count - kept)
    }
  }

  static func pageCount(for positions: Int) -> Int {
    (positions + KeyValuePagePool.pageLength - 1) / KeyValuePagePool.pageLength
  }

  /// Makes pages for `tokens` more that nobody else writes or reads.
  func reserve(tokens: Int) {
    let end = Self.pageCount(for: count + tokens)
    let first = count / KeyValuePagePool.pageLength
    for index in first..<max(first, min(end, pages.count))
    where !isKnownUniquelyReferenced(&pages[index]) {
      let copy = pool.takePage()
      copy.memory.address.copyMemory(
        from: pages[index].memory.address, byteCount: pool.pageByteCount)
      pages[index] = copy
      addresses[index] = UnsafeRawPointer(copy.memory.address)
    }
    while pages.count < end {
      let page = pool.takePage()
      pages.append(page)
      addresses.append(UnsafeRawPointer(page.memory.address))
    }
  }

  /// Declares that all layers have stored `tokens` more.
  func advance(by tokens: Int) {
    count += tokens
    precondition(pages.count >= Self.pageCount(for: count))
  }

  /// The pages' addresses; valid until the sequence is changed.
  func withPages<Result>(_ body: (UnsafePointer<UnsafeRawPointer>) -> Result) -> Result? {
    addresses.withUnsafeBufferPointer { $0.baseAddress.map(body) }
  }

  /// The memory of a page that `reserve` has made this sequence's own.
  func writablePage(_ index: Int) -> UnsafeMutableRawPointer { pages[index].memory.address }
}
