import Glibc
import Training

/// Where a stage's rows are.
struct TrainingFiles {
  let training: String
  let validation: String?

  /// A file, or a folder with `train.json` and perhaps `val.json`.
  init(_ path: String, validation: String?) {
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    training = isFolder ? path + "/train.json" : path
    let beside = path + "/val.json"
    self.validation =
      validation ?? (isFolder && access(beside, F_OK) == 0 ? beside : nil)
  }
}

/// One stage of a training.
struct TrainingStage {
  let name: String
  let files: TrainingFiles
  /// What its rows teach.
  let target: DataPreparation.Target
  /// The most rows that it takes.
  let rowLimit: Int?
  let settings: TrainingSettings
}
