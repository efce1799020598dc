public import Checkpoints
public import Tensors

/// Weights that turn token ids into the logits of the next one; immutable, shared by all contexts.
public protocol LanguageModel: AnyObject, Sendable {
  /// What `config.json` said.
  var configuration: ModelConfiguration { get }
  /// What was odd about the checkpoint, yet loadable.
  var warnings: [CheckpointWarning] { get }

  /// Bytes that one token's step reads: layers and output head as held, the embedding not counted.
  var weightBytesPerToken: Int { get }
  /// Bytes of weights in memory of our own, beside mapped files, whose pages the system can read again.
  var weightByteCount: Int { get }

  /// Makes what runs sequences of tokens through the model.
  ///
  /// - Parameters:
  ///   - workers: Who does the arithmetic; a pool serves one forward pass at a time.
  ///   - options: How it computes.
  /// - Returns: The context, which belongs to one owner.
  func makeContext(workers: WorkerPool, options: InferenceOptions) -> InferenceContext

  /// The memory that a context takes, beside the weights.
  ///
  /// - Parameters:
  ///   - positions: The tokens that each sequence will reach.
  ///   - sequences: Sequences that share nothing.
  ///   - workers: Who would do the arithmetic.
  ///   - options: How it would compute.
  /// - Returns: Bytes, at most as much too high as scratch memory that is not used.
  func contextByteCount(
    positions: Int, sequences: Int, workers: WorkerPool, options: InferenceOptions
  ) -> Int
}

extension LanguageModel {
  /// Starts an empty sequence with a context of its own.
  ///
  /// - Parameters:
  ///   - capacity: The most tokens the sequence may reach; memory grows with use.
  ///   - workers: Who does the arithmetic; a pool serves one forward pass at a time.
  ///   - options: How it computes.
  /// - Returns: The session, which belongs to one owner.
  public func makeSession(
    capacity: Int, workers: WorkerPool, options: InferenceOptions = InferenceOptions()
  ) -> any InferenceSession {
    DecoderSession(makeContext(workers: workers, options: options), capacity: capacity)
  }

  /// The memory that a session takes, beside the weights.
  ///
  /// - Parameters:
  ///   - positions: The tokens that the sequence will reach.
  ///   - workers: Who would do the arithmetic.
  /// - Returns: Bytes, at most as much too high as scratch memory that is not used.
  public func sessionByteCount(positions: Int, workers: WorkerPool) -> Int {
    contextByteCount(
      positions: positions, sequences: 1, workers: workers, options: InferenceOptions())
  }
}

/// One sequence of tokens with its keys and values.
public protocol InferenceSession: AnyObject {
  /// Tokens in the key/value cache.
  var position: Int { get }
  /// The most tokens that the sequence may reach.
  var capacity: Int { get }

  /// Appends tokens to the sequence.
  ///
  /// - Parameters:
  ///   - tokens: Ids in `0..<vocabularySize`, at most `capacity - position` of them.
  ///   - logits: For which of them the next token's logits are wanted.
  /// - Returns: One row of logits for each token asked for.
  func forward(_ tokens: [Int], logits: LogitsSelection) -> Logits

  /// Forgets the newest tokens.
  ///
  /// - Parameter position: How many of the oldest to keep, `0...self.position`.
  func truncate(to position: Int)
}
