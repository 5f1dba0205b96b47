#!/usr/bin/env python3
"""The Python peers of codecs.sh: reads the JSON texts of FOLDER and prints NAME<tab>TEXT<tab>MB/s."""
import json
import pathlib
import statistics
import sys
import time

PEERS = {"Python json": json.loads}
try:
    import orjson

    PEERS["orjson"] = orjson.loads
except ImportError:
    pass
try:
    import simdjson

    # The parser is lazy: as_dict and as_list build every value, as the others do.
    def build(data):
        value = simdjson.Parser().parse(data)
        return value.as_list() if isinstance(value, simdjson.Array) else value.as_dict()

    PEERS["simdjson (all values built)"] = build
except ImportError:
    pass


def rate(function, data):
    seconds = []
    for _ in range(11):
        start = time.perf_counter()
        for _ in range(8):
            function(data)
        seconds.append((time.perf_counter() - start) / 8)
    return len(data) / statistics.median(seconds) / 1e6


for name_file in sorted(pathlib.Path(sys.argv[1]).glob("*.name")):
    data = name_file.with_suffix("").read_bytes()
    if data[:1] in b"[{":
        for peer, function in PEERS.items():
            print(f"{peer}\t{name_file.read_text()}\t{rate(function, data):.0f}")
