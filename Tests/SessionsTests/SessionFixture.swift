import Alignment
import Sessions

/// Edits as tests want them.
enum SessionFixture {
  static let context = "\n\nHuman: How do I sleep before an exam?\n\nAssistant:"
  static let answer = "Go to bed early. Do not drink coffee."

  static func edit(
    _ number: Int = 1, parent: Int? = nil, answer: String = answer,
    text: String = "Go to bed early, and do not drink coffee.", isEnded: Bool = true
  ) -> RecordedEdit {
    RecordedEdit(
      number: number, parent: parent, context: context, answer: answer, source: "pasted",
      prompt: "You are … \(answer)", droppedTurns: 1,
      objectives: [
        RecordedObjective(
          id: "harmless", label: "Harmless", description: "It does no harm",
          wording: "Harmlessness: It does no harm")
      ],
      family: .ultraFeedback, direction: .equal, format: .vicuna,
      sampling: RecordedSampling(
        temperature: 0.7, topK: 40, topP: 0.9, repetitionPenalty: 1.1, seed: .max),
      maximumTokens: 128, stopStrings: ["###"], trimsContext: false, model: "tiny",
      modelLocation: "/models/tiny", modelRevision: "0123456789abcdef F16 exact 128",
      text: text,
      ending: isEnded
        ? RecordedEnding(
          reason: "eos", promptTokens: 90, generatedTokens: 11, secondsToFirstToken: 0.25,
          decodeSeconds: 0.5) : nil)
  }

  static func texts(answer: String = answer) -> SessionEvent {
    .texts(context: context, answer: answer, source: "pasted")
  }
}
