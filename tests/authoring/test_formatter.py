"""The formatter writes the same graph and the same comments, and changes nothing the second time."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.authoring.formatter import files, order, writer
from kg.authoring.formatter.files import files_to_format, format_file, format_text
from kg.authoring.formatter.tokens import tokens
from kg.cli import main
from kg.errors import DataError, UsageError
from kg.project.find import shipped
from kg.project.project import Project
from kg.rdf import terms

ROOT = Path(kg.__file__).parents[1]
FILES = sorted([*(ROOT / "data").rglob("*.ttl"), *(ROOT / "ontology").glob("*.ttl"), *(ROOT / "kg").rglob("*.ttl")])
HEAD = "@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n@prefix : <http://x/> .\n\n"


def body(text: str) -> str:
    """Format statements, and return the text after the prefixes."""
    written = format_text(HEAD + text)
    assert written.startswith(HEAD)
    assert format_text(written) == format_text(f"\ufeff{written}") == written
    return written.removeprefix(HEAD)


def graph(text: str) -> set[str]:
    dataset = ox.Dataset()
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
        dataset.add(quad)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def comments(text: str) -> Counter[str]:
    """Count the comments of a text without the formatter's lexer."""
    bare = re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>', "", text, flags=re.S)
    return Counter(comment.rstrip() for comment in re.findall(r"#.*", bare))


# ---- All files that kg ships


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_files_keep_graph_and_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = format_text(text, path.name)
    assert graph(written) == graph(text)
    assert comments(written) == comments(text)
    assert format_text(written) == written


def test_a_fresh_project_is_formatted(project: Project) -> None:
    assert [path.name for path in files_to_format(project)] == ["example.ttl"]
    assert not any(format_file(path, check=True) for path in files_to_format(project))


# ---- Order


def test_sources_come_first_passages_last_and_others_by_iri() -> None:
    text = ":p a kg:Passage . :z a kg:Event . :b10 a kg:Event . :b9 a kg:Event . :s a kg:Source ."
    assert re.findall(r"^:(\w+)", body(text), re.M) == ["s", "b9", "b10", "z", "p"]


def test_properties_in_the_table_come_in_its_order_with_others_between_them() -> None:
    text = (
        ":e kg:passage :p ; kg:zz 1 ; kg:aa 2 ; kg:hasTopic :t ; kg:eventStatus kg:Held ; a kg:Event ; kg:ordinal 1 ."
    )
    assert re.findall(r"(?:kg:(\w+)|a) \S+ [;.]$", body(text), re.M) == [
        "", "ordinal", "eventStatus", "aa", "zz", "hasTopic", "passage",
    ]  # fmt: skip


def test_objects_are_sorted_with_english_first_and_numbers_by_value() -> None:
    text = ':e kg:x "b"@fr , "z"@en , :i10 , 5 , :i9 , "b"@de , _:n , 12 .'
    assert body(text) == ':e kg:x :i9 , :i10 , 5 , 12 , "z"@en , "b"@de , "b"@fr , _:n .\n'


def test_statements_with_one_subject_in_a_section_are_merged() -> None:
    assert body(":a kg:x 1 .\n:b kg:x 1 .\n:a kg:x 1 , 2 ; kg:y 3 .") == (
        ":a kg:x 1 , 2 ; kg:y 3 .\n:b kg:x 1 .\n"
    )  # fmt: skip


def test_annotations_come_below_their_subject() -> None:
    annotation = f"[] a <{terms.OWL}Axiom> ; <{terms.OWL}annotatedSource> :a ; <{terms.OWL}annotatedProperty> kg:x ."
    written = body(f"{annotation}\n:b kg:x 1 .\n:a kg:x 1 .")
    assert re.findall(r"^(\S+)", written, re.M)[:2] == [":a", "[]"]
    assert written.index("[]") < written.index("\n:b")


def test_sections_keep_their_order() -> None:
    text = "# ---- Second things\n\n:b kg:x 1 .\n\n# First things\n\n:a kg:x 1 .\n"
    assert body(text) == text


def test_a_banner_starts_a_section_without_a_blank_line() -> None:
    text = ":z kg:x 1 .\n#######\n# Title\n#######\n:a kg:x 1 ."
    assert body(text) == ":z kg:x 1 .\n\n#######\n# Title\n#######\n\n:a kg:x 1 .\n"


