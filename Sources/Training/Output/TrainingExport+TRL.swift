internal import Checkpoints

extension TrainingExport {
  /// The settings of one step for TRL; nil for FastChat, which takes them from its command line.
  func stageFile(_ stage: ExportStage, index: Int, rows: Int) -> String? {
    guard settings.target == .trl else { return nil }
    let steps = settings.steps(rows: rows, epochs: stage.epochs)
    var members: [(String, String)] = [
      ("model_name_or_path", index == 0 ? base : "models/" + stages[index - 1].name),
      ("dataset_name", "data/" + stage.name), ("dataset_test_split", "validation"),
      ("output_dir", "models/" + stage.name),
      ("max_length", String(preparation.maximumLength)), ("completion_only_loss", "true"),
      ("packing", "false"), ("num_train_epochs", Self.number(stage.epochs)),
      ("per_device_train_batch_size", String(settings.rowsPerDevice)),
      ("per_device_eval_batch_size", String(settings.rowsPerDevice)),
      ("gradient_accumulation_steps", String(settings.accumulation)),
      ("learning_rate", Self.number(stage.learningRate)), ("lr_scheduler_type", "cosine"),
      ("warmup_steps", String(Int((settings.warmUpRatio * Double(steps)).rounded(.up)))),
      ("optim", "adamw_torch"), ("weight_decay", Self.number(settings.weightDecay)),
      ("max_grad_norm", "1.0"), ("seed", String(settings.seed)), ("dtype", "float32"),
      ("logging_steps", "1"), ("save_strategy", "epoch"), ("save_total_limit", "2"),
      ("eval_strategy", stage.validation == nil ? "\"no\"" : "epoch"), ("report_to", "none"),
    ]
    switch settings.device {
    case .gpu: members += [("bf16", "true"), ("gradient_checkpointing", "true")]
    case .cpu:
      members += [
        ("use_cpu", "true"), ("bf16", "false"), ("gradient_checkpointing", "false"),
        ("ddp_backend", "gloo"),
      ]
    }
    let text = members.map { "\($0): \(Self.isPath($0) ? Self.quoted($1) : $1)\n" }.joined()
    return "# \(rows) rows, \(steps) steps of \(settings.batchRows) rows.\n" + text
  }

  /// How accelerate shares the model among the devices.
  var accelerateFile: String {
    """
    compute_environment: LOCAL_MACHINE
    distributed_type: FSDP
    fsdp_config:
      fsdp_version: 2
      fsdp_auto_wrap_policy: TRANSFORMER_BASED_WRAP
      fsdp_transformer_layer_cls_to_wrap: \(decoderLayerName)
      fsdp_reshard_after_forward: true
      fsdp_cpu_ram_efficient_loading: true
      fsdp_offload_params: false
      fsdp_activation_checkpointing: false
      fsdp_state_dict_type: FULL_STATE_DICT
    machine_rank: 0
    main_training_function: main
    mixed_precision: bf16
    num_machines: 1
    num_processes: \(settings.processes)
    rdzv_backend: static
    same_network: true
    use_cpu: false

    """
  }

  /// What transformers calls the layers that FSDP shards one by one.
  var decoderLayerName: String {
    switch configuration.family {
    case .llama: "LlamaDecoderLayer"
    case .mistral: "MistralDecoderLayer"
    case .qwen2: "Qwen2DecoderLayer"
    case .gemma: "GemmaDecoderLayer"
    }
  }

  private static func isPath(_ key: String) -> Bool {
    ["model_name_or_path", "dataset_name", "output_dir"].contains(key)
  }

  /// A text as YAML has it between double quotes.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A number as YAML 1.1 reads one: `1e-05` without a point is a text there.
  static func number(_ value: Double) -> String {
    let text = value.description
    guard !text.contains("."), let exponent = text.firstIndex(of: "e") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}
