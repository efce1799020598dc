import StrictJSON
import Testing

@testable import Tokenization

/// A small `tokenizer.json` with one thing changed, and what must be said of it.
struct HostileBytePair: Sendable, CustomTestStringConvertible {
  enum Answer: Sendable {
    case error(TokenizationError)
    /// Any error of this kind.
    case json, wrongType
    case loads
  }

  let name: String
  let old: String
  let new: String
  let answer: Answer

  var testDescription: String { name }

  static let file = "t/tokenizer.json"
  static let seed = """
    {"added_tokens":[{"id":4,"content":"<s>","special":true}],"normalizer":null,"pre_tokenizer":null,\
    "post_processor":null,"decoder":{"type":"Fuse"},"model":{"type":"BPE","unk_token":"<unk>",\
    "vocab":{"a":0,"b":1,"ab":2,"<unk>":3},"merges":["a b"]}}
    """

  private static func fault(_ name: String, _ old: String, _ new: String, _ fault: TokenizerFault)
    -> Self
  {
    Self(name: name, old: old, new: new, answer: .error(.malformedTokenizer(file: file, fault)))
  }

  private static func unknown(
    _ name: String, _ old: String, _ new: String, _ key: String, _ found: String
  ) -> Self {
    Self(
      name: name, old: old, new: new,
      answer: .error(.unsupportedComponent(file: file, key: key, found: found)))
  }

  private static func other(_ name: String, _ old: String, _ new: String, _ answer: Answer) -> Self
  {
    Self(name: name, old: old, new: new, answer: answer)
  }

