"""What changed: facts and conclusions gained and lost between days, builds and revisions."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.analysis.diff.compare import Change, diff, since
from kg.analysis.diff.states import last_release, state
from kg.analysis.diff.write import markdown, text
from kg.build.build import open_snapshot
from kg.cli import main
from kg.errors import DataError, ProjectError, UnknownNameError, UsageError
from kg.project.project import Project
from kg.store.scope import Scope
from kg.store.snapshot import Snapshot

HEAD = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
my:report a kg:Source ; dcterms:title "A report"@en ; dcterms:issued "2025-03-06"^^xsd:date .
"""
ROUND = """
my:series a kg:DialogueSeries ; skos:prefLabel "Ocean dialogue"@en .
my:round a kg:Dialogue ; skos:prefLabel "1st ocean dialogue"@en ; kg:heldSessionOf my:series ;
    kg:eventStatus kg:Held ; kg:hasParty country:FR .
"""
Write = Callable[[str], Snapshot]


@pytest.fixture
def report(project: Project) -> Write:
    """Return a function that writes the report of a project, and builds the project."""

    def write(content: str) -> Snapshot:
        (project.root / "data" / "sources" / "report.ttl").write_text(HEAD + content, encoding="utf-8")
        return open_snapshot(project, Scope(background=False))

    return write


NAMES = "".join(
    f'country:{code} a kg:Country ; skos:prefLabel "{name}"@en .\n'
    for code, name in (("FR", "France"), ("JP", "Japan"))
)
StateOf = Callable[..., Snapshot]


@pytest.fixture
def state_of(snapshot_of: Callable[..., Snapshot]) -> StateOf:
    """Return a function that makes a state from one source, the ontology and the names of two countries."""

    def make(content: str, ontology: str = "") -> Snapshot:
        return snapshot_of(content, vocabulary=NAMES, ontology=ontology)

    return make


def found(changes: tuple[Change, ...], label: str, *, inferred: bool = False) -> list[tuple[str, str, str, str]]:
    return [
        (c.what, c.property, c.before, c.after) for c in changes if c.label == label and c.inferred == inferred
    ]  # fmt: skip


def test_the_same_state_has_no_changes(state_of: StateOf) -> None:
    assert diff(state_of(ROUND), state_of(ROUND)) == ()


def test_a_new_thing_is_one_line(state_of: StateOf) -> None:
    changes = diff(state_of(""), state_of(ROUND))
    assert found(changes, "1st ocean dialogue") == [
        ("gained", "", "", "dialogue; event status held; has party France; held session of Ocean dialogue")
    ]
    assert [c.group for c in changes if not c.inferred] == ["frameworks", "sessions and other events"]


def test_a_thing_that_is_gone_is_one_line(state_of: StateOf) -> None:
    (change,) = [c for c in diff(state_of(ROUND), state_of("")) if c.label == "Ocean dialogue" and not c.inferred]
    assert (change.what, change.property, change.before, change.after) == ("lost", "", "dialogue series", "")


def test_a_value_that_was_replaced_is_one_change(state_of: StateOf) -> None:
    changes = diff(state_of(ROUND), state_of(ROUND.replace("country:FR", "country:JP")))
    assert found(changes, "1st ocean dialogue") == [("changed", "has party", "France", "Japan")]


def test_values_gained_and_lost(state_of: StateOf) -> None:
    more = ROUND.replace("country:FR", "country:FR , country:JP")
    assert found(diff(state_of(ROUND), state_of(more)), "1st ocean dialogue") == [("gained", "has party", "", "Japan")]
    assert found(diff(state_of(more), state_of(ROUND)), "1st ocean dialogue") == [("lost", "has party", "Japan", "")]


def test_only_the_most_specific_conclusions_are_listed(state_of: StateOf) -> None:
    changes = diff(state_of(ROUND.replace("kg:hasParty country:FR", "kg:ordinal 1")), state_of(ROUND))
    # Not "engaged in" and "linked through", which "met under" implies; not "party to", the inverse of what is stated.
    assert found(changes, "France", inferred=True) == [("gained", "met under", "", "Ocean dialogue")]


def test_new_links_of_a_country_are_listed_under_frameworks(state_of: StateOf) -> None:
    changes = diff(state_of(""), state_of(ROUND))
    assert [c.group for c in changes if c.label == "France"] == ["frameworks"]


def test_a_new_inferred_type_is_a_change(state_of: StateOf) -> None:
    planned = ROUND.replace("kg:Held", "kg:Planned").replace("kg:heldSessionOf", "kg:plannedSessionOf")
    changes = diff(state_of(planned.replace("kg:hasParty", "kg:expectedParty")), state_of(ROUND))
    types = [c for c in changes if c.label == "1st ocean dialogue" and c.property == "rdf:type"]
    assert [(c.before, c.after, c.inferred) for c in types] == [("planned event", "held event", True)]


def test_a_conclusion_that_a_source_now_states_is_not_reported_as_lost(state_of: StateOf) -> None:
    stated = ROUND + "country:FR kg:metUnder my:series ."
    changes = diff(state_of(ROUND), state_of(stated))
    assert [(c.what, c.inferred) for c in changes] == [("gained", False)]


def test_passages_and_date_precisions_are_not_compared(state_of: StateOf) -> None:
    cited = ROUND + 'my:round kg:passage my:p ; kg:datePrecision "day" . my:p a kg:Passage ; kg:gist "So."@en .'
    assert diff(state_of(ROUND), state_of(cited)) == ()


