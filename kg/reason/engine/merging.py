"""Things that are the same: one representative for each group, which replaces all others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.reason.engine.arrays import Ints, first, pack, second
from kg.reason.engine.facts import Found
from kg.reason.engine.run import Run

#: Number of pairs to process together.
_CHUNK = 1024


def merge(run: Run, pairs: Ints, found: Found, above: Found) -> None:
    """Give one representative to things that are the same, and rewrite the facts about the others."""
    changed = []
    for one, other in _apart(run, pairs):
        a, b = run.now(one), run.now(other)
        if a == b:
            continue
        if min(run.values[a], run.values[b]) >= 0:
            if run.values[a] != run.values[b] and not (run.literals[one] and run.literals[other]):
                run.unequal_things[min(one, other), max(one, other)] = None
            continue
        run.own()
        run.merges.append((one, other))
        run.merged_in.append(run.round)
        # A thing that is the same as a literal represents it, because literals cannot be subjects.
        if (run.literals[b], b) < (run.literals[a], a):
            a, b = b, a
        run.values[a] = max(run.values[a], run.values[b])
        group = run.members.setdefault(a, [a])
        moved = run.members.pop(b, [b])
        group.extend(moved)
        run.representative[moved] = a
        run.gave_way[b] = (a, run.round)
        changed.append(b)
    if changed:
        _rewrite(run, changed, found)
        _rename(run, above)


def _apart(run: Run, pairs: Ints) -> Iterator[tuple[int, int]]:
    """Yield pairs that do not have one representative yet; of n things that are the same there are n² pairs."""
    for start in range(0, pairs.size, _CHUNK):
        part = pairs[start : start + _CHUNK]
        part = part[run.representative[first(part)] != run.representative[second(part)]]
        yield from zip(first(part).tolist(), second(part).tolist(), strict=True)


def _rewrite(run: Run, changed: list[int], found: Found) -> None:
    """Replace things by their representatives in all facts."""
    moved = np.array(sorted(changed), np.int64)
    facts = run.facts
    for kind, store in (("relation", facts.relations), ("relation", facts.mirrors), ("class", facts.classes)):
        for key in list(store):
            values = store.get_set(key)
            gone = values.about(moved) if kind == "relation" else moved[values.has(moved)]
            if gone.size:
                facts.remove(kind, key, gone)
                found.setdefault((kind, key), []).append(gone)
    _rename(run, found)


def _rename(run: Run, found: Found) -> None:
    """Replace things by their representatives in facts that are not merged yet."""
    now = run.representative
    for (kind, _), candidates in found.items():
        for number, values in enumerate(candidates):
            if kind == "relation":
                candidates[number] = pack(now[first(values)], now[second(values)])
            else:
                candidates[number] = now[values]
