import Glibc
import StrictJSON
import Tensors

/// Writes tensors into `<name>.safetensors`, or into shards with an index where they are more than one file should hold.
///
/// Headers and room come first, then the tensors one at a time in any order, so that no more than a part of one is in
/// memory twice.
final class SafetensorsWriter {
  /// Numbers that are converted before they are written.
  private static let chunkLength = 1 << 20

  private let elementType: ElementType
  private let layouts: [SafetensorsLayout]
  private let files: [NewFile]
  private var fileOfTensor: [ByteKey: Int] = [:]

  /// Makes the files.
  ///
  /// - Parameters:
  ///   - folder: Where; it is there.
  ///   - name: What the files' names begin with.
  ///   - tensors: What will be written.
  ///   - elementType: As what: `float32`, `float16` or `bfloat16`.
  ///   - shardByteLimit: The most bytes of tensors in a file, unless one tensor alone has more.
  /// - Throws: `ConversionError` where a file cannot be made, or there is no room for it.
  init(
    folder: String, name: String = "model", tensors: [(name: String, shape: [Int])],
    elementType: ElementType, shardByteLimit: Int = 4 << 30
  ) throws(ConversionError) {
    precondition(elementType.isFloat)
    var shards: [[(name: String, shape: [Int])]] = [[]]
    var room = shardByteLimit
    var total = 0
    for tensor in tensors {
      let byteCount = elementType.byteCount(of: tensor.shape.reduce(1, *))
      if byteCount > room, shards[shards.count - 1].isEmpty == false {
        shards.append([])
        room = shardByteLimit
      }
      room -= byteCount
      total += byteCount
      fileOfTensor[ByteKey(tensor.name)] = shards.count - 1
      shards[shards.count - 1].append(tensor)
    }
    self.elementType = elementType
    let layouts = shards.map { SafetensorsLayout($0, elementType: elementType) }
    self.layouts = layouts
    let names = Self.fileNames(name, count: shards.count)
    var files: [NewFile] = []
    do throws(ConversionError) {
      for (layout, name) in zip(layouts, names) {
        let file = try NewFile(
          for: folder + "/" + name, isReplacing: true, byteCount: layout.byteCount)
        files.append(file)
        try file.write(layout.header, at: 0)
      }
      if shards.count > 1 {
        let map = zip(shards, names).flatMap { shard, file in
          shard.map { ($0.name, JSONValue.string(file)) }
        }
        try NewFile.write(
          JSONWriter.write(
            [
              "metadata": ["total_size": .integer(Int64(total))],
              "weight_map": .object(JSONObject(map)),
            ], pretty: true), to: folder + "/\(name).safetensors.index.json", isReplacing: true)
      }
    } catch {
      for file in files { file.discard() }
      throw error
    }
    self.files = files
  }

  /// The names of so many shards, as Hugging Face numbers them.
  static func fileNames(_ name: String, count: Int) -> [String] {
    if count == 1 { return [name + ".safetensors"] }
    func padded(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
    return (1...count).map { "\(name)-\(padded($0))-of-\(padded(count)).safetensors" }
  }

  /// Writes one tensor, which was named at the beginning.
  ///
  /// - Throws: `ConversionError` where the system refuses, or a number is not finite or too large for the type.
  func write(_ name: String, _ values: UnsafePointer<Float>) throws(ConversionError) {
    guard let file = fileOfTensor[ByteKey(name)], let place = layouts[file].places[ByteKey(name)]
    else { preconditionFailure("a tensor that was not announced: \(name)") }
    let width = elementType.byteCount(of: 1)
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: width * min(Self.chunkLength, max(1, place.elementCount)), alignment: 64)
    defer { chunk.deallocate() }
    guard let start = chunk.baseAddress else { return }
    var first = 0
    while first < place.elementCount {
      let count = min(Self.chunkLength, place.elementCount - first)
      let numbers = UnsafeBufferPointer(start: values + first, count: count)
      guard numbers.allSatisfy(\.isFinite) else { throw .notFinite(tensor: name) }
      do throws(RowEncoder.Failure) {
        try RowEncoder.encode(numbers, as: elementType, into: start)
      } catch {
        throw .outOfRange(tensor: name, format: elementType.name)
      }
      try files[file].write(
        UnsafeRawBufferPointer(start: start, count: count * width),
        at: place.offset + first * width)
      first += count
    }
  }

  /// Makes the files durable and puts them into their places.
  func finish() throws(ConversionError) {
    for file in files { try file.finish(isReplacing: true) }
  }

  /// Takes away what is not finished.
  func discard() {
    for file in files { file.discard() }
  }
}
