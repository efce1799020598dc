/// The methods of texts.
enum TextMethod: String {
  case strip, lstrip, rstrip, split, rsplit, splitlines, startswith, endswith, replace, upper
  case lower, capitalize, title, find, rfind, count, join, removeprefix, removesuffix, partition
  case rpartition, isdigit, isalpha, isalnum, isspace, isupper, islower
}

/// The methods of mappings; those that would change one are not among them.
enum MappingMethod: String {
  case items, keys, values, get, copy
}

extension TemplateInterpreter {
  mutating func call(
    _ method: MappingMethod, of mapping: TemplateMapping, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    try charge(mapping.members.count)
    switch method {
    case .items: return .list(mapping.members.map { .list([$0.key, $0.value]) })
    case .keys: return .list(mapping.members.map(\.key))
    case .values: return .list(mapping.members.map(\.value))
    case .get: return mapping[given.value(0) ?? .none] ?? given.value(1, "default") ?? .none
    case .copy: return .mapping(mapping)
    }
  }

  mutating func call(
    _ method: TextMethod, of text: TemplateText, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    try charge(text.count)
    switch method {
    case .strip: return .text(text.stripped(given.text(0)))
    case .lstrip: return .text(text.stripped(given.text(0), atEnd: false))
    case .rstrip: return .text(text.stripped(given.text(0), atStart: false))
    case .upper: return .text(text.uppercased)
    case .lower: return .text(text.lowercased)
    case .capitalize: return .text(text.capitalized)
    case .title: return .text(text.titled)
    case .splitlines:
      return .list(
        text.lines(keepingEnds: given.value(0, "keepends")?.isTrue ?? false).map { .text($0) })
    case .split, .rsplit: return try split(text, given, fromEnd: method == .rsplit)
    case .startswith, .endswith:
      let isStart = method == .startswith
      return .boolean(
        try affixes(method, given).contains {
          text.hasText($0, at: isStart ? 0 : text.count - $0.count)
        })
    case .removeprefix:
      let prefix = try wanted(method, given)
      return .text(
        text.hasText(prefix, at: 0) ? TemplateText(units: text.units.dropFirst(prefix.count)) : text
      )
    case .removesuffix:
      let suffix = try wanted(method, given)
      let isThere = text.hasText(suffix, at: text.count - suffix.count)
      return .text(isThere ? TemplateText(units: text.units.dropLast(suffix.count)) : text)
    case .replace:
      let old = try wanted(method, given)
      guard let new = given.text(1, "new") else { throw wrong("replace", given.value(1) ?? .none) }
      // Each character may become the new text.
      let (most, overflows) = (text.count + 1).multipliedReportingOverflow(by: new.count + 1)
      try charge(overflows ? .max : old.isEmpty ? most : text.count / old.count * new.count)
      return .text(text.replacing(old, with: new, limit: given.limit(2, "count")))
    case .find: return .integer(text.place(of: try wanted(method, given)) ?? -1)
    case .rfind:
      return .integer(text.lastPlace(of: try wanted(method, given), before: text.count) ?? -1)
    case .count:
      let part = try wanted(method, given)
      guard !part.isEmpty else { return .integer(text.count + 1) }
      return .integer(text.split(at: part, limit: nil, fromEnd: false).count - 1)
    case .join: return try join(elements(of: given.value(0) ?? .none), with: text)
    case .partition, .rpartition:
      let separator = try wanted(method, given)
      let place =
        method == .partition
        ? text.place(of: separator) : text.lastPlace(of: separator, before: text.count)
      let empty = TemplateValue.text("")
      guard let place else {
        return .list(
          method == .partition ? [.text(text), empty, empty] : [empty, empty, .text(text)])
      }
      return .list([
        .text(TemplateText(units: text.units[..<place])), .text(separator),
        .text(TemplateText(units: text.units[(place + separator.count)...])),
      ])
    case .isdigit:
      return all(text) {
        $0.properties.numericType == .decimal || $0.properties.numericType == .digit
      }
    case .isalpha: return all(text) { CharacterClass.isLetter($0) }
    case .isalnum:
      return all(text) { CharacterClass.isLetter($0) || $0.properties.numericType != nil }
    case .isspace: return all(text) { TemplateText.isSpace($0.value) }
    case .isupper: return .boolean(text == text.uppercased && text != text.lowercased)
    case .islower: return .boolean(text == text.lowercased && text != text.uppercased)
    }
  }

  private func all(
    _ text: TemplateText, _ isMember: (Unicode.Scalar) -> Bool
  ) -> TemplateValue {
    .boolean(!text.isEmpty && text.units.allSatisfy { isMember(TemplateText.scalar($0)) })
  }

  private func wanted(
    _ method: TextMethod, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateText {
    guard let text = given.text(0, method == .replace ? "old" : nil) else {
      throw wrong(method.rawValue, given.value(0) ?? .none)
    }
    return text
  }

  /// One text, or several of which any will do.
  private func affixes(
    _ method: TextMethod, _ given: GivenArguments
  ) throws(ChatTemplateError) -> [TemplateText] {
    guard case .list(let values) = given.value(0) else { return [try wanted(method, given)] }
    return values.compactMap { value in
      if case .text(let text) = value { text } else { nil }
    }
  }

  private mutating func split(
    _ text: TemplateText, _ given: GivenArguments, fromEnd: Bool
  ) throws(ChatTemplateError) -> TemplateValue {
    let limit = given.limit(1, "maxsplit")
    let parts: [TemplateText]
    switch given.value(0, "sep") ?? .none {
    case .none: parts = text.splitAtSpace(limit: limit, fromEnd: fromEnd)
    case .text(let separator) where !separator.isEmpty:
      parts = text.split(at: separator, limit: limit, fromEnd: fromEnd)
    case let other: throw wrong("split", other)
    }
    return .list(parts.map { .text($0) })
  }

  /// Texts with another between them.
  mutating func join(
    _ elements: [TemplateValue], with separator: TemplateText
  ) throws(ChatTemplateError) -> TemplateValue {
    var units: [UInt32] = []
    for (index, element) in elements.enumerated() {
      let text = try printed(element)
      try charge(text.count + separator.count)
      if index > 0 { units += separator.units }
      units += text.units
    }
    return .text(TemplateText(units: units))
  }
}

enum CharacterClass {
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
