/// Words by kind, split into those that may be trained with and those kept for measuring.
struct WordBank: Sendable {
  private let words: [String: [String]]

  /// The words of one side of the split.
  ///
  /// Which side a word is on follows from the word alone, so that no seed ever mixes them: about one in eight is kept.
  init(heldOut: Bool) {
    words = DemoWords.lists.mapValues { text in
      Self.separated(text).filter { Self.isHeldOut($0) == heldOut }
    }
  }

  /// The words of a kind; none for a kind that is not there.
  subscript(_ kind: String) -> [String] { words[kind] ?? [] }

  /// All words.
  var all: Set<String> { Set(words.values.joined()) }

  /// Whether a word is kept for measuring, however its letters are written.
  static func isHeldOut(_ word: some StringProtocol) -> Bool {
    stableHash(word.lowercased()) >> 32 & 7 == 0
  }

  /// Words stand apart by blanks; `_` is a blank within one.
  private static func separated(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map {
      String($0.map { $0 == "_" ? " " : $0 })
    }
  }
}

/// The lists, written for this project.
enum DemoWords {
  /// Words by the name that templates call them by.
  static let lists: [String: String] = [
    "person": people, "surname": surnames, "place": places, "country": countries,
    "animal": animals, "animals": animalsMany, "food": foods, "job": jobs, "tool": tools,
    "thing": things, "things": thingsMany, "idea": ideas, "quality": qualities, "manner": manners,
    "do": verbs, "did": verbsPast, "doing": verbsOngoing, "color": colors, "month": months,
    "weekday": weekdays, "material": materials, "plant": plants, "instrument": instruments,
    "sport": sports, "unit": units, "room": rooms, "clothing": clothing, "drink": drinks,
    "feeling": feelings, "body": bodyParts, "weather": weather, "vehicle": vehicles,
    "language": languages, "subject": subjects, "odd": oddSpellings,
    "group": groups, "landscape": landscapes, "event": events, "artwork": artworks,
    "term": science, "illness": illnesses, "container": containers, "shape": shapes,
    "amount": amounts, "hey": expressions, "when": times, "where": positions,
    "relative": relatives, "website": websites, "software": software, "money": money,
    "game": games,
  ]
}
