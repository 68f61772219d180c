"""Makes ``data/reference/vocabulary/capitals.ttl`` from The World Factbook: capitals and their coordinates.

The files are named by GEC codes (``europe/be.json``), which are not those of ISO 3166-1. This importer therefore
writes places without their countries; the importer of the table of ISO 3166-1 joins the two.
"""

from __future__ import annotations

import html
import json
import lzma
import re
import tarfile
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from kg.errors import DataError, Finding, UsageError
from kg.importers.importer import Imported, Importer, Input
from kg.importers.turtle import block, head, literal
from kg.project.read import LARGEST_TEXT, check_regular, read_content

#: The minimum number of capitals with coordinates; if there are fewer, nothing is written.
CAPITALS: Final = 200

FACTBOOK_URL: Final = "https://github.com/factbook/factbook.json/tree/8662a8b17a784841ab4528631b04090eb2f183eb"
INPUT: Final = Input("FACTBOOK", "the files of factbook.json, as a folder or a tar archive")

#: Coordinates that were checked and corrected, by GEC code and by the text of the Factbook that they replace.
CORRECTED: Final[Mapping[tuple[str, str], tuple[Decimal, Decimal]]] = {
    ("be", "50 84 N, 4 35 E"): (Decimal("50.84"), Decimal("4.35")),  # decimal degrees without the dot
}
#: Coordinates that were checked and are wrong, by GEC code, and why.
UNUSABLE: Final[Mapping[tuple[str, str], str]] = {
    ("tz", "6 48 S, 39 17 E"): "are those of Dar es Salaam",
    ("wf", "13 57 S, 171 56 W"): "are some 450 km east of Wallis and Futuna",
}

NOT_LATIN: Final = "the name has a letter that is not Latin; its IRI is made of Latin letters"

_COORDINATES = re.compile(r"(\d{1,2}) (\d{1,2}) ([NS]), (\d{1,3}) (\d{1,2}) ([EW])", re.ASCII)


class Capital(NamedTuple):
    """The entry of the Factbook on a capital, as text: names and remarks, and the coordinates of the first city."""

    names: str
    coordinates: str


def read_capitals(path: Path) -> tuple[dict[str, Capital], list[Finding]]:
    """Read the capitals of all countries.

    Parameters
    ----------
    path : pathlib.Path
        The files of factbook.json, as a folder or a tar archive.

    Returns
    -------
    dict of str to Capital
        By GEC code in lower case; both texts are empty if a country has no capital.
    list of Finding
        Findings on files that could not be used.

    Raises
    ------
    UsageError
        If there is no such file, or no file of the Factbook in it.

    Examples
    --------
    >>> read_capitals(Path("factbook"))  # doctest: +SKIP
    """
    findings: list[Finding] = []
    capitals: dict[str, Capital] = {}
    for name, content in _factbook_files(path):
        try:
            capital = json.loads(content).get("Government", {}).get("Capital", {})
            capitals[PurePosixPath(name).stem] = Capital(
                _text(capital, "name"), _text(capital, "geographic coordinates")
            )
        except (ValueError, AttributeError, RecursionError) as error:
            findings.append(Finding("factbook-not-used", f"is not a file of the Factbook: {error}", path=name))
    if not capitals:
        raise UsageError(
            f"{path}: contains no file such as europe/be.json; give the folder or archive of factbook.json"
        )
    return capitals, findings


def parse_coordinates(text: str) -> tuple[Decimal, Decimal]:
    """Read coordinates as the Factbook writes them.

    Parameters
    ----------
    text : str
        Degrees and minutes, such as ``41 19 N, 69 15 E``.

    Returns
    -------
    tuple of decimal.Decimal
        Latitude and longitude in degrees to four places, south and west negative.

    Raises
    ------
    ValueError
        If the text has another form, or an angle is out of range.

    Examples
    --------
    >>> parse_coordinates("22 34 S, 17 05 E")
    (Decimal('-22.5667'), Decimal('17.0833'))
    """
    match = _COORDINATES.fullmatch(text)
    if match is None:
        raise ValueError("is not of the form '41 19 N, 69 15 E'")
    degrees_north, minutes_north, north, degrees_east, minutes_east, east = match.groups()
    return (
        _degrees(degrees_north, minutes_north, north == "S", 90),
        _degrees(degrees_east, minutes_east, east == "W", 180),
    )


