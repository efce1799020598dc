"""Greedy edits of the embedded model by Hugging Face transformers, for the tests of the local engine.

Usage: python3 make_default_model_fixtures.py > ../GenerationTests/Fixtures/default-model.json
"""

import json
import pathlib

import sentencepiece
import torch
from transformers import LlamaForCausalLM

MODEL = pathlib.Path(__file__).parents[2] / "models" / "default"
HEAD = (
    "You are an assistant to human. You will be provided with a context and an answer. "
    "Consider the context, then edit the answer to improve it considering these aspects: "
)
HUMOUR = "Humour: The response should be cheerful and amusing"
LENGTH = "Length: the response should be concise and avoid redundant content."
EXAMPLES = [
    (HUMOUR, "Human: How do I water a cactus? Assistant:",
     "Water it once every two weeks. Let the soil dry out first."),
    (LENGTH, "Human: Why is the sky blue? Assistant:",
     "Air scatters blue light more than red light. That is why the sky looks blue. "
     "At sunset the light takes a longer way. Then most of the blue is gone. Dust makes it redder still."),
    (HUMOUR + "; " + LENGTH, "Human: Où est le café? 😀 Assistant:", "Le café est à gauche. Ça va?"),
]

tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(MODEL / "tokenizer.model"))
model = LlamaForCausalLM.from_pretrained(MODEL, dtype=torch.float32).eval()
cases = []
for aspects, context, answer in EXAMPLES:
    prompt = f"{HEAD}{aspects} | Context: {context} | Answer: {answer} | Edit: "
    ids = [1] + tokenizer.encode(prompt)
    with torch.no_grad():
        output = model.generate(
            torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long),
            max_new_tokens=160, do_sample=False, pad_token_id=0)
    new = output[0, len(ids):].tolist()
    ended = bool(new) and new[-1] == 2
    new = new[:-1] if ended else new
    cases.append(dict(prompt=prompt, prompt_ids=ids, ids=new, text=tokenizer.decode(new), ended=ended))
print(json.dumps(dict(cases=cases)))
