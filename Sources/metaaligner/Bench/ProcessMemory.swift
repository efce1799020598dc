import Glibc

/// What this process takes of the machine's memory.
enum ProcessMemory {
  /// The most that was resident at one time, mapped files included; nil where the system does not say.
  static var peakByteCount: Int? {
    var usage = rusage()
    guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else {
      return nil
    }
    // Linux counts kibibytes.
    return usage.ru_maxrss << 10
  }
}
