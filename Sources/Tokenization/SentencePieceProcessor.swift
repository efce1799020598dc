import CSentencePiece

/// A model that libsentencepiece has loaded.
///
/// - Note: `@unchecked Sendable` holds because the handle is set once and given back in `deinit`, when no one else has
///   it, and in between only `const` member functions of the C++ object are called (the C interface takes it as
///   `const`). Those read the vocabulary's tables, which loading built, and keep all else in locals: the object has no
///   `mutable` member, and the library's one piece of shared state, its random generator, serves only sampling, which is
///   not offered here.
final class SentencePieceProcessor: @unchecked Sendable {
  /// What the library said.
  struct Failure: Error, Equatable {
    let status: Int32
    let reason: String
  }

  private let handle: OpaquePointer

  /// Loads a serialized model that has been validated.
  init(model: [UInt8]) throws(Failure) {
    var handle: OpaquePointer?
    let status = csp_processor_create(model, model.count, &handle)
    guard status == CSP_OK, let handle else { throw Self.failure(status) }
    self.handle = handle
  }

  deinit { csp_processor_destroy(handle) }

  /// The number of pieces that the library loaded.
  func pieceCount() throws(Failure) -> Int {
    var count: Int32 = 0
    let status = csp_processor_piece_count(handle, &count)
    guard status == CSP_OK else { throw Self.failure(status) }
    return Int(count)
  }

  /// Encodes UTF-8, without BOS and EOS.
  func encode(_ text: String) throws(Failure) -> [Int] {
    var text = text
    var ids: UnsafeMutablePointer<Int32>?
    var count = 0
    let status = text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) {
        csp_processor_encode(handle, $0.baseAddress, $0.count, &ids, &count)
      }
    }
    guard status == CSP_OK else { throw Self.failure(status) }
    defer { csp_ids_free(ids) }
    return UnsafeBufferPointer(start: ids, count: count).map { Int($0) }
  }

  /// Decodes ids as the library does: what the tests compare our own detokenizer with.
  func decode(_ ids: [Int]) throws(Failure) -> [UInt8] {
    let narrow = ids.map { Int32(clamping: $0) }
    var text: UnsafeMutablePointer<CChar>?
    var length = 0
    let status = csp_processor_decode(handle, narrow, narrow.count, &text, &length)
    guard status == CSP_OK else { throw Self.failure(status) }
    defer { csp_text_free(text) }
    return UnsafeBufferPointer(start: text, count: length).map { UInt8(bitPattern: $0) }
  }

  private static func failure(_ status: Int32) -> Failure {
    Failure(status: status, reason: String(cString: csp_last_error()))
  }
}
