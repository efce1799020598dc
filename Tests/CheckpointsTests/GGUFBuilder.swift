/// Writes GGUF files for tests, right or wrong in one thing; shares nothing with the program's own writer.
struct GGUFBuilder {
  struct Key {
    var name: [UInt8]
    var type: UInt32
    var payload: [UInt8]
    /// Stands for the length of the name where that is to be wrong.
    var nameLength: UInt64?
  }

  struct Entry {
    var name: String
    /// Innermost first, as the format has it.
    var extents: [UInt64]
    var type: UInt32 = 0
    var byteCount: Int
    var axisCount: UInt32?
    var nameLength: UInt64?
    var offset: UInt64?
  }

  var magic = Array("GGUF".utf8)
  var version: UInt32 = 3
  var keyCount: UInt64?
  var tensorCount: UInt64?
  var keys: [Key] = []
  var tensors: [Entry] = []
  var alignment = 32
  /// Added to, or cut from, the end.
  var surplus = 0

  static func number(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  static func text(_ text: String) -> [UInt8] {
    number(UInt64(text.utf8.count)) + Array(text.utf8)
  }

  mutating func set(_ name: String, _ type: UInt32, _ payload: [UInt8]) {
    remove(name)
    keys.append(Key(name: Array(name.utf8), type: type, payload: payload))
  }

  mutating func remove(_ name: String) { keys.removeAll { $0.name == Array(name.utf8) } }

  mutating func set(_ name: String, text: String) { set(name, 8, Self.text(text)) }
  mutating func set(_ name: String, _ value: UInt32) { set(name, 4, Self.number(value)) }
  mutating func set(_ name: String, float: Float) { set(name, 6, Self.number(float.bitPattern)) }

  /// A list; `count` stands for its length where that is to be wrong.
  mutating func set(
    _ name: String, list type: UInt32, _ elements: [[UInt8]], count: UInt64? = nil
  ) {
    let head = Self.number(type) + Self.number(count ?? UInt64(elements.count))
    set(name, 9, head + elements.flatMap(\.self))
  }

  mutating func change(_ name: String, _ body: (inout Entry) -> Void) {
    guard let index = tensors.firstIndex(where: { $0.name == name }) else { return }
    body(&tensors[index])
  }

  func bytes() -> [UInt8] {
    var file = magic + Self.number(version)
    file += Self.number(tensorCount ?? UInt64(tensors.count))
    file += Self.number(keyCount ?? UInt64(keys.count))
    for key in keys {
      file += Self.number(key.nameLength ?? UInt64(key.name.count)) + key.name
      file += Self.number(key.type) + key.payload
    }
    var offset = 0
    for tensor in tensors {
      let name = Array(tensor.name.utf8)
      file += Self.number(tensor.nameLength ?? UInt64(name.count)) + name
      file += Self.number(tensor.axisCount ?? UInt32(tensor.extents.count))
      for extent in tensor.extents { file += Self.number(extent) }
      file += Self.number(tensor.type) + Self.number(tensor.offset ?? UInt64(offset))
      offset += padded(tensor.byteCount)
    }
    file += [UInt8](repeating: 0, count: padded(file.count) - file.count)
    for (index, tensor) in tensors.enumerated() {
      let one = Self.number(Float(index + 1).bitPattern)
      let filler = (0..<tensor.byteCount).map { one[$0 % 4] }
      file += filler + [UInt8](repeating: 0, count: padded(filler.count) - filler.count)
    }
    return surplus < 0
      ? file.dropLast(-surplus) : file + [UInt8](repeating: 7, count: surplus)
  }

  private func padded(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }
}

extension GGUFBuilder {
  static let pieces = ["<unk>", "<s>", "</s>", "\u{2581}", "a", "b", "ab", "\u{2581}ab"]

  /// A llama of one layer: D 4, F 8, two heads of width 2, eight tokens.
  static func model() -> GGUFBuilder {
    var file = GGUFBuilder()
    file.set("general.architecture", text: "llama")
    let numbers: [(String, UInt32)] = [
      ("block_count", 1), ("context_length", 16), ("embedding_length", 4),
      ("feed_forward_length", 8), ("attention.head_count", 2), ("attention.head_count_kv", 1),
      ("rope.dimension_count", 2), ("vocab_size", 8),
    ]
    for (name, value) in numbers { file.set("llama." + name, value) }
    file.set("llama.attention.layer_norm_rms_epsilon", float: 1e-5)
    file.set("tokenizer.ggml.model", text: "llama")
    file.set("tokenizer.ggml.tokens", list: 8, pieces.map(text))
    file.set(
      "tokenizer.ggml.scores", list: 6,
      pieces.indices.map { number(Float($0 < 6 ? 0 : -Float($0)).bitPattern) })
    file.set(
      "tokenizer.ggml.token_type", list: 5,
      [2, 3, 3, 1, 1, 1, 1, 1].map { number(Int32($0)) })
    let shapes: [(String, [UInt64])] = [
      ("token_embd.weight", [4, 8]), ("blk.0.attn_norm.weight", [4]),
      ("blk.0.attn_q.weight", [4, 4]), ("blk.0.attn_k.weight", [4, 2]),
      ("blk.0.attn_v.weight", [4, 2]), ("blk.0.attn_output.weight", [4, 4]),
      ("blk.0.ffn_norm.weight", [4]), ("blk.0.ffn_gate.weight", [4, 8]),
      ("blk.0.ffn_up.weight", [4, 8]), ("blk.0.ffn_down.weight", [8, 4]),
      ("output_norm.weight", [4]),
    ]
    file.tensors = shapes.map { name, extents in
      Entry(name: name, extents: extents, byteCount: 4 * Int(extents.reduce(1, *)))
    }
    return file
  }

  /// The small model with one change.
  static func model(_ change: (inout GGUFBuilder) -> Void) -> [UInt8] {
    var file = model()
    change(&file)
    return file.bytes()
  }
}
