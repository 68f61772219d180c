"""What a query sees: statements that it does not see change no answer, and those that it sees do, where they can."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.build.assemble import changed_copy, changes_by_judgements
from kg.evidence.judgements.notes import noted
from kg.evidence.judgements.unaffected import is_unaffected
from kg.graph import KnowledgeGraph
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE
from kg.sparql.library import library
from kg.sparql.parameters import day_defaults, fill
from kg.sparql.results import Answer, Result
from kg.sparql.run import run
from kg.sparql.seen.groups import UnclearError
from kg.sparql.seen.matching import Match, matches
from kg.sparql.seen.seen import EVERYTHING, Seen, seen_among, seen_by
from kg.store.content import Difference
from kg.store.manifest import Counts
from kg.store.snapshot import Snapshot

QUERIES = shipped_root() / "queries"
FOLDERS = [QUERIES, *(QUERIES / name for name in ("checks", "views", "exports", "exports/panel"))]
#: How many random queries are run.
RANDOM = 500
#: The graphs of a pattern outside GRAPH.
DEFAULT = frozenset({terms.ACCEPTED, terms.INFERRED})
MY = "https://example.org/desk/"
Rows = Counter[tuple[object, ...]] | bool


@pytest.fixture(scope="module")
def snapshot(documents_only: KnowledgeGraph) -> Snapshot:
    """A small graph in memory, of which statements are removed."""
    return with_quads(documents_only.snapshot, documents_only.snapshot.store)


def with_quads(snapshot: Snapshot, quads: Iterable[ox.Quad]) -> Snapshot:
    store = ox.Store()
    store.extend(quads)
    return replace(snapshot, store=store, unjudged=None)


def texts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield the queries of the library by name, with the defaults of their parameters."""
    for folder in FOLDERS:
        for name, query in library([folder]).items():
            yield f"{folder.name}/{name}", fill(snapshot, query, day_defaults(snapshot, query))


def rows(answer: Answer) -> Rows:
    """Return the rows of an answer, in no order; blank nodes that a query makes are alike."""
    if isinstance(answer, bool):
        return answer
    found = answer.rows if isinstance(answer, Result) else answer.triples
    return Counter(tuple("_:" if isinstance(term, ox.BlankNode) else term for term in row) for row in found)


def without(snapshot: Snapshot, text: str, quads: list[ox.Quad]) -> Rows:
    """Answer a query without some statements, which are then added again."""
    for quad in quads:
        snapshot.store.remove(quad)
    try:
        return rows(run(snapshot, text))
    finally:
        snapshot.store.extend(quads)


def test_statements_that_a_query_of_the_library_does_not_see_change_no_answer(snapshot: Snapshot) -> None:
    everything = sorted(snapshot.store, key=str)
    chance = random.Random(12)
    narrow = 0
    for name, text in texts(snapshot):
        patterns = seen_by(text, snapshot.manifest.prefixes)
        assert patterns != EVERYTHING, name
        seen = [*seen_among(patterns, everything)]
        visible = {*seen}
        unseen = [quad for quad in everything if quad not in visible]
        narrow += len(seen) < len(everything) / 2
        known = rows(run(snapshot, text))
        assert rows(run(with_quads(snapshot, seen), text)) == known, name
        assert without(snapshot, text, chance.sample(unseen, min(500, len(unseen)))) == known, name
    assert narrow > 40


def test_some_statement_that_a_query_of_the_library_sees_changes_its_answer(snapshot: Snapshot) -> None:
    everything = sorted(snapshot.store, key=str)
    alone = 0
    for name, text in texts(snapshot):
        known = rows(run(snapshot, text))
        if not known:
            continue
        changing = [*seen_among(seen_by(text, snapshot.manifest.prefixes), everything)]
        small = with_quads(snapshot, changing)
        assert without(small, text, changing) != known, name
        while len(changing) > 1:
            half = len(changing) // 2
            parts = [changing[:half], changing[half:]]
            smaller = next((part for part in parts if without(small, text, part) != known), None)
            if smaller is None:
                break
            changing = smaller
        alone += len(changing) == 1
    assert alone > 30


