#!/usr/bin/env python3
"""Makes the texts of the tokenizer's benchmark from Debian packages: Scripts/tokenizer-texts.py DIRECTORY

English prose, Chinese prose, mixed languages and source code from packages (fetched with apt-get download, not
installed), and three made ones. Every text is cut at 2 MB.
"""

import glob
import gzip
import html
import pathlib
import random
import re
import subprocess
import sys

LIMIT = 2_000_000
PACKAGES = ["debian-handbook", "debian-reference-zh-cn", "manpages-zh", "manpages-ru", "manpages-ja"]


def plain(path):
    data = gzip.open(path).read() if path.endswith(".gz") else open(path, "rb").read()
    text = data.decode("utf-8", "ignore")
    if path.endswith((".html", ".html.gz")):
        text = html.unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", "", text, flags=re.S))
    elif "/man/" in path:
        text = re.sub(r"^[.'].*\n|\\f.|\\&", "", text, flags=re.M).replace("\\-", "-")
    return re.sub(r"\n{3,}", "\n\n", text)


def gather(pattern, keep=lambda text: True):
    parts, size = [], 0
    for path in sorted(glob.glob(pattern, recursive=True)):
        if pathlib.Path(path).is_file() and size < LIMIT:
            text = plain(path)
            if keep(text):
                parts.append(text)
                size += len(text.encode())
    return "".join(parts)


def han(text):
    return sum("\u4e00" <= c <= "\u9fff" for c in text) * 3 > len(text)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / "packages"
    for package in PACKAGES:
        if not list(folder.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "-q", "download", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for deb in folder.glob(f"{package}_*.deb"):
            subprocess.run(["dpkg-deb", "-x", deb.name, "packages"], cwd=folder, check=True)
    chance = random.Random(1)
    mixed = [
        gather(f"{root}/usr/share/man/{language}/**/*.gz")[:500_000]
        for language in ("ru", "ja")
    ] + [gather(f"{root}/usr/share/doc/debian-handbook/html/{l}/**/*.html")[:400_000] for l in ("fr-FR", "de-DE", "ar-MA", "ko-KR", "es-ES")]
    texts = {
        "english": gather(f"{root}/usr/share/doc/debian-handbook/html/en-US/**/*.html"),
        "chinese": gather(f"{root}/usr/share/man/zh_CN/**/*.gz", han)
        + gather(f"{root}/usr/share/doc/debian-handbook/html/zh-CN/**/*.html", han),
        "mixed": "".join(mixed),
        "code": gather("/usr/lib/python3*/**/*.py") or gather("/opt/swift/usr/**/*.swift"),
        "letter": "a" * 100_000,
        "letters": "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(100_000)),
        "space": "".join(chance.choice(" \t\n" if n % 50 == 0 else " ") for n in range(100_000)),
    }
    for name, text in texts.items():
        data = text.encode()[:LIMIT].decode("utf-8", "ignore").encode()
        (folder / f"{name}.txt").write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
