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
    let chunk = state.chunk
    let heads = state.configuration.keyValueHeadCount
    state.multiplier.multiply(
      state.normed.pointer, tokens: chunk.count,
      MatrixProduct(query, into: state.queries.pointer),
      MatrixProduct(key, into: state.keys.pointer),
      MatrixProduct(value, into: state.values.pointer))
    if chunk.isNarrow {
      state.workers.forEachRange(of: chunk.tiles.count * heads, grain: 1) { items, worker in
        for item in items {
          let (index, head) = item.quotientAndRemainder(dividingBy: heads)
          let tile = chunk.tiles[index]
          store(tile, head: head, layer: layer, state)
          attend(tile, head: head, layer: layer, scratch: state.scratch[worker].pointer, state)
        }
      }
    } else {
      state.workers.forEachRange(of: chunk.pageRuns.count * heads, grain: 1) { items, _ in
        for item in items {
          let (index, head) = item.quotientAndRemainder(dividingBy: heads)
          store(chunk.pageRuns[index], head: head, layer: layer, state)
        }
      }
      // Later tokens see more: the longest tiles first.
      let last = chunk.tiles.count * heads - 1
      state.workers.forEachRange(of: last + 1, grain: 1) { items, worker in
        for item in items {
          let (index, head) = (last - item).quotientAndRemainder(dividingBy: heads)
          attend(
            chunk.tiles[index], head: head, layer: layer, scratch: state.scratch[worker].pointer,
            state)
        }
      }
    }
    state.multiplier.multiply(
      state.attended.pointer, tokens: chunk.count,
      MatrixProduct(output, into: state.update.pointer))
  }

  /// Turns one key/value head's keys and its group's queries by their tokens' angles, and stores keys and values.
  private func store(_ tile: BatchChunk.Tile, head: Int, layer: Int, _ state: DecoderState) {
    let c = state.configuration
    let width = c.headWidth
    let group = c.headCount / c.keyValueHeadCount
    let keyStride = c.keyValueHeadCount * width
    let segment = state.chunk.segments[tile.segment]
    let row = segment.row + tile.offset
    let scale = 1 / sqrtf(Float(width))
    let neighbours = c.rotaryPairing == .neighbours
    for token in row..<row + tile.count {
      let cosines = state.cosines.pointer + token * width / 2
      let sines = state.sines.pointer + token * width / 2
      state.attentionKernels.rotate(
        state.keys.pointer + token * keyStride + head * width, cosines: cosines, sines: sines,
        half: width / 2, neighbours: neighbours, scale: 1)
      for member in 0..<group {
        state.attentionKernels.rotate(
          state.queries.pointer + (token * c.headCount + head * group + member) * width,
          cosines: cosines, sines: sines, half: width / 2, neighbours: neighbours, scale: scale)
      }
    }
    let offset = state.layout.offset(layer: layer, head: head)
    var done = 0
    while done < tile.count {
      let (page, slot) = (segment.position + tile.offset + done).quotientAndRemainder(
        dividingBy: KeyValuePagePool.pageLength)
      let count = min(tile.count - done, KeyValuePagePool.pageLength - slot)
      let source = (row + done) * keyStride + head * width
      state.attentionKernels.store(
        keys: state.keys.pointer + source, values: state.values.pointer + source, count: count,
        stride: keyStride, into: segment.sequence.writablePage(page) + offset, slot: slot,
        headWidth: width, type: state.layout.elementType)
      done += count
    }
  }

  /// One tile's query heads that share a key/value head.
  private func attend(
    _ tile: BatchChunk.Tile, head: Int, layer: Int, scratch: UnsafeMutablePointer<Float>,
    _ state: DecoderState
  ) {
    let c = state.configuration
    let group = c.headCount / c.keyValueHeadCount
    let segment = state.chunk.segments[tile.segment]
    let start = ((segment.row + tile.offset) * c.headCount + head * group) * c.headWidth
    segment.sequence.withPages { pages in
      state.attentionKernels.attend(
        PagedAttention(
          queries: state.queries.pointer + start, output: state.attended.pointer + start,
          tokens: tile.count, position: segment.position + tile.offset, pages: pages,
          offset: state.layout.offset(layer: layer, head: head), window: c.slidingWindow,
          group: group, headWidth: c.headWidth, stride: c.headCount * c.headWidth,
          type: state.layout.elementType, scratch: scratch))
    }
  }
}
