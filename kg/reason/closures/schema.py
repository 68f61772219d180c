"""The schema of encoded triples: its axioms, their closure, and the rules that they compile to.

Conclusions from the data about the schema change the rules; `about_schema` finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Triple
from kg.reason.closures.closure import Closure
from kg.reason.closures.evaluation import evaluate, renumbered
from kg.reason.closures.given import Given
from kg.reason.engine.arrays import EMPTY, Mask, contains, distinct, first, second
from kg.reason.readers.dictionary import Dictionary
from kg.reason.readers.encoded import Encoded
from kg.reason.readers.triples import from_triples
from kg.reason.rules.compiling import CompiledRule, compile_rules
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.table import table
from kg.reason.rules.vocabulary import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    FIRST,
    RANGE,
    REST,
    SAME_AS,
    TYPE,
)

#: Predicates whose conclusions about the schema add no conclusions about data.
_SUPERFLUOUS = {EQUIVALENT_CLASS, EQUIVALENT_PROPERTY, DOMAIN, RANGE}
#: Rules that the engine applies by giving one representative to things that are the same.
_NATIVE = {"eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o"}


def schema_of(encoded: Encoded, given: Given) -> Iterator[Triple]:
    """Turn the triples of the schema into terms."""
    for predicate, rows in given.rows.items():
        name = encoded.term(predicate)
        assert isinstance(name, ox.NamedNode)
        if name == TYPE:
            classes = distinct(encoded.object[rows].astype(np.int64)).tolist()
            kinds = [number for number in classes if is_schema((name, name, encoded.term(number)))]
            chosen = rows[_marked(encoded, kinds)[encoded.object[rows]]]
        elif not is_schema((name, name, name)):
            continue
        else:
            chosen = rows
        for s, o in zip(encoded.subject[chosen].tolist(), encoded.object[chosen].tolist(), strict=True):
            yield (encoded.term(s), name, encoded.term(o))  # type: ignore[misc]


@lru_cache(maxsize=4)
def compile_schema(
    schema: frozenset[Triple],
) -> tuple[Closure, tuple[Triple, ...], tuple[CompiledRule, ...]]:
    """Compute the closure of a schema and compile it; cached, because the slices of a graph have the same schema.

    Returns
    -------
    closure : Closure
        The closure of the schema.
    axioms : tuple of triples
        The axioms that were compiled.
    rules : tuple of CompiledRule
    """
    axioms = sorted(schema, key=lambda axiom: tuple(map(str, axiom)))
    about = [rule for rule in compile_rules(axioms, pairwise=False) if _is_about_schema(rule)]
    own = _close_schema(axioms, about, schema)
    compiled = _to_compile(own, axioms)
    rules = (rule for rule in compile_rules(compiled, pairwise=False) if rule.name not in _NATIVE)
    return own, tuple(compiled), tuple(rule for rule in rules if not _is_about_schema(rule))


def _close_schema(axioms: list[Triple], rules: list[CompiledRule], schema: frozenset[Triple]) -> Closure:
    """Draw the conclusions from axioms about the schema itself."""
    dictionary = Dictionary()
    for axiom in axioms:
        for term in axiom:
            dictionary.number(str(term))
    encoded = from_triples(axioms, dictionary)
    run, ill_typed = evaluate(encoded, Given(encoded), rules, (), None)
    return Closure(encoded, run, tuple(rules), schema, ill_typed)


def _to_compile(own: Closure, axioms: list[Triple]) -> list[Triple]:
    """Return the axioms to compile, without those that others make superfluous.

    For a chain of n classes there are n² subclass axioms, but n of them are enough.
    """
    result = dict.fromkeys(axioms)
    for key, pairs in own.facts.relations.items():
        if own.encoded.term(key) not in _SUPERFLUOUS:
            edges = own.run.edges(key) if ("relation", key) in own.run.program.transitive else pairs
            result.update(dict.fromkeys(own.relation(key, edges)))
    return list(result)


def about_schema(closure: Closure) -> list[Triple]:
    """Collect new conclusions about the schema from rules about data."""
    term, facts, own = closure.encoded.term, closure.facts, closure.axioms
    assert own is not None
    found: dict[Triple, None] = {}
    known = renumbered(own, closure.encoded)
    several_names = distinct(np.array(list(closure.run.members), np.int64))
    for key in facts.relations:
        predicate = term(key)
        # Lists are not changed: two names of one member would make two members.
        if not isinstance(predicate, ox.NamedNode) or predicate in (FIRST, REST) or not is_schema((predicate,) * 3):
            continue
        pairs = facts.relations[key]
        several = contains(several_names, first(pairs)) | contains(several_names, second(pairs))
        old = distinct(np.concatenate((known.get(key, EMPTY), closure.rows.pairs(key))))
        new = np.concatenate((pairs[several], pairs[~several & ~contains(old, pairs)]))
        found.update(dict.fromkeys(closure.relation(key, new)))
    for key in facts.classes:
        for number in facts.members(key).tolist() if is_schema((SAME_AS, TYPE, term(key))) else ():
            subjects = (s for s in closure.names_of(number) if not isinstance(s, ox.Literal))
            found.update(dict.fromkeys((s, TYPE, term(key)) for s in subjects))
    used = set(facts.relations) | set(facts.classes)
    for group in closure.run.members.values():
        if not used.isdisjoint(group):
            named = [name for number in group if not isinstance(name := term(number), ox.Literal)]
            found.update(dict.fromkeys((a, SAME_AS, b) for a in named for b in named if a != b))
    return [t for t in found if t not in closure.extra and t not in own and t not in closure.given]


def _is_about_schema(rule: CompiledRule) -> bool:
    return rule.name.startswith("scm-")


def used_names(encoded: Encoded, given: Given, rules: list[CompiledRule], *, anyway: bool) -> Iterator[Triple]:
    """Yield one triple for each used class or property that is the same as another."""
    found = encoded.find(SAME_AS)
    same = EMPTY if found is None else given.pairs(found)
    if not same.size and not anyway:
        return
    type_ = encoded.find(TYPE)
    types = EMPTY if type_ is None else given.rows.get(type_, EMPTY)
    classes = distinct(encoded.object[types].astype(np.int64))
    patterns = [p for rule in rules for p in (*rule.premises, rule.conclusion) if p is not None]
    named = {term for p in patterns for term in p[1:] if not isinstance(term, str)}
    numbers = [n for term in named if (n := encoded.find(term)) is not None]
    used = _marked(encoded, [*given.rows, *classes.tolist(), *numbers])
    for pair in same[used[first(same)] | used[second(same)]].tolist():
        yield (encoded.term(pair >> 32), SAME_AS, encoded.term(pair & 0xFFFFFFFF))  # type: ignore[misc]
    for predicate in given.rows:
        name = encoded.term(predicate)
        yield (name, name, name)  # type: ignore[misc]
    for cls in classes.tolist():
        yield (TYPE, TYPE, encoded.term(cls))


def renaming_rules(triples: Iterable[Triple], rules: Iterable[CompiledRule]) -> list[CompiledRule]:
    """Compile eq-rep for classes and properties that are the same as others."""
    rows = list(triples)
    pairs = [(s, o) for s, p, o in rows if p == SAME_AS and isinstance(o, ox.NamedNode) and s != o]
    if not pairs:
        return []
    patterns = [pattern for rule in rules for pattern in (*rule.premises, rule.conclusion) if pattern is not None]
    used = {pattern[1] for pattern in (*rows, *patterns)}
    classes = {pattern[2] for pattern in (*rows, *patterns) if pattern[1] == TYPE}
    says = {rule.name: rule.says for rule in table()}
    found = []
    for one, other in dict.fromkeys([*pairs, *((b, a) for a, b in pairs)]):
        axioms = ((one, SAME_AS, other),)
        if one in used or other in used:
            found.append(CompiledRule("eq-rep-p", axioms, (("?s", one, "?o"),), ("?s", other, "?o"), says["eq-rep-p"]))
        if one in classes or other in classes:
            is_one, is_other = ("?s", TYPE, one), ("?s", TYPE, other)
            found.append(CompiledRule("eq-rep-o", axioms, (is_one,), is_other, says["eq-rep-o"]))
    return found


def _marked(encoded: Encoded, numbers: list[int]) -> Mask:
    """Mark some terms among all; the function of numpy would import masked arrays first."""
    marked = np.zeros(len(encoded.dictionary.texts), np.bool_)
    marked[numbers] = True
    return marked
