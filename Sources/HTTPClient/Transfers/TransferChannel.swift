internal import Synchronization

/// What the thread of the transfers and the reader of one response share: the head, and a bounded buffer of the body.
///
/// The thread delivers, offers and finishes; one reader at a time takes. Continuations are resumed outside the lock.
final class TransferChannel: Sendable {
  /// The most bytes that wait for the reader.
  static let capacity = 256 << 10
  /// The most bytes of an unwanted body that are read to keep its connection.
  static let discardLimit = 64 << 10

  /// What becomes of offered bytes.
  enum Acceptance { case taken, full, unwanted }
  /// What the reader wants of the thread.
  enum Demand: Sendable { case more, discard, nothing }

  private typealias HeadWaiter = CheckedContinuation<Result<ResponseHead, HTTPError>, Never>
  private typealias BodyWaiter = CheckedContinuation<Result<[UInt8]?, HTTPError>, Never>

  private struct State {
    var head: ResponseHead?
    var buffer: [UInt8] = []
    /// Whether bytes were held back since the reader last took any.
    var isFull = false
    /// Bytes thrown away, once nobody wants the body.
    var discarded: Int?
    var outcome: Result<Void, HTTPError>?
    var headWaiter: HeadWaiter?
    var bodyWaiter: BodyWaiter?
  }

  private let state = Mutex(State())
  private let demand: @Sendable (Demand) -> Void

  /// Creates a channel.
  ///
  /// - Parameter demand: Tells the thread, which hears it in its own time.
  init(demand: @escaping @Sendable (Demand) -> Void) { self.demand = demand }
}

// MARK: - The reader's end

extension TransferChannel {
  /// Waits for the head; cancelling the task ends the transfer.
  func head() async throws(HTTPError) -> ResponseHead {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: HeadWaiter) in
        let known: Result<ResponseHead, HTTPError>? = state.withLock { state in
          if let head = state.head { return .success(head) }
          if case .failure(let error) = state.outcome { return .failure(error) }
          state.headWaiter = waiter
          return nil
        }
        if let known { waiter.resume(returning: known) }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// Waits for bytes; all that there are, or nil at the end.
  ///
  /// Cancelling the task ends the transfer.
  func nextChunk() async throws(HTTPError) -> [UInt8]? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: BodyWaiter) in
        let (known, wantsMore): (Result<[UInt8]?, HTTPError>?, Bool) = state.withLock { state in
          if !state.buffer.isEmpty {
            let chunk = state.buffer
            state.buffer = []
            defer { state.isFull = false }
            return (.success(chunk), state.isFull)
          }
          if let outcome = state.outcome { return (outcome.map { nil }, false) }
          precondition(state.bodyWaiter == nil, "a body has one reader at a time")
          state.bodyWaiter = waiter
          return (nil, false)
        }
        if wantsMore { demand(.more) }
        if let known { waiter.resume(returning: known) }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// Ends the transfer and closes its connection, unless it has ended or is being discarded.
  func cancel() {
    guard state.withLock({ $0.discarded == nil }), end(.failure(.cancelled), keepsBuffer: false)
    else { return }
    demand(.nothing)
  }

  /// Reads the rest of a short body without keeping it, so that its connection can serve the next request.
  func discard() {
    let hasEnded = state.withLock { state in
      state.buffer = []
      state.discarded = 0
      return state.outcome != nil
    }
    if !hasEnded { demand(.discard) }
  }
}

// MARK: - The thread's end

extension TransferChannel {
  func deliver(_ head: ResponseHead) {
    let waiter = state.withLock { state in
      state.head = head
      defer { state.headWaiter = nil }
      return state.headWaiter
    }
    waiter?.resume(returning: .success(head))
  }

  /// Takes bytes of the body, all or none.
  func offer(_ bytes: UnsafeRawBufferPointer) -> Acceptance {
    let (acceptance, waiter): (Acceptance, BodyWaiter?) = state.withLock { state in
      guard state.outcome == nil else { return (.unwanted, nil) }
      if let discarded = state.discarded {
        guard bytes.count <= Self.discardLimit - discarded else { return (.unwanted, nil) }
        state.discarded = discarded + bytes.count
        return (.taken, nil)
      }
      if let waiter = state.bodyWaiter {
        state.bodyWaiter = nil
        return (.taken, waiter)
      }
      guard state.buffer.isEmpty || bytes.count <= Self.capacity - state.buffer.count else {
        state.isFull = true
        return (.full, nil)
      }
      state.buffer += bytes
      return (.taken, nil)
    }
    waiter?.resume(returning: .success(Array(bytes)))
    return acceptance
  }

  /// Says that nothing more comes, and why; the first end is the one that counts.
  func finish(_ error: HTTPError?) {
    end(error.map { .failure($0) } ?? .success(()), keepsBuffer: true)
  }

  @discardableResult
  private func end(_ outcome: Result<Void, HTTPError>, keepsBuffer: Bool) -> Bool {
    let (isFirst, headWaiter, bodyWaiter): (Bool, HeadWaiter?, BodyWaiter?) = state.withLock {
      state in
      guard state.outcome == nil else { return (false, nil, nil) }
      state.outcome = outcome
      if !keepsBuffer { state.buffer = [] }
      defer {
        state.headWaiter = nil
        state.bodyWaiter = nil
      }
      return (true, state.headWaiter, state.bodyWaiter)
    }
    // A transfer that succeeds has delivered a head before.
    headWaiter?.resume(returning: outcome.flatMap { .failure(.cancelled) })
    bodyWaiter?.resume(returning: outcome.map { nil })
    return isFirst
  }
}
