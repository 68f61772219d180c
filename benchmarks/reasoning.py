"""Compares reasoners: kg, sparq-rdf, reasonable and owlrl.

    python benchmarks/reasoning.py [--sizes 500,10000,100000,1000000] [--turtle] [--lubm FOLDER] [--data FILE]
                                   [--runs 5] [--no-cases] [--json]

Every engine runs in a process of its own. The engines alternate, so that a busy minute of the machine affects all of
them. Figures are medians: the seconds of loading, of inference, of returning the inferred triples (as numbers for kg,
as its own terms otherwise) and of the whole process, and its maximum memory. On a busy machine, compare processor time
(``_cpu_s``, of all threads); the ratios with targets are given for both. For kg, it also measures a proof (over 2,000
random inferences), the removal and the addition of one source (the last thousandth of the triples, at least ten; and
the same with one owl:sameAs), the first reading of everything after them, and pyoxigraph's parse of the same file, for
comparison with loading. Whole processes of kg and sparq-rdf are also measured without this program's own imports
(``bare``), and so is one that only imports numpy and pyoxigraph: no process of kg that infers is faster. Small
ontologies that are hard in one way (`ontologies.py`) follow. Numbers of inferred triples differ: kg leaves out what
holds for everything (``x a owl:Thing``, ``x owl:sameAs x``), and counts each triple once.

``--lubm FOLDER`` adds the Lehigh University Benchmark: a folder with ``univ-bench.owl`` and ``lubm1.nt.xz``.
``--turtle`` also measures each synthetic graph as Turtle.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import lzma
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import diplomatic
import ontologies

Figures = dict[str, float]
#: Maximum number of triples for each engine.
LIMITS = {"kg": 10**9, "sparq-rdf": 10**9, "reasonable": 150_000, "owlrl": 600}
MODULES = {"kg": "kg", "sparq-rdf": "sparq", "reasonable": "reasonable", "owlrl": "owlrl"}
PROOFS = 2000
#: Targets by size: how many times faster kg reasons than sparq-rdf, and the ratio of their whole processes.
SPARQ: dict[int, float] = {10_000: 2, 100_000: 8, 1_000_000: 15}
SPARQ_PROCESS: dict[int, float] = {0: 2.5, 10_000: 1, 100_000: 0.8}
#: The longest time for a chain of five links, in seconds.
CHAIN = 0.15


@contextlib.contextmanager
def timed(figures: Figures, name: str) -> Iterator[None]:
    """Measure the time of a block."""
    start, cpu = time.perf_counter(), time.process_time()
    yield
    figures[name] = time.perf_counter() - start
    figures[name.removesuffix("_s") + "_cpu_s"] = time.process_time() - cpu


def peak() -> float:
    """Return the maximum memory used so far, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss, which starts at what the parent process held.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_kg(path: str, proofs: bool) -> Figures:
    """Load, reason and read out with kg."""
    from kg.reason.closures.closing import close_encoded
    from kg.reason.readers.files import read_file

    figures: Figures = {}
    with timed(figures, "load_s"):
        encoded = read_file(path)
    loaded = peak()
    with timed(figures, "reason_s"):
        closure = close_encoded(encoded)
    figures["reason_mb"] = peak() - loaded
    with timed(figures, "hand_over_s"):
        figures["inferred"] = sum(subjects.size for _, subjects, _ in closure.inferred_columns())
    figures["peak_mb"] = peak()
    if proofs:
        figures |= explain(closure)
        figures |= change(closure)
        figures |= parse(path)
    return figures


