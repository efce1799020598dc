import StrictJSON

/// A value in a tokenizer's file that knows where it stands, for errors.
struct TokenizerNode {
  let file: String
  /// Keys and indices from the root, such as `pre_tokenizer.pretokenizers[0]`.
  let key: String
  let value: JSONValue

  /// A member; nil where there is none, or `null`.
  func member(_ name: String) -> TokenizerNode? {
    guard let member = value[name], !member.isNull else { return nil }
    return TokenizerNode(file: file, key: key.isEmpty ? name : "\(key).\(name)", value: member)
  }

  func required(_ name: String) throws(TokenizationError) -> TokenizerNode {
    guard let member = member(name) else {
      throw .wrongType(file: file, key: key.isEmpty ? name : "\(key).\(name)", expected: "there")
    }
    return member
  }

  func string(_ name: String) throws(TokenizationError) -> String? {
    guard let member = member(name) else { return nil }
    guard let text = member.value.stringValue else { throw member.wrongType("string") }
    return text
  }

  func truth(_ name: String, default standard: Bool) throws(TokenizationError) -> Bool {
    guard let member = member(name) else { return standard }
    guard let truth = member.value.boolValue else { throw member.wrongType("true or false") }
    return truth
  }

  func integer(_ name: String) throws(TokenizationError) -> Int? {
    guard let member = member(name) else { return nil }
    guard let number = member.value.intValue else { throw member.wrongType("integer") }
    return number
  }

  func elements() throws(TokenizationError) -> [TokenizerNode] {
    guard let elements = value.arrayValue else { throw wrongType("array") }
    return elements.enumerated().map { index, element in
      TokenizerNode(file: file, key: "\(key)[\(index)]", value: element)
    }
  }

  func members() throws(TokenizationError) -> [(key: String, value: JSONValue)] {
    guard let object = value.objectValue else { throw wrongType("object") }
    return object.members
  }

  /// The kind of a component.
  func type() throws(TokenizationError) -> String {
    guard value.objectValue != nil else { throw wrongType("object") }
    guard let type = try string("type") else {
      throw .wrongType(file: file, key: "\(key).type", expected: "string")
    }
    return type
  }

  func wrongType(_ expected: String) -> TokenizationError {
    .wrongType(file: file, key: key, expected: expected)
  }

  func unsupported(_ found: String) -> TokenizationError {
    .unsupportedComponent(file: file, key: key, found: found)
  }

  func fault(_ fault: TokenizerFault) -> TokenizationError {
    .malformedTokenizer(file: file, fault)
  }
}
