#!/usr/bin/env python3
"""The tokenizer beside its peers: Scripts/bench/tokenizer.py OURS PROGRAM TEXTS [PEER…]

OURS is Benchmarks' `tokenizer`, PROGRAM is synology-chatgpt, TEXTS the folder of Scripts/bench/tokenizer-texts.py. Every
measurement is a new process pinned to one processor: it passes over the warm half of a text (cold), then for the first
time over the new half (first), then over that again (repeat). The contestants take turns within a round, so that a
slower minute of the machine falls on all of them; ratios are of the same round, and all figures are medians.
ROUNDS=7; SMALL=1 takes a tenth of the texts. The exit code is 0 whatever is missed: read the last line.
"""

import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ENCODINGS = ("cl100k_base", "o200k_base")
ROUNDS = int(os.environ.get("ROUNDS", 7))
SMALL = bool(os.environ.get("SMALL"))
REGIMES = ("first", "repeat", "cold")
# Times tiktoken: the floor and the goal of the first pass, the goal of the repeat; o200k_base: three quarters of them.
AIMS = {"english": (12, 20, 50), "chinese": (7, 14, 25), "code": (15, 28, 55), "mixed": (9, 18, 32)}
MADE = ("letter", "letters", "space", "cjk", "utf8", "latin1", "base64")
OURS = ("ours (count)", "ours (ids)")
NOISE = 0.85  # two contestants closer than that are level


