#!/usr/bin/env python3
"""Makes the tables of Sources/CVocabulary from the published vocabularies.

    Scripts/generate/vocabulary.py DIRECTORY

DIRECTORY holds cl100k_base.tiktoken and o200k_base.tiktoken. Both are published by OpenAI at
https://openaipublic.blob.core.windows.net/encodings/; the PyPI packages litellm and llama-index-core carry the same
files, named by the SHA-1 of those addresses: 9b5ad71b2ce5302211f9c61530b329a4922fc6a4 and
fb374d419588a4632f3f557e76b4b70aebbca790. Nothing is written unless the SHA-256 of an input is the one below.

The layout is read by Sources/Tokenizer/Vocabulary/Vocabulary.swift; every number is little-endian.
"""

import array
import base64
import hashlib
import json
import pathlib
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "Sources/CVocabulary"
SHA256 = {
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
}
MASK = (1 << 64) - 1
EMPTY = 0xFFFFFFFF
C1, C2 = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


def piece_hash(piece):
    h = (len(piece) * C2) & MASK
    for at in range(0, len(piece), 16):
        for constant, word in ((C1, piece[at : at + 8]), (C2, piece[at + 8 : at + 16])):
            h = ((h ^ int.from_bytes(word, "little")) * constant) & MASK
            h ^= h >> 32
    return (h * C1) & MASK


def final_pair(piece, rank):
    """The last merge that builds a token: greedy merging below the token's own rank leaves two parts."""
    own = rank[piece]
    parts = [piece[i : i + 1] for i in range(len(piece))]
    while len(parts) > 2:
        best, where = own, -1
        for i in range(len(parts) - 1):
            r = rank.get(parts[i] + parts[i + 1], own)
            if r < best:
                best, where = r, i
        assert where >= 0, piece
        parts[where : where + 2] = [parts[where] + parts[where + 1]]
    return rank[parts[0]], rank[parts[1]]


