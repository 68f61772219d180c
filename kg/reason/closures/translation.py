"""Translates rules and literals into numbers for the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Term
from kg.reason.engine.arrays import Ints, full
from kg.reason.engine.clauses import Argument, Atom, Clause
from kg.reason.readers.dictionary import term_of
from kg.reason.readers.encoded import Encoded
from kg.reason.rules import datatypes
from kg.reason.rules.compiling import CompiledRule
from kg.reason.rules.patterns import Pattern, PatternTerm
from kg.reason.rules.vocabulary import SAME_AS, TYPE


def clause_of(number: int, rule: CompiledRule, encoded: Encoded) -> Clause | None:
    """Translate a compiled rule into numbers; None for a rule without premises."""
    # Only these mean by owl:sameAs that a thing is the same as itself, which is not written out (eq-ref).
    same: Literal["same", "relation"] = "same" if rule.name.startswith("eq-diff") else "relation"
    body = tuple(_atom(pattern, encoded, same) for pattern in rule.premises)
    if not body:
        return None
    return Clause(number, body, None if rule.conclusion is None else _atom(rule.conclusion, encoded, "same"))


def _atom(pattern: Pattern, encoded: Encoded, same: Literal["same", "relation"]) -> Atom:
    def argument(term: PatternTerm) -> Argument:
        return term if isinstance(term, str) else encoded.number(term)

    subject, predicate, obj = pattern
    assert not isinstance(predicate, str), pattern
    if predicate == TYPE and not isinstance(obj, str):
        return Atom("class", encoded.number(obj), argument(subject), None)
    kind = same if predicate == SAME_AS else "relation"
    return Atom(kind, encoded.number(predicate), argument(subject), argument(obj))


def literal_values(encoded: Encoded) -> tuple[Ints, list[tuple[int, str]]]:
    """Return the number of the value of each literal; -1 if it is not known.

    It is the least number of the literals with this value, so that it stays when literals are added. Only literals with
    a datatype are read: two others are one value only if they are one literal.
    """
    written = encoded.dictionary.texts
    result = full(-1, len(written))
    literals = np.flatnonzero(encoded.literals())
    result[literals] = literals
    ids: dict[datatypes.Value, int] = {}
    ill_typed: list[tuple[int, str]] = []
    for number in [number for number in literals.tolist() if written[number][-1] == ">"]:
        try:
            value = datatypes.value(term_of(written[number]))  # type: ignore[arg-type]
        except datatypes.IllTypedError as error:
            value = None
            ill_typed.append((number, str(error)))
        if value is not None and value not in ids:
            plain = _without_datatype(value)
            same = number if plain is None else encoded.dictionary.get(str(plain), number)
            ids[value] = result[same] = min(number, same)
        result[number] = -1 if value is None else ids[value]
    return result, ill_typed


def _without_datatype(value: datatypes.Value) -> ox.Literal | None:
    """Return the literal without a datatype, or with a language tag, that has a value."""
    match value:
        case ("string", str(text)):
            return ox.Literal(text)
        case ("language", (str(text), str(language))):
            return ox.Literal(text, language=language)
    return None


def typed_literals(clauses: Iterable[Clause], encoded: Encoded) -> Iterator[tuple[int, Ints]]:
    """dt-type2: yield the literals of the datatypes that rules use."""
    literals = np.flatnonzero(encoded.literals())
    for key in {atom.key for clause in clauses for atom in clause.body if atom.kind == "class"}:
        datatype = encoded.term(key)
        if isinstance(datatype, ox.NamedNode) and datatypes.is_known(datatype.value):
            found = [n for n in literals.tolist() if is_in(datatype.value, encoded.term(n))]
            yield key, np.array(found, np.int64)


def is_in(datatype: str, term: Term) -> bool | None:
    """Return whether a literal is in a known datatype; None if this is unknown."""
    if not isinstance(term, ox.Literal):
        return None
    try:
        value = datatypes.value(term)
    except datatypes.IllTypedError:
        return None
    return None if value is None else datatypes.contains(datatype, value)
