import Checkpoints
import Glibc
import Testing

@Suite("What tells one state of a model's files from another")
struct ModelRevisionTests {
  private let folder: String

  init() throws {
    var template = Array("/tmp/metaaligner-revision-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    try write("config.json", "{}", at: 100)
    try write("model.safetensors", "weights", at: 100)
  }

  private func clean() {
    for name in ["config.json", "model.safetensors", "notes.txt", "tokenizer.model"] {
      unlink(folder + "/" + name)
    }
    rmdir(folder)
  }

  /// Writes a file as if at this second.
  private func write(_ name: String, _ text: String, at second: Int) throws {
    let path = folder + "/" + name
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    let time = timespec(tv_sec: second, tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
  }

  private var revision: String? { ModelRevision.current(of: [folder]) }

  @Test("Looked at twice it is the same, and so it is where something else lies beside the model")
  func stays() throws {
    defer { clean() }
    let before = try #require(revision)
    #expect(before.count == 16)
    try write("notes.txt", "trained on Monday", at: 200)
    #expect(revision == before)
  }

  @Test(
    "Weights written anew, a configuration of another size and a new file are each another state",
    arguments: [
      ("model.safetensors", "weights", 101), ("model.safetensors", "Weights!", 100),
      ("config.json", "{ }", 100), ("tokenizer.model", "", 100),
    ])
  func changes(name: String, text: String, second: Int) throws {
    defer { clean() }
    let before = try #require(revision)
    try write(name, text, at: second)
    #expect(revision != before)
  }

  @Test("An adapter is part of it, and what is not there has none")
  func adapters() throws {
    defer { clean() }
    let file = folder + "/model.safetensors"
    #expect(ModelRevision.current(of: [file]) != ModelRevision.current(of: [file, folder]))
    #expect(ModelRevision.current(of: [folder + "/absent"]) == nil)
  }
}
