import Alignment
import Datasets
import Sessions

extension StagedRecord {
  /// What a person made of an edit, as training data.
  ///
  /// The prompt is made of the objectives as they were worded then.
  init(_ edit: RecordedEdit, _ verdict: RecordedVerdict) {
    let objectives = edit.objectives.map { objective in
      Objective(
        id: objective.id, label: objective.label, description: objective.description,
        prompts: [edit.family: objective.wording])
    }
    let request = AlignmentRequest(
      context: edit.context, answer: edit.answer, objectives: objectives, family: edit.family,
      direction: edit.direction, format: .raw)
    self.init(
      prompt: request.prompt, context: edit.context, answer: edit.answer, merged: verdict.merged,
      edit: edit.text, objectives: edit.objectives.map(\.wording),
      changes: verdict.changes.map { change in
        Change(removed: change.removed, added: change.added, isAccepted: change.isAccepted)
      })
  }
}
