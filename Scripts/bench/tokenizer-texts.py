#!/usr/bin/env python3
"""Makes the texts of the tokenizer's benchmark: Scripts/bench/tokenizer-texts.py DIRECTORY

Prose in English, Chinese and mixed languages from Debian packages (fetched with apt-get download, not installed), code
from the toolchain and from Python, and made texts. Each kind is two files of the same size: NAME.warm.txt to work on
first and NAME.new.txt, which shares no file, and no line of any length, with it.
"""

import base64
import gzip
import html
import pathlib
import random
import re
import shutil
import subprocess
import sys
import sysconfig

LIMIT = 1_500_000
PACKAGES = [
    "debian-handbook", "debian-reference-en", "debian-reference-zh-cn", "developers-reference",
    "debian-policy", "manpages-zh", "manpages-ja", "manpages-ru", "manpages-de", "manpages-fr",
]


def plain(path):
    """The prose of a page: no markup, no more than one empty line in a row."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8", "ignore")
    if ".html" in path.suffixes:
        text = re.sub(r"</(li|dt|td|h\d)>", "\n", re.sub(r"<(head|script|style)\b.*?</\1>", "", text, flags=re.S))
        text = re.sub(r"^[ \t]+", "", html.unescape(re.sub(r"<[^>]*>", "", text)), flags=re.M)
    elif "man" in path.parts:
        text = re.sub(r"^[.'].*\n|\\f(\[.*?\]|\(..|.)|\\[&/,)]", "", text, flags=re.M)
        text = text.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\")
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text)


def is_chinese(line):
    return sum("\u4e00" <= c <= "\u9fff" for c in line) * 3 > len(line)


def halves(files, read=lambda path: path.read_text("utf-8", "ignore"), keep=lambda line: True, most=40_000):
    """Two texts of the same size, the files in turn to one and the other; a line of some length stands only once."""
    seen, parts, sizes = set(), ([], []), [0, 0]
    for path in files:
        side = sizes[0] > sizes[1]
        if sizes[side] >= LIMIT:
            break
        lines = []
        for line in read(path)[:most].splitlines(keepends=True):
            if (len(line) < 25 or line not in seen) and keep(line):
                lines.append(line)
                seen.add(line)
        parts[side].append("".join(lines))
        sizes[side] += len(parts[side][-1].encode())
    size = min(*sizes, LIMIT)
    return ["".join(part).encode()[:size].decode("utf-8", "ignore") for part in parts]


def shuffled(paths):
    paths = sorted(path for path in paths if path.is_file() and not path.is_symlink())
    random.Random(1).shuffle(paths)
    return paths


def packages(folder):
    root = folder / "packages"
    for package in PACKAGES:
        if not list(folder.glob(f"{package}_*.deb")):
            subprocess.run(
                ["apt-get", "-q", "download", package],
                cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        for deb in folder.glob(f"{package}_*.deb"):
            subprocess.run(["dpkg-deb", "-x", deb.name, "packages"], cwd=folder, check=True)
    return root / "usr/share"


def code():
    swift = pathlib.Path(shutil.which("swift") or "/usr/bin/swift").resolve().parent.parent
    kinds = [
        [*swift.glob("lib/swift/**/*.swiftinterface")],
        [*swift.glob("lib/clang/*/include/*.h"), *pathlib.Path("/usr/include").glob("*.h")],
        [*pathlib.Path(sysconfig.get_paths()["stdlib"]).glob("*.py")],
    ]
    return shuffled(path for kind in kinds for path in shuffled(kind)[:120])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    share = packages(folder)
    books = share / "doc/debian-handbook/html"
    pages = lambda *patterns: shuffled(path for pattern in patterns for path in share.glob(pattern))
    mixed = [
        shuffled((share / "man" / language).glob("man*/*.gz"))[:40] for language in ("ja", "ru", "de", "fr")
    ] + [shuffled((books / language).glob("*.html")) for language in ("ar-MA", "ko-KR", "es-ES", "el-GR")]
    texts = {
        "english": halves(
            shuffled(books.glob("en-US/*.html"))
            + pages("debian-reference/*.en.html", "developers-reference/*.html", "doc/debian-policy/policy.html/*.html"),
            plain, most=10**6,
        ),
        "chinese": halves(
            shuffled(books.glob("zh-CN/*.html")) + pages("debian-reference/*.zh-cn.html", "man/zh_CN/man*/*.gz"),
            plain, is_chinese, most=10**6,
        ),
        "mixed": halves(shuffled(path for kind in mixed for path in kind), plain, most=12_000),
        "code": halves(code()),
    }
    letters = "abcdefghijklmnopqrstuvwxyz"
    # As many scalars of one byte as of two, three and four.
    ranges = [(0, 0x80), (0x80, 0x800), (0x800, 0x10000), (0x10000, 0x110000)]
    scalars = lambda r: "".join(
        chr(c) for c in (r.randrange(*r.choice(ranges)) for _ in range(420_000)) if not 0xD800 <= c < 0xE000
    )
    made = {
        "letters": lambda r: "".join(r.choices(letters, k=100_000)),
        "space": lambda r: "".join(r.choice(" \t\n") if n % 50 == 49 else " " for n in range(100_000)),
        "cjk": lambda r: "".join(chr(r.randrange(0x4E00, 0x9FA6)) for _ in range(100_000)),
        "utf8": scalars,
        "latin1": lambda r: r.randbytes(700_000).decode("latin-1"),
        "base64": lambda r: base64.b64encode(r.randbytes(750_000)).decode(),
    }
    for name, make in made.items():
        texts[name] = [make(random.Random(seed)) for seed in (1, 2)]
    texts["letter"] = [letter * 100_000 for letter in "ba"]
    for name, parts in texts.items():
        for part, text in zip(("warm", "new"), parts):
            (folder / f"{name}.{part}.txt").write_bytes(text.encode())
        print(f"{name}: 2 × {len(parts[1].encode())} bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
