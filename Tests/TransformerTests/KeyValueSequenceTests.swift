import Checkpoints
import Tensors
import Testing

@testable import Transformer

@Suite("Sequences share the pages of their keys and values")
struct KeyValueSequenceTests {
  private func context() throws -> InferenceContext {
    try BitCase(model: "qwen2-f32", arithmetic: .exact, cacheType: .float16, format: nil)
      .context(threads: 1)
  }

  @Test("and a page counts once until somebody writes it")
  func sharing() throws {
    let context = try context()
    let page = context.pool.pageByteCount
    let sequence = context.makeSequence()
    context.forward([
      SequenceInput(sequence, tokens: [Int](repeating: 3, count: 100), logits: .none)
    ])
    #expect(sequence.count == 100 && sequence.pageCount == 2)
    #expect(context.pool.byteCountInUse == 2 * page)
    let fork = sequence.fork()
    #expect(context.pool.byteCountInUse == 2 * page)
    context.forward([SequenceInput(fork, token: 5)])
    #expect(context.pool.byteCountInUse == 3 * page)
    #expect(sequence.count == 100 && fork.count == 101)
    fork.truncate(to: 64)
    #expect(context.pool.byteCountInUse == 2 * page && fork.pageCount == 1)
    context.forward([SequenceInput(fork, token: 5)])
    #expect(context.pool.byteCountInUse == 3 * page)
    fork.truncate(to: 0)
    sequence.truncate(to: 0)
    #expect(context.pool.byteCountInUse == 0)
  }

  @Test("and give them back when they are gone")
  func release() throws {
    let context = try context()
    do {
      let sequence = context.makeSequence()
      context.forward([SequenceInput(sequence, token: 1)])
      let fork = sequence.fork()
      #expect(context.pool.byteCountInUse == context.pool.pageByteCount)
      #expect(fork.count == 1)
    }
    #expect(context.pool.byteCountInUse == 0)
    context.pool.releaseFreePages()
    #expect(context.pool.byteCount(positions: 65) == 2 * context.pool.pageByteCount)
  }
}
