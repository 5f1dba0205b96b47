#!/usr/bin/env python3
"""Puts deliberate faults into the pure modules, one at a time; each must turn the tests red. Exit 1 when one survives.

    mutations.py [PATTERN]

Works in a copy (.build-mutation), never in the checkout. PATTERN keeps the faults whose file or name holds it. A fault is a line of
Scripts/check/mutations/<area>.txt: FILE <tab> TEST FILTER <tab> OLD TEXT <tab> NEW TEXT, the old text standing in the file exactly once.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / ".build-mutation"
MANIFEST = """// swift-tools-version: 6.3
import PackageDescription
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .unsafeFlags(["-Onone"]),
]
let modules: [(name: String, below: [Target.Dependency])] = [
%s
]
let tested: Set = [%s]
let package = Package(
    name: "mutation",
    targets: [.target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings)]
        + modules.flatMap { module -> [Target] in
            let all = module.below + [.byName(name: module.name)]
            let tests = Target.testTarget(
                name: module.name + "Tests", dependencies: all + ["TestSupport"], swiftSettings: settings)
            return [.target(name: module.name, dependencies: module.below, swiftSettings: module.name.hasPrefix("C") ? [] : settings)]
                + (tested.contains(module.name) ? [tests] : [])
        },
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
"""
# What each module is built on, the lowest first.
BELOW = {
    "Wire": [],
    "SynoWire": ["Wire"],
    "OpenAIWire": ["Wire"],
    "CVocabulary": [],
    "CClassMasks": [],
    "Tokenizer": ["CVocabulary", "CClassMasks"],
    "Bot": ["Wire", "SynoWire", "OpenAIWire", "Tokenizer"],
}


def manifest(tested):
    """A package of the faulty modules and what is below them alone: a fault then costs seconds, not a build of everything."""
    needed = set()

    def add(name):
        needed.add(name)
        for lower in BELOW[name]:
            add(lower)

    for name in tested:
        add(name)
    rows = "\n".join(f"    ({json.dumps(name)}, {json.dumps(BELOW[name])})," for name in BELOW if name in needed)
    return MANIFEST % (rows, ", ".join(map(json.dumps, sorted(tested))))


def faults(pattern):
    for path in sorted((ROOT / "Scripts/check/mutations").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                name = f"{path.stem}-{number:02}"
                file, suite, old, new = line.split("\t")
                if pattern in f"{name} {file}":
                    yield name, file, suite, old, new


def tests_fail(suite):
    command = ["swift", "test", "--disable-xctest", "--filter", suite]
    try:
        done = subprocess.run(
            command, cwd=COPY, capture_output=True, text=True, env={**os.environ, "SWEEP": "1"},
            timeout=int(os.environ.get("MUTATION_TIMEOUT", "300")),
        )
    except subprocess.TimeoutExpired:
        return "killed (hang)"
    output = done.stdout + done.stderr
    if done.returncode == 0:
        return None
    return "killed" if "Test run" in output or "Fatal" in output else "DOES NOT COMPILE"


def main():
    chosen = list(faults(sys.argv[1] if len(sys.argv) > 1 else ""))
    COPY.mkdir(exist_ok=True)
    for name in ("Sources", "Tests", "Specs"):
        shutil.rmtree(COPY / name, ignore_errors=True)
        shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns(".build*"))
    bad = 0
    area = None
    for name, file, suite, old, new in chosen:
        if name.split("-")[0] != area:
            area = name.split("-")[0]
            tested = {pathlib.Path(row[1]).parts[1] for row in chosen if row[0].split("-")[0] == area}
            (COPY / "Package.swift").write_text(manifest(tested), encoding="utf-8")
            suites = "|".join(sorted({row[2] for row in chosen if row[0].split("-")[0] == area}))
            if verdict := tests_fail(suites):
                sys.exit(f"mutations: the tests of {area} are red without any fault: {verdict}")
        path = COPY / file
        source = path.read_text(encoding="utf-8")
        if source.count(old) != 1:
            print(f"{name}: {file}: the text to change stands there {source.count(old)} times: {old}", flush=True)
            bad += 1
            continue
        path.write_text(source.replace(old, new), encoding="utf-8")
        verdict = tests_fail(suite)
        path.write_text(source, encoding="utf-8")
        print(f"{name}: {verdict or 'SURVIVED'}: {file}: {old} -> {new}", flush=True)
        bad += verdict is None or verdict.isupper()
    print(f"mutations: {len(chosen) - bad} of {len(chosen)} faults caught")
    sys.exit(1 if bad or not chosen else 0)


if __name__ == "__main__":
    main()
