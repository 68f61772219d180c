"""A part of a view: what is near some things, or lasts until a day; and the size of a view before any work."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import page
from kg.analysis import part, periods
from kg.analysis.part import Part, check_size, part_rows, part_view, view_size
from kg.analysis.views.dates import DATE_PAIRS
from kg.analysis.views.facts import facts_of
from kg.analysis.views.rows import VIEWS, edge_name, edge_names, edge_rows
from kg.cli import main
from kg.errors import UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.rdf import terms

UZBEKISTAN = ox.NamedNode(f"{terms.BASE}country/UZ")
SPD = ox.NamedNode(f"{terms.BASE}framework/us-uz-spd")


def whole(shipped: KnowledgeGraph, view: str) -> nx.MultiDiGraph:
    """Make the edges of a view, without their data."""
    return nx.MultiDiGraph([edge_name(shipped.snapshot, row) for row in edge_rows(shipped.snapshot, view)])


def test_a_part_around_things_has_the_edges_between_what_is_near_them(shipped: KnowledgeGraph) -> None:
    for view, around in (("entities", (UZBEKISTAN,)), ("entities", (UZBEKISTAN, SPD)), ("affiliations", (SPD,))):
        graph = whole(shipped, view)
        for steps in (0, 1, 2, 3):
            balls = [nx.ego_graph(graph.to_undirected(), thing.value, steps) for thing in around]
            near = set().union(*balls)
            rows, sizes = part_rows(shipped.snapshot, view, Part(around, steps))
            expected = set(graph.subgraph(near).edges(keys=True))
            assert {edge_name(shipped.snapshot, row) for row in rows} == expected
            assert (sizes[-1].things, sizes[-1].relations) == (len(near), len(expected))
            assert len(sizes) == steps + 1


def test_a_part_since_a_day_lacks_what_certainly_ended_before(shipped: KnowledgeGraph) -> None:
    """Compare with the dates that the page shows of each thing and each relation."""
    day = "2024-06-01"

    def is_over(term: object) -> bool:
        if not isinstance(term, ox.NamedNode):
            return False
        about = facts_of(shipped.snapshot, term)
        ends = [about.get(terms.KG + name, []) for name in (DATE_PAIRS[1][1], DATE_PAIRS[2][1])]
        return bool(days := [value.value for values in ends for value in values]) and max(days) < day

    for view in VIEWS:
        rows = edge_rows(shipped.snapshot, view)
        found, _ = part_rows(shipped.snapshot, view, Part(since=datetime.date(2024, 6, 1)))
        kept = [
            row
            for row in rows
            if not any(is_over(row.get(key)) for key in ("from", "to", "via"))
            and not ((end := row.get("end")) is not None and end.value < day)
        ]
        assert found == kept
        assert 0 < len(found) < len(rows)


def test_the_size_of_a_view_is_estimated_from_counts(shipped: KnowledgeGraph) -> None:
    for view in VIEWS:
        graph, size = whole(shipped, view), view_size(shipped.snapshot, view)
        assert 0.7 <= size.relations / graph.number_of_edges() <= 3, view
        # Countries without a relation are counted, too.
        assert len(graph) <= size.things <= len(graph) + 260, view


def test_a_view_that_is_too_large_is_refused_before_the_work(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "MOST", 10)
    monkeypatch.setattr("kg.analysis.views.graph.edge_rows", None)  # not even its rows are read
    with pytest.raises(
        UsageError, match=r"about [\d,]+ things and [\d,]+ relations.*about \d+ seconds.*--around.*--all"
    ):
        shipped.draw()
    with pytest.raises(UsageError, match="the view meetings has about"):
        check_size(shipped.snapshot, "meetings")


def test_a_part_that_is_too_large_names_the_steps_that_fit(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = part_rows(shipped.snapshot, "entities", Part((UZBEKISTAN,), 2))[1]
    monkeypatch.setattr(part, "MOST", sizes[1].relations)
    with pytest.raises(
        UsageError, match=rf"has {sizes[2].things} things.*within 1 step \(--steps 1\) are {sizes[1]}; --all"
    ):
        shipped.draw(around="UZ")
    assert len(part_view(shipped.snapshot, "entities", Part((UZBEKISTAN,), 1))) == sizes[1].things
    monkeypatch.setattr(part, "MOST", 1)
    day = "2000-01-01"
    for chosen, remedy in (
        ({"around": "UZ"}, "choose another thing, or a part since a day with --since DATE;"),
        ({"around": "UZ", "since": day}, "choose another thing, or a later day with --since DATE;"),
        (
            {"since": day},
            r"choose what is near a thing, with --around THING --steps 1, or a later day with --since DATE;",
        ),
    ):
        with pytest.raises(UsageError, match=remedy):
            shipped.draw(**chosen)
    made = part_view(shipped.snapshot, "entities", Part((SPD,), 1), whole=True)
    assert made.number_of_edges() > 1


def test_a_page_that_takes_long_is_announced(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the work, for a view and for a part of it, however large; not for a page of a few seconds."""
    notes: list[str] = []
    shipped.draw(around="UZ", note=notes.append)
    shipped.draw(note=notes.append)
    assert not notes
    monkeypatch.setattr(part, "_LONG", -1)
    shipped.draw(around="UZ", note=notes.append)
    shipped.draw("meetings", note=notes.append)
    monkeypatch.setattr(part, "MOST", 1)
    shipped.draw("meetings", whole=True, note=notes.append)
    takes = r" [\d,]+ things and [\d,]+ relations; its page takes about \d+ seconds to write"
    begins = ["this part of the view entities has", *["the view meetings has about"] * 2]
    assert len(notes) == len(begins)
    for note, begin in zip(notes, begins, strict=True):
        assert re.fullmatch(begin + takes, note)
    assert main(["graph", "-o", str(tmp_path / "page.html"), "--around", "US", "--steps", "1", "--all"]) == 0
    assert re.search(f"kg: {begins[0]}{takes}\n", capsys.readouterr().err)


