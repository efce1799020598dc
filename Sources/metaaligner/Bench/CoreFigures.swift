import StrictJSON

/// What was measured of the core.
struct CoreFigures {
  var loadSeconds: Double?
  var prefillTokensPerSecond = BenchSamples([])
  var decodeTokensPerSecond = BenchSamples([])
  var decodeAfterPromptTokensPerSecond = BenchSamples([])
  /// The time of a pass over so many tokens relative to one.
  var verifyCost: [Int: BenchSamples] = [:]
  var batchTokensPerSecond = BenchSamples([])
  var weightBytesPerToken = 0
  /// Bytes a second; 0 where the memory for measuring was refused.
  var readBandwidth = 0.0
  var peakBytes: Int?

  /// How much of the memory's speed decoding makes use of: what a token reads of weights, and how often.
  var decodeBandwidthFraction: Double? {
    guard readBandwidth > 0, let rate = decodeTokensPerSecond.median else { return nil }
    return Double(weightBytesPerToken) * rate / readBandwidth
  }

  /// The quotient of the rates of several sequences and of one.
  var batchSpeedup: Double? {
    guard let many = batchTokensPerSecond.median, let one = decodeTokensPerSecond.median else {
      return nil
    }
    return many / one
  }

  /// The figures by their names in the document, in its order.
  var members: [(String, JSONValue)] {
    [
      ("load_seconds", .figure(loadSeconds)),
      ("prefill_tokens_per_second", .figure(prefillTokensPerSecond.median)),
      ("decode_tokens_per_second", .figure(decodeTokensPerSecond.median)),
      (
        "decode_after_prompt_tokens_per_second", .figure(decodeAfterPromptTokensPerSecond.median)
      ),
      (
        "verify_cost",
        .object(JSONObject(sortedCosts.map { ("\($0.key)", .figure($0.value.median)) }))
      ),
      ("batch_tokens_per_second", .figure(batchTokensPerSecond.median)),
      ("batch_speedup", .figure(batchSpeedup)),
      ("weight_bytes_per_token", .integer(Int64(weightBytesPerToken))),
      ("read_bandwidth_bytes_per_second", .figure(readBandwidth > 0 ? readBandwidth : nil)),
      ("decode_bandwidth_fraction", .figure(decodeBandwidthFraction)),
      ("peak_rss_bytes", peakBytes.map { .integer(Int64($0)) } ?? .null),
    ]
  }

  /// How far the measurements of each figure lie apart.
  var spreads: [(String, JSONValue)] {
    [
      ("prefill_tokens_per_second", prefillTokensPerSecond.spread),
      ("decode_tokens_per_second", decodeTokensPerSecond.spread),
      ("decode_after_prompt_tokens_per_second", decodeAfterPromptTokensPerSecond.spread),
      ("verify_cost", .object(JSONObject(sortedCosts.map { ("\($0.key)", $0.value.spread) }))),
      ("batch_tokens_per_second", batchTokensPerSecond.spread),
    ]
  }

  private var sortedCosts: [(key: Int, value: BenchSamples)] {
    verifyCost.sorted { $0.key < $1.key }
  }
}

extension JSONValue {
  /// A measured number, `null` where it could not be measured.
  static func figure(_ value: Double?) -> JSONValue { value.map { JSONValue($0) } ?? .null }
}
