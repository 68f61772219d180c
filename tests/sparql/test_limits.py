"""Queries cannot reach out, and each is stopped that takes too long, is nested too deeply or needs too much."""

from __future__ import annotations

import datetime
import gc
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import Mock

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.check.places import Places
from kg.check.queries import query_findings, question_findings
from kg.check.shacl import validate
from kg.check.shapes import shape_findings
from kg.errors import QueryError, QueryLimitError
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.sparql import run as running
from kg.sparql import worker
from kg.sparql.library import Library, read_query
from kg.sparql.parameters import run_query
from kg.sparql.results import Result, TriplesResult
from kg.sparql.run import run
from kg.sparql.syntax import refuse
from kg.sparql.tokens import tokens
from kg.sparql.worker import Limits, Task, Worker, limited

TODAY = datetime.date(2026, 1, 1)

CALLS = (
    "ASK {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o.SERVICE<{url}>{{}} }}",
    "SELECT * {{ ?s ?p trueSERVICE <{url}> {{ }} }}",
    "SELECT * {{ ?s ?p 1SERVICE <{url}> {{ }} }}",
    "BASE <{url}> ASK {{ SeRvIcE <x> {{ }} }}",
    "PREFIX service: <{url}> ASK {{ SERVICE service:x {{ }} }}",
    "ASK {{ BIND(<{url}> AS ?to) SERVICE # a remark\n ?to {{ }} }}",
    "ASK {{ {{ SELECT * {{ OPTIONAL {{ MINUS {{ SERVICE <{url}> {{ }} }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    # For a reader of tokens, this is an IRI and a text; for the engine, a comparison and a comment.
    'ASK {{ FILTER(?a<?b#>"""\n) SERVICE <{url}> {{}} #"""\n}}',
    "ASK {{ FILTER(?a<country:UZ#>'''\n) SERVICE <{url}> {{}} #'''\n}}",
    "ASK {{ SERV\\u0049CE <{url}> {{ }} }}",
    # The engine needs no space after the keyword.
    "PREFIX a: <{url}> ASK {{ SERVICEa:b # a remark\n {{ }} }}",
    "PREFIX a: <{url}> ASK {{ SERV\\u0049CEa:b {{ }} }}",
)
READS = (
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <file:///etc/passwd> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "DESCRIBE <{url}>",
    "SELECT * {{ <{url}> ?p ?o }}",
)
UPDATES = (
    "LOAD <{url}>", "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:x>", "load <{url}>",
    "PREFIX ex: <urn:x> # INSERT\nINSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
)  # fmt: skip
#: A query that takes minutes.
HEAVY = (
    "SELECT (COUNT(?c3) AS ?n) { ?a ?b ?c . ?d ?b2 ?c2 . ?e ?b3 ?c3 FILTER(STRLEN(STR(?c)) + STRLEN(STR(?c2)) > 1) }"
)


@contextmanager
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Yield the address of a server on this machine, and what it is asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(b"connected")

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/x", asked
        finally:
            done.set()
            thread.join()


