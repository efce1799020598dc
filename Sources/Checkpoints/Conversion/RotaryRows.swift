/// The two orders of the rows of a head's queries and keys.
enum RotaryRows {
  /// Where the row that stands at `row` among neighbouring pairs stands among halves.
  ///
  /// Source: `LlamaModel.permute` of llama.cpp's converter, as an index.
  static func halved(_ row: Int, headWidth width: Int) -> Int {
    let (head, place) = row.quotientAndRemainder(dividingBy: width)
    return head * width + place % 2 * (width / 2) + place / 2
  }

  /// Whether the rows of a tensor are those of heads that turn.
  static func turn(_ name: String) -> Bool {
    name.contains(".self_attn.q_proj") || name.contains(".self_attn.k_proj")
  }
}
