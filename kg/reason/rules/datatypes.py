"""Rules about values of literals: values, and the value spaces of datatypes.

Table 8 of the W3C's OWL 2 Profiles (second edition), section 4.3: dt-type2 (a value is in a datatype),
dt-eq (two literals have the same value), dt-diff (they do not), dt-not-type (a literal is not in a required datatype).
Value spaces are those of the OWL 2 datatype map (Structural Specification, section 4) and
of the dates of XML Schema 1.1, part 2. Nothing is concluded for unknown datatypes.

One difference is deliberate. Two moments at the same point in time with different time zones are equal in XML Schema
1.1, but not identical, and section 4.7 of the Structural Specification compares by identity. Here they are one value:
two sources that state one moment, each in its own time zone, do not contradict each other.
"""

from __future__ import annotations

import binascii
import re
import struct
from collections.abc import Hashable, Iterable
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

import pyoxigraph as ox

from kg.rdf import terms

#: The kind of a value and the value; values of different kinds are never equal.
Value = tuple[str, Hashable]
#: The smallest and the greatest integer of a datatype; None if there is none.
Bounds = tuple[int | None, int | None]

_INTEGERS: Final[dict[str, Bounds]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "negativeInteger": (None, -1),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in
       (("long", 64), ("int", 32), ("short", 16), ("byte", 8))},
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}  # fmt: skip
#: Characters of names in XML 1.0 (fifth edition), section 2.3, without the colon: the first one, and the others.
_FIRST: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LATER: Final = rf"{_FIRST}\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
#: Datatypes of strings: patterns of their values.
_STRINGS: Final = {
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^ \t\n\r]+(?: [^ \t\n\r]+)*)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "NMTOKEN": f"[:{_LATER}]+",
    "Name": f"[:{_FIRST}][:{_LATER}]*",
    "NCName": f"[{_FIRST}][{_LATER}]*",
}
_ZONE = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
#: Datatypes of time: patterns of their literals.
_MOMENTS: Final = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
}
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_DECIMAL: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT: Final = rf"(?:{_DECIMAL})(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_INTEGER: Final = r"[+-]?[0-9]+"
_RATIONAL: Final = r"([+-]?[0-9]+)/(\+?0*[1-9][0-9]*)"
#: The white space of XML.
_SPACE: Final = " \t\n\r"
_PLAIN, _LANGUAGE = f"{terms.RDF}PlainLiteral", f"{terms.RDF}langString"
_STRING: Final = f"{terms.XSD}string"
_DAYS_OF_400_YEARS: Final = 146_097
#: Maximum number of characters of a number or a moment; nothing is concluded for longer ones.
_LONGEST: Final = 1000


class IllTypedError(ValueError):
    """A literal that is not valid for its datatype."""


def value(literal: ox.Literal) -> Value | None:
    """Return the value of a literal.

    Parameters
    ----------
    literal : pyoxigraph.Literal

    Returns
    -------
    (kind, value) or None
        Equal for literals with the same value; None if the datatype is unknown.

    Raises
    ------
    IllTypedError
        If the literal is not valid.

    Examples
    --------
    >>> integer, decimal = (ox.NamedNode(terms.XSD + name) for name in ("integer", "decimal"))
    >>> value(ox.Literal("01", datatype=integer)) == value(ox.Literal("1.0", datatype=decimal))
    True
    >>> value(ox.Literal("one", datatype=integer))
    Traceback (most recent call last):
    kg.reason.rules.datatypes.IllTypedError: "one" is no xsd:integer
    """
    datatype = literal.datatype.value
    if datatype == _STRING:
        return ("string", literal.value)
    if literal.language is not None:
        return ("language", (literal.value, literal.language.lower()))
    if datatype == _PLAIN:
        return _plain(literal)
    if datatype == f"{terms.OWL}rational":
        return _rational(literal)
    return _of_schema(datatype.removeprefix(terms.XSD), literal) if datatype.startswith(terms.XSD) else None


def _plain(literal: ox.Literal) -> Value:
    """Read an rdf:PlainLiteral: a text, @, and a language or nothing."""
    text, mark, language = literal.value.rpartition("@")
    if mark and not language:
        return ("string", text)
    try:
        tagged = ox.Literal(text, language=language)
    except ValueError:
        tagged = None
    return _need("language", (text, language.lower()) if mark and tagged else None, literal)