def test_what_is_seen_of_every_part_of_a_query() -> None:
    p, q, kind = Seen(None, "urn:p", None, DEFAULT), Seen(None, "urn:q", None, DEFAULT), "urn:C"
    anything = Seen(None, None, None, DEFAULT)
    cases = {
        "ASK { ?x <urn:p> ?y }": [p],
        "SELECT*{?x<urn:p>?y;<urn:q>?z,'z'@en.}": [p, q],
        "BASE <urn:x:> PREFIX u: <p> ASK { ?x a u: , <urn:C> }": [
            Seen(None, terms.RDF_TYPE, "urn:p", DEFAULT), Seen(None, terms.RDF_TYPE, kind, DEFAULT)],
        "ASK { <urn:a> kg:p [ <urn:p> -1 ; <urn:q> true ; ] }": [
            p, q, Seen("urn:a", f"{terms.KG}p", None, DEFAULT)],
        "ASK { [ <urn:p> 01 ] . [] <urn:q> '1'^^<urn:t> # }\n }": [p, q],
        # The engine finds 1 if 01 is asked for, so a literal is any term.
        "ASK { ?x <urn:p> '01'^^<http://www.w3.org/2001/XMLSchema#integer> }": [p],
        "ASK { ?x ?p ?y }": [anything],
        "ASK { ?x !<urn:p> <urn:C> }": [Seen(None, None, kind, DEFAULT), Seen(kind, None, None, DEFAULT)],
        "ASK { <urn:C> <urn:p>/^<urn:q> <urn:C> }": [
            Seen(kind, "urn:p", None, DEFAULT), Seen(kind, "urn:q", None, DEFAULT)],
        "ASK { <urn:C> (<urn:p>|<urn:q>)+ ?y }": [p, q],
        "ASK { <urn:C> <urn:p>* ?y }": [Seen(kind, None, None, DEFAULT), Seen(None, None, kind, DEFAULT), p],
        "ASK { ?x <urn:p>? ?y }": [anything, p],
        "ASK { ?x <urn:p>* ?y . ?y <urn:q> ?z }": [p, q],
        "ASK { ?x <urn:q> ?z FILTER EXISTS { ?x <urn:p>* ?y } }": [q, p],
        "ASK { ?x <urn:q> ?z { SELECT ?x { ?x <urn:p>* ?y } } }": [q, p],
        "ASK { ?x <urn:q> ?z { SELECT ?x { ?x <urn:p>* ?y } LIMIT 1 } }": [q, anything, p],
        "ASK { ?x <urn:q> ?z { SELECT ?y { ?x <urn:p>* ?y } } }": [q, anything, p],
        "ASK { { ?x <urn:q> ?z } UNION { ?y <urn:q> ?z } ?x <urn:p>* ?y }": [q, p],
        "ASK { { ?x <urn:q> ?z } UNION { ?z <urn:q> <urn:a> } ?x <urn:p>* ?y }": [
            q, Seen(None, "urn:q", "urn:a", DEFAULT), anything, p],
        "ASK { VALUES ?y { <urn:a> } MINUS { ?x <urn:p>* ?y } ?x <urn:q> ?z }": [
            Seen("urn:a", None, None, DEFAULT), Seen(None, None, "urn:a", DEFAULT), p, q],
        "ASK { VALUES ?y { <urn:a> UNDEF } MINUS { ?x <urn:p>* ?y } ?x <urn:q> ?z }": [anything, p, q],
        "ASK { ?x ?v ?y VALUES (?v ?y) { (<urn:p> 1) (<urn:q> '2'@en) } }": [p, q],
        "ASK { ?x ?v ?y VALUES ($v ?y) { (<urn:p> <urn:C>) (<urn:q> UNDEF) } }": [p, q],
        "ASK { ?x ?v ?y VALUES (?y ?v) { (<urn:C> <urn:p>) } }": [Seen(None, "urn:p", kind, DEFAULT)],
        "ASK { ?x ?v ?y VALUES ?v { <urn:p> -1 } }": [anything],
        "ASK { ?x ?v ?y VALUES ?v {} }": [anything],
        "ASK { ?x ?v ?y OPTIONAL { VALUES ?v { <urn:p> } } }": [anything],
        "ASK { VALUES ?v { <urn:p> } OPTIONAL { ?x ?v ?y } OPTIONAL { SELECT ?x { ?x ?v ?z } } }": [p, anything],
        "ASK { VALUES ?v { <urn:p> } { ?x ?v ?y } UNION { SELECT ?v { ?x ?v ?z } } }": [p],
        "ASK { GRAPH ?g { ?x <urn:q> ?z } ?x <urn:p>* ?y }": [anything, p, q._replace(graphs=None)],
        "ASK { GRAPH ?g { ?x <urn:p> ?y } }": [p._replace(graphs=None)],
        "ASK { GRAPH <urn:g> { ?x <urn:p> ?y } }": [p._replace(graphs=frozenset({"urn:g"}))],
        "ASK { GRAPH ?g { OPTIONAL { ?x <urn:p> ?y } } }": [anything._replace(graphs=None), p._replace(graphs=None)],
        "ASK { GRAPH ?g { { ?x <urn:p> ?y } UNION { ?x <urn:q> ?y } } }": [
            p._replace(graphs=None), q._replace(graphs=None)],
        "ASK { OPTIONAL { ?x <urn:p> ?y } MINUS { ?x <urn:q> ?y } }": [p, q],
        "ASK { { ?x <urn:p> ?y } UNION { { ?x <urn:q> ?y } } }": [p, q],
        "SELECT (EXISTS { ?x <urn:p> ?y } AS ?e) {} ORDER BY EXISTS { ?x <urn:q> ?y } VALUES ?x { <urn:a> }": [p, q],
        "SELECT (COUNT(?x) AS ?n) { ?x <urn:p> ?y } GROUP BY ?y HAVING (COUNT(?x) > 1) LIMIT 2": [p],
        "ASK { FILTERNOT EXISTS { ?x <urn:p> ?y } }": EVERYTHING,
        "ASK { FILTER (1 < 2 && NOTEXISTS { ?x <urn:p> ?y }) }": [p],
        "ASK { BIND (IF(EXISTS { ?x <urn:p> ?y }, 1, 2) AS ?z) FILTER <urn:f>(?z) FILTER regex('{', '(') }": [p],
        "ASK { ?x <urn:p> ?y FILTER (?x<5&&?y>3) }": EVERYTHING,
        "ASK { ?x <urn:p> ?y FILTER (?y < SUBSTR(STR(NOW()), 1, 10)) }": [p],
        "ASK { ?x <urn:p> ?y FILTER (?y < NOW()) }": EVERYTHING,
        "ASK { ?x <urn:p> ?y FILTER (RAND() < 0.5) }": EVERYTHING,
        "SELECT (UUID() AS ?u) { ?x <urn:p> ?y }": EVERYTHING,
        "DESCRIBE <urn:a>": EVERYTHING,
        "ASK FROM <urn:g> { ?x <urn:p> ?y }": EVERYTHING,
        "SELECT ?x FROM NAMED <urn:g> { ?x <urn:p> ?y }": EVERYTHING,
        "ASK { ?x <urn:p> ?y ?\\u0078 <urn:q> ?z }": EVERYTHING,
        "ASK { ?x <urn:p> (1 2) }": EVERYTHING,
        "ASK { ?x <urn:p> ?y {| <urn:q> ?z |} }": EVERYTHING,
        "ASK { SERVICE <urn:s> { ?x <urn:p> ?y } }": EVERYTHING,
        "CONSTRUCT { ?x <urn:q> ?y } WHERE { ?x <urn:p> ?y }": [p],
        "CONSTRUCT WHERE { ?x <urn:p> ?y }": [p],
        "ASK { ?x <urn:p> ?y": EVERYTHING,
        "": EVERYTHING,
    }  # fmt: skip
    found = {text: {*seen_by(text, {"kg": terms.KG})} for text in cases}
    assert found == {text: {*patterns} for text, patterns in cases.items()}


