import Glibc
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct `An atomic file` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [0, 1, 5_000_000]) func `holds exactly what was written`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(bytes, to: folder["file"])
    #expect(try fileBytes(folder["file"]) == bytes)
    #expect(try folder.names() == ["file"])
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o755] as [mode_t])
  func `keeps the mode of the file it replaces`(mode: mode_t) throws {
    try folder.write("old", to: "file")
    chmod(folder["file"], mode)
    try AtomicFile.write(Array("new".utf8), to: folder["file"], mode: 0o666)
    #expect(folder.mode(of: "file") == mode)
    #expect(try fileBytes(folder["file"]) == Array("new".utf8))
  }

  @Test func `is private where a new one should be`() throws {
    try AtomicFile.write([], to: folder["key"], mode: 0o600)
    #expect(folder.mode(of: "key") == 0o600)
  }

  @Test(arguments: ["absolute", "relative", "chain", "dangling"])
  func `replaces a link's target and leaves the link`(kind: String) throws {
    folder.makeFolder("deep/folder")
    if kind != "dangling" { try folder.write("old", to: "deep/folder/target") }
    switch kind {
    case "absolute": symlink(folder["deep/folder/target"], folder["link"])
    case "chain":
      symlink("folder/target", folder["deep/middle"])
      symlink("deep/middle", folder["link"])
    default: symlink("deep/folder/target", folder["link"])
    }
    try AtomicFile.write(Array("new".utf8), to: folder["link"])
    #expect(try fileBytes(folder["deep/folder/target"]) == Array("new".utf8))
    var status = stat()
    #expect(lstat(folder["link"], &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    #expect(try folder.names() == ["deep", "link"])
  }

  @Test func `refuses links that go round in a circle`() throws {
    symlink("two", folder["one"])
    symlink("one", folder["two"])
    #expect(
      throws: StorageError.failed(.resolve, path: folder["one"], errno: ELOOP)
    ) { try AtomicFile.write([], to: folder["one"]) }
  }

  @Test func `ignores what an earlier run left behind`() throws {
    try folder.write("half", to: ".file.abc.tmp")
    try AtomicFile.write(Array("new".utf8), to: folder["file"])
    #expect(try fileBytes(folder["file"]) == Array("new".utf8))
    #expect(try folder.names() == [".file.abc.tmp", "file"])
  }

  @Test(arguments: ["folder", "pipe"]) func `takes the place of regular files only`(
    kind: String
  ) throws {
    if kind == "folder" {
      folder.makeFolder("file")
    } else {
      mkfifo(folder["file"], 0o644)
    }
    #expect(throws: StorageError.notRegularFile(path: folder["file"])) {
      try AtomicFile.write([1], to: folder["file"])
    }
    #expect(try folder.names() == ["file"])
  }

  @Test func `needs its folder`() throws {
    let error = #expect(throws: StorageError.self) {
      try AtomicFile.write([1], to: folder["missing/file"])
    }
    guard case .failed(.create, _, ENOENT)? = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `stays as it was in a folder that cannot be written`() throws {
    try folder.write("old", to: "file")
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    let error = #expect(throws: StorageError.self) {
      try AtomicFile.write([1], to: folder["file"])
    }
    guard case .failed(.create, _, EACCES)? = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(try fileBytes(folder["file"]) == Array("old".utf8))
  }

  @Test func `refuses a system's own folder that no one can write, root included`() {
    #expect(throws: StorageError.self) { try AtomicFile.write([1], to: "/proc/metaaligner-test") }
  }

  /// Calls of which the first few fail or do only a part.
  private func calls(
    shortWrites: Bool = false, failedWrite: Int32? = nil, interruptions: Int = 0,
    failedSynchronizations: Int = 0, failedRename: Int32? = nil
  ) -> FileCalls {
    let interruptionsLeft = Mutex(interruptions)
    let failuresLeft = Mutex(failedSynchronizations)
    var calls = FileCalls.system
    calls.write = { descriptor, bytes in
      let isInterrupted = interruptionsLeft.withLock { left in
        left -= 1
        return left >= 0
      }
      if isInterrupted {
        errno = EINTR
        return -1
      }
      if let failedWrite, bytes.count <= 5 {
        errno = failedWrite
        return -1
      }
      let part =
        shortWrites || failedWrite != nil ? UnsafeRawBufferPointer(rebasing: bytes[..<1]) : bytes
      return FileCalls.system.write(descriptor, part)
    }
    calls.synchronize = { descriptor in
      let fails = failuresLeft.withLock { left in
        left -= 1
        return left >= 0
      }
      if fails {
        errno = EIO
        return -1
      }
      return FileCalls.system.synchronize(descriptor)
    }
    if let failedRename {
      calls.rename = { _, _ in
        errno = failedRename
        return -1
      }
    }
    return calls
  }

  @Test func `is whole after short and interrupted writes`() throws {
    try AtomicFile.write(
      Array("content".utf8), to: folder["file"], calls: calls(shortWrites: true, interruptions: 3))
    #expect(try fileBytes(folder["file"]) == Array("content".utf8))
  }

  @Test func `is written anew after one failed synchronisation`() throws {
    try AtomicFile.write(
      Array("content".utf8), to: folder["file"], calls: calls(failedSynchronizations: 1))
    #expect(try fileBytes(folder["file"]) == Array("content".utf8))
    #expect(try folder.names() == ["file"])
  }

  @Test(arguments: ["write", "synchronize", "rename"])
  func `stays as it was when a step fails, and leaves nothing behind`(step: String) throws {
    try folder.write("old", to: "file")
    let failing =
      switch step {
      case "write": calls(failedWrite: ENOSPC)
      case "synchronize": calls(failedSynchronizations: 2)
      default: calls(failedRename: EXDEV)
      }
    let error = #expect(throws: StorageError.self) {
      try AtomicFile.write(Array("content".utf8), to: folder["file"], calls: failing)
    }
    guard case .failed(let operation, _, let reason)? = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(operation.rawValue == step)
    #expect([ENOSPC, EIO, EXDEV].contains(reason))
    #expect(try fileBytes(folder["file"]) == Array("old".utf8))
    #expect(try folder.names() == ["file"])
  }

  @Test func `replaces what it knows, and knows what it wrote`() throws {
    var stamp = try AtomicFile.write(Array("one".utf8), to: folder["file"], over: nil)
    stamp = try AtomicFile.write(Array("two".utf8), to: folder["file"], over: stamp)
    #expect(stamp == FileStamp(path: folder["file"]))
    #expect(throws: StorageError.changed(path: folder["file"])) {
      _ = try AtomicFile.write(Array("three".utf8), to: folder["file"], over: nil)
    }
    #expect(try fileBytes(folder["file"]) == Array("two".utf8))
  }

  @Test func `does not replace what another program writes while it writes`() throws {
    try folder.write("old", to: "file")
    let known = FileStamp(path: folder["file"])
    var slow = FileCalls.system
    slow.synchronize = { [path = folder["file"]] descriptor in
      let other = open(path, O_WRONLY | O_TRUNC)
      _ = Glibc.write(other, "other", 5)
      close(other)
      return FileCalls.system.synchronize(descriptor)
    }
    #expect(throws: StorageError.changed(path: folder["file"])) {
      _ = try AtomicFile.write(Array("new".utf8), to: folder["file"], over: known, calls: slow)
    }
    #expect(try fileBytes(folder["file"]) == Array("other".utf8))
    #expect(try folder.names() == ["file"])
  }

  @Test func `takes its own file for no other's when the folder is synchronised at the second try`()
    throws
  {
    try folder.write("old", to: "file")
    let count = Mutex(0)
    var failing = FileCalls.system
    failing.synchronize = { descriptor in
      // The file's, then the folder's.
      let isFolder = count.withLock { count in
        count += 1
        return count == 2
      }
      guard isFolder else { return FileCalls.system.synchronize(descriptor) }
      errno = EIO
      return -1
    }
    let known = FileStamp(path: folder["file"])
    let stamp = try AtomicFile.write(
      Array("new".utf8), to: folder["file"], over: known, calls: failing)
    #expect(try fileBytes(folder["file"]) == Array("new".utf8))
    #expect(stamp == FileStamp(path: folder["file"]))
  }
}
