import ArgumentParser
import Sessions
import Storage

/// `metaaligner sessions`: what the interactive program kept.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions",
    abstract: "List, search, show, rename, delete, export and resume sessions.",
    discussion: """
      The interactive program keeps every text and edit, with what made it, in a database that only you can read; \
      'metaaligner paths' says where. With chat --no-history nothing is kept.

      EXAMPLES:
        metaaligner sessions
        metaaligner sessions search coffee
        metaaligner sessions export 12 --format html --output coffee.html
        metaaligner sessions resume 12
      """,
    subcommands: [
      ListSessionsCommand.self, SearchSessionsCommand.self, ShowSessionCommand.self,
      RenameSessionCommand.self, DeleteSessionCommand.self, ExportSessionCommand.self,
      ResumeSessionCommand.self,
    ],
    defaultSubcommand: ListSessionsCommand.self)

  /// The database; nil where there is none yet, which is no error to those who only look.
  static func existingStore() throws -> SessionStore? {
    let places = Places.current()
    guard let path = places.sessionsForReading() else { return nil }
    return try SessionStore(path: path)
  }

  /// The database, for those who name a session.
  static func store(for id: Int64) throws -> SessionStore {
    guard let store = try existingStore() else { throw SessionError.noSuchSession(id: id) }
    return store
  }
}

/// The number that a session is named by.
struct SessionArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The session's number, from 'sessions list'.", valueName: "id"))
  var id: Int64
}

struct RenameSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give a session another title.",
    discussion: """
      EXAMPLES:
        metaaligner sessions rename 12 'Sleep before an exam'
      """)

  @OptionGroup var session: SessionArgument
  @Argument(help: "The title.") var title: String

  func validate() throws {
    if title.allSatisfy(\.isWhitespace) { throw ValidationError("The title is blank.") }
  }

  func run() throws {
    try SessionsCommand.store(for: session.id).rename(session.id, to: title)
  }
}

struct DeleteSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete sessions for good; their words are overwritten in the file.",
    discussion: """
      EXAMPLES:
        metaaligner sessions delete 12
        metaaligner sessions delete 3 4 5
      """)

  @Argument(help: ArgumentHelp("The sessions' numbers.", valueName: "id")) var ids: [Int64]

  func run() throws {
    for id in ids { try SessionsCommand.store(for: id).delete(id) }
  }
}
