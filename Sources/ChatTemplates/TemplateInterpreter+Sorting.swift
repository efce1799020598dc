extension TemplateInterpreter {
  /// Elements in order, those that are equal as they were.
  mutating func sorted(
    _ elements: [TemplateValue], by name: TemplateValue?, isExact: Bool, isReverse: Bool
  ) throws(ChatTemplateError) -> [TemplateValue] {
    var keyed: [(key: TemplateValue, value: TemplateValue)] = []
    for value in elements {
      var key = value
      if let name, case .text(let name) = name { key = try element(.text(name), of: value) }
      keyed.append((folded(key, isExact: isExact), value))
    }
    // By insertion, for the comparison may refuse; as slow as it is, it counts its steps.
    var order: [(key: TemplateValue, value: TemplateValue)] = []
    for item in keyed {
      var place = order.count
      while place > 0 {
        try step()
        let previous = order[place - 1].key
        let isLess =
          try isReverse ? compare(previous, .less, item.key) : compare(item.key, .less, previous)
        guard isLess else { break }
        place -= 1
      }
      order.insert(item, at: place)
    }
    return order.map(\.value)
  }

  /// Elements without those that were there before.
  mutating func unique(
    _ elements: [TemplateValue], _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let isExact = given.value(0, "case_sensitive")?.isTrue ?? false
    var seen: [TemplateValue] = []
    var kept: [TemplateValue] = []
    for element in elements {
      let key = folded(element, isExact: isExact)
      try charge(seen.count + 1)
      guard !seen.contains(key) else { continue }
      seen.append(key)
      kept.append(element)
    }
    return .list(kept)
  }

  /// Keys and values in the order of the keys.
  mutating func sortedMembers(
    _ value: TemplateValue, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    guard case .mapping(let mapping) = value else { throw wrong("dictsort", value) }
    let byValue = given.text(1, "by")?.string == "value"
    let pairs = mapping.members.map { TemplateValue.list([$0.key, $0.value]) }
    let keys = mapping.members.map { byValue ? $0.value : $0.key }
    let indices = keys.indices.map { index in
      TemplateValue.mapping(
        TemplateMapping([("key", keys[index]), ("index", .integer(index))]))
    }
    let order = try sorted(
      indices, by: .text("key"), isExact: given.value(0, "case_sensitive")?.isTrue ?? false,
      isReverse: given.value(2, "reverse")?.isTrue ?? false)
    return .list(
      order.compactMap { item in
        guard case .mapping(let item) = item, let index = item[.text("index")]?.whole else {
          return nil
        }
        return pairs[index]
      })
  }

  private func folded(_ value: TemplateValue, isExact: Bool) -> TemplateValue {
    if !isExact, case .text(let text) = value { return .text(text.lowercased) }
    return value
  }
}
