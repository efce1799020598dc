import Checkpoints
import Tensors

/// Where keys and values lie in a page: `[L, KV]` parts, each a head's keys and then its values.
struct KeyValueLayout: Sendable, Equatable {
  let layerCount: Int
  let keyValueHeadCount: Int
  let headWidth: Int
  let elementType: ElementType

  init(_ configuration: ModelConfiguration, elementType: ElementType) {
    precondition(elementType.isCacheType)
    layerCount = configuration.layerCount
    keyValueHeadCount = configuration.keyValueHeadCount
    headWidth = configuration.headWidth
    self.elementType = elementType
  }

  /// Bytes of one head's keys and values in one layer.
  private var partByteCount: Int {
    PageGeometry.partByteCount(headWidth: headWidth, type: elementType)
  }

  /// Bytes of a page.
  var pageByteCount: Int { layerCount * keyValueHeadCount * partByteCount }

  /// Bytes from a page's start to a head's part.
  func offset(layer: Int, head: Int) -> Int {
    (layer * keyValueHeadCount + head) * partByteCount
  }
}
