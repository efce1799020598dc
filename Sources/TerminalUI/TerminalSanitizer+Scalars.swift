/// Code points whose fate the next one decides.
enum PendingScalars: Sendable, Equatable {
  case none
  case carriageReturn
  /// U+200D.
  case joiner
  /// U+200C.
  case nonJoiner
  /// Tag characters behind a black flag.
  case tags([Unicode.Scalar])
}

/// What was written last, as far as the next code point depends on it.
struct TextContext: Sendable {
  /// Cells since the start of the line, for tabs.
  var column = 0
  /// Whether there is something in the line for a mark to stand on.
  var hasBase = false
  /// Marks on the last base.
  var markCount = 0
  /// The last code point; nil at the start of a line and where a black flag lost its tags.
  var previous: Unicode.Scalar?
  /// Code points of the emoji sequence that the last one belongs to; 0 outside of one.
  var emojiLength = 0
}

extension TerminalSanitizer {
  mutating func take(_ scalar: Unicode.Scalar) {
    if pending == .none, escape.isInText, (0x20..<0x7F).contains(scalar.value) {
      return emitBase(scalar, columns: 1)
    }
    let result = escape.take(scalar)
    if result.begun > 0 { resolvePending(before: nil) }
    for _ in 0..<result.begun { replace(by: "\u{241B}") }
    guard result.isText else { return }
    resolvePending(before: scalar)
    resolvedEnd = output.endIndex
    takeText(scalar)
  }

  /// Decides about what was held back, now that what follows is known; nil where nothing does.
  mutating func resolvePending(before next: Unicode.Scalar?) {
    switch pending {
    case .none: return
    case .carriageReturn:
      if next != "\n" { replace(by: "\u{240D}") }
    case .joiner:
      let joins =
        context.emojiLength > 0 && context.emojiLength + 2 <= Self.longestEmojiSequence
        && (next.map { $0.isEmojiBase && !$0.isRegionalIndicator && !$0.isEmojiModifier } ?? false)
      if joins { emitJoiner("\u{200D}") } else { hiddenCount += 1 }
    case .nonJoiner:
      let joins =
        (next.map(Self.isJoiningScript) ?? false)
        && (context.previous.map(Self.isJoiningScript) ?? false)
      if joins { emitJoiner("\u{200C}") } else { hiddenCount += 1 }
    case .tags(let tags):
      if let next, Self.isTag(next), tags.count < 7 { return }
      if Self.flagTags.contains(tags.map(\.value)) {
        output.append(contentsOf: tags)
      } else {
        hiddenCount += tags.count
      }
      context.previous = nil
    }
    pending = .none
  }

  private mutating func takeText(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x0A: place == .prose ? emitNewline() : replace(by: "\u{240A}")
    case 0x0D: pending = .carriageReturn
    case 0x09 where place == .prose:
      for _ in 0..<8 - context.column % 8 { emitBase(" ", columns: 1) }
    case 0..<0x20: replace(by: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}")
    case 0x7F: replace(by: "\u{2421}")
    case 0x2028, 0x2029: place == .prose ? emitNewline() : replace(by: "\u{240A}")
    case 0x200C: pending = .nonJoiner
    case 0x200D where context.previous?.properties.canonicalCombiningClass == .virama:
      emitJoiner(scalar)
    case 0x200D: pending = .joiner
    case 0xFE0E, 0xFE0F:
      if let base = context.previous, base.properties.isEmoji {
        emitSelector(scalar)
      } else {
        drop()
      }
    case 0xE0100...0xE01EF:
      if context.previous?.properties.isIdeographic == true { emitSelector(scalar) } else { drop() }
    case 0xE0020...0xE007F: takeTag(scalar)
    case 0x1F3FB...0x1F3FF where context.previous?.isEmojiModifier == true: drop()
    default: takeByKind(scalar)
    }
  }

  private mutating func takeByKind(_ scalar: Unicode.Scalar) {
    switch Self.fate(of: scalar.value, in: place) {
    case .drop: return drop()
    case .replace: return replace(by: "\u{FFFD}")
    case .keep: break
    }
    switch ScalarKind(scalar) {
    case .format where Self.isVisibleFormat(scalar.value): emitBase(scalar, columns: 1)
    case .unassigned, .control, .format: replace(by: "\u{FFFD}")
    case .privateUse where !allowsPrivateUse: replace(by: "\u{FFFD}")
    case .mark, .joining: takeMark(scalar)
    case .privateUse, .narrow, .wide, .ambiguous:
      if place == .name, scalar.properties.generalCategory == .spaceSeparator, scalar != "\u{3000}"
      {
        return emitBase(" ", columns: 1)
      }
      emitBase(scalar, columns: TextWidth.width(of: scalar, rules: .standard))
    }
  }

  /// A few marks a base are writing; dozens are meant to spill over the lines above and below.
  private mutating func takeMark(_ scalar: Unicode.Scalar) {
    guard context.markCount < Self.mostMarks else { return drop() }
    if !context.hasBase { emitBase("\u{25CC}", columns: 1) }
    output.append(scalar)
    context.markCount += 1
    context.previous = scalar
    if context.emojiLength > 0 { context.emojiLength += 1 }
  }

  private mutating func takeTag(_ scalar: Unicode.Scalar) {
    if case .tags(let tags) = pending {
      pending = .tags(tags + [scalar])
    } else if context.previous?.value == 0x1F3F4 {
      pending = .tags([scalar])
    } else {
      drop()
    }
  }

  private mutating func emitNewline() {
    output.append("\n")
    context = TextContext()
  }

  private mutating func emitBase(_ scalar: Unicode.Scalar, columns: Int) {
    output.append(scalar)
    let value = scalar.value
    if value > 0x7F, scalar.isEmojiBase, !scalar.isRegionalIndicator {
      let joined = context.previous == "\u{200D}" || scalar.isEmojiModifier
      if joined, context.emojiLength > 0 {
        context.emojiLength += 1
      } else {
        context.emojiLength = 1
        context.column += columns
      }
    } else {
      context.emojiLength = 0
      context.column += columns
    }
    context.hasBase = true
    context.markCount = 0
    context.previous = scalar
  }

  private mutating func emitSelector(_ scalar: Unicode.Scalar) {
    if scalar.value == 0xFE0F, let base = context.previous {
      context.column += 2 - TextWidth.width(of: base, rules: .standard)
    }
    if context.emojiLength > 0 { context.emojiLength += 1 }
    output.append(scalar)
    context.previous = scalar
  }

  private mutating func emitJoiner(_ scalar: Unicode.Scalar) {
    if context.emojiLength > 0 { context.emojiLength += 1 }
    output.append(scalar)
    context.previous = scalar
  }

  private mutating func drop() { hiddenCount += 1 }

  private mutating func replace(by scalar: Unicode.Scalar) {
    hiddenCount += 1
    emitBase(scalar, columns: 1)
  }
}
