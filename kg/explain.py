"""A triple → its proof → the passages at its leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

import pyoxigraph as ox

from kg import terms
from kg.errors import UsageError, printable
from kg.query import Value, resolve, to_text
from kg.reason import CompiledRule, Proof, compile_rules, prove
from kg.reason.rules import is_schema
from kg.reason.triples import SnapshotTriples
from kg.store import ACCEPTED, Snapshot, Subject, Term, Triple, plain
from kg.wording import articles, class_text, sentence

_PASSAGE = ox.NamedNode(f"{terms.KG}passage")
_ANNOTATED_TARGET = ox.NamedNode(f"{terms.OWL}annotatedTarget")
_ANNOTATED_SOURCE = ox.NamedNode(f"{terms.OWL}annotatedSource")
_ANNOTATED_PROPERTY = ox.NamedNode(f"{terms.OWL}annotatedProperty")
_ORIGIN = ox.NamedNode(f"{terms.DCTERMS}source")


@dataclass(frozen=True)
class Citation:
    """Where a statement comes from: a passage of a source, or the source as a whole.

    Parameters
    ----------
    source : str
        IRI of the source.
    title, publisher, issued, url : str
        As the source's metadata say; empty where they do not.
    scope : {"triple", "node", "source"}
        What the passage supports: exactly this triple, the node that the triple describes, or nothing
        narrower than the source was named.
    passage : str
        IRI of the passage, empty for the source as a whole.
    paragraph, sentence, start, end : int or None
        The place in the text; offsets count code points, the end is exclusive.
    gist : str
        What the passage says, in the curators' words.
    origin : str
        For reference data: the page that the statement was compiled from.
    """

    source: str
    title: str
    publisher: str
    issued: str
    url: str
    scope: Literal["triple", "node", "source"]
    passage: str = ""
    paragraph: int | None = None
    sentence: int | None = None
    start: int | None = None
    end: int | None = None
    gist: str = ""
    origin: str = ""

    def __str__(self) -> str:
        parts = [f"{self.publisher or self.source}, {self.issued}" if self.issued else self.publisher or self.source]
        if self.paragraph is not None:
            parts.append(f"paragraph {self.paragraph}, sentence {self.sentence} (characters {self.start}–{self.end})")
        elif not self.passage:
            parts.append(f"“{self.title}”")
        text = ", ".join(parts)
        if self.gist:
            text += f": {self.gist}"
        return text + (f" <{self.origin or self.url}>" if self.origin or self.url else "")


@dataclass(frozen=True)
class Explanation:
    """Why a triple holds, or that it does not.

    Parameters
    ----------
    triple : triple
    proof : Proof or None
        None where the triple does not hold.
    snapshot : Snapshot
    told : tuple of str
        IRIs of the sources that state it; where it does not hold, they were rejected.

    Examples
    --------
    >>> import kg
    >>> why = kg.open().why("UZ", "kg:metUnder", "framework:us-uz-spd")
    >>> why.proof.rule.name
    'prp-spo2'
    """

    triple: Triple
    proof: Proof | None
    snapshot: Snapshot
    told: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the triple is asserted or follows."""
        return self.proof is not None

    @property
    def inferred(self) -> bool:
        """Whether it follows from others."""
        return self.proof is not None and self.proof.rule is not None

    def citations(self) -> list[Citation]:
        """List what the proof's leaves rest on, each once."""
        leaves = self.proof.leaves() if self.proof else ()
        return list(dict.fromkeys(c for leaf in leaves for c in citations(self.snapshot, leaf)))

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values, for JSON."""
        return {
            "triple": self._triple_dict(self.triple),
            "holds": self.holds,
            "inferred": self.inferred,
            "told_by": list(self.told),
            "proof": self._proof_dict(self.proof) if self.proof else None,
        }

    def __str__(self) -> str:
        if self.proof is None:
            return f"{sentence(self.snapshot, self.triple)}: does not hold"
        return "\n".join(self._lines(self.proof, "", ""))

    def markdown(self) -> str:
        """Write the proof as a nested list."""
        text = "\n".join(self._markdown(self.proof, 0)) if self.proof else f"- {self}"
        # Nothing that a source wrote becomes a tag; addresses stay links.
        return re.sub(r"<(?!https?://)", "&lt;", printable(text))

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def _lines(self, proof: Proof, first: str, rest: str) -> Iterator[str]:
        mark = f"   [{proof.rule.name}]" if proof.rule else ""
        yield f"{first}{sentence(self.snapshot, proof.triple)}{mark}"
        bar = "│" if proof.premises else " "
        if proof.rule:
            yield f"{rest}{bar}  because {axiom_text(proof.rule, self.snapshot)}"
        else:
            for citation in citations(self.snapshot, proof.triple):
                yield f"{rest}   ¶ {citation}"
        for number, premise in enumerate(proof.premises, 1):
            last = number == len(proof.premises)
            yield from self._lines(premise, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}")

    def _markdown(self, proof: Proof, level: int) -> Iterator[str]:
        indent = "  " * level
        if proof.rule:
            because = axiom_text(proof.rule, self.snapshot)
            yield f"{indent}- **{sentence(self.snapshot, proof.triple)}** (`{proof.rule.name}`: {because})"
        else:
            yield f"{indent}- {sentence(self.snapshot, proof.triple)}"
            for citation in citations(self.snapshot, proof.triple):
                yield f"{indent}  - ¶ {citation}"
        for premise in proof.premises:
            yield from self._markdown(premise, level + 1)

    def _triple_dict(self, triple: Triple) -> dict[str, str]:
        subject, predicate, obj = triple
        return {
            "subject": subject.value,
            "predicate": predicate.value,
            "object": obj.value,
            "text": sentence(self.snapshot, triple),
        }

    def _proof_dict(self, proof: Proof) -> dict[str, Any]:
        entry: dict[str, Any] = {**self._triple_dict(proof.triple), "rule": proof.rule.name if proof.rule else None}
        if proof.rule:
            entry["because"] = axiom_text(proof.rule, self.snapshot)
            entry["premises"] = [self._proof_dict(premise) for premise in proof.premises]
        else:
            entry["citations"] = [asdict(citation) for citation in citations(self.snapshot, proof.triple)]
        return entry


def why(snapshot: Snapshot, subject: Any, predicate: Any, obj: Any) -> Explanation:
    """Explain a triple: the proof where it is inferred, the sources where it is asserted.

    Parameters
    ----------
    snapshot : Snapshot
    subject, predicate, obj : str or pyoxigraph term
        What people type: CURIEs, IRIs, names, ``a`` for rdf:type.

    Returns
    -------
    Explanation
        Its ``holds`` is False where the triple neither is asserted nor follows.

    Raises
    ------
    UnknownNameError
        Where one of them names nothing.
    """
    s = resolve(snapshot, subject)
    p = _predicate(snapshot, predicate)
    if not isinstance(s, ox.NamedNode) or not isinstance(p, ox.NamedNode):
        raise UsageError("subject and predicate must be IRIs, not literals")
    triple: Triple = (s, p, _object(snapshot, s, p, obj))
    proof: Proof | None = None
    if snapshot.is_accepted(triple) or snapshot.is_inferred(triple):
        proof = prove(triple, _rules(snapshot), SnapshotTriples(snapshot), snapshot.is_accepted)
    return Explanation(triple, proof, snapshot, tuple(snapshot.told_in(triple)))


def neighbours(snapshot: Snapshot, triple: Triple) -> list[Triple]:
    """List what does hold near a triple that does not: between the same two, or with the same predicate."""
    s, p, o = triple
    found = SnapshotTriples(snapshot)
    between = list(found.find((s, "?p", o))) + ([] if isinstance(o, ox.Literal) else list(found.find((o, "?p", s))))
    return sorted({*between, *found.find((s, p, "?o"))}, key=str)


def citations(snapshot: Snapshot, triple: Triple) -> list[Citation]:
    """List where an asserted triple comes from, by the narrowest passages that apply in each source.

    A passage on exactly this triple (an ``owl:Axiom``) comes before one on the node that the triple
    describes, its subject or else its object; failing both, the source as a whole is named.
    """
    return [citation for graph in snapshot.told_in(triple) for citation in _cite(snapshot, triple, ox.NamedNode(graph))]


def axiom_text(rule: CompiledRule, snapshot: Snapshot) -> str:
    """Say in words what the axiom behind a compiled rule means."""

    def name(value: Term | tuple[Term, ...]) -> str:
        if isinstance(value, tuple):
            return " and ".join(f"“{name(term)}”" for term in value)
        return class_text(value, snapshot)

    text = rule.says
    for variable in sorted(rule.schema, key=len, reverse=True):
        text = text.replace(variable, name(rule.schema[variable]))
    return articles(text.replace("““", "“").replace("””", "”"))


def _predicate(snapshot: Snapshot, given: Any) -> Value:
    """Resolve a property by its name, or any IRI or CURIE."""
    if given == "a":
        return ox.NamedNode(terms.RDF_TYPE)
    if isinstance(given, ox.NamedNode) or terms.expand(str(given), snapshot.manifest.prefixes):
        return resolve(snapshot, given)
    return resolve(snapshot, given, f"{terms.OWL}ObjectProperty")


def _object(snapshot: Snapshot, s: ox.NamedNode, p: ox.NamedNode, given: Any) -> Value:
    """Resolve an object: a literal that the subject has there by its text, otherwise a name."""
    if not isinstance(given, (ox.NamedNode, ox.Literal)):
        for _, _, value in SnapshotTriples(snapshot).find((s, p, "?o")):
            if isinstance(value, ox.Literal) and value.value == str(given):
                return value
    return resolve(snapshot, given)


@lru_cache(maxsize=4)
def _rules(snapshot: Snapshot) -> tuple[CompiledRule, ...]:
    quads = snapshot.store.quads_for_pattern(None, None, None, ACCEPTED)
    return compile_rules(triple for triple in map(plain, quads) if is_schema(triple))


def _cite(snapshot: Snapshot, triple: Triple, graph: ox.NamedNode) -> list[Citation]:
    store = snapshot.store
    subject, predicate, obj = triple
    scope: Literal["triple", "node", "source"] = "triple"
    passages = [
        passage
        for axiom in store.quads_for_pattern(None, _ANNOTATED_TARGET, obj, graph)
        if ox.Quad(axiom.subject, _ANNOTATED_SOURCE, subject, graph) in store
        and ox.Quad(axiom.subject, _ANNOTATED_PROPERTY, predicate, graph) in store
        for passage in _objects(snapshot, axiom.subject, _PASSAGE, graph)
    ]
    origins: list[Term] = []
    for node in (subject, obj):
        if isinstance(node, ox.Literal):
            continue
        if not passages:
            passages, scope = _objects(snapshot, node, _PASSAGE, graph), "node"
        if not origins:
            origins = _objects(snapshot, node, _ORIGIN, graph)
    origin = origins[0].value if origins else ""
    if not passages:
        return [_citation(snapshot, graph, None, "source", origin)]
    return sorted(
        (_citation(snapshot, graph, passage, scope, origin) for passage in passages),
        key=lambda citation: (citation.start or 0, citation.passage),
    )


def _objects(snapshot: Snapshot, node: Subject | ox.Triple, predicate: ox.NamedNode, graph: ox.NamedNode) -> list[Term]:
    quads = snapshot.store.quads_for_pattern(node, predicate, None, graph)
    return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]


def _citation(
    snapshot: Snapshot,
    graph: ox.NamedNode,
    passage: Term | None,
    scope: Literal["triple", "node", "source"],
    origin: str,
) -> Citation:
    about = _facts(snapshot, graph, graph)
    place = _facts(snapshot, passage, graph) if isinstance(passage, (ox.NamedNode, ox.BlankNode)) else {}

    def number(key: str) -> int | None:
        return int(place[key].value) if key in place else None

    publisher = about.get(f"{terms.DCTERMS}publisher")
    return Citation(
        source=graph.value,
        title=_value(about, f"{terms.DCTERMS}title"),
        publisher=to_text(publisher, snapshot),
        issued=_value(about, f"{terms.DCTERMS}issued"),
        url=_value(about, f"{terms.KG}url"),
        scope=scope,
        passage=passage.value if passage is not None else "",
        paragraph=number(f"{terms.KG}paragraph"),
        sentence=number(f"{terms.KG}sentence"),
        start=number(f"{terms.OA}start"),
        end=number(f"{terms.OA}end"),
        gist=_value(place, f"{terms.KG}gist"),
        origin=origin,
    )


def _facts(snapshot: Snapshot, node: Subject, graph: ox.NamedNode) -> dict[str, Term]:
    return {q.predicate.value: plain(q)[2] for q in snapshot.store.quads_for_pattern(node, None, None, graph)}


def _value(facts: dict[str, Term], key: str) -> str:
    return facts[key].value if key in facts else ""
