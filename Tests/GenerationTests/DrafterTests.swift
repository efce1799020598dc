import StrictJSON
import TestSupport
import Testing
import Tokenization

@testable import Generation

@Suite("The drafter")
struct DrafterTests {
  private static let costs = PassCosts.assumed

  private static func drafter(sources: [[Int]] = [], prompt: [Int] = [], text: [Int]) -> Drafter {
    var drafter = Drafter(sources: sources, prompt: prompt)
    for token in text { drafter.append(token) }
    return drafter
  }

  @Test("continues the source that is being copied")
  func copies() {
    var drafter = Self.drafter(sources: [Array(10..<40)], text: Array(10..<20))
    let draft = drafter.draft(most: 100, costs: Self.costs)
    #expect(draft.count >= 8 && draft.elementsEqual(20..<20 + draft.count))
  }

  @Test("goes on behind what was left out", arguments: [1, 3, 9])
  func deletion(length: Int) {
    let text = Array(10..<20) + [20 + length, 21 + length]
    var drafter = Self.drafter(sources: [Array(10..<60)], text: text)
    #expect(drafter.draft(most: 100, costs: Self.costs).first == 22 + length)
  }

  @Test("goes on behind what was put in", arguments: [1, 3, 9])
  func insertion(length: Int) {
    let text = Array(10..<20) + Array(100..<100 + length) + [20, 21]
    var drafter = Self.drafter(sources: [Array(10..<60)], text: text)
    #expect(drafter.draft(most: 100, costs: Self.costs).first == 22)
  }

  @Test("prefers, of equal words, those that come next in the source")
  func nearest() {
    // 7 8 stands three times; the text has just copied what precedes the second.
    let source = [7, 8, 1, 20, 21, 22, 23, 7, 8, 2, 30, 31, 32, 33, 34, 7, 8, 3, 40]
    var drafter = Self.drafter(sources: [source], text: [20, 21, 22, 99, 7, 8])
    #expect(drafter.draft(most: 100, costs: Self.costs).first == 2)
  }

  @Test("takes from the prompt and from the text itself what no source has")
  func others() {
    var fromPrompt = Self.drafter(sources: [[1, 2, 3]], prompt: [50, 51, 52, 53], text: [50, 51])
    #expect(fromPrompt.draft(most: 9, costs: Self.costs).first == 52)
    var fromText = Self.drafter(text: [60, 61, 62, 63, 60, 61, 62])
    #expect(fromText.draft(most: 9, costs: Self.costs).first == 63)
  }

  @Test("follows, of two sources, the one that was right where they differed")
  func expert() {
    let common = Array(1...40)
    let wrong = common + [100, 101]
    let right = common.map { $0 % 5 == 0 ? $0 + 1000 : $0 } + [200, 201]
    let text = Array(right.prefix(40))
    // Only the end of the text is the same in both.
    for sources in [[wrong, right], [right, wrong]] {
      var drafter = Self.drafter(sources: sources, text: text)
      #expect(drafter.draft(most: 9, costs: Self.costs).first == 200)
    }
  }

  @Test("guesses no more than is of use, and nothing where nothing agrees")
  func bounds() {
    var drafter = Self.drafter(sources: [Array(10..<40)], text: Array(10..<20))
    #expect(drafter.draft(most: 3, costs: Self.costs).count == 3)
    #expect(drafter.draft(most: 0, costs: Self.costs).isEmpty)
    drafter.append(99)
    #expect(drafter.draft(most: 9, costs: Self.costs).isEmpty)
    var empty = Self.drafter(text: [])
    #expect(empty.draft(most: 9, costs: Self.costs).isEmpty)
  }

  @Test("guesses less where passes over many tokens cost more, and less after mistakes")
  func adapts() {
    let source = Array(10..<100)
    var drafter = Self.drafter(sources: [source], text: Array(10..<20))
    let cheap = drafter.draft(most: 99, costs: Self.costs).count
    let dear = PassCosts(relative: [1, 1.5, 2.2, 4, 7, 13])
    #expect(drafter.draft(most: 99, costs: dear).count < cheap)
    #expect(drafter.draft(most: 99, costs: PassCosts(relative: [1, 2, 4, 8, 16, 32])).isEmpty)
    for _ in 0..<20 { drafter.learn(guessed: 4, accepted: 0) }
    _ = drafter.draft(most: 99, costs: Self.costs)
    for _ in 0..<20 {
      let count = drafter.draft(most: 99, costs: Self.costs).count
      drafter.learn(guessed: count, accepted: 0)
    }
    #expect(drafter.draft(most: 99, costs: Self.costs).count < cheap / 2)
  }

  @Test("counts, in a replay, every token once")
  func replay() {
    let answer = Array(10..<60)
    let edit = Array(10..<30) + [99, 98] + Array(35..<60) + [2]
    let report = EditReplay.replay(edit, prompt: [1], sources: [answer + [2]], costs: Self.costs)
    #expect(report.editTokens == edit.count)
    #expect(report.passSizes.reduce(0, +) == report.passSizes.count + report.draftedTokens)
    #expect(report.acceptedTokens <= report.draftedTokens)
    #expect(report.acceptedTokensPerStep > 3)
    let none = EditReplay.replay(edit, prompt: [1], sources: [], costs: Self.costs)
    #expect(none.passSizes == Array(repeating: 1, count: edit.count - 1))
    #expect(none.speedup(Self.costs) == 1)
    for short in [[], [5]] {
      let report = EditReplay.replay(short, prompt: [1], sources: [answer], costs: Self.costs)
      #expect(report.passSizes.isEmpty && report.speedup(Self.costs) == 1)
    }
  }

  @Test(
    "is worth 2.5 times where people's corrections kept two thirds of an answer",
    .enabled(if: SharedFolder.isPresent, "needs the folder of data beside the checkout"))
  func corrections() throws {
    let shared = try #require(SharedFolder.path)
    let tokenizer = try TokenizerLoader.load(folder: shared + "/reference/tokenizers/llama2")
    let root = try JSONParser.parse(fileBytes(shared + "/data/finegrained/dev_feedback.json"))
    var speedups: [Double] = []
    for entry in try #require(root.arrayValue) {
      guard let question = entry["question"]?.stringValue,
        let answer = entry["prediction 1"]?.stringValue,
        let correction = entry["feedback"]?["corrected-prediction"]?.stringValue
      else { continue }
      let source = tokenizer.encode(answer)
      let edit = tokenizer.encode(correction)
      guard 3 * commonCount(source, edit) >= 2 * edit.count, !edit.isEmpty else { continue }
      let prompt = tokenizer.encodePrompt(
        "Edit the answer to make it correct. | Question | \(question) | Answer | \(answer) | Edit |"
      )
      let report = EditReplay.replay(
        edit + [2], prompt: prompt, sources: [source + [2]], costs: Self.costs)
      speedups.append(report.speedup(Self.costs))
    }
    speedups.sort()
    #expect(speedups.count > 150)
    let quantiles = [0.1, 0.25, 0.5, 0.75, 0.9].map { speedups[Int($0 * Double(speedups.count))] }
    #expect(quantiles[2] >= 2.5, "quantiles \(quantiles)")
  }

  /// The length of the longest common subsequence.
  private func commonCount(_ left: [Int], _ right: [Int]) -> Int {
    var row = [Int](repeating: 0, count: right.count + 1)
    for token in left {
      var diagonal = 0
      for index in right.indices {
        let above = row[index + 1]
        row[index + 1] = token == right[index] ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[right.count]
  }
}
