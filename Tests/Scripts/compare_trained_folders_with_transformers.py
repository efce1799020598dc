"""Compares folders that `metaaligner train` wrote with what transformers and PEFT make of them.

    python compare_trained_folders_with_transformers.py PROGRAM WORK_FOLDER

Trains tiny models of every trainable family for a few steps, full and as adapters, writes them in every type, and compares
the logits of every position's argmax and of the last position. Needs torch, transformers, safetensors, sentencepiece, peft.
"""

import json
import pathlib
import subprocess
import sys

import torch
from peft import PeftModel
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
TOKENIZER = pathlib.Path(__file__).parent.parent.parent / "models" / "default"
IDS = [1] + [(91 * i * i + 17 * i) % 4000 + 260 - 200 for i in range(50)]

SHAPE = dict(
    vocab_size=4096, hidden_size=64, intermediate_size=160, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=256, rms_norm_eps=1e-5,
)
LLAMA3 = dict(rope_type="llama3", factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)
MODELS = {
    "llama": dict(model_type="llama", **SHAPE),
    "llama-tied-linear": dict(model_type="llama", tie_word_embeddings=True, rope_scaling=dict(type="linear", factor=2.0), **SHAPE),
    "llama-llama3": dict(model_type="llama", head_dim=32, rope_theta=500000.0, rope_scaling=LLAMA3, **SHAPE),
    "mistral-window": dict(model_type="mistral", sliding_window=16, **SHAPE),
    "qwen2": dict(model_type="qwen2", tie_word_embeddings=True, **SHAPE),
}


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def ours(folder, *more):
    answer = json.loads(run("debug", "logits", "--model", folder, "--ids", ",".join(map(str, IDS)), "--all", "--json", *more))
    return torch.tensor(answer["last_logits"]), answer["argmax"]


def compare(name, model, answer, limit):
    with torch.no_grad():
        logits = model(torch.tensor([IDS])).logits[0].float()
    difference = float((logits[-1] - answer[0]).abs().max())
    equal = sum(int(a) == b for a, b in zip(logits.argmax(-1), answer[1]))
    print(f"{name}: largest difference {difference:.2e}, argmax equal at {equal} of {len(IDS)}")
    assert difference < limit and (equal == len(IDS) or limit > 1e-3)


def load(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


WORK.mkdir(parents=True, exist_ok=True)
rows = [dict(id=i, conversations=[dict({"from": "human"}, value=f"Say {i}."), dict({"from": "gpt"}, value=f"It is {i}!")]) for i in range(16)]
(WORK / "rows.json").write_text(json.dumps(rows))
for name, members in MODELS.items():
    (WORK / f"{name}.json").write_text(json.dumps(members))
    for dtype in ["f32", "bf16", "f16"]:
        output = WORK / f"{name}-{dtype}"
        run("train", "sft", "--data", WORK / "rows.json", "--init", WORK / f"{name}.json", "--tokenizer", TOKENIZER, "--steps", 3,
            "--batch-rows", 4, "--learning-rate", "1e-2", "--dtype", dtype, "--output", output, "--restart", "--quiet")
        assert AutoConfig.from_pretrained(output).model_type == members["model_type"]
        compare(f"{name} {dtype}", load(output), ours(output), 1e-4)
        run("models", "info", output)
        if not members["model_type"] == "qwen2":
            run("models", "convert", output, "--format", "f32", "-o", WORK / f"{name}-{dtype}.gguf", "--force", "--quiet")
            last, argmax = ours(WORK / f"{name}-{dtype}.gguf")
            assert (last - ours(output)[0]).abs().max() < 1e-4
    base = WORK / f"{name}-f32"
    adapter = WORK / f"{name}-adapter"
    run("train", "sft", "--data", WORK / "rows.json", "--base", base, "--lora-rank", 4, "--lora-alpha", 16, "--steps", 3, "--batch-rows", 4,
        "--learning-rate", "1e-2", "--output", adapter, "--restart", "--quiet")
    plain = load(base)
    with torch.no_grad():
        before = plain(torch.tensor([IDS])).logits[0, -1]
    model = PeftModel.from_pretrained(plain, adapter).eval()
    compare(f"{name} adapter", model, ours(base, "--adapter", adapter), 1e-4)
    with torch.no_grad():
        print("  the adapter changes logits by up to", float((model(torch.tensor([IDS])).logits[0, -1] - before).abs().max()))
tokens = AutoTokenizer.from_pretrained(WORK / "llama-f32")("A word and 12.")["input_ids"]
assert tokens == json.loads(run("debug", "tokenize", "--model", WORK / "llama-f32", "--bos", "A word and 12."))
print("all equal")