def perfect(hashes):
    """A hash table without collisions, as sections: a displacement for each bucket, and the keys' numbers by place.

    The top bits of a hash choose its bucket; the bucket's displacement and the hash give the place. Full buckets are seated
    first, each with the lowest displacement that finds free places for all its keys (Belazzougui, Botelho, Dietzfelbinger:
    Hash, displace, and compress, 2009)."""
    bits = (len(hashes) // 12).bit_length()
    size = len(hashes) * 5 // 4
    buckets = {}
    for number, h in enumerate(hashes):
        buckets.setdefault(h >> (64 - bits), []).append((number, h))
    places, displacements = [None] * size, array.array("H", [0]) * (1 << bits)
    for bucket, keys in sorted(buckets.items(), key=lambda item: -len(item[1])):
        for displacement in range(1 << 16):
            shift = displacement * C2 & MASK
            found = [((h ^ shift) * C1 & MASK) >> 32 for _, h in keys]
            found = [x * size >> 32 for x in found]
            if all(places[at] is None for at in found) and len(set(found)) == len(found):
                break
        else:
            sys.exit("no displacement is left for a bucket: make the tables larger")
        displacements[bucket] = displacement
        for at, (number, _) in zip(found, keys):
            places[at] = number
    return bits, displacements.tobytes(), places


def pair_table(splits):
    """The tokens by the pairs that build them: 18 bits of the token, 18 of its right part, 18 of its left."""
    keys = [(left << 18 | right, number) for number, (left, right) in enumerate(splits) if left != number]
    bits, displacements, places = perfect([pair * C1 & MASK for pair, _ in keys])
    entries = [MASK if at is None else keys[at][0] << 18 | keys[at][1] for at in places]
    return bits, displacements, array.array("Q", entries).tobytes()


def piece_table(tokens):
    """The tokens by their bytes: 18 bits of the token, 21 of the offset of its bytes, 8 of their number, 17 of their hash."""
    hashes = [piece_hash(token) for token in tokens]
    bits, displacements, places = perfect(hashes)
    offsets, offset = [], 0
    for token in tokens:
        offsets.append(offset)
        offset += len(token)
    entries = [
        MASK if at is None else at | offsets[at] << 18 | len(tokens[at]) << 39 | (hashes[at] & 0x1FFFF) << 47
        for at in places
    ]
    return bits, displacements, array.array("Q", entries).tobytes()


def characters(rank):
    """How each three-byte character stands alone: one token, two, or three, and the parts that are tokens."""

    def alone(c):
        if c in rank:
            return rank[c]
        head, tail = rank.get(c[:2]), rank.get(c[1:])
        if head is not None and (tail is None or head < tail):
            return head | 1 << 18
        if tail is not None:
            return tail | 2 << 18
        return 3 << 18

    table = array.array("I", [0]) * 0xF800
    for scalar in three_byte_scalars():
        table[scalar - 0x800] = alone(chr(scalar).encode())
    return table.tobytes()


def three_byte_scalars():
    return (scalar for scalar in range(0x800, 0x10000) if not 0xD800 <= scalar < 0xE000)


def split_characters(token):
    """The token cut at its characters; the first and the last part may be a piece of a character."""
    starts = [at for at in range(1, len(token)) if token[at] & 0xC0 != 0x80 or token[at - 1] < 0x80]
    parts = []
    for first, last in zip([0] + starts, starts + [len(token)]):
        parts.append(token[first:last])
    return parts


def joints(rank):
    """Which neighbours, both of three bytes, a token may span: pairs of whole characters in a filter of one hash, and two sets
    of characters beside which a token may begin or end in the middle. Between all others a piece falls into parts that
    are encoded alone."""
    pairs, left, right = set(), set(), set()
    for token in rank:
        parts = split_characters(token)
        for before, after in zip(parts, parts[1:]):
            tail = before[0] & 0xC0 == 0x80
            if not (tail and len(before) < 3 or before[0] & 0xF0 == 0xE0) or after[0] & 0xF0 != 0xE0:
                continue
            if tail or len(after) < 3:
                left.add(before)
                right.add(after)
            else:
                pairs.add((ord(before.decode()), ord(after.decode())))
    next_set, previous_set = array.array("Q", [0]) * 1024, array.array("Q", [0]) * 1024
    for scalar in three_byte_scalars():
        c = chr(scalar).encode()
        if left & {c, c[1:], c[2:]}:
            next_set[scalar >> 6] |= 1 << (scalar & 63)
        if right & {c, c[:2], c[:1]}:
            previous_set[scalar >> 6] |= 1 << (scalar & 63)
    bits = len(pairs).bit_length() + 4
    seen = array.array("Q", [0]) * (1 << bits - 6)
    for first, second in pairs:
        h = (((first << 16 | second) * C1) & MASK) >> (64 - bits)
        seen[h >> 6] |= 1 << (h & 63)
    return bits, next_set.tobytes(), previous_set.tobytes(), seen.tobytes()


def letter_bounds(tokens):
    """For the first bytes C0-DF and the second bytes 80-BF of two-byte characters: the lowest rank of a token that ends with
    the one, or begins with the other, and holds more. A character of a lower rank is merged before either could be."""
    ends, begins = [EMPTY] * 32, [EMPTY] * 64
    for rank, token in enumerate(tokens):
        if len(token) == 1:
            continue
        if token[-1] & 0xE0 == 0xC0 and token[-2:-1] != b" ":
            ends[token[-1] & 31] = min(ends[token[-1] & 31], rank)
        if token[0] & 0xC0 == 0x80:
            begins[token[0] & 63] = min(begins[token[0] & 63], rank)
    return array.array("I", ends + begins).tobytes()


def vocabulary(name, folder):
    raw = (folder / f"{name}.tiktoken").read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256[name]:
        sys.exit(f"{folder}/{name}.tiktoken is not the published file: its SHA-256 differs; fetch it again")
    tokens = [None] * raw.count(b"\n")
    for line in raw.splitlines():
        text, number = line.split()
        tokens[int(number)] = base64.b64decode(text)
    rank = {token: number for number, token in enumerate(tokens)}
    splits = [(n, n) if len(t) == 1 else final_pair(t, rank) for n, t in enumerate(tokens)]
    assert all(n > max(s) or len(tokens[n]) == 1 for n, s in enumerate(splits))
    byte_pairs = array.array("I", [EMPTY]) * 65536
    for number, token in enumerate(tokens):
        if len(token) == 2:
            byte_pairs[token[0] << 8 | token[1]] = number
    offsets, at = array.array("I"), 0
    for token in tokens:
        offsets.append(at)
        at += len(token)
    offsets.append(at)
    pair_bits, *pair_sections = pair_table(splits)
    piece_bits, *piece_sections = piece_table(tokens)
    joint_bits, *joint_sections = joints(rank)
    sections = [
        array.array("I", [rank[bytes([b])] for b in range(256)]).tobytes(),
        offsets.tobytes(),
        b"".join(tokens) + bytes(16),
        array.array("I", [part for s in splits for part in s]).tobytes(),
        *pair_sections,
        *piece_sections,
        byte_pairs.tobytes(),
        characters(rank),
        *joint_sections,
        letter_bounds(tokens),
    ]
    header = [len(tokens), pair_bits, len(pair_sections[1]) // 8, piece_bits, len(piece_sections[1]) // 8, joint_bits]
    at, body = 128, b""
    for section in sections:
        header.append(at)
        section += bytes(-len(section) % 64)
        body += section
        at += len(section)
    head = struct.pack(f"<{len(header)}I", *header)
    (OUT / f"{name}.bin").write_bytes(head + bytes(128 - len(head)) + body)
    print(name, len(tokens), "tokens", at, "bytes")


def classes():
    """A two-stage table: 8,704 block numbers, then blocks of 128 class bytes (letter 1, number 2, space 4, newline 8,
    upper or caseless 16, lower or caseless 32)."""
    data = json.loads((ROOT / "Specs/tokens/unicode-classes.json").read_text())
    table = bytearray(0x110000)

    def mark(name, bit):
        for first, last in data[name]:
            for scalar in range(first, last + 1):
                table[scalar] |= bit

    mark("L", 1)
    mark("N", 2)
    mark("White_Space", 4)
    for name in ("Lu", "Lt", "Lm", "Lo", "M"):
        mark(name, 16)
    for name in ("Ll", "Lm", "Lo", "M"):
        mark(name, 32)
    table[10] |= 8
    table[13] |= 8
    blocks, numbers = {}, bytearray()
    for at in range(0, len(table), 128):
        numbers.append(blocks.setdefault(bytes(table[at : at + 128]), len(blocks)))
    (OUT / "unicode.bin").write_bytes(bytes(numbers) + b"".join(blocks))
    print("unicode", len(blocks), "blocks")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    classes()
    for encoding in SHA256:
        vocabulary(encoding, pathlib.Path(sys.argv[1]))
