import Glibc
import Tensors
import TestSupport
import Testing
import Tokenization

@testable import Checkpoints

@Suite("Adapters")
struct AdapterFolderTests {
  private static let workers = WorkerPool(threadCount: 2)

  /// A folder with the small model in `model` and the small adapter in `adapter`.
  private final class Files {
    let folder = TemporaryFolder()
    var model: String { folder.path + "/model" }
    var adapter: String { folder.path + "/adapter" }

    init(_ seed: AdapterSeed = AdapterSeed(), type: ElementType = .float32) throws {
      try WritingSeed().write(as: type, to: model)
      try seed.write(to: adapter)
    }

    deinit {
      for name in [
        "config.json", "generation_config.json", "metaaligner.json", "model.safetensors",
        "tokenizer.model", "tokenizer_config.json",
      ] { unlink(model + "/" + name) }
      for name in ["adapter_config.json", "adapter_model.safetensors"] {
        unlink(adapter + "/" + name)
      }
      rmdir(model)
      rmdir(adapter)
    }

    func merged() throws(CheckpointError) -> Checkpoint {
      try Checkpoint.open(model, adapter: adapter, workers: workers)
    }
  }

  /// W + scale · B A, row-major, in doubles.
  private static func sum(_ weight: [Float], _ seed: AdapterSeed, module: Int) -> [Float] {
    let (down, up) = (seed.tensors[2 * module], seed.tensors[2 * module + 1])
    let (rank, width) = (down.shape[0], down.shape[1])
    return weight.indices.map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      let change = (0..<rank).reduce(0.0) {
        $0 + Double(up.values[row * rank + $1]) * Double(down.values[$1 * width + column])
      }
      return Float(Double(weight[index]) + 2 * change)
    }
  }

  @Test("are read as they were written", arguments: [ElementType.float32, .bfloat16])
  func roundTrip(type: ElementType) throws {
    let files = try Files()
    let seed = AdapterSeed()
    #expect(throws: ConversionError.exists(path: files.adapter)) {
      try seed.write(to: files.adapter)
    }
    try seed.write(as: type, to: files.adapter, isReplacing: true)
    let adapter = try AdapterFolder.read(files.adapter)
    #expect(adapter.settings == seed.settings)
    #expect(adapter.settings.scale == 2)
    #expect(adapter.changes.map(\.module) == AdapterSeed.modules)
    for (index, change) in adapter.changes.enumerated() {
      #expect(change.down.elementType == type)
      #expect(change.down.widened() == seed.tensors[2 * index].values)
      #expect(change.up.widened() == seed.tensors[2 * index + 1].values)
    }
  }

  @Test("add their product to the matrices that they name, and to no others")
  func merging() throws {
    let files = try Files()
    let base = try Checkpoint.open(files.model)
    let merged = try files.merged()
    #expect(try merged.checkTensors().isEmpty)
    for (name, shape) in base.configuration.tensors {
      let before = try base.tensor(name, shape: shape).widened()
      let after = try merged.tensor(name, shape: shape).widened()
      guard let module = AdapterSeed.modules.firstIndex(where: { $0 + ".weight" == name }) else {
        #expect(after == before, "\(name)")
        continue
      }
      let expected = Self.sum(before, AdapterSeed(), module: module)
      #expect(zip(after, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(name)")
      #expect(after != before)
    }
  }

  @Test("are added to GGUF files of numbers too, whose rows stand in another order")
  func gguf() throws {
    let files = try Files()
    let base = try Checkpoint.open(files.model)
    let path = files.folder.path + "/model.gguf"
    let conversion = try Conversion(
      base, vocabulary: TokenizerLoader.vocabulary(base.tokenizerSource), format: .float32)
    try conversion.write(to: path, isReplacing: false, workers: Self.workers) { _, _ in true }
    let merged = try files.merged()
    let other = try Checkpoint.open(path, adapter: files.adapter, workers: Self.workers)
    let again = try Conversion(
      merged, vocabulary: TokenizerLoader.vocabulary(base.tokenizerSource), format: .float32)
    let second = files.folder.path + "/merged.gguf"
    try again.write(to: second, isReplacing: false, workers: Self.workers) { _, _ in true }
    let converted = try Checkpoint.open(second)
    for (name, shape) in base.configuration.tensors {
      #expect(
        try other.tensor(name, shape: shape).widened()
          == converted.tensor(name, shape: shape).widened(), "\(name)")
    }
  }

  @Test("are refused where the matrices are stored in blocks")
  func quantised() throws {
    let files = try Files()
    let base = try Checkpoint.open(files.model)
    let path = files.folder.path + "/model.gguf"
    let conversion = try Conversion(
      base, vocabulary: TokenizerLoader.vocabulary(base.tokenizerSource), format: .q8_0)
    try conversion.write(to: path, isReplacing: false, workers: Self.workers) { _, _ in true }
    #expect(
      throws: CheckpointError.adapter(
        path: files.adapter, .quantizedBase(module: AdapterSeed.modules[0], type: "Q8_0"))
    ) { try Checkpoint.open(path, adapter: files.adapter, workers: Self.workers) }
  }

  /// What is wrong with an adapter, and what is said about it.
  enum Fault: CaseIterable {
    case otherRank, halfOfOne, unknownName, unknownModule, otherWidth, otherHeight, tooLarge
  }

  @Test("that do not fit are refused", arguments: Fault.allCases)
  func faults(fault: Fault) throws {
    var seed = AdapterSeed()
    let module = AdapterSeed.modules[0]
    let expected: (String) -> CheckpointError?
    switch fault {
    case .otherRank:
      seed.settings.rank = 4
      expected = { _ in nil }
    case .halfOfOne:
      seed.tensors.remove(at: 1)
      expected = { .adapter(path: $0, .incomplete(module: module)) }
    case .unknownName:
      seed.tensors[1].name = module + ".lora_magnitude_vector.weight"
      expected = {
        .adapter(path: $0, .unknownTensor("base_model.model." + seed.tensors[1].name))
      }
    case .unknownModule:
      for index in 0..<2 {
        seed.tensors[index].name = seed.tensors[index].name.replacing("0", with: "7")
      }
      expected = {
        .adapter(path: $0, .unknownModule("model.layers.7.self_attn.q_proj"))
      }
    case .otherWidth:
      seed.tensors[0].shape = [3, 16]
      expected = {
        .wrongShape(
          file: $0, tensor: module + ".lora_A.weight", expected: [3, 32], found: [3, 16])
      }
    case .otherHeight:
      seed.tensors[1].shape = [16, 3]
      expected = {
        .wrongShape(
          file: $0, tensor: module + ".lora_B.weight", expected: [32, 3], found: [16, 3])
      }
    case .tooLarge:
      seed.settings.alpha = 1e6
      seed.tensors[1].values = seed.tensors[1].values.map { 16 * $0 }
      expected = { .adapter(path: $0, .tooLarge(module: module)) }
    }
    let files = try Files(seed, type: fault == .tooLarge ? .float16 : .float32)
    #expect {
      try files.merged()
    } throws: { error in
      guard let wanted = expected(files.adapter) else {
        guard
          case .wrongShape(_, _, expected: [4, 32], found: [3, 32])? = error as? CheckpointError
        else { return false }
        return true
      }
      return error as? CheckpointError == wanted
    }
  }

  @Test(
    "that mean more than a product are refused",
    arguments: [
      #""peft_type": "IA3""#, #""use_dora": true"#, #""bias": "lora_only""#, #""r": 0"#,
      #""fan_in_fan_out": true"#, #""rank_pattern": {"q_proj": 8}"#, #""lora_bias": true"#,
      #""alpha_pattern": {"q_proj": 8}"#, #""modules_to_save": ["lm_head"]"#,
      #""init_lora_weights": "pissa""#, #""trainable_token_indices": [1]"#, #""r": 2.5"#,
      #""lora_alpha": "8""#, #""layer_replication": [[0, 4], [2, 5]]"#, #""peft_type": null"#,
    ])
  func settings(member: String) throws {
    let files = try Files()
    let key = member.prefix { $0 != ":" }
    let others = [#""peft_type": "LORA""#, #""r": 3"#, #""lora_alpha": 6"#]
    let text = "{" + (others.filter { !$0.hasPrefix(key) } + [member]).joined(separator: ", ") + "}"
    let path = files.adapter + "/adapter_config.json"
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    #expect(throws: CheckpointError.self) { try AdapterFolder.read(files.adapter) }
  }
}
