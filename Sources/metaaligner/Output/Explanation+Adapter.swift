import Checkpoints

extension ErrorReporter {
  static func explain(_ fault: AdapterFault, in path: String) -> Explanation {
    switch fault {
    case .unknownTensor(let name):
      Explanation(
        message: "\(path): the adapter has the tensor \(name), which is no factor of a matrix",
        hint: "Only LoRA of matrices can be merged: lora_A and lora_B, without biases.",
        exitCode: 2)
    case .incomplete(let module):
      Explanation(
        message: "\(path): the adapter has only one of the two factors of \(module)", exitCode: 2)
    case .empty: Explanation(message: "\(path): the adapter changes nothing", exitCode: 2)
    case .unknownModule(let module):
      Explanation(
        message: "\(path): the adapter changes \(module), which the model does not have",
        hint: "The adapter belongs to another model.", exitCode: 2)
    case .quantizedBase(let module, let type):
      Explanation(
        message: "\(module) is stored as \(type), to which no adapter can be added",
        hint: "Take the model as safetensors, or as a GGUF file of f32, f16 or bf16.", exitCode: 2)
    case .tooLarge(let module):
      Explanation(
        message: "\(path): the change of \(module) is too large for the type of the weights",
        exitCode: 2)
    }
  }
}
