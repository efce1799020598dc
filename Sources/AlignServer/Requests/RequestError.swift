import StrictJSON

/// Why a request is not answered, in the form of OpenAI's errors.
struct RequestError: Error, Equatable {
  /// The status of the response.
  var status: Int
  /// What is wrong, for people.
  var message: String
  /// OpenAI's kind of error.
  var type = "invalid_request_error"
  /// OpenAI's name of the reason, where there is one.
  var code: String?
  /// The parameter that is wrong.
  var parameter: String?

  /// A parameter is not what it must be.
  static func invalid(_ parameter: String, _ expected: String) -> RequestError {
    RequestError(
      status: 400, message: "'\(parameter)' must be \(expected)", code: "invalid_value",
      parameter: parameter)
  }

  /// The document of the response.
  var json: JSONValue {
    [
      "error": [
        "message": .string(message), "type": .string(type),
        "param": parameter.map(JSONValue.string) ?? .null,
        "code": code.map(JSONValue.string) ?? .null,
      ]
    ]
  }
}
