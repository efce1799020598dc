extension DemoObjective {
  /// The line that the objective puts at the end; nil for one that appends none.
  func appendedLine(_ cue: DemoCue) -> String? {
    switch self {
    case .honest: "I may be mistaken, so please check this yourself."
    case .fair: "Other people may see this differently, and they have their reasons."
    case .helpful: Self.suggestion(cue)
    case .humour: Self.cheerfulLine(cue)
    case .harmless, .readable, .repeat, .length, .professional: nil
    }
  }

  private static func suggestion(_ cue: DemoCue) -> String {
    switch cue {
    case .how: "If you get stuck, ask somebody who has done it before."
    case .what: "To learn more, look for a good introduction at your local library."
    case .why: "If you want to go deeper, ask somebody who has studied the question."
    case .where: "A good map or a local guide can help you find the way."
    case .who: "An encyclopedia is a good place to check names and dates."
    case .when: "Put a reminder in your calendar so that you do not miss the right moment."
    case .can: "Try it on a small scale first and see how it goes."
    case .is: "Make a list of what speaks for it and against it before you decide."
    case .i: "Take one small step today, and see how you feel about it in a week."
    case .other: "If you tell me a little more, I can suggest what to do next."
    }
  }

  private static func cheerfulLine(_ cue: DemoCue) -> String {
    switch cue {
    case .how: "And if all else fails, there is still cake!"
    case .what: "My pet rock gave the same answer, only slower!"
    case .why: "Because life is too short for boring socks!"
    case .where: "Just follow the smell of fresh pancakes!"
    case .who: "It was not the cat, whatever the dog says!"
    case .when: "Right after the second biscuit is a fine time!"
    case .can: "Even a penguin in slippers could manage it!"
    case .is: "Ask again on a Friday and I will answer with a little dance!"
    case .i: "Chin up, even bananas have a bend!"
    case .other: "And remember to smile, it confuses the pigeons!"
    }
  }
}
