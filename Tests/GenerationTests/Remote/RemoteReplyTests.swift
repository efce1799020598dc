import Testing

@testable import Generation

@Suite struct `A streamed answer of a server` {
  /// The text, the summary and the problem of a stream in pieces.
  static func read(
    _ pieces: [[UInt8]], _ format: RemoteStreamFormat, stops: [String] = []
  ) -> (text: String, summary: GenerationSummary, problem: RemoteProblem?) {
    var reply = RemoteReply(format: format, stopStrings: stops, maximumTokens: 16)
    var events: [GenerationEvent] = []
    var problem: RemoteProblem?
    do throws(RemoteProblem) {
      for piece in pieces where reply.progress != .complete {
        try reply.receive(piece, into: &events)
      }
      if reply.progress != .complete { try reply.finish(into: &events) }
    } catch {
      problem = error
    }
    let text = events.reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
    let summary = reply.summary(
      estimatedPromptTokens: 99, timeToFirstToken: nil, decodeTime: .zero)
    return (text, summary, problem)
  }

  @Test(arguments: Transcript.all)
  func `means the same however its bytes are split`(transcript: Transcript) {
    for pieces in Splits.all(of: transcript.stream) {
      let (text, summary, problem) = Self.read(pieces, transcript.format)
      #expect(problem == nil)
      #expect(text == transcript.text)
      #expect(summary.stopReason == transcript.stopReason)
      #expect(summary.promptTokens == transcript.promptTokens)
      #expect(summary.generatedTokens == transcript.generatedTokens)
      #expect(summary.cachedPromptTokens == transcript.cachedTokens)
    }
  }

  @Test(arguments: Transcript.all)
  func `that is cut off is never taken for a whole one`(transcript: Transcript) {
    let bytes = Array(transcript.stream.utf8)
    for end in bytes.indices {
      let (text, _, problem) = Self.read([Array(bytes[..<end])], transcript.format)
      #expect(transcript.text.hasPrefix(text))
      // Once the text is whole, what is missing may be counts only.
      if problem == nil { #expect(text == transcript.text) } else { #expect(problem == .truncated) }
    }
  }

  @Test(arguments: Transcript.all)
  func `ends before a stop string that the server does not know`(transcript: Transcript) {
    for pieces in Splits.all(of: transcript.stream) {
      let (text, summary, problem) = Self.read(pieces, transcript.format, stops: ["本!"])
      #expect(problem == nil)
      #expect(text == "Hé 日")
      #expect(summary.stopReason == .stopString)
    }
  }

  @Test(arguments: [
    (RemoteStreamFormat.openAI, #"data: {"error":{"message":"out of memory","code":500}}"#),
    (.openAI, #"data: {"object":"error","message":"out of memory","code":500}"#),
    (
      .llamaServer,
      #"data: {"error":{"code":500,"message":"out of memory","type":"server_error"}}"#
    ),
    (.ollama, #"{"error":"out of memory"}"#),
    (
      .anthropic,
      "event: error\n"
        + #"data: {"type":"error","error":{"type":"overloaded_error","message":"out of memory"}}"#
    ),
  ])
  func `may turn out to be an error`(format: RemoteStreamFormat, message: String) {
    #expect(
      Self.read([Array((message + "\n\n").utf8)], format).problem
        == .failed(message: "out of memory"))
  }

  @Test(arguments: [
    (RemoteStreamFormat.openAI, "data: {\"choices\":[{\"text\":\n\n"),
    (.openAI, "data: <html>\n\n"), (.openAI, "data: [1]\n\n"), (.ollama, "{\"response\"}\n"),
    (.ollama, "data: {}\n"), (.anthropic, "data: \u{0}\n\n"),
  ])
  func `with a message of another form is refused`(format: RemoteStreamFormat, stream: String) {
    guard case .malformed? = Self.read([Array(stream.utf8)], format).problem else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `with a character cut in two by the server is refused`() {
    let bytes =
      Array("data: {\"choices\":[{\"text\":\"".utf8) + [0xE6, 0x97] + Array("\"}]}\n\n".utf8)
    guard case .malformed? = Self.read([bytes], .openAI).problem else {
      Issue.record("not refused")
      return
    }
  }

  @Test(arguments: ["content_filter", "abort"])
  func `that the server broke off is no whole one`(reason: String) {
    let stream = #"data: {"choices":[{"text":"H","finish_reason":"\#(reason)"}]}"# + "\n\n"
    let (text, _, problem) = Self.read([Array(stream.utf8)], .openAI)
    #expect(text == "H")
    #expect(problem == .brokenOff(reason: reason))
  }

  @Test func `that never ends is ended`() {
    var reply = RemoteReply(format: .openAI, stopStrings: [], maximumTokens: 16)
    let text = String(repeating: "x", count: 500)
    let chunk = Array(#"data: {"choices":[{"text":"\#(text)"}]}"#.utf8) + [10, 10]
    var events: [GenerationEvent] = []
    for _ in 0..<100 where reply.progress != .complete {
      #expect(throws: Never.self) { try reply.receive(chunk, into: &events) }
    }
    #expect(reply.progress == .complete)
    #expect(
      reply.summary(estimatedPromptTokens: 1, timeToFirstToken: nil, decodeTime: .zero).stopReason
        == .tokenLimit)
  }

  @Test func `reports how much of the prompt is read`() {
    var reply = RemoteReply(format: .llamaServer, stopStrings: [], maximumTokens: 16)
    var events: [GenerationEvent] = []
    let message =
      #"data: {"content":"","stop":false,"prompt_progress":{"total":9,"cache":0,"processed":4}}"#
    #expect(throws: Never.self) { try reply.receive(Array((message + "\n\n").utf8), into: &events) }
    #expect(events == [.prefill(PrefillProgress(processedTokens: 4, promptTokens: 9))])
  }
}

@Suite struct `A server's refusal` {
  @Test(arguments: [
    (#"{"error":{"message":"no such model","type":"invalid_request_error"}}"#, "no such model"),
    (#"{"object":"error","message":"no such model","code":404}"#, "no such model"),
    (#"{"error":"model 'm' not found"}"#, "model 'm' not found"),
    (#"{"type":"error","error":{"type":"not_found_error","message":"model: m"}}"#, "model: m"),
    (#"{"detail":"Not Found"}"#, "Not Found"),
    (#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#, "field required"),
    ("<html>Bad gateway</html>\n", "<html>Bad gateway</html>"), ("", nil), ("{}", nil),
  ])
  func `is told in its words`(body: String, message: String?) {
    #expect(RemoteFailure(body: Array(body.utf8)).message == message)
  }

  @Test func `tells a prompt that is too long`() {
    let body =
      #"{"error":{"code":400,"message":"too long","type":"exceed_context_size_error","n_prompt_tokens":900,"n_ctx":512}}"#
    let overflow = RemoteFailure(body: Array(body.utf8)).overflow
    #expect(overflow?.promptTokens == 900)
    #expect(overflow?.contextLength == 512)
  }

  @Test func `tells a server that still loads`() {
    let body = #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#
    #expect(RemoteFailure(body: Array(body.utf8)).isLoading)
  }
}
