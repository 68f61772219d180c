"""Measures slices by valid time and knowledge time: cutting the shipped graph to a day and rerunning inference.

    python benchmarks/slices.py [--days 25] [--runs 5] [--json]

Cuts the data to days spread over its years, by one kind of time and by both, in one process. Prints medians of
acceptance (judgements and times), of inference, of both together, and of the whole slice in memory. The first slice of
a process is listed separately, because it also loads numpy and computes the closure of the ontology. Also measures
whole processes: `kg ask --at` with a slice that must be built, and with one on disk. On a busy machine, compare
processor time.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.build.assemble import assemble
from kg.load.files import load_project
from kg.load.parsed import LoadedFiles
from kg.project import project as sources
from kg.project.find import find_project
from kg.project.project import Project
from kg.store.scope import Scope

#: The required milliseconds for acceptance and inference together.
ASKED = 50
FIRST, LAST = datetime.date(2012, 1, 1), datetime.date(2026, 11, 22)
ASK = [sys.executable, "-m", "kg", "ask", "post-holders", "--known-by", "2024-12-31"]


def spread(number: int) -> Iterator[datetime.date]:
    """Yield days over the years of the data; always the same ones."""
    step = (LAST - FIRST) / number
    return (FIRST + step * place for place in range(1, number + 1))


def measure(project: Project, loaded: LoadedFiles, scope: Scope) -> dict[str, tuple[float, float]]:
    """Make a slice in memory, as a build does, and time its steps by its progress messages."""
    moments: list[tuple[float, float]] = []

    def moment(_: str = "") -> None:
        moments.append((time.perf_counter() * 1000, time.process_time() * 1000))

    assemble(project, loaded, scope, progress=moment)
    moment()
    start, accepted, reasoned, end = moments

    def between(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
        return (other[0] - one[0], other[1] - one[1])

    return {
        "accept": between(start, accepted),
        "reason": between(accepted, reasoned),
        "accept and reason": between(start, reasoned),
        "whole slice in memory": between(start, end),
    }


def process(day: datetime.date, environment: dict[str, str], folder: str) -> tuple[float, float]:
    """Answer a question in a new process; return its wall-clock and its processor milliseconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*ASK, "--at", str(day)], env=environment, cwd=folder, check=True, capture_output=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, cpu * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=25, help="how many slices")
    parser.add_argument("--runs", type=int, default=5, help="how many processes")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    project = find_project(sources.shipped_root())
    loaded = load_project(project)
    rows: dict[str, list[tuple[float, float]]] = {}
    for place, day in enumerate(spread(options.days + 1)):
        clocks = {"--at": Scope(at=day), "--at and --known-by": Scope(at=day, known_by=day)}
        for name, scope in clocks.items():
            for step, figures in measure(project, loaded, scope).items():
                first = ", first of a process" if place == 0 and name == "--at" else ""
                rows.setdefault(f"{name}: {step}{first}", []).append(figures)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KG_CACHE_DIR": str(Path(folder) / "cache")}
        for day in spread(options.runs):
            for name in ("kg ask --at, to be built", "kg ask --at, on disk"):
                rows.setdefault(name, []).append(process(day, environment, folder))
    result = {
        name: {
            "wall_ms": round(statistics.median(wall for wall, _ in runs), 1),
            "cpu_ms": round(statistics.median(cpu for _, cpu in runs), 1),
            "runs": len(runs),
        }
        for name, runs in rows.items()
    }
    triples = sum(len(file.triples) for file in loaded.parsed)
    if options.json:
        print(json.dumps({"triples": triples, "asked_ms": ASKED, "slices": result}, indent=1))
        return
    print(f"{triples} triples in {len(loaded.parsed)} files; to accept and reason is to take less than {ASKED} ms\n")
    print(f"{'median':58} {'wall ms':>9} {'cpu ms':>9} {'runs':>6}")
    for name, figures in sorted(
        result.items(), key=lambda item: ("first" in item[0], "kg" in item[0], "known" in item[0])
    ):
        print(f"{name:58} {figures['wall_ms']:9.1f} {figures['cpu_ms']:9.1f} {figures['runs']:6}")


if __name__ == "__main__":
    main()
