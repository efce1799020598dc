import Glibc
import HTTPClient

extension ErrorReporter {
  static func explain(_ error: HTTPError) -> Explanation {
    switch error {
    case .invalidURL(let defect):
      Explanation(message: "the URL \(words(for: defect))", exitCode: 2)
    case .invalidMethod:
      Explanation(message: "the request's method is not one word", exitCode: 2)
    case .invalidHeader(let name):
      Explanation(
        message: "the header '\(name)' has characters that cannot be sent",
        hint: "A key or token is one line of letters, digits and marks.", exitCode: 2)
    case .insecureURL(let host):
      Explanation(
        message: "http://\(host) is not on this machine, and its connection is not encrypted",
        hint: "Use https://, or --allow-insecure-http, which sends no key.", exitCode: 2)
    case .forbiddenAddress(let host):
      Explanation(
        message: "\(host) was named by another server and is in a private network", exitCode: 1)
    case .insecureRedirect(let host):
      Explanation(
        message: "the server redirects to \(host) without encryption", exitCode: 1)
    case .invalidRedirect(let defect):
      Explanation(message: "the server redirects to a URL that \(words(for: defect))", exitCode: 1)
    case .tooManyRedirects(let limit):
      Explanation(message: "the server redirects more than \(limit) times", exitCode: 1)
    case .cancelled: Explanation(message: "", exitCode: 130)
    default: connectionProblem(error)
    }
  }

  private static func connectionProblem(_ error: HTTPError) -> Explanation {
    let message =
      switch error {
      case .cannotResolve(let host): "no address is known for \(host)"
      case .cannotResolveProxy: "no address is known for the proxy that the environment names"
      case .refused(let host, let port): "nobody listens at \(host), port \(port)"
      case .unreachable(let host, let port, 0): "\(host), port \(port), cannot be reached"
      case .unreachable(let host, let port, let number):
        "\(host), port \(port), cannot be reached: \(systemMessage(number))"
      case .timedOut(.connecting, let host): "\(host) does not take the connection"
      case .timedOut(.firstByte, let host): "\(host) does not answer"
      case .timedOut(.idle, let host): "\(host) stopped in the middle of its answer"
      case .timedOut(.total, let host): "\(host) takes too long"
      case .tls(let host, let reason): "no secure connection to \(host): \(reason)"
      case .connectionLost(let host, let received):
        "\(host) ended the connection after \(received) bytes of its answer"
      case .malformedResponse(let host): "what \(host) answers is not HTTP"
      case .headTooLarge(let host, let limit): "\(host) answers with a head of over \(limit) bytes"
      case .bodyTooLarge(let limit): "the answer has more than \(limit) bytes"
      case .truncated(let expected?, let received):
        "the answer ended after \(received) of \(expected) bytes"
      case .truncated(nil, let received): "the answer ended too early, after \(received) bytes"
      case .library(let code): "libcurl failed with its code \(code)"
      default: "the system refused what a network connection needs"
      }
    let hint: String? =
      switch error {
      case .refused, .cannotResolve: "Is the server running, and its address right?"
      case .tls: "SSL_CERT_FILE names further certificates to trust."
      default: nil
      }
    return Explanation(message: message, hint: hint, exitCode: 1)
  }

  private static func words(for defect: HTTPError.URLDefect) -> String {
    switch defect {
    case .malformed: "has no host, or characters that no URL has"
    case .scheme: "is neither http:// nor https://"
    case .credentials: "has a user name or a password in it; keys go into the environment or a file"
    case .untrusted: "is not https on port 443"
    }
  }
}
