#!/usr/bin/env python3
"""Compares this project's HTTP parser with h11 and llhttp, request by request.

    Scripts/compare/http-peers.py CODEC_LINES [--mutations N] [--seed N] [--list]

Inputs: the vectors and cases of Specs/http and mutations of them. Each verdict is one of
`accepted` (one whole request and nothing after it), `refused`, `incomplete`, `surplus`.
A difference is sorted into the classes that Specs/http/DIFFERENCES.md explains, by our error's code; an input that another
parser refuses and we accept, or that both accept with other contents, has no class and fails the run.
CODEC_LINES is the filter of Benchmarks/. Needs h11 and httptools (llhttp) from PyPI; Scripts/compare/codecs.sh has them.
"""
import argparse, base64, collections, glob, json, pathlib, random, subprocess, sys
import h11, httptools

TOP = pathlib.Path(__file__).resolve().parents[2]

def inputs():
    for path in sorted(glob.glob(str(TOP / "Specs/http/*.jsonl")) + glob.glob(str(TOP / "Specs/http/*valid/*.jsonl"))):
        for line in open(path, encoding="utf-8"):
            case = json.loads(line)
            coded = case.get("raw_b64") or case.get("input_base64")
            data = base64.b64decode(coded) if coded is not None else case.get("input", "").encode()
            if data and len(data) < 20000:
                yield case["id"], data

def mutated(seeds, count, generator):
    tokens = [b"\r\n", b"\r", b"\n", b" ", b"\t", b"\0", b":", b",", b";", b"0", b"a", b"chunked", b"Host: b\r\n", b"\x80",
              b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"HTTP/1.0", b"%", b"/", b"\x7f", b"[", b"\"", b"="]
    for number in range(count):
        name, data = generator.choice(seeds)
        data = bytearray(data)
        for _ in range(generator.randint(1, 3)):
            at = generator.randint(0, len(data))
            kind = generator.randint(0, 3)
            if kind == 0: data[at:at] = generator.choice(tokens)
            elif kind == 1: del data[at:at + generator.randint(1, 4)]
            elif kind == 2: data[at:at + 1] = generator.choice(tokens)
            else: data[at:at] = data[at:at + generator.randint(1, 12)]
        yield f"{name}~{number}", bytes(data)

def ours(program, everything):
    """Verdict, content and code of each input."""
    asked = "".join(f"http-request {base64.b64encode(data).decode()}\n" for _, data in everything)
    answers = subprocess.run([program], input=asked.encode(), capture_output=True, check=True).stdout.decode().split("\n")
    for answer in answers[:len(everything)]:
        if answer.startswith("!"):
            code = answer.split()[1]
            yield {"truncated": "incomplete", "surplus": "surplus"}.get(code, "refused"), None, code
        else:
            request = json.loads(answer)
            body = bytes.fromhex(request["body_hex"]) if "body_hex" in request else request["body"].encode()
            yield "accepted", (request["method"], request["target"], body), ""

def by_h11(data):
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=100000)
    connection.receive_data(data)
    request, body = None, b""
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA: return "incomplete", None
            if event is h11.PAUSED: return "surplus", None
            if isinstance(event, h11.Request): request = event
            elif isinstance(event, h11.Data): body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                rest = connection.trailing_data[0]
                return ("surplus", None) if rest else ("accepted", (request.method.decode(), request.target.decode(), body))
            else: return "incomplete", None
    except h11.RemoteProtocolError:
        return "refused", None

def by_llhttp(data):
    class Protocol:
        def __init__(self): self.done, self.url, self.body = 0, b"", b""
        def on_message_begin(self):
            if self.done: raise RuntimeError("second message")
        def on_url(self, url): self.url += url
        def on_body(self, body): self.body += body
        def on_message_complete(self): self.done += 1
    protocol = Protocol()
    parser = httptools.HttpRequestParser(protocol)
    try:
        parser.feed_data(data)
    except httptools.HttpParserUpgrade:
        pass  # It would hand the connection over; this server never upgrades (RFC 9110 section 7.8).
    except httptools.HttpParserError as error:
        return ("surplus" if protocol.done else "refused"), None
    if not protocol.done: return "incomplete", None
    return "accepted", (parser.get_method().decode(), protocol.url.decode("latin-1"), protocol.body)

def known(ours_verdict, code, other, data, peer):
    """The class of a difference that Specs/http/DIFFERENCES.md explains, or None."""
    if ours_verdict == "refused":
        return f"stricter: {code}"
    if ours_verdict == "surplus" and other == "accepted":
        return "line ends after the request are skipped"
    if other != "refused":
        return None
    # From here on the peer refuses what we accept, or what we wait for the end of.
    line = data.lstrip(b"\r\n").split(b"\r\n")[0]
    if peer == "h11" and data.startswith(b"\r"): return "no empty line before a request"
    if ours_verdict == "incomplete": return "judged before the head is whole"
    if peer == "llhttp" and line.endswith(tuple(b"HTTP/1.%d" % minor for minor in range(2, 10))): return "minor version above 1"
    if b";" in data.split(b"\r\n\r\n", 1)[-1]: return "white space in a chunk extension"
    return None

def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--mutations", type=int, default=3000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--list", action="store_true", help="print every difference")
    options = options.parse_args()
    seeds = list(inputs())
    everything = seeds + list(mutated(seeds, options.mutations, random.Random(options.seed)))
    counts, failures = collections.Counter(), []
    for (name, data), (verdict, content, code) in zip(everything, ours(options.program, everything), strict=True):
        for peer, parser in (("h11", by_h11), ("llhttp", by_llhttp)):
            other, theirs = parser(data)
            if verdict == other and (verdict != "accepted" or content == theirs):
                counts[peer, "same"] += 1
                continue
            kind = known(verdict, code, other, data, peer) if verdict != other else None
            counts[peer, kind or "UNEXPLAINED"] += 1
            row = f"{name}: ours {verdict} {code}, {peer} {other}: {kind}: {data[:200]!r}"
            if options.list: print(row)
            if kind is None: failures.append(row)
    for (peer, kind), count in sorted(counts.items()): print(f"{peer:7} {count:6} {kind}")
    print(f"{len(everything)} inputs, {len(failures)} unexplained differences")
    for row in failures[:40]: print(row)
    sys.exit(1 if failures else 0)

main()