def is_well_typed(literal: ox.Literal) -> bool:
    """Return whether a literal is valid, or its datatype unknown; faster than reading the value.

    Parameters
    ----------
    literal : pyoxigraph.Literal

    Examples
    --------
    >>> is_well_typed(ox.Literal("1.5", datatype=ox.NamedNode(terms.XSD + "decimal")))
    True
    """
    if literal.language is not None:
        return True
    datatype = literal.datatype.value
    return datatype == _STRING or _is_well_typed(literal.value, datatype)


@lru_cache(maxsize=4096)
def _is_well_typed(text: str, datatype: str) -> bool:
    # Cached, because dates are repeated.
    try:
        value(ox.Literal(text, datatype=ox.NamedNode(datatype)))
    except IllTypedError:
        return False
    return True


def equal(one: ox.Literal, other: ox.Literal) -> bool:
    """Return whether two literals certainly have the same value.

    Parameters
    ----------
    one, other : pyoxigraph.Literal

    Examples
    --------
    >>> equal(ox.Literal("a"), ox.Literal("a")), equal(ox.Literal("a"), ox.Literal("b"))
    (True, False)
    """
    if one == other:
        return True
    try:
        left, right = value(one), value(other)
    except IllTypedError:
        return False
    return left is not None and left == right


def contains(datatype: str, of: Value) -> bool:  # noqa: PLR0911
    """Return whether a value is in a datatype; True if the datatype is unknown.

    Parameters
    ----------
    datatype : str
        An IRI.
    of : (kind, value)
        The result of `value`.

    Examples
    --------
    >>> contains(terms.XSD + "nonNegativeInteger", ("number", Fraction(-1)))
    False
    """
    kind, content = of
    if datatype == f"{terms.RDFS}Literal" or not is_known(datatype):
        return True
    if datatype == _PLAIN:
        return kind in {"string", "language"}
    if datatype == _LANGUAGE:
        return kind == "language"
    name = datatype.removeprefix(terms.XSD)
    if name in _STRINGS:
        return kind == "string" and _pattern(_STRINGS[name]).fullmatch(str(content)) is not None
    if name == "dateTimeStamp":
        return kind == "dateTime" and isinstance(content, tuple) and content[1]
    if kind != "number":
        return kind == name
    assert isinstance(content, int | Fraction)
    if name in _INTEGERS:
        low, high = _INTEGERS[name]
        whole = content.denominator == 1
        return whole and (low is None or content >= low) and (high is None or content <= high)
    return datatype.startswith(terms.OWL) or (name == "decimal" and _is_decimal(content))


def is_known(datatype: str) -> bool:
    """Return whether the values of a datatype are known here."""
    if datatype in {f"{terms.RDFS}Literal", _PLAIN, _LANGUAGE, f"{terms.OWL}real", f"{terms.OWL}rational"}:
        return True
    name = datatype.removeprefix(terms.XSD)
    return datatype.startswith(terms.XSD) and (
        name in _INTEGERS or name in _STRINGS or name in _MOMENTS
        or name in {"decimal", "float", "double", "boolean", "hexBinary", "base64Binary", "anyURI", "dateTimeStamp"}
    )  # fmt: skip


