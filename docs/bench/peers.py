#!/usr/bin/env python3
"""Measures metaaligner beside llama.cpp and transformers, in turns, on one machine and the same weights.

By hand, not a part of the tests. Needs the release program, a Python with llama-cpp-python (built from source, so that
it uses this machine's instructions) and one with torch and transformers (the same one if it has all of them), and a
SentencePiece model of 32,000 pieces, which only goes into the files:

    python3 docs/bench/peers.py --program .build/release/metaaligner --tokenizer tokenizer.model \\
        --llama-python ~/llama/bin/python --torch-python ~/torch/bin/python --work /tmp/peers

The model has TinyLlama-1.1B's shape and random weights: speed does not depend on what they are. llama.cpp reads the
GGUF files that `metaaligner models convert` writes of it. Every round runs each program once; the table has medians over
the rounds, and quotients formed within a round.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

SHAPE = {
    "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 32000, "hidden_size": 2048,
    "intermediate_size": 5632, "num_hidden_layers": 22, "num_attention_heads": 32, "num_key_value_heads": 4,
    "max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "hidden_act": "silu",
    "tie_word_embeddings": False, "torch_dtype": "bfloat16", "bos_token_id": 1, "eos_token_id": 2,
}


def make_model(folder):
    """Writes the random model; runs in the Python that has torch."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(1)
    model = LlamaForCausalLM(LlamaConfig(**SHAPE)).to(torch.bfloat16)
    model.save_pretrained(folder, safe_serialization=True, max_shard_size="10GB")
    pathlib.Path(folder, "config.json").write_text(json.dumps(SHAPE))


def times(evaluate, reset, prompt, decode):
    """Tokens a second: of the prompt from nothing, three times, and of each token from nothing; medians."""
    prefills = []
    for _ in range(3):
        reset()
        start = time.perf_counter()
        evaluate(prompt)
        prefills.append(time.perf_counter() - start)
    reset()
    steps = []
    for index in range(decode):
        start = time.perf_counter()
        evaluate([prompt[index % len(prompt)]])
        steps.append(time.perf_counter() - start)
    return {"prefill": len(prompt) / statistics.median(prefills), "decode": 1 / statistics.median(steps)}


def serve_llama(path, threads, prompt_tokens, decode_tokens):
    """Answers every line of standard input with one measurement by llama.cpp."""
    from llama_cpp import Llama

    llama = Llama(path, n_ctx=prompt_tokens + 64, n_batch=512, n_ubatch=512, n_threads=threads, n_threads_batch=threads,
                  verbose=False)

    def evaluate(tokens):
        llama.eval(tokens)
        llama._ctx.get_logits()  # waits for them

    serve(evaluate, llama.reset, prompt_tokens, decode_tokens)


def serve_transformers(folder, threads, prompt_tokens, decode_tokens, dtype):
    """Answers every line of standard input with one measurement by transformers."""
    import torch
    from transformers import LlamaForCausalLM

    torch.set_num_threads(threads)
    model = LlamaForCausalLM.from_pretrained(folder, dtype=getattr(torch, dtype)).eval()
    cache = [None]

    @torch.inference_mode()
    def evaluate(tokens):
        result = model(torch.tensor([tokens]), past_key_values=cache[0], use_cache=True, logits_to_keep=1)
        cache[0] = result.past_key_values

    def reset():
        cache[0] = None

    serve(evaluate, reset, prompt_tokens, decode_tokens)


def serve(evaluate, reset, prompt_tokens, decode_tokens):
    prompt = [(index * 7919 + 11) % 32000 for index in range(prompt_tokens)]
    times(evaluate, reset, prompt[:32], 2)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(times(evaluate, reset, prompt, decode_tokens)), flush=True)


