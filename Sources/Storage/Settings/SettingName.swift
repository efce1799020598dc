public import StrictJSON

/// What can be set in the configuration file, and by the environment; the raw value is the member's name.
public enum SettingName: String, Sendable, Hashable, CaseIterable {
  // How it looks.
  case theme, darkTheme, lightTheme, color, ambiguousWidth, frameRate, reduceMotion
  // How it is used.
  case mouse, keyboardProtocol, editor, keys
  // What it does.
  case model, engines, threads, prefetch, replay, history, policy, compareModel
  // What it writes down.
  case logFile, logLevel, logTexts

  /// What a value must be.
  public enum Kind: Sendable, Equatable {
    /// A text that is not blank.
    case text
    /// `true` or `false`.
    case flag
    /// A whole number.
    case whole(ClosedRange<Int>)
    /// One of these words.
    case choice([String])
    /// An object whose members are texts or lists of texts.
    case textLists
    /// An object whose members describe remote engines.
    case engines
  }

  /// The environment's variable; nil for what the file alone can hold.
  public var variable: String? {
    switch kind {
    case .textLists, .engines: return nil
    case .text, .flag, .whole, .choice: break
    }
    var text = "METAALIGNER_"
    for character in rawValue {
      if character.isUppercase { text.append("_") }
      text += character.uppercased()
    }
    return text
  }
}

extension SettingName {
  /// What a value must be.
  public var kind: Kind {
    switch self {
    case .theme, .darkTheme, .lightTheme, .editor, .model, .policy, .compareModel, .logFile: .text
    case .color: .choice(["auto", "always", "never", "16", "256", "truecolor"])
    case .ambiguousWidth: .whole(1...2)
    case .frameRate: .whole(1...120)
    case .reduceMotion, .mouse, .replay, .history, .logTexts: .flag
    case .keyboardProtocol: .choice(["auto", "enabled", "disabled"])
    case .keys: .textLists
    case .engines: .engines
    case .threads: .whole(1...256)
    case .prefetch: .choice(["off", "prompts", "edits"])
    case .logLevel: .choice(["error", "warning", "info", "debug"])
    }
  }

  /// What holds where nobody says anything; nil where there is nothing then.
  public var fallback: JSONValue? {
    switch self {
    case .theme, .color, .keyboardProtocol: "auto"
    case .darkTheme: "dark"
    case .lightTheme: "light"
    case .ambiguousWidth: 1
    case .frameRate: 30
    case .reduceMotion, .logTexts: false
    case .mouse, .replay, .history: true
    case .prefetch: "edits"
    case .logLevel: "info"
    case .editor, .keys, .model, .engines, .threads, .policy, .compareModel, .logFile: nil
    }
  }

  /// What it is for, in a sentence.
  public var sentence: String {
    switch self {
    case .theme: "The theme; auto takes darkTheme or lightTheme, as the terminal's ground is."
    case .darkTheme: "The theme that auto takes on a dark ground."
    case .lightTheme: "The theme that auto takes on a light ground."
    case .color: "How many colours: auto heeds NO_COLOR and what the terminal can do."
    case .ambiguousWidth:
      "Cells of a character whose width is ambiguous; some East Asian fonts have 2."
    case .frameRate: "The most frames a second."
    case .reduceMotion: "Streamed text appears in larger pieces, four times a second."
    case .mouse:
      "Whether clicks and the wheel reach the program; without, the terminal selects text."
    case .keyboardProtocol:
      "Whether enhanced keyboard reports are asked for; auto asks where they are safe."
    case .editor: "The editor for texts and this file; without, VISUAL, then EDITOR, then vi."
    case .keys:
      "Keys of actions, by name: {\"edit.again\": [\"R\", \"f5\"]}; see 'metaaligner config keys'."
    case .model:
      "The model: a folder, a GGUF file or an engine; without, the one that comes with the program."
    case .engines: "Remote engines by name; see 'metaaligner engines list'."
    case .threads: "Threads that compute; without, one a core."
    case .prefetch:
      "What is worked on between edits: off, prompts (those one toggle away are read), edits."
    case .replay: "Whether an edit that was made before is shown again at once."
    case .history: "Whether sessions are kept on the disk."
    case .policy:
      "The model that answers what you ask: a folder, a GGUF file or an engine; without, you do."
    case .compareModel:
      "The model whose edits w shows beside the first one's: a folder, a GGUF file or an engine."
    case .logFile: "A file that gets a line for each thing that happens; without, there is no log."
    case .logLevel: "The least important line that the log gets: error, warning, info or debug."
    case .logTexts: "Whether the log may hold prompts, answers and edits."
    }
  }
}
