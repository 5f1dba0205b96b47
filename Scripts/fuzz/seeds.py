#!/usr/bin/env python3
"""Writes the vectors and cases of Specs/ as seed files for the fuzzers: seeds.py FOLDER.

A vector is a seed of every target whose list of kinds names its kind. One byte of options goes before it.
"""
import base64
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = {
    "FuzzJSON": ["json"],
    "FuzzForm": ["form"],
    "FuzzServerSentEvents": ["sse", "openai", "openai-stream"],
    "FuzzHTTP1": ["http-request"],
    "FuzzSynoWire": ["syno-message", "syno-command", "syno-outgoing", "syno-callback", "syno-response"],
    "FuzzOpenAIWire": ["openai", "openai-request", "openai-response", "openai-error", "openai-stream"],
    "FuzzTokenizer": ["tokens"],
}
# Longer inputs would keep a fuzzer from trying many.
LONGEST = 4096


def lines(pattern):
    """The JSON objects of the files."""
    for path in sorted(ROOT.glob(pattern)):
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


def openai(case):
    """The body of a recorded answer."""
    if "chunks" in case:
        chunks = case["chunks"]
        return b"".join(bytes.fromhex(c[4:]) if c.startswith("hex:") else c.encode() for c in chunks)
    return case["body_text"].encode() if "body_text" in case else json.dumps(case.get("body", {})).encode()


def seeds():
    """Kind and bytes of every input below Specs/."""
    for case in lines("Specs/*/*valid/*.jsonl"):
        coded = case.get("input_base64")
        yield case["kind"], base64.b64decode(coded) if coded else case.get("input", "").encode()
    for case in lines("Specs/form/cases.jsonl"):
        yield "form", base64.b64decode(case["body_b64"])
    for case in lines("Specs/http/cases.jsonl"):
        yield "http-request", base64.b64decode(case["raw_b64"])
    for case in lines("Specs/openai/cases.jsonl"):
        yield "openai", openai(case)
    for case in lines("Specs/tokens/*.jsonl"):
        yield "tokens", case["text"].encode() if "text" in case else base64.b64decode(case["input_base64"])


def main():
    folder = pathlib.Path(sys.argv[1])
    inputs = [(kind, data) for kind, data in seeds() if len(data) < LONGEST]
    for target in sorted(path.name for path in (ROOT / "Fuzz/Sources").iterdir()):
        (folder / target).mkdir(parents=True, exist_ok=True)
        chosen = [data for kind, data in inputs if kind in KINDS[target]]
        if not chosen:
            sys.exit(f"fuzz-seeds: {target} has no seeds")
        for number, data in enumerate(chosen):
            (folder / target / f"{number:04}").write_bytes(bytes([number % 256]) + data)


if __name__ == "__main__":
    main()
