import Checkpoints
import Glibc
import Tensors

/// Gemma (Gemma Team, 2024), which is LLaMA but for its embeddings, norms, gate and heads.
///
/// Embeddings are scaled by √D, norms' weights are offsets from 1, the gate is a GELU, the heads' width is not D / H,
/// and the output head is the embedding. After `modeling_gemma.py` of Hugging Face transformers.
final class Gemma: DecoderModel {
  let configuration: ModelConfiguration
  let warnings: [CheckpointWarning]
  let decoder: Decoder

  init(_ weights: WeightBinder) throws(CheckpointError) {
    let c = weights.configuration
    var weights = weights
    configuration = c
    // In float32: transformers rounds the scale to the type it computes in, which is ours.
    decoder = try weights.decoder(
      embeddingScale: Float(sqrt(Double(c.width))), rotary: RotaryEmbedding(c),
      normWeight: { offset in offset.map { 1 + $0 } })
    warnings = weights.warnings()
  }
}
