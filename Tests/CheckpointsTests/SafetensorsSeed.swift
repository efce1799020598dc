/// The seed of the hostile cases, and ways to write files that are wrong in one thing.
enum SafetensorsSeed {
  static let entry = #""w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
  static let header = "{" + entry + "}"
  static let data: [UInt8] = [0, 0, 0x80, 0x3F]
  static let configuration = """
    {"model_type": "llama", "vocab_size": 8, "hidden_size": 4, "intermediate_size": 8, \
    "num_hidden_layers": 1, "num_attention_heads": 2}
    """

  static func length(_ count: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }

  static func file(_ header: [UInt8], data: [UInt8] = data) -> [UInt8] {
    length(UInt64(header.count)) + header + data
  }

  static func file(_ header: String, data: [UInt8] = data) -> [UInt8] {
    file(Array(header.utf8), data: data)
  }

  /// A file whose one entry has these fields.
  static func file(
    dtype: String = #""F32""#, shape: String = "[1]", offsets: String = "[0,4]",
    data: [UInt8] = data
  ) -> [UInt8] {
    file(#"{"w":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)}}"#, data: data)
  }

  /// A file of several entries.
  static func file(
    entries: [(String, dtype: String, shape: String, begin: UInt64, end: UInt64)],
    data count: Int
  ) -> [UInt8] {
    let fields = entries.map {
      #""\#($0.0)":{"dtype":"\#($0.dtype)","shape":\#($0.shape),"#
        + #""data_offsets":[\#($0.begin),\#($0.end)]}"#
    }
    return file(
      "{" + fields.joined(separator: ",") + "}", data: [UInt8](repeating: 0, count: count))
  }
}
