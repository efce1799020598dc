import Checkpoints
import Glibc
import Tensors

/// Causal self-attention with grouped queries (Ainslie et al., 2023) and, where set, a sliding window.
///
/// softmax(Q Kᵀ / √Dh) V, where H / KV query heads share one head of keys and values.
struct Attention: Sendable {
  /// `[H · Dh, D]`.
  let query: Linear
  /// `[KV · Dh, D]`.
  let key: Linear
  /// `[KV · Dh, D]`.
  let value: Linear
  /// `[D, H · Dh]`.
  let output: Linear

  /// Attends from T new tokens to all so far, and stores their keys and values as layer `layer`'s.
  ///
  /// `input` is normalised, `[T, D]`; `result` is `[T, D]`.
  func callAsFunction(
    _ input: UnsafePointer<Float>, tokens: Int, layer: Int,
    into result: UnsafeMutablePointer<Float>, _ state: DecoderState
  ) {
    let c = state.configuration
    state.multiplier.multiply(
      input, tokens: tokens,
      MatrixProduct(query, into: state.queries.pointer),
      MatrixProduct(key, into: state.keys.pointer),
      MatrixProduct(value, into: state.values.pointer))
    rotate(state.queries.pointer, heads: c.headCount, tokens: tokens, state)
    rotate(state.keys.pointer, heads: c.keyValueHeadCount, tokens: tokens, state)
    state.cache.store(
      keys: state.keys.pointer, values: state.values.pointer, layer: layer,
      first: state.cache.count, tokens: tokens)

    // One item a token and key/value head; neighbours share keys, so a worker takes runs of tokens of one head.
    let grain = max(1, min(8, tokens / 4))
    state.workers.forEachRange(of: c.keyValueHeadCount * tokens, grain: grain) { items, worker in
      for item in items {
        let (head, token) = item.quotientAndRemainder(dividingBy: tokens)
        attend(token: token, head: head, layer: layer, scores: state.scores[worker].pointer, state)
      }
    }
    state.multiplier.multiply(
      state.attended.pointer, tokens: tokens, MatrixProduct(output, into: result))
  }

  /// Turns every head of `[T, heads, Dh]` by its token's angles.
  private func rotate(
    _ vectors: UnsafeMutablePointer<Float>, heads: Int, tokens: Int, _ state: DecoderState
  ) {
    let width = state.configuration.headWidth
    for token in 0..<tokens {
      for head in 0..<heads {
        state.kernels.rotate(
          vectors + (token * heads + head) * width,
          cosines: state.cosines.pointer + token * width / 2,
          sines: state.sines.pointer + token * width / 2, half: width / 2)
      }
    }
  }

  /// The group of query heads of one token that share one key/value head.
  private func attend(
    token: Int, head: Int, layer: Int, scores: UnsafeMutablePointer<Float>, _ state: DecoderState
  ) {
    let c = state.configuration
    let group = c.headCount / c.keyValueHeadCount
    let width = c.headWidth
    let position = state.cache.count + token
    let first = max(0, position + 1 - (c.slidingWindow ?? position + 1))
    let length = position + 1 - first
    let offset = (token * c.headCount + head * group) * width
    let queries = state.queries.pointer + offset  // [group, Dh]
    let result = state.attended.pointer + offset  // [group, Dh]

    // scores[g, j] = q_g · k_j, for positions j in first...position
    forEachPage(first, position) { page, slots, done in
      state.kernels.dotProducts(
        of: state.cache.keys(layer: layer, page: page, head: head) + slots.lowerBound * width,
        rowCount: slots.count, width: width, with: queries, tokens: group, into: scores + done,
        outputStride: length)
    }
    let scale = 1 / sqrtf(Float(width))
    for member in 0..<group {
      state.kernels.softmax(scores + member * length, scale: scale, count: length)
    }
    result.update(repeating: 0, count: group * width)
    forEachPage(first, position) { page, slots, done in
      let values = state.cache.values(layer: layer, page: page, head: head)
      for member in 0..<group {
        state.kernels.addWeightedSum(
          of: values + slots.lowerBound * width, factors: scores + member * length + done,
          rowCount: slots.count, width: width, to: result + member * width)
      }
    }
  }

  /// Visits the pages that hold positions `first...last`: the page, the slots in it, and how many came before.
  private func forEachPage(_ first: Int, _ last: Int, _ body: (Int, Range<Int>, Int) -> Void) {
    let length = KeyValueCache.pageLength
    for page in first / length...last / length {
      let start = max(first, page * length)
      let end = min(last + 1, (page + 1) * length)
      body(page, start - page * length..<end - page * length, start - first)
    }
  }
}
