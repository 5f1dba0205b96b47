#!/usr/bin/env python3
"""Measures what a developer waits for after an edit: for each module one file is touched, everything is built as `make build`
does, and the module's own tests are run: edit-times.py [MODULE …].

Prints seconds of the clock and of the processors for the build, how many modules and files were compiled again, and seconds for the
tests. Nothing else should run meanwhile; the processors' time is the steadier figure.
"""
import pathlib
import re
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ["swift", "build", "--explicit-target-dependency-import-check", "error", "--build-tests", "--enable-code-coverage"]


def processor():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measured(command):
    wall, busy = time.monotonic(), processor()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return time.monotonic() - wall, processor() - busy, done


def build():
    wall, busy, done = measured(BUILD)
    if done.returncode:
        sys.exit(done.stdout)
    return wall, busy, re.findall(r"^\[\d+/\d+\] Compiling (\w+) ", done.stdout, re.M)


def main():
    modules = sys.argv[1:] or [path.name for path in sorted((ROOT / "Tests").glob("*Tests"))]
    modules = [name.removesuffix("Tests") for name in modules]
    modules = [name for name in modules if (ROOT / "Sources" / name).is_dir()]
    build()
    print(f"{'module':<14}{'build':>9}{'processors':>12}{'modules':>9}{'files':>7}{'tests':>9}")
    total = 0
    for name in modules:
        files = sorted((ROOT / "Sources" / name).rglob("*.swift"), key=lambda path: path.stat().st_size)
        files[len(files) // 2].touch()
        wall, busy, compiled = build()
        tests, _, done = measured([ROOT / "Scripts/check/test.py", "--filter", f"{name}Tests"])
        mark = "" if done.returncode == 0 else "  red"
        print(f"{name:<14}{wall:>7.1f} s{busy:>10.1f} s{len(set(compiled)):>9}{len(compiled):>7}{tests:>7.1f} s{mark}", flush=True)
        total += wall + tests
    print(f"all together {total:.0f} s")


if __name__ == "__main__":
    main()
