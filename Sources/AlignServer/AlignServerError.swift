/// Why the server cannot run.
public enum AlignServerError: Error, Sendable, Equatable {
  /// It is no address of IPv4 or IPv6.
  case invalidAddress(String)
  /// It is reached from other machines, and nobody would be asked for a key.
  case keyRequired(address: String)
  /// The system refuses to listen there, with this `errno`.
  case cannotListen(address: String, port: UInt16, errorNumber: Int32)
  /// It broke off, in the server library's words.
  case stopped(String)
}
