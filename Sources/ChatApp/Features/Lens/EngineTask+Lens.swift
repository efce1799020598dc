import Alignment
import Generation

extension EngineTask {
  /// Does what replay, attribution, comparing and iterating ask for.
  func perform(_ effect: LensEffect) {
    switch effect {
    case .generate(let generation, let model): generate(generation, by: model)
    case .loadSecondModel: loadSecond()
    case .cancel(let id): besides[id]?.task.cancel()
    case .attribute(let id, let generation, let text, let leavesOut):
      scoring?.cancel()
      let job = job(generation)
      scoring = Task.detached { await job.score(text, leavingOut: leavesOut, id: id) }
    case .cancelAttribution: scoring?.cancel()
    }
  }

  /// Makes an edit beside the one on the screen; one model after the other, for each computes on all cores.
  private func generate(_ generation: Effect.Generation, by model: ModelChoice) {
    var others = besides.values.filter { $0.model != model }.map(\.task)
    if model == .second {
      if let onScreen = self.generation { others.append(onScreen) }
      // What is being prepared would only slow the edit down.
      prefetch([], generating: false)
    }
    let job = job(generation, by: model)
    let task = Task.detached { [others] in
      for other in others { await other.value }
      await job.run()
    }
    besides[generation.id] = (model, task)
  }

  private func loadSecond() {
    guard let load = loadSecondModel else { return }
    loadingSecond = Task.detached { [mailbox, describeError] in
      do {
        let engine = try await load()
        await mailbox.send(.lens(.secondModelLoaded(engine.description)))
        return engine
      } catch {
        await mailbox.send(.lens(.secondModelFailed(describeError(error))))
        return nil
      }
    }
  }
}

extension GenerationJob {
  /// How many alternatives to a token are worth reading.
  private static let alternatives = 8

  /// Makes the edit without a hurry, and reports it whole.
  func prepare(with engine: any Engine) async {
    // What stands in its way is told when somebody asks for it.
    guard let fitted = try? await fittedRequest(for: engine), fitted.fits else { return }
    var request = engineRequest(prompt: fitted.request.prompt)
    request.priority = .background
    let key = ReplayKey(generation, model: engine.description)
    var text = ""
    do throws(GenerationError) {
      for try await event in engine.stream(request) {
        switch event {
        case .prefill: break
        case .text(let more): text += more
        case .summary(let summary):
          guard summary.stopReason != .cancelled else { return }
          let edit = ReplayedEdit(
            text: text, summary: summary, droppedTurns: fitted.droppedTurns, isPrefetched: true)
          await mailbox.send(.lens(.prefetched(key, edit)))
        }
      }
    } catch {
      return
    }
  }

  /// Scores a text after the prompt, and after the prompt without each of its objectives.
  func score(_ text: String, leavingOut: Bool, id: Int) async {
    guard let engine = await loading.value else { return }
    do throws(GenerationError) {
      var request = try await fittedRequest(for: engine).request
      let whole = try await engine.score(
        ScoringRequest(prompt: request.prompt, text: text, alternatives: Self.alternatives))
      await mailbox.send(.lens(.scored(id: id, without: nil, whole)))
      guard leavingOut else { return }
      let objectives = request.objectives
      for objective in objectives {
        request.objectives = objectives.filter { $0.id != objective.id }
        let score = try await engine.score(ScoringRequest(prompt: request.prompt, text: text))
        await mailbox.send(.lens(.scored(id: id, without: objective.id, score)))
      }
    } catch {
      if error == .cancelled { return }
      await mailbox.send(.lens(.notScored(id: id, describeError(error))))
    }
  }
}
