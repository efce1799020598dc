import Testing

@testable import Generation

@Suite struct `Lines of a stream` {
  @Test(arguments: [
    ("a\nb\n", ["a", "b"], nil), ("a\r\nb\r\n", ["a", "b"], nil), ("a\rb\r", ["a", "b"], nil),
    ("\n\r\n\r", ["", "", ""], nil), ("a\n\rb", ["a", ""], "b"), ("日本\né", ["日本"], "é"),
    ("", [], nil),
  ])
  func `end in LF, CR or CRLF, however the bytes are split`(
    text: String, lines: [String], rest: String?
  ) throws {
    for pieces in Splits.all(of: text) {
      var decoder = LineDecoder()
      var found: [String] = []
      for piece in pieces {
        found += try decoder.append(piece).map { String(decoding: $0, as: UTF8.self) }
      }
      #expect(found == lines)
      #expect(decoder.finish().map { String(decoding: $0, as: UTF8.self) } == rest)
    }
  }

  @Test func `have a limit`() throws {
    var decoder = LineDecoder()
    let piece = [UInt8](repeating: 0x61, count: LineDecoder.limit)
    #expect(try decoder.append(piece).isEmpty)
    #expect(throws: RemoteProblem.tooLarge(limit: LineDecoder.limit)) {
      try decoder.append([0x61])
    }
  }
}

@Suite struct `Server-sent events` {
  static func events(_ pieces: [[UInt8]]) throws -> [RemotePayload] {
    var decoder = ServerSentEventDecoder()
    var events: [RemotePayload] = []
    for piece in pieces { events += try decoder.append(piece) }
    if let last = try decoder.finish() { events.append(last) }
    return events
  }

  @Test(
    arguments: [
      ("data: a\n\ndata: b\n\n", [(nil, "a"), (nil, "b")]),
      ("data:a\r\n\r\ndata:  b\r\n\r\n", [(nil, "a"), (nil, " b")]),
      ("event: ping\ndata: {}\n\n", [("ping", "{}")]),
      ("data: one\ndata: two\n\n", [(nil, "one\ntwo")]),
      (": keep-alive\n\ndata: a\n\n", [(nil, "a")]),
      ("id: 1\nretry: 5\ndata: a\n\n", [(nil, "a")]),
      ("\u{FEFF}data: a\n\n", [(nil, "a")]),
      ("event: a\n\ndata: b\n\n", [(nil, "b")]),
      ("data\n\n", [(nil, "")]),
      ("data: 日本語🎉\r\rdata: é\n\n", [(nil, "日本語🎉"), (nil, "é")]),
      ("data: the end without an empty line", [(nil, "the end without an empty line")]),
      ("data: [DONE]\n", [(nil, "[DONE]")]),
    ] as [(String, [(String?, String)])])
  func `are the same however the bytes are split`(
    text: String, expected: [(event: String?, data: String)]
  ) throws {
    for pieces in Splits.all(of: text) {
      let events = try Self.events(pieces)
      #expect(events == expected.map { RemotePayload(event: $0.event, bytes: Array($0.data.utf8)) })
    }
  }

  @Test func `have a limit`() throws {
    var decoder = ServerSentEventDecoder()
    let line = Array("data: ".utf8) + [UInt8](repeating: 0x61, count: (1 << 20) - 8) + [0x0A]
    for _ in 0..<4 { #expect(try decoder.append(line).isEmpty) }
    #expect(throws: RemoteProblem.tooLarge(limit: ServerSentEventDecoder.limit)) {
      try decoder.append(line)
    }
  }
}
