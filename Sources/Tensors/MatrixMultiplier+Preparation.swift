internal import CKernels

extension MatrixMultiplier {
  /// Floats below which one thread prepares an input sooner than two could share it.
  private static let sharedFloatCount = 16_384

  /// Brings the input into the forms that the tasks read, once for all of them.
  func prepare(_ input: UnsafePointer<Float>, tokens: Int) -> PreparedInput {
    var prepared = PreparedInput()
    for task in tasks {
      switch task.form {
      case .blocks where prepared.blocks == nil:
        prepared.blocks = arrange(input, tokens: tokens, width: task.width)
      case .bfloat16 where prepared.halves == nil:
        prepared.halves = narrow(input, count: tokens * task.width)
      case .floats, .blocks, .bfloat16: continue
      }
    }
    return prepared
  }

  private func arrange(
    _ input: UnsafePointer<Float>, tokens: Int, width: Int
  ) -> UnsafeRawPointer {
    blocks.reserve(ck_activation_bytes(width, tokens) / MemoryLayout<Float>.stride)
    let activations = ck_activations(
      values: input, token_count: tokens, width: width, stride: width,
      prepared: UnsafeMutableRawPointer(blocks.pointer))
    let blockCount = ck_activation_blocks(width)
    if tokens * width < Self.sharedFloatCount {
      packedKernels.prepare(activations, blocks: 0..<blockCount, arithmetic)
    } else {
      workers.forEachRange(of: blockCount, grain: 4) { range, _ in
        packedKernels.prepare(activations, blocks: range, arithmetic)
      }
    }
    return UnsafeRawPointer(blocks.pointer)
  }

  private func narrow(_ input: UnsafePointer<Float>, count: Int) -> UnsafePointer<UInt16> {
    halves.reserve((count + 1) / 2)
    let destination = UnsafeMutableRawPointer(halves.pointer)
    if count < Self.sharedFloatCount {
      kernels.narrow(input, count: count, to: .bfloat16, into: destination)
    } else {
      workers.forEachRange(of: count, grain: 4_096) { range, _ in
        kernels.narrow(
          input + range.lowerBound, count: range.count, to: .bfloat16,
          into: destination + range.lowerBound * MemoryLayout<UInt16>.stride)
      }
    }
    return UnsafePointer(destination.assumingMemoryBound(to: UInt16.self))
  }
}
