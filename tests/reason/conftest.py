"""A small checker of proofs, independent of `kg.reason`: it reads rules.toml as text and repeats each step."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD
from rdflib.util import from_n3

import kg
from kg.rdf import terms

RULES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(kg.__file__).parent / "reason" / "rules" / "rules.toml").read_text(encoding="utf-8")
)
RDF_FIRST, RDF_REST, RDF_NIL = (f"<{terms.RDF}{name}>" for name in ("first", "rest", "nil"))

#: The smallest and the largest whole number of each datatype.
_WHOLE: dict[Any, tuple[int | None, int | None]] = {
    XSD.integer: (None, None), XSD.nonNegativeInteger: (0, None), XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0), XSD.negativeInteger: (None, -1),
    XSD.long: (-(2**63), 2**63 - 1), XSD.int: (-(2**31), 2**31 - 1), XSD.short: (-(2**15), 2**15 - 1),
    XSD.byte: (-128, 127), XSD.unsignedByte: (0, 255), XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedInt: (0, 2**32 - 1), XSD.unsignedLong: (0, 2**64 - 1),
}  # fmt: skip

Text = tuple[str, str, str]


class Checker:
    """Checks proofs over asserted triples."""

    def __init__(self, asserted: Iterable[tuple[object, ...]]) -> None:
        self.asserted: set[Text] = {self.text(triple) for triple in asserted}
        self.first = {s: o for s, p, o in self.asserted if p == RDF_FIRST}
        self.rest = {s: o for s, p, o in self.asserted if p == RDF_REST}

    @staticmethod
    def text(triple: Iterable[object]) -> Text:
        s, p, o = map(str, triple)
        return s, p, o

    def problems(self, proof: Any) -> Iterator[str]:
        """Yield the errors of a proof; nothing if it is sound.

        A proof may have thousands of levels and shared steps, so each step is checked once and without recursion.
        """
        below: dict[int, frozenset[Text]] = {}
        todo = [(proof, False)]
        while todo:
            step, ready = todo.pop()
            if id(step) in below:
                continue
            if not ready:
                todo.append((step, True))
                todo.extend((premise, False) for premise in step.premises)
                continue
            goal = self.text(step.triple)
            under = frozenset().union(*(below[id(premise)] for premise in step.premises))
            if goal in under:
                yield f"{goal} is its own premise"
            below[id(step)] = under | {goal}
            yield from self._wrong(step, goal)

    def _wrong(self, proof: Any, goal: Text) -> Iterator[str]:
        """Yield the errors of one step."""
        if proof.rule is None:
            if goal not in self.asserted:
                yield f"{goal} is a leaf and is not asserted"
            return
        if goal in self.asserted:
            yield f"{goal} is asserted and needs no rule"
        axioms = [self.text(axiom) for axiom in proof.rule.axioms]
        yield from (f"the axiom {axiom} is not asserted" for axiom in axioms if axiom not in self.asserted)
        premises = [self.text(premise.triple) for premise in proof.premises]
        if not self.follows(proof.rule.name, axioms + premises, goal):
            yield f"{goal} does not follow by {proof.rule.name} from {axioms} and {premises}"

    def refutation_problems(self, refutation: Any) -> Iterator[str]:
        """Yield the errors in the proofs of an inconsistency; nothing if they are sound."""
        for premise in refutation.premises:
            yield from self.problems(premise)
        inconsistency = refutation.inconsistency
        axioms = [self.text(axiom) for axiom in inconsistency.axioms]
        yield from (f"the axiom {axiom} is not asserted" for axiom in axioms if axiom not in self.asserted)
        premises = [self.text(premise.triple) for premise in refutation.premises]
        if not self.contradict(inconsistency.rule, axioms + premises):
            yield f"{axioms} and {premises} are no inconsistency by {inconsistency.rule}"

    def contradict(self, name: str, given: list[Text]) -> bool:
        """Return whether the given triples contradict each other by a rule.

        An inconsistency has its literals as written, so literals with one value are taken as equal here.
        """
        literals = sorted({o for _, _, o in given if o.startswith('"')})
        if name != "dt-not-type":
            one = {
                text: next(first for first in literals if first == text or self._one_value(first, text))
                for text in literals
            }
            given = [(s, p, one.get(o, o)) for s, p, o in given]
        if name == "dt-not-type":
            return self._ill_typed(given) or any(
                self.follows(rule, given, (text, f"<{terms.RDF_TYPE}>", datatype))
                for rule, row in RULES.items() if "conclusion" in row
                for text in {o for _, _, o in given if o.startswith('"')}
                for datatype in {o for _, _, o in given if o.startswith("<")}
                if not self._is_in(text, datatype)
            )  # fmt: skip
        if name == "dt-diff":
            return any(
                self.follows(rule, given, (one, f"<{terms.OWL}sameAs>", other))
                for rule, row in RULES.items() if "conclusion" in row
                for one, other in itertools.permutations(literals, 2) if not self._one_value(one, other)
            )  # fmt: skip
        row = RULES[name]
        patterns = [tuple(pattern.split()) for pattern in row["premises"]]
        # A thing is the same as itself (eq-ref), although no triple states it.
        same_as = (f"<{terms.OWL}sameAs>",)
        members = [member for _, _, o in given if o in self.first for member in self._members(o)]
        things = {(term, *same_as, term) for term in (*members, *(term for s, _, o in given for term in (s, o)))}
        candidates = [given, *([*given, thing] for thing in things if name.startswith("eq-diff"))]
        if "list" not in row:
            return any(self._all_fit(patterns, triples, {}) for triples in candidates)
        return any(
            self._all_fit(written, triples, members)
            for triples in candidates
            for written, _, members in self._written_out(row, patterns, "", triples)
        )

    @staticmethod
    def _ill_typed(given: list[Text]) -> bool:
        return len(given) == 1 and getattr(from_n3(given[0][2]), "ill_typed", False) is True

    def _all_fit(self, patterns: list[tuple[str, ...]], triples: list[Text], bound: dict[str, str]) -> bool:
        if len(patterns) != len(triples):
            return False
        return any(self._binds(order, triples, bound) for order in _orders(patterns, triples))

    def follows(self, name: str, given: list[Text], goal: Text) -> bool:
        """Return whether a rule concludes the goal from exactly the given triples."""
        if name == "dt-eq":
            return not given and goal[1] == f"<{terms.OWL}sameAs>" and self._one_value(goal[0], goal[2])
        if name == "dt-type2":
            return not given and goal[1] == f"<{terms.RDF_TYPE}>" and self._is_in(goal[0], goal[2])
        row = RULES[name]
        patterns = [tuple(pattern.split()) for pattern in row["premises"]]
        concluded = row["conclusion"]
        for text in [concluded] if isinstance(concluded, str) else concluded:
            if "list" not in row:
                if self._fits([*patterns, tuple(text.split())], [*given, goal], {}):
                    return True
            elif any(
                self._fits([*written, conclusion], [*given, goal], members)
                for written, conclusion, members in self._written_out(row, patterns, text, given)
            ):
                return True
        return False

    @staticmethod
    def _one_value(one: str, other: str) -> bool:
        """Return whether two literals have one value, according to rdflib."""
        left, right = (from_n3(text) for text in (one, other))
        return isinstance(left, rdflib.Literal) and isinstance(right, rdflib.Literal) and left.eq(right) is True

    @staticmethod
    def _is_in(text: str, datatype: str) -> bool:
        """Return whether a literal is in a datatype: numbers and strings by their values, others by their datatypes."""
        literal, name = from_n3(text), from_n3(datatype)
        if not isinstance(literal, rdflib.Literal) or literal.ill_typed:
            return False
        own = literal.datatype or XSD.string
        if name in (own, RDFS.Literal):
            return literal.language is None or name != XSD.string
        value = literal.value
        if name in _WHOLE and isinstance(value, int | Decimal) and not isinstance(value, bool):
            low, high = _WHOLE[name]
            return value == int(value) and (low is None or value >= low) and (high is None or value <= high)
        if name in (XSD.decimal, OWL.real, OWL.rational):
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
        if name == RDF.PlainLiteral:
            return own in (XSD.string, RDF.langString) or literal.language is not None
        return own == XSD.string and name == XSD.token and literal == " ".join(literal.split())

    def _written_out(
        self, row: dict[str, Any], patterns: list[tuple[str, ...]], concluded: str, given: list[Text]
    ) -> Iterator[tuple[list[tuple[str, ...]], tuple[str, ...], dict[str, str]]]:
        """Yield the forms of a rule with a list, for each list that the given triples refer to."""
        for head in {o for _, _, o in given if o in self.first}:
            members = list(self._members(head))
            size = len(members)
            bound = {row["list"]: head}
            bound |= {row["member"].replace("[i]", f"[{n}]"): term for n, term in enumerate(members, 1)}
            every = [
                tuple(each.replace("[i+1]", f"[{n + 1}]").replace("[i]", f"[{n}]").split())
                for n in range(1, size + 1)
                for each in row.get("each", ())
            ]
            for i, j in itertools.product(range(1, size + 1), repeat=2):

                def number(pattern: Iterable[str], i: int = i, j: int = j, size: int = size) -> tuple[str, ...]:
                    text = " ".join(pattern).replace("[i]", f"[{i}]").replace("[j]", f"[{j}]")
                    return tuple(text.replace("[n+1]", f"[{size + 1}]").split())

                yield [*map(number, patterns), *every], number(concluded.split()), bound

    def _members(self, head: str) -> Iterator[str]:
        while head != RDF_NIL:
            yield self.first[head]
            head = self.rest[head]

    def _fits(self, patterns: list[tuple[str, ...]], triples: list[Text], bound: dict[str, str]) -> bool:
        """Return whether the patterns match the triples one to one; the conclusion comes last."""
        if len(patterns) != len(triples):
            return False
        return any(
            self._binds([*order, patterns[-1]], triples, bound) for order in _orders(patterns[:-1], triples[:-1])
        )

    def _binds(self, patterns: list[tuple[str, ...]], triples: list[Text], bound: dict[str, str]) -> bool:
        bindings = dict(bound)
        for pattern, triple in zip(patterns, triples, strict=True):
            for part, term in zip(pattern, triple, strict=True):
                if part.startswith("?"):
                    if bindings.setdefault(part, term) != term:
                        return False
                elif part.isdigit():
                    if not re.fullmatch(rf'"\+?0*{part}"\^\^<{terms.XSD}\w+>', term):
                        return False
                elif f"<{terms.expand(part)}>" != term:
                    return False
        return True


def _orders(patterns: list[tuple[str, ...]], triples: list[Text]) -> Iterator[list[tuple[str, ...]]]:
    """Yield the orders of patterns whose constant predicates agree with those of the triples."""
    if not triples:
        yield []
        return
    for n, pattern in enumerate(patterns):
        if pattern[1].startswith("?") or f"<{terms.expand(pattern[1])}>" == triples[0][1]:
            for rest in _orders(patterns[:n] + patterns[n + 1 :], triples[1:]):
                yield [pattern, *rest]


@pytest.fixture(scope="session")
def checker() -> type[Checker]:
    """The class Checker, as a fixture because tests are not packages and cannot import it."""
    return Checker
