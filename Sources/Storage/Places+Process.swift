import Glibc

extension Places {
  /// The places of this process.
  ///
  /// - Parameter flags: Paths given on the command line.
  /// - Returns: The places.
  public static func current(flags: Flags = Flags()) -> Places {
    Places(
      environment: processEnvironment(), home: homeFromUserDatabase(),
      executablePath: try? FilePath.resolvingLinks("/proc/self/exe"), flags: flags)
  }

  private static func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(text[..<equals])
        // The first of two entries with one name is what getenv finds.
        if variables[name] == nil {
          variables[name] = String(text[text.utf8.index(after: equals)...])
        }
      }
      next = next.successor()
    }
    return variables
  }

  private static func homeFromUserDatabase() -> String? {
    var record = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 14)
    return buffer.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        getpwuid_r(getuid(), &record, base, buffer.count, &found) == 0, found != nil,
        let home = record.pw_dir
      else { return nil }
      return String(cString: home)
    }
  }
}
