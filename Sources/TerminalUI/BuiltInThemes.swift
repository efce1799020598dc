extension Theme {
  /// For light text on a dark ground.
  public static let dark = Theme(
    name: "dark",
    styles: builtIn(
      accent: .rgb(0x7A, 0xC4, 0xE8), added: .rgb(0x8F, 0xD1, 0x8C),
      removed: .rgb(0xF0, 0x8A, 0x86),
      warning: .rgb(0xE5, 0xC0, 0x7B), rule: .rgb(0x5C, 0x63, 0x70), ground: .rgb(0x2C, 0x31, 0x3A))
  )

  /// For dark text on a light ground.
  public static let light = Theme(
    name: "light",
    styles: builtIn(
      accent: .rgb(0x00, 0x5F, 0x87), added: .rgb(0x1E, 0x6F, 0x2A),
      removed: .rgb(0xA8, 0x1E, 0x1E),
      warning: .rgb(0x8A, 0x5A, 0x00), rule: .rgb(0x9A, 0x9F, 0xA8), ground: .rgb(0xE4, 0xE7, 0xEC))
  )

  /// Without any colour.
  public static let monochrome = Theme(
    name: "monochrome", styles: defaultMonochrome.mapValues { Style(attributes: $0) })

  /// The themes that come with the program.
  public static let builtIn: [Theme] = [dark, light, monochrome]

  /// Marks that carry the roles where there is no colour.
  public static let defaultMonochrome: [Role: CellAttributes] = [
    .dim: .dim, .title: .bold, .accent: .bold, .key: .bold, .rule: .dim, .selection: .reverse,
    .cursor: .reverse, .added: [.underline, .bold], .removed: [.reverse, .dim], .pending: .dim,
    .currentChange: [.reverse, .underline], .success: .bold, .warning: .bold,
    .error: [.bold, .reverse], .objectiveOn: .bold, .objectiveOff: [], .focus: .bold,
    .match: [.reverse, .bold], .placeholder: .dim,
  ]

  private static func builtIn(
    accent: Color, added: Color, removed: Color, warning: Color, rule: Color, ground: Color
  ) -> [Role: Style] {
    [
      .text: Style(),
      .dim: Style(attributes: .dim),
      .title: Style(attributes: .bold),
      .accent: Style(foreground: accent),
      .key: Style(foreground: accent, attributes: .bold),
      .rule: Style(foreground: rule),
      .selection: Style(background: ground, attributes: .bold),
      .cursor: Style(attributes: .reverse),
      .added: Style(foreground: added),
      .removed: Style(foreground: removed, attributes: .strikethrough),
      .pending: Style(attributes: .dim),
      .currentChange: Style(background: ground, attributes: [.bold, .underline]),
      .notice: Style(),
      .success: Style(foreground: added),
      .warning: Style(foreground: warning),
      .error: Style(foreground: removed, attributes: .bold),
      .objectiveOn: Style(foreground: accent, attributes: .bold),
      .objectiveOff: Style(attributes: .dim),
      .focus: Style(foreground: accent, attributes: .bold),
      .overlay: Style(),
      .match: Style(foreground: warning, attributes: .reverse),
      .placeholder: Style(attributes: .dim),
    ]
  }
}
