import StrictJSON
import TestSupport
import Testing

@testable import ChatTemplates

/// What transformers made of templates and dialogues; see `Tests/Scripts/make_chat_template_fixtures.py`.
struct RenderedCase: Sendable, CustomTestStringConvertible {
  let name: String
  let template: String
  let messages: [ChatTemplate.Message]
  let addsGenerationPrompt: Bool
  /// Nil where it was refused.
  let expected: String?
  let tokens: [String: String]

  var testDescription: String { name }

  static let clock = TemplateClock(year: 2024, month: 7, day: 26, hour: 15, minute: 4, second: 5)

  static func read(_ key: String) -> [RenderedCase] {
    let path = SharedFolder.packageRoot + "/Tests/ChatTemplatesTests/Fixtures/rendered.json"
    guard let bytes = try? fileBytes(path), let root = try? JSONParser.parse(bytes) else {
      return []
    }
    var tokens: [String: String] = [:]
    for (name, value) in root["tokens"]?.objectValue?.members ?? [] {
      tokens[name] = value.stringValue
    }
    return (root[key]?.arrayValue ?? []).map { item in
      let dialogue = root["dialogues"]?[item["dialogue"]?.stringValue ?? ""]?.arrayValue ?? []
      return RenderedCase(
        name: "\(item["name"]?.stringValue ?? "") \(item["dialogue"]?.stringValue ?? "")",
        template: item["template"]?.stringValue ?? "",
        messages: dialogue.map {
          ChatTemplate.Message(
            role: $0["role"]?.stringValue ?? "", content: $0["content"]?.stringValue ?? "")
        },
        addsGenerationPrompt: item["generation_prompt"]?.boolValue ?? false,
        expected: item["expected"]?.stringValue, tokens: tokens)
    }
  }

  func render() throws -> String {
    let parts = try ChatTemplate(template).render(
      messages, addsGenerationPrompt: addsGenerationPrompt, specialTokens: tokens,
      clock: Self.clock)
    return parts.reduce(into: "") { $0 += $1.text }
  }
}

@Suite("Chat templates")
struct RenderingTests {
  @Test("write the bytes that transformers writes", arguments: RenderedCase.read("cases"))
  func rendered(item: RenderedCase) throws {
    guard let expected = item.expected else {
      #expect(throws: ChatTemplateError.self) { try item.render() }
      return
    }
    let text = try item.render()
    #expect(
      Array(text.utf8) == Array(expected.utf8),
      "\(text.debugDescription)\n\(expected.debugDescription)")
  }

  @Test("are refused where transformers refuses them", arguments: RenderedCase.read("refused"))
  func refused(item: RenderedCase) {
    #expect(item.expected == nil)
    #expect(throws: ChatTemplateError.self) { try item.render() }
  }

  @Test("have cases to be checked against")
  func presence() {
    #expect(RenderedCase.read("cases").count > 100)
    #expect(RenderedCase.read("refused").count > 20)
  }
}
