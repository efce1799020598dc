/// Forms of dialogues that models were trained on without saying so in a template.
public enum KnownChatForm: String, Sendable, CaseIterable {
  case chatML = "chatml"
  case llama3
  case gemma
  case zephyr
  case llama2 = "llama-2"
  case vicuna
  case mistral

  /// Finds the form of a model that has no template.
  ///
  /// - Parameters:
  ///   - hasToken: Whether the tokenizer has a special token of this text.
  ///   - names: What the model and its base are called, and the form that its metadata names.
  /// - Returns: The form; nil where nothing tells.
  public static func recognize(
    hasToken: (String) -> Bool, names: [String]
  ) -> KnownChatForm? {
    // Tokens that one form alone has are the surest sign.
    if hasToken("<|im_start|>"), hasToken("<|im_end|>") { return .chatML }
    if hasToken("<|start_header_id|>"), hasToken("<|eot_id|>") { return .llama3 }
    if hasToken("<start_of_turn>"), hasToken("<end_of_turn>"),
      names.contains(where: { $0.isNamed("it") || $0.isNamed("instruct") || $0.isNamed("chat") })
    {
      return .gemma
    }
    for name in names {
      let isChat = name.isNamed("chat") || name.isNamed("instruct")
      if name.isNamed("vicuna") { return .vicuna }
      if name.isNamed("zephyr") || name.isNamed("tinyllama") && isChat { return .zephyr }
      if isChat, name.isNamed("mistral") || name.isNamed("mixtral") { return .mistral }
      if isChat, name.isNamed("llama-2") || name.isNamed("llama2") { return .llama2 }
    }
    return nil
  }

  /// The form as a template.
  public var template: String {
    switch self {
    case .chatML:
      """
      {% for message in messages %}
      {{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
      {%- endfor %}
      {% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}
      """
    case .llama3:
      """
      {{ bos_token }}
      {%- for message in messages %}
      {{- '<|start_header_id|>' + message.role + '<|end_header_id|>\\n\\n' + message.content | trim + '<|eot_id|>' }}
      {%- endfor %}
      {%- if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}
      """
    case .gemma:
      """
      {{ bos_token }}
      \(Self.systemIntoFirstMessage)
      {%- for message in turns %}
      {%- set role = 'model' if message.role == 'assistant' else message.role %}
      {{- '<start_of_turn>' + role + '\\n' + (lead if loop.first else '') + message.content | trim }}
      {{- '<end_of_turn>\\n' }}
      {%- endfor %}
      {%- if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}
      """
    case .zephyr:
      """
      {% for message in messages %}
      {{ '<|' + message.role + '|>\\n' + message.content + eos_token + '\\n' }}
      {%- endfor %}
      {% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}
      """
    case .llama2:
      """
      \(Self.systemIntoFirstMessage)
      {%- set lead = '<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' if system else '' %}
      {%- for message in turns %}
      {%- if message.role == 'user' %}
      {{- bos_token + '[INST] ' + ((lead if loop.first else '') + message.content) | trim + ' [/INST]' }}
      {%- else %}
      {{- ' ' + message.content | trim + ' ' + eos_token }}
      {%- endif %}
      {%- endfor %}
      """
    case .vicuna:
      """
      {{ bos_token }}
      \(Self.systemIntoFirstMessage)
      {{- (system or '\(Self.vicunaOpening)') + ' ' }}
      {%- for message in turns %}
      {%- if message.role == 'user' %}{{ 'USER: ' + message.content + ' ' }}
      {%- else %}{{ 'ASSISTANT: ' + message.content + eos_token }}{% endif %}
      {%- endfor %}
      {%- if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}
      """
    case .mistral:
      """
      {{ bos_token }}
      \(Self.systemIntoFirstMessage)
      {%- for message in turns %}
      {%- if message.role == 'user' %}
      {{- '[INST] ' + (lead if loop.first else '') + message.content + ' [/INST]' }}
      {%- else %}
      {{- ' ' + message.content + eos_token }}
      {%- endif %}
      {%- endfor %}
      """
    }
  }

  /// Sets `turns`, `system`, and `lead`, which stands before the first turn's text.
  private static let systemIntoFirstMessage = """
    {%- set hasSystem = messages and messages[0].role == 'system' %}
    {%- set system = messages[0].content if hasSystem else '' %}
    {%- set turns = messages[1:] if hasSystem else messages %}
    {%- set lead = system + '\\n\\n' if system else '' %}
    """

  /// What FastChat's Vicuna begins with.
  private static let vicunaOpening = """
    A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and \
    polite answers to the user\\'s questions.
    """
}

extension String {
  /// Whether a name has this part, whatever the case, and not within a longer word.
  fileprivate func isNamed(_ part: String) -> Bool {
    let name = Array(lowercased().utf8)
    let part = Array(part.utf8)
    func isWord(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    guard part.count <= name.count else { return false }
    return (0...name.count - part.count).contains { place in
      name[place...].starts(with: part)
        && (place == 0 || !isWord(name[place - 1]))
        && (place + part.count == name.count || !isWord(name[place + part.count]))
    }
  }
}
