import Alignment

extension DemoGenerator {
  /// A dialogue, mostly of one question.
  mutating func madeUpContext() -> String {
    let form = random.pick(weighted: [
      (("\n\nHuman: ", "\n\nAssistant:"), 0.84), (("Human: ", " Assistant:"), 0.1),
      (("\n\nHuman: ", "\n\nAssistant: "), 0.03), (("", ""), 0.03),
    ])
    guard !form.0.isEmpty else { return writer.question(using: &random) }
    let turnCount = random.pick(weighted: [(1, 0.72), (2, 0.2), (3, 0.08)])
    var text = ""
    for turn in 0..<turnCount {
      text += (turn > 0 && !form.0.hasPrefix("\n") ? " " : "") + form.0
      text += writer.question(using: &random) + form.1
      if turn + 1 < turnCount {
        text += form.1.hasSuffix(" ") ? "" : " "
        text += writer.sentence(using: &random)
        if random.chance(0.4) { text += " " + writer.sentence(using: &random) }
      }
    }
    return text
  }

  /// A dialogue from a file, without its oldest turns where it is long: mostly to its last question.
  mutating func shortened(_ context: String) -> String {
    let limit = random.pick(weighted: [
      (150, 0.6), (500, 0.25), (min(2500, options.characterLimit / 2), 0.15),
    ])
    var turns = Conversation.turns(of: context)[...]
    while turns.count > 2, Conversation.joined(turns).count > limit {
      turns = turns.dropFirst(turns.count > 3 ? 2 : 1)
    }
    let text = Conversation.joined(turns)
    return text.count > options.characterLimit / 2 ? madeUpContext() : text
  }
}
