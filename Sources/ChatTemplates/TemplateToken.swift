/// A piece of a template's source.
struct TemplateToken {
  enum Kind: Equatable {
    /// Text outside of tags.
    case data(TemplateText)
    case variableBegin, variableEnd, blockBegin, blockEnd
    case name(String)
    case string(TemplateText)
    case integer(Int)
    case number(Double)
    /// An operator or a bracket.
    case sign(String)
    case end
  }

  let kind: Kind
  /// From 1.
  let line: Int

  /// What it is, for errors.
  var words: String {
    switch kind {
    case .data: "text"
    case .variableBegin: "{{"
    case .variableEnd: "}}"
    case .blockBegin: "{%"
    case .blockEnd: "%}"
    case .name(let name): name
    case .string: "a string"
    case .integer, .number: "a number"
    case .sign(let sign): sign
    case .end: "the end of the template"
    }
  }
}
