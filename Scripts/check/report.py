#!/usr/bin/env python3
"""Joins what the test runs left in Reports/ into one page: report.py.

Reads Reports/requirements.md (SpecTests), tests.xml and sweeps.xml (JUnit of Scripts/check/test.py) and coverage.txt
(Scripts/check/coverage.sh), writes Reports/requirements.html. Exit 1 where a test failed.
"""
import collections
import html
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPORTS = ROOT / "Reports"
STYLE = """
:root { color-scheme: light dark; --line: #8885; --good: #2a7d3f; --bad: #c0392b; --dim: #767676; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
.figures { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none }
.figures li { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem }
.figures b { font-size: 1.2rem; display: block }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
th:nth-child(1) { width: 5.5rem } th:nth-child(2) { width: 7.5rem } th:nth-child(4) { width: 17rem }
td:nth-child(1) { font-variant-numeric: tabular-nums; white-space: nowrap }
td:nth-child(4) { font-size: .85rem } .good { color: var(--good) } .bad { color: var(--bad) } .dim { color: var(--dim) }
code { font-size: .9em; background: #8882; border-radius: .25rem; padding: 0 .2em }
@media (max-width: 45rem) {
  table, tbody, tr, td { display: block; width: auto } tr:first-child { display: none }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0 } td { border: 0; padding: .1rem 0 }
  td:nth-child(1), td:nth-child(2) { display: inline-block; margin-right: .8rem; color: var(--dim) }
}
"""


def junit():
    """Tests by suite: how many ran, how many failed, and which were skipped, with their reasons."""
    ran, failed, skipped = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    files = [path for path in (REPORTS / "tests.xml", REPORTS / "sweeps.xml") if path.exists()]
    for case in (case for path in files for case in tree.parse(path).iter("testcase")):
        suite = re.split(r"[./]", case.get("classname"))[-1]
        if (reason := case.find("skipped")) is not None:
            skipped[suite].append(f"{case.get('name')}: {reason.text}")
            continue
        ran[suite] += 1
        failed[suite] += case.find("failure") is not None or case.find("error") is not None
    return ran, failed, skipped


def coverage():
    """Line coverage in percent by module."""
    rows = re.findall(r"coverage: (\w+) +lines +([\d.]+)", (REPORTS / "coverage.txt").read_text(encoding="utf-8"))
    return {name: float(percent) for name, percent in rows}


def requirements():
    """File, number, level, sentence and suites of each row of the matrix."""
    file = ""
    for line in (REPORTS / "requirements.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            file = line[3:]
        elif line.startswith("| ") and not line.startswith("| Number"):
            number, level, *sentence, suites = [cell.strip() for cell in line.strip("| ").split(" | ")]
            yield file, number, level, " | ".join(sentence), [name for name in suites.split(", ") if name]


def marked(sentence):
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(sentence))


def proof(suites, ran, failed, skipped):
    if not suites:
        return '<span class="dim">no test needed</span>'
    marks = []
    for name in suites:
        kind, mark = ("bad", "✘") if failed[name] else ("good", "✔") if ran[name] else ("dim", "not run")
        marks.append(f'<span class="{kind}">{mark}</span> {html.escape(name)}')
        if name in skipped:
            marks[-1] += f' <span class="bad">({len(skipped[name])} skipped)</span>'
    return "<br>".join(marks)


def page(rows, ran, failed, skipped, covered):
    needed = [row for row in rows if row[2] != "MAY"]
    green = [row for row in needed if row[4] and not any(failed[name] or not ran[name] for name in row[4])]
    figures = [
        (len(rows), "requirements"), (f"{len(green)} of {len(needed)}", "MUST and SHOULD proved by green tests"),
        (sum(ran.values()), "tests"), (sum(failed.values()), "failures"), (sum(map(len, skipped.values())), "skipped"),
    ] + [(f"{percent:.1f} %", f"of the lines of {name}") for name, percent in covered.items()]
    out = ["<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"]
    out.append(f"<title>Requirements and their proof</title><style>{STYLE}</style><h1>Requirements and the tests that prove them</h1>")
    out.append("<ul class=figures>" + "".join(f"<li><b>{value}</b> {what}</li>" for value, what in figures) + "</ul>")
    files = list(dict.fromkeys(row[0] for row in rows))
    names = {file: file.split("/")[1] for file in files}
    out.append("<nav>" + "".join(f"<a href='#{names[file]}'>{names[file]}</a>" for file in files) + "</nav>")
    for file in files:
        out.append(f"<h2 id='{names[file]}'>{file}</h2><table><tr><th>Number<th>Level<th>Requirement<th>Proved by</tr>")
        for _, number, level, sentence, suites in (row for row in rows if row[0] == file):
            out.append(f"<tr id='{number}'><td>{number}<td>{level}<td>{marked(sentence)}<td>{proof(suites, ran, failed, skipped)}</tr>")
        out.append("</table>")
    return "\n".join(out) + "\n"


def main():
    rows = list(requirements())
    ran, failed, skipped = junit()
    covered = coverage()
    (REPORTS / "requirements.html").write_text(page(rows, ran, failed, skipped, covered), encoding="utf-8")
    for suite, tests in skipped.items():
        for test in tests:
            print(f"report: skipped: {suite}.{test}", file=sys.stderr)
    print(f"report: Reports/requirements.html: {sum(ran.values())} tests, {sum(failed.values())} failed")
    sys.exit(bool(sum(failed.values())))


if __name__ == "__main__":
    main()
