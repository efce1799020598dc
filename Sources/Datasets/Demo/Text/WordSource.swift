/// Fills the places of templates: from the lists, or with numbers and words made up on the spot.
struct WordSource {
  /// Whether the words kept for measuring are used, beside the others.
  let isHeldOut: Bool
  private let bank: WordBank
  private let common: WordBank
  private let triggers: [String: [String]]

  init(heldOut: Bool) {
    isHeldOut = heldOut
    common = WordBank(heldOut: false)
    bank = heldOut ? WordBank(heldOut: true) : common
    triggers = DemoTemplates.triggers.mapValues { text in
      text.split(whereSeparator: \.isWhitespace).map { String($0.map { $0 == "_" ? " " : $0 }) }
    }
  }

  /// A word of a kind.
  func word(_ kind: String, using random: inout DemoRandom) -> String {
    if let words = triggers[kind] { return random.pick(words) }
    switch kind {
    case "number": return number(using: &random)
    case "decimal": return "\(random.number(0...99)).\(random.number(0...99))"
    case "day": return "\(random.number(1...28))"
    case "year": return "\(random.number(1400...2060))"
    case "time": return time(using: &random)
    case "price": return price(using: &random)
    case "code": return code(using: &random)
    case "made": return madeUp(using: &random)
    case "Made": return madeUp(using: &random).capitalizingFirst
    default: break
    }
    // Now and then a word that nobody has seen, so that copying cannot be learned by heart.
    if random.chance(0.06), kind != "do", kind != "did", kind != "doing" {
      return madeUp(using: &random)
    }
    let own = bank[kind]
    if !own.isEmpty, !isHeldOut || random.chance(0.7) { return random.pick(own) }
    let others = common[kind]
    return others.isEmpty ? madeUp(using: &random) : random.pick(others)
  }

  /// A word made of syllables; those kept for measuring are other ones than those trained with.
  func madeUp(using random: inout DemoRandom) -> String {
    while true {
      var word = ""
      for _ in 0..<random.number(2...4) {
        word += random.pick(Self.onsets) + random.pick(Self.vowels)
        if random.chance(0.35) { word += random.pick(Self.codas) }
      }
      if random.chance(0.1) { word = word.capitalizingFirst }
      if WordBank.isHeldOut(word) == isHeldOut { return word }
    }
  }

  private static let onsets = [
    "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "kr", "l",
    "m",
    "n", "p", "ph", "pl", "qu", "r", "s", "sh", "sk", "sl", "st", "t", "th", "tr", "v", "w", "y",
    "z", "",
  ]
  private static let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ou", "io", "y"]
  private static let codas = [
    "n", "r", "l", "s", "t", "m", "nd", "rk", "ll", "x", "ck", "ng", "sh", "b", "ft", "z",
  ]

  private func number(using random: inout DemoRandom) -> String {
    switch random.number(0...9) {
    case 0: "\(random.number(1000...99_999))"
    case 1: "\(random.number(1...99)),\(random.number(100...999))"
    case 2...4: "\(random.number(100...999))"
    default: "\(random.number(2...99))"
    }
  }

  private func time(using random: inout DemoRandom) -> String {
    let minute = random.number(0...59)
    let digits = minute < 10 ? "0\(minute)" : "\(minute)"
    return random.chance(0.5)
      ? "\(random.number(0...23)):\(digits)" : "\(random.number(1...12)) o'clock"
  }

  private func price(using random: inout DemoRandom) -> String {
    let amount = random.number(1...950)
    return switch random.number(0...3) {
    case 0: "$\(amount)"
    case 1: "\(amount) euros"
    case 2: "£\(amount).\(random.number(10...99))"
    default: "\(amount) dollars"
    }
  }

  private func code(using random: inout DemoRandom) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    var code = ""
    for _ in 0..<random.number(1...4) { code.append(random.pick(letters)) }
    return code + random.pick(["-", "", "/", "_"]) + "\(random.number(1...9999))"
  }
}
