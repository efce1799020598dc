extension TemplateText {
  /// The parts between white space, as Python's `split()` finds them.
  ///
  /// - Parameters:
  ///   - limit: The most places to split at; nil for all.
  ///   - fromEnd: Whether the last places count first.
  /// - Returns: The parts, none of them empty.
  func splitAtSpace(limit: Int?, fromEnd: Bool) -> [TemplateText] {
    var parts: [TemplateText] = []
    var rest = fromEnd ? stripped(atStart: false) : stripped(atEnd: false)
    while !rest.isEmpty {
      if let limit, parts.count == limit {
        parts.append(fromEnd ? rest.stripped(atStart: false) : rest)
        break
      }
      if fromEnd {
        let length = rest.units.reversed().prefix { !Self.isSpace($0) }.count
        parts.append(TemplateText(units: rest.units.suffix(length)))
        rest = TemplateText(units: rest.units.dropLast(length)).stripped(atStart: false)
      } else {
        let length = rest.units.prefix { !Self.isSpace($0) }.count
        parts.append(TemplateText(units: rest.units.prefix(length)))
        rest = TemplateText(units: rest.units.dropFirst(length)).stripped(atEnd: false)
      }
    }
    return fromEnd ? parts.reversed() : parts
  }

  /// The parts between occurrences of a text that is not empty.
  func split(at separator: TemplateText, limit: Int?, fromEnd: Bool) -> [TemplateText] {
    var parts: [TemplateText] = []
    var left = limit ?? .max
    if fromEnd {
      var end = count
      while left > 0, let place = lastPlace(of: separator, before: end) {
        parts.append(TemplateText(units: units[place + separator.count..<end]))
        end = place
        left -= 1
      }
      parts.append(TemplateText(units: units[..<end]))
      return parts.reversed()
    }
    var start = 0
    while left > 0, let place = place(of: separator, from: start) {
      parts.append(TemplateText(units: units[start..<place]))
      start = place + separator.count
      left -= 1
    }
    parts.append(TemplateText(units: units[start...]))
    return parts
  }

  /// The lines, as Python's `splitlines` finds them.
  func lines(keepingEnds: Bool) -> [TemplateText] {
    var lines: [TemplateText] = []
    var start = 0
    var place = 0
    while place < count {
      let value = units[place] & ~Self.mark
      switch value {
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
        var end = place + 1
        if value == 0x0D, end < count, units[end] & ~Self.mark == 0x0A { end += 1 }
        lines.append(TemplateText(units: units[start..<(keepingEnds ? end : place)]))
        start = end
        place = end
      default: place += 1
      }
    }
    if start < count { lines.append(TemplateText(units: units[start...])) }
    return lines
  }
}
