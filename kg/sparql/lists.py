"""Says which lists behind an answer may be incomplete, so that unknown is not read as none, nor a count as the whole.

A list has all that stand in one relation to one thing: the members of a framework, the holders of a post. It is known
to be complete only where the data says so (``kg:completeAsOf``); ``kg:numberInAll`` is the size of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Term, Triple
from kg.sparql.tokens import named_iris, tokens
from kg.store.snapshot import Snapshot


@dataclass(frozen=True)
class _Kind:
    """A kind of list: the classes of its subjects and of what is known about it, and the relations in it."""

    subjects: str
    plural: str
    known: str
    relations: tuple[str, ...]
    #: The relation from a listed thing to the subject, to count what is known; empty where a number means nothing.
    counted: str = ""


_KINDS = {
    "members": _Kind(
        "Framework",
        "frameworks",
        "MemberList",
        ("memberOf", "asMemberIn", "membershipOf", "hasMembership", "inFramework"),
        "memberOf",
    ),
    "holders": _Kind("Post", "posts", "HolderList", ("ofPost", "heldBy", "holdsTenure")),
}
#: Words that make an answer depend on all of a list, not only on those found.
_WHOLE = frozenset(("COUNT", "SUM", "AVG", "MINUS", "NOT"))


def list_notes(
    snapshot: Snapshot, text: str, lists: Iterable[str] | None = None, rows: Iterable[Iterable[Term | None]] = ()
) -> tuple[str, ...]:
    """Return notes on the lists that a query depends on.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        SPARQL, with the values of its parameters.
    lists : iterable of str, optional
        The lists that the answer depends on, ``members`` or ``holders``; default: those whose relations the query uses,
        if it names a framework or a post, or if it counts or asks for what is missing.
    rows : iterable of iterable of terms, optional
        The answer. If it has frameworks or posts, the notes are about these.

    Returns
    -------
    tuple of str
        A sentence for each framework and post that the query names; if it names none, one for each kind of list.

    Examples
    --------
    >>> import kg
    >>> query = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:memberOf framework:un }"
    >>> list_notes(kg.open().snapshot, query)
    ('the list of the members of United Nations is incomplete: it has 12 of 193; a count is "at least"',)
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    named = list(dict.fromkeys(iri for _, iri in named_iris(found, snapshot.manifest.prefixes)))
    whole = lists is not None or any(token.word in _WHOLE for token in found)
    if lists is None:
        asked = [name for name, kind in _KINDS.items() if any(terms.KG + one in named for one in kind.relations)]
    else:
        asked = [*lists]
    about = {name: [iri for iri in named if _is_a(snapshot, iri, _KINDS[name].subjects)] for name in asked}
    answered = {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)}
    touched = {name: {iri for iri in answered if _is_a(snapshot, iri, _KINDS[name].subjects)} for name in about}
    notes: list[str] = []
    for name, iris in about.items():
        if iris:
            notes += [_one(snapshot, iri, name) for iri in iris]
        # An answer about members only does not depend on holders.
        elif whole and (lists is None or touched[name] or not any((*touched.values(), *about.values()))):
            notes.append(_all(snapshot, name, touched[name]))
    return tuple(notes)


@dataclass(frozen=True)
class Listing:
    """What is known about a list, as a sentence, and whether it is complete for some days."""

    text: str
    is_complete: bool


def list_about(snapshot: Snapshot, triple: Triple) -> Listing | None:
    """Return the list that a statement is about, such as that of the members of a framework; None if there is none.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple
        It need not hold.

    Examples
    --------
    >>> import kg
    >>> from pyoxigraph import NamedNode as N
    >>> member = (N(terms.BASE + "country/JP"), N(terms.KG + "memberOf"), N(terms.BASE + "framework/un"))
    >>> list_about(kg.open().snapshot, member).text
    'the list of the members of United Nations is incomplete: it has 12 of 193'
    """
    subject, predicate, value = triple
    for name, kind in _KINDS.items():
        if predicate.value in {terms.KG + relation for relation in kind.relations}:
            for term in (value, subject):
                if isinstance(term, ox.NamedNode) and _is_a(snapshot, term.value, kind.subjects):
                    text = _one(snapshot, term.value, name).partition(";")[0]
                    states = [state for _, state in _known(snapshot, name, term.value)]
                    return Listing(text, any(state.startswith("is complete") for state in states))
    return None


