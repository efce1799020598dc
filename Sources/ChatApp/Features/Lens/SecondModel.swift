import Generation

/// Which model makes an edit.
enum ModelChoice: Equatable, Sendable {
  /// The one whose edit is on the screen.
  case main
  /// The one that it is compared with.
  case second
}

/// The model that edits are compared with.
enum SecondModel: Equatable {
  /// Nobody named one.
  case none
  /// It takes memory, so it is loaded when somebody asks for it.
  case named(String)
  case loading(String)
  case ready(EngineDescription)
  /// It cannot be loaded, and why, in a sentence.
  case failed(String, reason: String)

  /// Its name; nil where there is none.
  var name: String? {
    switch self {
    case .none: nil
    case .named(let name), .loading(let name), .failed(let name, _): name
    case .ready(let description): description.name
    }
  }
}
