"""Checks literals against their datatypes, and values against the properties that have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple

#: The pattern of a datatype's literals, and an example.
LEXICAL: Final[Mapping[str, tuple[str, str]]] = {
    f"{terms.XSD}date": (
        r"-?(?:[1-9]\d{3,}|0\d{3})-\d\d-\d\d(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?", "2024-11-13",
    ),
    f"{terms.XSD}gYearMonth": (
        r"-?(?:[1-9]\d{3,}|0\d{3})-\d\d(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?", "2024-11",
    ),
    f"{terms.XSD}gYear": (r"-?(?:[1-9]\d{3,}|0\d{3})(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?", "2024"),
    f"{terms.XSD}integer": (r"[+-]?\d+", "4"),
    f"{terms.XSD}decimal": (r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", "1.5"),
    f"{terms.XSD}boolean": (r"true|false|1|0", "true"),
}  # fmt: skip

#: XML Schema allows years of any length.
MOST_DIGITS_OF_A_YEAR: Final = 9

#: The time zone at the end of a date.
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$", re.ASCII)
#: How a value of a datatype is written in Turtle.
_WRITTEN: Mapping[str, str] = {
    "integer": "a whole number without quotes, such as 4",
    "decimal": "a number without quotes, such as 1.5",
    "boolean": "true or false, without quotes",
    "string": 'a text in quotes, without a language, such as "UZ"',
    "anyURI": 'an address in quotes with its datatype, such as "https://example.org/"^^xsd:anyURI',
}
_ANY = 'a literal: a text in quotes, a number, or a date such as "2024-11-13"^^xsd:date'
#: Datatypes of XML Schema by the one that they are derived from.
_DERIVED: Mapping[str, str] = {
    **dict.fromkeys(("integer",), "decimal"),
    **dict.fromkeys(("nonNegativeInteger", "nonPositiveInteger", "long"), "integer"),
    **dict.fromkeys(("positiveInteger", "unsignedLong"), "nonNegativeInteger"),
    "negativeInteger": "nonPositiveInteger",
    "int": "long", "short": "int", "byte": "short",
    "unsignedInt": "unsignedLong", "unsignedShort": "unsignedInt", "unsignedByte": "unsignedShort",
    "normalizedString": "string", "token": "normalizedString",
    **dict.fromkeys(("language", "Name", "NMTOKEN"), "token"),
    "NCName": "Name",
}  # fmt: skip


@dataclass(frozen=True)
class Declarations:
    """Declarations of properties: which take things, which take literals, and their datatypes."""

    to_things: frozenset[str]
    to_literals: frozenset[str]
    datatypes: Mapping[str, str]


def read_declarations(ontology: Iterable[Triple]) -> Declarations:
    """Read the declarations of properties from ontologies.

    Parameters
    ----------
    ontology : iterable of (subject, predicate, object)

    Returns
    -------
    Declarations
        A property that is declared as both kinds is in neither set: its values are not checked. A datatype holds for
        the sub-properties of a property, too.
    """
    kinds: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    above: dict[str, list[str]] = {}
    for s, p, o in ontology:
        if not isinstance(s, ox.NamedNode) or not isinstance(o, ox.NamedNode):
            continue
        if p == RDF_TYPE and o.value in (f"{terms.OWL}ObjectProperty", f"{terms.OWL}DatatypeProperty"):
            kinds.setdefault(s.value, set()).add(terms.local_name(o.value))
        elif p.value == f"{terms.RDFS}range" and o.value.startswith(terms.XSD):
            ranges[s.value] = o.value
        elif p.value == f"{terms.RDFS}subPropertyOf":
            above.setdefault(s.value, []).append(o.value)

    def datatype(prop: str) -> str | None:
        """Find the range of a property, or of the nearest one above it; the ontology may be deep, or have circles."""
        ahead, seen = [prop], {prop}
        for one in ahead:
            if one in ranges:
                return ranges[one]
            new = sorted(set(above.get(one, ())) - seen)
            seen.update(new)
            ahead += new
        return None

    literal = frozenset(prop for prop, kind in kinds.items() if kind == {"DatatypeProperty"})
    return Declarations(
        frozenset(prop for prop, kind in kinds.items() if kind == {"ObjectProperty"}),
        literal,
        {prop: found for prop in literal if (found := datatype(prop))},
    )


def mismatch(known: Declarations, prop: str, value: Term) -> tuple[str, str] | None:
    """Check a value of a property: if it is of the wrong kind, say what the property takes and how to write it.

    Parameters
    ----------
    known : Declarations
    prop : str
        IRI of the property.
    value : term

    Returns
    -------
    (str, str) or None
        What the property takes, and how to write it; None if the value fits, or nothing is declared.

    Examples
    --------
    >>> known = Declarations(frozenset({"urn:party"}), frozenset(), {})
    >>> mismatch(known, "urn:party", ox.Literal("France"))
    ('a thing', 'write the IRI of the thing')
    >>> mismatch(known, "urn:party", ox.NamedNode("urn:fr")) is None
    True
    """
    if prop in known.to_things:
        return ("a thing", "write the IRI of the thing") if isinstance(value, ox.Literal) else None
    if prop not in known.to_literals:
        return None
    datatype = known.datatypes.get(prop)
    written = _WRITTEN.get(terms.local_name(datatype), f"a value of {terms.compact(datatype)}") if datatype else ""
    if not isinstance(value, ox.Literal):
        return ("a value", f"write {written or _ANY}")
    if datatype is None or _is_derived(value.datatype.value, datatype):
        return None
    return (terms.compact(datatype), f"write {written}")


def _is_derived(datatype: str, base: str) -> bool:
    """Return whether every value of a datatype is a value of another, by XML Schema."""
    if datatype == base:
        return True
    local = terms.local_name(datatype)
    return datatype.startswith(terms.XSD) and local in _DERIVED and _is_derived(terms.XSD + _DERIVED[local], base)


def invalid_reason(text: str, datatype: str) -> str | None:
    """Return why a text is not valid for a datatype; None if it is one, or the datatype is not in `LEXICAL`.

    Examples
    --------
    >>> invalid_reason("2024-02-30", terms.XSD + "date")
    'day 30 is not from 1 to 29'
    """
    if datatype not in LEXICAL:
        return None
    pattern, example = LEXICAL[datatype]
    if not re.fullmatch(pattern, text, re.ASCII):
        return f"it is not written like {example}"
    dated = (f"{terms.XSD}date", f"{terms.XSD}gYear", f"{terms.XSD}gYearMonth")
    digits = re.search(r"[0-9]+", text) if datatype in dated else None
    if digits and len(digits[0]) > MOST_DIGITS_OF_A_YEAR:
        return f"its year has {len(digits[0])} digits, and kg reads years of at most {MOST_DIGITS_OF_A_YEAR}"
    return (
        None if datatype not in dated else _not_in_calendar(*(int(n) for n in re.findall(r"\d+", _ZONE.sub("", text))))
    )


def _not_in_calendar(year: int, month: int = 1, day: int = 1) -> str | None:
    if not 1 <= month <= 12:
        return f"month {month} is not from 1 to 12"
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return None if 1 <= day <= last else f"day {day} is not from 1 to {last}"
