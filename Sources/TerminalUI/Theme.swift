/// How every role looks, on a screen with colours and on one without.
public struct Theme: Sendable, Hashable {
  /// The theme's name.
  public let name: String
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
    name: String, styles: [Role: Style],
    monochrome: [Role: CellAttributes] = Theme.defaultMonochrome
  ) {
    self.name = name
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
}
