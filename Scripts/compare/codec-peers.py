#!/usr/bin/env python3
"""Compares the codecs with other readers over the vectors and mutations of them; exit 1 on an unexplained difference.

    codec-peers.py CODEC_LINES [CASES = 20000] [SEED = 1]

JSON against Python's json made strict, forms against urllib.parse, event streams against httpx-sse (from PyPI).
CODEC_LINES is the filter that `swift build --package-path Benchmarks --product codec-lines` makes. The classes of explained differences
stand in Specs/json/SPEC.md, Specs/form/SPEC.md and Specs/sse/SPEC.md under the same names.
"""
import base64
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
from urllib.parse import parse_qsl

ROOT = pathlib.Path(__file__).resolve().parents[2]


def vectors(folder):
    for path in sorted((ROOT / "Specs" / folder).glob("**/*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                case = json.loads(line)
                coded = case.get("input_base64", case.get("body_b64"))
                yield base64.b64decode(coded) if coded is not None else case["input"].encode()


def mutations(seeds, tokens, count, chance):
    """The seeds, then copies of them with up to three bytes, ranges or tokens changed."""
    yield from seeds
    for _ in range(count):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(0, len(data))
            action = chance.randrange(4)
            if action == 0:
                data[at:at] = chance.choice(tokens)
            elif action == 1:
                del data[at : at + chance.randint(1, 4)]
            elif action == 2 and at < len(data):
                data[at] = chance.choice((chance.randrange(256), chance.randrange(32, 127)))
            else:
                data[at:at] = data[at : at + chance.randint(1, 8)]
        yield bytes(data)


# JSON


class Number(str):
    """A number by its text."""


class Refused(Exception):
    """What the strict reader refuses beyond Python's own rules."""


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Refused("repeated-name")
    return dict(pairs)


def forbidden(_):
    raise Refused("constant")


def text(value):
    """Canonical JSON: members by UTF-16 code units, numbers by their text."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(text, value)) + "]"
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{text(name)}:{text(item)}" for name, item in members) + "}"
    return json.dumps(value, ensure_ascii=False)


def python_json(data):
    try:
        value = json.loads(
            data.decode(), parse_int=Number, parse_float=Number, parse_constant=forbidden, object_pairs_hook=unique
        )
        return text(value)
    except (ValueError, Refused, RecursionError):
        return None


def explain_json(data, ours, theirs):
    if theirs is not None and ours.startswith("! lone-surrogate"):
        return "lone surrogates"
    if theirs is not None and ours.startswith("! too-deep"):
        return "depth"
    return None


# Forms


def python_form(data):
    pairs = parse_qsl(data.decode("utf-8", "surrogateescape"), keep_blank_values=True, max_num_fields=None)
    repaired = [[part.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for part in pair] for pair in pairs]
    return text(repaired)


def explain_form(data, ours, theirs):
    # A raw byte above 0x7F in the same pair as a coded one: Python decodes the two apart.
    for pair in data.split(b"&"):
        if re.search(rb"[\x80-\xff]", pair) and re.search(rb"%[89a-fA-F]", pair):
            return "raw and coded bytes in one pair"
    return None


# Event streams


def client_sse(data):
    from httpx_sse._decoders import SSEDecoder

    decoder = SSEDecoder()
    body = data.decode("utf-8", "replace").removeprefix("\ufeff")
    events = []
    for line in re.split("\r\n|\r|\n", body)[:-1]:
        event = decoder.decode(line)
        if event is not None:
            events.append([event.event, event.data, event.id])
    return text(events)


def explain_sse(data, ours, theirs):
    lines = re.split(rb"\r\n|\r|\n", data.removeprefix("\ufeff".encode()))
    names = {line.split(b":")[0] for line in lines}
    # With an event, id or retry field httpx-sse dispatches blocks that have no data.
    if {b"event", b"id", b"retry"} & names and [e for e in json.loads(theirs) if e[1]] == [
        e for e in json.loads(ours_sse(ours)) if e[1]
    ]:
        return "an event without data"
    return None


def ours_sse(result):
    if result.startswith("!"):
        return result
    return text([[event["event"], event["data"], event["id"]] for event in json.loads(result)])


WIRES = {
    "json": (
        "json",
        python_json,
        explain_json,
        [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u", b"\\ud83d", b"\\ude00", b"0", b"-", b".", b"e", b"E+",
         b"null", b"true", b"NaN", b"Infinity", b" ", b"\n", b"\0", "é".encode(), "😀".encode(), b"\xff", b'"a":1'],
    ),
    "form": ("form-whatwg", python_form, explain_form, [b"&", b"=", b"+", b"%", b"%4", b"%41", b"%00", b"%C3%A9", b"%FF", b"%ED%A0%80", b";", "é".encode(), b"\xe4", b"a"]),
    "sse": ("sse", client_sse, explain_sse, [b"data", b"data:", b"data: x", b"event: e", b"id: 1", b"retry: 5", b":", b" ", b"\n", b"\r", b"\r\n", b"\n\n", b"\0", "\u2028".encode(), "\ufeff".encode(), b"\xff"]),
}


def compare(wire, program, count, chance):
    kind, other, explain, tokens = WIRES[wire]
    cases = list(mutations([data for data in vectors(wire) if len(data) < 5000], tokens, count, chance))
    asked = "".join(f"{kind} {base64.b64encode(data).decode()}\n" for data in cases)
    answers = subprocess.run([program], input=asked.encode(), capture_output=True, check=True).stdout.decode().split("\n")
    classes = collections.Counter()
    failed = []
    for data, ours in zip(cases, answers):
        theirs = other(data)
        ours_seen = ours_sse(ours) if wire == "sse" else ours
        if ours_seen == theirs or (ours.startswith("!") and theirs is None):
            classes["same"] += 1
        else:
            reason = explain(data, ours, theirs)
            classes[reason or "UNEXPLAINED"] += 1
            if reason is None:
                failed.append((data, ours_seen, theirs))
    print(f"{wire}: {len(cases)} cases: " + ", ".join(f"{name} {number}" for name, number in classes.most_common()))
    for data, ours, theirs in failed[:10]:
        print(f"  {data!r}\n    ours:   {ours}\n    theirs: {theirs}")
    return not failed


def main():
    program, *rest = sys.argv[1:]
    count = int(rest[0]) if rest else 20_000
    chance = random.Random(int(rest[1]) if len(rest) > 1 else 1)
    sys.setrecursionlimit(10_000)
    sys.exit(0 if all([compare(wire, program, count, chance) for wire in WIRES]) else 1)


if __name__ == "__main__":
    main()
