import StrictJSON

extension RecordedObjective {
  init?(_ json: JSONValue) {
    guard let id = json["id"]?.stringValue, let label = json["label"]?.stringValue,
      let description = json["description"]?.stringValue
    else { return nil }
    self.init(
      id: id, label: label, description: description,
      wording: json["wording"]?.stringValue ?? "\(label): \(description)")
  }

  var json: JSONValue {
    [
      "id": .string(id), "label": .string(label), "description": .string(description),
      "wording": .string(wording),
    ]
  }
}

extension RecordedSampling {
  init(_ json: JSONValue, seed: UInt64?) {
    self.init(
      temperature: json["temperature"]?.doubleValue, topK: json["top_k"]?.intValue,
      topP: json["top_p"]?.doubleValue, minP: json["min_p"]?.doubleValue,
      repetitionPenalty: json["repetition_penalty"]?.doubleValue ?? 1, seed: seed)
  }

  /// Everything but the seed, which can be larger than JSON's readers like.
  var json: JSONValue {
    [
      "temperature": temperature.map { JSONValue($0) } ?? .null,
      "top_k": topK.map { .integer(Int64($0)) } ?? .null,
      "top_p": topP.map { JSONValue($0) } ?? .null, "min_p": minP.map { JSONValue($0) } ?? .null,
      "repetition_penalty": JSONValue(repetitionPenalty),
    ]
  }
}

extension RecordedVerdict.Change {
  var json: JSONValue {
    ["removed": .string(removed), "added": .string(added), "accepted": .bool(isAccepted)]
  }
}
