import Alignment
import Testing

@testable import ChatApp

@Suite("Dialogues as texts")
struct DialogueTextTests {
  @Test("A question opens a dialogue in the family's form")
  func opens() {
    #expect(DialogueText.opening("Why?", family: .hhRLHF) == "\n\nHuman: Why?\n\nAssistant:")
    #expect(DialogueText.opening("Why?", family: .ultraFeedback) == "Why?")
  }

  @Test(
    "What was said before stays to the byte, and the reply closes the open turn",
    arguments: [
      ("\n\nHuman: Hi\n\nAssistant:", "\n\nHuman: Hi\n\nAssistant: Hello!"),
      ("\n\nHuman:  Hi \n\nAssistant: ", "\n\nHuman:  Hi \n\nAssistant: Hello!"),
      ("\n\nHuman: Hi", "\n\nHuman: Hi\n\nAssistant: Hello!"),
      ("Human: Hi Assistant:", "\n\nHuman: Hi\n\nAssistant: Hello!"),
      ("Why is it so?\n", "\n\nHuman: Why is it so?\n\nAssistant: Hello!"),
    ])
  func continues(context: String, expected: String) {
    #expect(
      DialogueText.continued(context, reply: " Hello!\n", question: "And?")
        == expected + "\n\nHuman: And?\n\nAssistant:")
  }

  @Test("A policy continues the turns as one text, whatever the context's form")
  func prompts() {
    let plain = DialogueText.prompt(for: DialogueText.turns(of: "Why?"))
    #expect(plain == "\n\nHuman: Why?\n\nAssistant:")
    let dialogue = "\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: And?\n\nAssistant:"
    #expect(DialogueText.prompt(for: DialogueText.turns(of: dialogue)) == dialogue)
  }
}
