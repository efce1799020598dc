import Alignment
import TerminalUI

/// An objective being worded.
struct WordingForm: Equatable {
  /// What is written.
  enum Field: Equatable {
    case label, description
    /// The exact text in one family's prompts.
    case prompt(PromptFamily)

    static let all: [Field] = [.label, .description] + PromptFamily.allCases.map { .prompt($0) }
  }

  /// The objective that is reworded; nil for a new one.
  let original: Objective?
  var label: TextEditor
  var description: TextEditor
  private var prompts: [PromptFamily: TextEditor]
  /// The field that has the keys.
  private(set) var current: Field

  init(_ original: Objective?) {
    self.original = original
    label = TextEditor(original?.label ?? "")
    description = TextEditor(original?.description ?? "The response should ")
    prompts = (original?.prompts ?? [:]).mapValues { TextEditor($0) }
    current = original == nil ? .label : .description
  }

  /// The text of the field that has the keys.
  var field: TextEditor {
    get { self[current] }
    set { self[current] = newValue }
  }

  subscript(field: Field) -> TextEditor {
    get {
      switch field {
      case .label: label
      case .description: description
      case .prompt(let family): prompts[family] ?? TextEditor()
      }
    }
    set {
      switch field {
      case .label: label = newValue
      case .description: description = newValue
      case .prompt(let family): prompts[family] = newValue
      }
    }
  }

  /// Gives the keys to another field, round and round.
  mutating func moveField(by steps: Int) {
    let all = Field.all
    let place = all.firstIndex(of: current) ?? 0
    current = all[(place + steps + all.count) % all.count]
  }

  /// A family's own text as it is kept; nil where the family follows the wording.
  ///
  /// One that was there before and that nobody touched goes when the wording changes: it says the old one.
  func ownPrompt(for family: PromptFamily) -> String? {
    guard let text = prompts[family]?.text, text.contains(where: { !$0.isWhitespace }) else {
      return nil
    }
    guard let original, text == original.prompts[family] else { return text }
    let isReworded =
      label.text != original.label || description.text != original.description
    return isReworded ? nil : text
  }

  /// The objective as worded; with the id and the aliases of the one that it replaces.
  func objective() throws(AlignmentError) -> Objective {
    var objective = try Objective.parse(commandLine: label.text + ": " + description.text)
    for family in PromptFamily.allCases { objective.prompts[family] = ownPrompt(for: family) }
    if let original {
      objective.id = original.id
      objective.aliases = original.aliases
      objective.inheritTraining(from: original)
    }
    return objective
  }

  /// Whether anything differs from the objective that is reworded.
  var isChanged: Bool {
    guard let original, let objective = try? objective() else { return true }
    return objective.label != original.label || objective.description != original.description
      || objective.prompts != original.prompts
  }
}
