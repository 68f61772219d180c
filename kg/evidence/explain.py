"""A triple → its proof → the passages at its leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.errors import UsageError, printable
from kg.evidence.texts import Passage, Texts, link_to, passages
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Subject, Term, Triple, plain
from kg.reason import CompiledRule, Proof
from kg.sparql.resolve import Value, resolve
from kg.sparql.results import to_text
from kg.store.sentences import articles, class_text, sentence
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from kg.reason import Conclusions

_PASSAGE = ox.NamedNode(f"{terms.KG}passage")
_ANNOTATED_TARGET = ox.NamedNode(f"{terms.OWL}annotatedTarget")
_ANNOTATED_SOURCE = ox.NamedNode(f"{terms.OWL}annotatedSource")
_ANNOTATED_PROPERTY = ox.NamedNode(f"{terms.OWL}annotatedProperty")
_NO_PROOF = "holds, but no proof of it was found; please report this as a fault of kg"
_ORIGIN = ox.NamedNode(f"{terms.DCTERMS}source")
#: What was cited already: the proofs of a view rest on the same statements again and again.
_cited: WeakKeyDictionary[Snapshot, dict[Triple, tuple[Citation, ...]]] = WeakKeyDictionary()


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
    quote : str
        What stands at the passage, where the texts are at hand.
    link : str
        Leads to the words on the publisher's page, where they are those that the passage was made from.
    status : {"", "fits", "changed", "outside", "missing"}
        Whether the words are still those; empty where nobody looked, or there is no passage with a place.
    note : str
        What is wrong with it, in words.
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
    quote: str = ""
    link: str = ""
    status: str = ""
    note: str = ""

    def __str__(self) -> str:
        parts = [f"{self.publisher or self.source}, {self.issued}" if self.issued else self.publisher or self.source]
        if self.paragraph is not None:
            parts.append(f"paragraph {self.paragraph}, sentence {self.sentence} (characters {self.start}–{self.end})")
        elif not self.passage:
            parts.append(f"“{self.title}”")
        text = ", ".join(parts)
        if self.gist:
            text += f": {self.gist}"
        page = self.origin or ("" if self.link else self.url)
        return text + (f" <{page}>" if page else "")

    def lines(self) -> list[str]:
        """Write the citation; where the texts are at hand, with the quote and the link below it."""
        quote = " ".join(self.quote.split())
        below = [f"“{quote}”" if quote else "", f"({self.note})" if self.note else ""]
        words = " ".join(part for part in below if part)
        return [str(self), *([words] if words else []), *([f"<{self.link}>"] if self.link else [])]


@dataclass(frozen=True)
class Explanation:
    """Why a triple holds, or that it does not.

    Parameters
    ----------
    triple : triple
    proof : Proof or None
        The shortest that was found; None where the triple does not hold.
    snapshot : Snapshot
    told : tuple of str
        IRIs of the sources that state it; where it does not hold, they were rejected.
    holds : bool
        Whether the triple is asserted or follows.
    others : tuple of Proof
        Other proofs, where they were asked for.
    texts : kg.evidence.texts.Texts or None
        The texts at hand; citations are then quotes.
    contested : mapping of triple to tuple of str
        For statements on which sources contradict one another what the others say, as
        `kg.evidence.conflicts.contested`.

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
    holds: bool = True
    others: tuple[Proof, ...] = ()
    texts: Texts | None = None
    contested: Mapping[Triple, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """All proofs that were found, the shortest first."""
        return () if self.proof is None else (self.proof, *self.others)

    @property
    def inferred(self) -> bool:
        """Whether it follows from others."""
        return self.holds and (self.proof is None or self.proof.rule is not None)

    def citations(self) -> list[Citation]:
        """List what the leaves of the proofs rest on, each once."""
        leaves = dict.fromkeys(leaf for proof in self.proofs for leaf in proof.leaves())
        return list(dict.fromkeys(c for leaf in leaves for c in self._cited(leaf)))

    def _cited(self, triple: Triple) -> list[Citation]:
        return citations(self.snapshot, triple, self.texts)

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values, for JSON.

        A conclusion that several steps rest on is written out once; then it is marked as ``repeated``.
        """
        return {
            "triple": self._triple_dict(self.triple),
            "holds": self.holds,
            "inferred": self.inferred,
            "told_by": list(self.told),
            "proof": self._proof_dict(self.proof) if self.proof else None,
            "other_proofs": [self._proof_dict(proof) for proof in self.others],
        }

    def __str__(self) -> str:
        if self.proof is None:
            return f"{sentence(self.snapshot, self.triple)}: {_NO_PROOF if self.holds else 'does not hold'}"
        blocks = ["\n".join(self._lines(proof)) for proof in self.proofs]
        if len(blocks) == 1:
            return blocks[0]
        return "\n\n".join(f"Proof {n} of {len(blocks)}:\n{block}" for n, block in enumerate(blocks, 1))

    def markdown(self) -> str:
        """Write the proof as a nested list; several under a heading each."""
        blocks = ["\n".join(self._markdown(proof)) for proof in self.proofs] or [f"- {self}"]
        if len(blocks) > 1:
            blocks = [f"### Proof {n} of {len(blocks)}\n\n{block}" for n, block in enumerate(blocks, 1)]
        # Nothing that a source wrote becomes a tag; addresses stay links.
        return re.sub(r"<(?!https?://)", "&lt;", printable("\n\n".join(blocks)))

    def mermaid(self) -> str:
        """Write the proofs as a Mermaid flowchart, sources at the bottom.

        Statements are boxes, steps of reasoning hexagons; what several proofs share is drawn once.
        """
        lines = ["flowchart BT"]
        boxes: dict[object, str] = {}

        def box(key: object, text: str, left: str = "[", right: str = "]") -> str:
            if key not in boxes:
                boxes[key] = f"n{len(boxes) + 1}"
                lines.append(f'  {boxes[key]}{left}"{_mermaid(text)}"{right}')
            return boxes[key]

        goal = box(self.triple, sentence(self.snapshot, self.triple))
        if self.proof is None:
            lines.append(f"  {box('', str(self).rpartition(': ')[2])} -.-> {goal}")
        for step in (step for proof in self.proofs for step in proof.steps()):
            holds = box(step.triple, sentence(self.snapshot, step.triple))
            if step.rule is None:
                below = [
                    f"  {box(c, f'¶ {c}', '([', '])')} -.-> {holds}" for c in citations(self.snapshot, step.triple)
                ]
            else:
                key = (step.triple, step.rule.name, step.rule.axioms, tuple(p.triple for p in step.premises))
                if key in boxes:
                    continue
                reason = f"{step.rule.name}: {axiom_text(step.rule, self.snapshot)}"
                rule = box(key, reason, "{{", "}}")
                below = [f"  {rule} --> {holds}"]
                for premise in step.premises:
                    below.append(f"  {box(premise.triple, sentence(self.snapshot, premise.triple))} --- {rule}")
            lines += below
        return "\n".join(dict.fromkeys(lines))

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def _lines(self, proof: Proof) -> Iterator[str]:
        shown: set[int] = set()
        todo = [(proof, "", "")]
        while todo:
            step, first, rest = todo.pop()
            mark = f"   [{step.rule.name}]" if step.rule else ""
            if step.rule and id(step) in shown:
                yield f"{first}{sentence(self.snapshot, step.triple)}{mark} (as above)"
                continue
            shown.add(id(step))
            yield f"{first}{sentence(self.snapshot, step.triple)}{mark}"
            bar = "│" if step.premises else " "
            if step.rule:
                yield f"{rest}{bar}  because {axiom_text(step.rule, self.snapshot)}"
            else:
                for citation in self._cited(step.triple):
                    head, *below = citation.lines()
                    yield f"{rest}   ¶ {head}"
                    yield from (f"{rest}     {line}" for line in below)
                for note in self.contested.get(step.triple, ()):
                    yield f"{rest}   ≠ contested: {note}"
            last = len(step.premises) - 1
            todo += reversed(
                [
                    (premise, rest + ("└─ " if n == last else "├─ "), rest + ("   " if n == last else "│  "))
                    for n, premise in enumerate(step.premises)
                ]
            )

    def _markdown(self, proof: Proof) -> Iterator[str]:
        shown: set[int] = set()
        todo = [(proof, 0)]
        while todo:
            step, level = todo.pop()
            indent = "  " * level
            if step.rule is None:
                yield f"{indent}- {sentence(self.snapshot, step.triple)}"
                for citation in self._cited(step.triple):
                    head, *below = citation.lines()
                    yield f"{indent}  - ¶ {head}"
                    yield from (f"{indent}    {line}" for line in below)
                for note in self.contested.get(step.triple, ()):
                    yield f"{indent}  - ≠ contested: {note}"
            elif id(step) in shown:
                yield f"{indent}- **{sentence(self.snapshot, step.triple)}** (as above)"
            else:
                shown.add(id(step))
                because = axiom_text(step.rule, self.snapshot)
                yield f"{indent}- **{sentence(self.snapshot, step.triple)}** (`{step.rule.name}`: {because})"
                todo += [(premise, level + 1) for premise in reversed(step.premises)]

    def _triple_dict(self, triple: Triple) -> dict[str, str]:
        subject, predicate, obj = triple
        return {
            "subject": subject.value,
            "predicate": predicate.value,
            "object": obj.value,
            "text": sentence(self.snapshot, triple),
        }

    def _proof_dict(self, proof: Proof) -> dict[str, Any]:
        result: dict[str, Any] = {}
        shown: set[int] = set()
        todo = [(proof, result)]
        while todo:
            step, entry = todo.pop()
            entry |= {**self._triple_dict(step.triple), "rule": step.rule.name if step.rule else None}
            if step.rule is None:
                entry["citations"] = [asdict(citation) for citation in self._cited(step.triple)]
                entry["contested"] = list(self.contested.get(step.triple, ()))
            elif id(step) in shown:
                entry["repeated"] = True
            else:
                shown.add(id(step))
                entry["because"] = axiom_text(step.rule, self.snapshot)
                entry["premises"] = [{} for _ in step.premises]
                todo += reversed(list(zip(step.premises, entry["premises"], strict=True)))
        return result


def why(
    snapshot: Snapshot,
    subject: Any,
    predicate: Any,
    obj: Any,
    *,
    limit: int = 1,
    texts: Texts | None = None,
    contested: Mapping[Triple, tuple[str, ...]] | None = None,
) -> Explanation:
    """Explain a triple: the proof where it is inferred, the sources where it is asserted.

    Parameters
    ----------
    snapshot : Snapshot
    subject, predicate, obj : str or pyoxigraph term
        What people type: CURIEs, IRIs, names, ``a`` for rdf:type.
    limit : int
        How many proofs to look for.
    texts : kg.evidence.texts.Texts, optional
        The texts at hand, to quote from.
    contested : mapping of triple to tuple of str, optional
        What sources contradict one another in, to be noted where the proof rests on it.

    Returns
    -------
    Explanation
        Its ``holds`` is False where the triple neither is asserted nor follows.

    Raises
    ------
    UnknownNameError
        Where one of them names nothing.
    UsageError
        Where a literal stands in the wrong place, or the limit is below one.
    """
    if limit < 1:
        raise UsageError(f"{limit} proofs: ask for at least one")
    s = resolve(snapshot, subject)
    p = _predicate(snapshot, predicate)
    if not isinstance(s, ox.NamedNode) or not isinstance(p, ox.NamedNode):
        raise UsageError("subject and predicate must be IRIs, not literals")
    triple: Triple = (s, p, _object(snapshot, s, p, obj))
    told = tuple(snapshot.asserted_in(triple))

    def explanation(*proofs: Proof, holds: bool = True) -> Explanation:
        first, others = (proofs[0], proofs[1:]) if proofs else (None, ())
        return Explanation(triple, first, snapshot, told, holds, others, texts, contested or {})

    if snapshot.is_accepted(triple):
        return explanation(Proof(triple))
    for complete in (False, True):
        # What holds of every graph is looked at only where all else fails: it takes longer.
        conclusions = _conclusions(snapshot, complete)
        proofs = conclusions.all_proofs(triple, limit) if limit > 1 else [conclusions.explain(triple)]
        if found := [proof for proof in proofs if proof is not None]:
            return explanation(*found)
        if snapshot.is_inferred(triple) or triple in conclusions:
            return explanation()
    return explanation(holds=False)


def neighbours(snapshot: Snapshot, triple: Triple) -> list[Triple]:
    """List what does hold near a triple that does not: between the same two, or with the same predicate."""
    s, p, o = triple
    between = [*_holding(snapshot, s, None, o), *([] if isinstance(o, ox.Literal) else _holding(snapshot, o, None, s))]
    return sorted({*between, *_holding(snapshot, s, p, None)}, key=str)


def citations(snapshot: Snapshot, triple: Triple, texts: Texts | None = None) -> list[Citation]:
    """List where an asserted triple comes from, by the narrowest passages that apply in each source.

    A passage on exactly this triple (an ``owl:Axiom``) comes before one on the node that the triple
    describes, its subject or else its object; failing both, the source as a whole is named.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple
    texts : kg.evidence.texts.Texts, optional
        The texts at hand: each citation then has its quote, a link to it, and whether it still fits.
    """
    known = _cited.setdefault(snapshot, {})
    if triple not in known:
        told = snapshot.asserted_in(triple)
        known[triple] = tuple(c for graph in told for c in _cite(snapshot, triple, ox.NamedNode(graph)))
    found = list(known[triple])
    return found if texts is None else [_quoted(citation, snapshot, texts) for citation in found]


def _quoted(citation: Citation, snapshot: Snapshot, texts: Texts) -> Citation:
    """Add what stands at the passage of a citation."""
    known = _passages(snapshot)
    passage = known.get((citation.source, citation.passage))
    if passage is None:
        return citation
    reading = texts.read(passage, (p for p in known.values() if p.document == passage.document))
    link = ""
    path = texts.of(passage.document)
    if reading.status == "fits" and path is not None:
        link = link_to(citation.url, texts.content(path), passage.start, passage.end)
    return replace(citation, quote=reading.quote, link=link, status=reading.status, note=str(reading))


@lru_cache(maxsize=4)
def _passages(snapshot: Snapshot) -> dict[tuple[str, str], Passage]:
    return {(passage.graph, passage.node): passage for passage in passages(snapshot)}


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
        for _, _, value in _holding(snapshot, s, p, None):
            if isinstance(value, ox.Literal) and value.value == str(given):
                return value
    return resolve(snapshot, given)


def _holding(snapshot: Snapshot, s: Subject | None, p: ox.NamedNode | None, o: Term | None) -> Iterator[Triple]:
    """Yield the triples that hold and agree with what is known of them."""
    for graph in (ACCEPTED, INFERRED):
        yield from map(plain, snapshot.store.quads_for_pattern(s, p, o, graph))


@lru_cache(maxsize=4)
def _conclusions(snapshot: Snapshot, complete: bool) -> Conclusions:
    """Reason again over what is accepted: proofs are searched for in the arrays, which no snapshot holds."""
    from kg.reason import close

    # In an order of their own: of proofs that are as short as one another, which is found first hangs on it. Blank
    # nodes, whose names are made anew each time a file is read, come last.
    found = map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
    triples = sorted(found, key=lambda triple: tuple(map(str, triple)))
    return close(triples, complete=complete)


def _mermaid(text: str) -> str:
    """Write a text so that Mermaid takes all of it for a label."""
    return text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


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
        (_citation(snapshot, graph, passage, scope, origin) for passage in dict.fromkeys(passages)),
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
