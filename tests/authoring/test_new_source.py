"""New sources: the file of a source, and passages for quotations from its text."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.authoring import writable
from kg.authoring.cite import add_passage, find_source_file, find_words, passage_turtle, read_source
from kg.authoring.formatter.files import format_file
from kg.authoring.new_source import Known, SourceDetails, find_publisher, known_of, new_source
from kg.authoring.writable import check_writable
from kg.cli import main
from kg.cli.project_commands.new import details_of
from kg.errors import DataError, OutputError, ProjectError, UsageError
from kg.evidence.passages import passages
from kg.evidence.texts import Texts
from kg.graph import KnowledgeGraph
from kg.project.find import shipped
from kg.project.paths import shipped_root
from kg.project.project import Project
from kg.rdf import terms
from kg.temporal.intervals import read_day, uncertain_day

SHARED = Path(__file__).parents[3] / "shared" / "sources"
with_texts = pytest.mark.skipif(not SHARED.is_dir(), reason="the source texts are not available")

TEXT = "They met in Oslo.\n\nThey said “never again”. Then\nthey met again. The U.S. Embassy in Łódź wrote it down.\n"


@pytest.fixture
def example(project: Project) -> Path:
    return project.root / "data" / "sources" / "example.ttl"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "example.txt"
    path.write_bytes(TEXT.encode())
    return path


# ---- Finding a quotation


def test_a_quotation_has_paragraph_sentence_and_offsets() -> None:
    quote = find_words(TEXT, "Embassy in Łódź")
    assert TEXT[quote.start : quote.end] == "Embassy in Łódź"
    assert (quote.paragraph, quote.sentence) == (2, 3)


def test_a_quotation_found_several_times_is_listed_with_its_places() -> None:
    with pytest.raises(UsageError) as caught:
        find_words(TEXT.lower(), "they met")
    message = str(caught.value)
    second = TEXT.lower().index("they met", 5)
    assert "2 times" in message
    assert "1: paragraph 1, sentence 1, characters 0–8" in message
    assert f"2: paragraph 2, sentence 1, characters {second}–{second + 8}: …" in message
    assert "[they met] again" in message
    assert "--nth" in message


def test_one_of_several_places_is_chosen_by_number_or_offset() -> None:
    second = TEXT.lower().index("they met", 5)
    assert find_words(TEXT.lower(), "they met", nth=2).start == second
    assert find_words(TEXT.lower(), "they met", start=second).start == second
    assert find_words("aaa", "aa", nth=2).start == 1


@pytest.mark.parametrize("chosen", [{"nth": 3}, {"nth": 0}, {"start": 7}])
def test_a_place_that_does_not_exist_is_refused_with_those_that_do(chosen: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="characters 0–8"):
        find_words(TEXT.lower(), "they met", **chosen)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ('said "never again"', "the text has: “said “never again””"),
        ("Then they met again", "the text has: “Then\nthey met again”"),
        ("they MET again", "the text has: “they met again”"),
        ("The US Embassy in Lodz", "most similar: “The U.S. Embassy in Łódź”"),
        ("wrote it all down", "most similar: “"),
    ],
)
def test_a_quotation_not_found_is_answered_with_the_nearest_words(words: str, hint: str) -> None:
    with pytest.raises(UsageError, match="does not contain these words") as caught:
        find_words(TEXT, words)
    assert hint in str(caught.value)


def test_a_quotation_with_nothing_similar_gets_no_hint() -> None:
    with pytest.raises(UsageError) as caught:
        find_words(TEXT, "zzz qqq xxx")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("words", ["", "  \n"])
def test_an_empty_quotation_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="give the words"):
        find_words(TEXT, words)


@given(st.text(alphabet="ab .\n", min_size=1, max_size=30), st.data())
def test_any_part_of_a_text_is_found_at_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        quote = find_words(text, text[start:end], start=start)
        assert (quote.start, quote.end) == (start, end)


# ---- The passage


def test_a_passage_is_written_with_the_prefixes_of_its_file(example: Path) -> None:
    source = read_source(example)
    quote = find_words(TEXT, "They met in Oslo.")
    name, turtle = passage_turtle(source, quote, 'A "meeting" took place.')
    assert name == "p:0-17"
    assert turtle == (
        "p:0-17 a kg:Passage ; kg:inSource my-source:example ;\n"
        "    kg:paragraph 1 ; kg:sentence 1 ; oa:start 0 ; oa:end 17 ;\n"
        f'    kg:sha256 "{hashlib.sha256(b"They met in Oslo.").hexdigest()}" ;\n'
        '    kg:gist "A \\"meeting\\" took place."@en .\n'
    )


def test_without_a_gist_a_placeholder_is_written(example: Path) -> None:
    _, turtle = passage_turtle(read_source(example), find_words(TEXT, "They met in Oslo."))
    assert turtle.endswith('    kg:gist "..."@en .\n')


def test_a_gist_copied_from_the_text_is_refused(example: Path) -> None:
    source = read_source(example)
    long = "They met again in Oslo and in a town by the sea."
    with pytest.raises(UsageError, match="copies 8 words from the text"):
        passage_turtle(source, find_words(long, long), "So they met again in Oslo and in a village.")
    with pytest.raises(UsageError, match="the gist is a copy of the text"):
        passage_turtle(source, find_words(TEXT, "They met in Oslo."), "they met in Oslo")


def test_adding_a_passage_changes_no_other_byte(example: Path) -> None:
    before = example.read_bytes()
    quote = find_words(TEXT, "they met again")
    name = add_passage(read_source(example), quote, "Another meeting.")
    after = example.read_bytes()
    assert after.startswith(before)
    turtle = passage_turtle(read_source(example), quote, "Another meeting.")[1]
    assert after[len(before) :].decode() == "\n" + turtle
    assert name == f"p:{quote.start}-{quote.end}"
    assert [file.name for file in example.parent.iterdir()] == ["example.ttl"]


@pytest.mark.parametrize(("end", "gap"), [(b"", b"\n\n"), (b"\n\n", b"")])
def test_a_blank_line_comes_before_an_added_passage(example: Path, end: bytes, gap: bytes) -> None:
    before = example.read_bytes().rstrip() + end
    example.write_bytes(before)
    add_passage(read_source(example), find_words(TEXT, "they met again"), "x")
    assert example.read_bytes().startswith(before + gap + b"p:")


def test_an_added_passage_has_the_line_ends_of_its_file(example: Path) -> None:
    example.write_bytes(example.read_bytes().replace(b"\n", b"\r\n"))
    add_passage(read_source(example), find_words(TEXT, "they met again"), "x")
    assert re.search(rb"(?<!\r)\n", example.read_bytes()) is None


def test_an_existing_passage_is_refused_with_its_line_and_name(example: Path) -> None:
    quote = find_words(TEXT, "they met again")
    add_passage(read_source(example), quote, "x")
    before = example.read_bytes()
    head = f"p:{quote.start}-{quote.end} a kg:Passage ; kg:inSource my-source:example ;"
    line = before.decode().splitlines().index(head)
    with pytest.raises(UsageError, match=f"example.ttl:{line + 1}: the file already has this passage; cite it as p:"):
        add_passage(read_source(example), quote, "x")
    assert example.read_bytes() == before


def test_a_passage_of_the_same_place_under_another_name_is_refused(example: Path) -> None:
    quote = find_words(TEXT, "they met again")
    turtle = passage_turtle(read_source(example), quote, "x")[1]
    renamed = turtle.replace(f"p:{quote.start}-{quote.end}", "p:again")
    example.write_text(example.read_text(encoding="utf-8") + renamed, encoding="utf-8")
    with pytest.raises(UsageError, match="cite it as p:again"):
        add_passage(read_source(example), quote, "x")


def test_a_gist_is_needed_to_add_a_passage(example: Path) -> None:
    with pytest.raises(UsageError, match="needs a gist"):
        add_passage(read_source(example), find_words(TEXT, "they met again"), " ")


def test_a_missing_prefix_is_refused_with_the_line_to_add(example: Path) -> None:
    source = f"@prefix kg: <{terms.KG}> .\n<https://example.org/desk/source/e> a kg:Source ."
    example.write_text(source, encoding="utf-8")
    quote = find_words(TEXT, "they met again")
    with pytest.raises(UsageError, match=re.escape(f"add this line at the top: @prefix oa: <{terms.OA}> .")):
        passage_turtle(read_source(example), quote)
    example.write_text(f"@prefix oa: <{terms.OA}> .\n{source}", encoding="utf-8")
    line = "@prefix p: <https://example.org/desk/passage/e/> ."
    with pytest.raises(UsageError, match=re.escape(line)):
        passage_turtle(read_source(example), quote)
    example.write_text(f"{line}\n@prefix oa: <{terms.OA}> .\n{source}", encoding="utf-8")
    assert passage_turtle(read_source(example), quote)[0].startswith("p:")


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"@prefix a: <http://a/> . a:b a:c 1 .", UsageError, "describes no sources"),
        (b"a:b", DataError, "cannot be used before this is corrected"),
        (b"\xff", UsageError, "is not UTF-8"),
        (None, UsageError, "cannot be read"),
    ],
)
def test_files_without_a_source_are_refused_with_the_reason(
    tmp_path: Path, content: bytes | None, error: type[Exception], message: str
) -> None:
    path = tmp_path / "a.ttl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=message):
        read_source(path)


@with_texts
def test_shipped_passages_are_reproduced_from_their_texts(shipped: KnowledgeGraph) -> None:
    available = Texts(SHARED)
    made = 0
    for path in (shipped_root() / "data" / "sources").glob("*.ttl"):
        source = read_source(path)
        stated = [passage for passage in passages(shipped.snapshot) if passage.graph == source.iri]
        if (file := available.of(source.iri, stated)) is None:
            continue
        content = available.content(file)
        for passage in stated:
            quote = find_words(content, content[passage.start : passage.end], start=passage.start)
            name, turtle = passage_turtle(source, quote)
            assert terms.expand(name, source.prefixes) == passage.node
            head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in source.prefixes.items())
            triples = {
                (t.subject, t.predicate, t.object)
                for t in ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)
                if t.predicate.value != f"{terms.KG}gist"
            }
            assert triples <= set(source.triples), passage.node
            made += 1
    assert made >= 60


# ---- kg cite


def test_cite_prints_a_passage_or_adds_it(
    project: Project, example: Path, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["cite", "example", "--text", str(text), "-C", str(project.root)]
    assert main([*call, "they met again"]) == 0
    assert capsys.readouterr().out.startswith("p:49-63 a kg:Passage ;")
    assert main([*call, "they met again", "--write"]) == 2
    assert "needs a gist" in capsys.readouterr().err
    assert main([*call, "they met again", "--gist", "Another meeting.", "--write"]) == 0
    assert "added p:49-63 to" in capsys.readouterr().out
    assert "p:49-63 a kg:Passage ;" in example.read_text(encoding="utf-8")
    assert kg.open(project.root).sparql("ASK { ?p kg:gist 'Another meeting.'@en }") is True
    assert main([*call, "they met again", "--gist", "Another meeting.", "--write"]) == 2


@pytest.mark.parametrize("name", ["my-source:example", "https://example.org/desk/source/example"])
def test_a_source_is_found_by_curie_iri_or_path(project: Project, example: Path, name: str) -> None:
    assert find_source_file(project, name) == example
    assert find_source_file(project, str(example)) == example


def test_an_unknown_source_is_answered_with_a_similar_name(
    project: Project, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cite", "exampel", "--text", str(text), "they", "-C", str(project.root)]) == 2
    assert "no source called 'exampel'; did you mean 'example'?" in capsys.readouterr().err


def test_the_text_is_found_in_the_folder_of_texts(
    project: Project, text: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["cite", "example", "they met again", "-C", str(project.root)]
    assert main(call) == 2
    assert "--text FILE" in capsys.readouterr().err
    monkeypatch.setenv("KG_TEXTS", str(text.parent))
    assert main(call) == 0
    monkeypatch.setenv("KG_TEXTS", str(project.root))
    assert main(call) == 2
    assert "no example.txt in" in capsys.readouterr().err


def test_an_unreadable_text_is_named(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "example", "--text", str(tmp_path / "gone.txt"), "x", "-C", str(project.root)]) == 2
    assert "gone.txt: cannot be read" in capsys.readouterr().err


# ---- New sources

DETAILS = SourceDetails(
    "A “third” round", "Example Press", uncertain_day("2025-03-06", "2025-03-06"), url="https://example.org/x",
    retrieved=datetime.date(2025, 3, 7),
)  # fmt: skip


def changed(**changes: Any) -> SourceDetails:
    return SourceDetails(**{**vars(DETAILS), **changes})


def test_a_new_source_is_formatted_and_has_no_findings(project: Project) -> None:
    path = new_source(project, DETAILS)
    assert path == project.root / "data" / "sources" / "example-press-2025-03-06.ttl"
    assert not format_file(path, check=True)
    graph = kg.open(project.root)
    assert [f for f in graph.check(datetime.date(2025, 4, 1)) if f.path and f.path.endswith(path.name)] == []
    source = "https://example.org/desk/source/example-press-2025-03-06"
    rows = graph.sparql(f"SELECT ?p ?o {{ GRAPH <{source}> {{ <{source}> ?p ?o }} }}")
    stated = {(terms.local_name(row["p"]), row["o"]) for row in rows}  # type: ignore[union-attr]
    assert stated == {
        ("type", f"{terms.KG}Source"),
        ("type", f"{terms.KG}NewsReport"),
        ("title", "A “third” round"),
        ("publisher", "https://example.org/desk/organisation/example-press"),
        ("issued", datetime.date(2025, 3, 6)),
        ("language", "en"),
        ("url", "https://example.org/x"),
        ("retrieved", datetime.date(2025, 3, 7)),
    }


def test_a_source_may_be_dated_to_a_month_or_a_year(project: Project) -> None:
    for date, datatype in (("2025-03", "gYearMonth"), ("2025", "gYear")):
        details = details_of(
            {"title": "T", "publisher": "Example Press", "issued": date}, KNOWN, None, datetime.date.today
        )
        path = new_source(project, details)
        assert path.stem == f"example-press-{date}"
        assert f'dcterms:issued "{date}"^^xsd:{datatype} ;' in path.read_text(encoding="utf-8")
    graph = kg.open(project.root)
    assert not [f for f in graph.check(datetime.date(2025, 4, 1)) if f.path and "example-press-2025" in f.path]
    source = "https://example.org/desk/source/example-press-2025-03"
    with pytest.raises(UsageError, match="before the document was issued"):
        new_source(project, changed(issued=read_day("2025-04"), name="later"))
    for day, known in (("2025-03-30", False), ("2025-03-31", True)):
        assert kg.open(project.root, known_by=day).sparql(f"ASK {{ GRAPH ?g {{ <{source}> a kg:Source }} }}") is known


def test_a_new_publisher_is_declared_in_the_file(project: Project) -> None:
    path = new_source(project, changed(publisher='Le "Journal" de l’été', new_publisher=True, name="j"))
    assert path.stem == "j"
    source = read_source(path)
    labels = [o.value for _, p, o in source.triples if p.value == terms.PREF_LABEL]
    assert labels == ['Le "Journal" de l’été']
    assert [f for f in kg.open(project.root).check() if f.path and f.path.endswith("j.ttl")] == []


@pytest.mark.parametrize("name", ["Example Press", "example press", "my-organisation:example-press"])
def test_a_publisher_is_found_by_any_of_its_names(project: Project, name: str) -> None:
    assert find_publisher(known_of(project), name) == "https://example.org/desk/organisation/example-press"


def test_shipped_publishers_are_found_by_alternative_names(project: Project) -> None:
    path = new_source(project, changed(publisher="Xinhuanet"))
    assert path.name == "xinhua-2025-03-06.ttl"
    assert "dcterms:publisher organisation:xinhua ;" in path.read_text(encoding="utf-8")


def test_a_project_without_any_source_gets_its_first(project: Project) -> None:
    (project.root / "data" / "sources" / "example.ttl").unlink()
    new_source(project, changed(publisher="Kun.uz"))
    assert len(kg.open(project.root).check()) == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"publisher": "Exampel Press"}, "did you mean 'Example Press'"),
        ({"publisher": "Nobody at all"}, "--new-publisher instead of --publisher"),
        ({"new_publisher": True}, "is already in the graph"),
        ({"publisher": "新华社x", "new_publisher": True, "name": "x"}, ""),
        ({"publisher": "новое", "new_publisher": True, "name": "x"}, "Latin letters"),
        ({"title": " "}, "--title"),
        ({"language": "english please"}, "--language"),
        ({"kind": "book"}, "no type of source called 'book'"),
        ({"name": "No Name"}, "--name: 'No Name' is not a name"),
        ({"name": "../x"}, "--name"),
        ({"url": "example.org/x"}, "--url: 'example.org/x' is not a web address"),
        ({"url": "https://example.org/a b"}, "--url"),
        ({"url": "http://["}, "--url: 'http://[' is not a web address"),
        ({"url": "https:///report"}, "--url"),
        ({"retrieved": None}, "--retrieved: give the day on which"),
        ({"retrieved": datetime.date(2025, 3, 5)}, "before the document was issued"),
        ({"url": "https://example.org/report"}, "example already describes this page"),
        ({"name": "example"}, "example.ttl: the source already exists"),
    ],
)
def test_unusable_details_are_refused_with_the_reason(project: Project, changes: dict[str, Any], message: str) -> None:
    before = sorted((project.root / "data" / "sources").iterdir())
    if not message:
        assert new_source(project, changed(**changes)).exists()
        return
    with pytest.raises(UsageError, match=re.escape(message)):
        new_source(project, changed(**changes))
    assert sorted((project.root / "data" / "sources").iterdir()) == before


def test_an_existing_file_is_not_overwritten(project: Project) -> None:
    path = project.root / "data" / "sources" / "example-press-2025-03-06.ttl"
    path.write_text(f"<urn:other> a <{terms.KG}Source> .", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="the source already exists"):
        new_source(project, DETAILS)
    assert path.read_bytes() == before


def test_a_file_in_place_of_the_folder_is_reported(project: Project) -> None:
    folder = project.root / "data" / "sources"
    (folder / "example.ttl").unlink()
    folder.rmdir()
    folder.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        new_source(project, changed(publisher="Kun.uz"))


def test_the_shipped_graph_is_writable_only_in_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = shipped_root()
    check_writable(shipped(), root / "data")
    with pytest.raises(ProjectError, match="kg init DIR"):
        check_writable(shipped(), tmp_path)
    # An installed package has no pyproject.toml.
    monkeypatch.setattr(writable, "shipped_root", lambda: tmp_path)
    with pytest.raises(ProjectError, match="kg init DIR"):
        check_writable(shipped(), tmp_path / "data")


# ---- kg new source


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """Return a function that answers questions one by one, and the list of questions asked."""
    waiting: Iterator[str] = iter(answers)
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(waiting)

    return ask, asked


TODAY = datetime.date(2025, 3, 8)
KNOWN = Known({"https://example.org/o/p": ("p", "Example Press")}, frozenset(), {}, {})


def test_on_a_terminal_missing_details_are_asked_for() -> None:
    ask, asked = answering("Talks", "Example Press", "2025-03-06", "official", "", "https://example.org/a", "", "")
    details = details_of({}, KNOWN, ask, lambda: TODAY)
    assert details == SourceDetails(
        "Talks", "Example Press", uncertain_day("2025-03-06", "2025-03-06"), "official", "en", "https://example.org/a",
        TODAY, "example-press-2025-03-06",
    )  # fmt: skip
    assert len(asked) == 8
    assert asked[-1] == "Name of the source [example-press-2025-03-06]: "


def test_given_details_are_not_asked_for() -> None:
    ask, asked = answering("", "")
    given_ = {"title": "T", "publisher": "Example Press", "issued": "2025-03-06", "type": "news", "language": "fr"}
    given_ |= {"name": "n"}
    details = details_of(given_, KNOWN, ask, lambda: TODAY)
    assert asked == ["Web address (empty if there is none): "]
    assert (details.language, details.name, details.url, details.retrieved) == ("fr", "n", "", None)


def test_an_unknown_publisher_is_asked_about() -> None:
    ask, asked = answering("", "Exampel Press", "n", "Harbour Post", "y", "")
    given_ = {"title": "T", "issued": "2025-03-06", "type": "news", "language": "en", "name": "n"}
    details = details_of(given_, KNOWN, ask, lambda: TODAY)
    assert (details.publisher, details.new_publisher) == ("Harbour Post", True)
    assert "did you mean 'Example Press'?" in asked[2]


def test_answers_that_end_early_or_are_not_utf8_create_no_source(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(_: str) -> str:
        raise EOFError

    before = sorted((project.root / "data" / "sources").iterdir())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for ask, message in ((ended, "kg: no more answers, so no"), (lambda _: "\udcff", "kg: the answer is not UTF-8")):
        monkeypatch.setattr("builtins.input", ask)
        assert main(["new", "source", "-C", str(project.root)]) == 2
        assert capsys.readouterr().err.startswith(message)
    assert sorted((project.root / "data" / "sources").iterdir()) == before


def test_without_a_terminal_missing_options_are_listed(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["new", "source", "--title", "T", "-C", str(project.root)]) == 2
    assert "needs --issued, --publisher (or --new-publisher)" in capsys.readouterr().err


def test_the_command_starts_a_file_and_prints_the_next_steps(
    project: Project, text: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    monkeypatch.chdir(project.root)
    call = ["new", "source", "--title", "T", "--publisher", "Example Press", "--issued", "2025-03-06"]
    assert main([*call, "--text", "gone.txt"]) == 2
    assert main([*call, "--text", str(text)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("created data/sources/example-press-2025-03-06.ttl\nnext:\n")
    assert f"kg cite example-press-2025-03-06 --text {text} " in out
    assert main(call) == 2
    assert "the source already exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sorce"], "did you mean 'source'?"),
        (
            ["source", "--issued", "2025-13-01", "--title", "T", "--publisher", "Kun.uz"],
            "'2025-13-01' is not a date",
        ),
        (["source", "--type", "newz"], "did you mean 'news'?"),
        (["source", "--publisher", "a", "--new-publisher", "b"], "give only one of them"),
    ],
)
def test_wrong_arguments_are_explained(
    project: Project, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["new", *arguments, "-C", str(project.root)]) == 2
    assert message in capsys.readouterr().err
