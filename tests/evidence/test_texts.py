"""Source texts: which source a text belongs to, readings of passages, paragraphs and sentences, links to quotations."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.authoring.cite import find_words
from kg.cli import main
from kg.errors import UsageError
from kg.evidence import passages, texts
from kg.evidence.leaves.citations import Citation, citations
from kg.evidence.links import link_to, text_fragment
from kg.evidence.passages import Passage
from kg.evidence.readings import readings, unmatched_passages, with_quotes
from kg.evidence.sentences import paragraphs, place_in, sentences
from kg.evidence.texts import Texts, digest, open_texts
from kg.graph import KnowledgeGraph
from kg.project.find import find_project
from kg.project.project import Project
from kg.rdf import terms

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "sources"
with_texts = pytest.mark.skipif(not SHARED.is_dir(), reason="the source texts are not available")

TEXT = "Oslo, 3 May 2025. Norway and Peru met.\r\n\r\nThey promised to share maps. Norway gives “ten” boats.\n"
WORDS = ("Oslo, 3 May 2025.", "Norway and Peru met.", "They promised to share maps.", "Norway gives “ten” boats.")
SOURCE = "https://example.org/desk/source/s"


def passages_of(text: str, *words: str, shift: int = 0) -> str:
    """Write a passage for each quotation as Turtle."""
    lines = []
    for number, quote in enumerate(words, 1):
        start = text.index(quote) + shift
        paragraph = place_in(text, text.index(quote))[0]
        lines.append(
            f"p:{number} a kg:Passage ; kg:inSource <source/s> ; kg:paragraph {paragraph} ;\n"
            f"    kg:sentence 1 ; oa:start {start} ; oa:end {start + len(quote)} ;\n"
            f'    kg:sha256 "{digest(quote)}" ; kg:gist "gist {number}"@en .'
        )
    return "\n".join(lines)


def graph_of(project: Project, passages: str) -> KnowledgeGraph:
    """Make a graph of one source with passages, the first for a node, the second for one of its triples."""
    folder = project.root / "data" / "sources"
    (folder / "example.ttl").unlink(missing_ok=True)
    (folder / "s.ttl").write_text(
        f"""@base <https://example.org/desk/> .
@prefix p: <https://example.org/desk/passage/s/> .
@prefix kg: <{terms.KG}> .
@prefix country: <{terms.BASE}country/> .
@prefix dcterms: <{terms.DCTERMS}> .
@prefix oa: <{terms.OA}> .
@prefix owl: <{terms.OWL}> .
@prefix skos: <{terms.SKOS}> .
@prefix xsd: <{terms.XSD}> .
<source/s> a kg:Source , kg:NewsReport ; dcterms:title "Report"@en ; dcterms:publisher <organisation/post> ;
    dcterms:issued "2025-05-03"^^xsd:date ; kg:retrieved "2025-05-03"^^xsd:date ;
    kg:url "https://example.org/report"^^xsd:anyURI .
<organisation/post> a kg:Organisation ; skos:prefLabel "Post"@en .
<event/e> a kg:Meeting ; skos:prefLabel "Meeting"@en ; kg:eventStatus kg:Held ; kg:hasParty country:NO , country:PE ;
    kg:passage p:1 .
[] a owl:Axiom ; owl:annotatedSource <event/e> ; owl:annotatedProperty kg:hasParty ;
    owl:annotatedTarget country:NO ; kg:passage p:2 .
