#!/usr/bin/env python3
"""Compares `synology-chatgpt tokens` with tiktoken: Scripts/compare-tiktoken.py BINARY MINUTES [FILE…]"""

import json
import random
import subprocess
import sys
import time

import tiktoken

BATCH = 4000
CONVERSATIONS = 10_000
ALPHABETS = [
    list("ab Z'sStdm.-1\n\t") + ["ll", "ve", "re", "LL", "\u017f", "  ", "\r\n"],
    list("中文，。的一是了不在 人有我他\u3000a１\n龘字"),
    list("éÉǅʰªßaB !日") + ["\u0301", "\ufe0f", "😀", "👩\u200d👧"],
    list(" \t\n\rx/!9") + ["\u00a0", "\u2028", "\u200b", "\u1680", "\u0085"],
    list("한국어 ㅋかなカー々。A가힣") + list("яЯжع٣²Ⅷ"),
]
ENGLISH = "the quick brown fox isn't what I've said they'll do about 1234 of Tokens, is it? Yes! HTTP/1.1\n".split(" ")
CHINESE = "你好 请问 今天 的 天气 怎么样 ？ 我们 一起 学习 人工智能 ， 谢谢 。 3月 5日 价格 是 128.50 元\n 因为 所以".split(" ")


def text(chance):
    if chance.random() < 0.2:
        top = chance.choice([0x80, 0x800, 0x3000, 0x10000, 0x110000])
        scalars = (chance.randrange(top) for _ in range(chance.randrange(60)))
        return "".join(chr(s) for s in scalars if not 0xD800 <= s < 0xE000)
    if chance.random() < 0.05:
        return chance.choice("a 的é=").__mul__(chance.randrange(2000)) + chance.choice(ENGLISH)
    alphabet = chance.choice(ALPHABETS) if chance.random() < 0.8 else sum(ALPHABETS, ENGLISH)
    return "".join(chance.choices(alphabet, k=chance.randrange(200)))


def run(binary, *arguments, lines):
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    answer = subprocess.run([binary, "tokens", *arguments], input=data, capture_output=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def fail(what, ours, theirs):
    sys.exit(f"DIFFERENT: {what!r}\n  ours     {ours}\n  tiktoken {theirs}")


def compare(binary, encoding, texts):
    name = encoding.name
    theirs = [encoding.encode_ordinary(t) for t in texts]
    ours = run(binary, "--jsonl", "--ids", "--encoding", name, lines=texts)
    counts = run(binary, "--jsonl", "--encoding", name, lines=texts)
    if len(ours) != len(texts) or len(counts) != len(texts):
        fail("the number of answers", len(ours), len(texts))
    for one, a, b, count in zip(texts, ours, theirs, counts):
        if a != b or count != len(b):
            fail((name, one), a, b)


def conversation(chance):
    messages = []
    if chance.random() < 0.5:
        messages.append({"role": "system", "content": "You are a helpful assistant." if chance.random() < 0.5 else "你是一个乐于助人的助手。"})
    for turn in range(chance.randrange(1, 12)):
        words = chance.choice([ENGLISH, CHINESE])
        joint = " " if words is ENGLISH else ""
        message = {"role": "user" if turn % 2 == 0 else "assistant", "content": joint.join(chance.choices(words, k=chance.randrange(80)))}
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


def main(binary, minutes, *files):
    encodings = [tiktoken.get_encoding(name) for name in ("cl100k_base", "o200k_base")]
    chance = random.Random()
    for path in files:
        whole = open(path, encoding="utf-8", newline="").read()
        for encoding in encodings:
            answer = subprocess.run([binary, "tokens", "--ids", "--encoding", encoding.name], input=whole.encode(), capture_output=True, check=True)
            ours, theirs = json.loads(answer.stdout), encoding.encode_ordinary(whole)
            if ours != theirs:
                at = next((n for n, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]), min(len(ours), len(theirs)))
                fail((path, encoding.name, f"token {at}"), ours[at : at + 8], theirs[at : at + 8])
            print(f"{path}: {encoding.name}: {len(theirs)} tokens, no difference")
    for model in ("gpt-4", "gpt-4o", "gpt-3.5-turbo-0301"):
        encoding = tiktoken.encoding_for_model(model)
        chats = [conversation(chance) for _ in range(CONVERSATIONS)]
        ours = run(binary, "--chat", "--model", model, lines=chats)
        for chat, a in zip(chats, ours, strict=True):
            if a != prompt_tokens(encoding, chat, model):
                fail((model, chat), a, prompt_tokens(encoding, chat, model))
        print(f"{model}: {len(ours)} conversations, no difference")
    end, done = time.monotonic() + float(minutes) * 60, 0
    while time.monotonic() < end:
        texts = [text(chance) for _ in range(BATCH)]
        for encoding in encodings:
            compare(binary, encoding, texts)
        done += len(texts)
    print(f"{done} random texts in both encodings: 0 differences")


if __name__ == "__main__":
    main(*sys.argv[1:])
