import Checkpoints
import Tensors

/// What one sequence owns: its cache, and the activations of the chunk of T tokens under way.
///
/// Every buffer is reused from token to token and grows to the longest chunk seen.
final class DecoderState {
  let configuration: ModelConfiguration
  let workers: WorkerPool
  let multiplier: MatrixMultiplier
  let kernels = Kernels.chosen
  let cache: KeyValueCache

  /// `[T, D]`, the residual stream.
  let stream = FloatBuffer()
  /// `[T, D]`, the normalised stream, and what a block adds to it.
  let normed = FloatBuffer()
  /// `[T, D]`, what a block adds to the stream.
  let update = FloatBuffer()
  /// `[T, H · Dh]`.
  let queries = FloatBuffer()
  /// `[T, KV · Dh]`.
  let keys = FloatBuffer()
  /// `[T, KV · Dh]`.
  let values = FloatBuffer()
  /// `[T, H · Dh]`, the heads' outputs.
  let attended = FloatBuffer()
  /// `[T, F]`.
  let gate = FloatBuffer()
  /// `[T, F]`.
  let up = FloatBuffer()
  /// `[T, Dh/2]`.
  let cosines = FloatBuffer()
  /// `[T, Dh/2]`.
  let sines = FloatBuffer()
  /// A worker's attention scores, `[H / KV, positions]`.
  let scores: [FloatBuffer]

  init(_ configuration: ModelConfiguration, workers: WorkerPool) {
    self.configuration = configuration
    self.workers = workers
    multiplier = MatrixMultiplier(workers: workers)
    cache = KeyValueCache(configuration)
    scores = (0..<workers.threadCount).map { _ in FloatBuffer() }
  }

  /// Makes room for `tokens` more tokens and computes their angles.
  func prepare(tokens: Int, rotary: RotaryEmbedding) {
    let c = configuration
    stream.reserve(tokens * c.width)
    normed.reserve(tokens * c.width)
    update.reserve(tokens * c.width)
    queries.reserve(tokens * c.headCount * c.headWidth)
    keys.reserve(tokens * c.keyValueHeadCount * c.headWidth)
    values.reserve(tokens * c.keyValueHeadCount * c.headWidth)
    attended.reserve(tokens * c.headCount * c.headWidth)
    gate.reserve(tokens * c.feedForwardWidth)
    up.reserve(tokens * c.feedForwardWidth)
    cosines.reserve(tokens * c.headWidth / 2)
    sines.reserve(tokens * c.headWidth / 2)

    let end = cache.count + tokens
    cache.reserve(through: end)
    // Rounded up to whole pages, so that decoding does not grow the scores at every token.
    let pages = (end + KeyValueCache.pageLength - 1) / KeyValueCache.pageLength
    let positions = pages * KeyValueCache.pageLength
    for buffer in scores where buffer.capacity < c.headCount / c.keyValueHeadCount * positions {
      buffer.reserve(c.headCount / c.keyValueHeadCount * positions * 2)
    }
    rotary.angles(
      first: cache.count, count: tokens, cosines: cosines.pointer, sines: sines.pointer)
  }

  /// The floats of all buffers for chunks of `tokens`, which may be more than an integer can count.
  static func floatCount(
    _ c: ModelConfiguration, tokens: Int, positions: Int, threads: Int
  ) -> Double {
    let queryWidth = c.headCount * c.headWidth
    let keyWidth = c.keyValueHeadCount * c.headWidth
    let row = 3 * c.width + 2 * queryWidth + 2 * keyWidth + 2 * c.feedForwardWidth + c.headWidth
    let scores = 2 * c.headCount / c.keyValueHeadCount * (positions + KeyValueCache.pageLength)
    let panel = MatrixMultiplier.panelFloatCount(
      width: max(c.width, queryWidth, c.feedForwardWidth), tokens: tokens)
    return Double(tokens) * Double(row) + Double(threads) * Double(scores + panel)
  }
}
