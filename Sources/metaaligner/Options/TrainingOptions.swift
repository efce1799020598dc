public import Alignment
public import ArgumentParser
import Tensors
import Training

/// What a training begins with, and where it leaves its result.
struct TrainingModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model to train: a folder in the layout of Hugging Face.", valueName: "path"))
  var base: String?

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Trains a new model from random weights in the shape of this config.json.",
      valueName: "config.json"))
  var initial: String?

  @Option(
    help: ArgumentHelp(
      "The folder with the tokenizer.model of a new model. (default: the base's own)",
      valueName: "folder"))
  var tokenizer: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      The folder to write. The model, or with --lora-rank the adapter, comes into it at the end; checkpoints are in its folder \
      run, figures in metrics.jsonl, the curve in loss.svg.
      """, valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "How the result's weights are stored; an adapter's always as f32.", valueName: "format"))
  var dtype = NumberFormat.bf16

  @Option(help: ArgumentHelp("The result's name. (default: the folder's)", valueName: "text"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The family of the prompts, for metaaligner.json: HH-RLHF, UltraFeedback or IMHI. (default: the base's)",
      valueName: "name"))
  var family: String?

  @Option(
    help: ArgumentHelp(
      "The objectives that the data trains, separated by commas, for metaaligner.json. (default: the base's)",
      valueName: "ids"))
  var objectives: String?

  @Option(
    help: ArgumentHelp(
      "How the model was made, for metaaligner.json. (default: the stages and their steps)",
      valueName: "text"))
  var recipe: String?

  func validate() throws {
    guard (base == nil) != (initial == nil) else {
      throw ValidationError("Give --base, or --init with --tokenizer.")
    }
    if let family, PromptFamily(name: family) == nil {
      throw ValidationError("--family must be HH-RLHF, UltraFeedback or IMHI.")
    }
    if initial != nil, tokenizer == nil {
      throw ValidationError("--init needs --tokenizer.")
    }
  }
}

/// What rows become.
struct TrainingDataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What surrounds prompts: raw (nothing) or vicuna. (default: what the base says, else raw)",
      valueName: "format"))
  var promptFormat: PromptFormat?

  @Option(
    help: ArgumentHelp(
      """
      The most tokens of a row, at most the model's context; longer rows are left out and counted. (default: the model's \
      context)
      """, valueName: "tokens"))
  var maxLength: Int?

  @Option(
    help: ArgumentHelp(
      "How much a token of the prompt counts in the loss beside one of the target, 0 to 1.",
      valueName: "weight"))
  var promptLossWeight: Float = 0

  func validate() throws {
    if let maxLength, maxLength < 2 { throw ValidationError("--max-length must be at least 2.") }
    guard (0...1).contains(promptLossWeight) else {
      throw ValidationError("--prompt-loss-weight must be from 0 to 1.")
    }
  }
}

extension PromptFormat: ExpressibleByArgument {}

/// A low-rank adapter in place of the weights.
struct TrainingAdapterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Trains an adapter (LoRA) of this rank beside frozen weights. (default: trains the weights)",
      valueName: "rank"))
  var loraRank: Int?

  @Option(
    help: ArgumentHelp(
      "The adapter's change is multiplied by this over the rank. (default: twice the rank)",
      valueName: "number"))
  var loraAlpha: Float?

  @Option(
    help: ArgumentHelp(
      "The probability with which an input of the adapter is left out in training.",
      valueName: "probability"))
  var loraDropout: Float = 0

  @Option(
    help: ArgumentHelp(
      """
      The matrices that get an adapter, separated by commas: \
      \(AdapterConfiguration.modules.joined(separator: ",")). (default: all of them)
      """, valueName: "names"))
  var loraModules: String?

  /// The adapter; nil where the weights are trained.
  var configuration: AdapterConfiguration? {
    loraRank.map { rank in
      AdapterConfiguration(
        rank: rank, alpha: loraAlpha ?? 2 * Float(rank), dropout: loraDropout,
        targetModules: loraModules.map { $0.split(separator: ",").map(String.init) }
          ?? AdapterConfiguration.modules)
    }
  }

  func validate() throws {
    if loraRank == nil, loraAlpha != nil || loraDropout != 0 || loraModules != nil {
      throw ValidationError("--lora-alpha, --lora-dropout and --lora-modules need --lora-rank.")
    }
  }
}
