#!/usr/bin/env python3
"""Checks that Package.swift, the imports and the drawing in ARCHITECTURE.md agree: modules.py [--draw].

A target imports each dependency that it declares (the build checks the other direction), and the rows `A ─▶ B, C` in the
first code block of ARCHITECTURE.md are the declared dependencies of the targets below Sources/. Exit 1 otherwise; --draw
writes that block.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMPORT = re.compile(r"^\s*(?:@\w+ |public |internal |package |private |fileprivate )*import (?:(?:struct|class|enum|func|protocol|typealias) )?(\w+)", re.M)


CALL = re.compile(r"\.(?:target|executableTarget|testTarget)\(")


def targets(manifest):
    """Name, folder and dependencies of each target that is compiled."""
    for call in CALL.finditer(manifest):
        depth, end = 1, call.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(manifest[end], 0)
            end += 1
        words = manifest[call.end() : end]
        name = re.search(r'name: "(.+?)"', words)[1]
        path = re.search(r'path: "(.+?)"', words)
        folder = path[1] if path else ("Tests/" if "testTarget" in call[0] else "Sources/") + name
        listed = re.search(r"dependencies: \[(.*?)\]", words, re.S)
        yield name, folder, set(re.findall(r'"(.+?)"', listed[1] if listed else ""))


def drawn(arrows):
    """A row for each target, above those that it depends on."""
    def height(name):
        return 1 + max((height(other) for other in arrows.get(name, ())), default=0)

    names = sorted(arrows, key=lambda name: (-height(name), name))
    width = max(map(len, names))
    rows = []
    for name in names:
        others = sorted(arrows[name], key=lambda other: (-height(other), other))
        rows.append(f"{name:{width}} ─▶ {', '.join(others)}\n")
    return "".join(rows)


def main():
    arrows, problems = {}, []
    for name, folder, declared in targets((ROOT / "Package.swift").read_text(encoding="utf-8")):
        if folder.startswith("Sources/") and declared:
            arrows[name] = declared
        sources = [path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.swift")]
        imported = {module for text in sources for module in IMPORT.findall(text)}
        # Of targets in C only the linker knows what they use.
        if sources and (unused := declared - imported):
            problems.append(f"Package.swift: {name} declares {', '.join(sorted(unused))} and imports nothing of it")
    page = ROOT / "ARCHITECTURE.md"
    before, drawing, after = re.match(r"(.*?```\n)(.*?)(```.*)", page.read_text(encoding="utf-8"), re.S).groups()
    if "--draw" in sys.argv:
        page.write_text(before + drawn(arrows) + after, encoding="utf-8")
        drawing = drawn(arrows)
    if drawing != drawn(arrows):
        problems.append("ARCHITECTURE.md: the drawing is not that of Package.swift: run Scripts/check/modules.py --draw")
    for problem in problems:
        print(f"modules: {problem}", file=sys.stderr)
    if not problems:
        print("modules: dependencies, imports and the drawing agree")
    return 1 if problems else 0


sys.exit(main())