  private static let noNormalizer = #""normalizer":null"#
  private static let noPreTokenizer = #""pre_tokenizer":null"#
  private static let noTemplate = #""post_processor":null"#
  private static let merges = #"["a b"]"#
  private static let bomb = String(repeating: #"{"type":"Sequence","normalizers":["#, count: 100)

  static let all: [Self] = [
    other("the seed", "a", "a", .loads),
    other("a key twice in the vocabulary", #""b":1"#, #""a":1"#, .json),
    other("a key twice in the model", #""type":"BPE""#, #""type":"BPE","type":"BPE""#, .json),
    fault("a negative id", #""b":1"#, #""b":-1"#, .idOutOfRange(-1, limit: 1040)),
    fault(
      "an id of 32 bits", #""b":1"#, #""b":4294967295"#, .idOutOfRange(4_294_967_295, limit: 1040)),
    fault("an id twice", #""b":1"#, #""b":0"#, .duplicateID(0)),
    other("ids with gaps", #""ab":2"#, #""ab":7"#, .loads),
    other("an id as text", #""b":1"#, #""b":"1""#, .wrongType),
    other("an id with a fraction", #""b":1"#, #""b":1.0"#, .wrongType),
    other("no vocabulary", #""vocab""#, #""words""#, .wrongType),
    fault("an empty vocabulary", #"{"a":0,"b":1,"ab":2,"<unk>":3}"#, "{}", .emptyVocabulary),
    fault(
      "a merge of unknown parts", merges, #"["a c"]"#, .mergeNotInVocabulary(index: 0, token: "c")),
    fault(
      "a merge to what is unknown", merges, #"["b a"]"#,
      .mergeNotInVocabulary(index: 0, token: "ba")),
    fault("a merge of three parts", merges, #"["a b c"]"#, .mergeParts(index: 0)),
    fault("a merge of one part", merges, #"["ab"]"#, .mergeParts(index: 0)),
    fault("a merge of three elements", merges, #"[["a","b","c"]]"#, .mergeParts(index: 0)),
    other("merges as pairs", merges, #"[["a","b"]]"#, .loads),
    fault("an empty added token", #""content":"<s>""#, #""content":"""#, .emptyAddedToken(id: 4)),
    fault(
      "an added token with another's id", #""id":4"#, #""id":0"#,
      .addedTokenDisagrees(text: "<s>", id: 0, vocabularyID: 0)),
    fault(
      "an added token with another's text", #""content":"<s>""#, #""content":"a""#,
      .addedTokenDisagrees(text: "a", id: 4, vocabularyID: 0)),
    fault(
      "an added token far away", #""id":4"#, #""id":9000000"#, .idOutOfRange(9_000_000, limit: 1044)
    ),
    fault(
      "no token for what is unknown", #""unk_token":"<unk>""#, #""unk_token":"<no>""#,
      .unknownTokenMissing("<no>")),
    fault(
      "nothing to replace", noNormalizer,
      #""normalizer":{"type":"Replace","pattern":{"String":""},"content":"x"}"#,
      .emptyPattern(key: "normalizer.pattern")),
    fault(
      "a template of tokens that are not there", noTemplate,
      #""post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"X","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"special_tokens":{}}"#,
      .templateTokenMissing("X")),
    fault(
      "bytes that no token stands for", noPreTokenizer, #""pre_tokenizer":{"type":"ByteLevel"}"#,
      .byteMissing(0)),
    unknown("another model", #""type":"BPE""#, #""type":"Evil""#, "model", "Evil"),
    unknown("a unigram model", #""type":"BPE""#, #""type":"Unigram""#, "model", "Unigram"),
    unknown(
      "another normalizer", noNormalizer, #""normalizer":{"type":"Evil"}"#, "normalizer", "Evil"),
    unknown(
      "a normalizer by a table", noNormalizer,
      #""normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Precompiled","precompiled_charsmap":"AAAA"}]}"#,
      "normalizer.normalizers[1]", "Precompiled"),
    unknown(
      "an expression that takes forever", noPreTokenizer,
      #""pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a+)+$"},"behavior":"Isolated","invert":false}"#,
      "pre_tokenizer", "Split by the expression (a+)+$"),
    unknown(
      "an expression to replace", noNormalizer,
      #""normalizer":{"type":"Replace","pattern":{"Regex":" {2,}"},"content":"x"}"#,
      "normalizer", "Replace by the expression  {2,}"),
    unknown(
      "another pre-tokenizer", noPreTokenizer, #""pre_tokenizer":{"type":"BertPreTokenizer"}"#,
      "pre_tokenizer", "BertPreTokenizer"),
    unknown(
      "another post-processor", noTemplate, #""post_processor":{"type":"BertProcessing"}"#,
      "post_processor", "BertProcessing"),
    unknown(
      "another decoder", #"{"type":"Fuse"}"#, #"{"type":"WordPiece"}"#, "decoder", "WordPiece"),
    unknown("no decoder", #"{"type":"Fuse"}"#, "null", "", "decoder null"),
    unknown(
      "ends of words", #""type":"BPE""#, #""type":"BPE","end_of_word_suffix":"</w>""#, "model",
      "end_of_word_suffix"),
    unknown("dropout", #""type":"BPE""#, #""type":"BPE","dropout":0.5"#, "model", "dropout"),
    other("a deep sequence", noNormalizer, #""normalizer":"# + bomb, .json),
    other("a text for an object", noNormalizer, #""normalizer":"NFC""#, .wrongType),
  ]
}

@Suite("Hostile byte-pair tokenizers")
struct HostileBytePairTests {
  @Test("are refused, with what is wrong named", arguments: HostileBytePair.all)
  func refused(item: HostileBytePair) throws {
    #expect(HostileBytePair.seed.contains(item.old))
    let text = HostileBytePair.seed.replacing(item.old, with: item.new, maxReplacements: 1)
    func load() throws(TokenizationError) -> BytePairTokenizer {
      try BytePairLoader.makeTokenizer(
        Array(text.utf8), settings: TokenizerSettings(), file: HostileBytePair.file)
    }
    switch item.answer {
    case .loads: #expect(try load().encode("abc") == [load().encode("ab")[0], 3])
    case .error(let expected): #expect(throws: expected) { try load() }
    case .json, .wrongType:
      do {
        _ = try load()
        Issue.record("it loads")
      } catch {
        switch (item.answer, error) {
        case (.json, .malformedJSON), (.wrongType, .wrongType): break
        default: Issue.record("\(error)")
        }
      }
    }
  }

  @Test("never trap where bytes of their files are missing or others")
  func damaged() throws {
    let seed = Array(HostileBytePair.seed.utf8)
    var generator = SeededGenerator(seed: 3)
    for place in seed.indices {
      _ = try? BytePairLoader.makeTokenizer(
        Array(seed[..<place]), settings: TokenizerSettings(), file: "t")
      var changed = seed
      changed[place] = UInt8.random(in: 0x20...0x7E, using: &generator)
      _ = try? BytePairLoader.makeTokenizer(changed, settings: TokenizerSettings(), file: "t")
        .encode("abc<s>")
    }
  }

  @Test("with very many added tokens are searched in time that grows with the text")
  func manyAddedTokens() {
    let matcher = AddedTokenMatcher(
      (0..<50_000).map { AddedToken(content: "<extra_\($0)>", id: $0) })
    let text =
      Array(String(repeating: "<extra_", count: 2000).unicodeScalars) + "<extra_77>".unicodeScalars
    let parts = matcher.split(text, where: { _, _ in true })
    #expect(parts == [.text(0..<14_000), .token(77)])
  }
}