def gec_codes(cell: str) -> list[str]:
    """Split a cell with several GEC codes in a row, and write them in lower case.

    Examples
    --------
    >>> gec_codes("RIKV")  # Serbia's in country-codes.csv: RI and, for Kosovo, KV
    ['ri', 'kv']
    """
    return [cell[start : start + 2].lower() for start in range(0, len(cell) - 1, 2)]


def first_name(names: str) -> str:
    """Return the first city in a text of the Factbook.

    Examples
    --------
    >>> first_name("La Paz (administrative capital); Sucre (constitutional capital)")
    'La Paz'
    """
    return re.split(r"[;(]", names)[0].strip()


def names_first(names: str, city: str) -> bool:
    """Return whether a city is the first in a text of the Factbook, or in brackets after the first.

    Only then do the coordinates belong to that city.

    Examples
    --------
    >>> names_first("La Paz (administrative capital); Sucre (constitutional capital)", "Sucre")
    False
    """
    wanted = plain(city)
    first = names.split(";", maxsplit=1)[0]
    inside = re.findall(r"\(([^()]*)\)", first)
    # A name without Latin letters has an empty spelling, with which every name begins.
    return bool(wanted) and any(re.match(rf"{re.escape(wanted)}\b", plain(part)) for part in (first, *inside))


#: Latin letters that Unicode does not split into a letter of ASCII and an accent.
_LATIN = str.maketrans(
    {"æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "œ": "oe", "ø": "o", "ß": "ss", "ŧ": "t",
     "þ": "th", "ə": "a", "ʻ": "", "ʼ": "", "ʽ": ""}
)  # fmt: skip


def plain(name: str) -> str:
    """Fold accents, case, hyphens and "St.", so that spellings of a city compare equal.

    A name with letters that are not Latin becomes empty.

    Examples
    --------
    >>> plain("St. John's"), plain("Saint John's"), plain("Port-Vila"), plain("Łódź"), plain("Ωmega")
    ('saint johns', 'saint johns', 'port vila', 'lodz', '')
    """
    letters = unicodedata.normalize("NFKD", name).lower().translate(_LATIN)
    if any(letter.isalpha() and not letter.isascii() for letter in letters):
        return ""
    words = re.sub(r"[^a-z0-9 ]", "", letters.replace("-", " ")).split()
    return " ".join("saint" if word == "st" else word for word in words)


