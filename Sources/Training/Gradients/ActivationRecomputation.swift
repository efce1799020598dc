/// What the forward pass keeps for the backward pass.
public enum ActivationRecomputation: String, Sendable, CaseIterable {
  /// Everything.
  case none
  /// Each layer's input; the rest is computed again (Chen et al., 2016), for a third more time and a fraction of the memory.
  case layers
}
