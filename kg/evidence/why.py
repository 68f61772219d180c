"""Explains a triple: its proof, and the passages at the leaves of the proof."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.errors import UnknownNameError, UsageError
from kg.evidence.claims import claims
from kg.evidence.exclusive import Assertions, exclusive_properties
from kg.evidence.explanation import Explanation
from kg.evidence.judgements.against import Against, LeftOut, OtherAnswer, Rejected
from kg.evidence.judgements.judgements import Judgement, rejections
from kg.evidence.leaves.support import sources_of
from kg.evidence.texts import Texts
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Subject, Term, Triple, plain
from kg.reason import Proof
from kg.sparql.lists import list_about
from kg.sparql.resolve import PROPERTY, Value, resolve
from kg.store.disk import STORE
from kg.store.sentences import sentence
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import UncertainDay, first_days, last_days, narrowest, uncertain_day
from kg.temporal.kinds import DATES

if TYPE_CHECKING:
    from kg.reason import Conclusions
    from kg.reason.readers.encoded import Encoded

#: The maximum number of similar statements to show, and of proofs to search for rejected premises.
SIMILAR, PROOFS = 12, 8
#: The dates of a thing: a word, and the properties of the first and the last possible day.
_TIMES = (
    ("start", "startEarliest", "startLatest"), ("end", "endEarliest", "endLatest"),
    ("date", "earliestDate", "latestDate"), ("planned for", "plannedEarliest", "plannedLatest"),
    ("observed on", "observedOn", "observedOn"),
)  # fmt: skip


def why(
    snapshot: Snapshot,
    subject: Any,
    predicate: Any,
    obj: Any,
    *,
    limit: int = 1,
    texts: Texts | None = None,
    contested: Mapping[Triple, tuple[str, ...]] | None = None,
    project: Project | None = None,
) -> Explanation:
    """Explain a triple: by its proof if it is inferred, by its sources if it is asserted.

    Parameters
    ----------
    snapshot : Snapshot
    subject, predicate, obj : str or pyoxigraph term
        User input: CURIEs, IRIs, names, ``a`` for rdf:type.
    limit : int
        The maximum number of proofs to search for.
    texts : kg.evidence.texts.Texts, optional
        The available texts, to quote from.
    contested : mapping of triple to tuple of str, optional
        Notes on contested statements, shown where the proof uses them.
    project : Project, optional
        The project of the snapshot, to find the lines of axioms in its files.

    Returns
    -------
    Explanation
        Its ``holds`` is False if the triple is neither asserted nor inferred; ``against`` then says what stands
        against it.

    Raises
    ------
    UnknownNameError
        If one of them names nothing.
    UsageError
        If a literal is in the wrong place, or the limit is below one.
    """
    if limit < 1:
        raise UsageError(f"{limit} proofs: give at least 1")
    triple = triple_of(snapshot, subject, predicate, obj)
    stated = sources_of(snapshot, triple)

    notes = {} if contested is None else contested

    def explanation(*proofs: Proof, holds: bool = True) -> Explanation:
        first, others = (proofs[0], proofs[1:]) if proofs else (None, ())
        return Explanation(triple, first, snapshot, stated, holds, others, texts, notes, project)

    if snapshot.is_accepted(triple):
        return explanation(Proof(triple))
    for complete in (False, True):
        # Conclusions that hold in every graph are tried last, because they take longer.
        conclusions = conclusions_of(snapshot, complete)
        proofs = conclusions.all_proofs(triple, limit) if limit > 1 else [conclusions.explain(triple)]
        if found := [proof for proof in proofs if proof is not None]:
            return explanation(*found)
        if snapshot.is_inferred(triple) or triple in conclusions:
            return explanation()
    facing = against(snapshot, triple)
    told = tuple(dict.fromkeys((*stated, *facing.asserted_in)))
    return Explanation(triple, None, snapshot, told, False, (), texts, notes, against=facing)


def triple_of(snapshot: Snapshot, subject: Any, predicate: Any, obj: Any) -> Triple:
    """Resolve the three parts of a statement.

    Parameters
    ----------
    snapshot : Snapshot
    subject, predicate, obj : str or pyoxigraph term
        As for `why`.

    Raises
    ------
    UnknownNameError, UsageError
        As `why` does.

    Examples
    --------
    >>> import kg
    >>> triple_of(kg.open().snapshot, "cn-uz-fmsd-1", "earliest date", "2023-11-21")[2].value
    '2023-11-21'
    """
    s, p = resolve(snapshot, subject), _predicate(snapshot, predicate)
    if not isinstance(s, ox.NamedNode) or not isinstance(p, ox.NamedNode):
        raise UsageError("subject and predicate must be IRIs, not literals")
    return s, p, _object(snapshot, s, p, obj)


def against(snapshot: Snapshot, triple: Triple) -> Against:
    """Find what stands against a statement that does not hold, and what is known nearby.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple

    Examples
    --------
    >>> import kg
    >>> from kg.rdf import terms
    >>> from pyoxigraph import NamedNode as N
    >>> uzbekistan, in_, msp = N(terms.BASE + "country/UZ"), N(terms.KG + "memberOf"), N(terms.BASE + "framework/msp")
    >>> [terms.local_name(source) for source in against(kg.open().snapshot, (uzbekistan, in_, msp)).asserted_in]
    ['daryo-uz-2024-11-14']
    """
    s, _, o = triple
    unjudged = snapshot.without_judgements
    between = set() if isinstance(o, ox.Literal) or unjudged is snapshot else set(_holding(unjudged, s, None, o))
    between = {row for row in between if not snapshot.is_accepted(row) and not snapshot.is_inferred(row)}
    rejected = _rejected(snapshot, [triple])
    known = set(rejected)
    return Against(
        snapshot,
        triple,
        rejected=tuple(rejected),
        similar_rejected=tuple(
            one for one in _rejected(snapshot, sorted(between - {triple}, key=str)) if one not in known
        ),
        others=tuple(_other_answers(snapshot, triple)),
        stated=() if rejected else tuple(snapshot.asserted_in(triple)),
        combined=combined_date(snapshot, triple),
        similar=tuple(neighbours(snapshot, triple)[:SIMILAR]),
        listing=list_about(snapshot, triple),
    )


def left_out(part: Snapshot, whole: Snapshot, triple: Triple) -> tuple[LeftOut, ...]:
    """List what a statement rests on in the whole graph that a part of it leaves out; nothing if no source states it.

    Parameters
    ----------
    part, whole : Snapshot
    triple : triple

    Examples
    --------
    >>> import kg
    >>> whole, part = kg.open().snapshot, kg.open(known_by="2020-12-31").snapshot
    >>> triple = why(whole, "UZ", "kg:metUnder", "us-uz-spd").triple
    >>> [found.time for found in left_out(part, whole, triple)][:1]
    ['date 20...']
    """
    # If it holds without what is rejected, that proof is shown.
    found = next((e for graph in (whole, whole.without_judgements) if (e := why(graph, *triple)).holds), None)
    leaves = dict.fromkeys(leaf for proof in found.proofs for leaf in proof.leaves()) if found else {}
    return tuple(_left_out(whole, leaf) for leaf in leaves if not part.is_accepted(leaf))


def _left_out(whole: Snapshot, leaf: Triple) -> LeftOut:
    sources = tuple(whole.asserted_in(leaf))
    days = (_issued(whole, iri) for iri in sources)
    about: dict[str, list[Term]] = {}
    for _, p, o in _holding(whole, leaf[0], None, None):
        about.setdefault(p.value, []).append(o)
    return LeftOut(leaf, sentence(whole, leaf), sources, tuple(days), _time(about), not whole.is_accepted(leaf))


def _issued(snapshot: Snapshot, source: str) -> str:
    """Return the date of issue of a source; empty if it has none."""
    days = _holding(snapshot, ox.NamedNode(source), ox.NamedNode(f"{terms.DCTERMS}issued"), None)
    return min((o.value for *_, o in days), default="")


def first_stated(snapshot: Snapshot, thing: ox.NamedNode) -> str:
    """Say which source was the first to state something about a thing, and when it was issued; empty if none did.

    Parameters
    ----------
    snapshot : Snapshot
    thing : NamedNode

    Examples
    --------
    >>> import kg
    >>> first_stated(kg.open().snapshot, ox.NamedNode(terms.BASE + "event/us-uz-spd-4"))
    'mfa-uz-2024-11-13 (2024-11-13)'
    """
    graphs = {quad.graph_name for quad in snapshot.store.quads_for_pattern(thing, None, None)}
    sources = [info.iri for info in snapshot.manifest.graphs
               if info.role in ("source", "background") and ox.NamedNode(info.iri) in graphs]  # fmt: skip
    dated = sorted((day, terms.local_name(source)) for source in sources if (day := _issued(snapshot, source)))
    return f"{dated[0][1]} ({dated[0][0]})" if dated else ""


def _time(about: Mapping[str, Sequence[Term]]) -> str:
    """Write when a thing began and ended, or took place; empty if it has no dates."""
    parts = []
    for name, *ends in _TIMES:
        first, last = ([term.value for term in about.get(terms.KG + end, ())] for end in ends)
        if day := str(narrowest(first_days(first), last_days(last))):
            parts.append(f"{name} {day}")
    return ", ".join(parts)


def _rejected(snapshot: Snapshot, triples: Iterable[Triple]) -> list[Rejected]:
    """List what judgements reject of some statements: the statements themselves, or what they would follow from."""
    unjudged = snapshot.without_judgements
    judged: dict[Triple, list[Judgement]] = defaultdict(list)
    for rejection in rejections(snapshot):
        for statement in rejection.statements:
            judged[statement].append(rejection.judgement)
    leaves: dict[Triple, None] = {}
    for triple in triples:
        if triple in judged:
            leaves[triple] = None
        elif unjudged.is_inferred(triple):
            # Several proofs, because each may rest on another source.
            proofs = conclusions_of(unjudged, False).all_proofs(triple, PROOFS)
            leaves.update(dict.fromkeys(leaf for proof in proofs for leaf in proof.leaves()))
    return [Rejected(leaf, j) for leaf in leaves if not snapshot.is_accepted(leaf) for j in judged.get(leaf, ())]


def _other_answers(snapshot: Snapshot, triple: Triple) -> Iterator[OtherAnswer]:
    """Yield the answers that sources give to the question of a statement, if there is only one answer to it."""
    s, p, o = triple
    found: dict[tuple[str, str], dict[str, None]] = {}
    for exclusive, key, claim in claims(Assertions(snapshot, (s,)), exclusive_properties(snapshot)):
        if any(p == predicate and o != value for _, predicate, value in claim.triples):
            question = f"{exclusive.label}: {', '.join(' – '.join(map(snapshot.text, part)) for part in key)}"
            answer = str(claim.answer) if isinstance(claim.answer, UncertainDay) else snapshot.text(claim.answer)
            found.setdefault((question, answer), {})[claim.source] = None
    for (question, answer), sources in sorted(found.items()):
        yield OtherAnswer(question, answer, tuple(sources))


def neighbours(snapshot: Snapshot, triple: Triple) -> list[Triple]:
    """List triples that hold and are similar to one that does not: with the same two ends, or the same predicate."""
    s, p, o = triple
    between = [*_holding(snapshot, s, None, o), *([] if isinstance(o, ox.Literal) else _holding(snapshot, o, None, s))]
    return sorted({*between, *_holding(snapshot, s, p, None)}, key=str)


def combined_date(snapshot: Snapshot, triple: Triple) -> str:
    """Say which date the accepted graph has, where a source's statement of a date is combined with those of others.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple
        A statement of a source that does not hold.

    Returns
    -------
    str
        A sentence with the date and the sources of its ends; empty if it is no statement of a date, if a judgement
        rejects it, or if the accepted graph has no date instead.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> year = graph.why("event:us-uz-spd-1", "kg:earliestDate", "2021-01-01")
    >>> combined_date(graph.snapshot, year.triple).split(", ")[0]
    'the dates of all sources together are 2021-12-13 (earliest day'
    """
    s, p, _ = triple
    ends = next((iris[:2] for iris in DATES if p.value in iris), ())
    found = [(end, held) for end, iri in enumerate(ends) for held in _holding(snapshot, s, ox.NamedNode(iri), None)]
    rejected = {one.judgement.source for one in _rejected(snapshot, [triple]) if one.triple == triple}
    if not found or rejected.issuperset(snapshot.asserted_in(triple)):
        return ""
    day = {end: held[2].value for end, held in found}
    told = [
        f"{('earliest', 'latest')[end]} day, from {', '.join(map(snapshot.label, snapshot.asserted_in(held)))}"
        for end, held in found
    ]
    return f"the dates of all sources together are {uncertain_day(day.get(0), day.get(1))} ({'; '.join(told)})"


def _predicate(snapshot: Snapshot, given: Any) -> Value:
    """Resolve a property by its name, or any IRI or CURIE."""
    if given == "a":
        return ox.NamedNode(terms.RDF_TYPE)
    if isinstance(given, ox.NamedNode) or terms.expand(str(given), snapshot.manifest.prefixes):
        return resolve(snapshot, given)
    return resolve(snapshot, given, PROPERTY)


def _object(snapshot: Snapshot, s: ox.NamedNode, p: ox.NamedNode, given: Any) -> Value:
    """Resolve an object: by the text of a literal of this subject and property, otherwise as a name.

    Where the property has only literals, any other text is one, too, of the same datatype. A property of values takes
    a date as one, whether or not the subject has any.
    """
    if isinstance(given, (ox.NamedNode, ox.Literal)):
        return resolve(snapshot, given)
    values = [plain(quad)[2] for quad in snapshot.store.quads_for_pattern(s, p, None)]
    literals = [value for value in values if isinstance(value, ox.Literal)]
    for value in literals:
        if value.value == str(given):
            return value
    try:
        return resolve(snapshot, given)
    except UnknownNameError:
        if literals and len(literals) == len(values) and not literals[0].language:
            return ox.Literal(str(given), datatype=literals[0].datatype)
        if not values and snapshot.is_accepted((p, RDF_TYPE, ox.NamedNode(f"{terms.OWL}DatatypeProperty"))):
            with contextlib.suppress(UsageError):
                return resolve(snapshot, given, f"{terms.XSD}date")
        raise


def _holding(snapshot: Snapshot, s: Subject | None, p: ox.NamedNode | None, o: Term | None) -> Iterator[Triple]:
    """Yield the triples that hold and match the pattern."""
    for graph in (ACCEPTED, INFERRED):
        yield from map(plain, snapshot.store.quads_for_pattern(s, p, o, graph))


#: The conclusions of snapshots, without and with those that hold in every graph.
_known: WeakKeyDictionary[Snapshot, dict[bool, Conclusions]] = WeakKeyDictionary()


def conclusions_of(snapshot: Snapshot, complete: bool) -> Conclusions:
    """Run inference again on the accepted triples: proofs need the arrays, which a snapshot does not contain.

    Parameters
    ----------
    snapshot : Snapshot
    complete : bool
        Also conclude what holds in every graph, as `kg.reason.close` does.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> conclusions_of(snapshot, False) is conclusions_of(snapshot, False)
    True
    """
    from kg.reason import close

    known = _known.setdefault(snapshot, {})
    if complete not in known:
        known[complete] = close(_accepted(snapshot), complete=complete)
    return known[complete]


def _accepted(snapshot: Snapshot) -> Encoded | list[Triple]:
    """Read the accepted graph in the order of proofs: from the numbers that a build has kept, else from the store."""
    from kg.build.kept import accepted_of

    if snapshot.folder != Path() and snapshot.part == STORE:
        encoded = accepted_of(snapshot.folder)
        if encoded is not None and len(encoded) == snapshot.manifest.accepted:
            return encoded
    return in_proof_order(map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED)))


def keep_conclusions(snapshot: Snapshot, conclusions: Conclusions) -> None:
    """Note the conclusions of a snapshot from its accepted triples in `in_proof_order`, if they are known already."""
    _known.setdefault(snapshot, {})[False] = conclusions


def in_proof_order(triples: Iterable[Triple]) -> list[Triple]:
    """Sort triples, because their order determines which of several shortest proofs is found.

    Blank nodes come last, because their names differ each time a file is read.
    """
    return sorted(triples, key=lambda triple: tuple(map(str, triple)))
