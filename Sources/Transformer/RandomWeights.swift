import Checkpoints
import Glibc
import Tensors

/// Weights of a model that nobody has trained, for measurements: made in seconds, of a plausible scale.
///
/// Rows are cut, each at a place of its own, from a strip of normal numbers with the standard deviation that such
/// models are initialised with; norms keep what they get.
struct RandomWeights: WeightSource {
  let configuration: ModelConfiguration
  let warnings: [CheckpointWarning] = []
  private let format: ElementType
  private let seed: UInt64
  private let workers: WorkerPool
  /// The strip, in the format.
  private let strip: [UInt8]

  private static let deviation: Float = 0.02
  /// Numbers in the strip, whole blocks of every format.
  private static let shortestStrip = 1 << 18

  init(
    _ configuration: ModelConfiguration, format: ElementType, seed: UInt64, workers: WorkerPool
  ) {
    precondition(format.isFloat || BlockCodec.canEncode(format))
    self.configuration = configuration
    self.format = format
    self.seed = seed
    self.workers = workers
    let widest = max(
      configuration.width, configuration.feedForwardWidth,
      configuration.headCount * configuration.headWidth)
    let count = max(Self.shortestStrip, 2 * widest / 256 * 256)
    strip = Self.encode(Self.normals(count, seed: seed), as: format)
  }

  func tensor(_ name: String, shape: [Int]) throws(CheckpointError) -> Tensor {
    guard shape.count == 2 else {
      // Gemma's norms are stored as offsets from one.
      let isOffset = configuration.family == .gemma || !name.hasSuffix("norm.weight")
      return .float32([Float](repeating: isOffset ? 0 : 1, count: shape[0]), shape: shape)
    }
    let rowBytes = format.byteCount(of: shape[1])
    let places = (strip.count - rowBytes) / format.blockByteCount + 1
    let start = name.utf8.reduce(seed) { Self.mixed($0 &+ UInt64($1)) }
    let memory = Self.allocate(max(1, shape[0] * rowBytes))
    strip.withUnsafeBytes { strip in
      workers.forEachRange(of: shape[0], grain: 64) { rows, _ in
        for row in rows {
          let place = Int(Self.mixed(start &+ UInt64(row)) % UInt64(places))
          let from = place * format.blockByteCount
          UnsafeMutableRawBufferPointer(rebasing: memory[(row * rowBytes)..<(row + 1) * rowBytes])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: strip[from..<from + rowBytes]))
        }
      }
    }
    let storage = ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() }
    return Tensor(elementType: format, shape: shape, storage: storage, byteOffset: 0)
  }

  func unexpectedTensors(expected: Set<String>) -> CheckpointWarning? { nil }

  /// Memory in huge pages where the system has them, as a model's file cannot be.
  private static func allocate(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    let hugePage = 2 << 20
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: byteCount, alignment: byteCount >= hugePage ? hugePage : 64)
    if byteCount >= hugePage {
      madvise(memory.baseAddress, byteCount / hugePage * hugePage, MADV_HUGEPAGE)
    }
    return memory
  }

  /// splitmix64 (Steele et al., 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// Sums of twelve uniform numbers are as good as normal here.
  private static func normals(_ count: Int, seed: UInt64) -> [Float] {
    (0..<count).map { index in
      var bits = mixed(seed ^ mixed(UInt64(index)))
      var sum: Float = -6
      for _ in 0..<12 {
        // 5 bits and a half step: the mean is exactly one half.
        sum += (Float(bits & 31) + 0.5) / 32
        bits >>= 5
      }
      return sum * deviation
    }
  }

  private static func encode(_ numbers: [Float], as format: ElementType) -> [UInt8] {
    let byteCount = format.byteCount(of: numbers.count)
    return [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
      numbers.withUnsafeBufferPointer { numbers in
        guard let source = numbers.baseAddress, let target = buffer.baseAddress else { return }
        if format.isFloat {
          Kernels.chosen.narrow(
            source, count: numbers.count, to: format, into: UnsafeMutableRawPointer(target))
        } else {
          BlockCodec.encode(
            source, count: numbers.count, to: format, into: UnsafeMutableRawPointer(target))
        }
      }
      initialized = byteCount
    }
  }
}
