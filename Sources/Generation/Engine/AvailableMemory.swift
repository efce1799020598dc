import Glibc

/// Memory that this process may still take before the system kills something to make room.
public enum AvailableMemory {
  /// The bytes that the machine and the process's control group leave; nil where the system does not say.
  public static func bytes() -> Int? {
    var least = machine(text(of: "/proc/meminfo") ?? "")
    for folder in controlGroups(text(of: "/proc/self/cgroup") ?? "") {
      let room = controlGroup(
        limit: text(of: folder.path + folder.limitFile),
        usage: text(of: folder.path + folder.usageFile),
        statistics: text(of: folder.path + "memory.stat"))
      if let room { least = min(least ?? room, room) }
    }
    return least
  }

  /// What `/proc/meminfo` calls available: free, or a cache that can be dropped.
  static func machine(_ information: String) -> Int? {
    value(of: "MemAvailable:", in: information).map { $0 << 10 }
  }

  /// A folder of a control group and the names that its version has for the limit and the usage.
  struct ControlGroup: Equatable {
    let path: String
    let limitFile: String
    let usageFile: String
  }

  /// The groups that `/proc/self/cgroup` names, with all that surround them: each limits what is inside.
  static func controlGroups(_ membership: String) -> [ControlGroup] {
    membership.split(separator: "\n").flatMap { line -> [ControlGroup] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      if fields[0] == "0", fields[1].isEmpty {
        return folders(from: "/sys/fs/cgroup", to: fields[2]).map {
          ControlGroup(path: $0, limitFile: "memory.max", usageFile: "memory.current")
        }
      }
      guard fields[1].split(separator: ",").contains("memory") else { return [] }
      return folders(from: "/sys/fs/cgroup/memory", to: fields[2]).map {
        ControlGroup(
          path: $0, limitFile: "memory.limit_in_bytes", usageFile: "memory.usage_in_bytes")
      }
    }
  }

  /// What a group leaves: its limit less its usage, the cache of files aside; nil where it has no limit.
  static func controlGroup(limit: String?, usage: String?, statistics: String?) -> Int? {
    guard let limit = limit.flatMap(number), let usage = usage.flatMap(number) else { return nil }
    let droppable = statistics.flatMap { text in
      value(of: "total_inactive_file", in: text) ?? value(of: "inactive_file", in: text)
    }
    return max(0, limit - max(0, usage - (droppable ?? 0)))
  }

  private static func folders(from root: String, to group: Substring) -> [String] {
    var path = root + "/"
    var all = [path]
    for name in group.split(separator: "/") {
      path += name + "/"
      all.append(path)
    }
    return all
  }

  private static func value(of name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 2, words[0] == name { return number(words[1]) }
    }
    return nil
  }

  /// A number of bytes small enough to be added to; `max` and what stands for it are none.
  private static func number(_ text: some StringProtocol) -> Int? {
    let digits = text.split(separator: "\n").first ?? ""
    return Int(digits).flatMap { (0..<1 << 52).contains($0) ? $0 : nil }
  }

  /// A small file of the system's, which has no length to go by.
  private static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
