import Alignment

extension DemoGenerator {
  /// An answer made up of sentences that have what the plan wants in them.
  mutating func madeUp(_ plan: DemoPlan) -> (context: String, answer: String) {
    let count: Int
    if plan.keepsShort {
      count = random.number(1...2)
    } else {
      let wanted = random.pick(weighted: [
        (1, 0.08), (2, 0.15), (3, 0.22), (4, 0.2), (5, 0.13), (6, 0.08), (8, 0.06),
        (random.number(9...14), 0.05), (random.number(15...40), 0.03),
      ])
      count = plan.triggered.contains(.length) ? max(wanted, 3) : wanted
    }
    if plan.isDrill {
      let sentences = (0..<min(count, 4)).map { _ in writer.drill(of: drilled(plan), using: &random)
      }
      return (madeUpContext(), sentences.joined(separator: " "))
    }
    let separator = random.pick(weighted: [(" ", 0.86), ("  ", 0.06), ("\n", 0.04), ("\n\n", 0.04)])
    var pieces = (0..<count).map { _ in
      AnswerPiece(sentence: writer.sentence(using: &random), separator: separator)
    }
    inject(plan, into: &pieces)
    if count > 2, random.chance(0.06) { number(&pieces) }
    if !plan.keepsShort, random.chance(0.03) { continueDialogue(&pieces) }
    return (madeUpContext(), pieces.text.trimmed)
  }

  /// The objectives whose words a drill has: mostly those that are asked for.
  private mutating func drilled(_ plan: DemoPlan) -> [DemoObjective] {
    let lexical = DemoObjective.allCases.filter { !$0.substitutions.entries.isEmpty }
    let wanted = plan.served.filter(lexical.contains)
    return wanted + wanted + [random.pick(lexical)]
  }

  /// An answer from a file, with something in it for the objectives; nil where it is empty or too long.
  mutating func real(_ plan: DemoPlan) -> (context: String, answer: String)? {
    let sample = random.pick(options.answers)
    let context = shortened(sample.context)
    var pieces = AnswerPiece.pieces(of: sample.answer)
    if plan.keepsShort { pieces = Array(pieces.prefix(2)) }
    inject(plan, into: &pieces)
    let answer = pieces.text.trimmed
    guard !answer.isEmpty, answer.count <= options.characterLimit - context.count else {
      return nil
    }
    return (context, answer)
  }

  /// Puts in what the triggered objectives change; beside what is there, or where the answer is to stay short, for it.
  private mutating func inject(_ plan: DemoPlan, into pieces: inout [AnswerPiece]) {
    guard !pieces.isEmpty else { return }
    for objective in plan.triggered.sorted() where objective != .repeat {
      for _ in 0..<random.pick(weighted: [(1, 0.6), (2, 0.3), (3, 0.1)]) {
        guard let sentence = writer.sentence(for: objective, using: &random) else { break }
        let place = random.number(0...pieces.count)
        if plan.keepsShort || random.chance(0.4) {
          pieces[min(place, pieces.count - 1)].sentence = sentence
        } else {
          pieces.insert(AnswerPiece(sentence: sentence, separator: " "), at: place)
        }
      }
    }
    // Last, so that nothing comes between what is said twice.
    if plan.triggered.contains(.repeat) {
      repeatSomething(in: &pieces, isWord: plan.keepsShort || random.chance(0.5))
    }
  }

  /// Writes a sentence, or a word of one, twice.
  private mutating func repeatSomething(in pieces: inout [AnswerPiece], isWord: Bool) {
    let place = random.number(0...pieces.count - 1)
    guard isWord else {
      var copy = pieces[place]
      if copy.separator.isEmpty { copy.separator = " " }
      pieces.insert(copy, at: place)
      return
    }
    var words = pieces[place].sentence.split(separator: " ", omittingEmptySubsequences: false)
    let candidates = words.indices.filter { index in
      words[index].count > 1 && words[index].allSatisfy { $0.isASCII && $0.isLetter }
    }
    guard !candidates.isEmpty else { return }
    let index = random.pick(candidates)
    words.insert(words[index], at: index)
    pieces[place].sentence = words.joined(separator: " ")
  }

  /// Lets the answer run on into a dialogue, as models do that were not told where to stop.
  private mutating func continueDialogue(_ pieces: inout [AnswerPiece]) {
    let separator = random.chance(0.5) ? "\n\n" : " "
    pieces[pieces.count - 1].separator = separator
    for said in [
      "Human: " + writer.question(using: &random), "Assistant: " + writer.sentence(using: &random),
    ] {
      pieces.append(AnswerPiece(sentence: said, separator: separator))
    }
  }

  /// Makes a list of the sentences.
  private mutating func number(_ pieces: inout [AnswerPiece]) {
    let isNumbered = random.chance(0.6)
    for index in pieces.indices {
      pieces[index].sentence = (isNumbered ? "\(index + 1). " : "- ") + pieces[index].sentence
      pieces[index].separator = "\n"
    }
  }
}

extension DemoPlan {
  /// Whether the answer may not have more than two sentences: the objective is on and shall find nothing to cut.
  fileprivate var keepsShort: Bool { served.contains(.length) && !triggered.contains(.length) }
}
