import StrictJSON
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
  @Test(
    "refuses what is not strict JSON",
    arguments: [
      "", " ", "{", "[1,]", #"{"a":1,}"#, #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "01", "1.",
      "-", "+1", "1e", "NaN", "-Infinity", "nul", "'a'", "// c", #""\x""#, #""\ud800""#,
      #""\udc00\ud800""#, "\"\n\"", "{} {}", "\u{FEFF}{}", "[1 2]", #"{"a" 1}"#, #"{1:2}"#,
      #""abc"#, #""\u12"#, #""\"#, "]",
    ])
  func refusals(_ text: String) {
    #expect(throws: JSONError.self) { try JSONParser.parse(text.utf8) }
  }

  @Test(
    "refuses ill-formed UTF-8",
    arguments: [
      [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80], [0xE2],
    ]
      as [[UInt8]])
  func illFormed(_ bytes: [UInt8]) {
    #expect(throws: JSONError(kind: .invalidUTF8, byteOffset: 10, line: 1, column: 11)) {
      try JSONParser.parse(Array(#""ABCDEFGHI"#.utf8) + bytes + [0x22])
    }
  }

  @Test("counts nesting up to the limit")
  func nesting() throws {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    _ = try JSONParser.parse(nested(64))
    #expect(throws: JSONError(kind: .tooDeep(limit: 64), byteOffset: 64, line: 1, column: 65)) {
      try JSONParser.parse(nested(65))
    }
  }

  @Test("keeps integers exact, and the text of other numbers")
  func numbers() throws {
    let text = "[9223372036854775807,9223372036854775808,1.0,1e999,-0]"
    let value = try JSONParser.parse(text.utf8)
    let elements = try #require(value.arrayValue)
    #expect(elements.map(\.intValue) == [.max, nil, nil, nil, nil])
    #expect(elements[3].doubleValue == nil)
    #expect(JSONWriter.write(value, pretty: false) == Array(text.utf8))
  }

  @Test("tells keys apart by bytes")
  func keys() throws {
    let value = try JSONParser.parse("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)
    #expect(value["\u{E9}"] == 1 && value["e\u{301}"] == 2)
  }

  @Test("says where a value stands, over CRLF and wide characters")
  func positions() throws {
    let document = try JSONParser.parseWithPositions("{\r\n\"é\": [1,\n  2]}".utf8)
    #expect(document.position(of: ["é"]) == JSONPosition(line: 2, column: 6))
    #expect(document.position(of: ["é", 1]) == JSONPosition(line: 3, column: 3))
    #expect(document.position(of: ["b"]) == nil)
  }

  @Test("survives every prefix and every changed byte")
  func mutations() {
    let seed = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00é"],"b":{"c":null,"d":true}}"#.utf8)
    for count in 0..<seed.count {
      #expect(throws: JSONError.self) { try JSONParser.parse(seed.prefix(count)) }
    }
    for place in seed.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = seed
        bytes[place] = byte
        guard let value = try? JSONParser.parse(bytes) else { continue }
        #expect((try? JSONParser.parse(JSONWriter.write(value, pretty: true))) == value)
      }
    }
  }

  @Test("writes what a terminal may show, and null for what is no number")
  func writing() {
    let value: JSONValue = [
      "a": "\u{1B}\u{9B}\u{202E}\u{2028}\u{E0041}é", "n": .number(.nan, text: "nan"),
    ]
    let text = String(
      decoding: JSONWriter.write(value, pretty: false, escapingForTerminal: true), as: UTF8.self)
    #expect(text == #"{"a":"\u001b\u009b\u202e\u2028\udb40\udc41é","n":null}"#)
  }

  @Test("keeps the order of members when one is replaced, removed or added")
  func order() throws {
    var object = JSONObject((0..<40).map { ("k\($0)", .integer($0)) })
    object["k3"] = nil
    object["k5"] = "five"
    object["new"] = true
    #expect(object.count == 40 && object["k39"] == 39 && object["k3"] == nil)
    #expect(object.keys.last == "new" && object.keys[4] == "k5")
  }
}
