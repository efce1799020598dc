public import Checkpoints
import Tensors

/// Runs sequences through a model, one by one or many in one pass; a token's logits are the same bits either way.
///
/// A context belongs to one owner. Its scratch memory is reused: a decoded token allocates nothing, but a page of keys
/// and values every 64 tokens.
public final class InferenceContext {
  /// What `config.json` said.
  public let configuration: ModelConfiguration
  /// How it computes.
  public let options: InferenceOptions
  /// Where its sequences' pages come from.
  public let pool: KeyValuePagePool
  /// Rows of logits that the last pass left, in the order of its inputs.
  public private(set) var logitsRowCount = 0

  private let decoder: Decoder
  private let state: DecoderState
  private let logitsBuffer = FloatBuffer()

  /// Rows run at once: enough to make each weight's reading pay, few enough to bound the activations' memory.
  static let chunkLength = 512

  init(
    _ configuration: ModelConfiguration, _ decoder: Decoder, workers: WorkerPool,
    options: InferenceOptions
  ) {
    self.configuration = configuration
    self.decoder = decoder
    self.options = options
    pool = KeyValuePagePool(configuration, elementType: options.cacheType)
    state = DecoderState(configuration, options, workers: workers)
  }

  /// V, the length of a row of logits.
  public var vocabularySize: Int { configuration.vocabularySize }

  /// An empty sequence whose pages are this context's.
  public func makeSequence() -> KeyValueSequence { KeyValueSequence(pool: pool) }

  /// Appends tokens to sequences in one pass.
  ///
  /// - Parameter batch: No sequence twice; all of this context; token ids in `0..<vocabularySize`.
  public func forward(_ batch: [SequenceInput]) {
    logitsRowCount = 0
    for (index, input) in batch.enumerated() {
      precondition(
        !batch[..<index].contains { $0.sequence === input.sequence }, "a sequence came twice")
      precondition(input.sequence.pool === pool, "a sequence of another context")
      for index in 0..<input.count {
        precondition((0..<vocabularySize).contains(input.token(index)), "an id is out of range")
      }
      input.sequence.reserve(tokens: input.count)
      logitsRowCount += input.logitsRowCount
    }
    logitsBuffer.reserve(logitsRowCount * vocabularySize)

    var rows = 0
    state.chunk.removeAll()
    for input in batch {
      var done = 0
      while done < input.count {
        let end = min(input.count, done + Self.chunkLength - state.chunk.rowCount)
        state.chunk.append(input, done..<end, tileLength: state.tileLength)
        done = end
        if state.chunk.rowCount == Self.chunkLength { rows += runChunk(logitsRow: rows) }
      }
    }
    if state.chunk.rowCount > 0 { rows += runChunk(logitsRow: rows) }
  }

  /// A row of the last pass's logits, `[V]`; valid until the next pass.
  public func logits(row: Int) -> UnsafeBufferPointer<Float> {
    precondition((0..<logitsRowCount).contains(row))
    return UnsafeBufferPointer(
      start: logitsBuffer.pointer + row * vocabularySize, count: vocabularySize)
  }

  /// Runs what was gathered, advances its sequences, and returns how many rows of logits it left.
  private func runChunk(logitsRow: Int) -> Int {
    decoder.forward(state, logits: logitsBuffer.pointer + logitsRow * vocabularySize)
    for segment in state.chunk.segments { segment.sequence.advance(by: segment.count) }
    let rows = state.chunk.wantedRows.count
    state.chunk.removeAll()
    return rows
  }
}
