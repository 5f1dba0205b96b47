#!/usr/bin/env python3
"""Writes the vectors of Specs/ as seed files for the fuzzers: fuzz-seeds.py FOLDER.

A vector is a seed of every target whose list of kinds names its kind. One byte of options goes before it.
"""
import base64
import json
import pathlib
import sys

KINDS = {
    "FuzzJSON": ["json"],
    "FuzzForm": ["form"],
    "FuzzServerSentEvents": ["sse", "openai-stream"],
    "FuzzHTTP1": ["http-request"],
    "FuzzSynoWire": ["syno-message", "syno-command", "syno-outgoing", "syno-callback", "syno-response"],
    "FuzzOpenAIWire": ["openai-request", "openai-response", "openai-error", "openai-stream"],
}


def vectors(root):
    """Kind and input of every case below Specs/."""
    for path in sorted(root.glob("Specs/*/*valid/*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                case = json.loads(line)
                coded = case.get("input_base64")
                yield case["kind"], base64.b64decode(coded) if coded else case.get("input", "").encode("utf-8", "replace")


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = list(vectors(pathlib.Path(__file__).resolve().parent.parent))
    for target, kinds in KINDS.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(data for kind, data in cases if kind in kinds):
            (folder / target / f"{number:04}").write_bytes(bytes([number % 256]) + data)


if __name__ == "__main__":
    main()
