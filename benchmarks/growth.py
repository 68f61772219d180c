"""Measures how the time and the memory of every command grow, on desks of 10,000, 100,000 and 1,000,000 statements.

    python benchmarks/growth.py [--sizes 10000,100000] [--only 'ask|check'] [--limit 120] [--tsv FILE] [--docs]

Makes a desk of each size (``desk.py``) and runs each in a process of its own: every question of the catalogue, every
check, view and format, and every command of kg. They come from kg itself; only arguments that a command needs are
listed here. Prints the processor seconds of whole processes, their peak memory, and the exponent between two sizes: 1
if the time grows as the data do. The exponent net of opening leaves out what every command needs, which is measured by
a query that reads nothing. A command that needs more than the limit is stopped and shown as "> limit"; it does not run
on larger desks. ``--docs`` writes the table into docs/growth.md.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs/growth.md"
#: The name of the line that shows what opening needs, and a query that reads nothing.
OPENING, NOTHING = "opening", "sparql 'SELECT ?x {{ VALUES ?x {{ 1 }} }}'"
FIRST, CHANGED = "build (first)", "build (one file changed)"
#: Arguments of commands, with names from ``desk.json``; a command that is not listed runs without arguments.
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "commitments": ("", "--party {country}"),
    "conflicts": ("", "--about {session}"),
    "why": ("{member} kg:metUnder {series}", "{member} kg:linkedThrough {series}", "{member} kg:metUnder {framework3}"),
    "sparql": ("'SELECT (COUNT(*) AS ?n) {{ ?s a kg:Event }}'",),
    "view": (
        "entities --communities", "entities --brokers", "entities --brokers {country} {country2}",
        "entities --path {country} {country2}",
    ),
    "diff": ("2010-01-01 2015-01-01", "2010-01-01 2015-01-01 --clock at"),
    "graph": ("-o {out}", "-o {out} --around {series} --steps 2", "-o {out} --question 2"),
    "check": ("", "{arrived}"),
    "profile": ("data/sources/{source}.ttl",),
    "init": ("{new}",),
    "new": ("source --title A --new-publisher B --issued 2026-01-01 --name {new} --language en",),
    "import": ("--list",),
    "cite": ("{source} {words} --text texts/{source}.txt",),
    "fmt": ("--check",),
    "completion": ("bash",),
}  # fmt: skip
#: Questions in scopes, and what an answer depends on.
SCOPES = (
    "ask 3 --session {session}", "ask 3 --at 2015-06-30", "ask 3 --at 2015-06-30 # again",
    "ask 3 --known-by 2015-06-30", "ask 3 --no-judgements", "ask 3 --session {session} --sensitivity",
)  # fmt: skip
#: What the desk calls the instances of a class.
KINDS = {
    "Country": "country", "Party": "country", "Framework": "series", "Event": "session", "Resource": "session",
    "Official": "official", "Post": "post", "Commitment": "commitment", "Instrument": "instrument", "Topic": "topic",
}  # fmt: skip
#: A file that somebody sent, for `kg check FILE`.
ARRIVED = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my-source: <https://desk.example/source/> .
@prefix my-passage: <https://desk.example/passage/arrived/> .
my-source:arrived a kg:Source , kg:NewsReport ; dcterms:title "Arrived"@en ; dcterms:issued "2026-01-01"^^xsd:date ;
    dcterms:publisher <https://desk.example/organisation/desk> .
my-passage:one a kg:Passage ; kg:inSource my-source:arrived ; kg:gist "They met."@en .
<{session}> kg:hasParty <{country2}> ; kg:passage my-passage:one .
"""


def cases() -> dict[str, str]:
    """Return what is measured, from what kg itself lists: titles, and arguments of `kg` with names in braces."""
    from kg.analysis.catalogue import questions_of
    from kg.analysis.views.rows import VIEWS
    from kg.cli.app import MODULES
    from kg.formats.format import GRAPHS, TABLES
    from kg.project.find import shipped

    lines = {FIRST: "build", "build (nothing changed)": "build", OPENING: NOTHING}
    questions = questions_of(shipped()).values()
    for question in sorted(questions, key=lambda question: (question.questions or (999,), question.name)):
        number = question.questions[0] if question.questions else question.name
        lines[f"ask {number}"] = f"ask {question.name} {values_for(question.parameters)}".strip()
    lines |= {f"ask 1 -f {name}": f"{lines['ask 1']} -f {name} -o {{out}}" for name in TABLES.all()}
    lines["ask 2 --sensitivity"] = f"{lines['ask 2']} --sensitivity"
    checks = sorted((shipped().root / "queries/checks").glob("*.rq"))
    lines |= {f"check query {path.stem}": f"sparql --file {shlex.quote(str(path))}" for path in checks}
    more = [*SCOPES, *(f"view {name}" for name in VIEWS)]
    more += [f"export -f {name} -o {{out}}" for name in GRAPHS.all()]
    for command in MODULES:
        without = () if command in ("ask", "build", "export", "view") else ("",)
        more += [f"{command} {arguments}".strip() for arguments in ARGUMENTS.get(command, without)]
    lines |= {title_of(line): line for line in more}
    return lines | {CHANGED: "build", "diff last now": "diff last now"}


