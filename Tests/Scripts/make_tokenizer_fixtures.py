#!/usr/bin/env python3
"""Makes Tests/TokenizationTests/Fixtures: two tiny SentencePiece models and what the Python package makes of texts.

    pip install sentencepiece==0.2.3
    python Tests/Scripts/make_tokenizer_fixtures.py

`bytes.model` is like LLaMA's: byte-pair encoding, byte fallback, single digits, no normalisation.
`unigram.model` has what that one lacks: no byte fallback, extra spaces removed, characters normalised.
The text they are trained on is our own. Training is deterministic with one thread.
"""

import io
import json
import os
import pathlib
import random
import tempfile

import sentencepiece

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "TokenizationTests" / "Fixtures"

SUBJECTS = ["The editor", "A careful reader", "My neighbour", "The old gardener", "Nobody", "Our teacher"]
VERBS = ["answers", "explains", "rewrites", "doubts", "remembers", "improves", "repeats"]
OBJECTS = [
    "the question", "a short letter", "every sentence", "the recipe for bread", "what was said before",
    "the harmless joke", "an honest reply", "the list of 12 tools",
]
ENDINGS = ["kindly.", "without hurry!", "in 1987?", "and smiles.", "for the third time.", "at the café.", "— twice."]

RULES = [  # code points to code points, in hexadecimal
    ("FB01", "66 69"),  # the ligature fi
    ("AB", "22"),
    ("BB", "22"),
    ("2026", "2E 2E 2E"),
    ("200B", ""),  # a zero-width space goes
    ("65 301", "E9"),
]

TEXTS = [
    "", " ", "  two  spaces  ", "\n\nHuman: hi\n\nAssistant:", "tab\there", "The editor answers the question kindly.",
    "naïve café — “quotes” …", "日本語 한국어 русский", "👩\u200d👩\u200d👧 🇫🇷 👍🏽", "1234567890 3.14",
    "<s> </s> <unk> <0x0A> \u2581", "<|turn|>", "a<|turn|><|turn|>b", "a" * 40, "\x00\x01\x07 control", "a\x00b",
    "e\u0301 é", "\r\nCRLF\r\n", "C:\\path", "ﬁsh «and» chips\u200b", "\u2581\u2581under", "\ufffd\ufeff", "𝒜",
    " The old gardener doubts an honest reply — twice. ",
]


def corpus():
    lines = [
        f"{subject} {verb} {thing} {ending}"
        for subject in SUBJECTS for verb in VERBS for thing in OBJECTS for ending in ENDINGS
    ]
    random.Random(7).shuffle(lines)
    return lines


def train(name, **options):
    # Into memory: a model remembers the path that it is written to.
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus()), model_writer=written, num_threads=1, minloglevel=1,
        **options)
    (FOLDER / f"{name}.model").write_bytes(written.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=written.getvalue())


def expected(model):
    """Ids of texts, and texts of random ids; control pieces are left out, as our decoding does."""
    source = random.Random(11)
    ids = [i for i in range(model.get_piece_size()) if not model.is_control(i)]
    byte_ids = [i for i in ids if model.is_byte(i)]
    sequences = [source.choices(ids, k=source.randint(1, 24)) for _ in range(60)]
    if byte_ids:
        sequences += [source.choices(byte_ids, k=source.randint(1, 12)) for _ in range(60)]
    return {
        "encode": [{"text": t, "ids": model.encode(t), "decoded": model.decode(model.encode(t))} for t in TEXTS],
        "decode": [{"ids": s, "decoded": model.decode(s)} for s in sequences],
    }


def main():
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # the path of the rules is remembered too
        lines = [f"{source}\t{target}\n" for source, target in RULES]
        pathlib.Path("rules.tsv").write_text("".join(lines))
        byte_model = train(
            "bytes", model_type="bpe", vocab_size=400, byte_fallback=True, split_digits=True,
            normalization_rule_name="identity", remove_extra_whitespaces=False, user_defined_symbols=["<|turn|>"])
        unigram_model = train(
            "unigram", model_type="unigram", vocab_size=90, normalization_rule_tsv="rules.tsv",
            unk_id=0, bos_id=1, eos_id=2, pad_id=3)
        os.chdir(FOLDER)
    content = {"bytes": expected(byte_model), "unigram": expected(unigram_model)}
    text = json.dumps(content, ensure_ascii=True, indent=None, separators=(",", ":"))
    (FOLDER / "expected.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
