import ArgumentParser
import Tensors

/// Which instructions the core uses.
struct KernelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The best level of instructions to use: \(Kernels.levelNames.joined(separator: ", ")). \
      (default: \(Kernels.environmentVariable), else the best that there is)
      """, valueName: "level"))
  var kernels: String?

  func validate() throws {
    guard let kernels else { return }
    do {
      try Kernels.check(kernels)
    } catch {
      throw ValidationError("--kernels: \(ErrorReporter.explain(error).message).")
    }
  }

  /// Chooses the kernels; nothing may have been computed before.
  func choose() throws(KernelLevelError) {
    if let kernels { try Kernels.force(kernels) }
  }
}

/// Whether PyTorch's archives are read.
struct PickleOption: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Reads PyTorch's .bin files, by an interpreter that runs nothing of theirs.")
  var pickle = true
}
