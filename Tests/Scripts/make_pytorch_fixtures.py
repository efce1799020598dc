"""Makes Tests/CheckpointsTests/Fixtures/tensors.bin: what torch.save writes of the tensors that need care.

Run with a Python that has torch: python Tests/Scripts/make_pytorch_fixtures.py
The values are counted up from 0 in the order of the tensor that was saved, so the tests know them.
"""

import pathlib

import torch

folder = pathlib.Path(__file__).parent.parent / "CheckpointsTests" / "Fixtures"


class Module(torch.nn.Module):
    """A module, so that its dictionary has the attribute `_metadata`."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.arange(6.0).reshape(2, 3))
        self.register_buffer("steps", torch.arange(3))


base = torch.arange(24.0)
tensors = Module().state_dict()
tensors["parameter"] = torch.nn.Parameter(torch.arange(4.0))
tensors["half"] = torch.arange(6).to(torch.float16).reshape(3, 2)
tensors["bfloat16"] = torch.arange(6).to(torch.bfloat16).reshape(3, 2)
tensors["tied"] = tensors["weight"]
tensors["view"] = base[5:11].reshape(2, 3)
tensors["transposed"] = base[:6].reshape(2, 3).t()
tensors["columns"] = base.reshape(4, 6)[:, 1:5:2]
tensors["cube"] = base.reshape(2, 3, 4).permute(2, 0, 1)
tensors["scalar"] = torch.tensor(7.0)
tensors["empty"] = torch.zeros(0, 3)
torch.save(tensors, folder / "tensors.bin")
torch.save(tensors, folder / "legacy.bin", _use_new_zipfile_serialization=False)
