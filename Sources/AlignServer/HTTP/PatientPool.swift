import FlyingSocks

/// Waits for sockets no longer than they may stand still: a client that neither reads nor writes loses its connection, and
/// the place that it held.
struct PatientPool: AsyncSocketPool {
  let base: any AsyncSocketPool
  let limit: Duration

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // The socket that listens has no peer, and may wait as long as it likes.
    guard (try? socket.remotePeer()) != nil else {
      return try await base.suspendSocket(socket, untilReadyFor: events)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await base.suspendSocket(socket, untilReadyFor: events) }
      group.addTask {
        try await Task.sleep(for: limit)
        throw SocketError.timeout(message: "the connection stood still for \(limit)")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
