"""What cannot all be true → findings that say it in words, and where each part of it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyoxigraph as ox

from kg.errors import Finding
from kg.rdf.model import Triple
from kg.rdf.positions import line_of_statement
from kg.reason import Inferences
from kg.store.sentences import sentence
from kg.store.snapshot import Snapshot

#: Clashes by one rule that are written out; how many more there are is said.
MOST = 10
#: Places that are named for one statement.
_PLACES = 3


def clash_findings(
    inferences: Inferences, snapshot: Snapshot, texts: Mapping[str, tuple[str, str]]
) -> Iterator[Finding]:
    """Say what clashes, each statement with the places of those that it follows from.

    Parameters
    ----------
    inferences : kg.reason.Inferences
        Its clashes, by rule, and their proofs.
    snapshot : Snapshot
        The graph in which they are.
    texts : mapping of str to (str, str)
        For each of its named graphs the path and the text of its file, in the order of loading.

    Yields
    ------
    Finding
        At the place of a statement that was loaded last: what a project adds to what is shipped.
    """
    for rule, group in groupby(inferences.inconsistencies, key=lambda clash: clash.rule):
        found = list(group)
        for clash in found[:MOST]:
            if clash.message:
                yield Finding("inconsistent", clash.message)
                continue
            refutation = inferences.refute(clash)
            proofs = {proof.triple: proof for proof in refutation.premises} if refutation else {}
            told: list[tuple[int, str, int | None]] = []
            parts = []
            for premise in clash.premises:
                leaves = proofs[premise].leaves() if premise in proofs else (premise,)
                places = [p for leaf in leaves for p in _places(leaf, snapshot, texts)]
                told += places
                parts.append(f"{sentence(snapshot, premise)}{_written(places)}")
            subject = clash.premises[0][0]
            _, path, line = max(told, key=lambda place: place[0], default=(0, None, None))
            yield Finding(
                "inconsistent",
                f"cannot all be true by {rule}: {', and '.join(parts)}",
                path=path,
                line=line,
                focus=subject.value if isinstance(subject, ox.NamedNode) else None,
                remedy="correct the one that is wrong; kg why on each shows how it follows",
            )
        if (more := len(found) - MOST) > 0:
            yield Finding("inconsistent", f"{more} more by {rule}, of the same kind, are not listed")


def _places(
    triple: Triple, snapshot: Snapshot, texts: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[int, str, int | None]]:
    """Yield where an asserted triple is told: the rank of the file in the order of loading, its path, the line."""
    for graph in snapshot.told_in(triple):
        path, text = texts[graph]
        yield list(texts).index(graph), path, line_of_statement(text, triple, snapshot.manifest.prefixes)


def _written(places: Iterable[tuple[int, str, int | None]]) -> str:
    names = list(dict.fromkeys(f"{path}:{line}" if line else path for _, path, line in places))
    if not names:
        return ""
    more = len(names) - _PLACES
    return f" ({', '.join(names[:_PLACES])}{f' and {more} more' if more > 0 else ''})"
