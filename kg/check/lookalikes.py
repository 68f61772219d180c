"""Finds names that look like other names: letters of two scripts in one word, or things whose names look the same.

A Cyrillic о in a Latin word cannot be seen, but it names another thing. The table below has the letters of the Cyrillic
and the Greek script that look like Latin ones in most fonts; Unicode Technical Standard 39 calls the result a skeleton.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from kg.check.places import Places
from kg.errors import Finding
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Subject, Triple, plain
from kg.store.snapshot import Snapshot

_LOOK = str.maketrans(
    # Cyrillic, then Greek
    "асԁеһіјӏорԛѕԝухуԌАВСЕНІЈКМОРЅТУХҮԚԜ" + "ανορυχιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "acdehijlopqswyxyGABCEHIJKMOPSTYXYQW" + "avopuxiABEZHIKMNOPTYX",
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_WORD = re.compile(r"[^\W\d_]+")
_ROLES = ("vocabulary", "background", "source", "judgements")
_NAMING = tuple(ox.NamedNode(iri) for iri in (terms.PREF_LABEL, terms.ALT_LABEL))


def skeleton(text: str) -> str:
    """Return what a text looks like: invisible characters removed, letters of other scripts as the Latin ones.

    Examples
    --------
    >>> skeleton("Р\u0430ris") == skeleton("Paris")
    True
    """
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in normal if unicodedata.category(sign) != "Cf").translate(_LOOK)


def mixed_word(text: str) -> str | None:
    """Return the first word of a text that has letters of several scripts which look alike.

    Examples
    --------
    >>> mixed_word("r\u043eund"), mixed_word("Самарканд Samarqand Oʻzbekiston")
    ('rоund', None)
    """
    if text.isascii():
        return None
    for word in _WORD.findall(text):
        if len({script for sign in word if (script := _script(sign))}) > 1:
            return str(word)
    return None


def _script(sign: str) -> str | None:
    name = unicodedata.name(sign, "")
    return next((script for script in _SCRIPTS if name.startswith(f"{script} ")), None)


def lookalike_findings(snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Warn of names with letters of several scripts in one word, and of things whose names only look the same.

    Parameters
    ----------
    snapshot : Snapshot
    places : Places
    """
    described: dict[str, str] = {}
    names: dict[str, dict[str, tuple[str, Triple]]] = {}
    for info in snapshot.manifest.graphs:
        if info.role not in _ROLES:
            continue
        graph = ox.NamedNode(info.iri)
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, None, graph):
            if isinstance(quad.subject, ox.NamedNode):
                described.setdefault(quad.subject.value, info.iri)
        for predicate in _NAMING:
            for quad in snapshot.store.quads_for_pattern(None, predicate, None, graph):
                triple = plain(quad)
                name = getattr(triple[2], "value", "")
                names.setdefault(skeleton(name), {}).setdefault(name, (info.iri, triple))
                if word := mixed_word(name):
                    yield Finding(
                        "look-alike",
                        f'the name "{name}" has letters of several scripts in one word: {_spelt(word)}',
                        "warning",
                        info.iri,
                        focus=_iri(triple[0]),
                        remedy="write the word in one script; if it is meant so, nothing has to be done",
                        **places.find_statement(snapshot, info.iri, triple),
                    )
    yield from _iris(described, snapshot, places)
    for alike in names.values():
        if len(alike) > 1:
            yield from _alike_names(alike, snapshot, places)


def _alike_names(alike: dict[str, tuple[str, Triple]], snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Warn of names of different things that look the same, and are not."""
    (first, (_, one)), *others = sorted(alike.items(), key=lambda item: (not item[0].isascii(), item[0]))
    for name, (graph, triple) in others:
        if triple[0] != one[0] and unicodedata.normalize("NFC", name) != unicodedata.normalize("NFC", first):
            yield Finding(
                "look-alike",
                f'the name "{name}" looks like "{first}", the name of {_short(one[0], snapshot)}, but has other '
                f"characters: {_spelt(name)}",
                "warning",
                graph,
                focus=_iri(triple[0]),
                remedy="if both are one thing, use its IRI and its name",
                **places.find_statement(snapshot, graph, triple),
            )


def _iris(described: dict[str, str], snapshot: Snapshot, places: Places) -> Iterator[Finding]:
    """Warn of IRIs that look like those of other things, or have letters of several scripts in one word."""
    # An IRI in ASCII looks like itself only; most IRIs are.
    odd = {iri: unquote(iri) for iri in described if "%" in iri or not iri.isascii()}
    alike: dict[str, list[str]] = {skeleton(plain_iri): [] for plain_iri in odd.values()}
    for iri in described if odd else ():
        if (found := alike.get(skeleton(odd.get(iri, iri)))) is not None:
            found.append(iri)
    for iri, plain_iri in odd.items():
        graph = described[iri]
        others = [other for other in alike[skeleton(plain_iri)] if other != iri]
        word = mixed_word(plain_iri)
        if word is None and (not others or iri.isascii() or any(not other.isascii() for other in others)):
            continue
        what = f"looks like {snapshot.compact(others[0])}" if others else "has letters of several scripts in one word"
        where: dict[str, Any] = places.find(snapshot, graph, iri)
        yield Finding(
            "look-alike",
            f"the IRI {snapshot.compact(iri)} {what}: {_spelt(word or terms.local_name(plain_iri))}",
            "warning",
            graph,
            focus=iri,
            remedy="if both are one thing, use one IRI; otherwise write the IRI in Latin letters",
            **where,
        )


def _short(node: Subject, snapshot: Snapshot) -> str:
    return snapshot.compact(node.value) if isinstance(node, ox.NamedNode) else "a node without an IRI"


def _iri(node: Subject) -> str | None:
    return node.value if isinstance(node, ox.NamedNode) else None


def _spelt(text: str) -> str:
    """Name the characters of a text that are not Latin."""
    odd = dict.fromkeys(sign for sign in text if not sign.isascii() and _script(sign) != "LATIN")
    listed = ", ".join(f"{sign} is {unicodedata.name(sign, 'a character without a name')}" for sign in list(odd)[:5])
    return f"{text} ({listed})" if listed else text
