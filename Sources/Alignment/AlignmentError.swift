/// Why an objective could not be taken.
public enum AlignmentError: Error, Sendable, Equatable {
  /// There is no `:` between label and description.
  case objectiveWithoutColon(String)
  /// Nothing that can name it stands before the `:`, or one of its names or wordings is blank.
  case objectiveWithoutLabel(String)
  /// Nothing stands after the `:`.
  case objectiveWithoutDescription(label: String)
  /// A control character stands in it.
  case controlCharacterInObjective(label: String, scalar: Unicode.Scalar)
  /// The catalog has another objective with this id, alias or label.
  case nameTaken(name: String, by: String)
  /// The catalog has no objective with this id.
  case noSuchObjective(id: String)
  /// A preset's name is blank.
  case presetWithoutName
  /// A control character stands in a preset's name.
  case controlCharacterInPreset(name: String, scalar: Unicode.Scalar)
}
