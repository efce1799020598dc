/// Writes made-up questions and answers.
struct DemoWriter {
  private let words: WordSource
  private let statements: [Template]
  private let remarks: [Template]
  private let questions: [Template]
  private let triggering: [DemoObjective: [Template]]

  /// A writer of one side of the split.
  init(heldOut: Bool) {
    words = WordSource(heldOut: heldOut)
    statements = Template.list(DemoTemplates.statements, heldOut: heldOut)
    remarks = Template.list(DemoTemplates.remarks, heldOut: heldOut)
    questions = Template.list(DemoTemplates.questions, heldOut: heldOut)
    var triggering: [DemoObjective: [Template]] = [:]
    for objective in DemoObjective.allCases {
      triggering[objective] = Template.list(
        DemoTemplates.triggering(objective), heldOut: heldOut)
    }
    self.triggering = triggering
  }

  /// What a person says last.
  func question(using random: inout DemoRandom) -> String {
    filled(random.pick(questions), using: &random)
  }

  /// A sentence that no rule is aimed at.
  func sentence(using random: inout DemoRandom) -> String {
    switch random.number(0...9) {
    case 0: filled(random.pick(remarks), using: &random).capitalizingFirst
    case 1: jumble(using: &random)
    default: filled(random.pick(statements), using: &random).capitalizingFirst
    }
  }

  /// A sentence that an objective's rules change; nil for one that changes no words.
  func sentence(for objective: DemoObjective, using random: inout DemoRandom) -> String? {
    let templates = triggering[objective] ?? []
    guard !templates.isEmpty else { return nil }
    if random.chance(0.3) {
      // Words where they are not expected: a rule must not depend on the sentences above.
      let pattern = random.pick(objective.substitutions.entries).pattern
      return jumble(with: [pattern], using: &random)
    }
    return filled(random.pick(templates), using: &random).capitalizingFirst
  }

  /// A sentence full of words that rules replace, of several objectives: most of a row that has it is changed, or must not be.
  func drill(of objectives: [DemoObjective], using random: inout DemoRandom) -> String {
    let patterns = (0..<random.number(2...6)).compactMap { _ in
      let entries = random.pick(objectives).substitutions.entries
      return entries.isEmpty ? nil : random.pick(entries).pattern
    }
    return jumble(with: patterns, using: &random)
  }

  /// Words in no order that makes sense: what comes next can only be copied.
  func jumble(with inserted: [String] = [], using random: inout DemoRandom) -> String {
    let kinds = [
      "animal", "thing", "things", "place", "quality", "manner", "person", "food", "made", "number",
      "idea", "did", "plant", "odd", "material", "feeling", "job", "code", "tool", "doing",
    ]
    var pieces = (0..<random.number(3...9)).map { _ in
      words.word(random.pick(kinds), using: &random)
    }
    // A pattern with a full stop ends a sentence.
    let last = inserted.last { $0.hasSuffix(".") }
    for word in inserted where !word.hasSuffix(".") {
      pieces.insert(word, at: random.number(0...pieces.count))
    }
    if let last { pieces.append(String(last.dropLast())) }
    var text = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        text += random.pick(weighted: [
          (" ", 10), (", ", 4), (" and ", 2), ("; ", 0.7), (" – ", 0.4), (": ", 0.5), (" (", 0.2),
          ("/", 0.2), (" & ", 0.2), (" \"", 0.2), ("... ", 0.2),
        ])
      }
      text += piece
    }
    let ends = [".", ".", ".", ".", "!", "?", "..."]
    let end = last != nil ? "." : random.pick(ends)
    return text.capitalizingFirst + end
  }

  private func filled(_ template: Template, using random: inout DemoRandom) -> String {
    template.filled { words.word($0, using: &random) }
  }
}