def test_a_page_says_which_part_it_shows_and_has_its_past(shipped: KnowledgeGraph) -> None:
    drawn = shipped.draw(around=["us-uz-spd", "UZ"], steps=1, since="2024-01-01")
    data = page.contents(drawn.html())
    assert data["slice"] == (
        "only what is within 1 step of Strategic Partnership Dialogue or Uzbekistan; "
        "only what holds or happens on 2024-01-01 or later"
    )
    every = page.contents(shipped.draw().html())
    whole_edges = {(edge["from"], edge["to"], edge["relation"]): edge for edge in every["edges"]}
    assert data["timed"]
    assert 0 < len(data["edges"]) < len(every["edges"])
    now = [edge for edge in data["edges"] if not edge.get("former")]
    assert now
    for edge in now:
        other = whole_edges[edge["from"], edge["to"], edge["relation"]]
        assert (edge.get("held"), edge.get("known")) == (other.get("held"), other.get("known"))
    assert {end for edge in data["edges"] for end in (edge["from"], edge["to"])} <= {n["id"] for n in data["nodes"]}


def test_a_part_of_a_large_view_has_no_sliders(shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST_EDGES", 400)
    assert "timed" not in shipped.draw(around="us-uz-spd", steps=1).graph.graph


def test_notes_on_a_part_count_only_its_relations(shipped: KnowledgeGraph) -> None:
    assert part_view(shipped.snapshot, "entities", Part((SPD,), 0)).graph["notes"] == []
    (note,) = part_view(shipped.snapshot, "entities", Part((UZBEKISTAN,), 1)).graph["notes"]
    assert "left out by judgements" in note
    # What the judged view has, but farther away, is not left out.
    snapshot, chosen = shipped.snapshot, Part((UZBEKISTAN,), 2)
    here, there = (
        {*edge_names(one, part_rows(one, "entities", chosen)[0])} for one in (snapshot, snapshot.without_judgements)
    )
    left_out = there - {*edge_names(snapshot, edge_rows(snapshot, "entities"))}
    assert 0 < len(left_out) < len(there - here)
    (note,) = part_view(snapshot, "entities", chosen).graph["notes"]
    assert note.startswith(f"{len(left_out)} relations left out by judgements of ")


def test_wrong_parts_are_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"--steps 1 \(in Python steps=1\): say from which thing, with --around THING"):
        shipped.draw(steps=1)
    with pytest.raises(UsageError, match=r"--steps -1 \(in Python steps=-1\): give 0 or more steps"):
        shipped.draw(around="UZ", steps=-1)
    with pytest.raises(UsageError, match="no relation in the view meetings"):
        shipped.draw("meetings", around="UZ")
    with pytest.raises(UsageError, match="around: chooses a part of a view; the question"):
        shipped.draw(question=1, around="UZ")
    examples = r"no thing called 'Nowhere'\nexamples: country:\w+ \(.+\), .+\nkg view entities lists all relations"
    with pytest.raises(UnknownNameError, match=examples):
        shipped.draw(around="Nowhere")
    with pytest.raises(UnknownNameError, match=r"did you mean .*country:UZ \(Uzbekistan\).*\?$"):
        shipped.draw(around="Usbekistan")
    with pytest.raises(UsageError):
        shipped.draw(since="yesterday-ish")


def test_the_command_draws_a_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "part.html"
    assert main(["graph", "-o", str(file), "--around", "us-uz-spd", "--steps", "1", "--since", "2024-01-01"]) == 0
    data = page.contents(file.read_text(encoding="utf-8"))
    assert data["slice"].startswith("only what is within 1 step of ")
    assert main(["graph", "-o", str(file), "--question", "1", "--around", "UZ"]) == 2
    assert "--with NAME=VALUE" in capsys.readouterr().err


def test_wrong_steps_are_refused_before_the_graph_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.graph_commands.graph.open_graph", None)
    for given, told in ((["--steps", "2"], "--steps 2 "), (["--around", "UZ", "--steps", "-1"], "--steps -1 ")):
        assert main(["graph", "-o", str(tmp_path / "part.html"), *given]) == 2
        assert told in capsys.readouterr().err


def test_more_steps_than_there_are_lead_to_no_more(shipped: KnowledgeGraph) -> None:
    around = (ox.NamedNode(f"{terms.BASE}country/UZ"),)
    few, many = (part_rows(shipped.snapshot, "entities", Part(around, steps=steps))[0] for steps in (50, 10**11))
    assert few == many
