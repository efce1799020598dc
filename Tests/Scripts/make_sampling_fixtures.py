"""Distributions that Hugging Face transformers' logits processors leave, for the sampler's tests.

Usage: python3 make_sampling_fixtures.py > ../GenerationTests/Fixtures/sampling.json
"""

import json

import torch
from transformers.generation.logits_process import (
    MinPLogitsWarper,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

CASES = [
    dict(temperature=1.0),
    dict(temperature=0.6, topP=0.9),
    dict(temperature=1.7, topK=5),
    dict(temperature=1.0, minP=0.2),
    dict(temperature=0.8, topK=12, topP=0.7, minP=0.1),
    dict(temperature=1.0, repetitionPenalty=1.3),
    dict(temperature=0.7, topK=8, topP=0.95, minP=0.05, repetitionPenalty=1.8),
    dict(temperature=0.5, topP=0.05),
]

torch.manual_seed(20)
cases = []
for number, parameters in enumerate(CASES):
    logits = torch.randn(1, 24) * 2.5
    if number == 2:
        logits[0, 7] = logits[0, 3]  # a tie
    prompt = torch.randint(0, 24, (1, 6))
    processors = []
    if "repetitionPenalty" in parameters:
        processors.append(RepetitionPenaltyLogitsProcessor(parameters["repetitionPenalty"]))
    processors.append(TemperatureLogitsWarper(parameters["temperature"]))
    if "topK" in parameters:
        processors.append(TopKLogitsWarper(parameters["topK"]))
    if "topP" in parameters:
        processors.append(TopPLogitsWarper(parameters["topP"]))
    if "minP" in parameters:
        processors.append(MinPLogitsWarper(parameters["minP"]))
    scores = logits.clone()
    for processor in processors:
        scores = processor(prompt, scores)
    cases.append(
        dict(
            parameters=parameters,
            prompt=prompt[0].tolist(),
            logits=logits[0].tolist(),
            probabilities=scores.softmax(-1)[0].tolist(),
        )
    )
print(json.dumps(dict(cases=cases)))
