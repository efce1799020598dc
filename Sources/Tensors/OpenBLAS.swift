internal import CKernels
internal import COpenBLAS

/// The system's OpenBLAS, loaded at the first wide product and not before.
public enum OpenBLAS {
  /// Chooses the library's kernels, which it asks the environment for while it is loaded.
  ///
  /// A program calls this first of all: the environment may only be changed while there is one thread. Where it is not
  /// called, the library chooses for itself, on some processors at half the speed.
  public static func chooseKernels() {
    // Some builds do not know newer processors with AVX-512; SkylakeX is the oldest core that uses it.
    cob_prepare(ck_supports(ck_level_avx512) != 0 ? "SkylakeX" : nil)
  }

  /// Whether the library was found; loads it at the first call.
  static let isAvailable: Bool = cob_open() != 0
}
