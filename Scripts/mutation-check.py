#!/usr/bin/env python3
"""Puts deliberate faults into the codecs, one at a time; each must turn the tests red. Exit 1 when one survives.

    mutation-check.py [PATTERN]

Works in a copy (.build-mutation), never in the checkout. PATTERN keeps the faults whose file or name holds it. A fault is a line of
Scripts/mutations/<area>.txt: FILE <tab> TEST FILTER <tab> OLD TEXT <tab> NEW TEXT, the old text standing in the file exactly once.
"""
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / ".build-mutation"


MANIFEST = """// swift-tools-version: 6.3
import PackageDescription
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .unsafeFlags(["-Onone"]),
]
let modules = %s
let package = Package(
    name: "mutation",
    targets: [.target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings)]
        + modules.flatMap { module -> [Target] in
            let below: [Target.Dependency] = module == "Wire" ? [] : ["Wire"]
            let name: Target.Dependency = .byName(name: module)
            return [
                .target(name: module, dependencies: below, swiftSettings: settings),
                .testTarget(name: module + "Tests", dependencies: below + [name, "TestSupport"], swiftSettings: settings),
            ]
        },
    swiftLanguageModes: [.v6]
)
"""


def faults(pattern):
    for path in sorted((ROOT / "Scripts/mutations").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                name = f"{path.stem}-{number:02}"
                file, suite, old, new = line.split("\t")
                if pattern in f"{name} {file}":
                    yield name, file, suite, old, new


def tests_fail(suite):
    command = ["swift", "test", "--disable-xctest", "--filter", suite]
    try:
        done = subprocess.run(command, cwd=COPY, capture_output=True, text=True, timeout=900)
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
    # A manifest of the faulty modules alone: a fault then costs seconds, not a build of everything.
    modules = sorted({"Wire"} | {pathlib.Path(file).parts[1] for _, file, _, _, _ in chosen})
    (COPY / "Package.swift").write_text(MANIFEST % str(modules).replace("'", '"'), encoding="utf-8")
    bad = 0
    for name, file, suite, old, new in chosen:
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
    print(f"mutation-check: {len(chosen) - bad} of {len(chosen)} faults caught")
    sys.exit(1 if bad or not chosen else 0)


if __name__ == "__main__":
    main()
