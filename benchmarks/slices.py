"""Slices by the two clocks: how long it takes to cut the shipped graph to a day and to reason afresh.

    python benchmarks/slices.py [--days 25] [--runs 5] [--json]

Cuts the data to days spread over the years that it speaks of, in one process, and prints medians: of cutting
(judgements and both clocks), of reasoning, and of the whole slice in memory. The first slice of a process is
told apart, since it also loads numpy and closes the ontology's own axioms, which later ones find done. Beside
them stand whole processes: `kg ask --at` where the slice has to be built, and where it is on disk already.
Processor time is what to compare on a machine that does other things meanwhile.
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from kg import build, sources
from kg.accept import less_rejected
from kg.clocks import holding_at, known_by
from kg.load import Loaded
from kg.reason import materialise
from kg.sources import Project

Made = TypeVar("Made")
#: Milliseconds that were asked for, of cutting and reasoning together.
ASKED = 50
FIRST, LAST = datetime.date(2012, 1, 1), datetime.date(2026, 11, 22)
ASK = [sys.executable, "-m", "kg.cli", "ask", "post-holders", "--known-by", "2024-12-31"]


def spread(number: int) -> Iterator[datetime.date]:
    """Yield days over the years of the data, the same ones each time."""
    step = (LAST - FIRST) / number
    return (FIRST + step * place for place in range(1, number + 1))


def timed(do: Callable[[], Made]) -> tuple[Made, float, float]:
    """Run something; return what it made, and its wall-clock and its processor milliseconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = do()
    return made, (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def measure(project: Project, loaded: Loaded, day: datetime.date) -> dict[str, tuple[float, float]]:
    """Cut and reason once, step by step, and once more as a build does it."""

    def cut() -> frozenset[object]:
        told = known_by(loaded.parsed, day)
        accepted = holding_at(told, less_rejected(told), day).accepted
        return frozenset(triple for file in accepted for triple in file.triples)

    triples, *accepting = timed(cut)
    _, *reasoning = timed(lambda: materialise(triples))  # type: ignore[arg-type]
    selection = build.Selection(at=day, known_by=day)
    _, *whole = timed(lambda: build.assemble(project, loaded, selection))
    return {
        "cut": (accepting[0], accepting[1]),
        "reason": (reasoning[0], reasoning[1]),
        "cut and reason": (accepting[0] + reasoning[0], accepting[1] + reasoning[1]),
        "slice in memory": (whole[0], whole[1]),
    }


def process(day: datetime.date, environment: dict[str, str], folder: str) -> tuple[float, float]:
    """Ask in a process of its own; return its wall-clock and its processor milliseconds."""
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
    project = sources.find_project(sources.shipped_root())
    loaded = build.parse_project(project)
    rows: dict[str, list[tuple[float, float]]] = {}
    for place, day in enumerate(spread(options.days + 1)):
        for name, figures in measure(project, loaded, day).items():
            rows.setdefault(f"{name}, first of a process" if place == 0 else name, []).append(figures)
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
    print(f"{triples} triples in {len(loaded.parsed)} files; cutting and reasoning are to take less than {ASKED} ms\n")
    print(f"{'median':42} {'wall ms':>9} {'cpu ms':>9} {'runs':>6}")
    for name, figures in sorted(result.items(), key=lambda item: ("first" in item[0], "kg" in item[0])):
        print(f"{name:42} {figures['wall_ms']:9.1f} {figures['cpu_ms']:9.1f} {figures['runs']:6}")


if __name__ == "__main__":
    main()
