import Testing

@testable import Tokenization

/// Whatever is done to a model: it is refused with a place in the file, or it loads and works.
@Suite("Mutated models")
struct MutationTests {
  @Test("are refused or work when cut short anywhere", arguments: Fixture.allCases)
  func truncations(fixture: Fixture) throws {
    let model = try fixture.model()
    // Every cut of the small model, and one in 23 of the larger.
    let step = fixture == .unigram ? 1 : 23
    for length in stride(from: 0, to: model.count, by: step) {
      expectRefusedOrWorking(Array(model.prefix(length)))
    }
  }

  @Test("are refused or work when a byte is changed", arguments: Fixture.allCases)
  func changedBytes(fixture: Fixture) throws {
    let model = try fixture.model()
    var generator = SeededGenerator(seed: 4)
    let step = fixture == .unigram ? 2 : 17
    for index in stride(from: 0, to: model.count, by: step) {
      for change in [0x80, 0x01, UInt8.random(in: 1...255, using: &generator)] {
        var changed = model
        changed[index] ^= change
        expectRefusedOrWorking(changed)
      }
    }
  }

  @Test("are refused or work when a part is put elsewhere")
  func movedParts() throws {
    let model = try Fixture.unigram.model()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<400 {
      let start = Int.random(in: 0..<model.count, using: &generator)
      let length = Int.random(in: 1...64, using: &generator)
      let part = model[start..<min(model.count, start + length)]
      var changed = model
      changed.insert(contentsOf: part, at: Int.random(in: 0...model.count, using: &generator))
      expectRefusedOrWorking(changed)
    }
  }

  private func expectRefusedOrWorking(_ model: [UInt8]) {
    do {
      let tokenizer = try TokenizerLoader.makeTokenizer(
        model: model, settings: TokenizerSettings(), file: "m")
      let ids = tokenizer.encode("The café’s ﬁsh\u{200B} «and» 12 e\u{301} <s> …")
      #expect(ids.allSatisfy { (0..<tokenizer.vocabularySize).contains($0) })
      #expect(!ids.contains(tokenizer.beginningOfSequence ?? -1))
      _ = tokenizer.decode(ids)
    } catch .malformedModel(_, let defect) {
      #expect((0...model.count).contains(defect.byteOffset))
    } catch {
      // Our checks are meant to be the stricter ones.
      Issue.record("refused by another than our own checks: \(error)")
    }
  }
}
