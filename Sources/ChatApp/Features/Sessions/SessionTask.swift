import Dispatch
import Sessions
import Storage
import Synchronization

/// The work on the database, in order and on a queue of its own: the loop never waits for a disk.
///
/// The database is opened with the first request; what goes wrong is reported once a failure, not once an edit.
final class SessionTask {
  private let mailbox: Mailbox
  private let queue = DispatchQueue(label: "metaaligner.sessions")
  private let worker: SharedWorker

  init(mailbox: Mailbox, services: ChatServices, resumed: Int64?) {
    self.mailbox = mailbox
    worker = SharedWorker(
      worker: Worker(
        openStore: services.openSessions, stage: services.stage,
        describeError: services.describeError, resumed: resumed))
  }

  func perform(_ request: SessionRequest) {
    queue.async { [mailbox, worker] in
      let report = worker.worker.withLock { $0.perform(request) }
      if let report { mailbox.post(.session(report)) }
    }
  }

  /// Waits until everything is on the disk.
  func close() { queue.sync {} }
}

/// A closure can hold a reference, which a lock alone is not.
private final class SharedWorker: Sendable {
  let worker: Mutex<Worker>

  init(worker: sending Worker) {
    self.worker = Mutex(worker)
  }
}

private struct Worker {
  let openStore: (@Sendable () throws -> SessionStore)?
  let stage: (@Sendable (RecordedEdit, RecordedVerdict) throws -> ChatServices.Staged)?
  let describeError: @Sendable (any Error) -> String
  let resumed: Int64?
  private var store: SessionStore?
  private var recorder: SessionRecorder?
  private var lastFailure: String?
  private var unrecorded: [SessionEvent] = []

  /// What waits for a database that does not take it: more is not kept.
  private static let mostUnrecorded = 256

  init(
    openStore: (@Sendable () throws -> SessionStore)?,
    stage: (@Sendable (RecordedEdit, RecordedVerdict) throws -> ChatServices.Staged)?,
    describeError: @escaping @Sendable (any Error) -> String, resumed: Int64?
  ) {
    self.openStore = openStore
    self.stage = stage
    self.describeError = describeError
    self.resumed = resumed
  }

  mutating func perform(_ request: SessionRequest) -> SessionReport? {
    do {
      if case .stage(let edit, let verdict) = request {
        return try stage?(edit, verdict).report
      }
      guard let store = try openedStore() else { return nil }
      let report = try perform(request, store)
      lastFailure = nil
      return report
    } catch {
      let failure = describeError(error)
      // Somebody who asked is told every time; a disk that stays full is news once.
      if case .record = request, failure == lastFailure { return nil }
      lastFailure = failure
      return .failed(failure)
    }
  }

  private mutating func perform(
    _ request: SessionRequest, _ store: SessionStore
  ) throws -> SessionReport? {
    switch request {
    case .record(let events):
      try record(events)
      return nil
    case .list(let query): return try list(query, store)
    case .open(let id):
      let session = try store.session(id)
      recorder = try SessionRecorder(store: store, resuming: id)
      return .opened(session)
    case .rename(let id, let title, let query):
      try store.rename(id, to: title)
      return try list(query, store)
    case .delete(let id, let query):
      try store.delete(id)
      return try list(query, store)
    // No session has a part in it.
    case .stage: return nil
    case .export(let id):
      let bytes = SessionExport.bytes(of: try store.session(id), as: .html)
      return .exported(path: try AtomicFile.writeNew(bytes, to: "session-\(id).html"))
    }
  }

  private mutating func openedStore() throws -> SessionStore? {
    if let store { return store }
    guard let store = try openStore?() else { return nil }
    recorder = try SessionRecorder(store: store, resuming: resumed)
    self.store = store
    return store
  }

  /// Tries again what could not be recorded before.
  private mutating func record(_ events: [SessionEvent]) throws {
    unrecorded += events
    defer { unrecorded.removeFirst(max(0, unrecorded.count - Self.mostUnrecorded)) }
    try recorder?.record(unrecorded)
    unrecorded = []
  }

  private func list(_ query: String, _ store: SessionStore) throws -> SessionReport {
    .listed(matching: query, try store.list(matching: query))
  }
}

extension ChatServices.Staged {
  fileprivate var report: SessionReport { .staged(path: path, count: count) }
}
