import FlyingSocks
import Generation
import StrictJSON

/// An answer as server-sent events, made as they are sent: a client that reads slowly slows down its own answer alone.
struct AnswerEventBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let service: AlignService
  let document: CompletionDocument
  let place: RequestGate.Place
  /// Told of the end: the tokens that were generated, or nil where the answer broke off.
  let onEnd: @Sendable (AnswerReport?) -> Void

  func makeAsyncIterator() -> Iterator {
    Iterator(sequence: self)
  }

  /// Makes one event after another.
  final class Iterator: AsyncBufferedIteratorProtocol {
    private let sequence: AnswerEventBytes
    private var answer: Answer?
    private var isAtEnd = false
    private var isReported = false

    init(sequence: AnswerEventBytes) {
      self.sequence = sequence
    }

    deinit {
      // The client went away.
      if !isReported { sequence.onEnd(nil) }
    }

    func next() async throws -> UInt8? {
      // The library asks for buffers only; one byte of an event would lose the rest.
      throw SocketError.unsupportedAddress
    }

    func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      if isAtEnd { return nil }
      do throws(GenerationError) {
        return try await nextEvents()
      } catch {
        isAtEnd = true
        let failure = RequestError.generation(error, sequence.service.configuration)
        return Self.event(failure.json)
      }
    }

    private func nextEvents() async throws(GenerationError) -> [UInt8]? {
      guard let answer else {
        // It was checked before the response began.
        self.answer = try? sequence.service.answer(sequence.document.request)
        return sequence.document.opening.map(Self.event) ?? Self.comment
      }
      switch try await answer.next() {
      case .waiting: return Self.comment
      case .text(let piece): return Self.event(sequence.document.piece(piece))
      case .finished(let report):
        isAtEnd = true
        isReported = true
        sequence.onEnd(report)
        let events = sequence.document.ending(report).flatMap(Self.event)
        return events + Array("data: [DONE]\n\n".utf8)
      case nil:
        isAtEnd = true
        return nil
      }
    }

    /// What readers of events pass over; it shows whether the client is still there.
    private static let comment = Array(": waiting\n\n".utf8)

    private static func event(_ document: JSONValue) -> [UInt8] {
      // JSON on one line has no line feeds, which would end the event.
      Array("data: ".utf8) + JSONWriter.write(document, pretty: false) + [0x0A, 0x0A]
    }
  }
}
