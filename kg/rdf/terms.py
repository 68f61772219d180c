"""Names: namespaces, IRI ↔ CURIE. No input or output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

BASE: Final = "https://w3id.org/diplomatic-kg/"
KG: Final = f"{BASE}ontology#"
ONTOLOGY: Final = f"{BASE}ontology"
ACCEPTED: Final = f"{BASE}graph/accepted"
INFERRED: Final = f"{BASE}graph/inferred"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"

RDF_TYPE: Final = f"{RDF}type"
PREF_LABEL: Final = f"{SKOS}prefLabel"
ALT_LABEL: Final = f"{SKOS}altLabel"

#: One prefix for each kind of thing, so that Turtle is easy to read.
KINDS: Final = (
    "country", "organisation", "official", "post", "tenure", "participation", "event", "framework",
    "membership", "instrument", "commitment", "status", "position", "topic", "place", "level", "source", "passage",
    "judgement", "graph",
)  # fmt: skip

PREFIXES: Final[Mapping[str, str]] = {
    "kg": KG,
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
    "geo": GEO,
    "wd": "http://www.wikidata.org/entity/",
}

#: The characters of names in Turtle and SPARQL, for a set in a regular expression: in the grammars PN_CHARS_BASE,
#: PN_CHARS_U, and PN_CHARS without the hyphen. They are not those of \w: names may contain combining accents and the
#: joiners of Persian and Indic scripts, but not every letter and digit of Unicode.
NAME_LETTERS: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_STARTS: Final = rf"{NAME_LETTERS}_"
NAME_CHARS: Final = rf"{NAME_STARTS}0-9\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
#: The part of a name after its colon, as a regular expression, also for re.VERBOSE. Only single characters are repeated
#: possessively: before Python 3.11.5, re matches possessive groups wrongly.
LOCAL_NAME: Final = (
    rf"(?:(?:[{NAME_STARTS}:0-9]|{_ESCAPE})(?:[{NAME_CHARS}:\-]++|{_ESCAPE}|\.+(?=[{NAME_CHARS}:\-]|{_ESCAPE}))*)?"
)

_CURIE = re.compile(r"([A-Za-z][\w-]*):([^\s<>\"{}|^`]*)\Z")


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI (RFC 3987), as the store of the graph requires it.

    Examples
    --------
    >>> is_iri("https://w3id.org/x"), is_iri("UZ"), is_iri("https://w3id.org/a b"), is_iri("http://[")
    (True, False, False, False)
    """
    # Most commands check no IRI, and start faster without the store.
    import pyoxigraph as ox

    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Write an IRI as a CURIE, by the longest namespace that fits; else return it as it is.

    Parameters
    ----------
    iri : str
        An absolute IRI.
    prefixes : mapping of str to str
        Prefix to namespace.

    Returns
    -------
    str

    Examples
    --------
    >>> compact("https://w3id.org/diplomatic-kg/country/UZ")
    'country:UZ'
    """
    best = max(
        (item for item in prefixes.items() if iri.startswith(item[1]) and len(iri) > len(item[1])),
        key=lambda item: (len(item[1]), item[0]),
        default=None,
    )
    return iri if best is None else f"{best[0]}:{iri[len(best[1]) :]}"


def expand(text: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """Read a CURIE, an IRI or an IRI in angle brackets; None if it is none of them.

    Examples
    --------
    >>> expand("country:UZ")
    'https://w3id.org/diplomatic-kg/country/UZ'
    >>> expand("<https://w3id.org/x>")
    'https://w3id.org/x'
    >>> expand("Uzbekistan") is None
    True
    """
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    elif (match := _CURIE.match(text)) and match[1] in prefixes:
        text = prefixes[match[1]] + match[2].replace("\\", "")
    elif match and not match[2].startswith("/") and match[1] not in ("urn", "mailto", "tag"):
        return None
    return text if is_iri(text) else None


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/`` of an IRI.

    Examples
    --------
    >>> local_name("https://w3id.org/diplomatic-kg/ontology#Country")
    'Country'
    """
    iri = iri.rstrip("#/")
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
