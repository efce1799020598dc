import Glibc

/// The folder that a training writes: the result, and in `run` what going on needs.
public struct RunFolder: Sendable {
  /// The folder of the result.
  public let output: String
  private static let runName = "run"
  private static let resultNames = ["config.json", "adapter_config.json"]

  /// Makes the folder.
  ///
  /// - Parameters:
  ///   - output: The folder; what is above it is made too.
  ///   - restarting: Whether a run that is there is deleted.
  /// - Throws: `TrainingError`; `.run(.foreignModel)` where a model is there that no run has made.
  public init(_ output: String, restarting: Bool) throws(TrainingError) {
    guard !output.isEmpty else { throw .fileAccess(path: output, errorNumber: EINVAL) }
    self.output = output
    let run = DiskPath.joining(output, Self.runName)
    if !DiskPath.exists(run),
      Self.resultNames.contains(where: { DiskPath.exists(DiskPath.joining(output, $0)) })
    {
      throw .run(.foreignModel(folder: output))
    }
    try DiskPath.createFolders(run)
    if restarting { try Self.clear(run) }
  }

  /// Where a stage's checkpoints are.
  ///
  /// - Parameter stage: Its name.
  /// - Returns: The folder.
  public func checkpoints(of stage: String) -> String {
    DiskPath.joining(DiskPath.joining(output, Self.runName), stage)
  }

  /// Where the figures are.
  public var metricsPath: String { DiskPath.joining(output, "metrics.jsonl") }

  /// Where the curve is drawn.
  public var chartPath: String { DiskPath.joining(output, "loss.svg") }

  /// Deletes the checkpoints of all stages, unless somebody is writing them.
  private static func clear(_ run: String) throws(TrainingError) {
    for stage in DiskPath.entries(of: run) {
      let folder = DiskPath.joining(run, stage)
      let names = DiskPath.entries(of: folder)
      // What no run has made is left alone.
      guard names.contains(where: { $0 == ".lock" || $0.hasPrefix("step-") }) else { continue }
      let lock = try RunLock(folder)
      withExtendedLifetime(lock) {
        for name in names where name.hasPrefix("step-") {
          DiskPath.removeFolder(DiskPath.joining(folder, name))
        }
        for name in ["latest", "latest.tmp", ".lock"] { unlink(DiskPath.joining(folder, name)) }
        rmdir(folder)
      }
    }
  }
}
