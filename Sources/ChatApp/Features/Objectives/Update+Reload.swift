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
        say(
          "The file changed, yours are kept: in the list (o), r takes it, s saves yours.", .warning)
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

  /// The objectives of the command line, and those that a resumed session lent, are in no file.
  private func withGivenObjectives(_ catalog: ObjectiveCatalog) -> ObjectiveCatalog {
    var catalog = catalog
    for objective in configuration.givenObjectives + board.lent {
      // One that the file has by now, or whose name it gave away, stays as the file has it.
      try? catalog.add(objective)
    }
    return catalog
  }
}
