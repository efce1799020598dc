import Testing

@testable import Datasets

@Suite("The lists of words that rules replace")
struct RuleListTests {
  private static let lexical = DemoObjective.allCases.filter { !$0.substitutions.entries.isEmpty }
  private static let entries = lexical.flatMap(\.substitutions.entries)

  @Test("have no pattern twice, in whatever objective")
  func areDisjoint() {
    let patterns = Dictionary(grouping: Self.entries, by: \.pattern).filter { $1.count > 1 }
    #expect(patterns.keys.sorted() == [])
  }

  @Test("put nothing in that another rule would replace")
  func areStable() {
    let all = Substitutions(joining: Self.lexical.map(\.substitutions))
    let unstable = Self.entries.filter { all.count(in: $0.replacement) > 0 }
    #expect(unstable.map(\.replacement) == [])
  }

  @Test("are applied to each of their patterns, small and with a capital")
  func areReachable() {
    for entry in Self.lexical.flatMap({ objective in
      objective.substitutions.entries.map { (objective.substitutions, $0) }
    }) {
      #expect(entry.0.apply(to: "x " + entry.1.pattern) == "x " + entry.1.replacement)
      #expect(
        entry.0.apply(to: entry.1.pattern.capitalizingFirst)
          == entry.1.replacement.capitalizingFirst)
    }
  }

  @Test("keep `a` and `an` right where words stand that have one before them")
  func keepArticles() {
    let groups = ["insult", "rude", "claim", "claimed", "unfair", "hardnoun", "slang"]
    let words = Set(
      groups.flatMap { (DemoTemplates.triggers[$0] ?? "").split(whereSeparator: \.isWhitespace) }
        .map(String.init))
    let wrong = Self.entries.filter { entry in
      words.contains(entry.pattern)
        && Template.article(before: entry.pattern) != Template.article(before: entry.replacement)
    }
    #expect(wrong.map { "\($0.pattern) = \($0.replacement)" } == [])
  }

  @Test("hold every word that sentences put in to be replaced")
  func coverTriggers() {
    let groups: [String: DemoObjective] = [
      "insult": .harmless, "insults": .harmless, "rude": .harmless, "attack": .harmless,
      "attacked": .harmless, "claim": .honest, "claimed": .honest, "biased": .fair,
      "unfair": .fair, "hard": .readable, "harded": .readable, "harding": .readable,
      "hardly": .readable, "hardnoun": .readable, "short": .professional,
      "shortnot": .professional, "slang": .professional,
    ]
    #expect(Set(groups.keys) == Set(DemoTemplates.triggers.keys))
    for (group, objective) in groups {
      let patterns = Set(objective.substitutions.entries.map(\.pattern))
      let words = (DemoTemplates.triggers[group] ?? "").split(whereSeparator: \.isWhitespace)
        .map { String($0.map { $0 == "_" ? " " : $0 }) }
      #expect(words.filter { !patterns.contains($0) } == [])
    }
  }

  @Test("of words that mean the same share nothing with the others")
  func equalWordsAreApart() {
    let patterns = Set(EqualWords.substitutions.entries.map(\.pattern))
    #expect(patterns.count == EqualWords.substitutions.entries.count)
    let all = Substitutions(joining: Self.lexical.map(\.substitutions))
    let shared = EqualWords.substitutions.entries.filter { all.count(in: $0.pattern) > 0 }
    #expect(shared.map(\.pattern) == [])
  }
}
