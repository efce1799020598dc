import Alignment
import Generation
import TerminalUI

extension State {
  /// Replaces a text, without making the edit anew.
  mutating func setPassage(_ kind: PassageKind, _ raw: String) {
    let passage = Passage(raw)
    if kind == .question {
      talk.draft = passage
      return
    }
    meter.forgetTexts()
    talk.abandonReply()
    switch kind {
    case .context:
      context = passage
      // Dialogues begin with an empty line, which says nothing.
      contextPane.show(String(passage.shown.drop { $0.isNewline }))
      forgetPlaces(in: .context)
    case .answer:
      answer = passage
      recentEdits.clear()
      edit.isOfOlderAnswer = true
      answerPane.show(passage.shown)
      comparison.setAnswer(passage.shown)
      forgetPlaces(in: .answer)
      reading.answerFollows = true
    case .question: break
    }
  }

  /// Replaces a text and makes the edit anew.
  mutating func replacePassage(_ kind: PassageKind, _ raw: String, from source: String) -> [Effect]
  {
    guard !passage(kind).raw.utf8.elementsEqual(raw.utf8) else { return [] }
    setPassage(kind, raw)
    switch kind {
    case .answer: self.source = source
    case .context:
      talk.isOwn = true
      if source != "edited" { leaveRow() }
    case .question: return []
    }
    return restartEdit(after: .zero)
  }

  /// Shows an example's texts and switches its objectives on.
  mutating func load(_ example: Example) {
    leaveRow()
    setPassage(.context, example.context)
    setPassage(.answer, example.answer)
    source = example.title
    talk.isOwn = false
    let modelFamily: PromptFamily? =
      if case .ready(let description) = engine {
        description.family.flatMap(PromptFamily.init(name:))
      } else {
        nil
      }
    if !isFamilyChosen { family = modelFamily ?? example.family }
    board.enable(example.objectives, family: family)
    arrangeBoard()
  }

  mutating func chooseExample() -> [Effect] {
    guard case .examples(let selected) = overlays.last,
      configuration.examples.indices.contains(selected)
    else { return [] }
    overlays.removeLast()
    load(configuration.examples[selected])
    return restartEdit(after: .zero)
  }

  mutating func take(_ result: FileResult, of path: String, as kind: PassageKind) -> [Effect] {
    switch result {
    case .success(let text):
      say("Read \(text.utf8.count) bytes as the \(kind.name).", .success)
      return replacePassage(kind, text, from: path)
    case .failure(let reason):
      say(reason, .error)
      return []
    }
  }

  // MARK: - Pasting

  /// A paste is text and never keys: it goes into what is being written, else waits to be told what it is.
  mutating func paste(_ text: String) -> [Effect] {
    quitArmedUntil = nil
    guard !text.isEmpty else { return [] }
    switch layer {
    case .editing, .question: editing?.editor.paste(text)
    case .wording, .path, .presetName, .rowSearch, .dataFile, .sessionField, .search,
      .palette:
      editField { $0.paste(Self.singleLine(text)) }
    case .paste: overlays[overlays.count - 1] = .paste(text)
    case .command, .matches, .selection, .help, .examples, .objectives, .presets, .rows, .sessions,
      .staging, .history, .historyComparison, .tokens, .contest, .iteration, .themes,
      .models:
      overlays.append(.paste(text))
    }
    return []
  }

  mutating func takePaste(as kind: PassageKind) -> [Effect] {
    guard case .paste(let text) = overlays.last else { return [] }
    // The lists under the question have nothing to do with the text.
    let effects = endContest() + endIteration()
    overlays = []
    return effects + replacePassage(kind, text, from: "pasted")
  }

  private static func singleLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  // MARK: - Outside of the program

  mutating func openExternalEditor() -> [Effect] {
    if let editing { return [.openEditor(editing.target, text: editing.editor.text)] }
    let kind: PassageKind = focus == .context ? .context : .answer
    return [.openEditor(kind, text: passage(kind).raw)]
  }

  mutating func takeFromEditor(_ result: FileResult?, as kind: PassageKind) -> [Effect] {
    switch result {
    case .success(let text):
      if editing?.target == kind {
        editing?.editor.setText(text)
        return []
      }
      return replacePassage(kind, text, from: "edited")
    case .failure(let reason): say(reason, .error)
    case nil: break
    }
    return []
  }
}
