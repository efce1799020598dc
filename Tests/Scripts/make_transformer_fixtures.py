"""Makes the tiny random models of Tests/TransformerTests/Fixtures and what transformers computes with them.

    python make_transformer_fixtures.py [STORIES260K_FOLDER]

Needs torch, transformers, safetensors; with a folder of stories260K also the ids of its greedy story are made (needs
sentencepiece, to check the story's beginning). Expected values are float32 arithmetic on the stored, rounded weights.
"""

import json
import pathlib
import shutil
import sys

import torch
from transformers import (
    AutoModelForCausalLM,
    GemmaConfig,
    LlamaConfig,
    MistralConfig,
    Qwen2Config,
)

FIXTURES = pathlib.Path(__file__).parent.parent / "TransformerTests" / "Fixtures"

SHAPE = dict(
    vocab_size=128,
    hidden_size=32,
    intermediate_size=76,  # no multiple of a vector
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    head_dim=8,
    max_position_embeddings=256,
    initializer_range=0.15,
    bos_token_id=1,
    eos_token_id=2,
)

LLAMA3_ROPE = dict(
    rope_type="llama3",
    rope_theta=500000.0,
    factor=4.0,
    low_freq_factor=1.0,
    high_freq_factor=4.0,
    original_max_position_embeddings=32,
)

MODELS = {
    "llama-bf16": (LlamaConfig(**SHAPE), torch.bfloat16),
    "llama3-rope-tied-f16": (
        LlamaConfig(**SHAPE, rope_parameters=LLAMA3_ROPE, tie_word_embeddings=True),
        torch.float16,
    ),
    "mistral-window-f16": (MistralConfig(**SHAPE, sliding_window=11), torch.float16),
    "qwen2-f32": (Qwen2Config(**{k: v for k, v in SHAPE.items() if k != "head_dim"}), torch.float32),
    "gemma-bf16": (GemmaConfig(**{**SHAPE, "head_dim": 12, "num_key_value_heads": 1}), torch.bfloat16),
}


def greedy(model, ids, count):
    """The next `count` ids, end-of-sequence ignored, and the smallest margin of the best over the second."""
    ids, margin = list(ids), float("inf")
    start = len(ids)
    for _ in range(count):
        best = model(torch.tensor([ids])).logits[0, -1].topk(2)
        margin = min(margin, float(best.values[0] - best.values[1]))
        ids.append(int(best.indices[0]))
    return ids[start:], margin


def make(name, config, dtype, seed):
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if key.endswith(("norm.weight", "bias")):
                parameter.add_(torch.randn_like(parameter) * 0.2)
    folder = FIXTURES / name
    shutil.rmtree(folder, ignore_errors=True)
    model.to(dtype).save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)

    model = AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    ).eval()
    ids = torch.randint(3, config.vocab_size, (70,)).tolist()
    logits = model(torch.tensor([ids])).logits[0]
    continuation, margin = greedy(model, ids, 24)
    expected = dict(
        input_ids=ids,
        argmax=logits.argmax(-1).tolist(),
        last_logits=[round(value, 6) for value in logits[-1].tolist()],
        greedy_ids=continuation,
        greedy_min_margin=margin,
    )
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")
    print(name, sum(file.stat().st_size for file in folder.iterdir()), "bytes, margin", margin)


def make_story(folder):
    import sentencepiece

    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids, _ = greedy(model, [1], 199)
    text = sentencepiece.SentencePieceProcessor(str(pathlib.Path(folder) / "tokenizer.model")).decode(ids)
    assert text.startswith("Once upon a time, there was a little girl named Lily."), text
    print(text)
    (FIXTURES / "stories260K.json").write_text(json.dumps(dict(ids=ids)) + "\n")


with torch.no_grad():
    for seed, (name, (config, dtype)) in enumerate(MODELS.items()):
        make(name, config, dtype, seed)
    if len(sys.argv) > 1:
        make_story(sys.argv[1])
