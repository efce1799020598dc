import Testing

@testable import Tensors

@Suite("The level of kernels")
struct KernelLevelTests {
  @Test("has a name that can be asked for")
  func names() throws {
    #expect(Kernels.levelNames.contains(Kernels.chosen.name))
    #expect(Kernels.levelNames.first == "scalar")
    try Kernels.check(Kernels.chosen.name)
    try Kernels.check("scalar")
  }

  @Test("is refused where no level has the name", arguments: ["", "AVX2", "avx1024", "best"])
  func unknown(name: String) {
    #expect(throws: KernelLevelError.unknown(name)) { try Kernels.check(name) }
    #expect(throws: KernelLevelError.unknown(name)) { try Kernels.force(name) }
  }

  @Test("is refused where the machine lacks it")
  func unsupported() throws {
    let lacking = Kernels.levelNames.filter { name in
      (try? Kernels.check(name)) == nil
    }
    // No processor has both NEON and AVX2.
    let name = try #require(lacking.first)
    #expect(throws: KernelLevelError.unsupported(name)) { try Kernels.force(name) }
  }

  @Test("stays what it is once arithmetic has begun")
  func forced() throws {
    let chosen = Kernels.chosen.name
    try Kernels.force(chosen)
    guard chosen != "scalar" else { return }
    #expect(throws: KernelLevelError.alreadyChosen("scalar", instead: chosen)) {
      try Kernels.force("scalar")
    }
  }
}
