import Alignment
import Generation

/// What an edit depends on: the same key gives the same edit.
struct ReplayKey: Hashable {
  /// The model: place, name, and what tells it from others there.
  let model: [String]
  /// The prompt before turns are left out, to the byte.
  let prompt: [UInt8]
  let sampling: Sampling
  let maximumTokens: Int
  let stopStrings: [String]
  let trimsContext: Bool

  init(_ generation: Effect.Generation, model: EngineDescription) {
    self.model = [model.location, model.name, model.computation]
    // Bytes, because é in one piece and é in two are the same to `String`, but not to the model.
    prompt = Array(generation.request.prompt.utf8)
    sampling = generation.sampling
    maximumTokens = generation.maximumTokens
    stopStrings = generation.stopStrings
    trimsContext = generation.trimsContext
  }
}

extension EngineDescription {
  /// All that a text depends on but the model's name and place.
  var computation: String {
    [revision ?? "-", elementType, arithmetic ?? "-", String(contextLength)]
      .joined(separator: " ")
  }
}

/// An edit that was made before.
struct ReplayedEdit: Equatable, Sendable {
  let text: String
  let summary: GenerationSummary
  let droppedTurns: Int
  /// Whether it was made while nothing else was to do, before anybody asked.
  var isPrefetched = false
}

/// The edits that were made, the ones used last kept longest.
struct ReplayCache {
  /// The most bytes of keys and texts.
  let byteBudget: Int
  private var entries: [ReplayKey: (edit: ReplayedEdit, lastUse: Int)] = [:]
  private var clock = 0
  private(set) var byteCount = 0

  init(byteBudget: Int = 64 << 20) {
    self.byteBudget = byteBudget
  }

  var isEmpty: Bool { entries.isEmpty }

  func contains(_ key: ReplayKey) -> Bool { entries[key] != nil }

  /// The edit of a key, which is then the one used last.
  mutating func edit(for key: ReplayKey) -> ReplayedEdit? {
    guard let edit = entries[key]?.edit else { return nil }
    clock += 1
    entries[key]?.lastUse = clock
    return edit
  }

  /// Keeps an edit, in place of an older one of the same key, and forgets those not used for longest.
  mutating func keep(_ edit: ReplayedEdit, for key: ReplayKey) {
    forget(key)
    let size = Self.size(of: key, edit)
    guard size <= byteBudget else { return }
    clock += 1
    entries[key] = (edit, clock)
    byteCount += size
    while byteCount > byteBudget,
      let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      forget(oldest.key)
    }
  }

  private mutating func forget(_ key: ReplayKey) {
    guard let old = entries.removeValue(forKey: key) else { return }
    byteCount -= Self.size(of: key, old.edit)
  }

  /// About what an entry takes.
  private static func size(of key: ReplayKey, _ edit: ReplayedEdit) -> Int {
    key.prompt.count + edit.text.utf8.count + 512
  }
}
