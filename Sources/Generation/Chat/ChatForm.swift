import ChatTemplates
import Checkpoints
import Glibc
import Tokenization

/// How a local model wants dialogues, and how it ends its answers.
struct ChatForm: Sendable {
  let template: ChatTemplate
  /// Where the template stands, for errors.
  let file: String
  let specialTokens: [String: String]
  let clock: TemplateClock
  /// The token that ends an answer, where it is one.
  let endOfTurn: Int?
  /// The text that ends an answer, where that is no token.
  let endText: String?

  init(
    template: ChatTemplate, file: String, specialTokens: [String: String], clock: TemplateClock,
    tokenizer: any Tokenizer
  ) {
    self.template = template
    self.file = file
    self.specialTokens = specialTokens
    self.clock = clock
    let end = template.endOfAnswer(specialTokens: specialTokens, clock: clock)
      .drop(while: \.isWhitespace)
    let tokens = tokenizer.specialTokens.filter { !$0.text.isEmpty && end.hasPrefix($0.text) }
    endOfTurn = tokens.max { $0.text.utf8.count < $1.text.utf8.count }?.id
    let line = end.prefix { !$0.isNewline }
    endText = endOfTurn == nil && !line.isEmpty ? String(line) : nil
  }

  /// A dialogue as parts of a prompt that ends where the answer begins.
  func parts(of messages: [ChatMessage]) throws(GenerationError) -> [PromptPart] {
    do {
      return try template.render(
        messages.map { ChatTemplate.Message(role: $0.role.rawValue, content: $0.content) },
        specialTokens: specialTokens, clock: clock
      ).map { PromptPart($0.text, mayHoldSpecialTokens: $0.isTemplate) }
    } catch {
      throw .chatTemplate(file: file, error)
    }
  }
}

extension ChatForm {
  /// Finds the form of a model: its template, else a form that its tokens or names tell.
  ///
  /// - Parameters:
  ///   - checkpoint: The model.
  ///   - tokenizer: Its tokenizer.
  ///   - clock: What templates take for now.
  /// - Returns: The form, or why the model cannot be asked in one.
  static func find(
    of checkpoint: Checkpoint, tokenizer: any Tokenizer, clock: TemplateClock = .now
  ) -> Result<ChatForm, GenerationError> {
    var files = ChatFiles()
    if case .folder(let folder) = checkpoint.tokenizerSource {
      do {
        files = try ChatFiles.read(folder: folder)
      } catch {
        return .failure(.tokenizer(error))
      }
    } else if let source = checkpoint.chatTemplate {
      files.template = ChatFiles.Template(source: source, file: checkpoint.path)
    }
    for (name, id) in [
      ("bos_token", tokenizer.beginningOfSequence), ("eos_token", tokenizer.endOfSequence),
    ] where files.specialTokens[name] == nil {
      files.specialTokens[name] = tokenizer.specialTokens.first { $0.id == id }?.text
    }
    let template = files.template ?? known(checkpoint, tokenizer)
    guard let template else { return .failure(.chatUnsupported) }
    do throws(ChatTemplateError) {
      return .success(
        ChatForm(
          template: try ChatTemplate(template.source), file: template.file,
          specialTokens: files.specialTokens, clock: clock, tokenizer: tokenizer))
    } catch {
      return .failure(.chatTemplate(file: template.file, error))
    }
  }

  private static func known(
    _ checkpoint: Checkpoint, _ tokenizer: any Tokenizer
  ) -> ChatFiles.Template? {
    let metadata = checkpoint.metadata
    let folder = checkpoint.path.split(separator: "/").last.map(String.init)
    let tokens = Set(tokenizer.specialTokens.map(\.text))
    let form = KnownChatForm.recognize(
      hasToken: tokens.contains,
      names: [metadata?.name, metadata?.base, metadata?.promptFormat, folder].compactMap(\.self))
    return form.map { ChatFiles.Template(source: $0.template, file: $0.rawValue) }
  }
}

extension TemplateClock {
  /// The moment at which this is called, by the machine's clock and time zone.
  static var now: TemplateClock {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return TemplateClock(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
      hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
  }
}
