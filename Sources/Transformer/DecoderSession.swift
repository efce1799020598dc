import Checkpoints
import Tensors

/// A model whose forward pass works on a decoder's state.
protocol DecoderModel: LanguageModel {
  /// Runs a chunk through all layers: leaves the residual stream `[T, D]` in the state and appends to its cache.
  func forward(_ tokens: ArraySlice<Int>, _ state: DecoderState)

  /// The logits of `count` rows of the stream from `row` on, `[count, V]`.
  func logits(row: Int, count: Int, into logits: UnsafeMutablePointer<Float>, _ state: DecoderState)
}

extension DecoderModel {
  func makeSession(capacity: Int, workers: WorkerPool) -> any InferenceSession {
    DecoderSession(self, capacity: capacity, workers: workers)
  }

  func sessionByteCount(positions: Int, workers: WorkerPool) -> Int {
    let floats =
      KeyValueCache.floatCount(configuration, positions: positions)
      + DecoderState.floatCount(
        configuration, tokens: min(positions, DecoderSession.chunkLength), positions: positions,
        threads: workers.threadCount)
      + Double(configuration.vocabularySize)
    return Int(min(floats * Double(MemoryLayout<Float>.stride), Double(1 << 62)))
  }
}

/// One sequence of a decoder.
final class DecoderSession: InferenceSession {
  let capacity: Int
  private let model: any DecoderModel
  private let state: DecoderState

  /// Tokens run at once: enough to make widening the weights cheap, few enough to bound the activations' memory.
  static let chunkLength = 256

  init(_ model: any DecoderModel, capacity: Int, workers: WorkerPool) {
    self.model = model
    self.capacity = capacity
    state = DecoderState(model.configuration, workers: workers)
  }

  var position: Int { state.cache.count }

  func forward(_ tokens: [Int], logits: LogitsSelection) -> Logits {
    precondition(tokens.count <= capacity - position, "the sequence would exceed its capacity")
    let vocabularySize = model.configuration.vocabularySize
    precondition(tokens.allSatisfy { (0..<vocabularySize).contains($0) }, "an id is out of range")

    let rowCount =
      switch logits {
      case .none: 0
      case .last: min(1, tokens.count)
      case .all: tokens.count
      }
    // The first token among the last `rowCount` ones.
    let firstRow = tokens.count - rowCount
    let values = [Float](unsafeUninitializedCapacity: rowCount * vocabularySize) {
      buffer, initialized in
      for start in stride(from: 0, to: tokens.count, by: Self.chunkLength) {
        let end = min(start + Self.chunkLength, tokens.count)
        model.forward(tokens[start..<end], state)
        let wanted = max(start, firstRow)
        guard wanted < end, let address = buffer.baseAddress else { continue }
        model.logits(
          row: wanted - start, count: end - wanted,
          into: address + (wanted - firstRow) * vocabularySize, state)
      }
      initialized = rowCount * vocabularySize
    }
    return Logits(rowCount: rowCount, vocabularySize: vocabularySize, values: values)
  }

  func truncate(to position: Int) {
    precondition((0...self.position).contains(position), "only what was seen can be forgotten")
    state.cache.truncate(to: position)
  }
}
