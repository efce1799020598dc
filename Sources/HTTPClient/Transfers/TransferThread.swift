internal import CCurl

/// What the thread of the transfers does: libcurl's multi interface, driven from one place.
final class TransferThread {
  private let loop: TransferLoop
  private let multi: UnsafeMutableRawPointer
  private var active: [Int: ActiveTransfer] = [:]

  init(loop: TransferLoop, multi: UnsafeMutableRawPointer) {
    self.loop = loop
    self.multi = multi
  }

  /// Serves the loop until it is retired.
  func run() {
    while let commands = loop.takeCommands(isIdle: active.isEmpty) {
      for command in commands { obey(command) }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      collectEnded()
      // Libcurl shortens the wait by its own timers, a command ends it.
      curl_multi_poll(multi, nil, 0, Int32(clamping: expire().milliseconds), nil)
    }
    curl_multi_cleanup(multi)
  }

  private func obey(_ command: TransferLoop.Command) {
    switch command {
    case .start(let number, let order, let channel): start(number, order, channel)
    case .resume(let number):
      guard let transfer = active[number], transfer.isPaused else { return }
      transfer.isPaused = false
      transfer.lastProgress = .now
      // This hands over what was held back, and may pause again.
      curl_easy_pause(transfer.handle, CURLPAUSE_CONT)
    case .discard(let number):
      guard let transfer = active[number] else { return }
      transfer.discardDeadline = .now.advanced(by: ActiveTransfer.discardTime)
      obey(.resume(number))
    case .abandon(let number): end(number, with: .cancelled)
    }
  }

  private func start(_ number: Int, _ order: TransferOrder, _ channel: TransferChannel) {
    do {
      let transfer = try ActiveTransfer(order, channel: channel)
      guard curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
        throw HTTPError.unavailable
      }
      active[number] = transfer
    } catch {
      channel.finish(error as? HTTPError ?? .unavailable)
    }
  }

  private func collectEnded() {
    var handle: UnsafeMutableRawPointer?
    var code = CURLE_OK
    while ccurl_next_ended(multi, &handle, &code) {
      guard let (number, transfer) = active.first(where: { $0.value.handle == handle }) else {
        continue
      }
      end(number, with: transfer.error(for: code))
    }
  }

  /// Takes a transfer off; one that is not at its end loses its connection.
  private func end(_ number: Int, with error: HTTPError?) {
    guard let transfer = active.removeValue(forKey: number) else { return }
    curl_multi_remove_handle(multi, transfer.handle)
    transfer.channel.finish(error)
  }

  /// Ends what has waited long enough; the time until this has to be looked at again.
  private func expire() -> Duration {
    let now = ContinuousClock.now
    var wait = Duration.seconds(60)
    for (number, transfer) in active {
      transfer.look(now)
      guard let patience = transfer.patience else { continue }
      if patience.end <= now {
        end(number, with: patience.error)
      } else {
        wait = min(wait, patience.end - now)
      }
    }
    return wait
  }
}
