import Alignment
import Testing

@Suite struct `Fitting a request` {
  private struct CountingFailure: Error, Equatable {}

  private func request(_ context: String) -> AlignmentRequest {
    AlignmentRequest(context: context, answer: "answer", objectives: [])
  }

  private func bytes(_ context: String) -> Int { request(context).prompt.utf8.count }

  private static let dialogue = (0..<9).map {
    "\n\nHuman: question \($0)\n\nAssistant: reply \($0)"
  }.joined()
  private static let context = dialogue + "\n\nHuman: last\n\nAssistant:"

  @Test func `leaves one that fits as it is`() async {
    let whole = request(Self.context)
    let fitted = await whole.fitted(toPromptTokens: bytes(Self.context)) { $0.utf8.count }
    #expect(fitted.request == whole)
    #expect(fitted.droppedTurns == 0)
    #expect(fitted.fits)
  }

  @Test(arguments: 1...18) func `drops the fewest of the oldest turns`(dropped: Int) async {
    let turns = Conversation.turns(of: Self.context)
    let kept = Conversation.joined(turns.dropFirst(dropped))
    let longer = Conversation.joined(turns.dropFirst(dropped - 1))
    for limit in [bytes(kept), bytes(longer) - 1] {
      let fitted = await request(Self.context).fitted(toPromptTokens: limit) { $0.utf8.count }
      #expect(fitted.droppedTurns == dropped)
      #expect(fitted.request.context == kept)
      #expect(fitted.promptTokens == bytes(kept))
      #expect(fitted.fits)
    }
  }

  @Test func `keeps the last question and reports both numbers where that is too long`() async {
    let fitted = await request(Self.context).fitted(toPromptTokens: 100) { $0.utf8.count }
    #expect(!fitted.fits)
    #expect(fitted.request.context == "\n\nHuman: last\n\nAssistant:")
    #expect(fitted.droppedTurns == 18)
    #expect(fitted.limit == 100)
    #expect(fitted.promptTokens == bytes("\n\nHuman: last\n\nAssistant:"))
  }

  @Test(arguments: ["", "no markers at all", "\n\nAssistant:", "\n\n"])
  func `has nothing to drop from a single turn`(context: String) async {
    let fitted = await request(context).fitted(toPromptTokens: 1) { $0.utf8.count }
    #expect(fitted.request.context == context)
    #expect(fitted.droppedTurns == 0)
    #expect(!fitted.fits)
  }

  @Test func `counts a long dialogue only a few times`() async {
    let long = String(repeating: "\n\nHuman: a\n\nAssistant: b", count: 2_000)
    var counts = 0
    let fitted = await request(long).fitted(toPromptTokens: 1_000) {
      counts += 1
      return $0.utf8.count
    }
    #expect(fitted.fits)
    #expect(counts <= 15)
  }

  @Test func `passes on what the counter throws`() async {
    await #expect(throws: CountingFailure()) {
      try await request("a").fitted(toPromptTokens: 1) { _ throws(CountingFailure) in
        throw CountingFailure()
      }
    }
  }
}
