"""One evaluation of compiled rules over encoded triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from kg.rdf.model import Triple
from kg.reason.closures.closure import Closure
from kg.reason.closures.given import Given
from kg.reason.closures.translation import clause_of, literal_values, typed_literals
from kg.reason.engine import rounds
from kg.reason.engine.arrays import Ints, first, pack, second
from kg.reason.engine.run import Run, start
from kg.reason.readers.encoded import Encoded
from kg.reason.rules.compiling import CompiledRule
from kg.reason.rules.vocabulary import SAME_AS, TYPE


def evaluate(
    encoded: Encoded, given: Given, rules: Sequence[CompiledRule], extra: Iterable[Triple], schema: Closure | None
) -> tuple[Run, tuple[tuple[int, str], ...]]:
    """Run compiled rules over triples.

    Parameters
    ----------
    encoded, given
        The triples; new terms get numbers.
    rules : sequence of CompiledRule
    extra : iterable of triples
        Additional triples.
    schema : Closure or None
        The closure of the schema, whose triples also hold.

    Returns
    -------
    run : Run
        The run, after the last round.
    ill_typed : tuple of (number of a literal, what is wrong)
    """
    clauses = [clause for n, rule in enumerate(rules) if (clause := clause_of(n, rule, encoded)) is not None]
    facts = [rule.conclusion for rule in rules if not rule.premises and rule.conclusion is not None]
    more = [tuple(map(encoded.number, row)) for row in dict.fromkeys((*extra, *facts))]
    relations, classes, same = _split(encoded, given, more)
    for predicate, pairs in ({} if schema is None else renumbered(schema, encoded)).items():
        relations[predicate].append(pairs)
    values = literal_values(encoded)
    for key, members in typed_literals(clauses, encoded):
        classes[key].append(members)
    numbers = {"type_": encoded.number(TYPE), "same_as": encoded.number(SAME_AS)}
    run = start(clauses, encoded.literals(), literal_values(encoded).numbers, **numbers)
    rounds.close(run, relations, classes, same)
    return run, values.ill_typed


def _split(
    encoded: Encoded, given: Given, more: list[tuple[int, ...]]
) -> tuple[dict[int, list[Ints]], dict[int, list[Ints]], list[Ints]]:
    """Sort triples into relations, classes and pairs that are the same."""
    relations: dict[int, list[Ints]] = defaultdict(list)
    classes: dict[int, list[Ints]] = defaultdict(list)
    same: list[Ints] = []
    type_, same_as = encoded.number(TYPE), encoded.number(SAME_AS)
    for predicate in given.rows:
        if predicate == type_:
            for cls, members in given.classes.items():
                classes[cls].append(members)
        elif predicate == same_as:
            same.append(given.unsorted(predicate))
        else:
            # Sorted here once, because the inferred triples are told from the given ones later.
            relations[predicate].append(given.pairs(predicate))
    for s, p, o in more:
        if p == type_:
            classes[o].append(np.array([s], np.int64))
        elif p == same_as:
            same.append(np.array([s << 32 | o], np.int64))
        else:
            relations[p].append(np.array([s << 32 | o], np.int64))
    return relations, classes, same


def renumbered(own: Closure, encoded: Encoded) -> dict[int, Ints]:
    """Return the closure of the schema, with other numbers for its terms."""
    numbers = np.array([encoded.dictionary.number(text) for text in own.encoded.dictionary.texts] or [0], np.int64)
    return {
        int(numbers[key]): pack(numbers[first(pairs)], numbers[second(pairs)])
        for key, pairs in own.facts.relations.items()
    }
