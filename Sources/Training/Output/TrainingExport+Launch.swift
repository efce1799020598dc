internal import Alignment
internal import Checkpoints

extension TrainingExport {
  /// The commands, one step after the other.
  var launchScript: String {
    var script = """
      #!/bin/sh
      # Trains \(stages.map(\.name).joined(separator: ", then ")) on \(settings.processes) processes.
      set -eu
      cd "$(dirname "$0")"

      # The programs know less of the tokenizer and nothing of the prompts: what inference needs is put beside the weights.
      complete() {
        cp tokenizer/* metaaligner.json "models/$1/"
        echo "models/$1 is done"
      }

      """
    if settings.target == .fastchat {
      script += """

        # A checkout of https://github.com/lm-sys/FastChat with its training extra installed.
        FASTCHAT=${FASTCHAT:-FastChat}

        """
    }
    for (index, stage) in stages.enumerated() {
      script += "\n" + command(stage, index: index) + "\ncomplete \(stage.name)\n"
    }
    return script
  }

  private func command(_ stage: ExportStage, index: Int) -> String {
    switch (settings.target, settings.device) {
    case (.trl, .gpu):
      return
        "accelerate launch --config_file accelerate.yaml -m trl.scripts.sft --config \(stage.name).yaml"
    case (.trl, .cpu):
      return """
        torchrun --standalone --nproc_per_node \(settings.processes) -m trl.scripts.sft \\
          --config \(stage.name).yaml
        """
    case (.fastchat, _): return fastChatCommand(stage, index: index)
    }
  }

  /// The published command line, FSDP included.
  private func fastChatCommand(_ stage: ExportStage, index: Int) -> String {
    let model = index == 0 ? Self.shellQuoted(base) : "models/" + stages[index - 1].name
    var options = [
      "--model_name_or_path \(model)", "--data_path data/\(stage.name)/train.json",
      "--output_dir models/\(stage.name)", "--num_train_epochs \(stage.epochs)",
      "--per_device_train_batch_size \(settings.rowsPerDevice)",
      "--per_device_eval_batch_size \(settings.rowsPerDevice)",
      "--gradient_accumulation_steps \(settings.accumulation)",
      "--save_strategy steps --save_steps 49 --save_total_limit 2",
      "--learning_rate \(stage.learningRate) --weight_decay \(settings.weightDecay)",
      "--warmup_ratio \(settings.warmUpRatio) --lr_scheduler_type cosine --logging_steps 1",
      "--seed \(settings.seed)", "--model_max_length \(preparation.maximumLength)",
      "--gradient_checkpointing True --lazy_preprocess True --report_to none",
    ]
    if stage.validation != nil {
      options.append(
        "--eval_data_path data/\(stage.name)/validation.json --evaluation_strategy steps --eval_steps 49"
      )
    }
    options += [
      "--bf16 True --tf32 True",
      "--fsdp \"full_shard auto_wrap\" --fsdp_transformer_layer_cls_to_wrap \(decoderLayerName)",
    ]
    let program = "\"$FASTCHAT/fastchat/train/train_mem.py\""
    return
      (["torchrun --standalone --nproc_per_node=\(settings.processes) \(program)"] + options)
      .joined(separator: " \\\n  ")
  }

  private static func shellQuoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// What the folder is, for people.
  var readme: String {
    let isTRL = settings.target == .trl
    let last = stages.last?.name ?? ""
    return """
      # A training for \(isTRL ? "TRL" : "FastChat")

      `sh launch.sh` trains \(stages.map { "`\($0.name)`" }.joined(separator: ", then ")), beginning with

          \(base)

      on \(settings.processes) \(settings.device == .gpu ? "GPUs" : "processes"): \(settings.batchRows) rows a step. \
      \(isTRL ? "It needs `trl`, `accelerate` and `torch`, and \(settings.device == .gpu ? "`accelerate.yaml` says how the model is sharded; every step's settings are in `<step>.yaml`" : "every step's settings are in `<step>.yaml`")." : "It needs FastChat, whose folder `FASTCHAT` names.")

      * `data/`: the rows. \(isTRL ? "They are token ids, made as `metaaligner` makes them at inference; loss is where `completion_mask` is 1." : "FastChat puts the Vicuna conversation around each, which `metaaligner.json` tells inference.")
      * `tokenizer/` and `metaaligner.json` are put beside each step's weights when it is done.
      * `models/\(last)` is the result: `metaaligner models info models/\(last)`, \
      `metaaligner align --model models/\(last)`, `metaaligner models convert models/\(last) --format q8_0 -o model.gguf`.

      Prompt format: \(preparation.format.rawValue). Rows of more than \(preparation.maximumLength) tokens were left out.

      """
  }
}
