import Glibc
import Synchronization
import Transformer

/// A continuation that is being scored, a pass at a time.
final class ScoringWork {
  typealias Outcome = Result<[TokenScore], GenerationError>

  let tokens: [Int]
  let promptCount: Int
  /// How many of the likeliest tokens are named at each place.
  let alternatives: Int
  let sequence: KeyValueSequence
  let cancellation: Cancellation
  let continuation: CheckedContinuation<Outcome, Never>
  var scores: [TokenScore] = []

  /// Told from any thread.
  final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    var isCancelled: Bool { flag.load(ordering: .relaxed) }
    func cancel() { flag.store(true, ordering: .relaxed) }
  }

  init(
    tokens: [Int], promptCount: Int, alternatives: Int, sequence: KeyValueSequence,
    cancellation: Cancellation, continuation: CheckedContinuation<Outcome, Never>
  ) {
    self.tokens = tokens
    self.promptCount = promptCount
    self.alternatives = alternatives
    self.sequence = sequence
    self.cancellation = cancellation
    self.continuation = continuation
  }

  var isFinished: Bool { scores.count == tokens.count - promptCount }
}

/// What the logits say of a token.
struct TokenScore {
  /// The natural logarithm of its probability.
  let logProbability: Double
  /// Whether greedy decoding would choose it.
  let isLikeliest: Bool
  /// The likeliest ids with their logarithms, the likeliest first.
  let alternatives: [(id: Int, logProbability: Double)]
}

extension GenerationScheduler {
  /// Rows of logits that are held at once.
  private static let scoredRows = 64

  /// How likely each token of a continuation is, and whether it is the likeliest.
  ///
  /// Done a short pass at a time, while no generation runs that somebody waits for.
  ///
  /// - Parameters:
  ///   - continuation: What is scored.
  ///   - prompt: What stands before; at least one id.
  ///   - alternatives: How many of the likeliest tokens to name at each place.
  /// - Returns: One a token.
  /// - Throws: `GenerationError` where both do not fit, the logits are no numbers, or the task is cancelled.
  func score(
    _ continuation: [Int], after prompt: [Int], alternatives: Int = 0
  ) async throws(GenerationError) -> [TokenScore] {
    let tokens = prompt + continuation
    guard !prompt.isEmpty, tokens.count <= contextLength else {
      throw .promptTooLong(promptTokens: tokens.count, contextLength: contextLength)
    }
    guard !continuation.isEmpty else { return [] }
    try checkMemory(positions: tokens.count)
    let cancellation = ScoringWork.Cancellation()
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        // The logits after the prompt's last token are needed, so that is read here.
        let known = cache.start(Array(prompt.dropLast()))
        scoring.append(
          ScoringWork(
            tokens: tokens, promptCount: prompt.count, alternatives: alternatives,
            sequence: known?.sequence ?? context.makeSequence(), cancellation: cancellation,
            continuation: waiter))
      }
    } onCancel: {
      cancellation.cancel()
      thread.wake()
    }.get()
  }

  /// One short pass of the scoring that came first.
  func runScoring() -> EngineThread.Turn {
    guard let work = scoring.first else { return .sleep }
    shelveIdleWork()
    do throws(GenerationError) {
      if work.cancellation.isCancelled { throw .cancelled }
      try advance(work)
      guard work.isFinished else { return .again }
      cache.keep(work.sequence, tokens: Array(work.tokens.dropLast()))
      work.continuation.resume(returning: .success(work.scores))
    } catch {
      work.continuation.resume(returning: .failure(error))
    }
    scoring.removeFirst()
    return .again
  }

  /// Reads a piece of the prompt, or scores a piece of the continuation.
  private func advance(_ work: ScoringWork) throws(GenerationError) {
    let tokens = work.tokens
    let first = work.sequence.count
    let piece = promptPiece(seconds: 0.1, least: 16)
    let isScored = first + 1 >= work.promptCount
    // The last token's logits say nothing about the continuation.
    let end =
      isScored
      ? min(first + min(piece, Self.scoredRows), tokens.count - 1)
      : min(first + piece, work.promptCount - 1)
    context.forward([
      SequenceInput(work.sequence, tokens: tokens[first..<end], logits: isScored ? .all : .none)
    ])
    passCount += 1
    guard isScored else { return }
    for position in first..<end {
      let row = context.logits(row: position - first)
      let token = tokens[position + 1]
      guard let total = row.logOfSum, !row[token].isNaN else {
        throw .notFiniteLogits(position: position + 1)
      }
      work.scores.append(
        TokenScore(
          logProbability: Double(row[token]) - total,
          isLikeliest: row.indexOfGreatest == token,
          alternatives: row.greatest(work.alternatives).map { ($0, Double(row[$0]) - total) }))
    }
  }
}

extension UnsafeBufferPointer<Float> {
  /// The logarithm of what the exponentials of all sum to; nil where no logit is a finite number.
  fileprivate var logOfSum: Double? {
    guard let best = indexOfGreatest else { return nil }
    let greatest = Double(self[best])
    var total = 0.0
    for logit in self where logit.isFinite { total += exp(Double(logit) - greatest) }
    return greatest + log(total)
  }

  /// The indices of the greatest finite elements, the greatest first; of equals the lower first.
  func greatest(_ count: Int) -> [Int] {
    guard count > 0 else { return [] }
    var best: [Int] = []
    best.reserveCapacity(count + 1)
    for index in indices where self[index].isFinite {
      if best.count == count, self[index] <= self[best[count - 1]] { continue }
      let place = best.firstIndex { self[$0] < self[index] } ?? best.count
      best.insert(index, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }
}
