import Alignment
import StrictJSON
import TestSupport
import Testing

@Suite struct `Conversations` {
  @Test(arguments: [
    ("", []),
    (
      "\n\nHuman: a\n\nAssistant: b\n\nHuman: c \n\nAssistant:",
      ["\n\nHuman:", "\n\nAssistant:", "\n\nHuman:", "\n\nAssistant:"]
    ),
    (
      "Human: a Assistant: b Human: c Assistant:",
      ["Human:", " Assistant:", " Human:", " Assistant:"]
    ),
    ("Human: a\nAssistant: b Human: c", ["Human:", "\nAssistant:"]),
    ("\n\nHuman: a\n\nAssistant: Human:  b", ["\n\nHuman:", "\n\nAssistant:"]),
    ("Some words\n\nHuman: a", ["", "\n\nHuman:"]),
    ("A plain question about Human: rights", [""]),
    ("\r\n\r\nHuman: a", ["", "\nHuman:"]),
    ("Human:", ["Human:"]),
    ("\n\n\nHuman:\n\nHuman:", ["", "\n\nHuman:", "\n\nHuman:"]),
    ("\n\nHuman:e\u{301}\n\nAssistant:\u{301}", ["\n\nHuman:", "\n\nAssistant:"]),
  ])
  func `split at their markers and join byte for byte`(text: String, markers: [String]) {
    let turns = Conversation.turns(of: text)
    #expect(turns.map(\.marker) == markers)
    #expect(Array(Conversation.joined(turns).utf8) == Array(text.utf8))
  }

  @Test func `know who speaks and what was said`() {
    let turns = Conversation.turns(of: "Hi.\n\nHuman: a\n\nAssistant: ")
    #expect(turns.map(\.speaker) == [nil, .human, .assistant])
    #expect(turns.map(\.text) == ["Hi.", " a", " "])
    #expect(turns.map(\.isBlank) == [false, false, true])
  }

  @Test(.enabled(if: SharedFolder.isPresent, "needs the shared reference folder"))
  func `of the reference prompts join byte for byte`() throws {
    let shared = try #require(SharedFolder.path)
    let records = try #require(
      JSONParser.parse(try fileBytes(shared + "/reference/prompts.json")).arrayValue)
    for record in records {
      let context = try #require(record["question"]?.stringValue)
      let turns = Conversation.turns(of: context)
      #expect(turns.count > 1)
      #expect(Array(Conversation.joined(turns).utf8) == Array(context.utf8))
    }
  }
}
