import Tensors

extension ErrorReporter {
  static func explain(_ error: KernelLevelError) -> Explanation {
    let names = Kernels.levelNames.joined(separator: ", ")
    return switch error {
    case .unknown(let name):
      Explanation(
        message: "there is no level of instructions '\(name)'", hint: "Levels are \(names).",
        exitCode: 2)
    case .unsupported(let name):
      Explanation(
        message: "this machine does not have the instructions of level '\(name)'",
        hint: "Leave it out and the best level is taken that there is.", exitCode: 2)
    case .alreadyChosen(let name, let chosen):
      Explanation(
        message: "level '\(name)' comes too late: '\(chosen)' is in use", exitCode: 1)
    }
  }
}
