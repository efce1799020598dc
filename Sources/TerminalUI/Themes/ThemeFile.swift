import StrictJSON

/// A theme as its file has it: what it inherits is not looked up yet.
struct ThemeFile: Sendable {
  /// How a role looks, its colours by name.
  struct Look {
    var foreground: String?
    var background: String?
    var attributes: CellAttributes = []
  }

  let name: String
  let origin: String
  let summary: String
  let ground: Ground?
  let inherits: String?
  /// Colours by names of the theme's own.
  let palette: [String: Color]
  let looks: [Role: Look]
  let monochrome: [Role: CellAttributes]
  private let document: JSONDocument

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The theme's name.
  ///   - origin: What errors call it.
  /// - Throws: `ThemeError`.
  init(_ bytes: [UInt8], name: String, origin: String) throws(ThemeError) {
    let document: JSONDocument
    do {
      document = try JSONParser.parseWithPositions(bytes)
    } catch {
      throw ThemeError(
        problem: .notJSON(error.kind), origin: origin, line: error.line, column: error.column)
    }
    let reader = ThemeReader(document: document, origin: origin)
    let root = try reader.object(document.root, "the theme", at: [])
    try reader.checkNames(
      of: root,
      among: ["schema", "summary", "ground", "inherits", "palette", "roles", "monochrome"],
      kind: "member", at: [])
    self.name = name
    self.origin = origin
    self.document = document
    summary = try reader.text(root, "summary") ?? ""
    inherits = try reader.text(root, "inherits")
    ground = try reader.text(root, "ground").map { name throws(ThemeError) in
      guard let ground = Ground(rawValue: name) else {
        throw reader.unknown("ground", name, Ground.allCases.map(\.rawValue), at: ["ground"])
      }
      return ground
    }
    palette = try reader.palette(root)
    looks = try reader.looks(root)
    monochrome = try reader.marks(root)
  }

  /// A mistake that shows only together with other files, at its place in this one.
  func error(_ problem: ThemeError.Problem, at path: [JSONPathStep]) -> ThemeError {
    ThemeReader(document: document, origin: origin).error(problem, at: path)
  }

  /// Where the colour of a role stands.
  func path(of role: Role, _ member: String) -> [JSONPathStep] {
    let path: [JSONPathStep] = ["roles", .key(role.rawValue)]
    return document.position(of: path + [.key(member)]) == nil ? path : path + [.key(member)]
  }
}
