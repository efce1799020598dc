import Generation

/// The policy beside the loop: loads it, then lets it write one answer at a time, and reports to the mailbox.
///
/// Owned by the loop's thread; only the tasks themselves run elsewhere.
final class PolicyTask {
  let mailbox: Mailbox
  let describeError: @Sendable (any Error) -> String
  /// What answers; nil where the user gives the answers.
  var loading: Task<(any PolicySource)?, Never>?
  /// What shall answer when it is there.
  var successor: Task<(any PolicySource)?, Never>?
  private var replying: Task<Void, Never>?

  init(
    mailbox: Mailbox, load: (@Sendable () async throws -> any PolicySource)?,
    describeError: @escaping @Sendable (any Error) -> String
  ) {
    self.mailbox = mailbox
    self.describeError = describeError
    loading = load.map { load in
      Task.detached {
        do {
          let policy = try await load()
          await mailbox.send(.policy(.loaded(name: policy.name)))
          return policy
        } catch {
          await mailbox.send(.policy(.unavailable(describeError(error))))
          return nil
        }
      }
    }
  }

  /// Starts an answer; the one before it is cancelled, and is over before this one begins.
  func reply(_ id: Int, to request: PolicyRequest) {
    guard let loading else { return }
    let previous = replying
    previous?.cancel()
    let job = ReplyJob(
      id: id, request: request, mailbox: mailbox, loading: loading, describeError: describeError)
    replying = Task.detached {
      await previous?.value
      await job.run()
    }
  }

  /// Ends the answer within a token.
  func cancel() { replying?.cancel() }

  /// Ends everything.
  func close() {
    loading?.cancel()
    successor?.cancel()
    replying?.cancel()
  }
}

/// One answer, from its prompt to its last event.
private struct ReplyJob: Sendable {
  let id: Int
  let request: PolicyRequest
  let mailbox: Mailbox
  let loading: Task<(any PolicySource)?, Never>
  let describeError: @Sendable (any Error) -> String

  func run() async {
    let loaded = await loading.value
    guard !Task.isCancelled, let policy = loaded else { return }
    do throws(GenerationError) {
      let reply = try await policy.reply(to: request)
      await send(.fitted(id: id, droppedTurns: reply.droppedTurns))
      for try await event in reply.events {
        switch event {
        case .prefill(let progress): await send(.progress(id: id, progress))
        case .text(let text): await send(.text(id: id, text, pieces: 1))
        case .summary(let summary): await send(.summary(id: id, summary))
        }
      }
    } catch {
      await send(.failed(id: id, describeError(error)))
    }
  }

  private func send(_ report: PolicyReport) async { await mailbox.send(.policy(report)) }
}
