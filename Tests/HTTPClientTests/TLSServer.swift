import Glibc
import TestSupport

/// A server with a certificate that it signed itself for `localhost`: the command `openssl s_server`, which serves
/// files that hold whole responses.
final class TLSServer {
  static let program = "/usr/bin/openssl"
  static var isPresent: Bool { access(program, X_OK) == 0 }

  let port: Int
  private let folder: String
  private var process: pid_t = 0

  /// The certificate's file.
  var certificateFile: String { folder + "/certificate.pem" }

  /// Starts the server.
  ///
  /// - Parameter responses: Whole responses by the names they are asked for.
  /// - Throws: Where the command does not run.
  init(responses: [String: String]) throws {
    var template = Array("/tmp/metaaligner-tls-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw LoopbackError("/tmp") }
    folder = String(cString: made)
    port = try LoopbackServer.unusedPort()
    try Tool.run(
      Self.program,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", folder + "/key.pem", "-out", certificateFile,
      ])
    for (name, response) in responses {
      guard let file = fopen(folder + "/" + name, "w") else { throw LoopbackError(name) }
      fputs(response, file)
      fclose(file)
    }
    try start()
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    _ = try? Tool.run("/bin/rm", ["-r", folder])
  }

  private func start() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw LoopbackError("a pipe") }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let command =
      "cd '\(folder)' && exec '\(Self.program)' s_server -accept 127.0.0.1:\(port)"
      + " -cert certificate.pem -key key.pem -HTTP"
    let arguments = ["/bin/sh", "-c", command]
    let words = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    let status = posix_spawn(&process, "/bin/sh", &actions, nil, words + [nil], environ)
    close(ends[1])
    guard status == 0 else { throw LoopbackError(Self.program) }
    // It says ACCEPT when it listens.
    var output: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while !String(decoding: output, as: UTF8.self).contains("ACCEPT") {
      let count = read(ends[0], &bytes, bytes.count)
      guard count > 0 else { throw LoopbackError(Self.program) }
      output += bytes[..<count]
    }
  }
}