def values_for(parameters: Iterable[Any]) -> str:
    """Return options that give a busy thing of the desk to each parameter that has one thing as default, or none."""
    given, counts = [], Counter[str]()
    for parameter in parameters:
        kind = KINDS.get(re.split("[#/]", parameter.kind)[-1])
        if parameter.default != "UNDEF" and kind is not None:
            counts[kind] += 1
            given.append(f"--{parameter.name.replace('_', '-')} {{{kind}{counts[kind] if counts[kind] > 1 else ''}}}")
    return " ".join(given)


def title_of(line: str) -> str:
    """Return a line as the table shows it, with names in capitals."""
    return re.sub(r"\{(\w+)\}", lambda name: name[1].upper(), line.replace("{{", "{").replace("}}", "}"))


def options_of(command: str) -> set[str]:
    """Return the options of a command, without those of single questions."""
    import click

    from kg.cli.app import app

    assert isinstance(app, click.Group)
    found = app.get_command(click.Context(app), command)
    assert found is not None
    return {option for parameter in found.params for option in parameter.opts}


def runnable() -> dict[str, str]:
    """Return the cases whose options this version of kg has; a query is stopped by the limit of this program only."""
    found = {}
    for title, line in cases().items():
        command, *rest = shlex.split(line, comments=True)
        options = options_of(command)
        if command == "ask" or options.issuperset(word for word in rest if re.match("--?[a-z]", word)):
            found[title] = f"{line.partition('#')[0].strip()}{' --timeout 0' * ('--timeout' in options)}"
    return found


#: Processor seconds and peak MB.
Figures = tuple[float, float]


class Desk:
    """A desk in a folder, on which commands are measured."""

    def __init__(self, folder: Path, statements: int, limit: float) -> None:
        self.folder, self.limit = folder, limit
        command = [sys.executable, str(HERE / "desk.py"), str(folder), str(statements)]
        made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        self.statements: int = made["statements"]
        self.names = {"out": str(folder / "out"), "new": "made", "arrived": "arrived.ttl"}
        for kind, things in made["ask"].items():
            self.names |= {f"{kind}{number}": thing for number, thing in zip(("", 2, 3), things, strict=False)}
        (folder / "arrived.ttl").write_text(ARRIVED.format(**self.names), encoding="utf-8")

    def measure(self, title: str, line: str) -> Figures | str:
        """Run a command; return its processor seconds and its peak MB, or what became of it."""
        if title == CHANGED:
            path = self.folder / f"data/sources/{self.names['source']}.ttl"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace('dcterms:title "', 'dcterms:title "Again: '), encoding="utf-8")
        shutil.rmtree(self.folder / "made", ignore_errors=True)
        (self.folder / "data/sources/made.ttl").unlink(missing_ok=True)
        words = self.words(line)
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "kg", *words],
                cwd=self.folder,
                env={**os.environ, "KG_CACHE_DIR": str(self.folder / "cache")},
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
            status, usage = self._wait(process.pid)
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            said = errors.read().decode()
        if process.returncode in (0, 1):
            return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        if process.returncode == -signal.SIGKILL:
            return f"> {self.limit:g}"
        print(f"kg {shlex.join(words)}: {said[-500:]}", file=sys.stderr)
        return f"exit {process.returncode}"

    def words(self, line: str) -> list[str]:
        """Return the arguments of a line, with names of the desk."""
        return [word.format(**self.names) for word in shlex.split(line)]

    def _wait(self, pid: int) -> tuple[int, resource.struct_rusage]:
        """Wait for a process, and kill it and its children when they have used more time than the limit."""
        pause = 0.01
        while True:
            found, status, usage = os.wait4(pid, os.WNOHANG)
            if found:
                return status, usage
            time.sleep(pause)
            pause = min(1.0, pause * 1.5)
            if processor_seconds(pid) > self.limit:
                os.killpg(pid, signal.SIGKILL)


