import Alignment
import StrictJSON
import Testing

@Suite struct `Presets in a catalog` {
  private static let file = """
    {
      "schema": 1,
      "presets": [
        {
          "why": "for guests",
          "name": "Kind and short",
          "objectives": [
            "harmless",
            "not here"
          ]
        }
      ],
      "objectives": []
    }

    """

  @Test func `are read, and kept to the byte with what is unknown`() throws {
    let catalog = try ObjectiveCatalog.parse(Array(Self.file.utf8))
    #expect(
      catalog.presets == [
        ObjectivePreset(name: "Kind and short", objectives: ["harmless", "not here"])
      ])
    #expect(String(decoding: catalog.serialized(), as: UTF8.self) == Self.file)
  }

  @Test func `are stored by name, whatever its case`() throws {
    var catalog = try ObjectiveCatalog.parse(Array(Self.file.utf8))
    try catalog.store(ObjectivePreset(name: "kind AND short", objectives: ["fair"]))
    try catalog.store(ObjectivePreset(name: "Other", objectives: []))
    #expect(catalog.presets.map(\.name) == ["kind AND short", "Other"])
    let text = String(decoding: catalog.serialized(), as: UTF8.self)
    #expect(text.contains("\"why\": \"for guests\""))
    catalog.removePreset("OTHER")
    catalog.removePreset("nothing")
    #expect(catalog.presets.map(\.name) == ["kind AND short"])
    #expect(try ObjectiveCatalog.parse(catalog.serialized()).presets == catalog.presets)
  }

  @Test func `need a name that can be read again`() {
    var catalog = ObjectiveCatalog()
    #expect(throws: AlignmentError.presetWithoutName) {
      try catalog.store(ObjectivePreset(name: " ", objectives: []))
    }
    #expect(throws: AlignmentError.controlCharacterInPreset(name: "a\u{7}", scalar: "\u{7}")) {
      try catalog.store(ObjectivePreset(name: "a\u{7}", objectives: []))
    }
  }

  @Test(arguments: [
    (#"{"schema":1,"objectives":[],"presets":{}}"#, 39),
    (#"{"schema":1,"objectives":[],"presets":[{"objectives":[]}]}"#, 40),
    (#"{"schema":1,"objectives":[],"presets":[{"name":"a"}]}"#, 40),
    (#"{"schema":1,"objectives":[],"presets":[{"name":" ","objectives":[]}]}"#, 48),
    (#"{"schema":1,"objectives":[],"presets":[{"name":"a","objectives":[1]}]}"#, 66),
  ])
  func `are refused at the place of the mistake`(text: String, column: Int) {
    let error = #expect(throws: CatalogError.self) {
      try ObjectiveCatalog.parse(Array(text.utf8))
    }
    #expect(error?.line == 1)
    #expect(error?.column == column)
  }

  @Test func `have names of their own`() {
    let text = #"""
      {"schema":1,"objectives":[],"presets":[{"name":"a b","objectives":[]},
      {"name":"A_B","objectives":[]}]}
      """#
    let error = #expect(throws: CatalogError.self) {
      try ObjectiveCatalog.parse(Array(text.utf8))
    }
    #expect(error?.problem == .duplicateName("A_B", firstUsedBy: "a b"))
    #expect(error?.line == 2)
  }
}

@Suite struct `The order of a catalog` {
  @Test(arguments: [
    (1, ["helpful", "harmless", "humour"]), (-1, ["harmless", "helpful", "humour"]),
    (Int.max, ["helpful", "humour", "instruction_following"]),
    (Int.min, ["harmless", "helpful", "humour"]),
  ])
  func `is changed by moving`(steps: Int, order: [String]) {
    var catalog = ObjectiveCatalog.builtIn
    catalog.move("harmless", by: steps)
    #expect(Array(catalog.objectives.map(\.id).prefix(3)) == order)
    #expect(catalog.objectives.count == ObjectiveCatalog.builtIn.objectives.count)
  }

  @Test func `has a copy behind its original, with the same prompts and a name of its own`() throws
  {
    var catalog = ObjectiveCatalog.builtIn
    let first = try catalog.duplicate("humour")
    let second = try catalog.duplicate("humour")
    #expect(first.label == "Humour 2")
    #expect(second.id == "humour-3")
    #expect(
      catalog.objectives.map(\.id)[2...4] == ["humour", "humour-3", "humour-2"])
    #expect(first.promptText(for: .hhRLHF) == catalog.objectives[2].promptText(for: .hhRLHF))
    #expect(first.isUserDefined)
    #expect(first.isTrained(in: .hhRLHF))
    #expect(throws: AlignmentError.noSuchObjective(id: "nothing")) {
      try catalog.duplicate("nothing")
    }
  }

  @Test func `of families loses those whose prompt says something else`() {
    let old = ObjectiveCatalog.builtIn.objectives[1]
    #expect(old.trainedFamilies == [.hhRLHF, .ultraFeedback])
    var new = old
    new.prompts[.ultraFeedback] = "Help: be of use"
    new.inheritTraining(from: old)
    #expect(new.trainedFamilies == [.hhRLHF])
    new = old
    new.prompts = [:]
    new.description = "be of use"
    new.inheritTraining(from: old)
    #expect(new.trainedFamilies == [])
  }
}
