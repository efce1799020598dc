import StrictJSON
import TerminalUI
import TestSupport
import Testing

@Suite("Themes from files")
struct ThemeFileTests {
  /// The built-in themes with one more.
  private static func library(
    with text: String, named name: String = "own"
  ) throws(ThemeError) -> ThemeLibrary {
    var library = ThemeLibrary.builtIn
    try library.add(Array(text.utf8), name: name, origin: "/themes/\(name).json")
    return library
  }

  @Test("the folder's are what the program carries", arguments: ThemeLibrary.builtIn.names)
  func embedded(name: String) throws {
    let text = try #require(ThemeLibrary.builtInTexts.first { $0.name == name }).text
    let file = try fileBytes(SharedFolder.packageRoot + "/themes/\(name).json")
    #expect(file.elementsEqual(text.utf8))
  }

  @Test(
    "there are dark and light ones, for strong contrast, for other eyes, for 16 and for no colours")
  func variety() {
    let themes = Theme.builtIn
    #expect(themes.count { $0.ground == .dark } >= 2)
    #expect(themes.count { $0.ground == .light } >= 2)
    #expect(Set(themes.map(\.name)).isSuperset(of: ["high-contrast", "color-blind", "ansi"]))
    #expect(themes.allSatisfy { !$0.summary.isEmpty })
  }

  @Test("text can be read on its ground", arguments: Theme.builtIn)
  func contrast(theme: Theme) {
    // Where a theme has no ground of its own, what terminals commonly have.
    let common: Color = theme.ground == .light ? .rgb(255, 255, 255) : .rgb(30, 30, 30)
    for role in Role.allCases where role != .rule {
      let style = theme.style(for: role, depth: .truecolor)
      guard let text = style.foreground, case .rgb = text else { continue }
      let ratio = Self.contrast(text, style.background ?? common)
      #expect(ratio >= 4.5, "\(role) of \(theme.name) has a contrast of \(ratio)")
    }
  }

  @Test(
    "added and removed words differ wherever there are colours or marks", arguments: Theme.builtIn)
  func differ(theme: Theme) {
    for depth in ColorDepth.allCases {
      #expect(theme.style(for: .added, depth: depth) != theme.style(for: .removed, depth: depth))
    }
  }

  @Test("a changed colour of the palette changes what is inherited")
  func inherits() throws {
    let library = try Self.library(
      with: ##"{"inherits": "light", "palette": {"accent": "#f00"}, "roles": {"added": "42"}}"##)
    let theme = try #require(try library.theme(named: "own"))
    #expect(theme.styles[.accent]?.foreground == .rgb(255, 0, 0))
    #expect(theme.styles[.focus]?.foreground == .rgb(255, 0, 0))
    #expect(theme.styles[.focus]?.attributes == .bold)
    #expect(theme.styles[.added] == Style(foreground: .indexed(42)))
    #expect(theme.styles[.warning] == Theme.light.styles[.warning])
  }

  @Test("a ground of the theme's own lies under every role")
  func ground() throws {
    let library = try Self.library(
      with: #"{"roles": {"text": {"foreground": "white", "background": "blue"}, "key": "red"}}"#)
    let theme = try #require(try library.theme(named: "own"))
    #expect(theme.styles[.key] == Style(foreground: .ansi(1), background: .ansi(4)))
    #expect(theme.styles[.dim] == Style(foreground: .ansi(7), background: .ansi(4)))
  }

  @Test("a theme of the user's takes the place of one that has its name")
  func replaces() throws {
    let library = try Self.library(with: #"{"summary": "mine"}"#, named: "dark")
    #expect(try library.theme(named: "dark")?.summary == "mine")
    #expect(library.names == ThemeLibrary.builtIn.names)
    #expect(try library.theme(named: "none") == nil)
  }

  @Test(
    "a mistake is said with its place",
    arguments: [
      ("{", ThemeError.Problem.notJSON(.unexpectedEnd), 1, 2),
      ("[]", .wrongType(member: "the theme", expected: .object, found: .array), 1, 1),
      (
        "{\n  \"rolls\": {}\n}",
        .unknownName(
          kind: "member", name: "rolls",
          known: ["schema", "summary", "ground", "inherits", "palette", "roles", "monochrome"]), 2,
        12
      ),
      (
        "{\"ground\": \"blue\"}",
        .unknownName(kind: "ground", name: "blue", known: ["dark", "light"]), 1, 12
      ),
      (
        "{\"palette\": {\"a\": \"#12\"}}",
        .unknownName(kind: "colour", name: "#12", known: Self.colors), 1, 19
      ),
      (
        "{\"roles\": {\"addded\": \"red\"}}",
        .unknownName(kind: "role", name: "addded", known: Role.allCases.map(\.rawValue)), 1, 22
      ),
      (
        "{\"roles\": {\"added\": {\"attributes\": [\"blink\"]}}}",
        .unknownName(
          kind: "attribute", name: "blink",
          known: ["bold", "dim", "underline", "reverse", "italic", "strikethrough"]), 1, 37
      ),
      (
        "{\"roles\": {\"added\": {\"foreground\": 3}}}",
        .wrongType(member: "foreground", expected: .string, found: .number), 1, 36
      ),
      (
        "{\"roles\": {\"added\": {\"background\": \"mud\"}}}",
        .unknownName(kind: "colour", name: "mud", known: ["default"] + Self.colors), 1, 36
      ),
      (
        "{\"inherits\": \"drak\"}",
        .unknownName(kind: "theme", name: "drak", known: ThemeLibrary.builtIn.names + ["own"]),
        1, 14
      ),
      ("{\"inherits\": \"own\"}", .inheritsItself(["own", "own"]), 1, 14),
    ])
  func mistakes(text: String, problem: ThemeError.Problem, line: Int, column: Int) {
    let error = #expect(throws: ThemeError.self) {
      _ = try Self.library(with: text).theme(named: "own")
    }
    #expect(error?.problem == problem)
    #expect(error?.origin == "/themes/own.json")
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  private static let colors: [String] = {
    let normal = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return normal + normal.map { "bright-" + $0 }
  }()

  /// The contrast of two colours after WCAG 2: 1 to 21.
  private static func contrast(_ one: Color, _ other: Color) -> Double {
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static func luminance(_ color: Color) -> Double {
    guard case .rgb(let red, let green, let blue) = color else { return 0 }
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      // The square is near enough to sRGB's curve for a bound.
      return value * value
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
