#!/usr/bin/env python3
"""Measures training steps of metaaligner beside torch, in turns, on one machine, shapes, batch and number of threads.

By hand, not a part of the tests. Needs the release program and a Python with torch and transformers:

    python3 docs/bench/training.py --program .build/release/metaaligner --torch-python ~/torch/bin/python

A step is forward, backward, clipping and AdamW over random weights and tokens, every token with loss. Every round runs each
program once in a process of its own, so that peak memory is each one's; the table has medians over the rounds, and quotients
formed within a round. torch's memory is given with and without what importing it takes.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

SHAPES = {
    "default": dict(
        vocab_size=4096, hidden_size=256, intermediate_size=704, num_hidden_layers=6, num_attention_heads=8,
        num_key_value_heads=4),
    "layer-1.1b": dict(
        vocab_size=256, hidden_size=2048, intermediate_size=5632, num_hidden_layers=1, num_attention_heads=32,
        num_key_value_heads=4),
}


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def torch_steps(shape, dtype, threads, sequences, length, steps):
    """Runs in the Python that has torch: prints the rate of the median step and the peak of memory."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    imported = peak()
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    config = LlamaConfig(**SHAPES[shape], max_position_embeddings=8192, rms_norm_eps=1e-5, tie_word_embeddings=True,
                         use_cache=False)
    model = LlamaForCausalLM._from_config(config, attn_implementation="sdpa").to(getattr(torch, dtype)).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.0, fused=True)
    tokens = torch.randint(0, config.vocab_size, (sequences, length + 1))

    def step():
        optimizer.zero_grad(set_to_none=True)
        logits = model(tokens[:, :-1]).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    step()
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    print(json.dumps(dict(rate=sequences * length / statistics.median(times), peak=peak(), imported=imported)))


def ours(options, shape):
    command = [options.program, "bench", "train", "--shape", shape, "--threads", options.threads, "--sequences",
               options.sequences, "--length", options.length, "--steps", options.steps, "--json"]
    environment = dict(os.environ)
    if options.kernels:
        environment["METAALIGNER_KERNELS"] = options.kernels
    run = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, env=environment)
    document = json.loads(run.stdout)
    figures = document[shape]
    return dict(rate=figures["step_tokens_per_second"], peak=figures["peak_rss_bytes"], imported=0,
                fraction=figures["gemm_fraction"], level=document["kernel_level"])


def theirs(options, shape, dtype):
    command = [options.torch_python, os.path.abspath(__file__), "torch", shape, dtype, options.threads,
               options.sequences, options.length, options.steps]
    run = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE)
    return json.loads(run.stdout.splitlines()[-1])


def report(options, rounds):
    print(f"\n{options.threads} threads, {len(rounds)} rounds, {options.sequences} sequences of {options.length} tokens\n")
    print("| | tokens/s | peak memory, MB | without imports, MB | of the sgemm rate |\n|---|---|---|---|---|")

    def median(quotient):
        return statistics.median(quotient(results) for results in rounds)

    for name in rounds[0]:
        fraction = f"{median(lambda r: r[name]['fraction']):.2f}" if "fraction" in rounds[0][name] else ""
        print(f"| {name} | {median(lambda r: r[name]['rate']):.0f} | {median(lambda r: r[name]['peak']) / 1e6:.0f} "
              f"| {median(lambda r: r[name]['peak'] - r[name]['imported']) / 1e6:.0f} | {fraction} |")
    print("\n| quotient, each within a round | median |\n|---|---|")
    for shape in options.shapes:
        us = f"{shape}, ours"
        for dtype in options.dtypes:
            other = f"{shape}, torch {dtype}"
            print(f"| {us} / torch {dtype}, tokens/s | {median(lambda r: r[us]['rate'] / r[other]['rate']):.2f} |")


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "torch":
        return torch_steps(sys.argv[2], sys.argv[3], *map(int, sys.argv[4:8]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the release program")
    parser.add_argument("--torch-python", default=sys.executable, help="a Python with torch and transformers")
    parser.add_argument("--shapes", nargs="+", default=list(SHAPES), choices=list(SHAPES))
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sequences", type=int, default=16)
    parser.add_argument("--length", type=int, default=256)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kernels", help="the level of our kernels, such as avx2")
    parser.add_argument("--output", help="a file for the figures of every round, JSON")
    options = parser.parse_args()
    rounds = []
    for number in range(options.rounds):
        results = {}
        for shape in options.shapes:
            results[f"{shape}, ours"] = ours(options, shape)
            for dtype in options.dtypes:
                results[f"{shape}, torch {dtype}"] = theirs(options, shape, dtype)
        rounds.append(results)
        print(f"round {number + 1} of {options.rounds} done", file=sys.stderr)
    if options.output:
        with open(options.output, "w") as file:
            json.dump(rounds, file, indent=1)
    report(options, rounds)


if __name__ == "__main__":
    main()
