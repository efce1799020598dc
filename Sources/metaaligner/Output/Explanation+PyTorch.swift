import Checkpoints

extension ErrorReporter {
  static func explain(_ fault: PyTorchFault, in file: String) -> Explanation {
    Explanation(message: "\(file) is not a PyTorch archive of tensors: \(fault)", exitCode: 2)
  }
}
