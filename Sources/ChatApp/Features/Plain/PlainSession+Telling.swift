import Alignment
import Generation
import TerminalUI

extension PlainSession {
  /// What has been said, so that it is not said twice.
  struct Told {
    fileprivate var isEngineReady = false
    fileprivate var policy: String?
    fileprivate var isWriting = false
    fileprivate var notice: Notice?
    fileprivate var edit = ToldText()
    fileprivate var editID = 0
    fileprivate var isEditUnderWay = false
    fileprivate var hasEditEnded = false
    fileprivate var reply = ToldText()
    fileprivate var isReplyUnderWay = false
    /// Whether somebody waits to hear what each objective did.
    var isAttributing = false

    /// Another edit is on the screen, of which nothing has been said.
    mutating func forgetEdit() {
      edit = ToldText()
      hasEditEnded = false
    }
  }

  /// Says what is new since the last time.
  mutating func tell() {
    tellEngines()
    tellReply()
    tellEdit()
    tellAttribution()
    tellWriting()
    guard state.notice != told.notice else { return }
    told.notice = state.notice
    if let notice = state.notice, !notice.isHint { say("note: " + notice.text) }
  }

  private mutating func tellEngines() {
    if case .ready(let description) = state.engine, !told.isEngineReady {
      told.isEngineReady = true
      say("model: \(description.name), \(state.family.rawValue) prompts")
    }
    if case .ready(let name) = state.talk.policy, told.policy != name {
      told.policy = name
      say("policy: \(name)")
    }
  }

  private mutating func tellReply() {
    let reply = state.talk.reply
    let wasUnderWay = told.isReplyUnderWay
    told.isReplyUnderWay = reply.isUnderWay
    if reply.isUnderWay, !wasUnderWay { told.reply = ToldText() }
    guard reply.isUnderWay || wasUnderWay else { return }
    say(lines: told.reply.more(of: reply.shown.text, "answer:", isWhole: !reply.isUnderWay))
  }

  private mutating func tellEdit() {
    let edit = state.edit
    // Stopping an edit gives it another id.
    if edit.id != told.editID, edit.phase != .stopped {
      if told.isEditUnderWay, told.edit.isBegun { say("status: begun again") }
      told.forgetEdit()
    }
    told.editID = edit.id
    let wasUnderWay = told.isEditUnderWay
    told.isEditUnderWay = edit.isUnderWay
    say(lines: told.edit.more(of: edit.shown.text, "edit:", isWhole: !edit.isUnderWay))
    if edit.isUnderWay {
      told.hasEditEnded = false
      return
    }
    guard !told.hasEditEnded, wasUnderWay || edit.summary != nil else { return }
    told.hasEditEnded = true
    if edit.summary != nil { say(lines: PlainChanges.lines(of: state)) }
    say("status: " + PlainChanges.status(of: edit))
  }

  private mutating func tellAttribution() {
    guard told.isAttributing else { return }
    guard let attribution = state.lens.attribution else {
      told.isAttributing = false
      return
    }
    switch attribution.phase {
    case .scoring: return
    case .failed(let reason): say("note: " + reason)
    case .finished: say(lines: PlainAttribution.lines(of: attribution, in: state))
    }
    told.isAttributing = false
    state.overlays.removeAll { $0 == .tokens }
  }

  private mutating func tellWriting() {
    let wasWriting = told.isWriting
    told.isWriting = state.editing != nil
    guard let editing = state.editing, !wasWriting else { return }
    // The screen's notice names the screen's keys.
    told.notice = state.notice
    say("Type the \(editing.target.name); a line with only a full stop ends it.")
    guard !editing.editor.isEmpty else { return }
    say("so far", text: TerminalSanitizer.sanitize(editing.editor.text).text)
    if editing.editor.text.last != "\n" { state.editing?.editor.insert("\n") }
  }
}

/// How much of a text that grows has been said.
struct ToldText {
  private var bytes = 0
  private(set) var isBegun = false

  /// The lines that are whole by now and have not been said, under a title the first time.
  mutating func more(of text: String, _ title: String, isWhole: Bool) -> [String] {
    let utf8 = text.utf8
    guard utf8.count > bytes else { return [] }
    let start = utf8.index(utf8.startIndex, offsetBy: bytes)
    let rest = text[start...]
    let end = isWhole ? rest.endIndex : rest.lastIndex(of: "\n").map(rest.index(after:))
    guard let end, end > rest.startIndex else { return [] }
    let titles = isBegun ? [] : [title]
    isBegun = true
    bytes += rest[..<end].utf8.count
    return titles + rest[..<end].split(separator: "\n").map(String.init)
  }
}

/// What each objective did to the edit, in lines.
enum PlainAttribution {
  static func lines(of attribution: Attribution, in state: State) -> [String] {
    guard !attribution.objectives.isEmpty else { return ["attribution: no objective is on"] }
    let title = "attribution: how much likelier each objective makes the edit's words"
    return [title]
      + attribution.objectives.map { id in
        let label = state.board.objective(id)?.label ?? id
        guard let total = attribution.total(of: id), let parts = attribution.differences[id] else {
          return "\(label): not known"
        }
        var line = "\(label): \(Format.signedHundredths(total))"
        let strongest = parts.indices.max { abs(parts[$0]) < abs(parts[$1]) }
        if let strongest, attribution.tokens.indices.contains(strongest) {
          let token = TerminalSanitizer.sanitize(
            attribution.tokens[strongest].scored.text, place: .name
          ).text
          line += ", most at \"\(token)\" \(Format.signedHundredths(parts[strongest]))"
        }
        return line
      }
  }
}
