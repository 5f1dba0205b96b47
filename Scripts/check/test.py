#!/usr/bin/env python3
"""Runs what `make build` has built: test.py [--sweeps] [--coverage] [--filter REGEX].

Prints a line a suite, then every failure whole, then the count. Tests run side by side, a few at a time, except those of
suites marked `.alone` or `.sweep`: they compute for seconds, or count what the machine does, and run one after the other in a
process of their own. Suites marked `.sweep` take a sample of what there is; --sweeps runs them alone, and lets them try
everything (`make test-sweeps`).

Reports/ then holds tests.log, what the processes printed, and tests.xml (JUnit); of --sweeps sweeps.log and
sweeps.xml, of --filter filtered.log and filtered.xml.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPORTS = ROOT / "Reports"
BUILT = ROOT / ".build/debug"
# Nothing of this comes near; a test gives up after two minutes by itself (Tests/TestSupport/Patience.swift).
QUIET = 1800
# Tests that run side by side: most of them wait, and each that waits must not keep many others from the processors.
WIDTH = 8


def marked(traits):
    """The suites that carry one of the traits, as a regular expression for test identifiers."""
    names = []
    for path in sorted((ROOT / "Tests").rglob("*.swift")):
        text = path.read_text(encoding="utf-8")
        for suite in re.finditer(r"@Suite\(([^{]*?)\)\s*(?:final class|struct|enum)\s+(\w+)", text):
            if re.search(rf"\.({traits})\b", suite[1]):
                names.append(rf"{path.relative_to(ROOT / 'Tests').parts[0]}\.(.*/)?{suite[2]}/")
    return "|".join(names)


class Test:
    def __init__(self, record):
        # "Module.Suite/function()/File.swift:12:6", where a function's name may hold slashes.
        self.module, suites = re.match(r"(\w+)\.?((?:\w+/)*)", record["id"]).groups()
        self.suite = suites.rstrip("/").split("/")[-1] or self.module
        self.name = record.get("displayName") or record["name"].strip("`").removesuffix("()")
        self.began = self.seconds = None
        self.issues, self.reason, self.cases = [], None, False

    @property
    def state(self):
        return "skipped" if self.reason is not None else "failed" if self.issues else "passed"


class Run:
    """Everything that the processes have said so far."""

    def __init__(self):
        self.tests = {}
        self.heard = time.monotonic()
        self.problems = []
        self.is_alone = False

    def take(self, line):
        self.heard = time.monotonic()
        try:
            record = json.loads(line)
        except ValueError:
            return
        payload = record["payload"]
        if record["kind"] == "test":
            if payload["kind"] == "function":
                self.tests.setdefault(payload["id"], Test(payload))
            return
        test = self.tests.get(payload.get("testID"))
        text = "\n".join(message["text"] for message in payload.get("messages", []))
        moment = payload["instant"]["absolute"]
        match payload["kind"]:
            case "testStarted" if test:
                test.began = moment
            # Before its first case a test waits for a place.
            case "testCaseStarted" if test and not test.cases:
                test.began, test.cases = moment, True
            case "testSkipped" if test:
                test.reason, test.seconds = text, 0
                self.tell(test)
            case "testEnded" if test and test.reason is None:
                test.seconds = moment - (test.began or moment)
                self.tell(test)
            case "issueRecorded" if not payload["issue"].get("isKnown"):
                place = payload["issue"].get("sourceLocation") or {}
                where = f"{place.get('_filePath') or place.get('filePath') or place.get('fileID', '')}:{place.get('line', '')}"
                where = where.removeprefix(f"{ROOT}/")
                if test:
                    test.issues.append((where, text))
                else:
                    self.problems.append(f"{where}\n{text}")

    def tell(self, ended):
        """Prints a suite whose last test has ended."""
        tests = [test for test in self.tests.values() if (test.module, test.suite) == (ended.module, ended.suite)]
        if any(test.seconds is None for test in tests):
            return
        counts = {state: sum(test.state == state for test in tests) for state in ("passed", "failed", "skipped")}
        mark = "✘" if counts["failed"] else "✔"
        words = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
        # Of tests that run side by side the time says how long others took.
        seconds = f"{sum(test.seconds for test in tests):7.1f} s" if self.is_alone else ""
        print(f"{mark} {ended.module:<16} {ended.suite:<34} {words:<24} {seconds}".rstrip(), flush=True)


def perform(run, arguments, log, environment):
    """Runs one process of tests to its end."""
    before = set(run.tests)
    run.is_alone = "--no-parallel" in arguments
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"{folder}/events"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        keeper = os.open(pipe, os.O_WRONLY)
        os.set_blocking(reader, True)
        binary = next(BUILT.glob("*PackageTests.xctest"))
        command = [binary, "--testing-library", "swift-testing", "--event-stream-output-path", pipe,
                   "--event-stream-version", "0", *arguments]
        log.write(f"$ {' '.join(map(str, command))}\n")
        log.flush()
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT, env=environment)

        def watch():
            while process.poll() is None:
                if time.monotonic() - run.heard > QUIET:
                    run.problems.append(f"No test began or ended for {QUIET} s.")
                    process.send_signal(signal.SIGABRT)
                time.sleep(1)
            os.close(keeper)

        threading.Thread(target=watch).start()
        with os.fdopen(reader, encoding="utf-8", errors="replace") as events:
            for line in events:
                run.take(line)
    unfinished = [test for key, test in run.tests.items() if key not in before and test.seconds is None]
    started = [test for test in unfinished if test.began is not None]
    for test in started:
        test.issues.append(("", "The process ended while this test ran."))
    for test in unfinished:
        test.seconds = 0
        if test.began is None:
            test.issues.append(("", "The process ended before this test began."))
    failed = any(test.issues for key, test in run.tests.items() if key not in before)
    if process.returncode != 0 and not failed and not run.problems:
        run.problems.append(f"The tests' process ended with {process.returncode}: see {log.name}.")
    return process.returncode


def junit(run, path):
    suites = tree.Element("testsuites")
    for module in sorted({test.module for test in run.tests.values()}):
        tests = [test for test in run.tests.values() if test.module == module]
        suite = tree.SubElement(
            suites, "testsuite", name=module, tests=str(len(tests)),
            failures=str(sum(test.state == "failed" for test in tests)),
            skipped=str(sum(test.state == "skipped" for test in tests)),
            time=f"{sum(test.seconds for test in tests):.3f}",
        )
        for test in tests:
            case = tree.SubElement(
                suite, "testcase", classname=f"{module}.{test.suite}", name=test.name, time=f"{test.seconds:.3f}"
            )
            for where, text in test.issues:
                tree.SubElement(case, "failure", message=printable(f"{where}: {text}"))
            if test.reason is not None:
                tree.SubElement(case, "skipped").text = printable(test.reason)
    tree.ElementTree(suites).write(path, encoding="utf-8", xml_declaration=True)


def printable(text):
    return re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)


def merge_profiles(folder):
    tool = pathlib.Path(os.path.realpath(subprocess.check_output(["which", "swift"], text=True).strip())).parent
    raw = sorted(folder.glob("*.profraw"))
    subprocess.check_call([tool / "llvm-profdata", "merge", "-sparse", *raw, "-o", folder / "default.profdata"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sweeps", action="store_true")
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--filter")
    options = parser.parse_args()
    REPORTS.mkdir(exist_ok=True)
    environment = dict(os.environ)
    profiles = BUILT / "codecov"
    if options.coverage:
        profiles.mkdir(exist_ok=True)
        if not options.sweeps:
            for old in profiles.iterdir():
                old.unlink()
        environment["LLVM_PROFILE_FILE"] = f"{profiles}/{'sweeps' if options.sweeps else 'tests'}-%4m.profraw"
    else:
        environment["LLVM_PROFILE_FILE"] = "/dev/null"
    alone, sweep = marked("alone|sweep"), marked("sweep")
    beside = ["--experimental-maximum-parallelization-width", str(WIDTH)]
    if options.sweeps:
        environment["SWEEP"] = "1"
        parts = [["--no-parallel", "--filter", sweep]]
    elif options.filter:
        parts = [[*beside, "--filter", options.filter]]
    else:
        parts = [[*beside, "--skip", alone], ["--no-parallel", "--filter", alone]]
    began = time.monotonic()
    run = Run()
    name = "sweeps" if options.sweeps else "filtered" if options.filter else "tests"
    with open(REPORTS / f"{name}.log", "w", encoding="utf-8") as log:
        codes = [perform(run, part, log, environment) for part in parts]
    junit(run, REPORTS / f"{name}.xml")
    if options.coverage:
        merge_profiles(profiles)
    for test in run.tests.values():
        for where, text in test.issues:
            print(f"\n✘ {test.module}.{test.suite}: {test.name}\n  {where}\n  " + text.replace("\n", "\n  "))
    for problem in run.problems:
        print(f"\n✘ {problem}")
    counts = {state: sum(test.state == state for test in run.tests.values()) for state in ("passed", "failed", "skipped")}
    counts["failed"] += len(run.problems)
    print(f"\n{time.monotonic() - began:.0f} s; what was printed is in Reports/{name}.log")
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    print(line + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
    sys.exit(1 if counts["failed"] or any(codes) or not run.tests else 0)


if __name__ == "__main__":
    main()
