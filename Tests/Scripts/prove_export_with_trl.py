"""Trains what `metaaligner train export --to trl` writes with TRL, in two processes over gloo, and loads the result here.

    python prove_export_with_trl.py PROGRAM WORK_FOLDER

Needs torch, transformers, trl, accelerate, with their `torchrun` first on the path. Every step takes all rows, so that
their order does not matter: the losses, the norms of the gradients and the weights must be those of `metaaligner train sft`.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

PROGRAM, WORK = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
TOKENIZER = pathlib.Path(__file__).resolve().parent.parent.parent / "models" / "default"
STEPS, ROWS = 4, 8
SHAPE = dict(
    model_type="llama", vocab_size=4096, hidden_size=64, intermediate_size=160, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=256, rms_norm_eps=1e-5,
)


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


shutil.rmtree(WORK, ignore_errors=True)
WORK.mkdir(parents=True)
rows = [
    dict(id=i, conversations=[dict({"from": "human"}, value=f"Count to {i}.\n" * (1 + i % 3)), dict({"from": "gpt"}, value=" ".join(map(str, range(i + 2))))])
    for i in range(ROWS)
]
(WORK / "rows.json").write_text(json.dumps(rows))
(WORK / "shape.json").write_text(json.dumps(SHAPE))
common = ["--data", WORK / "rows.json", "--learning-rate", "1e-3", "--warm-up-ratio", 0, "--weight-decay", 0.01]
run("train", "sft", "--data", WORK / "rows.json", "--init", WORK / "shape.json", "--tokenizer", TOKENIZER, "--steps", 1, "--dtype", "f32",
    "--output", WORK / "base", "--quiet")
run("train", "sft", *common, "--base", WORK / "base", "--epochs", STEPS, "--batch-rows", ROWS, "--dtype", "f32", "--output", WORK / "ours", "--quiet")
run("train", "export", "--to", "trl", "--device", "cpu", *common, "--base", WORK / "base", "--epochs", STEPS, "--processes", 2,
    "--rows-per-device", 2, "--accumulation", ROWS // 4, "--output", WORK / "export", "--quiet")
subprocess.run(["sh", WORK / "export" / "launch.sh"], check=True)

result = WORK / "export" / "models" / "sft"
theirs = [
    entry for entry in json.loads((result / f"checkpoint-{STEPS}" / "trainer_state.json").read_text())["log_history"] if "grad_norm" in entry
]
ours = [entry for entry in map(json.loads, (WORK / "ours" / "metrics.jsonl").read_text().splitlines()) if "gradient_norm" in entry]
assert len(theirs) == len(ours) == STEPS
for one, other in zip(ours, theirs):
    print(f"step {one['step']}: loss {one['loss']:.5f} here, {other['loss']:.5f} there; "
          f"gradient norm {one['gradient_norm']:.5f}, {other['grad_norm']:.5f}; rate {one['learning_rate']:.3e}, {other['learning_rate']:.3e}")
    assert abs(one["loss"] - other["loss"]) < 2e-3 and abs(one["gradient_norm"] / other["grad_norm"] - 1) < 2e-3

base, one, other = (load_file(path / "model.safetensors") for path in (WORK / "base", WORK / "ours", result))
change = max(float((one[name] - base[name]).abs().max()) for name in base)
difference = max(float((one[name] - other[name]).abs().max()) for name in one)
print(f"weights changed by up to {change:.2e}; the two trainings differ by up to {difference:.2e}")
assert difference < 0.1 * change

run("models", "info", result)
ids = [1] + list(range(300, 340))
answer = json.loads(run("debug", "logits", "--model", result, "--ids", ",".join(map(str, ids)), "--all", "--json"))
with torch.no_grad():
    logits = AutoModelForCausalLM.from_pretrained(result, dtype=torch.float32)(torch.tensor([ids])).logits[0]
assert logits.argmax(-1).tolist() == answer["argmax"]
assert float((logits[-1] - torch.tensor(answer["last_logits"])).abs().max()) < 1e-4
run("align", "--model", result, "--context", "Human: Count. Assistant:", "--answer", "1", "--objectives", "helpful", "--max-tokens", 4)
run("models", "convert", result, "--format", "q8_0", "-o", WORK / "model.gguf", "--quiet")
print("the result loads here, computes the same, edits, and converts")
