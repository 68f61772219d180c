"""All commands on odd files and with odd arguments: they end with an exit code and a message, never with a traceback.

`make fuzz` runs more cases.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.cli.app import MODULES
from kg.project.create import init_project
from kg.project.find import shipped
from kg.rdf.literals import invalid_reason, mismatch, read_declarations
from kg.rdf.syntax import parse

#: The longest that a command may take on a small project, in seconds of a busy machine.
LONGEST = 60
QUESTION = """\
# title: My sessions
# question: 7
# description: Sessions that a party took part in.
# parameter party: kg:Party; the party
# parameter since: xsd:date = 2020-01-01; the first day
SELECT ?event ?label {
  VALUES ?party { UNDEF } # parameter
  VALUES ?since { "2020-01-01"^^xsd:date } # parameter
  ?event kg:hasParty ?party ; skos:prefLabel ?label ; kg:earliestDate ?day FILTER(?day >= ?since)
}
"""
CHECK = """\
# title: Events without a note
# severity: warning
# message: {focus} has no note, and its label is {label}
# remedy: add skos:note, or {near}
SELECT ?focus ?label ?source { GRAPH ?source { ?focus a kg:Dialogue ; skos:prefLabel ?label } }
"""
SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/desk/shape/event> a sh:NodeShape ; sh:targetClass kg:Event ;
    sh:property [ sh:path skos:note ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "has no note: add one"@en ] ;
    sh:property [ sh:path [ sh:inversePath kg:jointlyMadeAt ] ; sh:maxCount 3 ] ;
    sh:property [ sh:path ( kg:hasParty skos:prefLabel ) ;
        sh:or ( [ sh:minCount 1 ] [ sh:pattern "^F" ] ) ] .
"""
ONTOLOGY = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix o: <https://example.org/desk/ontology#> .
<https://example.org/desk/ontology> a owl:Ontology .
o:Dinner a owl:Class ; rdfs:subClassOf kg:Dialogue , [ a owl:Restriction ; owl:onProperty o:seats ;
    owl:maxCardinality "1"^^xsd:nonNegativeInteger ] ; owl:disjointWith kg:Organisation .
o:seats a owl:DatatypeProperty ; rdfs:range xsd:integer ; rdfs:subPropertyOf o:size .
o:size a owl:DatatypeProperty .
<https://example.org/desk/slot/table> a kg:ExclusiveSlot ; rdfs:label "table of a dinner"@en ;
    kg:slotClass kg:Event ; kg:slotValue kg:place ;
    kg:slotKey ( kg:hasParty [ sh:alternativePath ( kg:place kg:ordinal ) ] ) ;
    kg:slotCondition [ sh:path kg:eventStatus ; sh:in ( kg:Held ) ] .
"""
JUDGEMENTS = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/desk/> .
my:judgements a kg:Source , kg:ReferenceData ; dcterms:title "Judgements"@en ; dcterms:issued "2025-04-01"^^xsd:date .
my:j1 a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource <https://example.org/desk/source/example> ;
    kg:judgedSubject <https://example.org/desk/event/round-1> ; kg:judgedPredicate kg:ordinal ; kg:judgedObject 1 ;
    kg:ground "It was the second."@en ; dcterms:creator my:me ; dcterms:date "2025-04-01"^^xsd:date .
"""
TEXT = "France and Japan held the first round of a climate dialogue in Paris.\n\nThey met again (in 2026).\n"
FACTBOOK = (
    '{"Government": {"Capital": {"name": {"text": "Paris"}, "geographic coordinates": {"text": "48 52 N, 2 20 E"}}}}'
)

