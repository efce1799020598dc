import Generation

extension EngineTask {
  /// Loads a model that shall make the edits; until it is adopted, the one before does.
  func load(_ id: Int, _ load: @escaping @Sendable () async throws -> any Engine) {
    successor?.cancel()
    successor = Task.detached { [mailbox, describeError] in
      do {
        let engine = try await load()
        await mailbox.send(.models(.loaded(id: id, engine.description)))
        return engine
      } catch {
        await mailbox.send(.models(.failed(id: id, describeError(error))))
        return nil
      }
    }
  }

  /// Lets the model that was loaded last make the edits; the one before goes when what it still makes has ended.
  func adopt() {
    guard let successor else { return }
    prefetch([], generating: false)
    let former = loading
    // Told apart from the tasks here, which the next edit cancels: what it prepares would keep it in memory.
    Task.detached { await former.value?.prefetch([], generating: false) }
    former.cancel()
    loading = successor
    self.successor = nil
  }

  /// Stops loading.
  func giveUpLoading() {
    successor?.cancel()
    successor = nil
  }
}

extension PolicyTask {
  /// Loads a model that shall answer; until it is adopted, the one before does.
  func load(_ id: Int, _ load: @escaping @Sendable () async throws -> any PolicySource) {
    successor?.cancel()
    successor = Task.detached { [mailbox, describeError] in
      do {
        let policy = try await load()
        await mailbox.send(.models(.policyLoaded(id: id, name: policy.name)))
        return policy
      } catch {
        await mailbox.send(.models(.failed(id: id, describeError(error))))
        return nil
      }
    }
  }

  /// Lets the model that was loaded last answer what is asked next.
  func adopt() {
    guard let successor else { return }
    loading?.cancel()
    loading = successor
    self.successor = nil
  }

  /// Stops loading.
  func giveUpLoading() {
    successor?.cancel()
    successor = nil
  }
}

extension ChatServices {
  /// Does what changing models asks for.
  func perform(_ effect: ModelEffect, _ engine: EngineTask, _ policy: PolicyTask) {
    switch effect {
    case .load(let id, let choice, .aligner):
      guard let loadEngine else { return }
      engine.load(id) { try await loadEngine(choice) }
    case .load(let id, let choice, .policy):
      guard let loadPolicy else { return }
      policy.load(id) { try await loadPolicy(choice) }
    case .adopt(.aligner): engine.adopt()
    case .adopt(.policy): policy.adopt()
    case .giveUp(.aligner): engine.giveUpLoading()
    case .giveUp(.policy): policy.giveUpLoading()
    }
  }
}
