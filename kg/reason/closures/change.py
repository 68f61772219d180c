"""Updates of closures: triples and whole sources are added and removed without a new run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.closures.given import Given, Pairs
from kg.reason.closures.schema import about_schema
from kg.reason.closures.translation import literal_values, typed_literals
from kg.reason.engine import retraction, rounds
from kg.reason.engine.arrays import EMPTY, Ints, Mask, contains, distinct, first, located, pack, ranges, second
from kg.reason.engine.facts import Delta
from kg.reason.engine.run import Run
from kg.reason.engine.sets import marks
from kg.reason.readers.encoded import DEFAULT_GRAPH, Encoded
from kg.reason.readers.triples import more_of
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.vocabulary import SAME_AS, TYPE

#: The share of changed triples beyond which the closure is computed anew.
_MOST = 0.1


def changed(
    closure: Closure,
    add: Iterable[Any] = (),
    remove: Iterable[Any] = (),
    remove_graphs: Iterable[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = (),
) -> Closure:
    r"""Return the closure of the same triples with some added or removed.

    All triples that may depend on a removed triple are deleted, and those that still follow are derived again
    (Gupta, Mumick and Subrahmanian, "Maintaining views incrementally", SIGMOD 1993). Things that may not be the same
    any more are taken apart, and all facts about them deleted with the others. If the schema changes, or many triples,
    or if the things that are or were the same are mentioned by the schema, the closure is computed anew.

    Parameters
    ----------
    closure : Closure
        It does not change.
    add : iterable of triples or quads, optional
        pyoxigraph terms.
    remove : iterable of triples or quads, optional
        A triple is removed from all graphs, a quad from one.
    remove_graphs : iterable of graph names, optional
        Graphs to remove; a triple that another graph also states remains.

    Returns
    -------
    Closure
        The same triples as those of a new run. One exception: if contradictory data make a thing equal to two values,
        either value may be chosen.

    Raises
    ------
    UsageError
        If a term is in a place of a triple where it is not allowed.

    Examples
    --------
    >>> from kg.reason.readers.triples import from_triples
    >>> from kg.rdf import terms
    >>> is_in, kind = ox.NamedNode("urn:in"), ox.NamedNode(f"{terms.OWL}TransitiveProperty")
    >>> a, b, c = (ox.NamedNode(f"urn:{name}") for name in "abc")
    >>> closure = close_encoded(from_triples([(is_in, TYPE, kind), (a, is_in, b)]))
    >>> more = changed(closure, add=[(b, is_in, c)])
    >>> list(more.lines()), list(changed(more, remove=[(a, is_in, b)]).lines())
    (['<urn:a> <urn:in> <urn:c> .\n'], [])
    """
    old = closure.encoded
    dropped = _dropped(old, remove, remove_graphs)
    kept = old.edited(dropped) if dropped.size else old
    gone = _less(closure.rows, old, dropped, kept)
    add = list(add)
    more = more_of(kept, add) if add else None
    new = kept if more is None else kept.edited(EMPTY, more)
    stated = {} if more is None else _by_predicate(more, np.arange(len(more)))
    come = {p: distinct(pairs[~closure.rows.find(p, pairs)]) for p, pairs in stated.items()}
    come = {p: pairs for p, pairs in come.items() if pairs.size}
    given = Given(new, closure.rows, gone, stated)
    if not gone and not come:
        return _over(closure, new, closure.run, given)
    run = None if _needs_all(closure, new, gone, come) else _adapted(closure, new, given, gone, come)
    if run is None or run.unequal_things or _breaks_twice(closure, run):
        # If a thing would have to be two values, the one that was found first is chosen.
        return close_encoded(new)
    result = _over(closure, new, run, given)
    return close_encoded(new) if come and about_schema(result) else result


def _breaks_twice(closure: Closure, run: Run) -> bool:
    """Return whether things that broke rules became the same, and so may break them once."""
    if run.merges == closure.run.merges:
        return False
    broken = (number for _, binding in run.broken for number in binding.values())
    return bool(run.unequal) or any(run.now(number) != number for number in broken)


def _over(closure: Closure, encoded: Encoded, run: Run, given: Given) -> Closure:
    ill_typed = closure.ill_typed
    if len(encoded.dictionary.texts) > closure.run.literals.size:
        ill_typed = literal_values(encoded).ill_typed
    return Closure(encoded, run, closure.rules, given, ill_typed, closure.axioms, closure.extra)


def _dropped(encoded: Encoded, remove: Iterable[Any], graphs: Iterable[Any]) -> Ints:
    """Return the rows to remove."""
    dropped = [EMPTY]
    dropped += [encoded.rows_of(number) for graph in graphs if (number := _graph(encoded, graph)) is not None]
    rows = [tuple(row) for row in remove]
    if not rows:
        return distinct(np.concatenate(dropped))
    subjects = [n for row in rows if (n := encoded.find(row[0])) is not None]
    candidates = np.flatnonzero(_marked(encoded, subjects)[encoded.subject])
    places: dict[tuple[int, int, int], list[int]] = {}
    columns = (encoded.subject, encoded.predicate, encoded.object)
    for place, s, p, o in zip(candidates.tolist(), *(column[candidates].tolist() for column in columns), strict=True):
        places.setdefault((s, p, o), []).append(place)
    for row in rows:
        numbers = tuple(map(encoded.find, row[:3]))
        found = places.get(numbers, [])  # type: ignore[arg-type]
        if len(row) == 4:
            graph = _graph(encoded, row[3])
            found = [n for n in found if graph == (DEFAULT_GRAPH if encoded.graph is None else encoded.graph[n])]
        dropped.append(np.array(found, np.int64))
    return distinct(np.concatenate(dropped))


def _graph(encoded: Encoded, graph: Any) -> int | None:
    return DEFAULT_GRAPH if isinstance(graph, ox.DefaultGraph) else encoded.find(graph)


def _marked(encoded: Encoded, numbers: list[int] | Ints) -> Mask:
    marked = np.zeros(len(encoded.dictionary.texts), np.bool_)
    marked[numbers] = True
    return marked


def _by_predicate(encoded: Encoded, rows: Ints) -> Pairs:
    """Return the triples of some rows, one for each row."""
    predicates = encoded.predicate[rows]
    pairs = pack(encoded.subject[rows].astype(np.int64), encoded.object[rows].astype(np.int64))
    return {p: pairs[predicates == p] for p in distinct(predicates.astype(np.int64)).tolist()}


def _less(given: Given, old: Encoded, dropped: Ints, kept: Encoded) -> Pairs:
    """Return the triples that no row has any more."""
    gone = {p: distinct(pairs) for p, pairs in _by_predicate(old, dropped).items()} if dropped.size else {}
    again = {p: pairs[contains(given.repeated(p), pairs)] for p, pairs in gone.items()}
    if any(pairs.size for pairs in again.values()):
        # Other rows may still state these.
        subjects = np.concatenate([first(pairs) for pairs in again.values()])
        still = _by_predicate(kept, np.flatnonzero(_marked(old, subjects)[kept.subject]))
        gone = {p: pairs[~contains(distinct(still.get(p, EMPTY)), pairs)] for p, pairs in gone.items()}
    return {p: pairs for p, pairs in gone.items() if pairs.size}


def _needs_all(closure: Closure, new: Encoded, gone: Pairs, come: Pairs) -> bool:
    """Return whether a change is large, or affects the rules."""
    size = sum(pairs.size for triples in (gone, come) for pairs in triples.values())
    if closure.extra or closure.facts.mirrors or closure.run.unequal_things or size > _MOST * len(closure.encoded):
        return True
    facts, members, now = closure.facts, closure.run.members, closure.run.representative

    def is_renamed(key: int, known: dict[int, Ints]) -> bool:
        return key not in known and key < now.size and int(now[key]) in members

    for triples in (gone, come):
        for predicate, pairs in triples.items():
            name = new.term(predicate)
            if name == TYPE:
                for cls in distinct(pairs & 0xFFFFFFFF).tolist():
                    if is_schema((name, name, new.term(cls))) or is_renamed(cls, facts.classes):  # type: ignore[arg-type]
                        return True
            elif name == SAME_AS:
                if not all(_are_things(closure, new, number) for pair in pairs.tolist() for number in _unpacked(pair)):
                    return True
            elif is_schema((name,) * 3) or is_renamed(predicate, facts.relations):  # type: ignore[arg-type]
                return True
    return False


def _unpacked(pair: int) -> tuple[int, int]:
    return pair >> 32, pair & 0xFFFFFFFF


def _are_things(closure: Closure, new: Encoded, number: int) -> bool:
    """Return whether a term, and all that are the same, are things of which rules and axioms do not speak."""
    run = closure.run
    group = run.members.get(int(run.representative[number]), [number]) if number < run.literals.size else [number]
    assert closure.axioms is not None
    spoken_of, texts = closure.axioms.encoded.dictionary, new.dictionary.texts
    return not any(
        texts[n][0] == '"' or texts[n] in spoken_of or n in closure.facts.relations or n in closure.facts.classes
        for n in group
    )


def _mixes_spellings(run: Run) -> bool:
    """Return whether a class has a literal whose value is written in several ways.

    A class lists one of them, and which one depends on the order in which its members were found.
    """
    alike = run.facts.alike
    if alike is None:
        return False
    several = (np.bincount(alike)[alike] > 1) & run.literals
    return any(several.take(members, mode="clip").any() for members in run.facts.classes.values())


def _adapted(closure: Closure, new: Encoded, given: Given, gone: Pairs, come: Pairs) -> Run | None:
    """Return a run with a change applied; None if the closure must be computed anew."""
    more = len(new.dictionary.texts) > closure.run.literals.size
    run = closure.run
    if _mixes_spellings(run):
        return None
    if gone:
        apart = {run.now(pair >> 32) for pair in gone.get(closure.same_as, EMPTY).tolist()}
        apart = {representative for representative in apart if representative in run.members}
        taken = retraction.dependents(
            run, _facts(closure, run, gone), apart, lambda number: number >= 0 and _are_things(closure, new, number)
        )
        if taken is None:
            return None
        run = run.extended(run.literals, run.values) if taken.apart else run.copy()
        parted = [thing for number in taken.apart for thing in run.members[number]]
        if not retraction.discard(run, taken):
            return None
        kept, same = _kept(closure, given, run, taken.facts, np.array(sorted(parted), np.int64))
        retraction.rederive(run, taken, kept, same)
    if come or more:
        literals = new.literals() if more else run.literals
        run = run.extended(literals, literal_values(new).numbers if more else EMPTY)
        relations: dict[int, list[Ints]] = {}
        classes: dict[int, list[Ints]] = {}
        for (kind, key), values in _facts(closure, run, come).items():
            (relations if kind == "relation" else classes)[key] = [values]
        if more:
            for key, members in typed_literals(run.program.clauses.values(), new):
                classes.setdefault(key, []).append(members)
        rounds.close(run, relations, classes, [come[closure.same_as]] if closure.same_as in come else [])
        if _mixes_spellings(run):
            return None
    return run


def _facts(closure: Closure, run: Run, triples: Pairs) -> Delta:
    """Sort triples into relations and classes, under the names of representatives."""
    now = run.representative
    found: Delta = {}
    for predicate, pairs in triples.items():
        if predicate == closure.same_as:
            continue
        subjects, objects = now[first(pairs)], pairs & 0xFFFFFFFF
        if predicate != closure.type_:
            found["relation", predicate] = distinct(pack(subjects, now[objects]))
            continue
        for cls in distinct(objects).tolist():
            found["class", cls] = distinct(subjects[objects == cls])
    return found


def _kept(closure: Closure, given: Given, run: Run, taken: Delta, parted: Ints) -> tuple[Delta, list[Ints]]:
    """Return the facts that are still given, or follow from axioms alone, and the pairs that are given as the same.

    Only those of some facts, and facts and pairs about things that were taken apart.
    """
    now = run.representative
    found: Delta = {}
    for (kind, key), values in taken.items():
        # All names of the facts before things were taken apart.
        named = retraction.names(closure.run, kind, values)
        assert named is not None, "there were few names when facts were removed"
        every = distinct(np.concatenate((values, named)))
        if kind == "class":
            found[kind, key] = distinct(now[every[given.classes.get_set(key).has(every)]])
        else:
            pairs = every[given.find(key, every)]
            found[kind, key] = distinct(pack(now[first(pairs)], now[second(pairs)]))
    for rule in closure.rules:
        if not rule.premises and rule.conclusion is not None:
            s, p, o = map(closure.encoded.number, rule.conclusion)
            for where, values in _facts(closure, run, {p: np.array([s << 32 | o], np.int64)}).items():
                found[where] = distinct(np.concatenate((found.get(where, EMPTY), values)))
    for key, members in typed_literals(run.program.clauses.values(), closure.encoded):
        found["class", key] = distinct(np.concatenate((found.get(("class", key), EMPTY), members)))
    about = marks(parted)
    kept: Delta = {}
    for where, values in found.items():
        stays = contains(taken.get(where, EMPTY), values)
        if parted.size:
            stays |= about.take(values if where[0] == "class" else first(values), mode="clip")
            if where[0] != "class":
                stays |= about.take(values & 0xFFFFFFFF, mode="clip")
        if stays.any():
            kept[where] = values[stays]
    pairs = given.pairs(closure.same_as) if parted.size else EMPTY
    return kept, [pairs[ranges(*located(pairs, parted))[1]]] if pairs.size else []