#: The files of the project that a case may spoil, and calls of commands that read them.
FILES: dict[str, tuple[str, ...]] = {
    "kg.toml": ("build", "ask", "check", "fmt --check", "new source --title T --new-publisher P --issued 2025-01-01"),
    "queries/mine.rq": (
        "ask", "ask mine", "ask 7 --party FR -f csv", "ask mine --help", "check", "graph -o x.html --question mine",
    ),
    "queries/checks/mine.rq": ("check", "check -f json", "ask"),
    "shapes/mine.ttl": ("check",),
    "ontology/mine.ttl": ("build", "check", "conflicts", "profile ontology/mine.ttl", "why FR a kg:Country"),
    "data/judgements.ttl": ("build", "conflicts", "why FR kg:metUnder example-climate-dialogue", "check", "fmt"),
    "data/sources/example.ttl": (
        "build", "check", "check --texts texts", "fmt", "ask what-held", "commitments", "view entities", "conflicts",
        "export -f trig -o x.trig", "export -f schema.org -o x", "export -f gexf -o x.gexf", "export -f dyad-year -o x",
        "export -f prov -o x", "graph -o x.html", "why FR kg:metUnder example-climate-dialogue -f mermaid",
        "diff 2025-01-01", "ask 1 -o x.xlsx",
        'cite example --text texts/example.txt "climate dialogue" --write',
    ),
    "texts/example.txt": (
        "check --texts texts", 'cite example --text texts/example.txt "first round"', "ask passages --texts texts",
    ),
    "factbook/europe/fr.json": (
        "import factbook factbook -o x.ttl", "import country-codes codes.csv factbook -o x.ttl",
    ),
    "codes.csv": ("import country-codes codes.csv factbook -o x.ttl",),
    "query.rq": ("sparql --file query.rq", "sparql --file query.rq -f csv", "sparql --file query.rq -f table"),
    ".kg/current": ("ask mine", "ask mine --last-build", "build"),
}  # fmt: skip
CONTENTS = {
    "queries/mine.rq": QUESTION, "queries/checks/mine.rq": CHECK, "shapes/mine.ttl": SHAPES,
    "ontology/mine.ttl": ONTOLOGY, "data/judgements.ttl": JUDGEMENTS, "texts/example.txt": TEXT,
    "factbook/europe/fr.json": FACTBOOK,
    "query.rq": QUESTION.partition("SELECT")[1] + QUESTION.partition("SELECT")[2],
    "codes.csv": "ISO3166-1-Alpha-2,ISO3166-1-Alpha-3,official_name_en,CLDR display name,Capital\n"
    "FR,FRA,France,France,Paris\n",
}  # fmt: skip
SUBJECTS = (
    "my-event:round-1", "my-event:new", "country:FR", "my-commitment:c", "p:0-64", "my-framework:f", "_:b", "[]",
)  # fmt: skip
#: Odd values of statements and of arguments.
ODD = (
    '""', '"x"@en', '"x"@zh-Hant-TW', "0", "-1", "1.5", "1e400", "true", "[]", "()", '"1"^^xsd:gYear',
    '"2025"^^xsd:gYear',
    '"999999999-01-01"^^xsd:date', '"-0044-03-15"^^xsd:date', '"2025-02-28Z"^^xsd:date', '"2025-03"^^xsd:gYearMonth',
    '"INF"^^xsd:double', '"NaN"^^xsd:double', '"1"^^xsd:integer', f'"{"9" * 4400}"^^xsd:integer', f'"{"9" * 4400}"',
    '"2025-01-01T00:00:00"^^xsd:dateTime', '"day"', '"month"', '"x\\u0000\\u001b[2J\\u202E"', '"=1+1"',
    "<urn:x>",
    "country:FR", "country:JP", "kg:Held", "kg:Dialogue", "my-event:round-1", "my-source:example", "my-event:new",
    "<https://example.org/%22>", "( country:FR ( 1 [] ) )", "[ a kg:Passage ]", '"https://x/\\u202E"^^xsd:anyURI',
    "_:b",
)  # fmt: skip
WORDS = (
    "", "-", "--", "x", "FR", "country:FR", "kg:", ":", "<", "<>", "<urn:x>", "9" * 5000, "-1", "1e9", "٣",
    "2025-01-01",
    "2025-W01-1", "99999-01-01", "../..", "/dev/null", "/", ".", "nowhere/x", "x\x1b[2J", "\u202e", "%s{0}", "a" * 3000,
    "=", "--x=", "-f", "csv", "--at", "--source", "*", "'", '"', "a b", "SELECT", "ASK {}", "last", "HEAD", "0",
)  # fmt: skip


