#!/usr/bin/env python3
"""Makes Tests/TokenizationTests/Fixtures/byte-pair: tiny tokenizers of every kind that is read, and what Hugging Face's
library makes of texts.

    pip install tokenizers==0.23.3
    python Tests/Scripts/make_byte_pair_fixtures.py

The text that they are trained on is our own (the corpus of make_tokenizer_fixtures.py). Each folder has a tokenizer.json;
`gpt2-files` has vocab.json and merges.txt instead.
"""

import json
import pathlib

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from make_tokenizer_fixtures import TEXTS, corpus

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "TokenizationTests" / "Fixtures" / "byte-pair"

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
LLAMA3 = WORDS + r"\p{N}{1,3}" + REST
QWEN2 = WORDS + r"\p{N}" + REST

MORE = [
    "It's IT'S we'll WE'LL they're I'm 'tis don't'd '\u017f", "x = 12345 + 678;\n\n\n  y\t\t= '1 234';\r\n\r\n", "   ", "\n", " \n ",
    "a  b   c\n\n  d", "½ ² ٣٤٥ Ⅷ", "cafe\u0301 café \u1100\u1161\u11a8 각 \u0344", "<|end|>", "a<|end|> b <|turn|>c <|end|>\n d",
    "<|begin|>Hello<|end|>", "ab <word> <word>s x<word>", "\u00a0non\u2003breaking\u3000space", "!!!???...\n\n", "def f(x):\n    return x\n",
    "\U0001f469\u200d\U0001f680 zero\u200bwidth", "' '' '''", "'s's's", "The editor's 3rd re-write, in 2024.", "<|en <|end|", "\u0085x\u2028y",
]
SAMPLES = TEXTS + MORE


def trained(tokenizer, size, specials, alphabet):
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=specials, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(corpus(), trainer)
    return tokenizer


def added(text, special, **flags):
    return AddedToken(text, special=special, normalized=flags.pop("normalized", False), **flags)


def byte_level(pre_tokenizer, specials=("<|end|>",), normalizer=None, template=None, size=420, **model):
    tokenizer = Tokenizer(models.BPE(**model))
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoders.ByteLevel()
    if normalizer:
        tokenizer.normalizer = normalizer
    trained(tokenizer, size, [added(s, True) for s in specials], pre_tokenizers.ByteLevel.alphabet())
    if template:
        tokenizer.post_processor = template(tokenizer)
    return tokenizer


def begun(tokenizer):
    identifier = tokenizer.token_to_id("<|begin|>")
    return processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single="<|begin|> $A", pair="<|begin|> $A $B", special_tokens=[("<|begin|>", identifier)])])


def split(pattern):
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def pieces(normalizer, pre_tokenizer, decoder, template=True, size=560):
    """Like what LLaMA's tokenizer.model becomes: text with visible spaces, bytes for what has no piece."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    # The trainer merges within words; afterwards the file's own way of cutting is set.
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    specials = [added("<unk>", True), added("<s>", True), added("</s>", True)]
    specials += [added(f"<0x{b:02X}>", True) for b in range(256)]
    trained(tokenizer, size, specials, [])
    content = json.loads(tokenizer.to_str())
    content["added_tokens"] = content["added_tokens"][:3]
    tokenizer = Tokenizer.from_str(json.dumps(content))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoder
    if template:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)])
    return tokenizer


def with_none(tokenizer, key):
    content = json.loads(tokenizer.to_str())
    content[key] = None
    return Tokenizer.from_str(json.dumps(content))


def make():
    llama = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    gemma = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    gpt2 = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False), specials=("<|endoftext|>",))
    gpt2.add_special_tokens([added("<|end|>", True, rstrip=True)])
    gpt2.add_tokens([added("<word>", False, single_word=True), added("<|turn|>", False, lstrip=True)])
    yield "gpt2", gpt2
    yield "gpt2-prefix", byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True))
    yield "gpt2-written-out", byte_level(split(GPT2))
    yield "llama3", byte_level(split(LLAMA3), ("<|begin|>", "<|end|>"), template=begun, ignore_merges=True)
    yield "qwen2", byte_level(split(QWEN2), ("<|begin|>", "<|end|>"), normalizer=normalizers.NFC())
    yield "digits", byte_level(pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]))
    none = pre_tokenizers.Metaspace()
    prepend = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    yield "llama", with_none(pieces(prepend, none, llama), "pre_tokenizer")
    metaspace = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=False)
    first = pieces(normalizers.Sequence([]), metaspace, llama)
    yield "llama-metaspace", with_none(first, "normalizer")
    mistral = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    yield "metaspace-words", with_none(
        pieces(normalizers.Sequence([]), mistral, decoders.Metaspace(replacement="▁", prepend_scheme="always")), "normalizer")
    tokenizer = pieces(normalizers.Replace(" ", "▁"), pre_tokenizers.Split(" ", "merged_with_previous"), gemma, size=540)
    tokenizer.add_tokens([added("▁▁▁", False), added("<turn>", True), added("an added phrase", False, normalized=True)])
    yield "gemma", tokenizer


def expected(tokenizer):
    cases = []
    for text in SAMPLES:
        tokenizer.encode_special_tokens = True
        plain = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = False
        open_ids = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = True
        prompt = tokenizer.encode(text).ids
        cases.append({
            "text": text, "ids": plain, "open_ids": open_ids, "prompt_ids": prompt,
            "decoded": tokenizer.decode(plain, skip_special_tokens=True)})
    return cases


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")


def main():
    results = {}
    for name, tokenizer in make():
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "tokenizer.json", json.loads(tokenizer.to_str()))
        results[name] = expected(tokenizer)
        if name == "gpt2-prefix":
            continue
        if name == "gpt2-written-out":
            # The same tokens in GPT-2's own files, whose special token has another name.
            files = FOLDER / "gpt2-files"
            files.mkdir(exist_ok=True)
            model = json.loads(tokenizer.to_str())["model"]
            vocabulary = {t.replace("<|end|>", "<|endoftext|>"): i for t, i in model["vocab"].items()}
            write(files / "vocab.json", vocabulary)
            lines = ["#version: 0.2"] + [" ".join(pair) for pair in model["merges"]]
            (files / "merges.txt").write_text("\n".join(lines) + "\n")
    write(FOLDER / "expected.json", results)


if __name__ == "__main__":
    main()
