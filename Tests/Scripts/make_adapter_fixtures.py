"""Makes the adapters of Tests/TransformerTests/Fixtures and what PEFT computes with them.

    python make_adapter_fixtures.py

Needs torch, transformers, safetensors, peft. Each adapter belongs to a tiny model that is there already; expected values
are float32 arithmetic on the stored weights, the change not merged.
"""

import json
import pathlib
import shutil

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

FIXTURES = pathlib.Path(__file__).parent.parent / "TransformerTests" / "Fixtures"
IDS = [1] + [(37 * i * i + 11 * i) % 120 + 3 for i in range(40)]

ATTENTION = ["q_proj", "k_proj", "v_proj", "o_proj"]
ADAPTERS = {
    "adapter-qwen2-f32": ("qwen2-f32", dict(r=4, lora_alpha=8, target_modules=ATTENTION + ["gate_proj", "up_proj", "down_proj"])),
    "adapter-stabilized-qwen2-f32": ("qwen2-f32", dict(r=3, lora_alpha=5, use_rslora=True, target_modules=["k_proj", "down_proj"])),
    "adapter-llama-bf16": ("llama-bf16", dict(r=2, lora_alpha=16, target_modules=ATTENTION)),
}


def make(name, base, options, seed):
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_pretrained(FIXTURES / base, dtype=torch.float32, attn_implementation="eager")
    model.config._name_or_path = base
    model = get_peft_model(model, LoraConfig(task_type="CAUSAL_LM", lora_dropout=0.05, **options)).eval()
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if "lora_B" in key:
                parameter.copy_(torch.randn_like(parameter) * 0.1)
        logits = model(torch.tensor([IDS])).logits[0]
    folder = FIXTURES / name
    shutil.rmtree(folder, ignore_errors=True)
    model.peft_config["default"].base_model_name_or_path = base
    model.save_pretrained(folder, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)
    with model.disable_adapter(), torch.no_grad():
        change = (model(torch.tensor([IDS])).logits[0, -1] - logits[-1]).abs().max()
    expected = dict(
        base=base,
        input_ids=IDS,
        argmax=logits.argmax(-1).tolist(),
        last_logits=[round(x, 6) for x in logits[-1].tolist()],
    )
    (folder / "expected.json").write_text(json.dumps(expected))
    print(name, "changes the logits by up to", float(change))


for seed, (name, (base, options)) in enumerate(ADAPTERS.items()):
    make(name, base, options, seed)
