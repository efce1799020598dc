internal import CKernels

/// Why a level of kernels cannot be used.
public enum KernelLevelError: Error, Sendable, Equatable {
  /// No level has this name.
  case unknown(String)
  /// The processor or the system lacks the level's instructions.
  case unsupported(String)
  /// Arithmetic has begun at another level.
  case alreadyChosen(String, instead: String)
}

extension Kernels {
  /// The environment variable that names the best level to use.
  public static let environmentVariable = "METAALIGNER_KERNELS"

  /// The levels' names, whether or not this machine has them, from the plainest to the best.
  public static let levelNames = (ck_level_scalar.rawValue...ck_level_avx512bf16.rawValue).map {
    String(cString: ck_level_name(ck_level(rawValue: $0)))
  }

  /// Makes `chosen` the level called `name`; before its first use.
  public static func force(_ name: String) throws(KernelLevelError) {
    let level = try checked(name)
    guard ck_kernels_force(level) != 0 else {
      throw .alreadyChosen(name, instead: chosen.name)
    }
  }

  /// Checks that this machine can use the level called `name`; what the environment names is otherwise only a bound.
  public static func check(_ name: String) throws(KernelLevelError) { _ = try checked(name) }

  private static func checked(_ name: String) throws(KernelLevelError) -> ck_level {
    var level = ck_level_scalar
    guard ck_level_named(name, &level) != 0 else { throw .unknown(name) }
    guard ck_supports(level) != 0 else { throw .unsupported(name) }
    return level
  }
}
