/// What transformers takes for a key that `config.json` does not have (`configuration_<family>.py`).
struct FamilyDefaults {
  var vocabularySize = 32000
  var width = 4096
  var feedForwardWidth = 11008
  var layerCount = 32
  var headCount = 32
  /// Nil for as many as there are heads.
  var keyValueHeadCount: Int?
  /// Nil for the width divided by the number of heads.
  var headWidth: Int?
  var contextLength = 2048
  var activation = "silu"
  var tiesEmbeddings = false
  var beginningOfSequence: Int? = 1
  var endOfSequence = [2]
  var slidingWindow: Int?

  init(_ family: ModelConfiguration.Family) {
    switch family {
    case .llama: break
    case .mistral:
      feedForwardWidth = 14336
      keyValueHeadCount = 8
      contextLength = 4096 * 32
      slidingWindow = 4096
    case .qwen2:
      vocabularySize = 151936
      feedForwardWidth = 22016
      keyValueHeadCount = 32
      contextLength = 32768
      slidingWindow = 4096
      beginningOfSequence = nil
      endOfSequence = []
    case .gemma:
      vocabularySize = 256000
      width = 3072
      feedForwardWidth = 24576
      layerCount = 28
      headCount = 16
      keyValueHeadCount = 16
      headWidth = 256
      contextLength = 8192
      activation = "gelu_pytorch_tanh"
      tiesEmbeddings = true
      beginningOfSequence = 2
      endOfSequence = [1]
    }
  }
}

/// The ranges of a configuration, checked before anything is allocated.
enum ConfigurationLimits {
  static let vocabularySize = 1...1 << 24
  static let width = 1...1 << 17
  static let feedForwardWidth = 1...1 << 20
  static let layerCount = 1...512
  static let headCount = 1...1 << 12
  static let headWidth = 2...1 << 13
  static let contextLength = 1...1 << 27
  static let windowLength = 1...1 << 27
}
