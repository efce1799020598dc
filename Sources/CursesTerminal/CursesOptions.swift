public import TerminalUI

/// What the user may choose about the terminal.
public struct CursesOptions: Sendable, Equatable {
  /// Whether the enhanced keyboard protocols are asked for.
  public enum KeyboardProtocol: String, Sendable, Hashable, CaseIterable {
    /// Where the terminal is not known to dislike them.
    case auto
    /// Always.
    case enabled
    /// Never.
    case disabled
  }

  /// The choice of `--color`; nil where there was none.
  public var color: ColorOption?
  /// The configuration's choice of colours; nil where there was none.
  public var configuredColor: ColorOption?
  /// Whether clicks and the wheel are reported; where not, the terminal selects text as always.
  public var usesMouse: Bool
  /// Whether the enhanced keyboard protocols are asked for.
  public var keyboardProtocol: KeyboardProtocol
  /// How roles look.
  public var theme: Theme

  /// Creates options.
  public init(
    color: ColorOption? = nil, configuredColor: ColorOption? = nil, usesMouse: Bool = true,
    keyboardProtocol: KeyboardProtocol = .auto, theme: Theme = .dark
  ) {
    self.color = color
    self.configuredColor = configuredColor
    self.usesMouse = usesMouse
    self.keyboardProtocol = keyboardProtocol
    self.theme = theme
  }
}
