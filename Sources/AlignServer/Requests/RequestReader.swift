import StrictJSON

/// Reads members of a request's document, saying which is wrong.
struct RequestReader {
  let object: JSONObject

  /// Reads the document.
  init(_ body: [UInt8]) throws(RequestError) {
    let document: JSONValue
    do throws(JSONError) {
      document = try JSONParser.parse(body)
    } catch {
      throw RequestError(
        status: 400,
        message: "the body is no JSON: line \(error.line), column \(error.column)")
    }
    guard let object = document.objectValue else {
      throw RequestError(status: 400, message: "the body is no JSON object")
    }
    self.object = object
  }

  init(_ object: JSONObject) { self.object = object }

  /// A member; nil where it is not there, or `null`.
  func value(_ name: String) -> JSONValue? {
    object[name].flatMap { $0.isNull ? nil : $0 }
  }

  func text(_ name: String) throws(RequestError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.stringValue else { throw .invalid(name, "a string") }
    return text
  }

  func flag(_ name: String) throws(RequestError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let flag = value.boolValue else { throw .invalid(name, "true or false") }
    return flag
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(RequestError) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.intValue, range.contains(number) else {
      throw .invalid(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(RequestError) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = value.doubleValue, range.contains(number) else {
      throw .invalid(name, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A string or an array of strings.
  func texts(_ name: String, limit: Int) throws(RequestError) -> [String]? {
    guard let value = value(name) else { return nil }
    if let text = value.stringValue { return [text] }
    guard let elements = value.arrayValue, elements.count <= limit else {
      throw .invalid(name, "a string or up to \(limit) strings")
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.stringValue else { throw .invalid(name, "strings") }
      texts.append(text)
    }
    return texts
  }
}
