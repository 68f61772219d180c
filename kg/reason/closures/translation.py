"""Translates rules and literals into numbers for the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Term
from kg.reason.engine.arrays import EMPTY, Ints
from kg.reason.engine.clauses import Argument, Atom, Clause
from kg.reason.readers.dictionary import Dictionary, term_of
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


@dataclass(frozen=True)
class LiteralValues:
    """The values of the literals in a dictionary, which is kept with it, and continued when literals are added.

    Parameters
    ----------
    numbers : array of int
        For each term the number of its value: the least number of the literals with this value, so that it stays when
        literals are added; -1 if it is no literal, or its value is not known.
    ill_typed : tuple of (number of a literal, what is wrong)
    read : int
        How many of the literals with a datatype have been read. Two others are one value only if they are one literal.
    ids : dict of value to int
    plain : dict of str to int
        The numbers of values that literals without a datatype have, too, by the texts of these.
    """

    numbers: Ints
    ill_typed: tuple[tuple[int, str], ...] = ()
    read: int = 0
    ids: Mapping[datatypes.Value, int] = field(default_factory=dict)
    plain: Mapping[str, int] = field(default_factory=dict)


def literal_values(encoded: Encoded) -> LiteralValues:
    """Return the values of the literals."""
    dictionary = encoded.dictionary
    known: LiteralValues = dictionary.computed.get("values") or LiteralValues(EMPTY)
    if known.numbers.size < len(dictionary.texts):
        known = dictionary.computed["values"] = _more_values(dictionary, known)
    return known


def _more_values(dictionary: Dictionary, known: LiteralValues) -> LiteralValues:
    written = dictionary.texts
    literals, typed = dictionary.literals(), dictionary.typed_literals()
    done = known.numbers.size
    new = np.arange(done, len(written), dtype=np.int64)
    result = np.concatenate((known.numbers, np.where(literals[done:], new, -1)))
    ids, plain, ill_typed = dict(known.ids), dict(known.plain), list(known.ill_typed)
    for number in typed[known.read :]:
        try:
            value = datatypes.value(term_of(written[number]))  # type: ignore[arg-type]
        except datatypes.IllTypedError as error:
            value = None
            ill_typed.append((number, str(error)))
        if value is not None and value not in ids:
            ids[value] = number
            if (text := _without_datatype(value)) is not None:
                ids[value] = plain[text] = min(number, dictionary.get(text, number))
        result[number] = -1 if value is None else ids[value]
    for text, number in plain.items():
        if (same := dictionary.get(text)) is not None:
            result[same] = number
    return LiteralValues(result, tuple(ill_typed), len(typed), ids, plain)


def _without_datatype(value: datatypes.Value) -> str | None:
    """Return the text of the literal without a datatype, or with a language tag, that has a value."""
    match value:
        case ("string", str(text)):
            return str(ox.Literal(text))
        case ("language", (str(text), str(language))):
            return str(ox.Literal(text, language=language))
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
