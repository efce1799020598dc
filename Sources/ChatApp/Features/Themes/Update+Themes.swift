import TerminalUI

extension State {
  /// Opens the list of themes; the bar is on the one that is used.
  mutating func openThemes() {
    overlays.append(.themes(selected: themes.currentIndex))
  }

  /// Shows the theme that the bar has come to, as long as the list is open.
  mutating func previewTheme(_ selected: Int) -> [Effect] {
    guard case .themes(let before) = overlays.last, themes.choices.indices.contains(selected) else {
      return []
    }
    overlays[overlays.count - 1] = .themes(selected: selected)
    return selected == before ? [] : [.useTheme(themes.choices[selected].theme)]
  }

  /// Keeps the theme that is shown, in the configuration too.
  mutating func keepTheme() -> [Effect] {
    guard case .themes(let selected) = overlays.last, themes.choices.indices.contains(selected)
    else { return [] }
    overlays.removeLast()
    themes.current = themes.choices[selected].name
    return [.saveTheme(themes.current)]
  }

  /// Closes the list; the theme from before is back.
  mutating func leaveThemes() -> [Effect] {
    guard case .themes(let selected) = overlays.popLast() else { return [] }
    let current = themes.currentIndex
    guard selected != current, themes.choices.indices.contains(current) else { return [] }
    return [.useTheme(themes.choices[current].theme)]
  }

  mutating func noteThemeSaved(_ result: FileResult) -> [Effect] {
    switch result {
    case .success(let path): say("Theme \(themes.current), kept in \(path).", .success)
    case .failure(let reason): say("Used until you quit, but not kept. \(reason)", .warning)
    }
    return []
  }
}
