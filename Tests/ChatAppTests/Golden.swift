import Glibc
import TestSupport

/// Screens kept as files; `METAALIGNER_RECORD=1` writes them anew, to be looked at before they are committed.
enum Golden {
  static func screen(_ name: String, recording screen: String) throws -> String {
    let path = folder + name + ".screen"
    if getenv("METAALIGNER_RECORD") != nil {
      if let file = fopen(path, "w") {
        fputs(screen + "\n", file)
        fclose(file)
      }
    }
    return try String(String(decoding: fileBytes(path), as: UTF8.self).dropLast())
  }

  private static var folder: String {
    SharedFolder.packageRoot + "/Tests/ChatAppTests/Fixtures/"
  }
}
