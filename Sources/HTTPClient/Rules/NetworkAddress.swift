import Glibc

/// An IPv4 or IPv6 address, to tell public ones from those of private networks.
struct NetworkAddress: Equatable {
  /// 16 bytes; an IPv4 address is mapped to `::ffff:a.b.c.d`.
  private let bytes: [UInt8]

  /// Reads an address as text; nil where it is a name.
  init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(ipv4: withUnsafeBytes(of: four) { Array($0) })
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    self.init(ipv6: withUnsafeBytes(of: six) { Array($0) })
  }

  /// Reads the address of a socket; nil where it is of another family.
  init?(_ address: UnsafeRawBufferPointer) {
    guard address.count >= MemoryLayout<sockaddr_in>.size else { return nil }
    switch Int32(address.loadUnaligned(as: sockaddr.self).sa_family) {
    case AF_INET:
      let four = address.loadUnaligned(as: sockaddr_in.self).sin_addr
      self.init(ipv4: withUnsafeBytes(of: four) { Array($0) })
    case AF_INET6 where address.count >= MemoryLayout<sockaddr_in6>.size:
      let six = address.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      self.init(ipv6: withUnsafeBytes(of: six) { Array($0) })
    default: return nil
    }
  }

  private init(ipv6: [UInt8]) { bytes = ipv6 }
  private init(ipv4: [UInt8]) { bytes = Self.mappedPrefix + ipv4 }

  private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

  var isLoopback: Bool {
    if let four = ipv4 { return four[0] == 127 }
    return bytes == Array(repeating: 0, count: 15) + [1]
  }

  /// Whether it is a unicast address of the public internet, by IANA's registries of special addresses.
  var isPublic: Bool {
    if let four = ipv4 { return !Self.specialIPv4.contains { $0.contains(four) } }
    // What translates to an IPv4 address (RFC 6052, RFC 3056) is as public as that.
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
      return NetworkAddress(ipv4: Array(bytes[12...])).isPublic
    }
    if bytes.starts(with: [0x20, 0x02]) {
      return NetworkAddress(ipv4: Array(bytes[2..<6])).isPublic
    }
    guard bytes[0] & 0xE0 == 0x20 else { return false }
    return !Self.specialIPv6.contains { $0.contains(bytes) }
  }

  private var ipv4: [UInt8]? {
    bytes.starts(with: Self.mappedPrefix) ? Array(bytes[12...]) : nil
  }

  /// The addresses that begin with so many bits.
  private struct Block {
    let prefix: [UInt8]
    let bits: Int

    func contains(_ address: [UInt8]) -> Bool {
      (0..<bits).allSatisfy { bit in
        let mask: UInt8 = 0x80 >> UInt8(bit % 8)
        return address[bit / 8] & mask == prefix[bit / 8] & mask
      }
    }
  }

  private static let specialIPv4 = [
    Block(prefix: [0], bits: 8), Block(prefix: [10], bits: 8), Block(prefix: [100, 64], bits: 10),
    Block(prefix: [127], bits: 8), Block(prefix: [169, 254], bits: 16),
    Block(prefix: [172, 16], bits: 12), Block(prefix: [192, 0, 0], bits: 24),
    Block(prefix: [192, 0, 2], bits: 24), Block(prefix: [192, 88, 99], bits: 24),
    Block(prefix: [192, 168], bits: 16), Block(prefix: [198, 18], bits: 15),
    Block(prefix: [198, 51, 100], bits: 24), Block(prefix: [203, 0, 113], bits: 24),
    // Multicast, reserved, broadcast.
    Block(prefix: [224], bits: 3),
  ]

  private static let specialIPv6 = [
    // Protocol assignments with Teredo, documentation.
    Block(prefix: [0x20, 0x01, 0x00], bits: 23), Block(prefix: [0x20, 0x01, 0x0D, 0xB8], bits: 32),
    Block(prefix: [0x3F, 0xFF, 0x00], bits: 20),
  ]
}
