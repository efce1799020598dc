import Sessions
import TerminalUI

/// The sessions that were kept, listed to pick from.
struct SessionList: Equatable {
  /// The sessions; nil while they are being read.
  var rows: [SessionSummary]?
  /// What they were searched for; empty for all.
  var query = ""
  var selected = 0
  /// A line being typed; nil where the keys move.
  var field: Field?
  /// The session that the next press deletes.
  var doomed: Int64?

  /// What a line that is typed is for.
  enum Field: Equatable {
    /// Words to search for, shown as they are typed.
    case search(TextEditor)
    /// A session's new name.
    case rename(Int64, TextEditor)

    var editor: TextEditor {
      get {
        switch self {
        case .search(let editor), .rename(_, let editor): editor
        }
      }
      set {
        switch self {
        case .search: self = .search(newValue)
        case .rename(let id, _): self = .rename(id, newValue)
        }
      }
    }
  }

  var selectedRow: SessionSummary? {
    guard let rows, rows.indices.contains(selected) else { return nil }
    return rows[selected]
  }

  /// Takes what was found, with the bar on the session that it was on.
  mutating func show(_ found: [SessionSummary]) {
    let id = selectedRow?.id
    rows = found
    selected =
      found.firstIndex { $0.id == id } ?? min(selected, max(0, found.count - 1))
  }
}

/// What a key asks of the list of sessions.
enum SessionCommand: Equatable {
  case list, resume, search, rename, delete, export, acceptField, dropField
}

/// What the state asks of the database.
enum SessionRequest: Equatable, Sendable {
  case record([SessionEvent])
  case list(matching: String)
  case open(Int64)
  case rename(Int64, to: String, listing: String)
  case delete(Int64, listing: String)
  case export(Int64)
  /// Adds a training record to the user's file, which is no session's.
  case stage(RecordedEdit, RecordedVerdict)
}

/// What the database has to say.
enum SessionReport: Equatable, Sendable {
  case listed(matching: String, [SessionSummary])
  case opened(Session)
  case exported(path: String)
  case staged(path: String, count: Int)
  case failed(String)
}