@pytest.fixture
def two(snapshot_of: Callable[..., Snapshot]) -> Snapshot:
    return snapshot_of("my:a a kg:Topic .", "my:b a kg:Topic .")


class Writer:
    """Writes random queries of few terms, so that their parts have to do with one another."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def _one(self, *choices: str) -> str:
        return self._chance.choice(choices)

    def _node(self) -> str:
        return self._one("?x", "?y", "?x", "?y", "?z", "my:a", "my:b", "[]")

    def _path(self, depth: int = 2) -> str:
        kind = self._chance.randrange(9) if depth else 0
        inner = self._path(depth - 1) if depth else ""
        match kind:
            case 4:
                return f"({inner})" + self._one("*", "+", "?")
            case 5:
                return f"({inner}/{self._path(depth - 1)})"
            case 6:
                return f"({inner}|{self._path(depth - 1)})"
            case 7:
                return f"^({inner})"
            case 8:
                return self._one("!my:p", "!(my:p|^my:q)")
        return self._one("my:p", "my:q", "my:r", "a")

    def _triple(self) -> str:
        predicate = self._path() if self._chance.random() < 0.85 else self._one("?p", "?x")
        return f"{self._node()} {predicate} {self._node()} ."

    def group(self, depth: int = 2) -> str:
        """Write a group."""
        return f"{{ {' '.join(self._part(depth) for _ in range(self._chance.randint(1, 3)))} }}"

    def _part(self, depth: int) -> str:
        if not depth or self._chance.random() < 0.5:
            return self._triple()
        inner, made = self.group(depth - 1), f"?made_{self._chance.randrange(10**9)}"
        return self._one(
            f"OPTIONAL {inner}", f"MINUS {inner}", f"FILTER EXISTS {inner}", f"FILTER NOT EXISTS {inner}",
            f"FILTER (BOUND(?x) || EXISTS {inner})", f"{inner} UNION {self.group(depth - 1)}", inner,
            f"GRAPH {self._one('?g', '?x', 'my:s1', 'graph:accepted', '?g')} {inner}",
            f"{{ SELECT {self._one('?x', '?x ?y', f'(COUNT(*) AS {made})', 'DISTINCT ?y')} {inner} }}",
            f"{{ SELECT ?x (COUNT(*) AS {made}) {inner} GROUP BY ?x {self._one('?y', 'HAVING (COUNT(*) > 1)')} }}",
            f"{{ SELECT DISTINCT ?x {inner} ORDER BY ?x LIMIT 1 }}",
            f"FILTER (?x {self._one('=', '!=')} ?y) {inner}",
            f"VALUES ?{self._one('x', 'y')} {{ my:a {self._one('UNDEF', 'my:b', '')} }}",
            f"VALUES ?p {{ my:p my:q }} {inner}", f"VALUES (?p ?y) {{ (my:p UNDEF) (my:q my:a) }} {inner}",
            f"BIND (EXISTS {inner} AS {made})",
        )  # fmt: skip


def some_quads(chance: random.Random) -> list[ox.Quad]:
    """Choose statements of the few terms of `Writer`; none is accepted and inferred."""
    nodes = [ox.NamedNode(MY + name) for name in ("a", "b", "c")]
    properties = [*(ox.NamedNode(MY + name) for name in ("p", "q", "r")), RDF_TYPE]
    graphs = [ox.NamedNode(MY + "s1"), ox.NamedNode(MY + "s2"), ACCEPTED, INFERRED]
    quads = [ox.Quad(*parts) for parts in itertools.product(nodes, properties, nodes, graphs)]
    found = chance.sample(quads, chance.randint(4, 20))
    return [q for q in found if q.graph_name != INFERRED or ox.Quad(*q.triple, ACCEPTED) not in found]


def test_statements_that_a_random_query_does_not_see_change_no_answer(two: Snapshot) -> None:
    chance = random.Random(1)
    compared = changed = 0
    for _ in range(RANDOM):
        text = f"PREFIX my: <{MY}> SELECT * {Writer(chance).group()}"
        patterns = seen_by(text, two.manifest.prefixes)
        if patterns == EVERYTHING:
            continue
        whole = some_quads(chance)
        seen = [*seen_among(patterns, whole)]
        known = rows(run(with_quads(two, whole), text))
        compared += len(seen) < len(whole)
        assert rows(run(with_quads(two, seen), text)) == known, text
        unseen = [quad for quad in whole if quad not in seen]
        some = chance.sample(unseen, len(unseen) // 2)
        assert rows(run(with_quads(two, [*seen, *some]), text)) == known, text
        changed += rows(run(with_quads(two, []), text)) != known
    assert compared > RANDOM / 3
    assert changed > RANDOM / 8


# ---- What an answer depends on


def among(matched: Collection[Match], quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the statements that are matched."""
    own = (ACCEPTED, INFERRED)
    return [q for q in quads if (*q.triple, None if q.graph_name in own else q.graph_name) in matched]