<event/f> a kg:Meeting ; skos:prefLabel "Other"@en ; kg:eventStatus kg:Held ;
    kg:passage p:3 , p:4 .
{passages}
""",
        encoding="utf-8",
    )
    return kg.open(project.root, background=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "texts"
    place.mkdir()
    return place


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def statuses(graph: KnowledgeGraph, folder: Path) -> list[str]:
    return [reading.status for _, reading in readings(graph.snapshot, Texts(folder))]


# ---- The text of a source


def test_a_text_belongs_to_the_source_with_its_name(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt", "another text, in which nothing fits " * 5)
    assert set(statuses(graph, folder)) == {"changed"}


def test_a_text_with_another_name_belongs_to_the_source_that_it_fits_best(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "a.txt", TEXT[: TEXT.index("They")] + "x" * 100)
    write(folder, "b.txt")
    write(folder, "c.txt", "nothing of it")
    assert statuses(graph, folder) == ["fits"] * 4
    assert {reading.file for _, reading in readings(graph.snapshot, Texts(folder))} == {"b.txt"}


def test_a_source_without_a_fitting_text_has_missing_readings(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "c.txt", "nothing of it")
    assert statuses(graph, folder) == ["missing"] * 4


def test_offsets_count_carriage_returns(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt", TEXT.replace("\r\n", "\n"))
    assert statuses(graph, folder) == ["fits", "fits", "changed", "outside"]
    # A byte order mark is no part of the text.
    write(folder, "s.txt", f"\ufeff{TEXT}")
    assert statuses(graph, folder) == ["fits"] * 4


def test_a_text_that_is_not_utf8_is_named_and_the_others_are_used(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt")
    (folder / "latin.txt").write_bytes("café".encode("latin-1"))
    assert "latin.txt: is not UTF-8 (byte 3)" in Texts(folder).problems["latin.txt"]
    assert statuses(graph, folder) == ["fits"] * 4
    assert [f.check for f in graph.check(texts=folder)].count("text") == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere: no such folder"):
        Texts(tmp_path / "nowhere")


# ---- Readings of passages


def test_a_quotation_that_moved_is_found(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt", "Corrected. " + TEXT)
    moved = [reading.moved for _, reading in readings(graph.snapshot, Texts(folder))]
    assert moved == [(TEXT.index(words) + 11, TEXT.index(words) + 11 + len(words)) for words in WORDS]


def test_of_several_places_the_nearest_is_found() -> None:
    text = "ab.......ab....ab"
    passage = Passage("p", "g", "d", 8, 10, digest("ab"))
    assert texts._search(text, passage) == (9, 11)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 4), (-3, 4), (90, 9999)])
def test_a_passage_outside_its_text_has_its_own_status(folder: Path, start: int, end: int) -> None:
    write(folder, "d.txt")
    reading = Texts(folder).read(Passage("p", "g", "https://example.org/d", start, end, "0" * 64))
    assert reading.status == "outside"
    assert str(reading) == f"outside its text: d.txt has {len(TEXT)} characters"


def test_findings_have_check_line_and_remedy(project: Project, folder: Path) -> None:
    spoiled = passages_of(TEXT, *WORDS).replace("oa:end 17 ", "oa:end 9999 ")
    graph = graph_of(project, spoiled)
    changed = TEXT.replace("Norway and Peru", "Norway and Fiji").replace("They promised", "Both promised, to")
    write(folder, "s.txt", changed)
    found = {f.focus.rsplit("/", 1)[1]: f for f in graph.check(texts=folder) if f.focus and "/passage/" in f.focus}
    assert {name: (f.check, f.severity) for name, f in found.items()} == {
        "1": ("passage-outside", "error"),
        "2": ("passage-changed", "error"),
        "3": ("passage-changed", "error"),
        "4": ("passage-changed", "error"),
    }
    assert "s.txt has" in found["1"].message
    assert "are now “Norway and Fiji met.”" in found["2"].message
    assert 'kg cite SOURCE --text FILE "words"' in str(found["2"].remedy)
    start = TEXT.index(WORDS[3]) + 4
    now = f"set oa:start {start}, oa:end {start + len(WORDS[3])}, kg:paragraph 2, kg:sentence 2"
    assert now in str(found["4"].remedy)
    lines = (project.root / "data" / "sources" / "s.ttl").read_text(encoding="utf-8").splitlines()
    for name, finding in found.items():
        assert str(finding.path).endswith("s.ttl")
        assert finding.line is not None
        assert f"p:{name}" in lines[finding.line - 1]


def test_a_wrong_paragraph_number_is_reported(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS).replace("kg:paragraph 2", "kg:paragraph 3"))
    write(folder, "s.txt")
    found = [f for f in graph.check(texts=folder) if f.check == "passage-paragraph"]
    assert len(found) == 2
    assert {f.remedy for f in found} == {"set kg:paragraph 2"}


def test_a_missing_text_is_reported_once_for_its_source(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    (finding,) = [f for f in graph.check(texts=folder) if f.check.startswith(("text", "passage"))]
    assert (finding.check, finding.severity) == ("text-missing", "info")
    assert "(4)" in finding.message
    assert "s.txt" in str(finding.remedy)


def test_passages_without_offsets_are_not_checked(project: Project, folder: Path) -> None:
    gists = "\n".join(f'p:{n} a kg:Passage ; kg:inSource <source/s> ; kg:gist "gist"@en .' for n in (1, 2, 3, 4))
    graph = graph_of(project, gists)
    assert passages.passages(graph.snapshot) == []
    cited = Citation("s", "", "Post", "", "", "node", passage="p", paragraph=2)
    assert str(cited) == "Post, paragraph 2"
    assert str(replace(cited, sentence=1, start=3)) == "Post, paragraph 2, sentence 1"
    assert [f for f in graph.check(texts=folder) if f.check.startswith(("text", "passage"))] == []


def test_question_48_lists_the_passages_that_no_longer_fit(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt", TEXT.replace("Peru", "Cuba").replace("share", "swap"))
    rows = unmatched_passages(graph.snapshot, Texts(folder)).values()
    assert [(row["passage"].rsplit("/", 1)[1], row["problem"], row["now_start"]) for row in rows] == [
        ("2", "changed", None),
        ("3", "changed", None),
        ("4", "changed", TEXT.index(WORDS[3]) - 1),
    ]
    assert {(row["source"], row["file"]) for row in rows} == {(SOURCE, "s.txt")}


# ---- Citations of statements


def test_a_statement_is_quoted_by_its_narrowest_passage(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt")
    event = ox.NamedNode("https://example.org/desk/event/e")
    party = ox.NamedNode(f"{terms.KG}hasParty")
    norway, peru = (ox.NamedNode(f"{terms.BASE}country/{code}") for code in ("NO", "PE"))
    available = Texts(folder)
    (one,) = citations(graph.snapshot, (event, party, norway), available)
    (other,) = citations(graph.snapshot, (event, party, peru), available)
    assert (one.scope, one.quote, one.status) == ("triple", WORDS[1], "fits")
    assert (other.scope, other.quote, other.status) == ("node", WORDS[0], "fits")
    assert one.link == "https://example.org/report#:~:text=Norway%20and%20Peru%20met."
    assert (one.publisher, one.issued) == ("Post", "2025-05-03")


def test_a_changed_text_is_marked_and_not_linked(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt", TEXT.replace("Norway and Peru", "Norway and Fiji"))
    why = str(graph.why("https://example.org/desk/event/e", "kg:hasParty", "NO", texts=folder))
    assert "“Norway and Fiji met.” (the text has changed)" in why
    assert "#:~:text=" not in why
    assert "<https://example.org/report>" in why


def test_without_texts_a_citation_has_no_quotation(project: Project) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    why = graph.why("https://example.org/desk/event/e", "kg:hasParty", "NO")
    (citation,) = why.citations()
    assert (citation.quote, citation.link, citation.status, citation.note) == ("", "", "", "")
    assert str(why).count("\n") == 1


def test_tree_markdown_and_json_have_the_same_quotation(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt")
    why = graph.why("https://example.org/desk/event/e", "kg:hasParty", "NO", texts=folder)
    (cited,) = why.as_dict()["proof"]["citations"]
    for text in (str(why), why.markdown()):
        assert f"“{cited['quote']}”" in text
        assert f"<{cited['link']}>" in text
        assert text.count("https://example.org/report") == 1


def test_an_answer_with_passages_gets_quotations(project: Project, folder: Path) -> None:
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt")
    result = graph.ask("passages", thing="https://example.org/desk/event/e")
    assert isinstance(result, kg.sparql.results.Result)
    assert [(row["quote"], row["text"]) for row in with_quotes(result, Texts(folder))] == [
        (WORDS[0], "fits"),
        (WORDS[1], "fits"),
    ]
    other = graph.sparql("SELECT ?s { ?s a kg:Passage }")
    assert isinstance(other, kg.sparql.results.Result)
    assert with_quotes(other, Texts(folder)) is other


# ---- The command line, and the default folder of texts


def test_why_check_and_ask_read_texts(project: Project, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt", TEXT.replace("Peru", "Cuba"))
    where = ["-C", str(project.root), "--texts", str(folder)]
    assert main(["why", "https://example.org/desk/event/e", "kg:hasParty", "PE", "-f", "json", *where]) == 0
    assert WORDS[0] in capsys.readouterr().out
    assert main(["check", "-f", "jsonl", *where]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [finding["check"] for finding in found if finding["severity"] == "error"] == ["passage-changed"]
    assert main(["ask", "25", "--thing", "https://example.org/desk/event/e", "-f", "csv", *where]) == 0
    assert WORDS[0] in capsys.readouterr().out
    assert main(["check", "-C", str(project.root), "--texts", str(folder / "gone")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_default_folder_of_texts_that_does_not_exist_is_named_with_its_setting(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=r"kg\.toml: texts: there is no folder .*gone; name one with the texts"):
        open_texts(replace(project, texts="gone"))
    monkeypatch.setenv("KG_TEXTS", "nowhere")
    with pytest.raises(UsageError, match=r"^KG_TEXTS: there is no folder nowhere; name one"):
        open_texts(project)


def test_the_folder_of_texts_is_set_by_the_environment_or_kg_toml(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert texts.open_texts(project) is None
    config = project.root / "kg.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\ntexts = "own"\n', encoding="utf-8")
    (project.root / "own").mkdir()
    configured = find_project(project.root)
    assert texts.default_folder(configured) == project.root / "own"
    monkeypatch.setenv("KG_TEXTS", str(folder))
    assert texts.default_folder(configured) == folder
    graph = graph_of(project, passages_of(TEXT, *WORDS))
    write(folder, "s.txt")
    assert graph.why("https://example.org/desk/event/e", "kg:hasParty", "NO").citations()[0].status == "fits"
    assert [f.check for f in graph.check() if f.check == "text-missing"] == []


# ---- Paragraphs and sentences


def test_paragraphs_are_runs_of_lines_that_are_not_blank() -> None:
    text = "\n\n  one\nstill one\n \t\ntwo\r\n\r\nthree"
    assert [text[start:end].strip() for start, end in paragraphs(text)] == ["one\nstill one", "two", "three"]
    assert paragraphs(" \n\n") == []
    assert paragraphs(f"a\n{' ' * 100_000}\n \tb \n") == [(0, 2), (100_003, 100_008)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("Held in Washington, D.C., on Monday. It ended.", 2),
        ("The U.S. Embassy came. The U.K. did not.", 2),
        ("They left the U.S. The others stayed.", 2),
        ("Mr. A. B. Smith met Dr. Hu. They spoke.", 2),
        ("It cost 2.5 million. Nobody paid.", 2),
        ("He said “yes.” She said “no.”", 2),
        ("See www.example.org for more. Or do not.", 2),
        ("They agreed... and left. Then silence.", 2),
        ("Wait … Really?", 2),
        ("On Nov. 13 they met. On Dec. 1 they did not.", 2),
        ("双方举行会谈。会谈顺利。", 2),
        ("Они встретились. Они договорились.", 2),
        ("One.", 1),
        ("", 0),
        ("   ", 0),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet="aB .!?\n\r“”", max_size=60))
def test_sentences_cover_the_words_in_order(text: str) -> None:
    found = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


@given(st.text(alphabet="ab. \n", max_size=40), st.integers(0, 40))
def test_every_offset_has_a_place(text: str, offset: int) -> None:
    paragraph, sentence = place_in(text, offset)
    assert paragraph >= 1
    assert sentence >= 1


# ---- Links to quotations


def parts(fragment: str) -> list[str]:
    return [unquote(part) for part in fragment.removeprefix(":~:text=").split(",")]


def test_reserved_characters_of_fragments_are_encoded() -> None:
    fragment = text_fragment("a-b, c & d: “100 %”", 0, 19)
    assert fragment == ":~:text=a%2Db%2C%20c%20%26%20d%3A%20%E2%80%9C100%20%25%E2%80%9D"


def test_a_long_quotation_is_given_by_its_ends() -> None:
    text = " ".join(f"w{number}" for number in range(40))
    assert parts(text_fragment(text, 0, len(text))) == ["w0 w1 w2 w3 w4", "w35 w36 w37 w38 w39"]


def test_a_quotation_over_two_paragraphs_has_one_end_in_each() -> None:
    assert parts(text_fragment("one two\n\nthree four", 0, 19)) == ["one two", "three four"]
    assert parts(text_fragment("one\n\ntwo three four five six seven", 0, 35))[0] == "one"


def test_an_end_that_occurs_earlier_is_made_longer() -> None:
    text = "a b c d e X. " + "a b c d e f " + " ".join(f"w{n}" for n in range(20)) + " v w x y z"
    start = text.index("a b c d e f")
    assert parts(text_fragment(text, start, len(text))) == ["a b c d e f", "v w x y z"]


def test_a_quotation_that_cuts_a_word_is_extended_to_the_whole_word() -> None:
    assert parts(text_fragment("They met again.", 6, 11)) == ["met again."]


def test_punctuation_outside_a_quotation_is_not_added() -> None:
    text = "He said, “They met,” and left."
    start = text.index("They")
    assert parts(text_fragment(text, start, start + 8)) == ["They met"]


def test_a_quotation_that_occurs_earlier_gets_a_prefix() -> None:
    text = "In May they met. In June they met."
    start = text.rindex("they met")
    assert text_fragment(text, start, start + 8) == ":~:text=June-,they%20met"


def test_a_url_with_a_fragment_keeps_it() -> None:
    assert link_to("https://example.org/a#b", "They met.", 0, 4) == "https://example.org/a#b:~:text=They"
    assert link_to("", "They met.", 0, 4) == ""


WORD = st.sampled_from(["met", "they", "May,", "-", "a&b", "«Да»", "\n\n"])


@given(st.lists(WORD, min_size=1, max_size=40), st.data())
def test_the_words_of_a_fragment_are_in_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    fragment = text_fragment(text, start, end)
    if not text[start:end].strip():
        return
    flat = " ".join(text.split())
    assert all(sign not in fragment.removeprefix(":~:text=").replace("-,", ",") for sign in "-& ")
    for part in parts(fragment):
        assert part.removesuffix("-") in flat


# ---- The two founding documents, if their texts are available


@with_texts
def test_every_shipped_passage_fits_its_text_and_place(shipped: KnowledgeGraph) -> None:
    available = Texts(SHARED)
    found = readings(shipped.snapshot, available)
    assert len(found) >= 60
    for passage, reading in found:
        assert reading.status == "fits", passage
        path = available.of(passage.document)
        assert path is not None
        graph, node = ox.NamedNode(passage.graph), ox.NamedNode(passage.node)
        (sentence,) = shipped.snapshot.store.quads_for_pattern(node, ox.NamedNode(f"{terms.KG}sentence"), None, graph)
        place = place_in(available.content(path), passage.start)
        assert place == (passage.paragraph, int(sentence.object.value)), passage.node  # type: ignore[union-attr]


@with_texts
def test_shipped_statements_are_quoted_with_a_link(shipped: KnowledgeGraph) -> None:
    alone = kg.open(shipped.project.root, sources_only=["kun-uz-2024-11-16"])
    why = alone.why("UZ", "kg:metUnder", "us-uz-spd", texts=SHARED)
    assert [citation.status for citation in why.citations()] == ["fits", "fits"]
    assert all(citation.link.startswith(f"{citation.url}#:~:text=") for citation in why.citations())


@with_texts
def test_the_shipped_texts_have_no_findings(shipped: KnowledgeGraph) -> None:
    assert [f for f in shipped.check(texts=SHARED) if f.check.startswith(("text", "passage"))] == []


def test_a_text_of_dots_takes_no_longer_than_others() -> None:
    # The square of its length would be minutes.
    assert place_in("." * 30_000 + " x", 30_001) == (1, 1)
    assert place_in(" a." * 5_000, 14_999)[0] == 1


def test_a_text_is_split_once_for_all_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look-up once read all paragraphs, so many passages in one text took time by the square of their number."""
    split: list[int] = []
    monkeypatch.setattr("kg.evidence.sentences.paragraphs", lambda text: split.append(1) or paragraphs(text))
    monkeypatch.setattr("kg.evidence.sentences.sentences", lambda *where: split.append(2) or sentences(*where))
    text = "They met. They spoke.\n\nThey agreed. They left.\n\n" * 30
    with pytest.raises(UsageError, match="the text contains the words 120 times"):
        find_words(text, "They ")
    assert sorted(split) == [1] + [2] * 60