def test_prefixes_are_sorted_and_written_once() -> None:
    text = "# Head\n\nPREFIX z: <http://z/>\n@prefix b: <http://b/> .\nz:a b:c 1 .\n"
    text += "@prefix b: <http://b/> .\n@prefix a: <http://a/> .\n"
    written = format_text(text)
    assert written == (
        "# Head\n\n@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n@prefix z: <http://z/> .\n\nz:a b:c 1 .\n"
    )


def test_groups_of_prefixes_keep_their_comments() -> None:
    text = "@prefix b: <http://b/> .\n\n# Our own\n@prefix a: <http://a/> .\n\na:x b:y 1 .\n"
    assert format_text(text) == text


def test_literals_names_and_collections_keep_their_spelling() -> None:
    text = ':e kg:x """two\n# lines""" , 500000.00 , "1"^^kg:t , true , ( 3 1 2 ) , <http://x/y> , \'q\' .'
    written = body(text)
    for part in ('"""two\n# lines"""', "500000.00", '"1"^^kg:t', "true", "( 3 1 2 )", "<http://x/y>", "'q'"):
        assert part in written


def test_brackets_are_kept_and_sorted_inside() -> None:
    assert body(":e kg:x [ kg:b 1 ; kg:a [ ] , () ; a :T ] .") == ":e kg:x [ a :T ; kg:a () , [] ; kg:b 1 ] .\n"
    assert body("[ kg:b 1 ; a :T ] .") == "[ a :T ; kg:b 1 ] .\n"
    assert body("( 1 2 ) kg:b 1 .") == "( 1 2 ) kg:b 1 .\n"


def test_long_lines_are_broken() -> None:
    topics = [f":topic-with-a-rather-long-name-{n}" for n in range(6)]
    one = f"[ kg:z {topics[0]} ; kg:a [ kg:b {topics[1]} ; kg:c {topics[2]} ; kg:d {topics[3]} ; kg:e {topics[4]} ] ]"
    text = f":e a kg:Event ; kg:hasTopic {' , '.join(topics)} .\n:f kg:x ( {' '.join(topics)} {one} ) ."
    written = body(text)
    assert all(len(line) <= writer.WIDTH for line in written.splitlines())
    assert "    kg:hasTopic\n        :topic-with-a-rather-long-name-0 ,\n" in written
    assert graph(HEAD + written) == graph(HEAD + text)


def test_dates_of_one_interval_are_on_one_line() -> None:
    written = body(':e a kg:Event ; kg:datePrecision "day" ; kg:ordinal 1 ; kg:latestDate "b" ; kg:earliestDate "a" .')
    assert '    kg:earliestDate "a" ; kg:latestDate "b" ; kg:datePrecision "day" .\n' in written


def test_every_property_of_the_table_is_declared() -> None:
    declared = (ROOT / "ontology" / "diplomacy.ttl").read_text(encoding="utf-8")
    known = {terms.expand(name) for name in re.findall(r"(?m)^(\w+:\w+) a owl:", declared)}
    for iri in order._table():
        assert iri in known or iri.startswith((terms.RDF, terms.RDFS, terms.OWL)), iri


# ---- Comments


def test_a_comment_above_a_statement_moves_with_it() -> None:
    assert body("# of b\n:b kg:x 1 .\n# of a\n# more of a\n:a kg:x 1 .") == (
        "# of a\n# more of a\n:a kg:x 1 .\n\n# of b\n:b kg:x 1 .\n"
    )


def test_a_comment_above_a_property_or_an_object_moves_with_it() -> None:
    text = ":e a kg:Event ;\n    # of y\n    kg:y 1 ;\n    kg:hasTopic\n        # of b\n        :b ,\n        :a .\n"
    assert body(text) == (
        ":e a kg:Event ;\n    # of y\n    kg:y 1 ;\n    kg:hasTopic\n        :a ,\n        # of b\n        :b .\n"
    )


def test_a_comment_beside_objects_moves_with_its_line() -> None:
    text = ":e a kg:Event ;\n    kg:hasTopic\n        :d , :c ,   # late\n        :b , :a .  # early\n"
    assert body(text) == (
        ":e a kg:Event ;\n    kg:hasTopic\n        :a , :b ,  # early\n        :c , :d .  # late\n"
    )  # fmt: skip


def test_a_comment_beside_dates_stays_beside_them() -> None:
    text = ':e a kg:Event ;\n    kg:latestDate "b" ; kg:earliestDate "a" ; # in May\n    kg:ordinal 1 .\n'
    assert body(text) == (
        ':e a kg:Event ;\n    kg:ordinal 1 ;\n    kg:earliestDate "a" ; kg:latestDate "b" .  # in May\n'
    )


