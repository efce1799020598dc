internal import CKernels
internal import Checkpoints
internal import Tensors
internal import Transformer

/// What the forward and the backward pass of every layer use: the batch, the workers, and memory that is reused.
///
/// Letters: T rows of the batch, D width, F feed-forward width, H heads, KV key/value heads, Dh head width.
final class PassContext {
  let configuration: ModelConfiguration
  let workers: WorkerPool
  let products: TrainingProducts
  var batch = PackedBatch()
  /// Decides what dropout drops; nil where nothing is dropped.
  var noiseSeed: UInt64?

  /// Angles of every position, `[positions, Dh/2]`.
  let cosines = FloatBuffer()
  let sines = FloatBuffer()
  private let rotary: RotaryEmbedding
  private var angleCount = 0

  /// A frozen group of matrices, widened.
  let weightScratch = FloatBuffer()
  /// A worker's own memory in attention.
  let attentionScratch: [FloatBuffer]
  /// Sums of blocks of rows, before they are added in order.
  let partialSums = FloatBuffer()
  /// An adapter's memory: its input after dropout, between its matrices, and the gradient there.
  let adapterInput = FloatBuffer()
  let adapterMiddle = FloatBuffer()
  let adapterGradient = FloatBuffer()

  /// Rows that are one piece of work, and whose sums are added before they meet others.
  static let rowBlock = 64

  init(
    _ configuration: ModelConfiguration, workers: WorkerPool, arithmetic: Arithmetic
  ) {
    self.configuration = configuration
    self.workers = workers
    products = TrainingProducts(workers: workers, arithmetic: arithmetic)
    rotary = RotaryEmbedding(configuration)
    attentionScratch = (0..<workers.threadCount).map { _ in FloatBuffer() }
  }

  /// T.
  var rowCount: Int { batch.rowCount }
  var queryWidth: Int { configuration.headCount * configuration.headWidth }
  var keyWidth: Int { configuration.keyValueHeadCount * configuration.headWidth }
  /// Queries, keys and values of a row.
  var projectionWidth: Int { queryWidth + 2 * keyWidth }
  /// Query heads that share keys and values.
  var group: Int { configuration.headCount / configuration.keyValueHeadCount }

  /// Makes room and tables for the batch.
  func prepare() {
    let longest = batch.longest
    let scratch = ck_training_attention_scratch(longest, configuration.headWidth, group)
    for buffer in attentionScratch { buffer.reserve(scratch) }
    guard longest > angleCount else { return }
    let half = configuration.headWidth / 2
    cosines.reserve(longest * half)
    sines.reserve(longest * half)
    for position in 0..<longest {
      rotary.angles(
        position: position, cosines: cosines.pointer + position * half,
        sines: sines.pointer + position * half)
    }
    angleCount = longest
  }

  /// Covers rows in blocks that do not depend on the number of workers.
  func forEachBlock(of rows: Int, _ body: (_ rows: Range<Int>, _ block: Int) -> Void) {
    let size = Self.rowBlock
    workers.forEachRange(of: (rows + size - 1) / size, grain: 1) { blocks, _ in
      for block in blocks { body(block * size..<min(rows, (block + 1) * size), block) }
    }
  }

  /// Covers columns in ranges; what is summed over rows in each column is summed in the order of the rows.
  func forEachColumnRange(of columns: Int, _ body: (_ columns: Range<Int>) -> Void) {
    workers.forEachRange(of: columns, grain: Self.rowBlock) { columns, _ in body(columns) }
  }
}
