import Testing

@testable import Generation

/// What servers send, as their sources and documents have it, with the text and end that it means.
struct Transcript: Sendable, CustomTestStringConvertible {
  let name: String
  let format: RemoteStreamFormat
  let stream: String
  var text = "Hé 日本!"
  var promptTokens = 7
  var generatedTokens = 3
  var cachedTokens = 0
  var stopReason = StopReason.endOfSequence

  var testDescription: String { name }

  static let all = [
    Transcript(
      name: "OpenAI's completions", format: .openAI,
      stream: """
        data: {"id":"cmpl-1","object":"text_completion","choices":[{"text":"Hé","index":0,"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"cmpl-1","choices":[{"text":" 日本","index":0,"finish_reason":null}]}

        data: {"id":"cmpl-1","choices":[{"text":"!","index":0,"finish_reason":"stop"}]}

        data: {"id":"cmpl-1","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}

        data: [DONE]


        """),
    Transcript(
      name: "OpenAI's chats", format: .openAI,
      stream: """
        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"content":"H"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"é 日本!"}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}

        data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":16,"prompt_tokens_details":{"cached_tokens":5}}}

        data: [DONE]


        """, generatedTokens: 16, cachedTokens: 5, stopReason: .tokenLimit),
    Transcript(
      name: "vLLM, stopped by a string", format: .openAI,
      stream: """
        data: {"choices":[{"index":0,"text":"Hé 日本!","logprobs":null,"finish_reason":"stop","stop_reason":"\\n\\nHuman:"}]}

        data: {"choices":[],"usage":{"prompt_tokens":7,"total_tokens":10,"completion_tokens":3}}

        data: [DONE]


        """, stopReason: .stopString),
    Transcript(
      name: "vLLM, its context full", format: .openAI,
      stream: """
        data: {"choices":[{"index":0,"text":"Hé 日本!","finish_reason":"length","stop_reason":null}]}

        data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}

        data: [DONE]


        """, stopReason: .contextLimit),
    Transcript(
      name: "a server that never says DONE", format: .openAI,
      stream: """
        data: {"choices":[{"delta":{"content":"Hé 日本!"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}


        """),
    Transcript(
      name: "a server that says DONE and nothing else", format: .openAI,
      stream: """
        data: {"choices":[{"text":"Hé"}]}

        : keep-alive

        data: {"choices":[{"text":" 日本!"}]}

        data: [DONE]


        """, promptTokens: 99, generatedTokens: 2),
    Transcript(
      name: "llama-server's own completion", format: .llamaServer,
      stream: """
        data: {"index":0,"content":"","tokens":[],"stop":false,"prompt_progress":{"total":7,"cache":2,"processed":7,"time_ms":12}}

        data: {"index":0,"content":"Hé","tokens":[1],"stop":false,"id_slot":0,"tokens_predicted":1,"tokens_evaluated":7}

        data: {"index":0,"content":" 日本!","tokens":[2],"stop":false}

        data: {"index":0,"content":"","stop":true,"model":"m.gguf","tokens_predicted":3,"tokens_evaluated":7,"stop_type":"eos","stopping_word":"","tokens_cached":9,"timings":{"cache_n":2,"prompt_n":5}}


        """, cachedTokens: 2),
    Transcript(
      name: "llama-server of 2024, stopped by a word", format: .llamaServer,
      stream: """
        data: {"content":"Hé 日本!","stop":false,"id_slot":0,"multimodal":false}

        data: {"content":"","stop":true,"tokens_predicted":3,"tokens_evaluated":7,"stopped_eos":false,"stopped_word":true,"stopped_limit":false}


        """, stopReason: .stopString),
    Transcript(
      name: "Ollama's generate", format: .ollama,
      stream: """
        {"model":"m","created_at":"2025-01-01T00:00:00Z","response":"Hé","done":false}
        {"model":"m","created_at":"2025-01-01T00:00:00Z","response":" 日本!","done":false}
        {"model":"m","response":"","done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":7,"eval_count":3}

        """),
    Transcript(
      name: "Ollama's chat without a last line end", format: .ollama,
      stream: """
        {"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
        {"model":"m","message":{"role":"assistant","content":"Hé 日本!"},"done":false}
        {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"length","prompt_eval_count":7,"eval_count":16}
        """, generatedTokens: 16, stopReason: .tokenLimit),
    Transcript(
      name: "Anthropic's messages", format: .anthropic,
      stream: """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":4,"cache_read_input_tokens":3,"cache_creation_input_tokens":0,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: ping
        data: {"type": "ping"}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hé 日"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"本!"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}

        event: message_stop
        data: {"type":"message_stop"}


        """, cachedTokens: 3),
    Transcript(
      name: "Anthropic's messages, stopped by a sequence", format: .anthropic,
      stream: """
        data: {"type":"message_start","message":{"usage":{"input_tokens":7,"output_tokens":1}}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hé 日本!"}}

        data: {"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"Human:"},"usage":{"output_tokens":3}}

        data: {"type":"message_stop"}


        """, stopReason: .stopString),
  ]
}
