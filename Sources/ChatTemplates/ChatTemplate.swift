/// The form in which a model wants dialogues, as a program in the language of Jinja that came with its files.
///
/// It is run by an interpreter of our own, in which it can reach nothing but the dialogue and can neither run forever nor
/// write without end.
public struct ChatTemplate: Sendable {
  /// One message of a dialogue.
  public struct Message: Sendable, Equatable {
    /// `system`, `user` or `assistant`.
    public var role: String
    /// What it says.
    public var content: String

    /// Creates a message.
    public init(role: String, content: String) {
      self.role = role
      self.content = content
    }
  }

  /// A part of a prompt.
  public struct Part: Sendable, Equatable {
    /// Its text.
    public var text: String
    /// Whether the template wrote it; otherwise a message did.
    public var isTemplate: Bool

    /// Creates a part.
    public init(text: String, isTemplate: Bool) {
      self.text = text
      self.isTemplate = isTemplate
    }
  }

  /// The template as it is written.
  public let source: String
  private let statements: [TemplateStatement]

  /// Reads a template.
  ///
  /// - Parameter source: The template.
  /// - Throws: `ChatTemplateError` where it is not written as templates are, or uses what is not known.
  public init(_ source: String) throws(ChatTemplateError) {
    let length = source.utf8.count
    guard length <= TemplateLimits.templateBytes else {
      throw .templateTooLong(byteCount: length, limit: TemplateLimits.templateBytes)
    }
    self.source = source
    statements = try TemplateParser.statements(of: source)
  }

  /// Writes a dialogue down.
  ///
  /// - Parameters:
  ///   - messages: The dialogue, oldest message first.
  ///   - addsGenerationPrompt: Whether the beginning of the assistant's next answer is written.
  ///   - specialTokens: Texts by the names that templates know, such as `bos_token`.
  ///   - clock: What the template takes for now.
  /// - Returns: What the template wrote and what the messages did, in order; neighbours differ in that.
  /// - Throws: `ChatTemplateError` where the template refuses the dialogue, or goes wrong.
  public func render(
    _ messages: [Message], addsGenerationPrompt: Bool = true,
    specialTokens: [String: String] = [:], clock: TemplateClock
  ) throws(ChatTemplateError) -> [Part] {
    var globals: [String: TemplateValue] = [
      "messages": .list(messages.map(Self.value)), "tools": .none, "documents": .none,
      "add_generation_prompt": .boolean(addsGenerationPrompt),
    ]
    for (name, text) in specialTokens { globals[name] = .text(text) }
    var interpreter = TemplateInterpreter(globals: globals, clock: clock)
    return Self.parts(of: try interpreter.render(statements))
  }

  /// What the template writes after an assistant's message, which is how such a message ends.
  ///
  /// - Parameters:
  ///   - specialTokens: Texts by the names that templates know.
  ///   - clock: What the template takes for now.
  /// - Returns: The text; empty where the template writes none, or refuses so short a dialogue.
  public func endOfAnswer(specialTokens: [String: String] = [:], clock: TemplateClock) -> String {
    let dialogue = [
      Message(role: "user", content: "A"), Message(role: "assistant", content: "B"),
    ]
    let parts = try? render(
      dialogue, addsGenerationPrompt: false, specialTokens: specialTokens, clock: clock)
    guard let parts, parts.contains(where: { !$0.isTemplate }), let last = parts.last,
      last.isTemplate
    else { return "" }
    return last.text
  }

  private static func value(of message: Message) -> TemplateValue {
    .mapping(
      TemplateMapping([
        ("role", .text(message.role)),
        ("content", .text(TemplateText(message.content, isMarked: true))),
      ]))
  }

  private static func parts(of text: TemplateText) -> [Part] {
    var parts: [Part] = []
    var start = 0
    while start < text.count {
      let mark = text.units[start] & TemplateText.mark
      let end = text.units[start...].firstIndex { $0 & TemplateText.mark != mark } ?? text.count
      parts.append(
        Part(text: TemplateText(units: text.units[start..<end]).string, isTemplate: mark == 0))
      start = end
    }
    return parts
  }
}
