#!/usr/bin/env python3
"""Tokenizer benchmark, one thread: Scripts/bench-tokenizer.py BINARY ENCODING FILE…

Ours and the peers on the second half of each text, after the first half has warmed them; medians of 7. A peer whose
ids differ from tiktoken's is marked with !, one that cannot be used is named at the end.
"""

import json
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 7


def peers(name):
    """Name and a maker of a function from text and bytes to ids or a count."""

    def tiktoken():
        import tiktoken

        made = tiktoken.get_encoding(name)
        return lambda text, raw: made.encode_ordinary(text)

    def gigatoken():
        import gigatoken

        made = gigatoken.Tokenizer.from_tiktoken(name)
        return lambda text, raw: made.encode(raw)

    def fastokens():
        import fastokens

        made = fastokens.Tokenizer.from_tiktoken(name)
        return lambda text, raw: made.encode(text)

    def toktok():
        import toktok_rs

        made = toktok_rs.get_encoding(name)
        return lambda text, raw: made.encode_ordinary(text)

    def splintr():
        import splintr

        made = splintr.Tokenizer.from_pretrained(name)
        return lambda text, raw: made.encode(text)

    def quicktok():
        import quicktok

        made = quicktok.get_encoding(name)
        return lambda text, raw: made.encode_ordinary(text)

    def rs_bpe():
        import rs_bpe

        made = getattr(rs_bpe.bpe.openai, name)()
        return lambda text, raw: made.encode(text)

    return [tiktoken, gigatoken, fastokens, toktok, splintr, quicktok, rs_bpe]


def main(binary, name, *files):
    lines = subprocess.run([binary, name, *files], check=True, capture_output=True, text=True).stdout.splitlines()
    ours = {line["file"]: line for line in map(json.loads, lines)}
    missing = {}
    print(f"| {name} | first pass MB/s (x tiktoken) | repeat MB/s (x tiktoken) |\n|---|---|---|")
    for path in files:
        data = open(path, "rb").read()
        half = len(data) // 2
        warm, text = (part.decode("utf-8", "replace") for part in (data[:half], data[half:]))
        raw, size = text.encode(), (len(data) - half) / 1e6
        expected, base, rows = None, None, []
        for make in peers(name):
            try:
                firsts, repeats = [], []
                for _ in range(ROUNDS):
                    run = make()
                    run(warm, warm.encode())
                    begin = time.perf_counter()
                    ids = run(text, raw)
                    firsts.append(size / (time.perf_counter() - begin))
                    begin = time.perf_counter()
                    run(text, raw)
                    repeats.append(size / (time.perf_counter() - begin))
                ids = list(map(int, ids))
                expected = expected or ids
                mark = "" if ids == expected else "!"
                rows.append((make.__name__ + mark, statistics.median(firsts), statistics.median(repeats)))
                base = base or rows[0][1:]
            except Exception as error:  # a peer's failure is a result, too
                missing[make.__name__] = f"{type(error).__name__}: {error}"[:120]
        mine = ours[path]
        for kind in ("count", "ids"):
            rows.append((f"ours ({kind})", mine[f"first {kind}"], mine[f"repeat {kind}"]))
        print(f"| **{os.path.basename(path)}** ({len(expected or [])} tokens, ours {mine['tokens']}; cold {mine['cold']} MB/s; 1 KB {mine['1 KB µs']} µs) | | |")
        for row, first, again in rows:
            ratios = [f"{value:.1f} ({value / of:.1f}x)" for value, of in zip((first, again), base or (1, 1))]
            print(f"| {row} | {ratios[0]} | {ratios[1]} |")
    for peer, why in missing.items():
        print(f"{peer}: cannot be used here: {why}")


if __name__ == "__main__":
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    main(*sys.argv[1:])
