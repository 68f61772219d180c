"""What the ontologies of a project declare, as the roles of files need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.load.parsed import ParsedFile
from kg.rdf import terms
from kg.rdf.model import Term, Triple

BUILT_IN = (terms.RDF, terms.RDFS, terms.OWL)
_DECLARED = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
#: Axioms that lead from the object to the subject, too.
_BOTH_WAYS = frozenset(
    f"{prefix}{name}"
    for prefix, names in (
        (terms.OWL, ("equivalentClass", "equivalentProperty", "inverseOf", "unionOf")),
        (terms.RDF, ("first", "rest")),
    )
    for name in names
)
_SUBCLASS = (f"{terms.RDFS}subClassOf", f"{terms.OWL}equivalentClass")


@dataclass(frozen=True, eq=False)
class Ontologies:
    """The ontologies that kg ships, and the project's own. Compared by identity.

    Parameters
    ----------
    shipped, own : tuple of triple
        Their statements.

    Examples
    --------
    >>> dialogue, meeting = (ox.NamedNode(f"{terms.KG}{name}") for name in ("Dialogue", "Meeting"))
    >>> known = Ontologies(((dialogue, ox.NamedNode(f"{terms.RDFS}subClassOf"), meeting),), ())
    >>> known.is_a(dialogue.value, [meeting.value]), known.is_a(meeting.value, [dialogue.value])
    (True, False)
    """

    shipped: tuple[Triple, ...]
    own: tuple[Triple, ...]

    @classmethod
    def of(cls, files: Iterable[ParsedFile]) -> Ontologies:
        """Collect the ontologies among some files."""
        ontologies = [file for file in files if file.file.role == "ontology"]
        shipped, own = (
            tuple(triple for file in ontologies if file.file.shipped == wanted for triple in file.triples)
            for wanted in (True, False)
        )
        return cls(shipped, own)

    @cached_property
    def axioms(self) -> frozenset[Triple]:
        """The statements of the shipped ontologies."""
        return frozenset(self.shipped)

    @cached_property
    def shipped_terms(self) -> frozenset[Term]:
        """The terms that kg ships."""
        return frozenset(s for s, _, _ in self.shipped if isinstance(s, ox.NamedNode))

    @cached_property
    def own_terms(self) -> frozenset[Term]:
        """The subjects of the project's own ontologies."""
        return frozenset(s for s, _, _ in self.own if isinstance(s, ox.NamedNode))

    @cached_property
    def properties(self) -> Mapping[str, frozenset[str]]:
        """The properties that are declared, by the local name of their kind, such as ``ObjectProperty``."""
        found: dict[str, set[str]] = {kind: set() for kind in _DECLARED}
        for subject, predicate, value in (*self.shipped, *self.own):
            if predicate.value == terms.RDF_TYPE and isinstance(value, ox.NamedNode):
                kind = value.value.removeprefix(terms.OWL)
                if kind in found:
                    found[kind].add(subject.value)
        return {kind: frozenset(iris) for kind, iris in found.items()}

    @cached_property
    def relations(self) -> frozenset[str]:
        """The properties whose statements are facts."""
        return self.properties["ObjectProperty"] | self.properties["DatatypeProperty"]

    @cached_property
    def _superclasses(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for subject, predicate, value in (*self.shipped, *self.own):
            if predicate.value in _SUBCLASS and isinstance(value, ox.NamedNode):
                found.setdefault(subject.value, set()).add(value.value)
        return {class_: frozenset(above) for class_, above in found.items()}

    def is_a(self, class_: str, wanted: Iterable[str]) -> bool:
        """Return whether a class is one of some classes, or below one."""
        goal, seen, waiting = set(wanted), {class_}, [class_]
        while waiting:
            if (current := waiting.pop()) in goal:
                return True
            above = self._superclasses.get(current, frozenset()) - seen
            seen |= above
            waiting += above
        return False

    @cached_property
    def _edges(self) -> Mapping[Term, frozenset[Term]]:
        found: dict[Term, set[Term]] = {}
        for subject, predicate, value in self.own:
            if isinstance(value, ox.Literal) or predicate.value == terms.RDF_TYPE:
                continue
            found.setdefault(subject, set()).add(value)
            if predicate.value in _BOTH_WAYS:
                found.setdefault(value, set()).add(subject)
        return {node: frozenset(others) for node, others in found.items()}

    def reaches_shipped(self, start: Term) -> bool:
        """Return whether own axioms lead from a term to one that kg ships."""
        seen: set[Term] = {start}
        waiting = [start]
        while waiting:
            if (current := waiting.pop()) in self.shipped_terms:
                return True
            others = self._edges.get(current, frozenset()) - seen
            seen |= others
            waiting += others
        return False


def is_built_in(node: Term) -> bool:
    """Return whether a node is a term of RDF, RDFS, OWL or XML Schema.

    Examples
    --------
    >>> is_built_in(ox.NamedNode(f"{terms.OWL}sameAs")), is_built_in(ox.NamedNode(f"{terms.KG}Event"))
    (True, False)
    """
    return isinstance(node, ox.NamedNode) and node.value.startswith((*BUILT_IN, terms.XSD))
