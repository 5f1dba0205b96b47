#!/usr/bin/env python3
"""Compares `synology-chatgpt tokens` with tiktoken: Scripts/compare/tiktoken-lines.py PROGRAM MINUTES [FILE…]

First the files, then 10,000 conversations a language and model against the published formula, then random texts until
the time is over: one process of ours a way of asking, which works through all of them. Ends at the first difference.
"""

import glob
import json
import multiprocessing
import os
import random
import subprocess
import sys
import sysconfig
import threading
import time

import tiktoken

BATCH = 2000
CONVERSATIONS = 10_000
ENCODINGS = ("cl100k_base", "o200k_base")
# Each alphabet has what makes one kind of corner of the patterns likely.
ALPHABETS = [
    list("ab Z'sStdm.-1\n\t") + ["ll", "ve", "re", "LL", "\u017f", "  ", "\r\n", "\u212a"],
    list("'sStTdDmM") + ["'ll", "'VE", "'re", "'\u017f", "'s", "x", "É", "日", " ", "\u0301", "\u02bc"],
    list("中文，。的一是了不在 人有我他\u3000a１\n龘字㐀") + ["\U00020000", "\U000323af", "\U000323b0", "\U00033479"],
    list("éÉǅʰªßaB !日") + ["\u0301", "\ufe0f", "😀", "👩\u200d👧", "\u20e3", "\u0903"],
    list("aA!\u0301\u0301/\n\r -日") + ["\ufe0f", "😀", "'s", "É", "ǅ", "ʰ"],
    list(" \t\n\rx/!9") + ["\u00a0", "\u2028", "\u200b", "\u1680", "\u0085", "\u180e", "\u001c", "\u3000", "\ufeff"],
    list("/\n\r!. a") + ["//", "\r\n", "\n/\n", "!/\n/"],
    list("0123456789 ٣²Ⅷ１½.a") + ["\U0001d7d8", "\u0661", "\U00010d4a"],
    list("한국어 ㅋかなカー々。A가힣") + list("яЯжع٣ІІ") + ["नि", "ไทย", "\u0e33", "עב"],
    ["\u1c89", "\u1c8a", "\ua7ce", "\U0001e6c0", "\U00010d4a", "\ua7da", "a", "A", " ", "!", "1", "'s"],
]
ENGLISH = "the quick brown fox isn't what I've said they'll do about 1234 of Tokens, is it? Yes! HTTP/1.1\n".split(" ")
CHINESE = "你好 请问 今天 的 天气 怎么样 ？ 我们 一起 学习 人工智能 ， 谢谢 。 3月 5日 价格 是 128.50 元\n 因为 所以 ChatGPT".split(" ")
PADDING = ["a", " ", "\n", "的", "é", "!", "word ", "中文，", "x = 1;\n", "\u0301", "1", "日本語の", "😀", "\t"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def text(chance):
    """A text: awkward characters, any characters, one long piece, or awkward ones at some offset of longer text."""
    kind = chance.random()
    if kind < 0.15:
        top = chance.choice([0x80, 0x800, 0x3000, 0x10000, 0x110000])
        scalars = (chance.randrange(top) for _ in range(chance.randrange(60)))
        return "".join(chr(s) for s in scalars if not 0xD800 <= s < 0xE000)
    if kind < 0.18:
        return chance.choice("a 的é=\n!") * chance.randrange(2000) + chance.choice(ENGLISH)
    if kind < 0.2:
        return "".join(chance.choices(chance.choice([LETTERS, LETTERS.upper(), "的一是了不在人有我他"]), k=chance.randrange(800)))
    alphabet = chance.choice(ALPHABETS) if kind < 0.85 else sum(chance.sample(ALPHABETS, 3), ENGLISH)
    short = "".join(chance.choices(alphabet, k=chance.randrange(1, 40)))
    if kind < 0.45:
        return short
    before = chance.choice(PADDING) * chance.randrange(70) + chance.choice(["", "a", " ", "\n", "."])
    return before + short + chance.choice(PADDING) * chance.randrange(0, 70, 10)


class Ours:
    """A process of ours that answers a line of JSON with a line, for as long as it is asked."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, "tokens", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, lines):
        data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
        sender = threading.Thread(target=self.send, args=(data,))
        sender.start()
        answers = [self.process.stdout.readline().decode().rstrip("\n") for _ in lines]
        sender.join()
        return answers

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()


class Different(Exception):
    pass


def different(what, ours, theirs):
    raise Different(f"DIFFERENT: {what!r}\n  ours     {ours}\n  tiktoken {theirs}")


def compare_random(program, seed, end):
    """Random texts until the time is over; how many, or the first difference."""
    chance = random.Random(seed)
    encodings = [
        (tiktoken.get_encoding(name), Ours(program, "--jsonl", "--ids", "--encoding", name), Ours(program, "--jsonl", "--encoding", name))
        for name in ENCODINGS
    ]
    done = size = 0
    try:
        while time.monotonic() < end:
            texts = [text(chance) for _ in range(BATCH)]
            for encoding, ids, counts in encodings:
                theirs = [encoding.encode_ordinary(one) for one in texts]
                for one, mine, count, expected in zip(texts, ids.ask(texts), counts.ask(texts), theirs, strict=True):
                    if mine != str(expected).replace(" ", "") or count != str(len(expected)):
                        different((encoding.name, one), (mine, count), expected)
            done += len(texts)
            size += sum(len(one.encode()) for one in texts)
    except Different as found:
        return done, size, str(found)
    return done, size, None


def conversation(chance, words, joint):
    messages = []
    if chance.random() < 0.5:
        system = "You are a helpful assistant." if joint else "你是一个乐于助人的助手。"
        messages.append({"role": "system", "content": system})
    for turn in range(chance.randrange(1, 12)):
        role = "user" if turn % 2 == 0 else "assistant"
        message = {"role": role, "content": joint.join(chance.choices(words, k=chance.randrange(80)))}
        if chance.random() < 0.1:
            message["name"] = chance.choice(["alice", "bob_2", "example_user"])
        messages.append(message)
    return messages


def prompt_tokens(encoding, messages, model):
    """openai-cookbook, How_to_count_tokens_with_tiktoken.ipynb, section 6."""
    per_message, per_name = (4, -1) if model == "gpt-3.5-turbo-0301" else (3, 1)
    total = 3
    for message in messages:
        total += per_message + sum(len(encoding.encode_ordinary(v)) for v in message.values())
        total += per_name * ("name" in message)
    return total


def compare_chats(program, chance):
    for model in ("gpt-4", "gpt-4o", "gpt-3.5-turbo-0301"):
        encoding = tiktoken.encoding_for_model(model)
        ours = Ours(program, "--chat", "--model", model)
        for language, words, joint in (("English", ENGLISH, " "), ("Chinese", CHINESE, "")):
            for _ in range(0, CONVERSATIONS, BATCH):
                chats = [conversation(chance, words, joint) for _ in range(BATCH)]
                for chat, mine in zip(chats, ours.ask(chats), strict=True):
                    expected = prompt_tokens(encoding, chat, model)
                    if mine != str(expected):
                        different((model, chat), mine, expected)
            print(f"{model}: {CONVERSATIONS} conversations in {language}: 0 differences", flush=True)


def compare_file(program, path):
    whole = open(path, encoding="utf-8", errors="replace", newline="").read()
    for name in ENCODINGS:
        theirs = tiktoken.get_encoding(name).encode_ordinary(whole)
        answers = [
            subprocess.run([program, "tokens", *way, "--encoding", name], input=whole.encode(), capture_output=True, check=True)
            for way in (["--ids"], [])
        ]
        ours, count = (json.loads(answer.stdout) for answer in answers)
        if ours != theirs or count != len(theirs):
            pairs = enumerate(zip(ours, theirs))
            at = next((n for n, pair in pairs if pair[0] != pair[1]), min(len(ours), len(theirs)))
            different((path, name, f"token {at}, count {count}"), ours[at : at + 8], theirs[at : at + 8])
        if len(sys.argv) > 3:
            print(f"{path}: {name}: {len(theirs)} tokens, 0 differences", flush=True)
    return len(whole.encode())


def main(program, minutes, *files):
    seed = random.SystemRandom().randrange(2**32)
    print(f"tiktoken {tiktoken.__version__}, seed {seed}", flush=True)
    real = files or [*glob.glob("**/*.swift", recursive=True), *glob.glob("**/*.md", recursive=True)] + sorted(
        glob.glob(sysconfig.get_paths()["stdlib"] + "/*.py") + glob.glob("Benchmarks/corpora/*.txt")
    )
    sizes = [compare_file(program, path) for path in real]
    print(f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB: 0 differences", flush=True)
    compare_chats(program, random.Random(seed))
    processes = int(os.environ.get("PROCESSES", os.cpu_count() or 1))
    end = time.monotonic() + float(minutes) * 60
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        found = pool.starmap(compare_random, [(program, seed + n, end) for n in range(processes)])
    for _, _, difference in found:
        if difference:
            sys.exit(difference)
    texts, size = (sum(one[n] for one in found) for n in (0, 1))
    print(f"{texts} random texts, {size / 1e6:.1f} MB, ids and counts in both encodings: 0 differences")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Different as difference:
        sys.exit(str(difference))
