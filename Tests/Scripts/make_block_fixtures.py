#!/usr/bin/env python3
"""Blocks and their elements by ggml's own Python package, for Tests/TensorsTests/BlockCodecTests.swift.

    pip install gguf numpy
    make_block_fixtures.py Tests/TensorsTests/Fixtures

Q8_0 and Q4_0: floats (`<type>.input.f32`), the blocks that `gguf` makes of them (`<type>.blocks`) and what it reads
from these (`<type>.f32`). K formats, which `gguf` only reads: random blocks with finite scales, and their elements.
"""
import pathlib
import sys

import gguf
import numpy as np

K_BLOCKS = 6
SIMPLE_BLOCKS = 48


def floats(generator):
    """Normal numbers of many magnitudes, then blocks that tempt a rounding: ties, one sign, zeros, tiny ones, large."""
    values = generator.standard_normal((SIMPLE_BLOCKS, 32)).astype(np.float32)
    values *= np.float32(10.0) ** generator.integers(-6, 3, (SIMPLE_BLOCKS, 1)).astype(np.float32)
    values[0] = 0
    values[1, ::2] = -0.0
    values[2] = np.arange(32, dtype=np.float32) - 16
    values[3] = np.where(np.arange(32) % 2, 127.0, np.arange(32) + 0.5)
    values[4] = -np.abs(values[4])
    values[5] = 1e-30
    values[6, 1:] = 0
    values[7] = 3e4 * np.sign(values[7])
    values[8] = np.where(np.arange(32) % 2, 8.0, np.arange(32) / 2 - 8)
    return values.reshape(-1)


def random_blocks(generator, type_, scale_offsets):
    _, size = gguf.GGML_QUANT_SIZES[type_]
    blocks = generator.integers(0, 256, (K_BLOCKS, size), dtype=np.uint8)
    for offset in scale_offsets:
        scales = generator.standard_normal(K_BLOCKS).astype(np.float16) * np.float16(0.05)
        blocks[:, offset : offset + 2] = scales.view(np.uint8).reshape(K_BLOCKS, 2)
    blocks[0, :] = 255
    blocks[1, :] = 0
    for offset in scale_offsets:
        blocks[0, offset : offset + 2] = np.array([0.25], np.float16).view(np.uint8)
    return blocks


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(20260301)
    kinds = gguf.GGMLQuantizationType
    for name, type_ in [("q8_0", kinds.Q8_0), ("q4_0", kinds.Q4_0)]:
        values = floats(generator)
        blocks = gguf.quants.quantize(values, type_)
        (folder / f"{name}.input.f32").write_bytes(values.tobytes())
        (folder / f"{name}.blocks").write_bytes(blocks.tobytes())
        (folder / f"{name}.f32").write_bytes(gguf.quants.dequantize(blocks, type_).astype("<f4").tobytes())
    for name, type_, offsets in [
        ("q4_K", kinds.Q4_K, [0, 2]),
        ("q5_K", kinds.Q5_K, [0, 2]),
        ("q6_K", kinds.Q6_K, [208]),
    ]:
        blocks = random_blocks(generator, type_, offsets)
        (folder / f"{name}.blocks").write_bytes(blocks.tobytes())
        (folder / f"{name}.f32").write_bytes(gguf.quants.dequantize(blocks, type_).astype("<f4").tobytes())


main(sys.argv[1])