def test_new_terms_are_listed_under_ontology(state_of: StateOf) -> None:
    visit = 'my:Visit a owl:Class ; rdfs:subClassOf kg:Meeting ; rdfs:label "visit"@en .'
    changes = diff(state_of(ROUND), state_of(ROUND, ontology=visit))
    assert [(c.group, c.label, c.what) for c in changes if c.thing.endswith("Visit")] == [
        ("ontology", "visit", "gained")
    ]


# ---- States by name


def test_a_day_selects_what_was_published_by_that_day(project: Project) -> None:
    day = datetime.date(2025, 1, 31)
    assert state(project, "2025-01-31").manifest.scope == Scope(known_by=day)
    assert state(project, "2025-01-31", "at").manifest.scope == Scope(at=day)


def test_a_build_is_found_by_the_start_of_its_name_or_as_last(project: Project, report: Write) -> None:
    first = open_snapshot(project)
    report(ROUND)
    assert state(project, "last").manifest.name == state(project, first.manifest.name[:8]).manifest.name
    assert state(project, "now").manifest.name != first.manifest.name


def test_a_start_of_two_names_of_builds_is_refused(project: Project) -> None:
    for name in ("abcd0", "abcd1"):
        folder = project.build_folder() / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").touch()
    with pytest.raises(UsageError, match="the names of 2 builds begin with 'abcd': abcd0, abcd1"):
        state(project, "abcd")


@pytest.mark.parametrize("name", ["nonsense", "--all", "-x", "HEAD; true"])
def test_an_unknown_state_is_refused_with_the_accepted_names(project: Project, name: str) -> None:
    with pytest.raises(UnknownNameError, match="give a day"):
        state(project, name)


@pytest.fixture
def repository(project: Project) -> Callable[..., bytes]:
    """Put a project into git, and return a function that runs git there."""

    def git(*arguments: str) -> bytes:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ["git", "-C", str(project.root), *identity, *arguments], check=True, capture_output=True
        ).stdout

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "Start")
    return git


def test_a_revision_is_built_from_its_own_files(
    project: Project, report: Write, repository: Callable[..., bytes]
) -> None:
    repository("tag", "v1")
    report(ROUND)
    stated = [c.label for c in since(project, "v1") if not c.inferred]
    assert stated == ["A report", "Ocean dialogue", "1st ocean dialogue"]
    assert last_release(project) == "v1"
    assert not (project.root / "data" / "sources" / "report.ttl").samefile(project.root / "kg.toml")


def test_a_project_in_a_folder_of_a_repository_is_compared(project: Project, report: Write, tmp_path: Path) -> None:
    for arguments in (("init", "-q"), ("add", "-A"),
                      ("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Start")):  # fmt: skip
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)
    assert since(project, "HEAD") == ()
    report(ROUND)
    assert since(project, "HEAD") != ()


def test_errors_in_a_revision_name_the_revision(project: Project, repository: Callable[..., bytes]) -> None:
    path = project.root / "data" / "sources" / "example.ttl"
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound + "this is no Turtle", encoding="utf-8")
    repository("commit", "-qam", "Spoil it")
    path.write_text(sound, encoding="utf-8")
    with pytest.raises(DataError, match="HEAD: cannot be compared, because of 1 error"):
        since(project, "HEAD")


def test_a_revision_without_data_is_refused(project: Project, tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "Nothing yet"], check=True)
    with pytest.raises(ProjectError, match=r"HEAD: .* has no data in this revision"):
        state(project, "HEAD")


def test_without_a_tag_there_is_no_release(project: Project) -> None:
    with pytest.raises(UsageError, match="there is no tag in git here"):
        last_release(project)


# ---- How changes are written


def test_changes_are_written_as_release_notes(report: Write) -> None:
    notes = markdown(diff(report(""), report(ROUND)), "What is new")
    assert notes.startswith("# What is new\n\n## Frameworks\n\n- **Ocean dialogue** – new: dialogue series\n")
    assert "- **France** – met under: + Ocean dialogue *(follows)*" in notes


def test_labels_are_escaped_in_release_notes() -> None:
    change = Change("names", "gained", "urn:x", "<b>*x*</b>", "label", "", "[a](javascript:1)", False)
    assert markdown([change], "T").splitlines()[-1] == r"- **\<b\>\*x\*\</b\>** – label: + \[a\](javascript:1)"


def test_an_empty_comparison_says_that_nothing_changed() -> None:
    assert markdown([], "T").endswith("Nothing changed.")
    assert text([]) == "nothing changed"


def test_the_command_prints_the_changes(project: Project, report: Write, capsys: pytest.CaptureFixture[str]) -> None:
    open_snapshot(project)
    report(ROUND)
    assert main(["diff", "last", "-C", str(project.root), "-f", "table"]) == 0
    out = capsys.readouterr().out
    assert "SESSIONS AND OTHER EVENTS\n  1st ocean dialogue – new: " in out
    # A comparison does not make the present state the last build.
    assert main(["diff", "last", "-C", str(project.root)]) == 0
    assert '"label": "1st ocean dialogue"' in capsys.readouterr().out
    assert main(["diff", "lst", "-C", str(project.root)]) == 2
    assert "did you mean 'last'?" in capsys.readouterr().err