class Bench:
    def __init__(self, ours, program, folder, peers):
        self.ours, self.program, self.folder, self.peers = ours, program, folder, peers
        self.failed, self.verdicts = {}, []
        self.scratch = pathlib.Path(tempfile.mkdtemp())

    def command(self, contestant, encoding):
        if contestant in OURS:
            return [self.ours, contestant[6:-1], encoding]
        peer = pathlib.Path(__file__).with_name("tokenizer-peer.py")
        return [sys.executable, str(peer), contestant, encoding]

    @contextlib.contextmanager
    def worker(self, contestant, encoding):
        """A function that sends a command to a new process of the contestant and answers its answer."""
        errors = open(self.scratch / "errors", "w+")
        process = subprocess.Popen(
            self.command(contestant, encoding), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        )

        def ask(line=None):
            if line:
                process.stdin.write(line + "\n")
                process.stdin.flush()
            answer = process.stdout.readline()
            if not answer:
                errors.seek(0)
                raise RuntimeError((errors.read().strip().splitlines() or ["it ended"])[-1][:160])
            return answer.strip()

        try:
            ask()
            yield ask
        finally:
            process.stdin.close()
            process.wait()

    def path(self, text, part):
        """The file of a text's half; of its first tenth where SMALL is set."""
        path = self.folder / f"{text}.{part}.txt"
        if not SMALL:
            return path
        small = self.scratch / path.name
        if not small.exists():
            data = path.read_bytes()
            small.write_bytes(data[: len(data) // 10].decode("utf-8", "ignore").encode())
        return small

    def megabytes(self, text, part="new"):
        return self.path(text, part).stat().st_size / 1e6

    def check(self, encoding, contestants):
        """The texts on which each contestant's ids are tiktoken's; the first contestant is tiktoken."""
        exact = {}
        for contestant in contestants:
            try:
                with self.worker(contestant, encoding) as ask:
                    exact[contestant] = set()
                    for text in (*AIMS, *MADE):
                        same = True
                        for part in ("warm", "new"):
                            made = self.scratch / f"{text}.{part}.{'expected' if contestant == 'tiktoken' else 'ids'}"
                            ask(f"ids {self.path(text, part)} {made}")
                            same &= made.read_bytes() == made.with_suffix(".expected").read_bytes()
                        if same:
                            exact[contestant].add(text)
            except Exception as error:  # a peer that cannot work is a result, too
                self.failed[contestant] = f"{encoding}: {error}"
        return exact

    def measure(self, encoding, contestants):
        """MB/s by text, regime and contestant, a list of rounds each."""
        speeds = {}
        groups = [[text] for text in AIMS] + [MADE]
        for turn in range(ROUNDS):
            for group in groups:
                for place in range(len(contestants)):
                    contestant = contestants[(place + turn) % len(contestants)]
                    with self.worker(contestant, encoding) as ask:
                        for text in group:
                            for regime, part in (("cold", "warm"), ("first", "new"), ("repeat", "new")):
                                seconds = float(ask(f"pass {self.path(text, part)}"))
                                found = speeds.setdefault((text, regime), {}).setdefault(contestant, [])
                                found.append(self.megabytes(text, part) / seconds)
            print(f"{encoding}: round {turn + 1} of {ROUNDS}", file=sys.stderr, flush=True)
        return speeds

    def table(self, encoding, speeds, contestants, exact):
        for texts, regimes in ((AIMS, REGIMES), (MADE, ("first", "repeat"))):
            for regime in regimes:
                print(f"\n**{encoding}, {regime}**: MB/s (times tiktoken); ! = ids differ from tiktoken's\n")
                print(f"| | {' | '.join(texts)} |\n|---{'|---:' * len(texts)}|")
                for one in contestants:
                    cells = []
                    for text in texts:
                        found = speeds[text, regime]
                        mark = "" if text in exact[one] else " !"
                        cells.append(f"{statistics.median(found[one]):.1f} ({ratio(found, one):.1f}x){mark}")
                    print(f"| {one} | {' | '.join(cells)} |")
        print()

    def verdict(self, passed, sentence, what="floor"):
        word = passed if isinstance(passed, str) else "PASS" if passed else "MISS"
        self.verdicts.append((word, what))
        print(f"{word:5} {sentence}")

    def judge(self, encoding, speeds, contestants, exact):
        share = 1 if encoding == "cl100k_base" else 0.75
        for one in OURS:
            self.verdict(len(exact[one]) == len(AIMS) + len(MADE), f"{encoding}: {one} equals tiktoken on all texts")
            for text, (floor, goal, again) in AIMS.items():
                first, repeat = (ratio(speeds[text, regime], one) for regime in ("first", "repeat"))
                for kind, found, aim in (("floor", first, floor), ("goal", first, goal), ("repeat goal", repeat, again)):
                    aim *= share
                    sentence = f"{encoding}: {one}, {text}, {kind} {aim:g}x: {found:.1f}x"
                    self.verdict(found >= aim, sentence, kind.split()[-1])
            for text in (*AIMS, *MADE):
                found = speeds[text, "first"]
                rivals = [peer for peer in contestants if peer not in OURS and text in exact[peer]]  # tiktoken at least
                best = max(rivals, key=lambda peer: statistics.median(found[peer]))
                lead = statistics.median(found[one]) / statistics.median(found[best])
                word = "PASS" if lead >= 1 else "LEVEL" if lead >= NOISE else "MISS"
                self.verdict(word, f"{encoding}: {one}, {text}, first pass: {lead:.2f} times the best exact peer, {best}")
            english = statistics.median(speeds["english", "first"][one])
            for text in MADE:
                speed = statistics.median(speeds[text, "first"][one])
                self.verdict(
                    speed * 12 >= english,
                    f"{encoding}: {one}, {text}: {speed:.1f} MB/s, at least 1/12 of our English ({english / 12:.1f})",
                )

    def figures(self, encoding):
        runs = [json.loads(subprocess.check_output([self.ours, "figures", encoding, self.folder])) for _ in range(ROUNDS)]
        found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
        print()
        for name, value in found.items():
            print(f"      {encoding}: {name}: {value:.2f}")
        for name, most, what in (
            ("first use VmRSS MB", 3, "floor"), ("10 MB of one letter times 1 MB", 12, "floor"),
            ("new message english µs", 30, "floor"), ("new message chinese µs", 30, "floor"),
            ("window check µs", 20, "floor"), ("warm 1 KB english µs", 2, "goal"),
        ):
            self.verdict(found[name] <= most, f"{encoding}: {name}: {found[name]:.2f}, at most {most} ({what})", what)

    def start(self):
        def run(*arguments):
            begin = time.perf_counter()
            subprocess.run([self.program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
            return (time.perf_counter() - begin) * 1e3

        pairs = [(run("tokens"), run("--version")) for _ in range(3 * ROUNDS)]
        tokens, version = (statistics.median(side) for side in zip(*pairs))
        self.verdict(
            tokens - version <= 10,
            f"`tokens` on an empty input takes {tokens:.1f} ms, `--version` {version:.1f} ms: at most 10 ms more",
        )

    def run(self):
        print("One thread, processor time, MB = 10^6 bytes; medians of", ROUNDS, "rounds.")
        if ROUNDS < 7 or SMALL:
            print("A quick look: fewer rounds or smaller texts than the figures are promised for.")
        print("\n| text | new bytes |\n|---|---:|")
        for text in (*AIMS, *MADE):
            print(f"| {text} | {self.path(text, 'new').stat().st_size} |")
        for encoding in ENCODINGS:
            exact = self.check(encoding, ["tiktoken", *self.peers, *OURS])
            contestants = list(exact)
            speeds = self.measure(encoding, contestants)
            self.table(encoding, speeds, contestants, exact)
            for peer in contestants:
                wrong = [text for text in (*AIMS, *MADE) if text not in exact[peer]]
                if wrong:
                    print(f"      {encoding}: {peer}: its ids differ from tiktoken's on {', '.join(wrong)}")
            self.judge(encoding, speeds, contestants, exact)
            self.figures(encoding)
        self.start()
        for peer, why in self.failed.items():
            print(f"      {peer} cannot be used here: {why}")
        count = lambda word, *kinds: sum(found == word and what in kinds for found, what in self.verdicts)
        print(
            f"{len(self.verdicts)} checks: {count('MISS', 'floor')} floors MISSED, {count('MISS', 'goal')} goals MISSED,"
            f" {count('LEVEL', 'floor')} level with a peer (within 15 %), {count('PASS', 'floor', 'goal')} passed."
        )


def ratio(found, one):
    """The median of a contestant's rounds, each in tiktoken's of the same round."""
    return statistics.median(mine / theirs for mine, theirs in zip(found[one], found["tiktoken"]))


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    Bench(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4:]).run()