def explain(closure: Any) -> Figures:
    """Time proofs of random inferences, and separately the indexes."""
    from kg.reason.proofs.search import proof_search

    rnd = random.Random(1)
    columns = list(closure.inferred_columns())
    term = closure.encoded.term
    goals = []
    for predicate, subjects, objects in rnd.choices(columns, [s.size for _, s, _ in columns], k=PROOFS):
        row = rnd.randrange(subjects.size)
        goals.append((term(int(subjects[row])), term(predicate), term(int(objects[row]))))
    figures: Figures = {}
    tracer = proof_search(closure)
    with timed(figures, "explain_index_s"):
        tracer.prepare()
    times, missing = [], 0
    for goal in goals:
        # Processor time of this thread, because a time slice of another process is longer than any proof.
        start = time.thread_time()
        proof = tracer.prove(goal)
        times.append(time.thread_time() - start)
        missing += proof is None
    times.sort()
    return figures | {
        "explain_median_ms": 1000 * times[len(times) // 2],
        "explain_p99_ms": 1000 * times[len(times) * 99 // 100],
        "explain_max_ms": 1000 * times[-1],
        "explain_missing": missing,
    }


def change(closure: Any) -> Figures:
    """Time the removal and the addition of one source: the last thousandth of the triples, also with one sameAs."""
    import numpy as np
    import pyoxigraph as ox

    from kg.reason.closures.change import changed
    from kg.reason.closures.closing import close_encoded

    encoded, term = closure.encoded, closure.encoded.term
    size = len(encoded)
    part = min(max(10, size // 1000), size)
    rest, source = (encoded.dictionary.number(f"<urn:benchmark:{name}>") for name in ("rest", "source"))
    same = np.flatnonzero(encoded.predicate == closure.same_as)
    figures: Figures = {"change_triples": part}
    for name, more in (("source", same[:0]), ("same", same[same.size // 2 :][:1])):
        rows = np.unique(np.r_[np.arange(size - part, size), more])
        encoded.graph = np.full(size, rest, np.int32)
        encoded.graph[rows] = source
        columns = (column[rows].tolist() for column in (encoded.subject, encoded.predicate, encoded.object))
        quads = [ox.Quad(*map(term, row), term(source)) for row in zip(*columns, strict=True)]
        with timed(figures, "full_s"):
            again = close_encoded(encoded)
        with timed(figures, f"remove_{name}_s"):
            less = changed(again, remove_graphs=[term(source)])
        with timed(figures, f"add_{name}_s"):
            back = changed(less, quads)
        # The first reading also merges what was changed; the second shows what reading alone takes.
        for times in ("first", "again"):
            with timed(figures, f"read_{name}_{times}_s"):
                sum(subjects.size for _, subjects, _ in back.inferred_columns())
        figures[f"change_{name}_facts"] = len(again) - len(less)
        assert len(back) == len(again)
    return figures


def parse(path: str) -> Figures:
    """Time pyoxigraph's parse of the same file: of quads, and with their terms read."""
    import pyoxigraph as ox

    figures: Figures = {}
    with timed(figures, "parse_s"):
        for _ in ox.parse(path=path):
            pass
    with timed(figures, "parse_with_terms_s"):
        for quad in ox.parse(path=path):
            _ = quad.subject, quad.predicate, quad.object
    return figures


def run_sparq(path: str, _: bool) -> Figures:
    """Load and reason with sparq-rdf, which does not return its closure."""
    import sparq

    figures: Figures = {}
    with timed(figures, "load_s"):
        graph = sparq.Graph.load(Path(path))
    loaded = peak()
    with timed(figures, "reason_s"):
        figures["inferred"] = graph.reason("owl")
    return figures | {"reason_mb": peak() - loaded, "peak_mb": peak()}


def run_reasonable(path: str, _: bool) -> Figures:
    """Load and reason with reasonable, which returns the triples as part of reasoning."""
    import reasonable

    figures: Figures = {}
    reasoner = reasonable.PyReasoner()
    with tempfile.TemporaryDirectory() as folder:
        # It reads N-Triples only under the name of Turtle.
        link = Path(folder) / "data.ttl"
        link.symlink_to(Path(path).absolute())
        with timed(figures, "load_s"):
            reasoner.load_file(str(link))
    loaded = peak()
    with timed(figures, "reason_s"):
        figures["inferred"] = len(reasoner.reason())
    return figures | {"reason_mb": peak() - loaded, "peak_mb": peak()}


def run_owlrl(path: str, _: bool) -> Figures:
    """Load and reason with owlrl, over rdflib."""
    import owlrl
    import rdflib

    figures: Figures = {}
    with timed(figures, "load_s"):
        graph = rdflib.Graph().parse(path)
    loaded, before = peak(), len(graph)
    with timed(figures, "reason_s"):
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return figures | {"inferred": len(graph) - before, "reason_mb": peak() - loaded, "peak_mb": peak()}


#: The same as `run_kg` and `run_sparq`, for processes that import nothing else.
BARE = {
    "kg": """
import sys
from kg.reason.closures.closing import close_encoded
from kg.reason.readers.files import read_file
print(sum(subjects.size for _, subjects, _ in close_encoded(read_file(sys.argv[1])).inferred_columns()))
""",
    "sparq-rdf": """
import sys, sparq
from pathlib import Path
print(sparq.Graph.load(Path(sys.argv[1])).reason("owl"))
""",
}
ENGINES: dict[str, Callable[[str, bool], Figures]] = {
    "kg": run_kg, "sparq-rdf": run_sparq, "reasonable": run_reasonable, "owlrl": run_owlrl,
}  # fmt: skip


def in_process(engine: str, path: Path, *, proofs: bool = False) -> Figures:
    """Run one engine in a process of its own."""
    command = [sys.executable, __file__, "--engine", engine, "--data", str(path), *(["--proofs"] if proofs else [])]
    output, figures = _timed_process(command, "process")
    return {**json.loads(output), **figures}


def bare(engine: str, path: Path) -> Figures:
    """Run one engine in a process that imports nothing else."""
    return _timed_process([sys.executable, "-c", BARE[engine], str(path)], "bare")[1] if engine in BARE else {}


def imports() -> Figures:
    """Run a process that only imports the libraries that kg needs."""
    return _timed_process([sys.executable, "-c", "import numpy, pyoxigraph"], "imports")[1]


def _timed_process(command: list[str], name: str) -> tuple[str, Figures]:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout, {f"{name}_s": wall, f"{name}_cpu_s": _seconds(after) - _seconds(before)}


def _seconds(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def compare(path: Path, size: int, runs: int) -> dict[str, Figures]:
    """Run all engines that are installed and take the size, and return their medians."""
    engines = [name for name, limit in LIMITS.items() if size <= limit and importlib.util.find_spec(MODULES[name])]
    rounds: dict[str, list[Figures]] = {name: [] for name in engines}
    for _ in range(runs):
        for name in engines:
            rounds[name].append({**in_process(name, path), **bare(name, path), **(imports() if name == "kg" else {})})
    medians = {name: _medians(found) for name, found in rounds.items()}
    # Proofs run in separate processes, because their indexes would count as memory of inference.
    extra = _medians([in_process("kg", path, proofs=True) for _ in range(min(runs, 3))])
    medians["kg"] |= {
        key: value
        for key, value in extra.items()
        if key.startswith(("explain", "parse", "change", "remove", "add", "read", "full"))
    }
    return medians


def _medians(rounds: list[Figures]) -> Figures:
    return {key: statistics.median(figures[key] for figures in rounds) for key in rounds[0]}


def targets(size: int, medians: dict[str, Figures], path: Path, unit: str = "_s") -> dict[str, tuple[float, str, bool]]:
    """Return the targets: the figure, the target, and whether it was met; ``unit`` is _s or _cpu_s."""
    own = medians["kg"]
    found: dict[str, tuple[float, str, bool]] = {}

    def aim(name: str, reached: float, sign: str, bound: float) -> None:
        found[name] = (round(reached, 3), f"{sign} {bound}", reached >= bound if sign == "≥" else reached <= bound)

    text = path.suffix in (".nt", ".nq")
    aim("load ÷ pyoxigraph's parse", own["load" + unit] / own["parse" + unit], "≤", 1 if text else 2)
    aim("load ÷ parse with its terms read", own["load" + unit] / own["parse_with_terms" + unit], "≤", 1 if text else 2)
    aim("proof, 99th percentile, ms", own["explain_p99_ms"], "≤", 1)
    if size >= 1_000_000:
        for what, bound in (("source", 0.1), ("same", 0.2)):
            called = "a source" if what == "source" else "a source with owl:sameAs"
            aim(f"removal of {called} ÷ a full run", own[f"remove_{what}{unit}"] / own["full" + unit], "≤", bound)
            aim(f"addition of {called} ÷ a full run", own[f"add_{what}{unit}"] / own["full" + unit], "≤", bound)
    for name, other in medians.items():
        if name == "kg":
            continue
        faster = _at({"sparq-rdf": SPARQ, "reasonable": {100_000: 50}}.get(name, {}), size)
        aim(f"{name}'s reasoning ÷ kg's", other["reason" + unit] / own["reason" + unit], "≥", faster)
        if "bare" + unit in other:
            most = 1 if path.name.startswith("lubm") else _at(SPARQ_PROCESS, size)
            aim(f"kg's whole process ÷ {name}'s", own["bare" + unit] / other["bare" + unit], "≤", most)
        else:
            aim(f"kg's whole process ÷ {name}'s", own["process" + unit] / other["process" + unit], "≤", 1)
    if size >= 1_000_000:
        aim("memory above what is loaded, MB", own["reason_mb"], "≤", 200)
    return found


def _at(bounds: dict[int, float], size: int) -> float:
    """Return the bound of the greatest size that is not above a size; 1 if there is none."""
    return max(((least, bound) for least, bound in bounds.items() if size >= least), default=(0, 1.0))[1]


Aims = dict[str, tuple[float, str, bool]]


def report(title: str, medians: dict[str, Figures], aims: Aims, cpu: Aims) -> None:
    """Print one comparison."""
    print(f"\n{title}")
    columns = ("load_s", "reason_s", "reason_cpu_s", "hand_over_s", "process_cpu_s", "bare_s", "bare_cpu_s",
               "reason_mb", "peak_mb", "inferred")  # fmt: skip
    print(f"{'':12}" + "".join(f"{name:>14}" for name in columns))
    for name, figures in medians.items():
        cells = (f"{figures[key]:14.4g}" if key in figures else f"{'-':>14}" for key in columns)
        print(f"{name:12}" + "".join(cells))
    own = medians["kg"]
    proofs = {key.removeprefix("explain_"): value for key, value in own.items() if "explain" in key}
    print("proofs: " + ", ".join(f"{key} {value:.3g}" for key, value in proofs.items()))
    print(f"a source of {own['change_triples']:g} triples, processor time; a full run takes {own['full_cpu_s']:.3g} s:")
    for what in ("source", "same"):
        figures = f"removal {own[f'remove_{what}_cpu_s']:.3g} s, addition {own[f'add_{what}_cpu_s']:.3g} s"
        print(f"  {'with owl:sameAs: ' * (what == 'same')}{own[f'change_{what}_facts']:g} facts, {figures}")
    first, again = own["read_source_first_cpu_s"], own["read_source_again_cpu_s"]
    print(f"  then reading all that is inferred {first:.3g} s, and again {again:.3g} s")
    least = ", ".join(
        f"{own['imports_cpu_s'] / found['bare_cpu_s']:.2f} of the process of {name}"
        for name, found in medians.items()
        if name != "kg" and "bare_cpu_s" in found
    )
    print(f"importing numpy and pyoxigraph takes {own['imports_cpu_s']:.3g} s of processor time: {least}")
    _print_aims(aims, cpu)


def _print_aims(aims: Aims, cpu: Aims) -> None:
    for name, (reached, wanted, met) in aims.items():
        told = "reached" if met else "MISSED"
        print(f"  {told:8} {name}: {reached:g}; in processor time {cpu[name][0]:g} (aim {wanted})")


def cases(folder: Path, runs: int) -> dict[str, dict[str, Figures]]:
    """Measure the ontologies that are hard in one way, with kg and sparq-rdf."""
    results = {}
    for name, lines in ontologies.CASES.items():
        path = folder / "case.nt"
        path.write_text("".join(f"{line} .\n" for line in lines()), encoding="utf-8")
        engines = [engine for engine in BARE if importlib.util.find_spec(MODULES[engine])]
        rounds: dict[str, list[Figures]] = {engine: [] for engine in engines}
        for _ in range(runs):
            for engine in engines:
                rounds[engine].append(in_process(engine, path))
        results[name] = {engine: _medians(found) for engine, found in rounds.items()}
    return results


def report_cases(results: dict[str, dict[str, Figures]]) -> None:
    """Print the ontologies that are hard in one way."""
    print("\nontologies that are hard in one way, processor time of inference")
    for name, medians in results.items():
        figures = ", ".join(
            f"{engine} {found['reason_cpu_s']:.3g} s, {found['peak_mb']:.0f} MB" for engine, found in medians.items()
        )
        own, other = medians["kg"]["reason_cpu_s"], medians.get("sparq-rdf", {}).get("reason_cpu_s")
        if "chain" in name:
            print(f"  {'reached' if own <= CHAIN else 'MISSED':8} {name}: {figures} (aim ≤ {CHAIN} s)")
        elif other is not None:
            print(f"  {'reached' if own <= other else 'MISSED':8} {name}: {figures} (aim: not slower)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="500,10000,100000,1000000", help="triples of the synthetic graphs")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a file of your own, or several")
    parser.add_argument("--turtle", action="store_true", help="also measure the synthetic graphs as Turtle")
    parser.add_argument("--lubm", type=Path, help="a folder with univ-bench.owl and lubm1.nt.xz")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-cases", action="store_true", help="leave out the ontologies that are hard in one way")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--proofs", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(ENGINES[options.engine](str(options.data[0]), options.proofs), default=float))
        return
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = list(options.data)
        for size in [] if options.data else map(int, options.sizes.split(",")):
            files.append(Path(folder) / f"diplomatic-{size}.nt")
            diplomatic.write(size, files[-1])
            if options.turtle:
                files.append(turtle(files[-1]))
        if options.lubm:
            files.append(lubm(options.lubm, Path(folder) / "lubm1.nt"))
        for path in files:
            size = _size(path)
            medians = compare(path, size, options.runs)
            aims = targets(size, medians, path)
            cpu = targets(size, medians, path, "_cpu_s")
            results[path.name] = {"triples": size, "medians": medians, "targets": aims, "targets_cpu": cpu}
            if not options.json:
                report(f"{path.name}: {size} triples, medians of {options.runs}", medians, aims, cpu)
        if not options.no_cases:
            results["cases"] = cases(Path(folder), options.runs)
            if not options.json:
                report_cases(results["cases"])
    if options.json:
        print(json.dumps(results, indent=1, ensure_ascii=False))


def turtle(path: Path) -> Path:
    """Write a file as Turtle, with prefixes, and the statements about a subject together."""
    import pyoxigraph as ox

    result = path.with_suffix(".ttl")
    rows = sorted(ox.parse(path=str(path)), key=lambda quad: (str(quad.subject), str(quad.predicate)))
    prefixes = {"d": diplomatic.BASE, "rdf": diplomatic.RDF, "rdfs": diplomatic.RDFS, "owl": diplomatic.OWL}
    ox.serialize((quad.triple for quad in rows), str(result), format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return result


def lubm(folder: Path, result: Path) -> Path:
    """Write schema and data of the Lehigh University Benchmark into one file of N-Triples."""
    import pyoxigraph as ox

    with result.open("wb") as file:
        schema = ox.parse(path=str(folder / "univ-bench.owl"), format=ox.RdfFormat.RDF_XML)
        ox.serialize((quad.triple for quad in schema), file, format=ox.RdfFormat.N_TRIPLES)
        with lzma.open(folder / "lubm1.nt.xz") as data:
            file.write(data.read())
    return result


def _size(path: Path) -> int:
    import pyoxigraph as ox

    return sum(1 for _ in ox.parse(path=str(path)))


if __name__ == "__main__":
    main()
