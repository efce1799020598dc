import Generation

/// The models that there are to take, those that are used, and those that are waited for.
struct ModelSwitch {
  /// A model that is being loaded to take another's place.
  struct Attempt: Equatable {
    /// Tells what is said of it from what is said of one that was given up.
    let id: Int
    let choice: EngineChoice
    /// Whether an edit was stopped for it, which is made all the same if it fails.
    var stoppedEdit = false
  }

  private let choices: [EngineChoice]
  /// What is used for what.
  private var used: [ModelRole: EngineChoice] = [:]
  private var attempts: [ModelRole: Attempt] = [:]
  /// Roles whose first model, which may still be loading, was replaced.
  private var replaced: Set<ModelRole> = []
  private var lastID = 0

  init(choices: [EngineChoice], aligner: EngineChoice?, policy: EngineChoice?) {
    self.choices = choices
    used[.aligner] = aligner
    used[.policy] = policy
  }

  /// What can be taken for a role, in order.
  func choices(for role: ModelRole) -> [EngineChoice] {
    role == .aligner ? choices.filter { !$0.onlyAnswers } : choices
  }

  /// What is used, where it is among the choices.
  func used(for role: ModelRole) -> EngineChoice? { used[role] }

  /// What is waited for; nil for nothing.
  func awaited(for role: ModelRole) -> EngineChoice? { attempts[role]?.choice }

  /// Whether anything is waited for.
  var isWaiting: Bool { !attempts.isEmpty }

  /// Whether the model that the program started with has given way to another, so that it comes too late.
  func hasReplaced(_ role: ModelRole) -> Bool { replaced.contains(role) }

  /// Begins to wait for a model, in place of one that was waited for.
  mutating func await(_ choice: EngineChoice, for role: ModelRole, stoppingEdit: Bool) -> Int {
    lastID += 1
    let stoppedEdit = stoppingEdit || attempts[role]?.stoppedEdit == true
    attempts[role] = Attempt(id: lastID, choice: choice, stoppedEdit: stoppedEdit)
    return lastID
  }

  /// Ends the waiting for a model that is there.
  ///
  /// - Returns: What it was waited for; nil where it is not waited for any more.
  mutating func succeed(_ id: Int) -> ModelRole? {
    guard let (role, attempt) = end(id) else { return nil }
    used[role] = attempt.choice
    replaced.insert(role)
    return role
  }

  /// Ends the waiting for a model that cannot be had.
  ///
  /// - Returns: What it was waited for; nil where it is not waited for any more.
  mutating func fail(_ id: Int) -> (role: ModelRole, attempt: Attempt)? { end(id) }

  /// Waits no longer.
  ///
  /// - Returns: What was waited for; nil for nothing.
  mutating func giveUp(_ role: ModelRole) -> Attempt? { attempts.removeValue(forKey: role) }

  private mutating func end(_ id: Int) -> (role: ModelRole, attempt: Attempt)? {
    guard let (role, attempt) = attempts.first(where: { $0.value.id == id }) else { return nil }
    attempts[role] = nil
    return (role, attempt)
  }
}

/// What changing models asks of the world.
enum ModelEffect: Equatable {
  /// Loads a model beside the loop; what is used goes on.
  case load(id: Int, EngineChoice, ModelRole)
  /// Uses from now on what was loaded last.
  case adopt(ModelRole)
  /// Stops loading.
  case giveUp(ModelRole)
}

/// What is told of a model that was to be loaded.
enum ModelReport: Equatable, Sendable {
  /// It can make edits.
  case loaded(id: Int, EngineDescription)
  /// It can answer.
  case policyLoaded(id: Int, name: String)
  /// It cannot be had, and why, in a sentence.
  case failed(id: Int, String)
}