def _is_a(snapshot: Snapshot, iri: str, cls: str) -> bool:
    if not terms.is_iri(iri):
        return False
    quads = (ox.Quad(ox.NamedNode(iri), RDF_TYPE, ox.NamedNode(terms.KG + cls), g) for g in (ACCEPTED, INFERRED))
    return any(quad in snapshot.store for quad in quads)


def _one(snapshot: Snapshot, iri: str, name: str) -> str:
    """Say what is known about one list."""
    if states := [state for _, state in _known(snapshot, name, iri)]:
        return f"the list of the {name} of {snapshot.label(iri)} {', and '.join(states)}"
    return f"kg may not know all {name} of {snapshot.label(iri)}"


def _all(snapshot: Snapshot, name: str, only: Collection[str]) -> str:
    """Say which of some lists, or of all of a kind, are known to be complete, and of which the size is known."""
    known = [
        f"{snapshot.label(iri)}: {state.partition(';')[0].removeprefix('is ').removeprefix('incomplete: it has ')}"
        for iri, state in _known(snapshot, name)
        if not only or iri in only
    ]
    return "; ".join((f"kg may not know all {name} of {_KINDS[name].plural}", *known))


def _known(snapshot: Snapshot, name: str, iri: str = "") -> Iterator[tuple[str, str]]:
    """Yield the lists about which something is known: the subject, and what is known in words.

    Only a file of the background can say that a list is complete. Each list has its own days: those of two lists
    make no third one. The number in all is of today, so it says nothing about a graph as of a day.
    """
    kind = _KINDS[name]
    counted = f"<{terms.KG}{kind.counted}>" if kind.counted else "<urn:x:nothing>"
    chosen = f"VALUES ?of {{ <{iri}> }}" if iri else ""
    files = " ".join(f"<{info.iri}>" for info in snapshot.manifest.graphs if info.role == "background")
    # Of several days of one list, those that claim least.
    query = f"""
        SELECT ?of ?list (MAX(STR(?first)) AS ?from) (MIN(STR(?last)) AS ?as_of) (MAX(?number) AS ?all)
            (COUNT(DISTINCT ?listed) AS ?have) {{
          {chosen} VALUES ?file {{ {files} }} GRAPH ?file {{ ?list a kg:{kind.known} ; kg:listOf ?of }}
          ?list kg:listOf ?of .
          OPTIONAL {{ GRAPH ?file {{ ?list kg:completeFrom ?first }} }}
          OPTIONAL {{ GRAPH ?file {{ ?list kg:completeAsOf ?last }} ?list kg:completeAsOf ?last }}
          OPTIONAL {{ GRAPH ?file {{ ?list kg:numberInAll ?number }} ?list kg:numberInAll ?number }}
          OPTIONAL {{ ?listed {counted} ?of }}
        }} GROUP BY ?of ?list ?file ORDER BY ?of ?from ?as_of ?list"""
    for row in snapshot.select(query):
        start, end, number, have = (term.value if (term := row[n]) else "" for n in ("from", "as_of", "all", "have"))
        if kind.counted and number and not snapshot.manifest.scope.is_dated and int(have) < int(number):
            yield row["of"].value, f'is incomplete: it has {have} of {number}; a count is "at least"'
        elif end:
            since = f" from {start}" if start else ""
            yield row["of"].value, f"is complete{since}{' to' if start else ' as of'} {end}"