def test_the_answers_of_the_library_depend_only_on_what_is_matched(documents_only: KnowledgeGraph) -> None:
    snapshot = with_quads(documents_only.snapshot, documents_only.snapshot.store)
    everything = [*snapshot.store]
    few, unclear = 0, set()
    for name, text in texts(snapshot):
        try:
            found = among(matches(snapshot, text), everything)
        except UnclearError:
            unclear.add(name)
            continue
        few += len(found) < len(everything) / 50
        assert rows(run(with_quads(snapshot, found), text)) == rows(run(snapshot, text)), name
    assert few > 60
    # They look at any graph, and at that of what is accepted.
    assert unclear == {"checks/ends-from-two-sources", "checks/undescribed"}


def test_the_answer_to_a_random_query_depends_only_on_what_is_matched(two: Snapshot) -> None:
    chance = random.Random(1)
    compared = 0
    for _ in range(RANDOM):
        text = f"PREFIX my: <{MY}> SELECT * {Writer(chance).group()}"
        whole = some_quads(chance)
        snapshot = with_quads(two, whole)
        try:
            found = among(matches(snapshot, text), whole)
        except UnclearError:
            continue
        compared += len(found) < len(whole)
        known = rows(run(snapshot, text))
        assert rows(run(with_quads(two, found), text)) == known, text
        some = [quad for quad in whole if quad not in found and chance.random() < 0.5]
        # What is accepted may be inferred instead.
        some = [ox.Quad(*q.triple, INFERRED) if q.graph_name == ACCEPTED and chance.random() < 0.5 else q for q in some]
        assert rows(run(with_quads(two, [*found, *some]), text)) == known, text
    assert compared > RANDOM / 2


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        # In EXISTS ?x is any node: VALUES gives it no value, and what is outside the group does not either.
        ("{ { FILTER EXISTS { ?x my:q ?x } VALUES ?x { my:a UNDEF } } ?y my:p ?x }", "cqc apb"),
        ("{ { VALUES ?x { UNDEF } OPTIONAL { ?x my:q ?x } } ?y my:p ?x }", "cqc apb"),
        ("{ { { ?x my:r ?z } UNION { ?z my:r ?z } FILTER EXISTS { ?x my:q ?x } } ?y my:p ?x }", "cqc ara apb"),
        # The engine does not look whether there is a graph of this name.
        ("{ GRAPH ?x { VALUES ?y { my:a } } ?y ?x ?z }", "apb"),
    ],
)
def test_what_has_no_value_does_not_restrict_what_is_matched(two: Snapshot, text: str, stated: str) -> None:
    quads = [ox.Quad(*(ox.NamedNode(MY + name) for name in triple), ACCEPTED) for triple in stated.split()]
    snapshot = with_quads(two, quads)
    query = f"PREFIX my: <{MY}> SELECT * {text}"
    known = rows(run(snapshot, query))
    assert rows(run(with_quads(two, quads[1:]), query)) != known
    assert rows(run(with_quads(two, among(matches(snapshot, query), quads)), query)) == known


