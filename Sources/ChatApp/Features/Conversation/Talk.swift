/// A dialogue between the user and a policy, one question after the other.
struct Talk {
  /// Whether something answers the user.
  enum Policy: Equatable {
    /// Nothing does: answers are pasted or typed.
    case none
    case loading(name: String)
    case ready(name: String)
    case failed

    var name: String? {
      switch self {
      case .loading(let name), .ready(let name): name
      case .none, .failed: nil
      }
    }
  }

  /// Which text goes on into the dialogue.
  enum Carried: CaseIterable, Equatable {
    case aligned, original
  }

  var policy = Policy.none
  /// The answer that the policy is writing, or wrote last.
  var reply = EditRun()
  /// Whether a reply was given up that the policy may still be writing.
  private(set) var hasAbandonedReply = false
  var carried = Carried.aligned
  /// Whether the user has asked something.
  var hasBegun = false
  /// Whether the context on the screen is the user's: not that of an example or of a row.
  var isOwn = false
  /// What the user chose for the question that is being written; nil follows `isOwn`.
  var beginsAnew: Bool?
  /// A question that was begun and left.
  var draft = Passage("")

  /// Whether there is, or can be, a dialogue to speak of.
  var isActive: Bool { hasBegun || policy.name != nil }

  /// Gives up the reply that is being written: its text is of no use any more.
  mutating func abandonReply() {
    guard reply.isUnderWay else { return }
    hasAbandonedReply = reply.isRunning || hasAbandonedReply
    let id = reply.id + 1
    reply = EditRun()
    reply.id = id
  }

  /// Whether a reply was given up since the last time this was asked.
  mutating func takeAbandonedReply() -> Bool {
    defer { hasAbandonedReply = false }
    return hasAbandonedReply
  }
}
