import Glibc
import StrictJSON

/// The checkpoints of a run, each a folder `step-N` that is there whole or not at all.
///
/// A checkpoint is written under another name, every file synchronised, its manifest last, and then renamed; a process
/// that dies at any point leaves the ones before it as they were.
struct CheckpointStore {
  /// The folder that the checkpoints are in.
  let folder: String
  var calls = DiskCalls.system

  /// A block of memory that a checkpoint keeps, under the name of its file.
  struct Block {
    let name: String
    let memory: UnsafeMutableRawBufferPointer
  }

  /// What a checkpoint says beside its blocks.
  struct Facts: Equatable {
    var state: RunState
    var record: RunRecord
  }

  static let stateName = "state.json"
  private static let latestName = "latest"
  private static let prefix = "step-"
  private static let temporaryMark = ".tmp-"
  private static let stateLimit = 1 << 20

  /// The steps of all checkpoints, in order.
  var steps: [Int] {
    DiskPath.entries(of: folder).compactMap { name in
      name.hasPrefix(Self.prefix) ? Int(name.dropFirst(Self.prefix.count)) : nil
    }.sorted()
  }

  func path(of step: Int) -> String { DiskPath.joining(folder, Self.prefix + String(step)) }

  /// Makes the folder, keeps others out, and takes away what a process that died was writing.
  ///
  /// - Returns: What keeps others out as long as it lives.
  func open() throws(TrainingError) -> RunLock {
    try DiskPath.createFolders(folder)
    let lock = try RunLock(folder)
    removeTemporaries()
    return lock
  }

  private func removeTemporaries() {
    for name in DiskPath.entries(of: folder) where name.contains(Self.temporaryMark) {
      DiskPath.removeFolder(DiskPath.joining(folder, name))
    }
  }

  /// Writes a checkpoint, and reads it again to see that it is there.
  func save(_ facts: Facts, blocks: [Block]) throws(TrainingError) {
    let target = path(of: facts.state.step)
    let mark = Self.temporaryMark + String(getpid(), radix: 36)
    let temporary = target + mark
    DiskPath.removeFolder(temporary)
    do throws(TrainingError) {
      guard mkdir(temporary, 0o755) == 0 else {
        throw .fileAccess(path: temporary, errorNumber: errno)
      }
      try write(facts, blocks, to: temporary)
      try install(temporary, as: target, mark: mark)
    } catch {
      DiskPath.removeFolder(temporary)
      throw error
    }
    try verify(step: facts.state.step)
    let name = Self.prefix + String(facts.state.step) + "\n"
    try DurableFile.replace(
      DiskPath.joining(folder, Self.latestName), with: Array(name.utf8), calls: calls)
  }

  private func write(
    _ facts: Facts, _ blocks: [Block], to temporary: String
  ) throws(TrainingError) {
    var files: [(name: String, digest: DurableFile.Digest)] = []
    for block in blocks {
      let path = DiskPath.joining(temporary, block.name)
      let digest = try DurableFile.write(path, calls: calls) { file throws(TrainingError) in
        try Self.forEachPiece(of: block.memory) { piece throws(TrainingError) in
          try file.append(piece)
        }
      }
      files.append((block.name, digest))
    }
    let document: JSONValue = ["state": facts.state.json, "run": facts.record.json]
    let state = JSONWriter.write(document, pretty: true)
    let statePath = DiskPath.joining(temporary, Self.stateName)
    let digest = try DurableFile.write(statePath, calls: calls) { file throws(TrainingError) in
      try file.append(state)
    }
    files.append((Self.stateName, digest))
    let manifest = CheckpointManifest(files: files).bytes
    let manifestPath = DiskPath.joining(temporary, CheckpointManifest.name)
    _ = try DurableFile.write(manifestPath, calls: calls) { file throws(TrainingError) in
      try file.append(manifest)
    }
    try DurableFile.synchronizeFolder(temporary, calls: calls)
  }

  private func install(
    _ temporary: String, as target: String, mark: String
  ) throws(TrainingError) {
    let former = target + mark + "-former"
    if DiskPath.exists(target) {
      DiskPath.removeFolder(former)
      let failure = calls.rename(target, former)
      guard failure == 0 else { throw .fileAccess(path: target, errorNumber: failure) }
    }
    let failure = calls.rename(temporary, target)
    guard failure == 0 else { throw .fileAccess(path: target, errorNumber: failure) }
    try DurableFile.synchronizeFolder(folder, calls: calls)
    DiskPath.removeFolder(former)
  }

  /// Reads all files of a checkpoint and compares them with its manifest.
  func verify(step: Int) throws(TrainingError) {
    _ = try files(of: step)
  }

  /// A checkpoint's files, checked.
  private func files(of step: Int) throws(TrainingError) -> [String: MappedFile] {
    let folder = path(of: step)
    let manifestPath = DiskPath.joining(folder, CheckpointManifest.name)
    guard let bytes = try DiskPath.contents(of: manifestPath, limit: Self.stateLimit),
      let manifest = CheckpointManifest(bytes)
    else { throw .run(.damaged(path: folder)) }
    var files: [String: MappedFile] = [:]
    for (name, digest) in manifest.files {
      let path = DiskPath.joining(folder, name)
      guard DiskPath.exists(path) else { throw .run(.damaged(path: path)) }
      let file = try MappedFile(path)
      guard file.byteCount == digest.byteCount, file.checksum == digest.checksum else {
        throw .run(.damaged(path: path))
      }
      files[name] = file
    }
    return files
  }

  /// What a checkpoint says, without reading its blocks.
  func facts(of step: Int) throws(TrainingError) -> Facts {
    let path = DiskPath.joining(path(of: step), Self.stateName)
    guard let bytes = try DiskPath.contents(of: path, limit: Self.stateLimit),
      let root = try? JSONParser.parse(bytes), let state = root["state"].flatMap(RunState.init),
      let record = root["run"].flatMap(RunRecord.init), state.step == step
    else { throw .run(.damaged(path: path)) }
    return Facts(state: state, record: record)
  }

  /// Reads a checkpoint into memory; where it is damaged the memory is as it was.
  func load(step: Int, into blocks: [Block]) throws(TrainingError) -> Facts {
    let files = try files(of: step)
    for block in blocks where files[block.name]?.byteCount != block.memory.count {
      throw .run(.damaged(path: DiskPath.joining(path(of: step), block.name)))
    }
    let facts = try facts(of: step)
    for block in blocks {
      files[block.name]?.withBytes { block.memory.copyMemory(from: $0) }
    }
    return facts
  }

  /// Deletes all checkpoints up to `last` but the newest `count` of them and `best`; later ones are damaged and count for
  /// nothing.
  func prune(keeping count: Int, best: Int?, through last: Int) {
    for step in steps.filter({ $0 <= last }).dropLast(max(1, count)) where step != best {
      // Renamed first: what is half deleted must not look like a checkpoint.
      let doomed = path(of: step) + Self.temporaryMark + "pruned"
      if calls.rename(path(of: step), doomed) == 0 { DiskPath.removeFolder(doomed) }
    }
  }

  /// Pieces that a call may be interrupted between.
  private static func forEachPiece(
    of memory: UnsafeMutableRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) throws(TrainingError) -> Void
  ) throws(TrainingError) {
    let size = 1 << 22
    for start in stride(from: 0, to: memory.count, by: size) {
      try body(UnsafeRawBufferPointer(rebasing: memory[start..<min(start + size, memory.count)]))
    }
  }
}