class Peer:
    """A process that has loaded a model and measures when asked; it does nothing in between."""

    def __init__(self, python, arguments):
        command = [python, os.path.abspath(__file__)] + [str(argument) for argument in arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.read("ready")

    def read(self, expected=None):
        line = self.process.stdout.readline().strip()
        if not line or (expected and line != expected):
            raise SystemExit(f"{self.process.args}: ended or said {line!r}")
        return line

    def measure(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.read())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def prepare(options):
    """Makes the model and its GGUF files where they are missing."""
    folder = options.work / "tinyllama"
    if not (folder / "model.safetensors").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([options.torch_python, os.path.abspath(__file__), "make-model", folder], check=True)
        (folder / "tokenizer.model").write_bytes(options.tokenizer.read_bytes())
    for name in options.formats:
        path = options.work / f"tinyllama-{name}.gguf"
        if not path.exists():
            convert = [options.program, "models", "convert", folder, "--format", name, "-o", path, "--quiet"]
            subprocess.run(convert, check=True)
    return folder


def ours(options, path):
    command = [options.program, "bench", "--model", path, "--threads", options.threads, "--prompt-tokens",
               options.prompt_tokens, "--decode-tokens", options.decode_tokens, "--json"]
    environment = dict(os.environ)
    if options.kernels:
        environment["METAALIGNER_KERNELS"] = options.kernels
    run = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(run.stdout)


def measure(options):
    folder = prepare(options)
    common = [options.threads, options.prompt_tokens, options.decode_tokens]
    peers = {}
    for name in options.formats:
        peers[f"llama.cpp {name}"] = Peer(
            options.llama_python, ["serve-llama", options.work / f"tinyllama-{name}.gguf"] + common)
    for dtype in options.dtypes:
        peers[f"transformers {dtype}"] = Peer(
            options.torch_python, ["serve-transformers", folder] + common + [dtype])
    rounds = []
    try:
        for number in range(options.rounds):
            results = {}
            for name in options.formats:
                results[f"ours {name}"] = ours(options, options.work / f"tinyllama-{name}.gguf")
                results[f"llama.cpp {name}"] = peers[f"llama.cpp {name}"].measure()
            for dtype in options.dtypes:
                results[f"transformers {dtype}"] = peers[f"transformers {dtype}"].measure()
            rounds.append(results)
            print(f"round {number + 1} of {options.rounds} done", file=sys.stderr)
    finally:
        for peer in peers.values():
            peer.close()
    return rounds


def rate(result, what):
    return result[what] if what in result else result[f"{what}_tokens_per_second"]


def median(rounds, quotient):
    return statistics.median(quotient(results) for results in rounds)


def best(results, start, what):
    return max(rate(result, what) for name, result in results.items() if name.startswith(start))


def report(options, rounds):
    """The table for docs/performance.md."""
    first = rounds[0][f"ours {options.formats[0]}"]
    print(f"\n{options.threads} threads, {first['kernel_level']}, {len(rounds)} rounds, "
          f"prompt of {options.prompt_tokens} tokens\n")
    print("| | prefill, tokens/s | decode, tokens/s |\n|---|---|---|")
    for name in rounds[0]:
        print(f"| {name} | {median(rounds, lambda r: rate(r[name], 'prefill')):.1f} "
              f"| {median(rounds, lambda r: rate(r[name], 'decode')):.2f} |")
    print("\n| quotient, each within a round | median |\n|---|---|")
    for name in options.formats:
        us, llama = f"ours {name}", f"llama.cpp {name}"
        lines = [
            (f"decode {name}, of the memory's speed", lambda r: r[us]["decode_bandwidth_fraction"]),
            (f"decode {name} / llama.cpp {name}", lambda r: rate(r[us], "decode") / rate(r[llama], "decode")),
            (f"prefill {name} / llama.cpp {name}", lambda r: rate(r[us], "prefill") / rate(r[llama], "prefill")),
            (f"prefill {name} / llama.cpp's best",
             lambda r: rate(r[us], "prefill") / best(r, "llama.cpp", "prefill")),
        ]
        for dtype in options.dtypes:
            other = f"transformers {dtype}"
            lines.append((f"prefill {name} / {other}",
                          lambda r, other=other: rate(r[us], "prefill") / rate(r[other], "prefill")))
        lines += [
            (f"pass over {size} tokens {name} / over one", lambda r, size=size: r[us]["verify_cost"][size])
            for size in ("2", "4", "8", "16")
        ]
        lines.append((f"{first['batch']} sequences {name} / one", lambda r: r[us]["batch_speedup"]))
        for label, quotient in lines:
            print(f"| {label} | {median(rounds, quotient):.2f} |")


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "make-model":
        return make_model(sys.argv[2])
    if len(sys.argv) > 1 and sys.argv[1] == "serve-llama":
        return serve_llama(sys.argv[2], *map(int, sys.argv[3:6]))
    if len(sys.argv) > 1 and sys.argv[1] == "serve-transformers":
        return serve_transformers(sys.argv[2], *map(int, sys.argv[3:6]), sys.argv[6])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True, help="the release program")
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True, help="a SentencePiece model")
    parser.add_argument("--llama-python", default=sys.executable, help="a Python with llama-cpp-python")
    parser.add_argument("--torch-python", default=sys.executable, help="a Python with torch and transformers")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="a folder for 6 GB of weights")
    parser.add_argument("--formats", nargs="+", default=["q8_0", "q4_0", "bf16"])
    parser.add_argument("--dtypes", nargs="*", default=["bfloat16", "float32"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt-tokens", type=int, default=512)
    parser.add_argument("--decode-tokens", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kernels", help="the level of our kernels, such as avx2")
    options = parser.parse_args()
    rounds = measure(options)
    (options.work / "peers.json").write_text(json.dumps(rounds, indent=1))
    report(options, rounds)


if __name__ == "__main__":
    main()
