import Testing

@testable import Generation

@Suite("Available memory")
struct AvailableMemoryTests {
  @Test("is what the machine calls available")
  func machine() {
    let text = "MemTotal:       24682416 kB\nMemFree:  17 kB\nMemAvailable:   23196592 kB\n"
    #expect(AvailableMemory.machine(text) == 23_196_592 * 1024)
    #expect(AvailableMemory.machine("MemAvailable: many kB") == nil)
    #expect(AvailableMemory.machine("MemAvailable: 99999999999999999999 kB") == nil)
    #expect(AvailableMemory.machine("") == nil)
  }

  @Test(
    "is at most what a control group leaves, the cache of files aside",
    arguments: [
      ("1000\n", "600\n", "anon 1\ninactive_file 100\n", 500),
      ("1000\n", "600\n", "inactive_file 100\ntotal_inactive_file 300\n", 700),
      ("1000", "1200", "", 0),
      ("max\n", "600\n", "inactive_file 100\n", nil),
      ("9223372036854771712\n", "600\n", "", nil),
      ("", "600", "", nil),
    ] as [(String, String, String, Int?)])
  func controlGroup(limit: String, usage: String, statistics: String, room: Int?) {
    #expect(
      AvailableMemory.controlGroup(limit: limit, usage: usage, statistics: statistics) == room)
    #expect(AvailableMemory.controlGroup(limit: nil, usage: usage, statistics: nil) == nil)
  }

  @Test("heeds the groups around a group, in both versions")
  func controlGroups() {
    let groups = AvailableMemory.controlGroups("9:name=systemd:/\n4:cpu,memory:/a/b\n0::/c\nodd")
    #expect(
      groups.map { $0.path + $0.limitFile } == [
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        "/sys/fs/cgroup/memory/a/memory.limit_in_bytes",
        "/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes",
        "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/c/memory.max",
      ])
  }

  @Test("is known here")
  func here() throws {
    #expect(try #require(AvailableMemory.bytes()) > 0)
  }
}
