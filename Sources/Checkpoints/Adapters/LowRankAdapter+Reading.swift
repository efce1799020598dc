import StrictJSON
import Tensors

extension LowRankAdapter {
  /// Pairs the tensors of an adapter's file.
  init(path: String, settings: Settings, weights: WeightFiles) throws(CheckpointError) {
    let file = weights.files.first ?? path
    var downs: [ByteKey: Tensor] = [:]
    var ups: [ByteKey: Tensor] = [:]
    for (key, place) in weights.places {
      guard let type = place.elementType else {
        throw .uncomputableType(
          file: file, tensor: key.text, found: place.typeName,
          supported: ElementType.allCases.filter(\.isFloat).map(\.name))
      }
      let tensor = Tensor(
        elementType: type, shape: place.shape, storage: weights.storages[place.file],
        byteOffset: place.byteOffset)
      if let module = Self.module(key.text, suffix: AdapterFolder.downSuffix) {
        downs[ByteKey(module)] = tensor
      } else if let module = Self.module(key.text, suffix: AdapterFolder.upSuffix) {
        ups[ByteKey(module)] = tensor
      } else {
        throw .adapter(path: path, .unknownTensor(key.text))
      }
    }
    var changes: [Change] = []
    for module in Set(downs.keys).union(ups.keys).sorted() {
      guard let down = downs[module], let up = ups[module] else {
        throw .adapter(path: path, .incomplete(module: module.text))
      }
      let name = AdapterFolder.prefix + module.text
      guard down.shape.count == 2, down.shape[0] == settings.rank else {
        throw .wrongShape(
          file: file, tensor: name + AdapterFolder.downSuffix,
          expected: [settings.rank, down.shape.last ?? 0], found: down.shape)
      }
      guard up.shape.count == 2, up.shape[1] == settings.rank else {
        throw .wrongShape(
          file: file, tensor: name + AdapterFolder.upSuffix,
          expected: [up.shape.first ?? 0, settings.rank], found: up.shape)
      }
      changes.append(Change(module: module.text, down: down, up: up))
    }
    guard !changes.isEmpty else { throw .adapter(path: path, .empty) }
    self.init(path: path, settings: settings, changes: changes)
  }

  private static func module(_ name: String, suffix: String) -> String? {
    guard name.hasPrefix(AdapterFolder.prefix), name.hasSuffix(suffix) else { return nil }
    return String(name.dropFirst(AdapterFolder.prefix.count).dropLast(suffix.count))
  }
}
