/// What a server speaks; the raw value is its name in the configuration.
public enum RemoteDialect: String, Sendable, Equatable, CaseIterable {
  /// OpenAI's completions and chats, as many servers and services offer them.
  case openAI = "openai"
  /// llama.cpp's server: its own completions, OpenAI's chats.
  case llamaServer = "llama-server"
  /// The server of llama-cpp-python: OpenAI's API with llama.cpp's sampling, and a repetition penalty unless told otherwise.
  case llamaCppPython = "llama-cpp-python"
  /// vLLM: OpenAI's API with more ways to sample.
  case vllm
  /// Ollama's own API.
  case ollama
  /// Anthropic's messages, for policies only.
  case anthropic

  /// Where its server is unless the configuration says otherwise.
  public var defaultAddress: String {
    switch self {
    case .openAI: "https://api.openai.com"
    case .llamaServer: "http://localhost:8080"
    case .vllm, .llamaCppPython: "http://localhost:8000"
    case .ollama: "http://localhost:11434"
    case .anthropic: "https://api.anthropic.com"
    }
  }

  /// Whether it continues a prompt without wrapping it in a form of dialogues, as the aligner needs it.
  public var continuesPrompts: Bool { self != .anthropic }
}