def test_a_comment_beside_a_whole_statement_goes_above_it() -> None:
    assert body(":e a kg:Event ; kg:x 1 . # all\n") == "# all\n:e a kg:Event ; kg:x 1 .\n"


def test_a_comment_beside_a_property_without_its_objects_goes_above_it() -> None:
    assert body(":e a kg:E ;\n  kg:x # which\n   1 .") == ":e a kg:E ;\n    # which\n    kg:x 1 .\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (":e a kg:E ;\n  kg:x [ # in\n kg:y 1 ] .", 5, "inside brackets"),
        (":e a kg:E ;\n  kg:x ( 1 # in\n 2 ) .", 5, "inside brackets"),
        (":e a kg:E ;\n  kg:x 1 ; kg:y 2 ; # both\n kg:z 3 .", 5, "about several properties"),
        (":e a kg:E ;\n  # kg:x 1 ;\n .", 6, "before the final dot"),
        ("@prefix a: # in\n<http://a/> . :e a kg:E .", 4, "inside a directive"),
        ("@prefix a: <http://a/> . # behind\n:e a kg:E .", 4, "follows a directive"),
        ("@prefix kg: <http://other/> . :e a kg:E .", 4, "second meaning"),
        ("@base <http://a/> .\n@base <http://b/> .\n:e a kg:E .", 5, "a second @base"),
    ],
)
def test_text_that_cannot_be_formatted_safely_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(DataError, match="not changed") as caught:
        format_text(HEAD + text, "a.ttl")
    (finding,) = caught.value.findings
    assert (finding.path, finding.line) == ("a.ttl", line)
    assert message in finding.message
    assert finding.remedy


def test_a_syntax_error_is_reported_with_its_line() -> None:
    with pytest.raises(DataError) as caught:
        format_text("@prefix a: <http://a/> .\na:b a:c .\n", "a.ttl")
    (finding,) = caught.value.findings
    assert (finding.check, finding.line) == ("syntax", 2)


@pytest.mark.parametrize("text", ["<<( :a :b :c )>> :d 1 .", ":a :b 1 {| :c 2 |} ."])
def test_rdf_1_2_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        format_text(HEAD + text)


# ---- Files


def test_a_file_is_written_only_if_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"@prefix a: <http://a/> .\r\na:b a:d 2 ; a:c 1 .\r\n")
    path.chmod(0o640)
    assert format_file(path, check=True)
    assert path.read_bytes().endswith(b".\r\n")
    assert format_file(path)
    assert path.read_text(encoding="utf-8") == "@prefix a: <http://a/> .\n\na:b a:c 1 ; a:d 2 .\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert not format_file(path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.ttl"]


@pytest.mark.parametrize("name", ["gone.ttl", "note.txt"])
def test_files_that_cannot_be_formatted_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(name)):
        format_file(tmp_path / name)


def test_generated_files_and_ontologies_are_not_formatted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = {path.name for path in files_to_format(shipped())}
    assert "kun-uz-2024-11-16.ttl" in names
    assert not names & {"countries.ttl", "diplomacy.ttl"}


def test_the_command_formats_the_project(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.root / "data" / "sources" / "example.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("country:FR , country:JP", "country:JP,country:FR"), encoding="utf-8")
    assert main(["fmt", "--check", "-C", str(project.root)]) == 1
    assert capsys.readouterr().out.startswith("would format ")
    assert main(["fmt", "-C", str(project.root)]) == 0
    assert capsys.readouterr().out.startswith("formatted ")
    assert path.read_text(encoding="utf-8") == text
    assert main(["fmt", "--check", "-C", str(project.root)]) == 0


def test_a_refused_file_does_not_stop_the_formatting_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "a.ttl", tmp_path / "b.ttl"
    bad.write_text("@prefix a: <http://a/> .\na:b a:c ( 1 # one\n ) .\n", encoding="utf-8")
    (tmp_path / "latin.ttl").write_bytes(b"# \xfc")
    for name, code, message in (
        ("a.ttl", 1, "a.ttl:2: error: a comment is inside brackets"),
        ("latin.ttl", 2, "latin.ttl: is not UTF-8"),
        ("nope.ttl", 2, "nope.ttl: cannot be read: No such file"),
        ("a.txt", 2, "a.txt: not a Turtle file"),
    ):
        good.write_text("@prefix a: <http://a/> .\na:b a:c 1.\n", encoding="utf-8")
        assert main(["fmt", str(tmp_path / name), str(good)]) == code
        captured = capsys.readouterr()
        assert message in captured.err
        assert captured.err.endswith("kg: not formatted: 1 file\n")
        assert captured.out.endswith("b.ttl\n")


def test_the_shipped_graph_is_not_formatted_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["fmt"]) == 2
    assert "kg init DIR" in capsys.readouterr().err


