import Alignment
import Generation
import Storage

extension LogEvent {
  /// What the log has of an action; nil where it has nothing.
  init?(_ action: Action) {
    switch action {
    case .start: self.init(.info, "program.started")
    case .report(let report): self.init(report)
    case .fileRead(let kind, _, let result):
      switch result {
      case .success(let text):
        self.init(
          .info, "file.read", [("as", .word(kind.name)), ("bytes", .count(text.utf8.count))])
      case .failure(let reason): self.init(.warning, "file.unreadable", [("why", .word(reason))])
      }
    case .catalogSaved(.failure(let reason)):
      self.init(.error, "objectives.unsaved", [("why", .word(reason))])
    case .themeSaved(.failure(let reason)):
      self.init(.error, "theme.unsaved", [("why", .word(reason))])
    default: return nil
    }
  }

  /// What the log has of an effect; nil where it has nothing.
  init?(_ effect: Effect) {
    switch effect {
    case .startGeneration(let generation):
      // The names of a user's own objectives are texts of the user's.
      let objectives = generation.request.objectives.map { $0.isUserDefined ? "own" : $0.id }
      self.init(
        .info, "edit.started",
        [
          ("id", .count(generation.id)), ("family", .word(generation.request.family.rawValue)),
          ("objectives", .word(objectives.joined(separator: ","))),
          ("context", .text(generation.request.context)),
          ("answer", .text(generation.request.answer)),
        ])
    case .cancelGeneration: self.init(.debug, "edit.cancelled")
    case .saveCatalog: self.init(.info, "objectives.saving")
    case .session(let request): self.init(request)
    case .lens(let effect): self.init(effect)
    case .askPolicy(let id, let request):
      self.init(
        .info, "policy.asked",
        [("id", .count(id)), ("dialogue", .text(request.dialogue))])
    case .cancelReply: self.init(.debug, "policy.cancelled")
    case .rows(.open(_, let path)): self.init(.info, "rows.opening", [("file", .text(path))])
    case .suspend: self.init(.debug, "program.suspended")
    case .quit(let status): self.init(.info, "program.ended", [("status", .count(Int(status)))])
    default: return nil
    }
  }

  private init?(_ report: EngineReport) {
    switch report {
    case .session(let report): self.init(report)
    case .lens(let report): self.init(report)
    case .policy(let report): self.init(report)
    case .loaded(let engine):
      self.init(
        .info, "model.loaded",
        [("name", .word(engine.name)), ("context", .count(engine.contextLength))])
    case .loadingFailed(let reason): self.init(.error, "model.failed", [("why", .word(reason))])
    case .fitted(let id, let turns) where turns > 0:
      self.init(.info, "edit.trimmed", [("id", .count(id)), ("turns", .count(turns))])
    case .tooLong(let id, let tokens, let limit):
      self.init(
        .warning, "edit.too-long",
        [("id", .count(id)), ("prompt", .count(tokens)), ("limit", .count(limit))])
    case .summary(let id, let summary):
      self.init(
        .info, "edit.finished",
        [
          ("id", .count(id)), ("prompt", .count(summary.promptTokens)),
          ("tokens", .count(summary.generatedTokens)), ("time", .duration(summary.decodeTime)),
          ("stopped-by", .word(summary.stopReason.rawValue)),
        ])
    case .failed(let id, let reason):
      self.init(.error, "edit.failed", [("id", .count(id)), ("why", .word(reason))])
    default: return nil
    }
  }
}
