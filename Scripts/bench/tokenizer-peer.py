#!/usr/bin/env python3
"""One peer at work: Scripts/bench/tokenizer-peer.py PEER ENCODING

Reads commands, a line each, as Benchmarks' `tokenizer` does, and answers each with a line:
`pass FILE` the seconds of processor time that one pass took; `ids FILE OUT` writes the ids, 32-bit little-endian, and
answers their number. Each peer has its fastest entry: bytes in where it takes them, numbers out without a Python object
for each. A second function gives the ids where the fastest one only counts.
"""

import array
import functools
import os
import sys
import time

FILES = {"cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4", "o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790"}


def vocabulary(name):
    return os.path.join(os.environ["TIKTOKEN_CACHE_DIR"], FILES[name])


def flat(data):
    return array.array("I", bytes(data))


class Peers:
    """Each answers: whether it takes bytes, its fastest function, and what gives the ids."""

    @staticmethod
    def tiktoken(name):
        import tiktoken

        core = tiktoken.get_encoding(name)._core_bpe
        return False, lambda text: core.encode_to_tiktoken_buffer(text, set()), core.encode_ordinary

    @staticmethod
    def gigatoken(name):
        import gigatoken

        # Takes the encoding's pattern from the file's name.
        link = os.path.join(os.environ["TIKTOKEN_CACHE_DIR"], f"{name}.tiktoken")
        if not os.path.exists(link):
            os.symlink(vocabulary(name), link)
        made = gigatoken.Tokenizer.from_tiktoken(link)
        return True, made.encode, made.encode

    @staticmethod
    def fastokens(name):
        import fastokens

        made = fastokens.Tokenizer.from_tiktoken(vocabulary(name), encoding=name)
        run = functools.partial(made.encode_batch_flat, split_special_tokens=True)
        return False, lambda text: run([text]), lambda text: flat(run([text])[0])

    @staticmethod
    def toktok(name):
        import toktok

        made = toktok._encoding(name)
        return False, made.count, lambda text: flat(made.encode_to_buffer(text))

    @staticmethod
    def splintr(name):
        import splintr

        made = splintr.Tokenizer.from_pretrained(name)
        return False, made.encode_flat, lambda text: flat(made.encode_flat(text))

    @staticmethod
    def quicktok(name):
        import quicktok

        made = quicktok.get_encoding(name)
        return False, made.count, made.encode_ordinary

    @staticmethod
    def rs_bpe(name):
        import rs_bpe

        made = getattr(rs_bpe.bpe.openai, name)()
        return False, made.count, made.encode


def main(peer, name):
    takes_bytes, run, ids = getattr(Peers, peer)(name)

    @functools.cache
    def text(path):
        with open(path, "rb") as file:
            data = file.read()
        return data if takes_bytes else data.decode()

    print("ready", flush=True)
    for line in sys.stdin:
        command, *paths = line.split()
        data = text(paths[0])
        if command == "pass":
            begin = time.process_time_ns()
            run(data)
            answer = (time.process_time_ns() - begin) / 1e9
        else:
            made = array.array("I", map(int, ids(data)))
            with open(paths[1], "wb") as file:
                made.tofile(file)
            answer = len(made)
        print(answer, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
