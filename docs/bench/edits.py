#!/usr/bin/env python3
"""Makes the tables of known edits that `metaaligner bench --edits` replays: query, generated_text, aligned.

From a model's own edits of answers (the columns query and generated_text of the published samples), every nth row:

    python3 docs/bench/edits.py samples HH-RLHF_model_output/gpt-3.5-turbo.csv --every 20 \\
        --program .build/release/metaaligner --objectives harmless,helpful -o edits.csv

From human corrections (FineGrainedRLHF's dev_feedback.json: the first prediction and what a person made of it):

    python3 docs/bench/edits.py corrections dev_feedback.json -o corrections.csv
"""

import argparse
import csv
import json
import pathlib
import subprocess
import sys

COLUMNS = ["query", "goldens", "generated_text", "aligned"]


def samples(options):
    """The rows of a table of answers with the model's edits; those that do not fit the model are left out."""
    with open(options.source, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["generated_text"]][:: options.every]
    for number, row in enumerate(rows):
        command = [options.program, "align", "--context", row["query"], "--answer", row["generated_text"], "--json"]
        command += ["--model", options.model] if options.model else []
        command += ["--objectives", options.objectives] if options.objectives else []
        run = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        print(f"\r{number + 1} of {len(rows)}", end="", file=sys.stderr)
        if run.returncode == 2:
            continue
        if run.returncode != 0:
            raise SystemExit(run.stderr)
        yield row | {"aligned": json.loads(run.stdout)["text"]}
    print(file=sys.stderr)


def corrections(options):
    """The human corrections of predictions."""
    for item in json.loads(options.source.read_text(encoding="utf-8"))[:: options.every]:
        corrected = item["feedback"]["corrected-prediction"].strip()
        if corrected:
            yield {
                "query": f"Human: {item['question']} Assistant:", "goldens": item["gold"],
                "generated_text": item["prediction 1"].strip(), "aligned": corrected,
            }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["samples", "corrections"])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take every nth row")
    parser.add_argument("--program", help="the release program, for samples")
    parser.add_argument("--model", help="for samples; the program's own choice unless given")
    parser.add_argument("--objectives", help="for samples; those of the model unless given")
    options = parser.parse_args()
    if options.kind == "samples" and not options.program:
        parser.error("samples needs --program")
    rows = samples(options) if options.kind == "samples" else corrections(options)
    with open(options.output, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
