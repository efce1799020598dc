/// How every role looks, on a screen with colours and on one without.
public struct Theme: Sendable, Hashable {
  /// The theme's name.
  public let name: String
  /// What it is, in a few words.
  public var summary: String
  /// The ground that it is made for; nil where any will do.
  public var ground: Ground?
  /// Styles on a screen with colours.
  public var styles: [Role: Style]
  /// Marks on a screen without colours.
  ///
  /// Roles that are missing keep the attributes of `styles`.
  public var monochrome: [Role: CellAttributes]

  /// Creates a theme.
  ///
  /// Roles that are missing look like `.text`.
  public init(
    name: String, summary: String = "", ground: Ground? = nil, styles: [Role: Style],
    monochrome: [Role: CellAttributes] = Theme.defaultMonochrome
  ) {
    self.name = name
    self.summary = summary
    self.ground = ground
    self.styles = styles
    self.monochrome = monochrome
  }

  /// How a role looks at a depth: colours the screen cannot show are replaced by the nearest it can.
  public func style(for role: Role, depth: ColorDepth) -> Style {
    var style = styles[role] ?? styles[.text] ?? Style()
    guard depth > .monochrome else {
      return Style(attributes: monochrome[role] ?? style.attributes)
    }
    style.foreground = style.foreground?.nearest(at: depth)
    style.background = style.background?.nearest(at: depth)
    return style
  }

  /// Marks that carry the roles where there is no colour.
  public static let defaultMonochrome: [Role: CellAttributes] = [
    .dim: .dim, .title: .bold, .accent: .bold, .key: .bold, .rule: .dim, .selection: .reverse,
    .cursor: .reverse, .added: [.underline, .bold], .removed: [.reverse, .dim], .pending: .dim,
    .currentChange: [.reverse, .underline], .success: .bold, .warning: .bold,
    .error: [.bold, .reverse], .objectiveOn: .bold, .objectiveOff: [], .focus: .bold,
    .match: [.reverse, .bold], .placeholder: .dim,
  ]
}

/// What a terminal draws on.
public enum Ground: String, Sendable, Hashable, CaseIterable {
  /// Light text is readable on it.
  case dark
  /// Dark text is.
  case light

  /// The ground of a colour, by its lightness; 0 to 1 a channel.
  public init(red: Double, green: Double, blue: Double) {
    // Rec. 601: what the eye makes of the three.
    self = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? .light : .dark
  }

  /// The ground that `COLORFGBG` names, as some terminals set it: `15;0`, the last number the ground's colour.
  ///
  /// - Returns: nil where the text names none.
  public init?(colorFGBG text: String) {
    guard let last = text.split(separator: ";").last, let index = Int(last),
      (0...15).contains(index)
    else { return nil }
    self = index == 7 || index > 8 ? .light : .dark
  }
}
