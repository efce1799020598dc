import TerminalUI
import Testing

@Suite("Roles have looks at every depth")
struct ThemeTests {
  @Test("no colour is used without colours, and added and removed words still differ")
  func monochrome() {
    for theme in Theme.builtIn {
      for role in Role.allCases {
        let style = theme.style(for: role, depth: .monochrome)
        #expect(style.foreground == nil && style.background == nil)
      }
      let added = theme.style(for: .added, depth: .monochrome).attributes
      let removed = theme.style(for: .removed, depth: .monochrome).attributes
      #expect(added.contains(.underline) && removed.contains(.reverse))
      #expect(!removed.contains(.underline) && !added.contains(.reverse))
    }
  }

  @Test("each meaning keeps its hue on 16 colours", arguments: ["dark", "light"])
  func hues(name: String) throws {
    let theme = try #require(Theme.builtIn.first { $0.name == name })
    let hues: [(Role, Color)] = [
      (.added, .ansi(2)), (.removed, .ansi(1)), (.warning, .ansi(3)), (.accent, .ansi(6)),
    ]
    for (role, hue) in hues {
      #expect(theme.style(for: role, depth: .ansi16).foreground == hue)
    }
  }

  @Test("colours a screen cannot show become the nearest it can")
  func nearest() {
    #expect(Color.rgb(255, 0, 0).nearest(at: .truecolor) == .rgb(255, 0, 0))
    #expect(Color.rgb(255, 0, 0).nearest(at: .indexed256) == .indexed(196))
    #expect(Color.rgb(250, 5, 5).nearest(at: .ansi16) == .ansi(1))
    #expect(Color.rgb(128, 128, 128).nearest(at: .indexed256) == .indexed(244))
    #expect(Color.indexed(196).nearest(at: .ansi16) == .ansi(1))
    #expect(Color.rgb(127, 127, 127).nearest(at: .ansi16) == .ansi(8))
    #expect(Color.indexed(3).nearest(at: .ansi16) == .ansi(3))
    #expect(Color.ansi(2).nearest(at: .monochrome) == nil)
  }

  @Test("added and removed differ in colour at every depth that has colours")
  func colors() {
    for theme in [Theme.dark, .light] {
      for depth in [ColorDepth.ansi16, .indexed256, .truecolor] {
        let added = theme.style(for: .added, depth: depth).foreground
        #expect(added != theme.style(for: .removed, depth: depth).foreground)
        #expect(added != nil)
      }
    }
  }

  struct Choice: Sendable {
    var option: ColorOption?
    var configured: ColorOption?
    var environment: [String: String] = [:]
    var colors = 256
    var expected: ColorDepth
  }

  @Test(
    "the option goes before the configuration, that before NO_COLOR, that before detection",
    arguments: [
      Choice(expected: .indexed256),
      Choice(environment: ["NO_COLOR": "1"], expected: .monochrome),
      Choice(environment: ["NO_COLOR": "0"], expected: .monochrome),
      Choice(environment: ["NO_COLOR": ""], expected: .indexed256),
      Choice(option: .always, environment: ["NO_COLOR": "1"], expected: .indexed256),
      Choice(configured: .ansi16, environment: ["NO_COLOR": "1"], expected: .ansi16),
      Choice(option: .never, configured: .ansi16, expected: .monochrome),
      Choice(option: .auto, configured: .never, expected: .monochrome),
      Choice(environment: ["COLORTERM": "truecolor"], colors: 8, expected: .truecolor),
      Choice(
        environment: ["COLORTERM": "24bit", "TERM": "dumb"], colors: 8, expected: .monochrome),
      Choice(colors: 8, expected: .ansi16),
      Choice(colors: -1, expected: .monochrome),
      Choice(option: .always, colors: 0, expected: .ansi16),
    ])
  func depth(_ choice: Choice) {
    let depth = ColorDepth.choose(
      option: choice.option, configured: choice.configured, environment: choice.environment,
      terminfoColors: choice.colors, terminfoHasRGB: false)
    #expect(depth == choice.expected)
  }
}
