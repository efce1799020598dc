import Checkpoints
import Tensors
import Testing

@testable import Transformer

/// A way to compute whose logits must be the same bits in every split.
struct BitCase: Sendable, CustomTestStringConvertible {
  let model: String
  let arithmetic: Arithmetic
  let cacheType: ElementType
  let format: ElementType?

  var testDescription: String {
    "\(model), \(arithmetic), keys and values in \(cacheType.name), \(format?.name ?? "as stored")"
  }

  /// Every model with both arithmetics; cache types and formats rotate through them.
  static let all: [BitCase] = {
    let caches: [ElementType] = [.float32, .float16, .bfloat16]
    let formats: [ElementType?] = [.q8_0, nil, .q4_0]
    return Fixtures.models.enumerated().flatMap { index, model in
      Arithmetic.allCases.enumerated().map { place, arithmetic in
        BitCase(
          model: model, arithmetic: arithmetic, cacheType: caches[(index + place) % 3],
          format: formats[(index + 2 * place) % 3])
      }
    }
  }()

  func context(threads: Int) throws -> InferenceContext {
    let workers = WorkerPool(threadCount: threads)
    let checkpoint = try Checkpoint.open(Fixtures.folder + model)
    return try LanguageModelLoader.load(checkpoint, format: format, workers: workers)
      .makeContext(
        workers: workers, options: InferenceOptions(arithmetic: arithmetic, cacheType: cacheType))
  }
}

extension InferenceContext {
  /// The bits of the last pass's rows.
  var rowBits: [[UInt32]] {
    (0..<logitsRowCount).map { row in logits(row: row).map(\.bitPattern) }
  }

  /// Appends tokens in chunks, and gives the bits of every token's logits.
  func bits(_ ids: some Collection<Int>, _ sequence: KeyValueSequence, chunk: Int) -> [[UInt32]] {
    let ids = Array(ids)
    return stride(from: 0, to: ids.count, by: chunk).flatMap { start in
      let tokens = ids[start..<min(start + chunk, ids.count)]
      forward([SequenceInput(sequence, tokens: tokens, logits: .all)])
      return rowBits
    }
  }
}

/// Ids that cross two pages, other ones for each `seed`.
private func ids(_ context: InferenceContext, seed: Int = 1, count: Int = 140) -> [Int] {
  (0..<count).map { ($0 * $0 * 31 + $0 * 17 + seed * 101) % context.vocabularySize }
}

@Suite("A token's logits are the same bits, whatever it is computed together with")
struct BatchTests {
  @Test("in chunks of any length, by one worker or two", arguments: BitCase.all)
  func chunks(_ bitCase: BitCase) throws {
    let alone = try bitCase.context(threads: 1)
    let expected = alone.bits(ids(alone), alone.makeSequence(), chunk: 1)
    let context = try bitCase.context(threads: 2)
    for length in [2, 3, 7, 16, 64, 140] {
      let rows = context.bits(ids(context), context.makeSequence(), chunk: length)
      #expect(rows == expected, "chunks of \(length)")
    }
  }

  @Test("beside other sequences that join and leave", arguments: BitCase.all)
  func batch(_ bitCase: BitCase) throws {
    let context = try bitCase.context(threads: 2)
    let texts = [
      ids(context, seed: 1, count: 90), ids(context, seed: 2, count: 33),
      ids(context, seed: 3, count: 71),
    ]
    let expected = texts.map { context.bits($0, context.makeSequence(), chunk: $0.count) }
    let sequences = texts.map { _ in context.makeSequence() }
    var rows: [[[UInt32]]] = texts.map { _ in [] }
    // Steps of several lengths: every sequence takes what is left of it, some leave early.
    var step = 0
    while zip(sequences, texts).contains(where: { $0.count < $1.count }) {
      var batch: [SequenceInput] = []
      var owners: [Int] = []
      for (index, text) in texts.enumerated() where sequences[index].count < text.count {
        let length = [1, 5, 1, 30, 2][(step + index) % 5]
        let start = sequences[index].count
        let tokens = text[start..<min(start + length, text.count)]
        batch.append(SequenceInput(sequences[index], tokens: tokens, logits: .all))
        owners += tokens.map { _ in index }
      }
      context.forward(batch)
      for (row, owner) in zip(context.rowBits, owners) { rows[owner].append(row) }
      step += 1
    }
    #expect(rows == expected)
  }