def test_no_query_reaches_another_server(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    with listener() as (url, asked):
        for text in (*CALLS, *UPDATES):
            for limits in (Limits(), None):
                with pytest.raises(QueryError, match=r"cannot call another server|only reads"):
                    run(shipped.snapshot, text.format(url=url), limits)
            path = tmp_path / "leak.rq"
            path.write_text(f"# title: x\n# severity: info\n{text.format(url=url)}", encoding="utf-8")
            query = read_query(path)
            with pytest.raises(QueryError, match=r"leak\.rq"):
                run_query(shipped.snapshot, query)
            (finding,) = query_findings(query, shipped.snapshot, TODAY, Places(shipped.project))
            assert finding.path is not None
            questions: Library = Library()
            questions.add_folder([query])
            assert [other.path for other in question_findings(questions, shipped.snapshot)] == [finding.path]
        for text in READS:
            answer = shipped.sparql(text.format(url=url))
            assert len(answer) == 0  # type: ignore[arg-type]
        assert asked == []
        # The listener hears the engine if nothing stops it.
        with pytest.raises(OSError, match=r"."):
            bool(ox.Store().query(CALLS[0].format(url=url)))
        assert asked


def test_no_query_of_shapes_reaches_another_server(project: Project) -> None:
    prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n"
    place = project.root / "shapes"
    place.mkdir(exist_ok=True)
    with listener() as (url, asked):
        for number, clause in enumerate((f"{{ SERVICE <{url}> {{ ?s ?p ?o }} }}", f"FROM <{url}> {{ ?s ?p $this }}")):
            query = f'"""SELECT $this\n{clause}"""'
            shape = f"<urn:x> a sh:NodeShape ; sh:targetClass kg:Source ; sh:sparql [ sh:select {query} ] ."
            (place / f"own{number}.ttl").write_text(prefix + shape, encoding="utf-8")
        snapshot = build.open_snapshot(project)
        found = list(shape_findings(project.shapes(), snapshot, Places(project)))
        assert asked == []
    assert [(finding.check, Path(finding.path or "").name, finding.line) for finding in found] == [
        ("shape", "own0.ttl", 3), ("shape", "own1.ttl", 3),
    ]  # fmt: skip
    assert "cannot call another server" in found[0].message
    assert "cannot use FROM" in found[1].message


#: Shapes whose query is composed of several texts; none of these has SERVICE or FROM outside a text.
COMPOSED = {
    "namespace": (
        """sh:prefix "x" ; sh:namespace "urn:x:> SELECT $this {{ SERVICE <{url}> {{ ?s ?p ?o }} FILTER('''" """,
        """SELECT $this ''' != 'a') }}""", "",
    ),
    "from": (
        """sh:prefix "x" ; sh:namespace "urn:x:> SELECT $this FROM <{url}> {{ ?s ?p ?o FILTER('''"^^xsd:anyURI""",
        """SELECT $this ''' != 'a') }}""", "",
    ),
    "prefix": (
        """sh:namespace "urn:x:" ; sh:prefix "x: <urn:y:> SELECT *{{ SERVICE <{url}> {{ ?s ?p ?o }} FILTER('''" """,
        """SELECT $this ''' != 'a') }}""", "",
    ),
    "path": (
        'sh:prefix "x" ; sh:namespace "urn:x:"',
        """SELECT $this {{ $this ?p ?o FILTER(' $PATH 1) S\\\\u0045RVICE <{url}> {{ ?s ?q ?o }} }} #') }}""",
        "sh:path <urn:y:'> ;",
    ),
}  # fmt: skip


def test_no_query_of_shapes_that_pyshacl_composes_reaches_another_server(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    )
    snapshot, places = build.open_snapshot(project), Places(project)
    # In this process, so that the functions below can be replaced.
    monkeypatch.setattr("kg.check.shapes.validate_apart", validate)
    with listener() as (url, asked):

        def found(name: str) -> list[str]:
            declared, query, path = (text.format(url=url) for text in COMPOSED[name])
            kind = "sh:PropertyShape" if path else "sh:NodeShape"
            own = tmp_path / f"{name}.ttl"
            own.write_text(
                f"{start}<urn:p> sh:declare [ {declared} ] .\n<urn:x> a {kind} ; {path} sh:targetClass kg:Event ;\n"
                f'sh:sparql [ sh:message "m" ; sh:prefixes <urn:p> ; sh:select """{query}""" ] .',
                encoding="utf-8",
            )
            return [finding.message for finding in shape_findings([own], snapshot, places)]

        for name in COMPOSED:
            (message,) = found(name)
            assert "cannot be run" in message, name
        assert asked == []
        # rdflib itself refuses them, too, if no text is checked before.
        monkeypatch.setattr("kg.check.shapes._refuse_prefix", lambda *_: None)
        for name in COMPOSED:
            assert found(name) == [
                "the shapes cannot be run: a query of shapes cannot call another server, nor use FROM"
            ]
        assert asked == []
        # The listener hears rdflib if nothing stops it.
        monkeypatch.setattr("kg.check.shacl._sealed", Mock(side_effect=NotImplementedError))
        found("path")
        assert asked


def test_the_word_service_may_be_a_name_or_a_text(shipped: KnowledgeGraph) -> None:
    for text in (
        "# SERVICE <http://example.org/> {}\nASK { ?s ?p 'SERVICE <x> {}' }",
        "ASK { ?service ?p ?o . _:service ?q ?o }",
        "PREFIX service: <urn:x:> ASK { service:a ?p service:service }", "ASK { <urn:SERVICE> ?p 'a'@service }",
        "PREFIX x: <https://example.org/a#> # SERVICE <http://example.org/> {}\nASK { ?s ?p ?o }",
        "PREFIX service: <urn:x:> ASK { GRAPH service:a { ?s ?p ?o } }",
    ):  # fmt: skip
        assert shipped.sparql(text) in (True, False)
    # Long texts, in which many IRIs could be comparisons.
    for text in (f'<urn:a#b> ?p "service{" " * 20000}"', "<urn:a#b> ?p 'serviceservice<service?service' .#\n" * 9000):
        refuse(f"ASK {{ {text} }}", [*tokens(text)])


def test_a_worker_opens_no_file_and_no_connection() -> None:
    with listener() as (url, asked):
        for start in (worker._fork, worker._spawn):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(worker, "_can_fork", lambda start=start: start is worker._fork)
                helper = Worker(ox.Store())
            try:
                with pytest.raises((OSError, RuntimeError)):
                    helper.ask(Task(CALLS[0].format(url=url), {}), Limits())
                assert helper.ask(Task("ASK {}", {}), Limits()).content == b'{"head":{},"boolean":true}'
            finally:
                helper.close()
        assert asked == []


def test_a_query_is_stopped_after_its_time(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "slow.rq"
    path.write_text(f"# title: x\n# severity: info\n{HEAVY}", encoding="utf-8")
    query = read_query(path)
    with pytest.raises(
        QueryLimitError, match=r"^the query was stopped after 0\.3 seconds; narrow it down, or allow more"
    ):
        shipped.sparql(HEAVY, timeout=0.3)
    with limited(Limits(seconds=0.3)):
        with pytest.raises(QueryLimitError, match=r"slow\.rq: the query was stopped"):
            run_query(shipped.snapshot, query)
        (finding,) = query_findings(query, shipped.snapshot, TODAY, Places(shipped.project))
        assert "stopped after 0.3 seconds" in finding.message
        # A question of kg itself runs in a worker, too, once limits are set.
        with pytest.raises(QueryLimitError):
            run(shipped.snapshot, HEAVY)
    assert shipped.sparql("ASK {}") is True


def test_the_questions_of_kg_run_in_this_process_on_a_small_graph(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(running, "worker_of", lambda *given: started.append(given) or worker.worker_of(*given))
    assert run(shipped.snapshot, "ASK {}") is True
    assert started == []
    monkeypatch.setattr(running, "_SMALL", 10)
    assert run(shipped.snapshot, "ASK {}") is True
    assert len(started) == 1


def test_an_answer_is_cut_after_its_rows(shipped: KnowledgeGraph) -> None:
    for text in ("SELECT ?c { ?c a kg:Country }", "CONSTRUCT WHERE { ?c a kg:Country }"):
        for limit, size in ((None, 249), (0, 249), (250, 249), (249, 249), (248, 248), (3, 3), (1, 1)):
            answer = shipped.sparql(text, limit=limit)
            assert isinstance(answer, (Result, TriplesResult))
            assert len(answer) == size
            cut = f"the answer is cut after {size} rows; --limit 0 (in Python limit=None) gives all"
            # Besides, it says what judgements leave out.
            notes = tuple(note for note in answer.notes if "judgements" not in note)
            assert notes == ((cut,) if size < 249 else ())
    zero = shipped.sparql("SELECT * { VALUES () { () () () } }", limit=2)
    assert isinstance(zero, Result)
    assert zero.rows == ((), ())


def test_a_worker_gives_the_same_terms_as_this_process(shipped: KnowledgeGraph) -> None:
    texts = (
        "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 4000",
        r'''SELECT * { VALUES (?x ?y) { ("a\tb\nc\r\\\"" UNDEF) ("x"@en-GB 1.50) ("" 1e0) (<urn:a> true) (UNDEF -0)
        ("INF"^^xsd:double "NaN"^^xsd:float) ("1"^^xsd:int "2024"^^xsd:gYear) ("t"^^<urn:t> "\u2028é😀") } }''',
        "SELECT ?none {}", "SELECT * {}", "SELECT ?x { ?x ?y ?z FILTER(false) }",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . FILTER(isLiteral(?o)) } LIMIT 3000",
        "DESCRIBE country:UZ", "ASK { ?s ?p 1 }",
    )  # fmt: skip
    for text in texts:
        here, there = run(shipped.snapshot, text), run(shipped.snapshot, text, Limits())
        if isinstance(here, Result):
            assert isinstance(there, Result)
            assert (here.columns, here.rows) == (there.columns, there.rows)
        elif isinstance(here, TriplesResult):
            assert isinstance(there, TriplesResult)
            assert here.triples == there.triples
        else:
            assert here is there


#: Ways to nest a query, or to make it long, by their name; the number is how often.
NESTED = {
    "parentheses": lambda n: f"ASK {{ FILTER{'(' * n}1{')' * n} }}",
    "braces": lambda n: f"ASK {'{' * n}{'}' * n}",
    "brackets": lambda n: f"ASK {{ ?s ?p {'[ ?p ' * n}1{']' * n} }}",
    "lists": lambda n: f"ASK {{ ?s ?p {'(' * n}1{')' * n} }}",
    "paths": lambda n: f"ASK {{ ?s {'(' * n}kg:a{')*' * n} ?o }}",
    "subqueries": lambda n: f"ASK {{ {'{ SELECT * ' * n}{{}}{'}' * n} }}",
    "triple terms": lambda n: f"ASK {{ ?s ?p {'<<( ?s ?p ' * n}1{')>>' * n} }}",
    "functions": lambda n: f"ASK {{ FILTER({'STR(' * n}1{')' * n}) }}",
    "open": lambda n: f"ASK {{ FILTER{'(' * n}",
    "filters": lambda n: f"ASK {{ {'FILTER(1) ' * n} }}",
    "unions": lambda n: f"ASK {{ {{}} {'UNION {} ' * n} }}",
    "alternatives": lambda n: f"ASK {{ FILTER(1 {'|| 1 ' * n}) }}",
    "conditions": lambda n: f"ASK {{ FILTER(1 {'&& 1 ' * n}) }}",
    "sums": lambda n: f"ASK {{ FILTER(1 {'+ 1 ' * n}) }}",
    "negations": lambda n: f"ASK {{ FILTER({'!' * n} 1) }}",
    "binds": lambda n: f"ASK {{ {' '.join(f'BIND(1 AS ?x{i})' for i in range(n))} }}",
    "path alternatives": lambda n: f"ASK {{ ?s kg:a{'|kg:a' * n} ?o }}",
}
LONG = [*NESTED][[*NESTED].index("filters") :]


def test_a_query_that_is_nested_too_deeply_is_refused_before_it_is_parsed(shipped: KnowledgeGraph) -> None:
    for name, make in NESTED.items():
        for count in (6_000, 50_000) if name in ("open", "braces", "unions") else (6_000,):
            with pytest.raises(QueryLimitError, match=r"too deeply|too long") as caught:
                run(shipped.snapshot, make(count))
            assert (name in LONG) == ("operators" in str(caught.value))
            assert len(str(caught.value)) < 600
    for name in ("parentheses", "braces", "functions", "alternatives", "sums"):
        assert run(shipped.snapshot, NESTED[name](90), Limits(seconds=20)) in (True, False)
    with pytest.raises(QueryLimitError, match="more than 2,000,000 characters"):
        run(shipped.snapshot, "ASK {}" + " " * 2_000_000)
    assert shipped.sparql(f"ASK {{ VALUES ?x {{ {'1 ' * 20_000} }} }}") is True


def test_a_query_on_which_the_engine_crashes_is_an_error(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "refuse", lambda *_: None)
    with pytest.raises(QueryLimitError, match="nested too deeply, or too long, for the engine; split it"):
        run(shipped.snapshot, NESTED["parentheses"](300_000), Limits())
    assert run(shipped.snapshot, "ASK {}", Limits()) is True


def test_a_query_that_needs_too_much_memory_is_stopped(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_MEMORY", 200 << 20)
    helper = Worker(shipped.snapshot.store)
    grow = "".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(14))
    with pytest.raises(QueryLimitError, match="needed too much memory, so it was stopped; narrow it down"):
        helper.ask(Task(f"SELECT (STRLEN(?x14) AS ?n) {{ BIND('0123456789' AS ?x0) {grow} }}", {}), Limits())
    assert not helper.alive


def test_a_large_answer_is_stopped(shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_LARGEST", 100_000)
    with pytest.raises(QueryLimitError, match="the answer is larger than 0 MB, so the query was stopped"):
        shipped.sparql("SELECT * { GRAPH ?g { ?s ?p ?o } }")


def test_a_worker_answers_with_messages_that_end_with_the_kind_of_answer() -> None:
    store = ox.Store()
    store.bulk_load("<urn:a> <urn:p> 1 , 2 , 3 .", format=ox.RdfFormat.TURTLE)
    for text, rows, kinds, last in (
        ("ASK {}", None, "DA", ["boolean", False]),
        ("SELECT ?o { ?s ?p ?o }", None, "DA", ["solutions", False]),
        ("SELECT ?o { ?s ?p ?o }", 2, "DA", ["solutions", True]),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 3, "DA", ["triples", False]),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 1, "DA", ["triples", True]),
        ("SELECT", None, "E", ["SyntaxError", "error at 1:7: "]),
        ("ASK { FILTER(<urn:f>(1)) }", None, "E", ["RuntimeError", "The custom function <urn:f>"]),
        ("ASK { ?s ?p '\ud800' }", None, "E", ["ValueError", "'utf-8' codec can't encode"]),
    ):
        stream = io.BytesIO()
        worker._answer(store, json.dumps([rows, text, {}]).encode(), stream)
        stream.seek(0)
        messages = list(iter(lambda stream=stream: worker._read(stream), None))
        assert "".join(kind.decode() for kind, _ in messages) == kinds
        given = json.loads(messages[-1][1])
        assert given == last if isinstance(last[1], bool) else given[0] == last[0] and given[1].startswith(last[1])
        if last[1] is True:
            assert messages[0][1].count(b"\n") == rows + last[0].count("solutions")


def test_a_worker_ends_with_its_graph_and_is_shared_by_queries() -> None:
    class Owner:
        pass

    owner, store = Owner(), ox.Store()
    first = worker.worker_of(owner, store)
    assert worker.worker_of(owner, store) is first
    first.close()
    second = worker.worker_of(owner, store)
    assert second is not first
    del owner
    gc.collect()
    assert not second.alive


def test_threads_take_turns_with_a_worker(shipped: KnowledgeGraph) -> None:
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(shipped.sparql("ASK { ?s a kg:Pledge }"))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 6


KG = [sys.executable, "-m", "kg", "sparql", HEAVY, "--last-build"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_a_query_within_a_second(shipped: KnowledgeGraph) -> None:
    # A test run in the background of a shell ignores this signal, and its processes would, too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(KG, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=shipped.project.root)
    signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 60
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while children.exists() and not children.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    workers = children.read_text().split() if children.exists() else []
    time.sleep(0.2)
    start = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    try:
        _, printed = process.communicate(timeout=30)
    finally:
        process.kill()
    assert time.monotonic() - start < 5
    assert (process.returncode, printed) == (130, "kg: stopped\n")
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_worker_ends_when_its_process_is_killed(shipped: KnowledgeGraph) -> None:
    process = subprocess.Popen([*KG, "--timeout", "0"], stderr=subprocess.DEVNULL, cwd=shipped.project.root)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 60
    while not (pids := children.read_text().split()) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.kill()
    process.wait()
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pids
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_tokens_cover_all_but_spaces() -> None:
    text = """# c
    PREFIX : <urn:x#> SELECT ?x (COUNT(*) AS $n) { ?x :a\\~b.c:d "a\\"b"@en , '''x'y''' , "1"^^xsd:date .
    _:b.c ?p 1.5e3 ,
    .5 , <<( ?s ?p ?o )>> FILTER(?a<?b && ?c>?d) [] }"""
    found = [*tokens(text)]
    assert "".join(token.text for token in found if token.kind != "comment") == "".join(
        text.partition("\n")[2].split()
    ).replace("\u00a0", "")
    assert all(text[token.start :].startswith(token.text) for token in found)
