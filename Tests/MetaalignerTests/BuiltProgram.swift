import Foundation
import TestSupport

/// The release program that `make test` has built; tests of it are skipped where `METAALIGNER_PROGRAM` names none.
enum BuiltProgram {
  static let path: String? = ProcessInfo.processInfo.environment["METAALIGNER_PROGRAM"]
  static var isPresent: Bool { path != nil }

  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  struct NotBuilt: Error {}

  /// Runs it to its end, without a terminal.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - input: Its standard input.
  ///   - environment: Added to a small, known environment.
  /// - Returns: What it wrote, and its exit status.
  /// - Throws: `NotBuilt`, or what keeps it from being started.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    guard let path else { throw NotBuilt() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = baseEnvironment.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: SharedFolder.packageRoot)
    // Files, because two pipes of which one is full would wait for each other.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["input", "output", "errors"].map { folder.appendingPathComponent($0) }
    try Data(input.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Result(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// No user's catalog or model must decide what a test sees.
  static let baseEnvironment = [
    "HOME": "/dev/null/home", "METAALIGNER_HISTORY": "false", "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8", "TERM": "xterm-256color",
  ]
}
