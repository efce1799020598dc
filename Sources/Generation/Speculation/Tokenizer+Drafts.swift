import Tokenization

extension Tokenizer {
  /// The token ids of texts that an edit may repeat, each with the end of the sequence, as the edit would have it.
  func draftSources(_ texts: [String]) -> [[Int]] {
    let end = endOfSequence.map { [$0] } ?? []
    return texts.filter { !$0.isEmpty }.map { encode($0) + end }
  }
}
