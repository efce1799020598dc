/// One layer's weights, in the groups that the passes compute at once.
struct TrainableLayer {
  /// `[D]`.
  let attentionNorm: TrainableArray
  /// Queries, keys and values: `[(H + 2·KV)·Dh, D]`.
  let projections: LinearGroup
  /// `[D, H·Dh]`.
  let output: LinearGroup
  /// `[D]`.
  let feedForwardNorm: TrainableArray
  /// Gate and up: `[2·F, D]`.
  let gateAndUp: LinearGroup
  /// `[D, F]`.
  let down: LinearGroup

  var groups: [LinearGroup] { [projections, output, gateAndUp, down] }
}
