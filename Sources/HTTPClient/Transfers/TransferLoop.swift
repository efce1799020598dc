internal import CCurl
import Glibc
internal import Synchronization

/// libcurl's handle of all transfers.
///
/// - Note: `@unchecked Sendable` holds because only the thread of the transfers uses the pointer, but for
///   `curl_multi_wakeup`, which libcurl allows on any thread; the mailbox's lock keeps it from coming after the cleanup.
private struct MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  func wake() { curl_multi_wakeup(pointer) }
}

/// The way to the thread that moves the bytes of a client: what others ask of it, in order.
///
/// libcurl's handles belong to that thread alone (`TransferThread`); all that others do with them is to wake it.
final class TransferLoop: Sendable {
  /// What the thread is asked for; the numbers name transfers.
  enum Command {
    case start(Int, TransferOrder, TransferChannel)
    case resume(Int)
    case discard(Int)
    case abandon(Int)
  }

  private struct Mailbox {
    var commands: [Command] = []
    var lastNumber = 0
    /// Whether nothing new is to come.
    var isRetired = false
    /// What to wake, until the thread has ended.
    var multi: MultiHandle?
  }

  private let mailbox: Mutex<Mailbox>

  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Starts the thread, or is nil where the system refuses it.
  init?() {
    guard Self.isLibraryReady, let multi = curl_multi_init() else { return nil }
    mailbox = Mutex(Mailbox(multi: MultiHandle(pointer: multi)))
    guard startThread() else {
      curl_multi_cleanup(multi)
      return nil
    }
  }

  /// Begins a transfer.
  ///
  /// - Parameter order: The transfer.
  /// - Returns: Where its response comes.
  func start(_ order: TransferOrder) -> TransferChannel {
    let number = mailbox.withLock { mailbox in
      mailbox.lastNumber += 1
      return mailbox.lastNumber
    }
    let channel = TransferChannel { [self] demand in
      switch demand {
      case .more: post(.resume(number))
      case .discard: post(.discard(number))
      case .nothing: post(.abandon(number))
      }
    }
    if !post(.start(number, order, channel)) { channel.finish(.unavailable) }
    return channel
  }

  /// Ends the thread when the last transfer has ended.
  func retire() {
    mailbox.withLock { mailbox in
      mailbox.isRetired = true
      mailbox.multi?.wake()
    }
  }

  /// Asks the thread for something; false where it has ended.
  @discardableResult
  private func post(_ command: Command) -> Bool {
    mailbox.withLock { mailbox in
      guard let multi = mailbox.multi else { return false }
      mailbox.commands.append(command)
      multi.wake()
      return true
    }
  }

  /// What has been asked for since the last call; nil where nothing more can come.
  func takeCommands(isIdle: Bool) -> [Command]? {
    mailbox.withLock { mailbox in
      if mailbox.isRetired, isIdle, mailbox.commands.isEmpty {
        mailbox.multi = nil
        return nil
      }
      defer { mailbox.commands = [] }
      return mailbox.commands
    }
  }

  private func startThread() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // The program's signals are for other threads, and a server that goes away must not raise SIGPIPE.
    var blocked = sigset_t()
    var before = sigset_t()
    sigfillset(&blocked)
    for fault in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { sigdelset(&blocked, fault) }
    pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        let loop = Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue()
        if let multi = loop.mailbox.withLock({ $0.multi }) {
          TransferThread(loop: loop, multi: multi.pointer).run()
        }
        return nil
      }, context.toOpaque())
    if status != 0 { context.release() }
    return status == 0
  }
}
