import Alignment
import Testing

@Suite struct `The built-in examples` {
  @Test(arguments: BuiltInExamples.all) func `name objectives of the catalog`(example: Example) {
    #expect(!example.objectives.isEmpty)
    for key in example.objectives {
      #expect(ObjectiveCatalog.builtIn.resolve(key, family: example.family)?.id == key)
    }
  }

  @Test(arguments: BuiltInExamples.all) func `end their context before the answer`(
    example: Example
  ) {
    #expect(Conversation.turns(of: example.context).last?.speaker == .assistant)
    #expect(example.context.hasSuffix("Assistant:"))
    #expect(!example.answer.isEmpty)
  }

  @Test func `have titles of their own and begin with a short one`() throws {
    #expect(Set(BuiltInExamples.all.map(\.title)).count == BuiltInExamples.all.count)
    #expect(try #require(BuiltInExamples.all.first).answer.count < 250)
  }
}
