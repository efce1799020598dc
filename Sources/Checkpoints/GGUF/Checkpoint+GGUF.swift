import StrictJSON
import Tensors
import Tokenization

extension Checkpoint {
  /// Opens a GGUF file.
  static func open(gguf file: RegularFile) throws(CheckpointError) -> Checkpoint {
    let header = try GGUFHeader(file)
    if let parts = try header.metadata.integer("split.count", in: 0...1 << 16), parts > 1 {
      throw .splitModel(file: file.path, parts: parts)
    }
    let configuration = try ModelConfiguration.parse(header)
    var places: [ByteKey: Place] = [:]
    var storedNames: [ByteKey: String] = [:]
    for entry in header.tensors where entry.name != GGUFTensorNames.rotaryFactors {
      let name = GGUFTensorNames.huggingFace(entry.name)
      let key = ByteKey(name)
      if let other = storedNames.updateValue(entry.name, forKey: key) {
        throw .gguf(file: file.path, .sameMeaning(tensors: [other, entry.name], name: name))
      }
      places[key] = Place(
        file: 0, typeName: entry.type.name, elementType: entry.type.elementType,
        shape: entry.shape, byteOffset: entry.byteOffset, elementCount: entry.elementCount)
    }
    let storage = try file.map()
    try file.checkUnchanged()
    return Checkpoint(
      path: file.path, configuration: configuration,
      generationDefaults: try GenerationDefaults(header.metadata),
      metadata: try ModelMetadata(header.metadata),
      tokenizerSource: try GGUFVocabulary.source(header.metadata),
      chatTemplate: try header.metadata.string("tokenizer.chat_template"),
      remarks: header.keys.filter { isRemark($0.key) },
      files: [file.path], warnings: header.warnings, storages: [storage], places: places)
  }
}

extension Checkpoint {
  /// Whether a key is one that a conversion hands on as it is.
  private static func isRemark(_ key: String) -> Bool {
    let own = ["architecture", "alignment", "file_type", "quantization_version"]
    return key.hasPrefix("general.") && !key.hasPrefix("general.sampling.")
      && !own.contains { key == "general." + $0 }
  }
}

extension ModelMetadata {
  /// What our own keys say; nil where there are none.
  init?(_ keys: GGUFMetadata) throws(CheckpointError) {
    guard keys.contains(prefix: "metaaligner.") else { return nil }
    self.init(
      name: try keys.string("general.name"), family: try keys.string("metaaligner.family"),
      promptFormat: try keys.string("metaaligner.prompt_format"),
      objectives: try keys.strings("metaaligner.objectives") ?? [],
      base: try keys.string("metaaligner.base"), recipe: try keys.string("metaaligner.recipe"))
  }
}

extension GenerationDefaults {
  /// The sampler's parameters that the file recommends; nil where there are none.
  init?(_ keys: GGUFMetadata) throws(CheckpointError) {
    let prefix = "general.sampling."
    let samples = try keys.boolean("metaaligner.do_sample")
    guard samples != nil || keys.contains(prefix: prefix) else { return nil }
    self.init(
      temperature: try keys.number(prefix + "temp", in: 0...1000),
      topK: try keys.integer(prefix + "top_k", in: 0...1 << 24),
      topP: try keys.number(prefix + "top_p", in: 0...1),
      minP: try keys.number(prefix + "min_p", in: 0...1),
      repetitionPenalty: try keys.number(prefix + "penalty_repeat", above: 0, upTo: 1000),
      doSample: samples ?? (keys[prefix + "temp"] != nil), endOfSequence: [])
  }
}
