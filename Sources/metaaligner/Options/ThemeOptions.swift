import ArgumentParser
import ChatApp
import Storage
import StrictJSON
import TerminalUI

/// Which theme, and where themes are.
struct ThemeOptions: ParsableArguments {
  /// The name that stands for a theme that fits the terminal's ground.
  static let automatic = "auto"

  @Option(
    help: ArgumentHelp(
      "A theme by its name, or auto, which looks whether the terminal is dark or light. (default: auto)",
      valueName: "name"))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "A folder of theme files, before the usual ones. (default: see 'metaaligner paths')",
      valueName: "folder"))
  var themesDir: String?

  /// Every theme that there is, and a sentence for each file that is none.
  func library(_ places: Places) -> (library: ThemeLibrary, problems: [String]) {
    var library = ThemeLibrary.builtIn
    var problems: [String] = []
    func note(_ error: any Error) {
      if let explanation = ErrorReporter.explain(error) { problems.append(explanation.message) }
    }
    // The last one that has a name counts.
    for folder in ([themesDir].compactMap { $0 } + places.themeFolders).reversed() {
      do {
        for file in try ThemeFolder(folder).files() {
          do {
            try library.add(file.content.get(), name: file.name, origin: file.path)
          } catch {
            note(error)
          }
        }
      } catch {
        note(error)
      }
    }
    return (library, problems)
  }

  /// The themes to pick from and the one to begin with.
  ///
  /// - Parameters:
  ///   - settings: Those of the run, the flag among them.
  ///   - places: Where themes are.
  ///   - ground: The terminal's ground; nil where it does not say.
  /// - Returns: What to pick from, and how the chosen one looks.
  /// - Throws: `StorageError.settings` where the chosen theme does not exist. One that is broken is told, not refused:
  ///   the program then looks as it does by itself.
  func choices(
    _ settings: Settings, places: Places, ground: Ground?
  ) throws(StorageError) -> (themes: ThemeChoices, theme: Theme) {
    var (library, problems) = library(places)
    var choices: [ThemeChoices.Choice] = []
    for name in library.names {
      do throws(ThemeError) {
        if let theme = try library.theme(named: name) { choices.append(.init(theme)) }
      } catch {
        problems.append(ErrorReporter.explain(error).message)
      }
    }
    let setting: SettingName = ground == .light ? .lightTheme : .darkTheme
    let fitting = try choice(of: setting, settings, library, choices)
    choices.insert(
      ThemeChoices.Choice(
        name: Self.automatic, summary: "\(fitting.name), as the terminal's ground is",
        theme: fitting.theme), at: 0)
    let current = try choice(of: .theme, settings, library, choices)
    return (
      ThemeChoices(choices, current: current.name, problems: problems), current.theme
    )
  }

  private func choice(
    of setting: SettingName, _ settings: Settings, _ library: ThemeLibrary,
    _ choices: [ThemeChoices.Choice]
  ) throws(StorageError) -> ThemeChoices.Choice {
    let name = settings.text(setting) ?? Self.automatic
    if let choice = choices.first(where: { $0.name == name }) { return choice }
    // There, but broken: that is told with its place.
    if library.names.contains(name), let first = choices.first { return first }
    throw .settings(
      SettingsError(
        .unknownName(setting: "theme", name: name, known: choices.map(\.name)),
        at: settings.source(of: setting) == .flag
          ? .flag("--theme") : settings.place(of: setting)))
  }
}
