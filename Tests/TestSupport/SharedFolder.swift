import Glibc

/// The folder of reference values that may stand beside the checkout; tests that need it are skipped where it is not.
public enum SharedFolder {
  /// Its path, from `METAALIGNER_SHARED` or `../shared` beside the checkout, or nil where there is none.
  public static let path: String? = {
    if let named = getenv("METAALIGNER_SHARED") { return String(cString: named) }
    let beside = packageRoot + "/../shared"
    return access(beside + "/reference", R_OK) == 0 ? beside : nil
  }()

  /// The root of the checkout.
  public static let packageRoot: String = {
    // Tests/TestSupport/SharedFolder.swift → three components up.
    let components = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return components.dropLast(3).joined(separator: "/")
  }()

  /// Whether `path` is there, for `.enabled(if:)`.
  public static var isPresent: Bool { path != nil }
}
