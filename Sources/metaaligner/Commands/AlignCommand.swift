import Alignment
import ArgumentParser
import Generation
import Storage
import StrictJSON
import TerminalUI

/// `metaaligner align`: one aligned edit, streamed to standard output.
struct AlignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Stream one aligned edit to standard output.",
    discussion: """
      EXAMPLES:
        metaaligner align --context 'Human: Is tea good for me? Assistant:' \\
          --answer 'Yes.' --objectives helpful,humour
        metaaligner align --context-file question.txt --answer-file - < answer.txt
        metaaligner align --context 'Human: Hi! Assistant:' --answer 'Hello.' \\
          --objective 'Brevity: The response should be as short as it can be' --json
        metaaligner align --context 'Human: Hi! Assistant:' --answer 'Hello.' \\
          --dry-run

      --json prints one document: schema, prompt, prompt_tokens, text, tokens, stop_reason (eos, stop_string, token_limit, \
      context_limit or cancelled), time_to_first_token_seconds, tokens_per_second, objectives, objective_texts, family, \
      direction, dropped_turns, model, model_folder, sampling and seed (null when greedy).
      Ctrl-C ends the edit and keeps what is there; a second one ends the program at once.
      """)

  @OptionGroup(title: "Texts") var texts: TextOptions
  @OptionGroup(title: "Objectives") var objectives: ObjectiveOptions
  @OptionGroup(title: "Model") var engine: EngineOptions
  @OptionGroup(title: "Sampling") var sampling: SamplingOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Settings") var configurationFile: ConfigurationOption

  func run() async throws {
    let notices = output.notices
    let settings = try configurationFile.load()
    if let notice = settings.unknownMembersNotice { notices.notice(notice) }
    let resolver = try RequestResolver(
      objectives, model: engine.name ?? settings.text(.model),
      factory: EngineFactory(settings, engine: engine.engine),
      adapter: engine.model.compute.adapter, notices: notices)
    guard let answer = try texts.readAnswer() else {
      throw CommandError.missingText(option: "answer")
    }
    guard let context = try texts.readContext() else {
      throw CommandError.missingText(option: "context")
    }
    var request = resolver.request(context: context, answer: answer)
    if output.dryRun { return try StandardOutput.write(request.prompt) }

    let model = try await resolver.loadEngine(engine.model.compute.engineOptions(settings))
    if resolver.isFamilyGuessed {
      notices.notice(
        "the model does not say which prompts it was trained on; using HH-RLHF's (--family chooses)"
      )
    }
    var droppedTurns = 0
    if engine.overflow == .trim {
      (request, droppedTurns) = try await fitted(request, to: model, notices)
    }
    let seed = sampling.chooseSeed()
    let generation = GenerationRequest(
      prompt: request.prompt,
      sampling: try sampling.resolve(for: model, seed: seed),
      maximumTokens: engine.maxTokens, stopStrings: engine.stop, draftSources: [answer])

    let edit = try await Edit.stream(generation, from: model, printing: !output.json)
    if output.json {
      try StandardOutput.write(
        AlignDocument(
          request: request, generation: generation, edit: edit, droppedTurns: droppedTurns,
          engine: model.description
        ).json)
    }
    notices.detail(edit.summary.inWords)
    if let signal = edit.interruptedBy { throw CommandError.interrupted(signal: signal) }
  }

  private func fitted(
    _ request: AlignmentRequest, to engine: any Engine, _ notices: Notices
  ) async throws -> (AlignmentRequest, droppedTurns: Int) {
    let limit = engine.description.contextLength - 1
    let fitted = try await request.fitted(toPromptTokens: limit) {
      (prompt) async throws(GenerationError) in try await engine.countTokens(prompt)
    }
    guard fitted.fits else {
      throw CommandError.promptDoesNotFit(promptTokens: fitted.promptTokens, limit: limit)
    }
    if fitted.droppedTurns > 0 {
      notices.notice("left out the oldest \(fitted.droppedTurns) turns of the context")
    }
    return (fitted.request, fitted.droppedTurns)
  }
}