# ---- Any small graph

NAMES = [":a", ":b10", ":b9", "kg:Source", "<http://x/é>", "_:n1", "_:n2", ":p\\,q", ":a.b"]
LITERALS = ['"x"', '"x"@en', '"y"@fr', '"""l\n#no"""', "1", "1.50", "2e3", "true", '"d"^^kg:t', "'s'"]
COMMENTS = ["", "", "", " # one", " # two"]
ABOVE = ["", "", "", "# above\n", "# apart\n\n", "#####\n# Banner\n#####\n"]


@st.composite
def nodes(draw: st.DrawFn, depth: int = 2) -> str:
    kind = draw(st.sampled_from(["name", "literal", "brackets", "collection"] if depth else ["name", "literal"]))
    if kind == "brackets":
        return f"[ {draw(pairs(depth - 1, inside=True))} ]" if draw(st.booleans()) else "[]"
    if kind == "collection":
        return f"( {' '.join(draw(st.lists(nodes(depth - 1), max_size=3)))} )"
    return draw(st.sampled_from(NAMES if kind == "name" else LITERALS))


@st.composite
def pairs(draw: st.DrawFn, depth: int = 2, *, inside: bool = False) -> str:
    written = []
    for _ in range(draw(st.integers(1, 3))):
        predicate = draw(st.sampled_from(["a", ":p", "kg:passage", "kg:earliestDate", "kg:latestDate"]))
        if predicate == "a":
            objects = [draw(st.sampled_from([":C", "kg:Source", "kg:Passage"]))]
        else:
            objects = draw(st.lists(nodes(depth), min_size=1, max_size=3))
        if inside:
            written.append(f"{predicate} {' , '.join(objects)}")
        else:
            mark = draw(st.sampled_from([" , ", " ,\n", " , # beside\n"]))
            written.append(f"{predicate} {mark.join(objects)}")
    return " ; ".join(written) if inside else draw(st.sampled_from([" ; ", " ;\n", " ; # mark\n"])).join(written)


@st.composite
def documents(draw: st.DrawFn) -> str:
    text = HEAD
    for _ in range(draw(st.integers(0, 4))):
        subject = draw(st.sampled_from([*NAMES, "[]", "[ :p 1 ]", "( 1 )"]))
        text += f"{draw(st.sampled_from(ABOVE))}{subject} {draw(pairs())} .{draw(st.sampled_from(COMMENTS))}\n"
    return text + draw(st.sampled_from(ABOVE))


@given(documents())
def test_any_text_keeps_its_graph_and_comments_or_is_refused(text: str) -> None:
    refused: DataError | None = None
    try:
        written = format_text(text)
    except DataError as error:
        refused = error
    if refused is not None:
        # Only a comment may be the reason; the finding names its line.
        (finding,) = refused.findings
        assert finding.line is not None
        assert "comment" in finding.message
        assert "#" in text.splitlines()[finding.line - 1]
        return
    assert graph(written) == graph(text)
    assert comments(written) == comments(text)
    assert format_text(written) == written


@given(
    st.permutations([":a kg:x 1 .", ":b a kg:Event ; kg:y 2 .", ":c kg:z [ kg:q 1 ] .", "[] kg:p 5 .", ":a kg:w 7 ."])
)
def test_the_order_of_statements_makes_no_difference(statements: list[str]) -> None:
    assert format_text(HEAD + "\n".join(statements)) == format_text(HEAD + "\n".join(sorted(statements)))


def test_a_text_is_split_into_tokens_once(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []
    monkeypatch.setattr(files, "tokens", lambda text: split.append(text) or tokens(text))
    text = "@prefix : <http://x/> .\n:b :q 2 , 1 . # two\n:a :p [ :q 3 ] ."
    written = format_text(text)
    assert split == [text, written]
    # What is formatted already need not be compared with itself.
    assert format_text(written) == written
    assert split == [text, written, written]
