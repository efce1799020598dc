import Alignment
import StrictJSON
import Tensors
import TestSupport
import Testing
import Tokenization

@testable import Training

@Suite("Rows of token ids") struct DataPreparationTests {
  private static let workers = WorkerPool(threadCount: 2)

  private static func preparation(
    limit: Int = 512, format: PromptFormat = .raw
  ) throws -> DataPreparation {
    let tokenizer = try TokenizerLoader.load(folder: SharedFolder.packageRoot + "/models/default")
    return DataPreparation(
      tokenizer: tokenizer, endOfSequence: tokenizer.endOfSequence ?? 2,
      vocabularySize: tokenizer.vocabularySize, format: format, maximumLength: limit)
  }

  private static func file(_ rows: [ConversationRow]) -> String {
    let values = rows.map { row -> JSONValue in
      [
        "id": 1,
        "conversations": [
          ["from": "human", "value": .string(row.prompt)],
          ["from": "gpt", "value": .string(row.target)],
        ],
      ]
    }
    return String(decoding: JSONWriter.write(.array(values), pretty: false), as: UTF8.self)
  }

  private static func read(
    _ rows: [ConversationRow], _ preparation: DataPreparation,
    target: DataPreparation.Target = .asWritten, limit: Int? = nil, seed: UInt64 = 0
  ) throws -> PreparedData {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(rows), to: "rows.json")
    let data = try preparation.read(
      path, target: target, limit: limit, seed: seed, workers: workers, progress: { _ in true })
    return try #require(data)
  }

  @Test(
    "are the prompt as inference encodes it, the target as inference writes it, and the end",
    arguments: [PromptFormat.raw, .vicuna], ["Hello there.", " two  spaces", "a\nb", "🦊 né", ""])
  func boundary(_ format: PromptFormat, _ target: String) throws {
    let preparation = try Self.preparation(format: format)
    let request = AlignmentRequest(
      context: "Human: hi Assistant:", answer: "Good morning", objectives: [], format: format)
    var raw = request
    raw.format = .raw
    let data = try Self.read(
      [ConversationRow(prompt: raw.prompt, target: target)], preparation)
    let sequence = data.rows.sequence(0)
    let prompt = preparation.tokenizer.encodePrompt(request.prompt)
    #expect(sequence.tokens[..<sequence.targetStart].elementsEqual(prompt.map { Int32($0) }))
    let written = sequence.tokens[sequence.targetStart...].map { Int($0) }
    #expect(written.last == preparation.endOfSequence)
    #expect(preparation.tokenizer.decode(written) == target)
    #expect(data.rows.targetTokenCount == written.count)
  }

  @Test("leave long rows out and count them")
  func tooLong() throws {
    let rows = [5, 200, 7, 300].map { count in
      ConversationRow(prompt: "p", target: String(repeating: "word ", count: count))
    }
    let data = try Self.read(rows, try Self.preparation(limit: 64))
    #expect(data.readCount == 4 && data.tooLongCount == 2 && data.rows.count == 2)
    #expect(data.longest > 300)
    let failure = #expect(throws: TrainingError.self) {
      try Self.read([rows[1]], try Self.preparation(limit: 64))
    }
    guard case .data(_, .noRows(tooLong: 1, limit: 64)) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test("keep the order of the file, whoever tokenizes them")
  func order() throws {
    let rows = (0..<5_000).map { ConversationRow(prompt: "p", target: "number \($0)") }
    let preparation = try Self.preparation()
    let data = try Self.read(rows, preparation)
    for index in [0, 1, 2_047, 2_048, 4_999] {
      let sequence = data.rows.sequence(index)
      let text = preparation.tokenizer.decode(
        sequence.tokens[sequence.targetStart...].map { Int($0) })
      #expect(text == "number \(index)")
    }
    #expect(data.rows.lengths.count == 5_000)
    #expect(data.rows.lengths.reduce(0) { $0 + Int($1) } == data.rows.tokenCount)
  }

  @Test("can be a subset that the seed chooses")
  func subset() throws {
    let rows = (0..<100).map { ConversationRow(prompt: "p", target: "number \($0)") }
    let preparation = try Self.preparation()
    let first = try Self.read(rows, preparation, limit: 20, seed: 3).rows
    #expect(first.count == 20)
    #expect(try Self.read(rows, preparation, limit: 20, seed: 3).rows.checksum == first.checksum)
    #expect(try Self.read(rows, preparation, limit: 20, seed: 4).rows.checksum != first.checksum)
    #expect(try Self.read(rows, preparation, limit: 200, seed: 3).rows.count == 100)
  }

  @Test(
    "teach the answer as it stands, in the warm-up",
    arguments: PromptFamily.allCases, EditDirection.allCases)
  func identity(_ family: PromptFamily, _ direction: EditDirection) throws {
    let answer = "Yes | it is.\n Really: yes "
    let request = AlignmentRequest(
      context: "Is it?", answer: answer, objectives: [], family: family, direction: direction)
    #expect(IdentityTarget.answer(in: request.prompt) == answer)
    let preparation = try Self.preparation()
    let data = try Self.read(
      [
        ConversationRow(prompt: request.prompt, target: "other"),
        ConversationRow(prompt: "no such prompt", target: "other"),
      ], preparation, target: .identity)
    #expect(data.rows.count == 1 && data.unreadableCount == 1)
    let sequence = data.rows.sequence(0)
    let text = preparation.tokenizer.decode(
      sequence.tokens[sequence.targetStart...].map { Int($0) })
    #expect(text == answer)
  }

  @Test("are not guessed where an answer could begin at two places")
  func ambiguous() {
    #expect(IdentityTarget.answer(in: "x | Answer: a | Answer: b | Edit: ") == nil)
    #expect(IdentityTarget.answer(in: "x | Answer: a") == nil)
    #expect(IdentityTarget.answer(in: "") == nil)
  }

  @Test("refuse a tokenizer of another model")
  func otherTokenizer() throws {
    let good = try Self.preparation()
    let small = DataPreparation(
      tokenizer: good.tokenizer, endOfSequence: 2, vocabularySize: 40, format: .raw,
      maximumLength: 100)
    let failure = #expect(throws: TrainingError.self) {
      try Self.read([ConversationRow(prompt: "Hello", target: "there")], small)
    }
    guard case .data(_, .tokenOutOfRange(row: 1, token: _, vocabularySize: 40)) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test("weigh what the model counts", arguments: [Float(0), 0.25])
  func lossWeight(_ weight: Float) throws {
    let model = try TinyRun.model()
    let computation = GradientComputation(model: model, workers: TinyRun.workers)
    let rows = TinyRun.rows(5, seed: 9)
    for index in 0..<rows.count {
      let loss = computation.evaluate([rows.sequence(index, promptLossWeight: weight)])
      #expect(abs(loss.weightSum - rows.lossWeight(index, promptLossWeight: weight)) < 1e-9)
    }
  }
}
