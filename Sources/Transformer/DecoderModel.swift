import Checkpoints
import Tensors

/// A model that is a decoder with its architecture's differences bound in.
protocol DecoderModel: LanguageModel {
  var decoder: Decoder { get }
}

extension DecoderModel {
  var weightBytesPerToken: Int {
    decoder.linears.reduce(0) { $0 + $1.byteCount }
  }

  var weightByteCount: Int { decoder.ownedByteCount }

  func makeContext(workers: WorkerPool, options: InferenceOptions) -> InferenceContext {
    InferenceContext(configuration, decoder, workers: workers, options: options)
  }

  func contextByteCount(
    positions: Int, sequences: Int, workers: WorkerPool, options: InferenceOptions
  ) -> Int {
    let rows = min(max(positions, sequences), InferenceContext.chunkLength)
    let floats =
      DecoderState.floatCount(configuration, rows: rows, threads: workers.threadCount)
      + Double(sequences) * Double(configuration.vocabularySize)
    let pages = Double(KeyValueSequence.pageCount(for: positions)) * Double(sequences)
    let page = KeyValueLayout(configuration, elementType: options.cacheType).pageByteCount
    let bytes = floats * Double(MemoryLayout<Float>.stride) + pages * Double(page)
    return Int(min(bytes, Double(1 << 62)))
  }
}
