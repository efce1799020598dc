import Checkpoints

/// One sequence with a context of its own.
final class DecoderSession: InferenceSession {
  let capacity: Int
  private let context: InferenceContext
  private let sequence: KeyValueSequence

  init(_ context: InferenceContext, capacity: Int) {
    self.context = context
    self.capacity = capacity
    sequence = context.makeSequence()
  }

  var position: Int { sequence.count }

  func forward(_ tokens: [Int], logits: LogitsSelection) -> Logits {
    precondition(tokens.count <= capacity - position, "the sequence would exceed its capacity")
    context.forward([SequenceInput(sequence, tokens: tokens, logits: logits)])
    var values: [Float] = []
    values.reserveCapacity(context.logitsRowCount * context.vocabularySize)
    for row in 0..<context.logitsRowCount { values += context.logits(row: row) }
    return Logits(
      rowCount: context.logitsRowCount, vocabularySize: context.vocabularySize, values: values)
  }

  func truncate(to position: Int) { sequence.truncate(to: position) }
}
