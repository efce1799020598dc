"""Opens GGUF files that this program wrote in llama.cpp, and compares logits and tokens. Run by hand.

Needs llama-cpp-python. For every file: the logits after a prompt, llama.cpp's against those of `metaaligner debug
logits` for another model (the folder that the file was made from), and the ids of texts from both tokenizers.

  python compare_gguf_with_llama_cpp.py --program .build/debug/metaaligner --source models/default FILE.gguf...
"""

import argparse
import ctypes
import json
import subprocess

import llama_cpp
import numpy

TEXTS = [
    "Hello there",
    " two  spaces, a\ttab and\nlines\n\n",
    "naïve café — 👍 日本語 ▁ </s> <s> <0x41>",
    "",
    "BEGINNING OF CONVERSATION: USER: Edit the answer | Answer: I don't know. ASSISTANT: ",
]


def run(program, *arguments):
    done = subprocess.run([program, "debug", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--ids", default="1,300,301,17,42,100,99,260,300,12,7,501,33")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    ids = [int(part) for part in arguments.ids.split(",")]
    expected = run(
        arguments.program, "logits", "--model", arguments.source, "--ids", arguments.ids, "--all",
        "--json")
    ours = numpy.array(expected["last_logits"])
    for path in arguments.files:
        model = llama_cpp.Llama(
            model_path=path, n_ctx=256, logits_all=True, type_k=0, type_v=0, verbose=False,
            n_threads=2)
        model.eval(ids)
        theirs = model.scores[: len(ids)]
        argmax = theirs.argmax(axis=1).tolist()
        difference = numpy.abs(theirs[-1] - ours).max()
        agreeing = sum(a == b for a, b in zip(argmax, expected["argmax"]))
        print(
            f"{path}: largest difference {difference:.2e} of logits with deviation {ours.std():.2f}; "
            f"{agreeing} of {len(ids)} argmax agree")
        for text in TEXTS:
            theirs = model.tokenize(text.encode(), add_bos=False, special=False)
            mine = run(arguments.program, "tokenize", "--model", path, text)
            if theirs != mine:
                print(f"  tokens of {text!r}: {theirs} there, {mine} here")


main()
