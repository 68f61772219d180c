"""Measures whole processes: the time of `kg build`, `kg ask` and `kg --help`, and the imports of an answer.

    python benchmarks/commands.py [--runs 7] [--json]

Prints medians of wall-clock and of processor time. On a busy machine, compare processor time. For comparison, it also
measures a Python that does nothing and one that imports rdflib.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = sys.executable
KG = [PYTHON, "-m", "kg"]
#: The commands, and the required wall-clock seconds.
CASES: dict[str, tuple[list[str], float | None]] = {
    "python -c pass": ([PYTHON, "-c", "pass"], None),
    "python -c 'import rdflib'": ([PYTHON, "-c", "import rdflib"], None),
    "kg --help": ([*KG, "--help"], 0.15),
    "kg ask 1 (built)": ([*KG, "ask", "1"], 0.3),
    "kg ask 1 as a table": ([*KG, "ask", "1", "--format", "table"], 0.3),
    "kg why (built)": ([*KG, "why", "UZ", "kg:metUnder", "framework:us-uz-spd"], None),
    "kg build": ([*KG, "build"], 5.0),
}


def measure(command: list[str], environment: dict[str, str], folder: str) -> tuple[float, float]:
    """Run a command; return its wall-clock and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, env=environment, cwd=folder, check=False, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def imports(command: list[str], environment: dict[str, str], folder: str) -> list[tuple[str, float]]:
    """List the imports of a command with the milliseconds of each module, slowest first."""
    run = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    rows = [
        line.split("|") for line in run.stderr.splitlines() if line.startswith("import time:") and "self" not in line
    ]
    found = [(name.strip(), int(own.removeprefix("import time:")) / 1000) for own, _, name in rows]
    return sorted(found, key=lambda item: -item[1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KG_CACHE_DIR": str(Path(folder) / "cache")}
        subprocess.run([*KG, "build"], env=environment, cwd=folder, check=False, capture_output=True)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
        # Round by round, so that a busy minute of the machine falls on all of them.
        for _ in range(options.runs):
            for name, (command, _) in CASES.items():
                times[name].append(measure(command, environment, folder))
        ask = CASES["kg ask 1 (built)"][0]
        modules = imports(ask, environment, folder)
    result = {
        name: {
            "wall_s": round(statistics.median(wall for wall, _ in runs), 3),
            "cpu_s": round(statistics.median(cpu for _, cpu in runs), 3),
            "asked_s": CASES[name][1],
        }
        for name, runs in times.items()
    }
    if options.json:
        print(json.dumps({"runs": options.runs, "commands": result, "imports_of_ask_ms": modules}, indent=1))
        return
    print(f"{'median of ' + str(options.runs):28} {'wall s':>8} {'cpu s':>8} {'asked':>8}")
    for name, figures in result.items():
        asked = f"{figures['asked_s']:8.2f}" if figures["asked_s"] else f"{'':8}"
        print(f"{name:28} {figures['wall_s']:8.3f} {figures['cpu_s']:8.3f} {asked}")
    print(f"\nkg ask imports {len(modules)} modules in {sum(own for _, own in modules):.0f} ms (traced); the slowest:")
    for name, own in modules[:10]:
        print(f"  {own:7.1f} ms  {name}")


if __name__ == "__main__":
    main()
