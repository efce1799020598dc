import Checkpoints
import Tensors

/// LLaMA (Touvron et al., 2023), and what differs from it in its configuration only.
///
/// That is Mistral with its sliding window and Qwen2 with its attention bias. After `modeling_llama.py` of Hugging
/// Face transformers.
final class Llama: DecoderModel {
  let configuration: ModelConfiguration
  let warnings: [CheckpointWarning]
  let decoder: Decoder

  /// Binds the weights; `rotary` stands in for the frequencies that the configuration gives.
  init(_ weights: WeightBinder, rotary: RotaryEmbedding? = nil) throws(CheckpointError) {
    let c = weights.configuration
    var weights = weights
    configuration = c
    decoder = try weights.decoder(
      embeddingScale: 1, rotary: rotary ?? RotaryEmbedding(c), normWeight: { weight in weight })
    warnings = weights.warnings()
  }
}