# ---- What judgements cannot change


def judged(snapshot: Snapshot, quads: list[ox.Quad], others: list[ox.Quad]) -> Snapshot:
    """Return a graph of some quads, which would have others of its own statements without judgements."""
    here, there = ({q for q in some if q.graph_name in (ACCEPTED, INFERRED)} for some in (quads, others))
    difference = Difference(sorted(there - here, key=str), sorted(here - there, key=str))
    changes = changes_by_judgements(difference)._asdict()
    store = with_quads(snapshot, quads).store
    manifest = replace(snapshot.manifest, **changes, unjudged=Counts(0, 0))
    return replace(snapshot, manifest=manifest, store=store, unjudged=lambda: changed_copy(store, difference))


def test_judgements_do_not_change_the_answer_to_a_random_query_that_is_unaffected(two: Snapshot) -> None:
    chance = random.Random(3)
    blank = ox.BlankNode("1")
    skipped = changed = 0
    for _ in range(RANDOM):
        text = f"PREFIX my: <{MY}> SELECT * {Writer(chance).group()}"
        quads = some_quads(chance)
        others = chance.sample(quads, len(quads) - 1)
        if chance.random() < 0.5:
            # A statement that follows without the judgements, too, or is accepted instead.
            one = chance.choice(quads)
            other = ACCEPTED if one.graph_name == INFERRED else INFERRED
            others = [q for q in quads if q.triple != one.triple] + [ox.Quad(*one.triple, other)]
        if chance.random() < 0.2:
            others.append(ox.Quad(blank, ox.NamedNode(MY + chance.choice("pq")), ox.NamedNode(MY + "a"), ACCEPTED))
        graph = judged(two, quads, others)
        is_same = rows(run(graph, text)) == rows(run(graph.without_judgements, text))
        if is_unaffected(graph, text):
            assert is_same, text
            skipped += graph.manifest.left_out + graph.manifest.added + graph.manifest.changed != ()
        changed += not is_same
    assert skipped > RANDOM / 20
    assert changed > RANDOM / 20


