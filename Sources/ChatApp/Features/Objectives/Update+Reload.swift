import Alignment
import TerminalUI

extension State {
  /// Takes what another program saved, unless it would cost the user's own changes.
  mutating func handle(_ change: CatalogChange) -> [Effect] {
    switch change {
    case .unreadable(let reason):
      say(reason + " The objectives stay as they are.", .error)
      return []
    case .catalog(let catalog):
      let catalog = withGivenObjectives(catalog)
      // What this program saved itself, or what says the same.
      guard !catalog.saysTheSame(as: board.saved) else {
        board.refresh(catalog)
        return []
      }
      if board.isUnsaved, !catalog.saysTheSame(as: board.catalog) {
        board.holdBack(catalog)
        say("The objectives changed in another program. Yours are kept: \(Self.choice).", .warning)
        return []
      }
      let effects = changeBoard { $0.load(catalog) }
      moveSelection(by: 0)
      say("The objectives changed in another program: read anew.", .success)
      return effects
    }
  }

  /// Lets the file's objectives take the place of those that are not saved.
  mutating func takeHeldBack() -> [Effect] {
    guard let catalog = board.heldBack else { return [] }
    let effects = changeBoard { $0.load(catalog) }
    moveSelection(by: 0)
    say("The file's objectives; u takes yours back.", .success)
    return effects
  }

  private static let choice = "in the list (o), r takes the file's, s saves yours over them"

  /// The objectives of the command line are in no file.
  private func withGivenObjectives(_ catalog: ObjectiveCatalog) -> ObjectiveCatalog {
    var catalog = catalog
    for objective in configuration.givenObjectives {
      // One that the file has by now, or whose name it gave away, stays as the file has it.
      try? catalog.add(objective)
    }
    return catalog
  }
}
