import Glibc
import TestSupport

/// A socket that listens, and whose queue of connections is full: whoever connects gets no answer.
final class FullListener {
  let port: Int
  private var sockets: [Int32]

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    sockets = [listener]
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: in_addr_t(INADDR_LOOPBACK).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
    let clients = (0..<4).map { _ in socket(AF_INET, kind, 0) }
    let status = withUnsafeMutableBytes(of: &address) { bytes -> Int32 in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        bind(listener, pointer, length) == 0, listen(listener, 0) == 0,
        getsockname(listener, pointer, &length) == 0
      else { return -1 }
      for client in clients { _ = connect(client, pointer, length) }
      return 0
    }
    sockets += clients
    port = Int(UInt16(bigEndian: address.sin_port))
    guard status == 0 else { throw LoopbackError("listen") }
  }

  deinit { for socket in sockets { close(socket) } }
}
