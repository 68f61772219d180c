"""Queries that compare dates in SPARQL agree with the algebra of dates, on random data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build.dates import superseded_dates
from kg.load.parsed import ParsedFile
from kg.project.paths import shipped_root
from kg.project.project import SourceFile
from kg.rdf import terms
from kg.rdf.model import plain
from kg.temporal.intervals import (
    Day,
    Interval,
    UncertainDay,
    certainly_before,
    certainly_contains,
    is_upside_down,
    narrowest,
    possibly_contains,
    possibly_overlap,
    widest,
)

QUERIES = shipped_root() / "queries"
MY = "https://example.org/"
#: Few days, so that equal days are frequent.
DAYS = st.integers(1, 9).map(lambda day: Day(2024, 2, day))
PAIRS = st.tuples(DAYS, DAYS).map(lambda ends: UncertainDay(min(ends), max(ends)))
#: A few examples are enough, because each query answers for many things.
FEW = settings(max_examples=6, deadline=None)
#: The sources that make statements about a thing.
BY_SOURCE = st.sampled_from(["s1", "s2"])


class Data:
    """A store that has each statement in the graph of its source and in the default graph."""

    def __init__(self) -> None:
        self.store = ox.Store()
        for source in ("s1", "s2"):
            self.add(source, source, terms.RDF_TYPE, "kg:Source")

    def add(self, source: str, subject: str, predicate: str, value: str | Day | None) -> None:
        """Add a statement, or nothing if the value is None."""
        if value is None:
            return
        obj = (
            ox.Literal(str(value), datatype=ox.NamedNode(f"{terms.XSD}date"))
            if isinstance(value, Day)
            else ox.NamedNode(terms.expand(value) or MY + value)
        )
        name = predicate if terms.is_iri(predicate) else terms.KG + predicate
        for graph in (ox.NamedNode(MY + source), ox.DefaultGraph()):
            self.store.add(ox.Quad(ox.NamedNode(MY + subject), ox.NamedNode(name), obj, graph))

    def add_day(self, source: str, subject: str, name: str, day: UncertainDay) -> None:
        """Add a pair of dates: ``earliestDate`` and ``latestDate`` for the empty name."""
        ends = (f"{name}Earliest", f"{name}Latest") if name else ("earliestDate", "latestDate")
        for prop, end in zip(ends, day, strict=True):
            self.add(source, subject, prop, end)

    def combine_dates(self) -> None:
        """Leave one pair of each date in the default graph, as the accepted graph does."""
        files = []
        for source in ("s1", "s2"):
            iri = ox.NamedNode(MY + source)
            triples = tuple(plain(quad) for quad in self.store.quads_for_pattern(None, None, None, iri))
            files.append(ParsedFile.of(SourceFile(Path(f"{source}.ttl"), "source"), "", iri, triples))
        for triple in superseded_dates(files):
            self.store.remove(ox.Quad(*triple, ox.DefaultGraph()))

    def ask(self, query: str, *columns: str, **given: Day) -> set[tuple[str, ...]]:
        """Run a query of the library with some parameters; return some of its columns as local names."""
        text = (QUERIES / f"{query}.rq").read_text(encoding="utf-8")
        for name, day in given.items():
            text, times = re.subn(rf"VALUES \?{name} {{[^}}]*}}", f'VALUES ?{name} {{ "{day}"^^xsd:date }}', text)
            assert times > 0
        found = self.store.query(f"PREFIX xsd: <{terms.XSD}>\n" + text.replace(f"PREFIX xsd: <{terms.XSD}>", ""))
        assert isinstance(found, ox.QuerySolutions)
        return {tuple(terms.local_name(row[column].value) for column in columns) for row in found}


def ends(stated: Mapping[str, UncertainDay]) -> tuple[list[Day], list[Day]]:
    return (
        [day.earliest for day in stated.values() if day.earliest is not None],
        [day.latest for day in stated.values() if day.latest is not None],
    )


@FEW
@given(st.lists(st.dictionaries(BY_SOURCE, PAIRS, min_size=1), min_size=10, max_size=30), DAYS)
def test_a_plan_is_past_its_date_if_that_is_certain(plans: list[dict[str, UncertainDay]], today: Day) -> None:
    data = Data()
    for number, stated in enumerate(plans):
        for source, day in stated.items():
            data.add(source, f"plan{number}", "eventStatus", "kg:Planned")
            data.add_day(source, f"plan{number}", "planned", day)
    past = {
        (f"plan{number}",)
        for number, stated in enumerate(plans)
        if certainly_before(widest(*ends(stated)), UncertainDay(today, today))
    }
    assert data.ask("checks/plan-past-its-date", "focus", today=today) == past


ENDS = st.builds(UncertainDay, st.none() | DAYS, st.none() | DAYS)
#: Starts and ends of tenures; another check finds those that end before they start.
TENURES = st.tuples(ENDS, ENDS).filter(lambda pair: not is_upside_down(UncertainDay(pair[0].earliest, pair[1].latest)))


@FEW
@given(st.lists(st.tuples(ENDS, ENDS, ENDS), min_size=10, max_size=30))
def test_dates_are_upside_down_if_no_day_is_possible(things: list[tuple[UncertainDay, ...]]) -> None:
    data = Data()
    wrong: set[tuple[str, ...]] = set()
    for number, (date, start, end) in enumerate(things):
        name = f"thing{number}"
        for prop, day in (("", date), ("start", start), ("end", end)):
            data.add_day("s1", name, prop, day)
            if is_upside_down(day):
                wrong.add((name, f"{prop}Earliest" if prop else "earliestDate"))
        # An interval: from its latest start, if that is stated, to its latest end.
        if is_upside_down(UncertainDay(start.latest or start.earliest, end.latest)) and not is_upside_down(start):
            wrong.add((name, "startLatest" if start.latest else "startEarliest"))
    found = {(focus, first) for focus, first, _ in data.ask("checks/dates-upside-down", "focus", "first", "last")}
    assert found == wrong


@FEW
@given(st.lists(st.tuples(st.lists(TENURES, max_size=3), PAIRS), min_size=10, max_size=25))
def test_an_official_acts_outside_every_tenure_if_none_may_overlap_the_event(
    officials: list[tuple[list[tuple[UncertainDay, UncertainDay]], UncertainDay]],
) -> None:
    data = Data()
    outside: set[tuple[str, ...]] = set()
    for number, (tenures, date) in enumerate(officials):
        data.add_day("s1", f"event{number}", "", date)
        for prop, value in (("atEvent", f"event{number}"), ("participant", f"official{number}"),
                            ("inCapacityOf", f"capacity{number}")):  # fmt: skip
            data.add("s1", f"part{number}", prop, value)
        data.add("s1", f"capacity{number}", "ofPost", f"post{number}")
        dated: list[Interval] = []
        for place, (start, end) in enumerate(tenures):
            tenure = f"tenure{number}-{place}"
            data.add("s1", tenure, "heldBy", f"official{number}")
            data.add("s1", tenure, "ofPost", f"post{number}")
            data.add_day("s1", tenure, "start", start)
            data.add_day("s1", tenure, "end", end)
            # The check reads the earliest start and the latest end; a tenure with neither covers nothing.
            if start.earliest or end.latest:
                dated.append(Interval(start, end))
        # The check treats the event as an interval from its first to its last possible day.
        event = Interval(UncertainDay(date.earliest), UncertainDay(None, date.latest))
        if dated and not any(possibly_overlap(interval, event) for interval in dated):
            outside.add((f"part{number}",))
    assert data.ask("checks/outside-tenure", "focus") == outside


@FEW
@given(
    st.lists(
        st.dictionaries(BY_SOURCE, st.tuples(PAIRS, st.none() | PAIRS, st.none() | DAYS), min_size=1),
        min_size=10,
        max_size=25,
    ),
    DAYS,
)
def test_a_post_is_held_as_certainly_as_the_tenure_contains_the_day(
    tenures: list[dict[str, tuple[UncertainDay, UncertainDay | None, Day | None]]], day: Day
) -> None:
    data = Data()
    held: set[tuple[str, ...]] = set()
    for number, stated in enumerate(tenures):
        for source, (start, end, seen) in stated.items():
            data.add(source, f"tenure{number}", "ofPost", f"post{number}")
            data.add(source, f"tenure{number}", "heldBy", f"official{number}")
            data.add_day(source, f"tenure{number}", "start", start)
            data.add_day(source, f"tenure{number}", "end", end or UncertainDay())
            data.add(source, f"tenure{number}", "observedOn", seen)
        start = narrowest(*ends({source: start for source, (start, *_) in stated.items()}))
        known_ends = {source: end for source, (_, end, _) in stated.items() if end is not None}
        end = narrowest(*ends(known_ends)) if known_ends else None
        observed = day in {seen for *_, seen in stated.values()}
        may = possibly_contains(Interval(start, end), day)
        if certainly_contains(Interval(start, end), day) or (observed and may):
            held.add((f"official{number}", "certain"))
        elif may or observed:
            held.add((f"official{number}", "possible"))
    data.combine_dates()
    assert data.ask("post-holders", "official", "certainty", date=day) == held
