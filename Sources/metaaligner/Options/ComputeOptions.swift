import ArgumentParser
import Generation
import Storage
import Tensors

/// How the local core computes.
struct ComputeOptions: ParsableArguments {
  enum WeightFormat: String, ExpressibleByArgument, CaseIterable {
    case stored, q8_0, q4_0

    /// What float matrices become; nil leaves them.
    var elementType: ElementType? {
      switch self {
      case .stored: nil
      case .q8_0: .q8_0
      case .q4_0: .q4_0
      }
    }
  }

  @OptionGroup private var threadOption: ThreadOption

  @Option(
    help: ArgumentHelp(
      """
      stored: weights stay as the model has them. q8_0, q4_0: they are rounded to blocks of 8 or 4 bits when the model loads, \
      which makes it faster and the edit a little different.
      """, valueName: "format"))
  var format = WeightFormat.stored

  @OptionGroup private var precision: PrecisionOptions

  @OptionGroup var kernels: KernelOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Guesses several tokens ahead and checks them in one pass; the edit is the same.")
  var speculation = true

  @OptionGroup private var pickleOption: PickleOption

  @OptionGroup private var adapterOption: AdapterOption

  /// The adapter's folder; nil for none.
  var adapter: String? { adapterOption.adapter }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most memory, in MiB, for prompts read before. (default: a share of what is free)",
      valueName: "mib"))
  var prefixCache: Int?

  /// Threads that compute; nil is one a core.
  var threads: Int? { threadOption.threads }

  func validate() throws {
    if let prefixCache, !(0...1 << 24).contains(prefixCache) {
      throw ValidationError("--prefix-cache must be from 0 to \(1 << 24).")
    }
  }

  /// The engine's options; chooses the kernels, so nothing may have been computed before.
  ///
  /// - Parameter settings: What holds where no flag says otherwise.
  /// - Returns: The options.
  /// - Throws: `KernelLevelError`.
  func engineOptions(
    _ settings: Settings = Settings()
  ) throws(KernelLevelError) -> LocalEngineOptions {
    try kernels.choose()
    return LocalEngineOptions(
      threads: threads ?? settings.whole(.threads), format: format.elementType,
      arithmetic: precision.arithmetic,
      cacheType: precision.cacheType.elementType, speculation: speculation,
      prefixCacheBytes: prefixCache.map { $0 << 20 }, allowsPickle: pickleOption.pickle,
      adapter: adapterOption.adapter)
  }
}
