"""Citations of an asserted triple: the most specific passages that its sources give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import pyoxigraph as ox

from kg.evidence.leaves.support import Scope, passages_for, sources_of
from kg.evidence.links import link_to
from kg.evidence.passages import Passage, passages_in
from kg.evidence.texts import Texts
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple, plain
from kg.rdf.numbers import whole_number
from kg.store.snapshot import Snapshot

#: What stands behind a citation: kg compared the passage with the text, or the curator reports it.
Evidence = Literal["checked", "reported"]
#: The same in words, with what stands for an axiom of an ontology.
EVIDENCE = {"checked": "checked against the text", "reported": "reported", "axiom": "axiom"}

_ORIGIN = ox.NamedNode(f"{terms.DCTERMS}source")


@dataclass(frozen=True)
class Citation:
    """Where a statement comes from: a passage of a source, or the source as a whole.

    Parameters
    ----------
    source : str
        IRI of the source.
    title, publisher, issued, url : str
        From the metadata of the source; empty if missing.
    scope : {"triple", "node", "source"}
        What the passage supports: exactly this triple, or the node that the triple describes; or no passage, only the
        source.
    passage : str
        IRI of the passage, empty for the source as a whole.
    paragraph, sentence, start, end : int or None
        The place in the text. Offsets count code points; the end is exclusive.
    gist : str
        What the passage says, in the curators' words.
    origin : str
        For reference data: the page that the statement was compiled from.
    quote : str
        The words of the passage, if the text is available.
    link : str
        Address of the words on the publisher's page, if they are unchanged.
    status : {"", "fits", "changed", "outside", "missing"}
        Whether the text still has these words; empty without a folder of texts, or without a place.
    note : str
        What is wrong with the passage, in words.
    evidence : {"checked", "reported"}
        ``checked`` if the text is available and has exactly the words of the passage; otherwise the curator reports
        what the source says.
    """

    source: str
    title: str
    publisher: str
    issued: str
    url: str
    scope: Scope
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
    evidence: Evidence = "reported"

    def __str__(self) -> str:
        parts = [f"{self.publisher or self.source}, {self.issued}" if self.issued else self.publisher or self.source]
        if self.paragraph is not None:
            sentence = f", sentence {self.sentence}" if self.sentence is not None else ""
            offsets = f" (characters {self.start}–{self.end})" if None not in (self.start, self.end) else ""
            parts.append(f"paragraph {self.paragraph}{sentence}{offsets}")
        elif not self.passage:
            parts.append(f"“{self.title}”")
        text = ", ".join(parts)
        if self.gist:
            text += f": {self.gist}"
        page = self.origin or ("" if self.link else self.url)
        return text + (f" <{page}>" if page else "")

    def __hash__(self) -> int:
        # Of all its values, the place is enough: a view looks up hundreds of thousands of citations.
        return hash((self.source, self.passage))

    def lines(self) -> list[str]:
        """Write the citation; if the text is available, with the quote and the link below it."""
        quote = " ".join(self.quote.split())
        below = [f"“{quote}”" if quote else "", f"({self.note})" if self.note else ""]
        words = " ".join(part for part in below if part)
        return [str(self), *([words] if words else []), *([f"<{self.link}>"] if self.link else [])]


def citations(snapshot: Snapshot, triple: Triple, texts: Texts | None = None) -> list[Citation]:
    """List the citations of an asserted triple: in each source that states it, the passages that belong to it.

    Which passages belong to a statement is defined in `kg.evidence.leaves.support`. Without any, the source as a whole
    is cited.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple
    texts : kg.evidence.texts.Texts, optional
        The available texts; with them, each citation has a quote, a link to it, and whether it still matches.
    """

    def cited() -> tuple[Citation, ...]:
        graphs = sources_of(snapshot, triple)
        return tuple(c for graph in graphs for c in _cite(snapshot, triple, ox.NamedNode(graph)))

    # Kept, because the proofs of a view use the same statements many times.
    found = list(snapshot.keep(("citations", triple), cited))
    return found if texts is None else [_quoted(citation, snapshot, texts) for citation in found]


def _quoted(citation: Citation, snapshot: Snapshot, texts: Texts) -> Citation:
    """Add the words of the passage to a citation."""
    known = {(p.graph, p.node): p for p in _passages_in(snapshot, citation.source)}
    passage = known.get((citation.source, citation.passage))
    if passage is None:
        return citation
    reading = texts.read(passage, known.values())
    link = ""
    path = texts.of(passage.document)
    if reading.status == "fits" and path is not None:
        link = link_to(citation.url, texts.content(path), passage.start, passage.end)
    evidence: Evidence = "checked" if reading.status == "fits" else "reported"
    return replace(
        citation, quote=reading.quote, link=link, status=reading.status, note=str(reading), evidence=evidence
    )


@lru_cache(maxsize=64)
def _passages_in(snapshot: Snapshot, document: str) -> list[Passage]:
    # Cached, because a proof may cite many passages of one document.
    return passages_in(snapshot, document)


def _cite(snapshot: Snapshot, triple: Triple, graph: ox.NamedNode) -> list[Citation]:
    scope, passages = passages_for(snapshot, triple, graph)
    # Many statements are about one thing, and many cite one passage.
    origin: str = snapshot.keep(("origin", triple[0], graph), lambda: _origin(snapshot, triple[0], graph))
    if not passages:
        return [_citation(snapshot, graph, None, scope, origin)]
    return sorted(
        (_citation(snapshot, graph, passage, scope, origin) for passage in passages),
        key=lambda citation: (citation.start or 0, citation.passage),
    )


def _origin(snapshot: Snapshot, node: Subject, graph: ox.NamedNode) -> str:
    """Return the page that a description was compiled from; of several, always the same one."""
    quads = snapshot.store.quads_for_pattern(node, _ORIGIN, None, graph)
    return max((quad.object.value for quad in quads if not isinstance(quad.object, ox.Triple)), default="")


def _citation(
    snapshot: Snapshot,
    graph: ox.NamedNode,
    passage: Subject | None,
    scope: Scope,
    origin: str,
) -> Citation:
    title, publisher, issued, url = snapshot.keep(("source", graph), lambda: _about(snapshot, graph))
    place: dict[str, Term] = (
        {} if passage is None else snapshot.keep(("place", passage, graph), lambda: _facts(snapshot, passage, graph))
    )

    def number(key: str) -> int | None:
        return whole_number(place[key].value) if key in place else None

    return Citation(
        source=graph.value,
        title=title,
        publisher=publisher,
        issued=issued,
        url=url,
        scope=scope,
        passage=passage.value if passage is not None else "",
        paragraph=number(f"{terms.KG}paragraph"),
        sentence=number(f"{terms.KG}sentence"),
        start=number(f"{terms.OA}start"),
        end=number(f"{terms.OA}end"),
        gist=_value(place, f"{terms.KG}gist"),
        origin=origin,
    )


def _about(snapshot: Snapshot, graph: ox.NamedNode) -> tuple[str, str, str, str]:
    """Read the title, the publisher, the day of issue and the address of a source."""
    about = _facts(snapshot, graph, graph)
    publisher = snapshot.text_by(graph.value, about.get(f"{terms.DCTERMS}publisher"))
    title, issued, url = (
        _value(about, key) for key in (f"{terms.DCTERMS}title", f"{terms.DCTERMS}issued", f"{terms.KG}url")
    )
    return title, publisher, issued, url


def _facts(snapshot: Snapshot, node: Subject, graph: ox.NamedNode) -> dict[str, Term]:
    return {q.predicate.value: plain(q)[2] for q in snapshot.store.quads_for_pattern(node, None, None, graph)}


def _value(facts: dict[str, Term], key: str) -> str:
    return facts[key].value if key in facts else ""
