import Storage
import StrictJSON

extension ErrorReporter {
  static func explain(_ error: SettingsError) -> Explanation {
    let (message, hint) = describe(error.problem)
    return Explanation(
      message: "\(error.place.inWords): \(message)",
      hint: hint ?? "'metaaligner config show' lists every setting; 'config edit' opens the file.",
      exitCode: 2)
  }

  private static func describe(_ problem: SettingsError.Problem) -> (String, hint: String?) {
    switch problem {
    case .notJSON(let kind): return (describe(kind), nil)
    case .wrongType(let setting, let expected, let found):
      return ("\(setting) must be \(expected.withArticle), not \(found.withArticle)", nil)
    case .outOfRange(let setting, let range):
      return (
        "\(setting) must be a whole number from \(range.lowerBound) to \(range.upperBound)", nil
      )
    case .notAChoice(let setting, let value, let choices):
      return ("\(setting) must be one of \(choices.joined(separator: ", ")), not '\(value)'", nil)
    case .blank(let setting): return ("\(setting) is blank", nil)
    case .unknownName(let setting, let name, let known):
      let guess = Spelling.nearest(to: name, among: known).map { "Did you mean '\($0)'? " } ?? ""
      return ("no \(setting) is called '\(name)'", guess + nameHint(for: setting))
    case .contradiction(let setting, let other):
      return ("\(setting) and \(other) cannot both be given", nil)
    case .fixedAction(let action):
      return (
        "\(action) keeps its key", "^C always stops the edit and quits, so that there is a way out."
      )
    case .keyTaken(let key, let owner):
      return ("the key '\(key)' belongs to \(owner) already", nil)
    }
  }

  private static func nameHint(for setting: String) -> String {
    switch setting {
    case "action": "'metaaligner config keys' lists every action."
    case "key":
      "Keys are written R, ctrl-p, alt-x, f5, pagedown; Control with i, m, h and [ are other keys."
    case "engine", "setting of an engine":
      "The section on engines of docs/configuration.md lists what there is."
    default: "'metaaligner config show' lists every setting."
    }
  }
}

extension SettingsError.Place {
  /// The place as compilers write it.
  var inWords: String {
    switch self {
    case .file(let path, let line, let column): "\(path):\(line):\(column)"
    case .variable(let name), .flag(let name): name
    }
  }
}
