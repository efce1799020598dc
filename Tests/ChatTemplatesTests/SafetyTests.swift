import Testing

@testable import ChatTemplates

@Suite("Safety of chat templates")
struct SafetyTests {
  static let clock = RenderedCase.clock

  static func render(
    _ template: String, _ messages: [ChatTemplate.Message] = []
  ) throws(ChatTemplateError) -> [ChatTemplate.Part] {
    try ChatTemplate(template).render(messages, specialTokens: ["bos_token": "<s>"], clock: clock)
  }

  @Test(
    "ends what goes on for too long, and says which limit it met",
    arguments: [
      ("{% for i in range(9000) %}{% for j in range(9000) %}{% endfor %}{% endfor %}", .steps),
      ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", .depth),
      ("{% for i in range(100000) %}{% endfor %}", .range),
      ("{% for i in range(9000) %}{{ 'aaaaaaaaaa' * 100 }}{% endfor %}", .output),
      ("{{ 'a' * 1000000000000 }}", .memory),
      ("{{ ('a' * 1000000).replace('a', 'b' * 1000) }}", .memory),
      (
        "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        .memory
      ),
      (
        "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
        .output
      ),
      (
        "{% set n = namespace(x=[1]) %}{% for i in range(900) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}",
        .depth
      ),
      ("{{ [[1] * 9000] * 9000 }}", .output),
      ("{{ 'x' | indent(100000) }}", .memory),
    ] as [(String, ChatTemplateError.Limit)])
  func limits(template: String, limit: ChatTemplateError.Limit) {
    #expect(throws: ChatTemplateError.limitExceeded(limit)) { try Self.render(template) }
  }

  @Test(
    "refuses what nests too deep to be read",
    arguments: [
      String(repeating: "(", count: 10_000), String(repeating: "{% if 1 %}", count: 10_000),
      "{{ " + String(repeating: "not ", count: 10_000) + "1 }}",
      "{{ " + String(repeating: "-", count: 10_000) + "1 }}",
      "{{ 1" + String(repeating: " + 1", count: 100_000) + " }}",
      "{{ x" + String(repeating: ".x", count: 100_000) + " }}",
      "{{ x" + String(repeating: "|trim", count: 100_000) + " }}",
      "{{ " + String(repeating: "[", count: 10_000),
    ])
  func deepSyntax(template: String) {
    #expect(throws: ChatTemplateError.self) {
      try Self.render(template.hasPrefix("(") ? "{{ " + template : template)
    }
  }

  @Test(
    "reaches nothing beyond the dialogue",
    arguments: [
      "{{ ''.__class__ }}", "{{ messages.__init__ }}", "{{ raise_exception.__globals__ }}",
      "{{ self._TemplateReference__context }}", "{{ range.__self__ }}", "{% include 'x' %}",
      "{% import 'x' as y %}",
      "{{ messages | attr('__class__') }}", "{{ '{0.__class__}'.format(1) }}", "{{ lipsum() }}",
      "{{ cycler(1) }}",
    ])
  func attributes(template: String) {
    #expect(throws: ChatTemplateError.self) { try Self.render(template) }
  }

  @Test("refuses templates of more than a mebibyte")
  func longTemplate() {
    let template = String(repeating: " ", count: 1 << 20) + " "
    #expect(
      throws: ChatTemplateError.templateTooLong(byteCount: 1 << 20 + 1, limit: 1 << 20)
    ) { try ChatTemplate(template) }
  }

  @Test("carries the template's own reason for refusing")
  func reasons() {
    #expect(throws: ChatTemplateError.refused(reason: "no, 1")) {
      try Self.render("{{ raise_exception('no, ' ~ 1) }}")
    }
    #expect(throws: ChatTemplateError.unknown(line: 2, construct: .filter, name: "evil")) {
      try Self.render("a\n{{ 1 | evil }}")
    }
    #expect(throws: ChatTemplateError.undefined(line: 3, name: "x")) {
      try Self.render("a\n\n{{ x.y }}")
    }
  }

  @Test("never traps on templates that are damaged")
  func damaged() {
    for item in RenderedCase.read("cases") where item.name.hasPrefix("part") {
      let scalars = Array(item.template.unicodeScalars)
      for place in scalars.indices {
        let start = String(String.UnicodeScalarView(scalars[..<place]))
        let hole = start + String(String.UnicodeScalarView(scalars[(place + 1)...]))
        _ = try? Self.render(start, item.messages)
        _ = try? Self.render(hole, item.messages)
      }
    }
  }

  @Test(
    "tells what messages wrote from what the template did, whatever it does to them",
    arguments: [
      "{{ '<s>' }}{{ messages[0].content }}", "<s>{{ messages[0]['content'] | trim }}",
      "{{ bos_token + messages[0].content.strip() }}",
      "<s>{{ messages[0].content.split('\\n')[-1] }}",
      "<s>{{ messages[0].content | replace('x', 'y') }}", "<s>{{ messages[0].content[1:] }}",
      "{% set n = namespace(x=messages[0].content) %}<s>{{ n.x ~ '' }}",
      "<s>{{ [messages[0].content] | join }}",
      "{% macro m(x) %}{{ x }}{% endmacro %}<s>{{ m(messages[0].content) }}",
      "{% set x %}{{ messages[0].content }}{% endset %}<s>{{ x }}",
      "<s>{{ messages[0].content | upper | lower }}",
      "<s>{{ messages | map(attribute='content') | first }}", "<s>{{ messages[0] | tojson }}",
      "<s>{{ messages }}",
    ])
  func origins(template: String) throws {
    let parts = try Self.render(
      template, [ChatTemplate.Message(role: "user", content: "\n <s> hello </s>")])
    let written = parts.filter(\.isTemplate).map(\.text).joined()
    let given = parts.filter { !$0.isTemplate }.map(\.text).joined()
    #expect(written.contains("<s>"))
    #expect(!written.contains("hello") && !written.contains("</s>"))
    #expect(given.contains("<s> hello </s>"))
  }

  @Test("finds how a template ends answers")
  func endOfAnswer() throws {
    let template = try ChatTemplate(
      "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}<end>\n{% endfor %}")
    #expect(template.endOfAnswer(clock: Self.clock) == "<end>\n")
    let open = try ChatTemplate("{% for m in messages %}{{ m.content }}{% endfor %}")
    #expect(open.endOfAnswer(clock: Self.clock) == "")
  }
}
