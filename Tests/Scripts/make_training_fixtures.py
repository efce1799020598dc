"""Makes Tests/TrainingTests/Fixtures/gradients.json: the losses and gradients that torch computes for tiny models.

    python make_training_fixtures.py

Needs torch and transformers. The models are those of Tests/TransformerTests/Fixtures, widened to float32 (the differences
that are expected of us are those of float32 sums). Each case has sequences of several lengths; the loss is the weighted sum
of cross-entropies over the sum of weights. Of each gradient its norm, its product with a fixed pattern and some elements
are kept.
"""

import json
import pathlib
import random

import torch
from transformers import AutoModelForCausalLM

TESTS = pathlib.Path(__file__).parent.parent
MODELS = TESTS / "TransformerTests" / "Fixtures"
OUTPUT = TESTS / "TrainingTests" / "Fixtures" / "gradients.json"

# Name, weight of the prompt's loss, (length, prompt length) of each sequence.
CASES = [
    ("llama-bf16", 0.0, [(40, 7), (3, 1), (130, 90), (17, 0)]),
    ("llama3-rope-tied-f16", 0.0, [(64, 20), (65, 33), (90, 1)]),
    ("mistral-window-f16", 0.25, [(50, 25), (12, 4)]),
    ("qwen2-f32", 0.0, [(30, 10), (70, 69)]),
]


def pattern(count):
    """The numbers -3...3 over and over."""
    return (torch.arange(count) % 7 - 3).double()


def main():
    generator = random.Random(4)
    cases = []
    for name, prompt_weight, lengths in CASES:
        model = AutoModelForCausalLM.from_pretrained(
            MODELS / name, dtype=torch.float32, attn_implementation="eager"
        )
        # Sums in double precision: the reference's own rounding stays out of the comparison.
        model = model.double()
        rows = [
            dict(
                input_ids=[generator.randrange(3, model.config.vocab_size) for _ in range(length)],
                prompt_length=prompt,
            )
            for length, prompt in lengths
        ]
        total, weights = 0.0, 0.0
        for row in rows:
            ids = torch.tensor([row["input_ids"]])
            log_probabilities = model(ids).logits[0, :-1].double().log_softmax(-1)
            losses = -log_probabilities.gather(1, ids[0, 1:, None])[:, 0]
            position = torch.arange(1, ids.shape[1])
            weight = torch.where(position >= row["prompt_length"], 1.0, prompt_weight).double()
            total = total + (losses * weight).sum()
            weights += float(weight.sum())
        loss = total / weights
        loss.backward()
        gradients = {}
        for key, parameter in model.named_parameters():
            flat = parameter.grad.double().flatten()
            gradients[key] = dict(
                norm=float(flat.norm()),
                pattern=float(flat @ pattern(flat.numel())),
                first=[float(x) for x in flat[:3]],
                last=[float(x) for x in flat[-3:]],
            )
        cases.append(
            dict(
                model=name, prompt_weight=prompt_weight, rows=rows, loss=float(loss.detach()), gradients=gradients
            )
        )
    OUTPUT.write_text(json.dumps(dict(cases=cases), separators=(",", ":")) + "\n")


main()
