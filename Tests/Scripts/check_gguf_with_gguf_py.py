"""Reads GGUF files with the `gguf` package of llama.cpp's authors and compares them with their source. Run by hand.

For every file that `metaaligner models convert` made of a folder with `model.safetensors`: the header as that reader
sees it, and every tensor, dequantised by that package, against the folder's (rows of queries and keys permuted).

  python check_gguf_with_gguf_py.py --source models/default FILE.gguf...
"""

import argparse
import json

import numpy
import torch
from gguf import GGUFReader, dequantize
from safetensors.torch import load_file

NAMES = {
    "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
OUTSIDE = {
    "token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}
# Largest error, in parts of the largest number of a block; below 2^-14 binary16 has fewer digits.
BOUNDS = {"F32": 0, "F16": 2**-11, "BF16": 2**-8, "Q8_0": 1 / 220, "Q4_0": 1 / 7}


def source_name(name):
    if name in OUTSIDE:
        return OUTSIDE[name]
    _, layer, part, suffix = name.split(".")
    return f"model.layers.{layer}.{NAMES[part]}.{suffix}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    config = json.load(open(arguments.source + "/config.json"))
    weights = load_file(arguments.source + "/model.safetensors")
    for path in arguments.files:
        reader = GGUFReader(path)
        worst = 0.0
        for tensor in reader.tensors:
            if tensor.name == "rope_freqs.weight":
                continue
            expected = weights[source_name(tensor.name)].to(torch.float32)
            if ".attn_q." in tensor.name or ".attn_k." in tensor.name:
                key = "num_attention_heads" if "attn_q" in tensor.name else "num_key_value_heads"
                heads = config[key]
                shape = expected.shape
                expected = expected.reshape(heads, 2, shape[0] // heads // 2, *shape[1:])
                expected = expected.swapaxes(1, 2).reshape(shape)
            found = dequantize(tensor.data, tensor.tensor_type).reshape(expected.shape)
            error = numpy.abs(found - expected.numpy())
            width = 32 if expected.dim() > 1 and expected.shape[-1] % 32 == 0 else 1
            scale = numpy.abs(expected.numpy()).reshape(-1, width).max(axis=1, keepdims=True)
            relative = (error.reshape(-1, width) / numpy.maximum(scale, 2.0**-14)).max()
            if relative > BOUNDS[tensor.tensor_type.name]:
                raise SystemExit(f"{path}: {tensor.name} is off by {relative:.2e}")
            worst = max(worst, float(relative))
        print(f"{path}: {len(reader.tensors)} tensors, {len(reader.fields)} keys, worst {worst:.2e}")


main()