def processor_seconds(group: int) -> float:
    """Return the processor seconds of all running processes of a group, and of their children that have ended."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # It has ended.
            continue
        if int(fields[2]) == group:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def rows(sizes: Sequence[int], desks: Sequence[tuple[float, Mapping[str, Figures | str]]]) -> Iterator[list[str]]:
    """Yield the table: titles, then for each command its figures for each size, and the exponents.

    Parameters
    ----------
    sizes : sequence of int
        The sizes that were asked for.
    desks : sequence
        For each size the number of statements, and for each command its figures, or what became of it.
    """
    names = [*map(size_name, sizes)]
    steps = [f"{one}-{two}" for one, two in pairwise(names)]
    heads = [f"{what} {size}" for size in names for what in ("CPU s", "MB")]
    yield ["command", *heads, *(f"exponent {step}" for step in steps), *(f"net {step}" for step in steps)]
    openings = [seconds_of(figures.get(OPENING, "")) for _, figures in desks]
    for title in dict.fromkeys(title for _, figures in desks for title in figures):
        found = [figures.get(title, "") for _, figures in desks]
        cells = [
            cell
            for one in found
            for cell in ((one, "") if isinstance(one, str) else (f"{one[0]:.2f}", f"{one[1]:.0f}"))
        ]
        gross = [seconds_of(one) for one in found]
        # A time that differs from that of opening by less than 0.02 seconds says nothing about growth.
        net = [
            max(0.0, seconds - opening - 0.02) and seconds - opening
            for seconds, opening in zip(gross, openings, strict=True)
        ]
        counts = [statements for statements, _ in desks]
        yield [title, *cells, *exponents(counts, gross), *exponents(counts, net)]


def seconds_of(found: Figures | str) -> float:
    """Return the seconds, or 0 if there are none."""
    return 0.0 if isinstance(found, str) else found[0]


def exponents(sizes: Sequence[float], seconds: Sequence[float]) -> list[str]:
    """Return the exponents between neighbours: 1 if the time grows as the size does.

    Examples
    --------
    >>> exponents([10, 100, 1000, 10000], [1.0, 10.0, 1000.0, 0.0])
    ['1.00', '2.00', '']
    """
    return [
        f"{math.log(after / before) / math.log(size / smaller):.2f}" if before > 0 and after > 0 else ""
        for (smaller, size), (before, after) in zip(pairwise(sizes), pairwise(seconds), strict=True)
    ]


def size_name(statements: float) -> str:
    """Return a short name of a size.

    Examples
    --------
    >>> [size_name(number) for number in (10_231, 100_700, 1_003_000)]
    ['10k', '101k', '1M']
    """
    return f"{statements / 1e6:.0f}M" if statements >= 999_500 else f"{statements / 1e3:.0f}k"


def markdown(table: Sequence[Sequence[str]]) -> str:
    """Write the table for a page."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table]
    return "\n".join([lines[0], "| --- |" + " ---: |" * (len(table[0]) - 1), *lines[1:]]) + "\n"


def insert(page: Path, table: str) -> None:
    """Replace the table in a page, between its two marks."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition("<!-- table -->\n")
    _, end, after = rest.partition("<!-- end of table -->\n")
    page.write_text(f"{before}{begin}{table}{end}{after}", encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000", help="numbers of statements, separated by commas")
    parser.add_argument("--only", default="", help="a pattern: measure only titles that match it")
    parser.add_argument("--limit", type=float, default=60, help="processor seconds of a command")
    parser.add_argument("--tsv", type=Path, help="write the table to this file, too")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/growth.md, too")
    parser.add_argument("--list", action="store_true", help="print what is measured, as JSON")
    options = parser.parse_args()
    if options.list:
        print(json.dumps(runnable()))
        return
    # In a process of its own: a child is charged with the memory that this process has when it starts.
    listed = subprocess.run([sys.executable, __file__, "--list"], check=True, capture_output=True, text=True).stdout
    lines: dict[str, str] = json.loads(listed)
    desks: list[tuple[float, dict[str, Figures | str]]] = []
    sizes = [int(size) for size in options.sizes.split(",")]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(Path(folder) / "desk", size, options.limit)
            desks.append((desk.statements, {}))
            for title, line in lines.items():
                needed = title in (FIRST, OPENING) or bool(re.search(options.only, title))
                before = desks[-2][1].get(title) if len(desks) > 1 else None
                if needed:
                    desks[-1][1][title] = before if isinstance(before, str) else desk.measure(title, line)
                    print(f"{size_name(size)} {title}: {desks[-1][1][title]}", file=sys.stderr, flush=True)
    table = list(rows(sizes, desks))
    tsv = "".join("\t".join(row) + "\n" for row in table)
    if options.tsv:
        options.tsv.write_text(tsv, encoding="utf-8")
    if options.docs:
        insert(PAGE, markdown(table))
    print(tsv, end="")


if __name__ == "__main__":
    main()
