import StrictJSON
import Tensors

/// Where the tensors of one safetensors file will lie.
///
/// Source: the format's README. Names stand in the order of the data, and the data begin at a multiple of eight bytes.
struct SafetensorsLayout {
  /// One tensor, and where its data begin, in bytes from the start of the file.
  struct Place {
    let elementCount: Int
    let offset: Int
  }

  let header: [UInt8]
  let byteCount: Int
  let places: [ByteKey: Place]

  init(_ tensors: [(name: String, shape: [Int])], elementType: ElementType) {
    var members: [(String, JSONValue)] = [("__metadata__", ["format": "pt"])]
    var ends: [Int] = []
    var position = 0
    for (name, shape) in tensors {
      let end = position + elementType.byteCount(of: shape.reduce(1, *))
      members.append(
        (
          name,
          [
            "dtype": .string(elementType.name),
            "shape": .array(shape.map { .integer(Int64($0)) }),
            "data_offsets": [.integer(Int64(position)), .integer(Int64(end))],
          ]
        ))
      ends.append(end)
      position = end
    }
    var json = JSONWriter.write(.object(JSONObject(members)), pretty: false)
    while !json.count.isMultiple(of: 8) { json.append(UInt8(ascii: " ")) }
    let start = 8 + json.count
    header = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(json.count) >> (8 * $0)) } + json
    byteCount = start + position
    var places: [ByteKey: Place] = [:]
    for (tensor, end) in zip(tensors, ends) {
      let count = tensor.shape.reduce(1, *)
      places[ByteKey(tensor.name)] = Place(
        elementCount: count, offset: start + end - elementType.byteCount(of: count))
    }
    self.places = places
  }
}