class SlowError(BaseException):
    """A command that took too long; no handler of the commands catches it."""


@contextlib.contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise SlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("odd") / "template"
    init_project(root)
    for name, content in CONTENTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert main(["build", "-C", str(root), "-f", "csv"]) == 0
    return root


def odd_statements(chance: random.Random, head: str, *, fitting: bool) -> str:
    """Make statements of the ontology's properties with values that nobody expects, in correct Turtle.

    With ``fitting``, each value is of the right kind for its property, so that the file can be built.
    """
    ontology = (shipped().root / "ontology" / "diplomacy.ttl").read_text(encoding="utf-8")
    properties = [line.split()[0] for line in ontology.splitlines() if "Property" in line and line.startswith("kg:")]
    classes = [line.split()[0] for line in ontology.splitlines() if " a owl:Class" in line and line.startswith("kg:")]
    known = read_declarations(parse("diplomacy.ttl", ontology)[0])
    lines = [f"{chance.choice(SUBJECTS)} a {chance.choice(classes)} ." for _ in range(chance.randrange(8))]
    for _ in range(chance.randrange(1, 40)):
        line = f"{chance.choice(SUBJECTS)} {chance.choice(properties)} {chance.choice(ODD)} ."
        fits = all(
            mismatch(known, p.value, o) is None
            and not (isinstance(o, ox.Literal) and invalid_reason(o.value, o.datatype.value))
            for _, p, o in parse("odd.ttl", head + line)[0]
        )
        if fits or not fitting:
            lines.append(line)
    lines.append(
        f"[] a owl:Axiom ; owl:annotatedSource my-event:new ; owl:annotatedProperty {chance.choice(properties)} ; "
        f"owl:annotatedTarget {chance.choice(ODD)} ; kg:passage {chance.choice(SUBJECTS[:6])} ."
    )
    return "\n" + "\n".join(lines) + "\n"


def spoil(root: Path, number: int, mutated: Callable[..., str]) -> list[str]:
    """Change a file of a project; return the words of a command that reads it."""
    chance = random.Random(number)
    kind = chance.randrange(10)
    if kind == 0:
        command = chance.choice(sorted(MODULES))
        return [command, *(chance.choice(WORDS) for _ in range(chance.randrange(4)))]
    name = chance.choice(sorted(FILES)) if kind < 7 else "data/sources/example.ttl"
    path = root / name
    text = path.read_text(encoding="utf-8")
    if kind >= 7:
        head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
        text += odd_statements(chance, head, fitting=kind > 7)
    if kind < 8:
        text = mutated(text, number, others=(TEXT, QUESTION, ONTOLOGY))
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    call = chance.choice(FILES[name])
    return [part for n, piece in enumerate(call.split('"')) for part in ([piece] if n % 2 else piece.split())]


def test_commands_end_with_a_message(  # noqa: PLR0917  fixtures
    template: Path, tmp_path: Path, mutated: Callable[..., str], cases: Callable[[int], range],
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes],
) -> None:  # fmt: skip
    begun, slowest, codes = time.perf_counter(), (0.0, 0), dict.fromkeys((0, 1, 2), 0)
    for number in cases(6):
        root = tmp_path / str(number)
        shutil.copytree(template, root)
        words = spoil(root, number, mutated)
        monkeypatch.chdir(root)
        before = time.perf_counter()
        with time_limit(LONGEST):
            code = main(words)
        slowest = max(slowest, (time.perf_counter() - before, number))
        out, err = capfdbinary.readouterr()
        assert code in codes, f"case {number}: {words}: exit code {code}"
        assert code == 0 or out or err, f"case {number}: {words}: no message"
        assert b"Traceback" not in err, f"case {number}: {words}"
        codes[code] += 1
        monkeypatch.chdir(tmp_path)
        shutil.rmtree(root)
    spent = time.perf_counter() - begun
    with capfdbinary.disabled():
        print(f"{len(cases(6))} commands in {spent:.0f} s; exit codes {codes}; the slowest (case, s): {slowest[::-1]}")
