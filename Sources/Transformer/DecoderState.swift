import Checkpoints
import Tensors

/// What a context owns: the chunk of T rows under way, and their activations.
///
/// Every buffer is reused from pass to pass and grows to the longest chunk seen.
final class DecoderState {
  let configuration: ModelConfiguration
  let layout: KeyValueLayout
  let workers: WorkerPool
  let multiplier: MatrixMultiplier
  let kernels = Kernels.chosen
  let attentionKernels = AttentionKernels.chosen
  var chunk = BatchChunk()

  /// `[T, D]`, the residual stream.
  let stream = FloatBuffer()
  /// `[T, D]`, the normalised stream.
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
  /// A worker's own memory while it attends.
  let scratch: [FloatBuffer]

  init(_ configuration: ModelConfiguration, _ options: InferenceOptions, workers: WorkerPool) {
    self.configuration = configuration
    self.workers = workers
    layout = KeyValueLayout(configuration, elementType: options.cacheType)
    multiplier = MatrixMultiplier(workers: workers, arithmetic: options.arithmetic)
    let scratchCount = PagedAttention.scratchCount(headWidth: configuration.headWidth)
    scratch = (0..<workers.threadCount).map { _ in FloatBuffer(capacity: scratchCount) }
  }

  /// Makes room for the chunk's rows.
  func reserve() {
    let c = configuration
    let rows = chunk.rowCount
    stream.reserve(rows * c.width)
    normed.reserve(rows * c.width)
    update.reserve(rows * c.width)
    queries.reserve(rows * c.headCount * c.headWidth)
    keys.reserve(rows * c.keyValueHeadCount * c.headWidth)
    values.reserve(rows * c.keyValueHeadCount * c.headWidth)
    attended.reserve(rows * c.headCount * c.headWidth)
    gate.reserve(rows * c.feedForwardWidth)
    up.reserve(rows * c.feedForwardWidth)
    cosines.reserve(rows * c.headWidth / 2)
    sines.reserve(rows * c.headWidth / 2)
  }

  /// Runs `body` for every row, by all workers where there is enough to do.
  func forEachRow(_ count: Int, _ body: (Int) -> Void) {
    let grain = max(1, Self.serialFloats / configuration.width)
    workers.forEachRange(of: count, grain: grain) { rows, _ in
      for row in rows { body(row) }
    }
  }

  /// Runs `body` for every tile and key/value head, with scratch memory of the worker's own.
  func forEachTile(
    _ tiles: [BatchChunk.Tile], _ body: (BatchChunk.Tile, Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    let heads = configuration.keyValueHeadCount
    // Later tokens see more: the longest tiles first.
    let last = tiles.count * heads - 1
    workers.forEachRange(of: last + 1, grain: 1) { items, worker in
      for item in items {
        let (index, head) = (last - item).quotientAndRemainder(dividingBy: heads)
        body(tiles[index], head, scratch[worker].pointer)
      }
    }
  }

  /// Turns a head of one row by the angles of the row's position, and scales it.
  func rotate(_ head: UnsafeMutablePointer<Float>, row: Int, scale: Float) {
    let half = configuration.headWidth / 2
    attentionKernels.rotate(
      head, cosines: cosines.pointer + row * half, sines: sines.pointer + row * half, half: half,
      neighbours: configuration.rotaryPairing == .neighbours, scale: scale)
  }

  /// Moves the rows whose logits are wanted to the front, and forgets the others.
  func keepWantedRows() {
    let half = configuration.headWidth / 2
    for (index, row) in chunk.wantedRows.enumerated() where index != row {
      for (buffer, width) in [
        (stream, configuration.width), (normed, configuration.width), (cosines, half),
        (sines, half),
      ] {
        (buffer.pointer + index * width).update(from: buffer.pointer + row * width, count: width)
      }
    }
    chunk.keepWantedRows(tileLength: tileLength)
  }

  /// Tokens whose queries of one group are attended with at once.
  var tileLength: Int {
    max(1, PagedAttention.rows / (configuration.headCount / configuration.keyValueHeadCount))
  }

  /// Floats that one worker passes over in less time than waking another one is worth.
  static let serialFloats = 8_192

  /// The floats of all buffers for chunks of `rows`, which may be more than an integer can count.
  static func floatCount(_ c: ModelConfiguration, rows: Int, threads: Int) -> Double {
    let queryWidth = c.headCount * c.headWidth
    let keyWidth = c.keyValueHeadCount * c.headWidth
    let row = 3 * c.width + 2 * queryWidth + 2 * keyWidth + 2 * c.feedForwardWidth + c.headWidth
    let scratch = PagedAttention.scratchCount(headWidth: c.headWidth)
    let inputs = MatrixMultiplier.scratchByteCount(
      width: max(c.width, queryWidth, c.feedForwardWidth), tokens: rows)
    return Double(rows) * Double(row) + Double(threads) * Double(scratch)
      + Double(inputs / MemoryLayout<Float>.stride)
  }
}
