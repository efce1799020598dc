import StrictJSON

/// `model.safetensors.index.json` or `pytorch_model.bin.index.json`: which tensor is in which shard.
struct ShardIndex {
  static let byteLimit = 64 << 20
  static let depthLimit = 8
  static let shardLimit = 10_000

  let file: String
  /// The shards by name, in byte order.
  let shards: [String]
  /// The place in `shards` of each tensor's shard.
  let shardOfTensor: [ByteKey: Int]
  /// What the index says the tensors take, in bytes.
  let totalSize: Double?

  init(bytes: [UInt8], file: String, ending: String) throws(CheckpointError) {
    let values = try KeyedValues(bytes: bytes, file: file, maximumDepth: Self.depthLimit)
    guard let map = try values.object("weight_map") else {
      throw .missingKey(file: file, key: "weight_map")
    }
    guard map.object.count <= SafetensorsHeader.entryLimit else {
      throw .index(file: file, .tooManyTensors(limit: SafetensorsHeader.entryLimit))
    }
    var places: [ByteKey: Int] = [:]
    var folded: [ByteKey: String] = [:]
    var shards: [String] = []
    var shardOfTensor: [ByteKey: Int] = [:]
    shardOfTensor.reserveCapacity(map.object.count)
    for (tensor, value) in map.object.members {
      guard let shard = value.stringValue else {
        throw map.refusal(tensor, expected: .kind(.string))
      }
      let key = ByteKey(shard)
      if let place = places[key] {
        shardOfTensor[ByteKey(tensor)] = place
        continue
      }
      guard Self.isSafe(shard, ending: ending) else {
        throw .index(file: file, .unsafeShardName(shard, ending: ending))
      }
      if let other = folded.updateValue(shard, forKey: ByteKey(shard.lowercased())) {
        throw .index(file: file, .shardNamesCollide(other, shard))
      }
      guard shards.count < Self.shardLimit else {
        throw .index(file: file, .tooManyShards(limit: Self.shardLimit))
      }
      places[key] = shards.count
      shardOfTensor[ByteKey(tensor)] = shards.count
      shards.append(shard)
    }
    self.file = file
    self.shards = shards
    self.shardOfTensor = shardOfTensor
    // Some writers give the total as a float, and none depends on it.
    totalSize = values["metadata"]?["total_size"]?.doubleValue
  }

  /// Whether a shard's name is a plain one: `[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}`, ending as its format does.
  static func isSafe(_ name: String, ending: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, first != UInt8(ascii: "."), bytes.count <= 255 else {
      return false
    }
    return name.hasSuffix(ending)
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
