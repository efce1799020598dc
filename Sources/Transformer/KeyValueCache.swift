import Checkpoints
import Tensors

/// The keys and values of every token so far, in pages that are allocated as the sequence grows.
///
/// A page holds `pageLength` positions of all layers, laid out `[L, 2 (keys, values), KV, pageLength, Dh]`: what one
/// head reads lies together. Truncating keeps the pages for the tokens to come.
final class KeyValueCache {
  /// Positions in a page.
  static let pageLength = 64

  /// Tokens stored.
  private(set) var count = 0
  private let keyValueHeadCount: Int
  private let headWidth: Int
  private let floatsPerPage: Int
  private var pages: [FloatBuffer] = []

  init(_ configuration: ModelConfiguration) {
    keyValueHeadCount = configuration.keyValueHeadCount
    headWidth = configuration.headWidth
    floatsPerPage = configuration.layerCount * 2 * keyValueHeadCount * Self.pageLength * headWidth
  }

  /// The floats of all pages for `positions`, which may be more than an integer can count.
  static func floatCount(_ configuration: ModelConfiguration, positions: Int) -> Double {
    let pages = (positions + pageLength - 1) / pageLength
    return Double(pages) * Double(KeyValueCache(configuration).floatsPerPage)
  }

  /// Makes room for positions below `end`.
  func reserve(through end: Int) {
    while pages.count * Self.pageLength < end { pages.append(FloatBuffer(capacity: floatsPerPage)) }
  }

  /// Declares that all layers have stored `tokens` more positions.
  func advance(by tokens: Int) { count += tokens }

  /// Forgets what lies at or after `position`.
  func truncate(to position: Int) { count = position }

  /// One head's keys in a page, `[pageLength, Dh]`.
  func keys(layer: Int, page: Int, head: Int) -> UnsafeMutablePointer<Float> {
    rows(layer: layer, half: 0, page: page, head: head)
  }

  /// One head's values in a page, `[pageLength, Dh]`.
  func values(layer: Int, page: Int, head: Int) -> UnsafeMutablePointer<Float> {
    rows(layer: layer, half: 1, page: page, head: head)
  }

  private func rows(layer: Int, half: Int, page: Int, head: Int) -> UnsafeMutablePointer<Float> {
    let index = (layer * 2 + half) * keyValueHeadCount + head
    return pages[page].pointer + index * Self.pageLength * headWidth
  }

  /// Copies one layer's new keys and values, `[tokens, KV · Dh]` each, to the positions from `first` on.
  func store(
    keys: UnsafePointer<Float>, values: UnsafePointer<Float>, layer: Int, first: Int, tokens: Int
  ) {
    for token in 0..<tokens {
      let (page, slot) = (first + token).quotientAndRemainder(dividingBy: Self.pageLength)
      for head in 0..<keyValueHeadCount {
        let source = (token * keyValueHeadCount + head) * headWidth
        (self.keys(layer: layer, page: page, head: head) + slot * headWidth)
          .update(from: keys + source, count: headWidth)
        (self.values(layer: layer, page: page, head: head) + slot * headWidth)
          .update(from: values + source, count: headWidth)
      }
    }
  }
}
