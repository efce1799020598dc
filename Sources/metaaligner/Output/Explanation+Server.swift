import AlignServer

extension ErrorReporter {
  static func explain(_ error: AlignServerError) -> Explanation {
    switch error {
    case .invalidAddress(let address):
      Explanation(
        message: "\(address.orQuotes) is no address of IPv4 or IPv6",
        hint: "For example 127.0.0.1, ::1 or 0.0.0.0.", exitCode: 2)
    case .keyRequired(let address):
      Explanation(
        message: "others can reach \(address), and no key keeps them out",
        hint: "Set METAALIGNER_SERVE_KEY, or name a file with --key-file.", exitCode: 2)
    case .cannotListen(let address, let port, let number):
      Explanation(
        message: "cannot listen on \(address), port \(port): \(systemMessage(number))",
        hint: "Choose another with --port; 0 takes one that is free.", exitCode: 1)
    case .stopped(let reason):
      Explanation(message: "the server stopped: \(reason)", exitCode: 1)
    }
  }
}
