import Glibc
import StrictJSON
public import Tensors

/// Reads and writes adapters as folders of PEFT: `adapter_config.json` and `adapter_model.safetensors`.
public enum AdapterFolder {
  static let settingsName = "adapter_config.json"
  static let weightsName = "adapter_model"
  static let prefix = "base_model.model."
  static let downSuffix = ".lora_A.weight"
  static let upSuffix = ".lora_B.weight"

  /// Writes an adapter: under another name first, made durable, then put into its place.
  ///
  /// - Parameters:
  ///   - adapter: Who has the tensors, by the names of PEFT without the `base_model.model.` that they begin with there:
  ///     `model.layers.0.self_attn.q_proj.lora_A.weight`, A `[rank, in]` and B `[out, rank]`.
  ///   - tensors: Which they are.
  ///   - settings: What it is.
  ///   - elementType: How they are stored.
  ///   - path: The folder.
  ///   - isReplacing: Whether an adapter that is there may be replaced.
  /// - Throws: `ConversionError`; then an adapter that was there is still there.
  public static func write(
    _ adapter: some TensorProvider, tensors: [(name: String, shape: [Int])],
    settings: LowRankAdapter.Settings, elementType: ElementType = .float32, to path: String,
    isReplacing: Bool = false
  ) throws(ConversionError) {
    let folder = try NewFolder(for: path, isReplacing: isReplacing, mainName: settingsName)
    do throws(ConversionError) {
      try NewFile.write(
        settings.file, to: folder.path + "/" + settingsName, isReplacing: true)
      try SafetensorsWriter.write(
        PrefixedTensors(adapter, prefix: prefix),
        tensors: tensors.map { (prefix + $0.name, $0.shape) }, elementType: elementType,
        folder: folder.path, name: weightsName)
      try folder.finish(mainName: settingsName) { _ in false }
    } catch {
      folder.discard()
      throw error
    }
  }

  /// Reads an adapter; its tensors are mapped.
  ///
  /// - Parameter path: The folder.
  /// - Returns: The adapter.
  /// - Throws: `CheckpointError` for anything that PEFT would apply otherwise than we do.
  public static func read(_ path: String) throws(CheckpointError) -> LowRankAdapter {
    let folder = try ModelFolder(path)
    guard let file = try folder.file(settingsName) else {
      throw .cannotOpen(path: folder.path(of: settingsName), code: ENOENT)
    }
    let settings = try LowRankAdapter.Settings.parse(file)
    var weights = WeightFiles()
    try weights.addAdapter(from: folder)
    return try LowRankAdapter(path: path, settings: settings, weights: weights)
  }
}

/// Tensors under longer names.
private struct PrefixedTensors<Provider: TensorProvider>: TensorProvider {
  let provider: Provider
  let prefix: String

  init(_ provider: Provider, prefix: String) {
    self.provider = provider
    self.prefix = prefix
  }

  func forEachTensor(
    _ body: (String, [Int], UnsafePointer<Float>) throws -> Void
  ) throws {
    try provider.forEachTensor { try body(prefix + $0, $1, $2) }
  }
}
