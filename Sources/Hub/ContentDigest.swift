internal import Digests

/// The digest that names a blob of the cache: the hub's entity tag.
public enum ContentDigest: Sendable, Hashable {
  /// SHA-1 of git's blob, for small files.
  case gitBlob(String)
  /// SHA-256 of the content, for files of LFS.
  case sha256(String)

  /// The hexadecimal digits.
  public var text: String {
    switch self {
    case .gitBlob(let text), .sha256(let text): text
    }
  }

  /// Reads an entity tag; nil where it is not 40 or 64 hexadecimal digits in lower case.
  init?(entityTag: String) {
    var text = entityTag[...]
    if text.hasPrefix("W/") { text = text.dropFirst(2) }
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2 {
      text = text.dropFirst().dropLast()
    }
    guard Self.isHexadecimal(text) else { return nil }
    switch text.utf8.count {
    case 40: self = .gitBlob(String(text))
    case 64: self = .sha256(String(text))
    default: return nil
    }
  }

  static func isHexadecimal(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

/// Computes the digest of content that comes in pieces.
struct ContentHasher {
  private enum State {
    case gitBlob(SHA1)
    case sha256(SHA256)
  }
  private var state: State

  /// - Parameters:
  ///   - digest: Which kind is wanted.
  ///   - byteCount: The content's size, which git's digest begins with.
  init(for digest: ContentDigest, byteCount: Int) {
    switch digest {
    case .gitBlob:
      var hash = SHA1()
      Array("blob \(byteCount)\0".utf8).withUnsafeBytes { hash.update($0) }
      state = .gitBlob(hash)
    case .sha256: state = .sha256(SHA256())
    }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch state {
    case .gitBlob(var hash):
      hash.update(bytes)
      state = .gitBlob(hash)
    case .sha256(var hash):
      // The one copy, so that what is hashed is not copied with it.
      state = .sha256(SHA256())
      hash.update(bytes)
      state = .sha256(hash)
    }
  }

  mutating func finish() -> String {
    switch state {
    case .gitBlob(var hash): hash.finish()
    case .sha256(var hash): hash.finish()
    }
  }
}
