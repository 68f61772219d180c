"""Checks the proof of every inferred statement of the shipped graph and of generated desks: ``make check-proofs``."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from checker import Files, faults
from desks import write_desk

import kg
from kg.graph import KnowledgeGraph
from kg.project.paths import shipped_root
from kg.rdf.model import INFERRED, plain


def explanations(graph: KnowledgeGraph, each: int = 1, limit: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the JSON of the explanation of every inferred statement, or of one of some."""
    quads = sorted(graph.snapshot.store.quads_for_pattern(None, None, None, INFERRED), key=str)
    for quad in quads[::each]:
        s, p, o = plain(quad)
        if isinstance(s, ox.NamedNode):
            yield json.loads(json.dumps(graph.why(s, p, o, limit=limit).as_dict()))


def check(graph: KnowledgeGraph, texts: Path | None = None, each: int = 1) -> tuple[Counter[str], list[str]]:
    """Check the proofs of a graph; return what was checked, and the faults."""
    project = graph.project
    files = Files.of(project.root, shipped_root(), background=project.background, texts=texts)
    counts: Counter[str] = Counter()
    found: list[str] = []
    # Of some statements also other proofs, because `kg why --all` shows them.
    every = itertools.chain(explanations(graph, each), explanations(graph, each * 40, limit=3))
    for explanation in every:
        todo = [proof for proof in (explanation["proof"], *explanation["other_proofs"]) if proof]
        counts["proofs"] += len(todo)
        while todo:
            step = todo.pop()
            counts["leaves" if step["rule"] is None else "steps"] += 1
            counts["axioms"] += len(step.get("axioms", ()))
            counts["passages"] += sum(bool(citation["passage"]) for citation in step.get("citations", ()))
            counts["checked against the text"] += step.get("evidence") == "checked"
            counts[str(step["rule"] or "leaf")] += 1
            todo += step.get("premises", ())
        found += [f"{explanation['triple']['text']}: {fault}" for fault in faults(explanation, files)]
    return counts, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desks", type=int, default=20, help="number of desks")
    parser.add_argument("--first", type=int, default=1, help="seed of the first desk")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    faulty = 0
    with tempfile.TemporaryDirectory() as folder:
        graphs = [("the shipped graph", None)] + [
            (f"desk {seed}", write_desk(Path(folder, str(seed)), seed))
            for seed in range(arguments.first, arguments.first + arguments.desks)
        ]
        for name, root in graphs:
            began = time.monotonic()
            graph = kg.open(root or shipped_root())
            counts, found = check(graph, None if root is None else root / "texts")
            total += counts
            faulty += len(found)
            says = ", ".join(f"{counts[key]:,} {key}" for key in ("proofs", "steps", "axioms", "leaves", "passages"))
            print(f"{name}: {says}; {len(found)} faults ({time.monotonic() - began:.0f} s)", flush=True)
            for fault in found[:20]:
                print(f"  {fault}")
    keys = ("proofs", "steps", "axioms", "leaves", "checked against the text", "passages")
    print(f"in all: {', '.join(f'{total[key]:,} {key}' for key in keys)}; {faulty} faults")
    rules = ", ".join(f"{rule} {count}" for rule, count in total.most_common() if rule not in (*keys, "leaf"))
    print(f"rules: {rules}")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
