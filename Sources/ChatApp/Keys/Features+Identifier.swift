extension SessionCommand {
  var identifier: String {
    switch self {
    case .list: "list"
    case .resume: "resume"
    case .search: "search"
    case .rename: "rename"
    case .delete: "delete"
    case .export: "export"
    case .acceptField: "accept-field"
    case .dropField: "drop-field"
    }
  }
}

extension StagingCommand {
  var identifier: String {
    switch self {
    case .begin: "begin"
    case .accept: "accept"
    case .reject: "reject"
    case .undecide: "undecide"
    case .acceptRest: "accept-rest"
    case .rejectRest: "reject-rest"
    case .write: "write"
    }
  }
}

extension HistoryCommand {
  var identifier: String {
    switch self {
    case .open: "open"
    case .show: "show"
    case .editAgain: "edit-again"
    case .mark: "mark"
    case .compare: "compare"
    }
  }
}

extension LensCommand {
  var identifier: String {
    switch self {
    case .prefetching: "prefetching"
    case .attribution: "attribution"
    case .alternatives: "alternatives"
    case .moveToken(let steps): steps > 0 ? "next-token" : "previous-token"
    case .moveTokenByRow(let rows): Self.step(rows, "row")
    case .nextObjective(let steps): steps > 0 ? "next-objective" : "previous-objective"
    case .compare: "compare"
    case .toggleInColumn(let index): "toggle-\(index + 1)"
    case .nextColumn(let steps): steps > 0 ? "next-column" : "previous-column"
    case .addColumn: "add-column"
    case .removeColumn: "remove-column"
    case .runColumn: "run-column"
    case .takeColumn: "take-column"
    case .scrollColumns(let rows): Self.step(rows, "scroll")
    case .switchContest: "compare-models"
    case .closeContest: "close-comparison"
    case .iterate: "iterate"
    case .selectRound(let steps): steps > 0 ? "next-round" : "previous-round"
    case .takeRound: "take-round"
    case .stopIteration: "stop-iteration"
    case .closeIteration: "close-iteration"
    }
  }

  /// A step of one, or a page.
  private static func step(_ rows: Int, _ what: String) -> String {
    "\(what)\(abs(rows) > 1 ? "-page" : "")-\(rows > 0 ? "down" : "up")"
  }
}