def covered(datatypes: Iterable[str], by: str) -> bool:
    """Return whether every value in all of some datatypes is certainly in another datatype.

    Parameters
    ----------
    datatypes : iterable of str
        IRIs.
    by : str
        The IRI of the other datatype.

    Examples
    --------
    >>> short, unsigned = terms.XSD + "short", terms.XSD + "unsignedInt"
    >>> covered([short, unsigned], terms.XSD + "unsignedShort"), covered([short], unsigned)
    (True, False)
    """
    names = set(datatypes)
    if by in names or by == f"{terms.RDFS}Literal":
        return True
    bounds = [_INTEGERS[name] for iri in names if (name := iri.removeprefix(terms.XSD)) in _INTEGERS]
    if bounds and by in {f"{terms.XSD}decimal", f"{terms.OWL}real", f"{terms.OWL}rational"}:
        return True
    wanted = _INTEGERS.get(by.removeprefix(terms.XSD))
    if not bounds or wanted is None:
        return False
    low = max((b for b, _ in bounds if b is not None), default=None)
    high = min((b for _, b in bounds if b is not None), default=None)
    return (wanted[0] is None or (low is not None and low >= wanted[0])) and (
        wanted[1] is None or (high is not None and high <= wanted[1])
    )


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern on first use: those of names take longer than all other imports of this module."""
    return re.compile(text)


def _rational(literal: ox.Literal) -> Value | None:
    if len(literal.value) > _LONGEST:
        return None
    found = _pattern(_RATIONAL).fullmatch(literal.value.strip(_SPACE))
    return _need("number", Fraction(int(found[1]), int(found[2])) if found else None, literal)


def _of_schema(name: str, literal: ox.Literal) -> Value | None:  # noqa: PLR0911
    text = literal.value.strip(_SPACE)
    if len(text) > _LONGEST and name not in _STRINGS and name not in {"boolean", "anyURI", "hexBinary", "base64Binary"}:
        return None
    if name in _INTEGERS or name == "decimal":
        # Whole numbers are equal as int and as Fraction; int is much faster.
        read, pattern = (Fraction, _DECIMAL) if name == "decimal" else (int, _INTEGER)
        number: int | Fraction | None = read(text) if _pattern(pattern).fullmatch(text) else None
        if number is not None and not contains(terms.XSD + name, ("number", number)):
            number = None
        return _need("number", number, literal)
    if name in {"float", "double"}:
        return _need(name, _bits(text, name) if _pattern(_FLOAT).fullmatch(text) else None, literal)
    if name == "boolean":
        return _need(name, _BOOLEANS.get(text), literal)
    if name in _STRINGS:
        return _need("string", literal.value if _pattern(_STRINGS[name]).fullmatch(literal.value) else None, literal)
    if name == "anyURI":
        return ("anyURI", text)
    if name in {"hexBinary", "base64Binary"}:
        return _need(name, _binary(text, name), literal)
    if name in _MOMENTS or name == "dateTimeStamp":
        return _moment(name, text, literal)
    return None


def _need(kind: str, content: Hashable | None, literal: ox.Literal) -> Value:
    if content is None:
        datatype = literal.datatype.value
        raise IllTypedError(f'"{literal.value}" is no {terms.compact(datatype)}')
    return (kind, content)


def _bits(text: str, name: str) -> bytes:
    """Return the bits of a number: plus and minus zero are different values, and not-a-number is one value."""
    number = float(text.replace("INF", "inf"))
    if name == "double":
        return struct.pack(">d", number)
    try:
        return struct.pack(">f", number)
    except OverflowError:
        return struct.pack(">f", float("inf") if number > 0 else float("-inf"))


def _binary(text: str, name: str) -> bytes | None:
    try:
        if name == "hexBinary":
            return binascii.unhexlify(text)
        import base64

        return base64.b64decode(re.sub(f"[{_SPACE}]", "", text), validate=True)
    except ValueError:  # binascii's own, or characters beyond ASCII
        return None


def _is_decimal(number: int | Fraction) -> bool:
    """Return whether a number has a finite decimal expansion."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _moment(name: str, text: str, literal: ox.Literal) -> Value:
    """Return a moment as seconds in universal time, or without a zone, and whether it has one."""
    found = _pattern(_MOMENTS["dateTime" if name == "dateTimeStamp" else name]).fullmatch(text)
    if found is None:
        return _need(name, None, literal)
    parts = found.groupdict()
    zone = parts["zone"]
    if name == "dateTimeStamp" and zone is None:
        return _need(name, None, literal)
    year, month, day = int(parts.get("year") or 4), int(parts.get("month") or 1), int(parts.get("day") or 1)
    try:
        # Leap years come back every 400 years; Python's begin with 1.
        days = date(2000 + year % 400, month, day).toordinal() + (year // 400) * _DAYS_OF_400_YEARS
    except ValueError:
        return _need(name, None, literal)
    # Whole numbers are equal as int and as Fraction; int is much faster.
    seconds: int | Fraction = days * 86_400
    if parts.get("midnight"):
        seconds += 86_400 if name != "time" else 0
    elif parts.get("hour"):
        second = parts["second"]
        seconds += int(parts["hour"]) * 3600 + int(parts["minute"]) * 60
        seconds += Fraction(second) if "." in second else int(second)
    kind = "dateTime" if name == "dateTimeStamp" else name
    return (kind, (seconds - _offset(zone), zone is not None))


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 3600 + int(zone[4:6]) * 60)


__all__ = ["Bounds", "IllTypedError", "Value", "contains", "covered", "equal", "is_known", "is_well_typed", "value"]
