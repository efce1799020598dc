public import Checkpoints
public import Tensors

/// Weights that turn token ids into the logits of the next one; immutable, shared by all sessions.
public protocol LanguageModel: AnyObject, Sendable {
  /// What `config.json` said.
  var configuration: ModelConfiguration { get }
  /// What was odd about the checkpoint, yet loadable.
  var warnings: [CheckpointWarning] { get }

  /// Starts an empty sequence.
  ///
  /// - Parameters:
  ///   - capacity: The most tokens the sequence may reach; memory grows with use.
  ///   - workers: Who does the arithmetic; a pool serves one forward pass at a time.
  /// - Returns: The session, which belongs to one owner.
  func makeSession(capacity: Int, workers: WorkerPool) -> any InferenceSession

  /// The memory that a session takes, beside the weights, which are mapped and can be read again.
  ///
  /// - Parameters:
  ///   - positions: The tokens that the sequence will reach.
  ///   - workers: Who would do the arithmetic.
  /// - Returns: Bytes, at most as much too high as scratch memory that is not used.
  func sessionByteCount(positions: Int, workers: WorkerPool) -> Int
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
