"""Writes the sources of the desk of ``desk.py``: Turtle with passages and annotations, and the texts they quote."""

from __future__ import annotations

import datetime
import hashlib
import random
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.project.paths import shipped_root
from kg.rdf import terms

BASE = "https://desk.example/"


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


SHIPPED = words("kg country place topic level dcterms oa owl prov skos xsd")
OWN = words(
    "commitment event framework instrument judgement membership official organisation participation position post "
    "report source tenure"
)
PREFIXES = {name: terms.PREFIXES[name] for name in SHIPPED} | {f"my-{name}": f"{BASE}{name}/" for name in OWN}
ONSETS, VOWELS = words("b d f g k l m n r s t v z st kr dr"), words("a e i o u ai")
SYLLABLES = [onset + vowel for onset in ONSETS for vowel in VOWELS]

Pair = tuple[str, str]


def spelled(number: int) -> str:
    """Return an invented name; each number has another one."""
    name = ""
    while number or len(name) < 5:
        number, digit = divmod(number, len(SYLLABLES))
        name = SYLLABLES[digit] + name
    return name.capitalize()


def en(text: str) -> str:
    """Write a text in English."""
    return f'"{text}"@en'


def on(day: datetime.date) -> str:
    """Write a day."""
    return f'"{day.isoformat()}"^^xsd:date'


def dated(first: datetime.date, last: datetime.date, kind: str = "") -> list[Pair]:
    """Write an uncertain day: its ends and its precision."""
    ends = (f"kg:{kind}Earliest", f"kg:{kind}Latest") if kind else ("kg:earliestDate", "kg:latestDate")
    precision = '"day"' if first == last else '"year"'
    return [(ends[0], on(first)), (ends[1], on(last)), (f"kg:{kind or 'date'}Precision", precision)]


def year(number: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a year."""
    return datetime.date(number, 1, 1), datetime.date(number, 12, 31)


@dataclass
class Source:
    """A file in the making: its statements by subject, its annotations, and its text so far."""

    name: str
    rnd: random.Random
    head: list[Pair]
    statements: dict[str, dict[Pair, None]] = field(default_factory=dict)
    annotations: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    length: int = 0
    count: int = 0
    latest: datetime.date = datetime.date(1990, 1, 1)

    def say(self, subject: str, *pairs: Pair) -> None:
        """Add statements about a thing; a third of them cite a passage of their own."""
        known = self.statements.setdefault(subject, {})
        for pair in pairs:
            if pair in known:
                continue
            known[pair] = None
            self.count += 1
            if self.passages and pair[0] not in ("a", "kg:passage", "skos:prefLabel") and self.rnd.random() < 0.33:
                self.annotations.append(
                    f"[] a owl:Axiom ; owl:annotatedSource {subject} ; owl:annotatedProperty {pair[0]} ;\n"
                    f"    owl:annotatedTarget {pair[1]} ; kg:passage {self.rnd.choice(self.passages[-6:])} .\n"
                )
                self.count += 5

    def quote(self, sentence: str) -> Pair:
        """Add a sentence to the text, and its passage; return the statement that cites it."""
        number, start, end = len(self.text), self.length, self.length + len(sentence)
        self.text.append(sentence + ("\n\n" if number % 4 == 3 else " "))
        self.length += len(self.text[-1])
        self.passages.append(f"p:{start}-{end}")
        self.statements[self.passages[-1]] = dict.fromkeys((
            ("a", "kg:Passage"), ("kg:inSource", f"my-source:{self.name}"), ("kg:paragraph", str(number // 4 + 1)),
            ("kg:sentence", str(number % 4 + 1)), ("oa:start", str(start)), ("oa:end", str(end)),
            ("kg:sha256", f'"{hashlib.sha256(sentence.encode()).hexdigest()}"'), ("kg:gist", en(sentence)),
        ))  # fmt: skip
        self.count += 8
        return "kg:passage", self.passages[-1]

    def written(self) -> str:
        """Return the file."""
        self.statements[f"my-source:{self.name}"] = dict.fromkeys(self.head)
        self.count += len(self.head)
        prefixes = [f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()]
        blocks = [
            f"{subject} " + " ;\n    ".join([f"{predicate} {value}" for predicate, value in pairs]) + " .\n\n"
            for subject, pairs in self.statements.items()
        ]
        return "".join([*prefixes, f"@prefix p: <{BASE}passage/{self.name}/> .\n\n", *blocks, *self.annotations])


def shipped_names() -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Return labels and capitals of the countries that kg ships, by code, and its topics."""
    store = ox.Store()
    for name in ("countries.ttl", "topics.ttl"):
        store.bulk_load((shipped_root() / "data/reference/vocabulary" / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    rows: Any = store.query(
        prefixes
        + "SELECT ?code ?label (MIN(STR(?capital)) AS ?place) { ?country kg:alpha2 ?code ; kg:capital ?capital ;"
        " skos:prefLabel ?label FILTER (LANG(?label) = 'en') } GROUP BY ?code ?label ORDER BY ?code"
    )
    found = [tuple(row[name].value for name in ("code", "label", "place")) for row in rows]
    found = [(code, label, place.removeprefix(PREFIXES["place"])) for code, label, place in found]
    topics: Any = store.query(prefixes + "SELECT ?topic { ?topic a kg:Topic } ORDER BY ?topic")
    plain = [entry for entry in found if "/" not in entry[2]]
    labels, capitals = {code: label for code, label, _ in plain}, {code: place for code, _, place in plain}
    return labels, capitals, [terms.compact(row["topic"].value, PREFIXES) for row in topics]
