"""Writes Tests/TrainingTests/Fixtures/muon.json: three steps of Muon on made-up matrices, in float64.

Needs numpy. Run from the project's root.
"""

import json
import math

import numpy as np

RATE, DECAY, MOMENTUM, ROUNDS = 0.01, 0.1, 0.95, 5


def orthogonal(matrix):
    x = matrix / (np.linalg.norm(matrix) + 1e-7)
    wide = x.shape[0] <= x.shape[1]
    if not wide:
        x = x.T
    for _ in range(ROUNDS):
        square = x @ x.T
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x if wide else x.T


def run(rows, columns):
    index = np.arange(rows * columns)
    value = (0.1 * np.sin(0.1 * index)).reshape(rows, columns)
    mean = np.zeros_like(value)
    for step in range(3):
        gradient = ((index * index * 7 + index * 3 + step * 5) % 31 / 31 - 0.5).reshape(rows, columns)
        mean = MOMENTUM * mean + (1 - MOMENTUM) * gradient
        direction = (1 - MOMENTUM) * gradient + MOMENTUM * mean
        size = 0.2 * math.sqrt(max(rows, columns))
        value = (1 - RATE * DECAY) * value - RATE * size * orthogonal(direction)
    return {"rows": rows, "columns": columns, "values": value.ravel().tolist()}


cases = [run(8, 8), run(4, 8), run(12, 8), run(8, 12)]
with open("Tests/TrainingTests/Fixtures/muon.json", "w") as file:
    json.dump({"learning_rate": RATE, "weight_decay": DECAY, "cases": cases}, file)
    file.write("\n")
