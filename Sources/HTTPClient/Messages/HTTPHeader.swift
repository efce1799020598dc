/// A field of a request's or response's head.
public struct HTTPHeader: Sendable, Equatable {
  /// The name; its case means nothing.
  public var name: String
  /// The value, without the white space around it.
  public var value: String
  /// Whether the value is a key or a token: it is shown nowhere, sent to no second host, and over no unencrypted
  /// connection that leaves the machine.
  public var isSecret: Bool

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - value: The value.
  ///   - isSecret: Whether nobody else may see the value.
  public init(_ name: String, _ value: String, isSecret: Bool = false) {
    self.name = name
    self.value = value
    self.isSecret = isSecret
  }

  /// The field that carries a token, as most services want it.
  ///
  /// - Parameter token: The token.
  /// - Returns: A secret field.
  public static func bearer(_ token: String) -> HTTPHeader {
    HTTPHeader("Authorization", "Bearer " + token, isSecret: true)
  }
}

extension HTTPHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The line as it is sent, a secret value replaced.
  public var description: String { "\(name): \(isSecret ? "***" : value)" }
  /// The same as `description`.
  public var debugDescription: String { description }
  /// The description only, so that `dump` shows no secret either.
  public var customMirror: Mirror { Mirror(self, children: ["field": description]) }
}

extension HTTPHeader {
  /// Whether the name and the value can be sent as they are: no line ends, no control characters, ASCII.
  var isWellFormed: Bool {
    HTTPToken.isValid(name)
      && value.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
      // A secret has no white space at its ends by mistake, which would be sent and refused.
      && !(isSecret && (value.isEmpty || value.utf8.first == 0x20 || value.utf8.last == 0x20))
  }

  /// Whether the field says who asks, so that it stays with the host it was meant for.
  var isCredential: Bool {
    isSecret || Self.credentialNames.contains(name.lowercased())
  }

  private static let credentialNames: Set = [
    "authorization", "cookie", "origin", "proxy-authorization", "x-api-key",
  ]
}

/// The grammar of names and methods: RFC 9110, section 5.6.2.
enum HTTPToken {
  static func isValid(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: marks.contains(byte)
        }
      }
  }

  private static let marks = Array("!#$%&'*+-.^_`|~".utf8)
}
