import StrictJSON

/// Themes by name, each from a file; one may build on another.
public struct ThemeLibrary: Sendable {
  /// The names, the program's own first.
  public private(set) var names: [String] = []
  private var files: [String: ThemeFile] = [:]

  /// The themes that the program carries.
  public static let builtIn: ThemeLibrary = {
    var library = ThemeLibrary()
    do throws(ThemeError) {
      for (name, text) in builtInTexts {
        try library.add(Array(text.utf8), name: name, origin: name)
      }
    } catch {
      preconditionFailure("an embedded theme is broken: \(error)")
    }
    return library
  }()

  /// Adds a theme, in the place of one that has the name already.
  ///
  /// - Parameters:
  ///   - bytes: Its file.
  ///   - name: Its name.
  ///   - origin: What errors call it: the file's path.
  /// - Throws: `ThemeError`; the library is then as it was.
  public mutating func add(_ bytes: [UInt8], name: String, origin: String) throws(ThemeError) {
    let file = try ThemeFile(bytes, name: name, origin: origin)
    if files.updateValue(file, forKey: name) == nil { names.append(name) }
  }

  /// A theme with all that it inherits.
  ///
  /// Colours are looked up last: a theme that changes a colour of the palette changes it in the inherited roles too.
  ///
  /// - Returns: nil where none has the name.
  /// - Throws: `ThemeError`.
  public func theme(named name: String) throws(ThemeError) -> Theme? {
    guard let file = files[name] else { return nil }
    let chain = try chain(of: file)
    var palette: [String: Color] = [:]
    var looks: [Role: (look: ThemeFile.Look, file: ThemeFile)] = [:]
    var monochrome = Theme.defaultMonochrome
    for ancestor in chain.reversed() {
      palette.merge(ancestor.palette) { $1 }
      for (role, look) in ancestor.looks { looks[role] = (look, ancestor) }
      monochrome.merge(ancestor.monochrome) { $1 }
    }
    var styles: [Role: Style] = [:]
    for (role, (look, file)) in looks {
      styles[role] = Style(
        foreground: try color(look.foreground, of: role, "foreground", in: file, palette),
        background: try color(look.background, of: role, "background", in: file, palette),
        attributes: look.attributes)
    }
    // A ground of the theme's own lies under every role that names no other.
    for role in Role.allCases {
      var style = styles[role] ?? Style()
      style.foreground = style.foreground ?? styles[.text]?.foreground
      style.background = style.background ?? styles[.text]?.background
      styles[role] = style
    }
    return Theme(
      name: name, summary: file.summary, ground: file.ground, styles: styles,
      monochrome: monochrome)
  }

  /// The file, what it inherits from, and so on.
  private func chain(of file: ThemeFile) throws(ThemeError) -> [ThemeFile] {
    var chain = [file]
    while let last = chain.last, let parent = last.inherits {
      guard let next = files[parent] else {
        throw last.error(
          .unknownName(kind: "theme", name: parent, known: names), at: ["inherits"])
      }
      guard !chain.contains(where: { $0.name == parent }) else {
        throw last.error(.inheritsItself(chain.map(\.name) + [parent]), at: ["inherits"])
      }
      chain.append(next)
    }
    return chain
  }

  /// A colour by its name in the palette or everywhere; nil is the terminal's own.
  private func color(
    _ name: String?, of role: Role, _ member: String, in file: ThemeFile,
    _ palette: [String: Color]
  ) throws(ThemeError) -> Color? {
    guard let name, name != "default" else { return nil }
    if let color = palette[name] ?? Color(name: name) { return color }
    throw file.error(
      .unknownName(
        kind: "colour", name: name, known: palette.keys.sorted() + ["default"] + Color.names),
      at: file.path(of: role, member))
  }
}

extension Theme {
  /// For light text on a dark ground.
  public static let dark = ownTheme("dark")
  /// For dark text on a light ground.
  public static let light = ownTheme("light")
  /// Without any colour.
  public static let monochrome = ownTheme("monochrome")

  /// The themes that come with the program.
  public static let builtIn: [Theme] = ThemeLibrary.builtIn.names.map(ownTheme)

  private static func ownTheme(_ name: String) -> Theme {
    do throws(ThemeError) {
      if let theme = try ThemeLibrary.builtIn.theme(named: name) { return theme }
      preconditionFailure("there is no embedded theme \(name)")
    } catch {
      preconditionFailure("an embedded theme is broken: \(error)")
    }
  }
}
