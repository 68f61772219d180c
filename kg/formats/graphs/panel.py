"""Panel data for statistics: a row for each country and year, or for each pair of countries and year.

A state (membership, the level of a partnership) counts in a year if it certainly held on 31 December. An event counts
in the year in which it certainly took place: one that may belong to two years counts in neither, and an undated one in
none. The unit of analysis and the reading at the year's end are those of the dyadic data sets of international
relations (https://correlatesofwar.org/data-sets/).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from kg.formats.format import GraphFormat
from kg.formats.tables.csv import delimited
from kg.project.paths import shipped_root
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import (
    UNKNOWN,
    Day,
    Interval,
    certain_year,
    certainly_contains,
    first_days,
    last_days,
    narrowest,
    uncertain_day,
)

COUNTRY_YEAR = (
    "iso3", "country", "year", "memberships", "sessions_held", "partners_met", "instruments_signed",
    "joint_commitments", "pledges", "pledged_amount", "pledged_currency",
)  # fmt: skip
DYAD_YEAR = (
    "iso3_a", "country_a", "iso3_b", "country_b", "year", "shared_memberships", "sessions_held", "instruments_signed",
    "joint_commitments", "partnership_level",
)  # fmt: skip

_QUERIES = shipped_root() / "queries" / "exports" / "panel"

#: Events and commitments, by country and year.
Counts = dict[tuple[str, int], set[str]]


def country_year(snapshot: Snapshot) -> bytes:
    """Write a row for each country and year, as CSV.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8, RFC 4180 with line feeds; columns `COUNTRY_YEAR`. The years are those from the first to the last with
        data; the countries are those with data. ``pledged_amount`` is the sum of the pledges in one currency; several
        amounts and currencies are separated by spaces.

    Examples
    --------
    >>> import kg
    >>> country_year(kg.open().snapshot).decode().splitlines()[0].split(",")[:3]
    ['iso3', 'country', 'year']
    """
    data = _Panel(snapshot)
    return _encoded(COUNTRY_YEAR, data.countries_by_year())


def dyad_year(snapshot: Snapshot) -> bytes:
    """Write a row for each pair of countries and year, as CSV.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        As `country_year`, with the columns `DYAD_YEAR`. Pairs are not directed: ``iso3_a`` comes first in the
        alphabet. Pairs that share nothing in any year are left out.

    Examples
    --------
    >>> import kg
    >>> dyad_year(kg.open().snapshot).decode().splitlines()[0].split(",")[:3]
    ['iso3_a', 'country_a', 'iso3_b']
    """
    data = _Panel(snapshot)
    return _encoded(DYAD_YEAR, data.pairs_by_year())


class _Panel:
    """The counts of both panels, by country and year."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.names = {row["c"]: (row["code"], row["name"]) for row in self._rows("countries")}
        self.sessions, self.signed, self.joint = (
            self._dated(self._rows(name)) for name in ("sessions", "signed", "joint")
        )
        self.pledges = [row for row in self._rows("pledges") if _year(row)]
        lasting = [row for row in self._rows("lasting") if row["c"] in self.names]
        years = {year for part in (self.sessions, self.signed, self.joint) for _, year in part}
        years |= {year for row in self.pledges if (year := _year(row))}
        years |= {day.year for row in lasting for day in first_days((row["start"], row["end"]))}
        self.years = range(min(years), max(years) + 1) if years else range(0)
        self.members: Counts = defaultdict(set)
        self.levels: dict[tuple[str, int], set[tuple[str, str]]] = defaultdict(set)
        by_state: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
        for row in lasting:
            by_state[row["node"], row["c"], row["what"], row["level"]].append(row)
        for (node, country, what, level), stated in by_state.items():
            interval = _interval(stated)
            for year in self.years:
                if not certainly_contains(interval, Day(year, 12, 31)):
                    continue
                if level:
                    self.levels[country, year].add((node, level))
                else:
                    self.members[country, year].add(what)

    def _rows(self, name: str) -> list[dict[str, str]]:
        result = run(self.snapshot, (_QUERIES / f"{name}.rq").read_text(encoding="utf-8"))
        assert isinstance(result, Result)
        return [
            {name: "" if term is None else term.value for name, term in zip(result.columns, row, strict=True)}
            for row in result.rows
        ]

    def _dated(self, rows: Iterable[dict[str, str]]) -> Counts:
        found: Counts = defaultdict(set)
        for row in rows:
            if row["c"] in self.names and (year := _year(row)):
                found[row["c"], year].add(row["what"])
        return found

    def countries_by_year(self) -> Iterator[Sequence[object]]:
        """Yield the rows of `country_year`."""
        parts = (self.members, self.sessions, self.signed, self.joint)
        known = {country for part in parts for country, _ in part} | {row["c"] for row in self.pledges}
        for country, year in itertools.product(sorted(known, key=lambda c: self.names[c]), self.years):
            key = (country, year)
            met = {
                other for (other, when), held in self.sessions.items()
                if when == year and other != country and held & self.sessions.get(key, set())
            }  # fmt: skip
            pledges = [row for row in self.pledges if row["c"] == country and _year(row) == year]
            sums: dict[str, Decimal] = defaultdict(Decimal)
            for row in {row["what"]: row for row in pledges if row["amount"]}.values():
                sums[row["currency"]] += Decimal(row["amount"])
            yield (
                *self.names[country], year, len(self.members.get(key, ())), len(self.sessions.get(key, ())), len(met),
                len(self.signed.get(key, ())), len(self.joint.get(key, ())), len({row["what"] for row in pledges}),
                " ".join(f"{sums[currency]:f}" for currency in sorted(sums)), " ".join(sorted(sums)),
            )  # fmt: skip

    def pairs_by_year(self) -> Iterator[Sequence[object]]:
        """Yield the rows of `dyad_year`."""
        parts = (self.members, self.sessions, self.signed, self.joint)
        shared: dict[tuple[str, str], dict[int, list[set[str]]]] = {}
        for place, part in enumerate(parts):
            by_year: dict[int, list[str]] = defaultdict(list)
            for country, year in part:
                by_year[year].append(country)
            for year, countries in by_year.items():
                for pair in itertools.combinations(sorted(countries, key=lambda c: self.names[c]), 2):
                    if common := part[pair[0], year] & part[pair[1], year]:
                        empty: list[set[str]] = [set() for _ in parts]
                        shared.setdefault(pair, {}).setdefault(year, empty)[place].update(common)
        ladder = {
            (a, b)
            for (a, year) in self.levels
            for (b, when) in self.levels
            if year == when and self.names[a] < self.names[b] and self.levels[a, year] & self.levels[b, year]
        }
        for pair in sorted({*shared, *ladder}, key=lambda pair: (self.names[pair[0]], self.names[pair[1]])):
            for year in self.years:
                counts = shared.get(pair, {}).get(year, [set() for _ in parts])
                levels = self.levels.get((pair[0], year), set()) & self.levels.get((pair[1], year), set())
                level = "; ".join(sorted(self.snapshot.label(level) for _, level in levels))
                yield (*self.names[pair[0]], *self.names[pair[1]], year, *map(len, counts), level)


def _interval(rows: Sequence[Mapping[str, str]]) -> Interval:
    """Return when a state held: the days that all sources allow, whose dates are in its rows."""
    dates = {name: [row[name] for row in rows] for name in ("start_earliest", "start", "end", "end_latest")}
    start = narrowest(first_days(dates["start_earliest"]), last_days(dates["start"]))
    end = narrowest(first_days(dates["end"]), last_days(dates["end_latest"]))
    return Interval(start, None if end == UNKNOWN else end)


def _year(row: Mapping[str, str]) -> int | None:
    """Return the year in which an event certainly took place; None if that is not known."""
    return certain_year(uncertain_day(row["from"], row["to"]))


def _encoded(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    return delimited(columns, rows).encode()


_USE = "R, Stata, pandas"
FORMATS = (
    GraphFormat("country-year", "statistics as CSV: one row for each country and year", country_year, use=_USE),
    GraphFormat("dyad-year", "statistics as CSV: one row for each pair of countries and year", dyad_year, use=_USE),
)
