import Alignment
import Generation
import Sessions
import Storage

/// Sessions, training records, scores and dialogues in the log: what was done, never what was written.
extension LogEvent {
  // MARK: - Sessions and staging

  init?(_ request: SessionRequest) {
    switch request {
    case .record(let events):
      self.init(.debug, "session.recording", [("events", .count(events.count))])
    case .list(let query): self.init(.debug, "session.listing", [("words", .text(query))])
    case .open(let id): self.init(.info, "session.opening", [("id", .count(Int(id)))])
    case .rename(let id, let title, _):
      self.init(.info, "session.renaming", [("id", .count(Int(id))), ("title", .text(title))])
    case .delete(let id, _): self.init(.info, "session.deleting", [("id", .count(Int(id)))])
    case .export(let id): self.init(.info, "session.exporting", [("id", .count(Int(id)))])
    case .stage(let edit, let verdict):
      self.init(
        .info, "staging.writing",
        [
          ("edit", .count(edit.number)), ("changes", .count(verdict.changes.count)),
          ("accepted", .count(verdict.changes.count(where: \.isAccepted))),
          ("merged", .text(verdict.merged)),
        ])
    }
  }

  init?(_ report: SessionReport) {
    switch report {
    case .listed(_, let sessions):
      self.init(.debug, "session.listed", [("count", .count(sessions.count))])
    case .opened(let session):
      self.init(
        .info, "session.opened",
        [
          ("id", .count(Int(session.summary.id))), ("edits", .count(session.edits.count)),
          ("context", .text(session.context)), ("answer", .text(session.answer)),
        ])
    case .exported(let path): self.init(.info, "session.exported", [("file", .text(path))])
    case .staged(let path, let count):
      self.init(.info, "staging.written", [("file", .text(path)), ("records", .count(count))])
    case .failed(let reason): self.init(.error, "session.failed", [("why", .word(reason))])
    }
  }

  // MARK: - The lens

  init?(_ effect: LensEffect) {
    switch effect {
    case .generate(let generation, let model):
      self.init(
        .info, "lens.started",
        [
          ("id", .count(generation.id)),
          ("model", .word(model == .second ? "second" : "main")),
          ("objectives", .count(generation.request.objectives.count)),
          ("answer", .text(generation.request.answer)),
        ])
    case .loadSecondModel: self.init(.info, "lens.loading", [("model", .word("second"))])
    case .cancel(let id): self.init(.debug, "lens.cancelled", [("id", .count(id))])
    case .attribute(let id, let generation, let text, let leavesOut):
      let passes = leavesOut ? generation.request.objectives.count + 1 : 1
      self.init(
        .info, "lens.scoring",
        [("id", .count(id)), ("passes", .count(passes)), ("edit", .text(text))])
    case .cancelAttribution: self.init(.debug, "lens.scoring-cancelled")
    }
  }

  init?(_ report: LensReport) {
    switch report {
    case .prefetched(_, let edit):
      self.init(
        .debug, "lens.prefetched", [("tokens", .count(edit.summary.generatedTokens))])
    case .scored(let id, let objective, let score):
      // The names of a user's own objectives are texts of the user's.
      self.init(
        .debug, "lens.scored",
        [("id", .count(id)), ("tokens", .count(score.tokens.count))]
          + (objective.map { [("without", .text($0))] } ?? []))
    case .notScored(let id, let reason):
      self.init(.warning, "lens.not-scored", [("id", .count(id)), ("why", .word(reason))])
    case .secondModelLoaded(let description):
      self.init(.info, "lens.loaded", [("name", .word(description.name))])
    case .secondModelFailed(let reason):
      self.init(.error, "lens.not-loaded", [("why", .word(reason))])
    }
  }

  // MARK: - The dialogue

  init?(_ report: PolicyReport) {
    switch report {
    case .loaded(let name): self.init(.info, "policy.loaded", [("name", .word(name))])
    case .unavailable(let reason): self.init(.error, "policy.failed", [("why", .word(reason))])
    case .fitted(let id, let turns) where turns > 0:
      self.init(.info, "policy.trimmed", [("id", .count(id)), ("turns", .count(turns))])
    case .summary(let id, let summary):
      self.init(
        .info, "policy.answered",
        [
          ("id", .count(id)), ("prompt", .count(summary.promptTokens)),
          ("tokens", .count(summary.generatedTokens)), ("time", .duration(summary.decodeTime)),
          ("stopped-by", .word(summary.stopReason.rawValue)),
        ])
    case .failed(let id, let reason):
      self.init(.error, "policy.not-answered", [("id", .count(id)), ("why", .word(reason))])
    case .fitted, .progress, .text: return nil
    }
  }
}
