import Glibc
import Synchronization
public import Tensors

extension Conversion {
  /// Rows that are converted before they are written.
  private static let chunkBytes = 4 << 20

  /// Writes the file: beside its place first, then over it in one step, so that there is never half of one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isReplacing: Whether a file that is there may be replaced.
  ///   - workers: Who converts.
  ///   - progress: Told the bytes written and of how many; false ends it.
  /// - Throws: `ConversionError`; then no file was made and none was changed.
  public func write(
    to path: String, isReplacing: Bool, workers: WorkerPool,
    progress: (_ written: Int, _ total: Int) -> Bool
  ) throws(ConversionError) {
    let output = try NewFile(for: path, isReplacing: isReplacing, byteCount: byteCount)
    do throws(ConversionError) {
      try write(into: output, workers: workers, progress: progress)
      try output.finish(isReplacing: isReplacing)
    } catch {
      output.discard()
      throw error
    }
  }

  private func write(
    into output: NewFile, workers: WorkerPool, progress: (Int, Int) -> Bool
  ) throws(ConversionError) {
    let total = byteCount
    var written = header.count
    let result: Result<Void, ConversionError> = header.withUnsafeBytes { bytes in
      do throws(ConversionError) { return .success(try output.write(bytes)) } catch {
        return .failure(error)
      }
    }
    try result.get()
    for tensor in tensors {
      let rows = tensor.rows
      let rowBytes = tensor.type.byteCount(of: rows.shape[1])
      let chunkRows = max(1, min(rows.shape[0], Self.chunkBytes / max(1, rowBytes)))
      let chunk = UnsafeMutableRawBufferPointer.allocate(
        byteCount: chunkRows * rowBytes, alignment: 64)
      defer { chunk.deallocate() }
      var first = 0
      while first < rows.shape[0] {
        guard progress(written, total) else { throw .cancelled }
        let last = min(first + chunkRows, rows.shape[0])
        try convert(tensor, rows: first..<last, into: chunk, workers: workers)
        try output.write(
          UnsafeRawBufferPointer(rebasing: chunk[0..<(last - first) * rowBytes]))
        written += (last - first) * rowBytes
        first = last
      }
      let padded = GGUFLayout.padded(written, to: GGUFHeaderWriter.alignment)
      try output.pad(padded - written)
      written = padded
    }
    _ = progress(total, total)
  }

  /// Converts some rows, shared among the workers.
  private func convert(
    _ tensor: GGUFPlannedTensor, rows: Range<Int>, into chunk: UnsafeMutableRawBufferPointer,
    workers: WorkerPool
  ) throws(ConversionError) {
    guard let start = chunk.baseAddress else { return }
    let source = tensor.rows
    let width = source.shape[1]
    let rowBytes = tensor.type.byteCount(of: width)
    let failure = Mutex<RowEncoder.Failure?>(nil)
    let grain = max(1, (64 << 10) / max(1, width))
    workers.forEachRange(of: rows.count, grain: grain) { range, _ in
      let scratch = UnsafeMutablePointer<Float>.allocate(capacity: width)
      defer { scratch.deallocate() }
      do throws(RowEncoder.Failure) {
        for row in range {
          try RowEncoder.encode(
            tensor.sourceRow(rows.lowerBound + row), of: source, as: tensor.type,
            scratch: scratch, into: start + row * rowBytes)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    switch failure.withLock({ $0 }) {
    case nil: return
    case .notFinite: throw .notFinite(tensor: tensor.name)
    case .outOfRange: throw .outOfRange(tensor: tensor.name, format: tensor.type.name)
    }
  }
}