  @Test("after a fork, a truncation and a copied page", arguments: BitCase.all)
  func forks(_ bitCase: BitCase) throws {
    let context = try bitCase.context(threads: 2)
    let text = ids(context)
    let expected = context.bits(text, context.makeSequence(), chunk: text.count)
    for kept in [1, 64, 65, 128] {
      let first = context.makeSequence()
      _ = context.bits(text[..<100], first, chunk: 100)
      if kept > 100 { _ = context.bits(text[100..<kept], first, chunk: 3) }
      let second = first.fork()
      second.truncate(to: kept)
      // Both write where they shared a page.
      _ = context.bits(ids(context, seed: 9, count: 5), first, chunk: 5)
      #expect(Array(expected[kept...]) == context.bits(text[kept...], second, chunk: 11))
      let third = second.fork()
      _ = context.bits(ids(context, seed: 8, count: 70), second, chunk: 70)
      third.truncate(to: 99)
      #expect(Array(expected[99...]) == context.bits(text[99...], third, chunk: 1))
    }
  }

  @Test("when only some rows' logits are wanted", arguments: BitCase.all)
  func selection(_ bitCase: BitCase) throws {
    let context = try bitCase.context(threads: 2)
    let text = ids(context)
    let expected = context.bits(text, context.makeSequence(), chunk: text.count)
    let one = context.makeSequence()
    let other = context.makeSequence()
    context.forward([
      SequenceInput(one, tokens: text[..<100], logits: .none),
      SequenceInput(other, tokens: text[..<70], logits: .last),
    ])
    #expect(context.rowBits == [expected[69]])
    context.forward([
      SequenceInput(one, tokens: text[100..<139], logits: .last),
      SequenceInput(other, tokens: text[70..<75], logits: .all),
    ])
    #expect(context.rowBits == [expected[138]] + expected[70..<75])
    context.forward([SequenceInput(one, token: text[139]), SequenceInput(other, token: text[75])])
    #expect(context.rowBits == [expected[139], expected[75]])
  }

  @Test("in a batch longer than what runs at once")
  func longBatch() throws {
    let bitCase = BitCase(
      model: "llama-bf16", arithmetic: .exact, cacheType: .float16, format: nil)
    let context = try bitCase.context(threads: 2)
    let text = ids(context, count: InferenceContext.chunkLength + 70)
    let expected = context.bits(text, context.makeSequence(), chunk: 100)
    let one = context.makeSequence()
    let other = context.makeSequence()
    context.forward([
      SequenceInput(one, tokens: text[..<300], logits: .last),
      SequenceInput(other, tokens: text, logits: .last),
    ])
    #expect(context.rowBits == [expected[299], expected[text.count - 1]])
  }
}

@Suite("Keys and values in 16 bits")
struct CacheTypeTests {
  /// The bounds are for logits within ±1 or so, as the fixtures' are.
  ///
  /// binary16 has 11 significant bits, bfloat16 has 8.
  @Test(
    "change logits by no more than their precision explains", arguments: Fixtures.models,
    [(ElementType.float16, Float(4e-3)), (.bfloat16, 3e-2)])
  func error(name: String, type: (ElementType, Float)) throws {
    let reference = try ReferenceModel(folder: Fixtures.folder + name)
    let workers = WorkerPool(threadCount: 1)
    let whole = reference.model.makeSession(capacity: 512, workers: workers)
      .forward(reference.inputIDs, logits: .all)
    let rounded = reference.model.makeSession(
      capacity: 512, workers: workers, options: InferenceOptions(cacheType: type.0)
    ).forward(reference.inputIDs, logits: .all)
    let difference = largestDifference(whole.values, rounded.values)
    #expect(difference > 0 && difference < type.1)
  }
}
