import Alignment
import StrictJSON
import TestSupport
import Testing

@Suite struct `The catalog` {
  @Test func `in the program is the file's`() throws {
    let file = try fileBytes(SharedFolder.packageRoot + "/objectives.json")
    #expect(file == ObjectiveCatalog.builtInBytes)
    #expect(ObjectiveCatalog.builtIn.serialized() == file)
  }

  @Test func `has the seed's fifteen objectives`() {
    #expect(
      ObjectiveCatalog.builtIn.objectives.map(\.id) == [
        "harmless", "helpful", "humour", "instruction_following", "honest", "truthful", "correct",
        "informative", "professional", "specific", "factual", "readable", "fair", "repeat",
        "length",
      ])
    #expect(ObjectiveCatalog.builtIn.objectives.allSatisfy { !$0.isUserDefined })
  }

  private static let userFile = """
    {
      "note": "mine",
      "objectives": [
        {
          "weight": 1.50,
          "id": "brief",
          "label": "Brief",
          "prompts": {
            "uf": "Brevity: be brief",
            "hh": "BREVITY"
          },
          "description": "be brief",
          "trained": [
            "uf"
          ]
        },
        {
          "id": "kind",
          "label": "Kind",
          "description": "be kind",
          "extra": {
            "a": [
              null
            ]
          }
        }
      ],
      "schema": 1,
      "zz": []
    }

    """

  @Test func `keeps what it does not know, and all orders, through a save`() throws {
    let bytes = Array(Self.userFile.utf8)
    let catalog = try ObjectiveCatalog.parse(bytes)
    #expect(catalog.objectives[0].promptText(for: .hhRLHF) == "BREVITY")
    #expect(catalog.objectives[0].isUserDefined)
    #expect(String(decoding: catalog.serialized(), as: UTF8.self) == Self.userFile)
  }

  @Test func `changes only what was changed`() throws {
    var catalog = try ObjectiveCatalog.parse(Array(Self.userFile.utf8))
    var brief = catalog.objectives[0]
    brief.description = "be very brief"
    brief.prompts[.hhRLHF] = nil
    try catalog.replace("brief", with: brief)
    try catalog.remove("kind")
    try catalog.add(Objective.parse(commandLine: "Calm: be calm"))
    #expect(
      String(decoding: catalog.serialized(), as: UTF8.self) == """
        {
          "note": "mine",
          "objectives": [
            {
              "weight": 1.50,
              "id": "brief",
              "label": "Brief",
              "prompts": {
                "uf": "Brevity: be brief"
              },
              "description": "be very brief",
              "trained": [
                "uf"
              ]
            },
            {
              "id": "calm",
              "label": "Calm",
              "description": "be calm",
              "source": "user"
            }
          ],
          "schema": 1,
          "zz": []
        }

        """)
    #expect(try ObjectiveCatalog.parse(catalog.serialized()).objectives == catalog.objectives)
  }

  @Test func `written from nothing can be read again`() throws {
    var catalog = ObjectiveCatalog()
    try catalog.add(Objective.parse(commandLine: "Calm: be \"calm\" \\ 🌿"))
    #expect(try ObjectiveCatalog.parse(catalog.serialized()).objectives == catalog.objectives)
  }

  @Test(arguments: ["humour", "Humor", "HUMOUR", "Humour"])
  func `refuses a second owner of a name`(name: String) {
    var catalog = ObjectiveCatalog.builtIn
    #expect(throws: AlignmentError.nameTaken(name: name, by: "humour")) {
      try catalog.add(Objective(id: "x-1", label: "X 1", description: "x", aliases: [name]))
    }
    #expect(catalog == ObjectiveCatalog.builtIn)
  }

  @Test(arguments: [
    (
      Objective(id: "x", label: "X", description: " "),
      AlignmentError.objectiveWithoutDescription(label: "X")
    ),
    (Objective(id: "x", label: " ", description: "x"), .objectiveWithoutLabel(" ")),
    (
      Objective(id: "x", label: "X", description: "x", prompts: [.imhi: ""]),
      .objectiveWithoutLabel("X")
    ),
    (
      Objective(id: "x", label: "X", description: "x", aliases: ["X"]),
      .nameTaken(name: "X", by: "x")
    ),
    (
      Objective(id: "x", label: "X", description: "a\nb"),
      .controlCharacterInObjective(label: "X", scalar: "\n")
    ),
  ])
  func `takes nothing that it could not read again`(objective: Objective, error: AlignmentError) {
    var catalog = ObjectiveCatalog.builtIn
    #expect(throws: error) { try catalog.add(objective) }
    #expect(throws: error) { try catalog.replace("fair", with: objective) }
  }

  @Test func `says when there is nothing to replace or remove`() {
    var catalog = ObjectiveCatalog.builtIn
    let missing = AlignmentError.noSuchObjective(id: "nothing")
    #expect(throws: missing) { try catalog.remove("nothing") }
    #expect(throws: missing) { try catalog.replace("nothing", with: catalog.objectives[0]) }
  }

  @Test(arguments: [
    (#"{"schema":1,"objectives":[],}"#, CatalogError.Problem.notJSON(.unexpectedByte(0x7D)), 1, 29),
    ("[]", .wrongType(member: "catalog", expected: .object, found: .array), 1, 1),
    (#"{"objectives":[]}"#, .missing(member: "schema", expected: .number), 1, 1),
    (#"{"schema":1}"#, .missing(member: "objectives", expected: .array), 1, 1),
    (#"{"schema":2,"objectives":[]}"#, .unsupportedSchema(found: 2, newest: 1), 1, 11),
    (#"{"schema":0,"objectives":[]}"#, .unsupportedSchema(found: 0, newest: 1), 1, 11),
    (#"{"schema":1.0,"objectives":[]}"#, .notWhole(member: "schema"), 1, 11),
    (
      #"{"schema":"1","objectives":[]}"#,
      .wrongType(member: "schema", expected: .number, found: .string), 1, 11
    ),
    (
      #"{"schema":1,"objectives":{}}"#,
      .wrongType(member: "objectives", expected: .array, found: .object), 1, 26
    ),
    (
      "{\"schema\":1,\n\"objectives\":[\n 5]}",
      .wrongType(member: "objective", expected: .object, found: .number), 3, 2
    ),
  ])
  func `says where a file goes wrong`(
    text: String, problem: CatalogError.Problem, line: Int, column: Int
  ) {
    let error = #expect(throws: CatalogError.self) { try ObjectiveCatalog.parse(Array(text.utf8)) }
    #expect(error?.problem == problem)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  /// Each row: members of the second objective, which stands alone on line 3.
  @Test(arguments: [
    (
      #""label":"B","description":"b""#,
      CatalogError.Problem.missing(member: "id", expected: .string), 2
    ),
    (#""id":"b","label":"B""#, .missing(member: "description", expected: .string), 2),
    (#""id":"b","description":"b""#, .missing(member: "label", expected: .string), 2),
    (#""id":"b","label":"B","description":" ""#, .blank(member: "description"), 38),
    (
      #""id":7,"label":"B","description":"b""#,
      .wrongType(member: "id", expected: .string, found: .number), 8
    ),
    (#""id":"A","label":"B","description":"b""#, .duplicateName("A", firstUsedBy: "a"), 8),
    (
      #""id":"one_more","label":"B","description":"b""#,
      .duplicateName("one_more", firstUsedBy: "a"), 8
    ),
    (#""id":"b","label":"a","description":"b""#, .duplicateName("a", firstUsedBy: "a"), 20),
    (
      #""id":"b","label":"B","description":"b","aliases":["c","c"]"#,
      .duplicateName("c", firstUsedBy: "b"), 57
    ),
    (
      #""id":"b","label":"B","description":"b","aliases":"c""#,
      .wrongType(member: "aliases", expected: .array, found: .string), 52
    ),
    (
      #""id":"b","label":"B","description":"b","trained":["HH","xx"]"#,
      .unknownFamily("xx", known: ["HH-RLHF", "UltraFeedback", "IMHI"]), 58
    ),
    (
      #""id":"b","label":"B","description":"b","prompts":{"xx":"t"}"#,
      .unknownFamily("xx", known: ["HH-RLHF", "UltraFeedback", "IMHI"]), 58
    ),
    (
      #""id":"b","label":"B","description":"b","prompts":{"hh":"t","HH-RLHF":"u"}"#,
      .duplicateName("HH-RLHF", firstUsedBy: "HH-RLHF"), 72
    ),
    (
      #""id":"b","label":"B","description":"b\u001b""#,
      .controlCharacter(member: "description", scalar: "\u{1B}"), 38
    ),
  ])
  func `says where an objective goes wrong`(
    members: String, problem: CatalogError.Problem, column: Int
  ) {
    let text = """
      {"schema":1,"objectives":[
      {"id":"a","label":"A","description":"a","aliases":["one more"]},
       {\(members)}]}
      """
    let error = #expect(throws: CatalogError.self) { try ObjectiveCatalog.parse(Array(text.utf8)) }
    #expect(error?.problem == problem)
    #expect(error?.line == 3)
    #expect(error?.column == column)
  }
}
