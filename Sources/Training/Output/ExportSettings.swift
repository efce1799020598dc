/// For whom a training is written down.
public enum ExportTarget: String, Sendable, CaseIterable {
  /// FastChat's `train_mem.py`, as the published models were trained: it puts the Vicuna conversation around every row.
  case fastchat
  /// TRL's `sft` over accelerate: rows go as token ids, exactly those that inference makes.
  case trl
}

/// The machines that a training is written down for.
public enum ExportDevice: String, Sendable, CaseIterable {
  /// Graphics processors that share the weights among them (FSDP), in bfloat16 over 32-bit weights.
  case gpu
  /// Processors with a whole copy of the model each, in 32-bit floats over gloo: to try it out. For TRL alone: FastChat
  /// saves no model that is not sharded.
  case cpu
}

/// One step of a training that another program runs.
public struct ExportStage: Sendable, Equatable {
  /// What files and folders of it are called.
  public var name: String
  /// The file with its rows.
  public var training: String
  /// The file with the rows that measure it; nil for none.
  public var validation: String?
  /// What rows teach.
  public var target: DataPreparation.Target
  /// The most rows that it takes, chosen by the seed; nil for all.
  public var rowLimit: Int?
  /// How often every row is seen.
  public var epochs: Double
  /// The highest learning rate.
  public var learningRate: Double

  /// A step.
  public init(
    name: String, training: String, validation: String?, target: DataPreparation.Target,
    rowLimit: Int?, epochs: Double, learningRate: Double
  ) {
    self.name = name
    self.training = training
    self.validation = validation
    self.target = target
    self.rowLimit = rowLimit
    self.epochs = epochs
    self.learningRate = learningRate
  }
}

/// How the other program is to train; what is not here is as in the published training.
public struct ExportSettings: Sendable, Equatable {
  /// The program.
  public var target: ExportTarget
  /// What it runs on; FastChat runs on `gpu` whatever this says.
  public var device = ExportDevice.gpu
  /// Processes, one a device.
  public var processes = 4
  /// Rows that a process takes at once.
  public var rowsPerDevice = 2
  /// How many such batches make one step.
  public var accumulation = 64
  /// The share of all steps in which the rate rises.
  public var warmUpRatio = 0.05
  /// How much of a matrix decays at a step, times the rate.
  public var weightDecay = 1e-5
  /// Decides the rows of the warm-up and the order of all.
  public var seed: UInt64 = 1

  /// The settings of the published training.
  public init(target: ExportTarget) {
    self.target = target
  }

  /// Rows of one step.
  var batchRows: Int { processes * rowsPerDevice * accumulation }

  /// Steps of so many rows, so often, as transformers counts them.
  func steps(rows: Int, epochs: Double) -> Int {
    func quotient(_ number: Int, _ divisor: Int) -> Int { (number + divisor - 1) / divisor }
    let batches = quotient(rows, processes * rowsPerDevice)
    return Int((epochs * Double(max(1, quotient(batches, accumulation)))).rounded(.up))
  }
}