def test_judgements_are_seen_by_a_query_that_depends_on_them(two: Snapshot) -> None:
    a, p, blank = (ox.NamedNode(MY + "a"), ox.NamedNode(MY + "p"), ox.BlankNode("b1"))
    named, anonymous = ox.Quad(a, p, a, ACCEPTED), ox.Quad(blank, p, a, ACCEPTED)
    moved = ox.Quad(a, p, a, INFERRED)
    stated = ox.Quad(a, p, a, ox.NamedNode(MY + "s1"))
    for quads, others, text, expected in (
        ([stated], [stated, named], "SELECT * { ?x my:p ?y }", False),
        ([stated], [stated, named], "SELECT * { ?x my:q ?y }", True),
        ([stated], [stated, named], "SELECT * { GRAPH ?g { ?x my:p ?y } }", True),
        ([stated], [stated, named], "SELECT * { GRAPH ?g { ?x my:p ?y } FILTER (?g != graph:inferred) }", False),
        ([stated], [stated, named], "SELECT * { GRAPH graph:accepted { ?x my:p ?y } }", False),
        ([stated], [stated, named], "SELECT * FROM NAMED my:s1 { GRAPH ?g { ?x my:p ?y } }", False),
        ([stated], [stated, named], "CONSTRUCT { ?x my:q ?y } { ?x my:p ?y }", False),
        ([stated], [stated, named], "CONSTRUCT { ?x my:p ?y } { ?x my:q ?y }", True),
        ([stated], [stated, named], "ASK { FILTER NOT EXISTS { my:a my:p ?y } }", False),
        ([stated], [stated, named], "ASK { my:a my:q* my:a }", False),
        ([stated], [stated, named], "DESCRIBE my:b", False),
        ([stated], [stated, named], "SELECT (RAND() AS ?r) {}", False),
        ([], [anonymous], "SELECT * { ?x my:p my:a }", False),
        ([], [anonymous], "SELECT * { my:a my:p my:a }", True),
        ([], [anonymous], "SELECT * { [] my:p my:b }", True),
        ([moved], [named], "SELECT * { GRAPH graph:inferred { ?x my:p ?y } }", False),
        ([moved], [named], "SELECT * { GRAPH graph:inferred { ?x my:q ?y } }", True),
        ([named], [named], "DESCRIBE my:b", True),
    ):
        graph = judged(two, quads, others)
        written = f"PREFIX my: <{MY}> PREFIX graph: <{terms.ACCEPTED.removesuffix('accepted')}> {text}"
        assert is_unaffected(graph, written) is expected, text


def test_a_note_on_judgements_is_the_same_without_a_second_answer(shipped: KnowledgeGraph) -> None:
    snapshot = shipped.snapshot
    skipped = noticed = 0
    for name, text in texts(snapshot):
        answer = run(snapshot, text)
        if isinstance(answer, bool):
            continue
        always = noted(answer, lambda other, text=text: run(other, text))  # type: ignore[misc]
        found = noted(answer, lambda other, text=text: run(other, text), text=text)  # type: ignore[misc]
        assert found == always, name
        skipped += is_unaffected(snapshot, text)
        noticed += found is not answer
    assert skipped > 20
    assert noticed > 5
