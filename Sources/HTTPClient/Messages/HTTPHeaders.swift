/// The fields of a response's head, in their order.
public struct HTTPHeaders: Sendable, Equatable {
  /// All fields, as they came.
  public private(set) var fields: [HTTPHeader]

  /// Creates the fields of a head.
  ///
  /// - Parameter fields: All of them, in order.
  public init(_ fields: [HTTPHeader] = []) { self.fields = fields }

  /// The value of the first field with a name, in whatever case.
  ///
  /// - Parameter name: The name.
  /// - Returns: The value, or nil where there is no such field.
  public func first(named name: String) -> String? {
    fields.first { Self.areSame($0.name, name) }?.value
  }

  /// The values of every field with a name, in whatever case.
  ///
  /// - Parameter name: The name.
  /// - Returns: The values in order.
  public func all(named name: String) -> [String] {
    fields.filter { Self.areSame($0.name, name) }.map(\.value)
  }

  /// The value of `Content-Length` where it is one number.
  public var contentLength: Int? {
    first(named: "Content-Length").flatMap { text in
      text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
  }

  mutating func append(_ field: HTTPHeader) { fields.append(field) }

  private static func areSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
  }
}
