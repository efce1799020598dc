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

  /// Attends from the chunk's tokens, and stores their keys and values as layer `layer`'s.
  ///
  /// Reads the normalised stream, leaves what is to be added to the stream in `update`.
  func callAsFunction(layer: Int, _ state: DecoderState) {
    state.multiplier.multiply(
      state.normed.pointer, tokens: state.chunk.rowCount,
      MatrixProduct(query, into: state.queries.pointer),
      MatrixProduct(key, into: state.keys.pointer),
      MatrixProduct(value, into: state.values.pointer))
    if state.chunk.isNarrow {
      // A head's worker stores what it then attends to.
      state.forEachTile(state.chunk.queryTiles) { tile, head, scratch in
        store(tile, head: head, layer: layer, state)
        attend(tile, head: head, layer: layer, scratch: scratch, state)
      }
    } else {
      storeAll(layer: layer, state)
      attendAll(layer: layer, state)
    }
    multiplyOutput(state)
  }

  /// The last layer's: stores all keys and values, attends only from the rows whose logits are wanted.
  ///
  /// The state then has these rows only, none if none are wanted.
  func keepingWantedRows(layer: Int, _ state: DecoderState) {
    state.multiplier.multiply(
      state.normed.pointer, tokens: state.chunk.rowCount,
      MatrixProduct(key, into: state.keys.pointer),
      MatrixProduct(value, into: state.values.pointer))
    storeAll(layer: layer, state)
    state.keepWantedRows()
    guard state.chunk.rowCount > 0 else { return }
    state.multiplier.multiply(
      state.normed.pointer, tokens: state.chunk.rowCount,
      MatrixProduct(query, into: state.queries.pointer))
    attendAll(layer: layer, state)
    multiplyOutput(state)
  }

  private func storeAll(layer: Int, _ state: DecoderState) {
    state.forEachTile(state.chunk.keyTiles) { tile, head, _ in
      store(tile, head: head, layer: layer, state)
    }
  }

  private func attendAll(layer: Int, _ state: DecoderState) {
    state.forEachTile(state.chunk.queryTiles) { tile, head, scratch in
      attend(tile, head: head, layer: layer, scratch: scratch, state)
    }
  }

  private func multiplyOutput(_ state: DecoderState) {
    state.multiplier.multiply(
      state.attended.pointer, tokens: state.chunk.rowCount,
      MatrixProduct(output, into: state.update.pointer))
  }

  /// Turns one head's keys by their tokens' angles, and stores keys and values.
  private func store(_ tile: BatchChunk.Tile, head: Int, layer: Int, _ state: DecoderState) {
    let c = state.configuration
    let stride = c.keyValueHeadCount * c.headWidth
    let first = tile.row * stride + head * c.headWidth
    for index in 0..<tile.count {
      state.rotate(state.keys.pointer + first + index * stride, row: tile.row + index, scale: 1)
    }
    let sequence = state.chunk.segments[tile.segment].sequence
    let offset = state.layout.offset(layer: layer, head: head)
    var done = 0
    while done < tile.count {
      let (page, slot) = (tile.position + done).quotientAndRemainder(
        dividingBy: KeyValuePagePool.pageLength)
      let count = min(tile.count - done, KeyValuePagePool.pageLength - slot)
      let source = first + done * stride
      state.attentionKernels.store(
        keys: state.keys.pointer + source, values: state.values.pointer + source, count: count,
        stride: stride, into: sequence.writablePage(page) + offset, slot: slot,
        headWidth: c.headWidth, type: state.layout.elementType)
      done += count
    }
  }

  /// Turns the query heads that share a key/value head by their tokens' angles, and attends from them.
  private func attend(
    _ tile: BatchChunk.Tile, head: Int, layer: Int, scratch: UnsafeMutablePointer<Float>,
    _ state: DecoderState
  ) {
    let c = state.configuration
    let group = c.headCount / c.keyValueHeadCount
    let stride = c.headCount * c.headWidth
    let start = tile.row * stride + head * group * c.headWidth
    let scale = 1 / sqrtf(Float(c.headWidth))
    for index in 0..<tile.count {
      for member in 0..<group {
        state.rotate(
          state.queries.pointer + start + index * stride + member * c.headWidth,
          row: tile.row + index, scale: scale)
      }
    }
    state.chunk.segments[tile.segment].sequence.withPages { pages in
      state.attentionKernels.attend(
        PagedAttention(
          queries: state.queries.pointer + start, output: state.attended.pointer + start,
          tokens: tile.count, position: tile.position, pages: pages,
          offset: state.layout.offset(layer: layer, head: head), window: c.slidingWindow,
          group: group, headWidth: c.headWidth, stride: stride, type: state.layout.elementType,
          scratch: scratch))
    }
  }
}
