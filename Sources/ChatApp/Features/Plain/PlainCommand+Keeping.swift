extension PlainCommand {
  static let talking: [PlainCommand] = [
    PlainCommand(
      "user", "u", argument: "TEXT",
      help: "say something as the user in the dialogue; the policy answers, else you do"
    ) { session, text, now in session.ask(text, anew: false, at: now) },
    PlainCommand("begin", argument: "TEXT", help: "the same, in a dialogue of its own") {
      session, text, now in session.ask(text, anew: true, at: now)
    },
    PlainCommand("reply", help: "let the policy answer once more") { session, _, now in
      guard session.state.canReplyAgain else {
        session.say("note: there is no policy, or nothing that it could answer now.")
        return []
      }
      return session.change(at: now) { $0.replyAgain() }
    },
    PlainCommand("carry", "m", help: "let the other text go on into the dialogue: edit or answer") {
      session, _, now in
      session.change(at: now) { state in
        state.toggleCarried()
        return []
      }
    },
  ]

  static let keeping: [PlainCommand] = [
    PlainCommand("save", help: "save the objectives") { session, _, now in
      session.change(at: now) { [.saveCatalog($0.board.catalog)] }
    },
    PlainCommand("stage", help: "decide each change of the edit, for a training record") {
      session, _, now in session.beginStaging(at: now)
    },
    PlainCommand("sessions", argument: "WORDS", help: "list the sessions, or those with words") {
      session, words, now in session.askSessions(.list(matching: words), at: now)
    },
    PlainCommand("resume", argument: "NUMBER", help: "go on where a session ended") {
      session, number, now in session.askSession(number, at: now) { .open($0) }
    },
    PlainCommand("export", argument: "NUMBER", help: "write a session to a file, as HTML") {
      session, number, now in session.askSession(number, at: now) { .export($0) }
    },
  ]

  /// What can be asked for while the changes of an edit are being decided; the letters are those of `git add -p`.
  static let staging: [PlainCommand] = [
    PlainCommand("accept", "y", help: "take the edit's words") { session, _, now in
      session.decide(at: now) { $0.staging?.decide(true) }
    },
    PlainCommand("reject", "n", help: "keep the answer's words") { session, _, now in
      session.decide(at: now) { $0.staging?.decide(false) }
    },
    PlainCommand("accept-rest", "a", help: "accept every change that is open") { session, _, now in
      session.decide(at: now) { $0.staging?.decideRest(true) }
    },
    PlainCommand("reject-rest", "d", help: "reject every change that is open") { session, _, now in
      session.decide(at: now) { $0.staging?.decideRest(false) }
    },
    PlainCommand("undo", help: "take the change's verdict back") { session, _, now in
      session.decide(at: now) { $0.staging?.decide(nil) }
    },
    PlainCommand("next", "j", help: "go to the next change") { session, _, now in
      session.step(by: 1, at: now)
    },
    PlainCommand("previous", "k", help: "go to the change before") { session, _, now in
      session.step(by: -1, at: now)
    },
    PlainCommand("show", help: "say the change again") { session, _, _ in
      session.sayStagedChange()
      return []
    },
    PlainCommand(
      "write", "w", help: "write the merged text and the verdicts as a training record"
    ) { session, _, now in session.writeStaged(at: now) },
    PlainCommand("leave", "q", help: "back, nothing written") { session, _, now in
      session.leaveStaging(at: now)
    },
    PlainCommand("help", "h", "?", help: "this list") { session, _, _ in
      session.say(lines: staging.map(\.helpLine))
      return []
    },
    PlainCommand("quit", "exit", help: "leave the program") { session, _, now in
      session.quit(at: now)
    },
  ]
}
