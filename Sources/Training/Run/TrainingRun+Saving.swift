import Glibc

extension TrainingRun {
  private static let attempts = 4

  /// The part of a checkpoint that is the model.
  var weightBlock: CheckpointStore.Block {
    CheckpointStore.Block(
      name: "weights.f32", memory: UnsafeMutableRawBufferPointer(model.allValues))
  }

  private var blocks: [CheckpointStore.Block] {
    let moments = optimizer.momentMemory
    return [
      weightBlock, CheckpointStore.Block(name: "moments1.f32", memory: moments.0),
      CheckpointStore.Block(name: "moments2.f32", memory: moments.1),
    ]
  }

  /// Goes on from the newest checkpoint that is whole, where there is one.
  func resume(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    for step in store.steps.reversed() {
      do throws(TrainingError) {
        // What it says comes first: a run of other settings is refused, not passed over.
        let facts = try store.facts(of: step)
        do throws(TrainingError) { try check(facts.record, report) } catch {
          // A damaged record is no other run's.
          try store.verify(step: step)
          throw error
        }
        _ = try store.load(step: step, into: blocks)
        state = facts.state
        savedStep = step
        return
      } catch .run(.damaged(let path)) {
        report(.checkpointDamaged(path: path))
      }
    }
  }

  private func check(
    _ recorded: RunRecord, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    let threads = recorded.value(of: Self.threadSetting)
    if let difference = recorded.without(Self.threadSetting).difference(to: record) {
      throw .run(
        .otherRun(
          folder: store.folder, setting: difference.setting, recorded: difference.own,
          given: difference.other))
    }
    if let threads, threads != String(threadCount) {
      report(.threadsChanged(from: threads, to: String(threadCount)))
    }
  }

  /// Refuses to begin where the disk could not take two checkpoints at once.
  func checkRoom() throws(TrainingError) {
    let size = blocks.reduce(0) { $0 + $1.memory.count }
    let needed = Int(Double(size) * 2.2)
    if savedStep == nil, let available = DiskPath.availableBytes(at: store.folder),
      available < needed
    {
      throw .run(
        .notEnoughRoom(folder: store.folder, needed: needed, available: available))
    }
  }

  /// Saves where steps or time ask for it.
  func saveIfDue(_ report: (TrainingEvent) -> Void) {
    guard state.step > 0, savedStep != state.step else { return }
    let isDue =
      settings.saveInterval.map { state.step % max(1, $0) == 0 } ?? false
      || settings.saveSeconds.map { sinceSaving.seconds >= $0 } ?? false
      || state.step == stepCount
    if isDue { save(report) }
  }

  /// Writes a checkpoint, trying several times; training goes on in memory where it cannot be written.
  func save(_ report: (TrainingEvent) -> Void) {
    sinceSaving = Stopwatch()
    var saved = record
    saved.append(Self.threadSetting, threadCount)
    let facts = CheckpointStore.Facts(state: state, record: saved)
    for attempt in 1...Self.attempts {
      do throws(TrainingError) {
        try store.save(facts, blocks: blocks)
        savedStep = state.step
        saveFailure = nil
        store.prune(
          keeping: settings.keptCheckpoints, best: state.best?.step, through: state.step)
        return report(.saved(step: state.step, path: store.path(of: state.step)))
      } catch {
        var failure = EIO
        if case .fileAccess(_, let errorNumber) = error { failure = errorNumber }
        saveFailure = failure
        if attempt == Self.attempts {
          report(
            .notSaved(
              step: state.step, path: store.path(of: state.step), errorNumber: failure))
        }
      }
    }
  }

  /// Recorded so that it can be told, not compared: the bits do not depend on it.
  private static let threadSetting = "threads"
}