def _factbook_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files with a GEC code as name, sorted by name."""
    wanted = re.compile(r"(?:.*/)?[a-z]{2}\.json")
    try:
        if path.is_dir():
            for found in sorted(path.rglob("*.json")):
                if wanted.fullmatch(found.relative_to(path).as_posix()):
                    yield found.relative_to(path).as_posix(), read_content(found, given=True, largest=LARGEST_TEXT)
            return
        check_regular(path)
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda member: member.name):
                if wanted.fullmatch(member.name) and (file := archive.extractfile(member)) is not None:
                    if member.size > LARGEST_TEXT:
                        raise UsageError(f"{path}: {member.name} in it is too large: {member.size} bytes")
                    yield member.name, file.read()
    # A link in the archive may be broken, or lead to itself.
    except (OSError, EOFError, KeyError, RecursionError, tarfile.TarError, lzma.LZMAError, zlib.error) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error


def _text(capital: Mapping[str, Any], key: str) -> str:
    text = capital.get(key, {}).get("text", "")
    if not isinstance(text, str):
        raise ValueError(f"{key!r} has no text, but {json.dumps(text)[:40]}")
    text = html.unescape(text)
    if re.search("[\ud800-\udfff\ufffd]", text):
        raise ValueError(f"{key!r} has half of a character: {json.dumps(text)[:40]}")
    return " ".join(re.sub(r"<[^<>]*>", "", text).split())


def _degrees(degrees: str, minutes: str, negative: bool, most: int) -> Decimal:
    if int(minutes) > 59:
        raise ValueError(f"has {minutes} minutes, but a degree has 60")
    value = (Decimal(degrees) + Decimal(minutes) / 60).quantize(Decimal("0.0001"))
    if value > most:
        raise ValueError(f"has {degrees} degrees, more than {most}")
    return -value if negative else value


def places(capitals: Mapping[str, Capital], findings: list[Finding]) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    """Yield the capitals with usable coordinates: slug, name, latitude and longitude; sorted by slug.

    Parameters
    ----------
    capitals : mapping of str to Capital
        As `read_capitals` returns them.
    findings : list of Finding
        Findings on capitals without usable coordinates are added to it.

    Examples
    --------
    >>> list(places({"uz": Capital("Tashkent (Toshkent)", "41 19 N, 69 15 E")}, []))
    [('tashkent', 'Tashkent', Decimal('41.3167'), Decimal('69.2500'))]
    """
    names = {code: re.sub(r" in [A-Z]\w+$", "", first_name(capital.names)) for code, capital in capitals.items()}
    slugs = {code: plain(name).replace(" ", "-") for code, name in names.items()}
    # As for the table of countries, names that differ only by a hyphen or a space are the same.
    uses = Counter(slug.replace("-", "") for slug in slugs.values())
    for code in sorted(names, key=lambda code: (slugs[code], code)):
        text = capitals[code].coordinates
        # The entry of a territory without a capital is empty, or a remark.
        if not names[code][:1].isupper():
            continue
        problem = (
            NOT_LATIN if not slugs[code]
            else "other files have a capital of the same spelling" if uses[slugs[code].replace("-", "")] > 1
            else "there are no coordinates" if not text
            else f"the coordinates {UNUSABLE[code, text]} ({text})" if (code, text) in UNUSABLE
            else ""
        )  # fmt: skip
        try:
            if problem:
                raise ValueError(problem)
            latitude, longitude = CORRECTED.get((code, text)) or parse_coordinates(text)
        except ValueError as error:
            findings.append(Finding("capital-not-used", f"{names[code]}: {error}", "warning", path=f"{code}.json"))
        else:
            yield slugs[code], names[code], latitude, longitude


def _import(paths: Sequence[Path]) -> Imported:
    capitals, findings = read_capitals(paths[0])
    found = list(places(capitals, findings))
    if len(found) < CAPITALS:
        message = f"{len(found)} capitals have usable coordinates, but {CAPITALS} are expected"
        remedy = "check that the Factbook is complete"
        raise DataError(
            f"the capitals were not written: {message}",
            [Finding("too-few-capitals", message, remedy=remedy), *findings],
        )
    blocks = (
        block(
            f"place:{slug} a kg:Place",
            [("skos:prefLabel", [literal(name, "en")]), ("geo:lat", [str(latitude)]), ("geo:long", [str(longitude)])],
        )
        for slug, name, latitude, longitude in found
    )
    text = "\n\n".join([head(_COMMENT, _PREFIXES_USED), _SOURCE, *blocks]) + "\n"
    return Imported(text, f"{len(found)} capitals", tuple(findings))


_PREFIXES_USED: Final = ("kg", "organisation", "place", "source", "dcterms", "geo", "skos", "xsd")

_COMMENT: Final = """\
# Capitals and their coordinates from The World Factbook.
#
# Made by: kg import factbook FACTBOOK -o data/reference/vocabulary/capitals.ttl
# Do not edit: change kg/importers/datasets/factbook.py and make it again."""

_SOURCE: Final = f'''\
source:factbook-capitals a kg:Source , kg:ReferenceData ;
    skos:prefLabel "Capitals of The World Factbook"@en ;
    dcterms:title "Capitals of The World Factbook"@en ;
    dcterms:description """Capitals and their coordinates. Being named as a capital says nothing about the status of a
territory."""@en ;
    dcterms:publisher organisation:diplomatic-kg ;
    dcterms:language "en" ;
    dcterms:issued "2026-11-30"^^xsd:date ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:source <{FACTBOOK_URL}> .'''

IMPORTERS = (
    Importer(
        "factbook",
        "capitals and their coordinates from The World Factbook, without their countries",
        (INPUT,),
        "data/reference/vocabulary/capitals.ttl",
        _import,
    ),
)
