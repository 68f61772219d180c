"""The sixty facts of the two documents: each is in the graph and cites the passage that states it."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.graph import KnowledgeGraph
from kg.rdf import terms

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
FACTS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "facts.toml").read_text(encoding="utf-8"))
TEXTS = {
    "kun-uz-2024-11-16": "2024-11-16-kun-uz-us-uzbekistan-dialogue.txt",
    "breaking-latest-2023-11-21": "2023-11-21-breakinglatest-china-uzbekistan-dialogue.txt",
}
PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in terms.PREFIXES.items())

each_fact = pytest.mark.parametrize("fact", FACTS)
with_texts = pytest.mark.skipif(not (SHARED / "sources").is_dir(), reason="the source texts are not available")


def ask(graph: KnowledgeGraph, pattern: str) -> bool:
    answer = graph.sparql(f"{PREFIXES}ASK {{ {pattern} }}")
    assert isinstance(answer, bool)
    return answer


def select(graph: KnowledgeGraph, pattern: str, *names: str) -> list[tuple[str, ...]]:
    variables = " ".join(f"?{name}" for name in names)
    rows = graph.sparql(f"{PREFIXES}SELECT DISTINCT {variables} WHERE {{ {pattern} }}").rows
    return [tuple(term.value for term in row) for row in rows]


def iri(passage: str) -> str:
    return f"{terms.BASE}passage/{passage}"


def offsets(passage: str) -> tuple[int, int]:
    start, end = passage.rsplit("/", 1)[1].split("-")
    return int(start), int(end)


@cache
def text_of(slug: str) -> str:
    with (SHARED / "sources" / TEXTS[slug]).open(encoding="utf-8", newline="") as file:
        return file.read()


def test_there_are_sixty_facts() -> None:
    assert list(FACTS) == [f"A{n}" for n in range(1, 37)] + [f"B{n}" for n in range(1, 25)]


@each_fact
def test_fact_holds_of_the_documents_alone(documents_only: KnowledgeGraph, fact: str) -> None:
    assert ask(documents_only, FACTS[fact]["ask"])


@each_fact
def test_fact_holds_in_the_shipped_graph_unless_it_is_rejected(shipped: KnowledgeGraph, fact: str) -> None:
    assert ask(shipped, FACTS[fact].get("shipped", FACTS[fact]["ask"]))


def test_rejected_facts_are_still_stated_in_the_graph_of_their_source() -> None:
    judged = {fact: entry for fact, entry in FACTS.items() if "shipped" in entry}
    assert set(judged) == {"A12", "B5"}
    for entry in judged.values():
        stated = re.findall(r"(?ms)^GRAPH source:(?!judgements).*?^\}$", entry["ask"])
        assert stated
        assert all(block in entry["shipped"] for block in stated)


@each_fact
def test_fact_cites_its_passages(shipped: KnowledgeGraph, fact: str) -> None:
    asked = FACTS[fact]["ask"].replace("\\/", "/")
    for passage in FACTS[fact]["passages"]:
        source = f"<{terms.BASE}source/{passage.split('/')[0]}>"
        cited = f"""GRAPH {source} {{
            {{ ?node kg:passage <{iri(passage)}> FILTER NOT EXISTS {{ ?node a owl:Axiom }} }}
            UNION {{ ?axiom kg:passage <{iri(passage)}> ; owl:annotatedSource ?node }}
        }}"""
        nodes = [terms.compact(node) for (node,) in select(shipped, cited, "node")]
        assert any(re.search(rf"{re.escape(node)}(?![\w/-])", asked) for node in nodes), (passage, nodes)


def test_every_passage_is_in_the_graph_of_its_source(shipped: KnowledgeGraph) -> None:
    pattern = "GRAPH ?source { ?source a kg:NewsReport, kg:Source . ?passage a kg:Passage ; kg:inSource ?document }"
    rows = select(shipped, pattern, "source", "passage", "document")
    assert rows
    for source, passage, document in rows:
        assert document == source
        assert passage.startswith(source.replace("/source/", "/passage/") + "/")


def test_every_annotated_triple_is_in_the_graph(shipped: KnowledgeGraph) -> None:
    pattern = """GRAPH ?source {
        ?source a kg:Source .
        ?axiom owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o
        FILTER NOT EXISTS { ?s ?p ?o }
    }"""
    assert select(shipped, pattern, "source", "s", "p", "o") == []


# ---- If the source texts are available: the passages have the words of the facts.


@with_texts
@pytest.mark.parametrize("slug", TEXTS)
def test_passages_fit_the_text(shipped: KnowledgeGraph, slug: str) -> None:
    pattern = f"""GRAPH source:{slug} {{
        ?passage a kg:Passage ; oa:start ?start ; oa:end ?end ; kg:paragraph ?paragraph ; kg:sha256 ?hash
    }}"""
    rows = select(shipped, pattern, "passage", "start", "end", "paragraph", "hash")
    text = text_of(slug)
    paragraphs = [match.span() for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text)]
    assert rows
    for passage, start, end, paragraph, digest in rows:
        first, last = paragraphs[int(paragraph) - 1]
        assert offsets(passage) == (int(start), int(end))
        assert first <= int(start) < int(end) <= last
        assert hashlib.sha256(text[int(start) : int(end)].encode()).hexdigest() == digest


@cache
def briefed() -> dict[str, dict[str, str]]:
    with (SHARED / "domain" / "facts.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}


@with_texts
@each_fact
def test_passages_contain_the_words_of_the_fact(fact: str) -> None:
    row, passages = briefed()[fact], FACTS[fact]["passages"]
    start, end = int(row["start"]), int(row["end"])
    slug = passages[0].split("/")[0]
    covered = {point for passage in passages for point in range(*offsets(passage))}
    assert text_of(slug)[start:end] == row["quote"]
    assert set(range(start, end)) <= covered


# ---- Copyright: no sequence of eight words of the source texts is in the repository.

# Names and titles may be quoted.
NAMES = (
    "Uzbekistan, U.S. boost cooperation in security and economy",
    "China and Uzbekistan Hold First Strategic Dialogue, Vow to Strengthen Cooperation",
    "Assistant Secretary of State for South and Central Asian Affairs",
)


def word_sequences(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@with_texts
def test_no_sentence_of_the_documents_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    parts = [part for slug in TEXTS for part in re.split("|".join(map(re.escape, NAMES)), text_of(slug))]
    protected = set().union(*map(word_sequences, parts))
    copied = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        copied += [(name, " ".join(run)) for run in word_sequences(text) & protected]
    assert copied == []


# ---- Statements that must not be inferred


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("position:us-uz-spd-4-customs-agreement a kg:Commitment", id="A21 welcomed is not committed"),
        pytest.param("position:cn-uz-fmsd-1-more-cooperation a kg:Commitment", id="B24 expected is not committed"),
        pytest.param("position:cn-uz-fmsd-1-more-cooperation a kg:Position", id="B24 is nobody's position"),
        pytest.param("?commitment a kg:Commitment , kg:Position", id="no position is a commitment"),
        pytest.param("event:us-uz-espd-1 a kg:HeldEvent", id="A35 planned is not held"),
        pytest.param("event:us-uz-espd-1 kg:hasParty ?party", id="A35 no party has attended"),
        pytest.param("?party kg:metUnder framework:us-uz-espd", id="A35 nobody has met"),
        pytest.param("?party kg:engagedIn framework:us-uz-espd", id="A35 nobody is engaged yet"),
        pytest.param("commitment:us-support-uz-reforms kg:binds country:UZ", id="A29 binds one side"),
        pytest.param("commitment:us-registan-grant-2024 kg:binds country:UZ", id="A31 binds one side"),
        pytest.param("country:UZ kg:memberOf framework:msp", id="A12 a participant is no member"),
        pytest.param("country:UZ kg:leads framework:msp", id="A13 only the United States leads"),
        pytest.param("?instrument kg:legalStatus kg:Signed , kg:InForce", id="A14 A20 signed is not in force"),
        pytest.param("country:CN kg:linkedThrough framework:c5plus1", id="A22 China is not in C5+1"),
        pytest.param("country:UZ kg:metUnder framework:c5plus1", id="A23 the parties that met are not stated"),
        pytest.param("?one owl:sameAs ?other FILTER (?one != ?other)", id="no two things are inferred to be the same"),
        pytest.param("?x a owl:Nothing", id="the graph is consistent"),
    ],
)
def test_a_statement_is_not_inferred(documents_only: KnowledgeGraph, pattern: str) -> None:
    assert not ask(documents_only, pattern)


def test_two_rounds_were_held_and_a_third_is_planned(documents_only: KnowledgeGraph) -> None:
    held = select(documents_only, "?event a kg:Dialogue , kg:HeldEvent", "event")
    planned = select(documents_only, "?event a kg:Dialogue , kg:PlannedEvent", "event")
    assert {terms.compact(event) for (event,) in held} == {"event:us-uz-spd-4", "event:cn-uz-fmsd-1"}
    assert {terms.compact(event) for (event,) in planned} == {"event:us-uz-espd-1"}


def test_the_documents_alone_have_no_framework_of_all_three_countries(documents_only: KnowledgeGraph) -> None:
    pattern = " ".join(f"country:{code} kg:linkedThrough ?framework ." for code in ("UZ", "US", "CN"))
    assert select(documents_only, pattern, "framework") == []


def test_with_background_all_three_countries_are_members_of_the_united_nations(shipped: KnowledgeGraph) -> None:
    pattern = " ".join(f"country:{code} kg:memberOf ?framework ." for code in ("UZ", "US", "CN"))
    assert [terms.compact(name) for (name,) in select(shipped, pattern, "framework")] == ["framework:un"]


def test_the_minister_named_after_the_end_of_his_tenure_is_still_stated(shipped: KnowledgeGraph) -> None:
    pattern = """
        GRAPH source:breaking-latest-2023-11-21 { ?part kg:inCapacityOf ?tenure . ?tenure kg:observedOn ?day }
        ?tenure kg:heldBy ?official ; kg:endLatest ?end
        FILTER (?end < ?day)
    """
    assert [terms.compact(who) for (who,) in select(shipped, pattern, "official")] == ["official:abdulaziz-kamilov"]
