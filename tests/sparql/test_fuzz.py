"""Mutated queries: each has an answer or an error of kg, within its time.

A sample runs with the other tests. `make fuzz` runs 20,000, and the W3C's queries too if ``KG_W3C_SUITES`` names them.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryLimitError
from kg.graph import KnowledgeGraph
from kg.project.project import shipped_root
from kg.sparql.notes import query_notes
from kg.sparql.run import run
from kg.sparql.tokens import tokens
from kg.sparql.worker import Limits

COUNT = int(os.environ.get("KG_FUZZED_QUERIES", "150"))
LIMITS = Limits(seconds=2, rows=5_000)
WORDS = (
    "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "DISTINCT", "*", "FILTER", "OPTIONAL", "UNION", "MINUS",
    "GRAPH", "BIND", "VALUES", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "FROM", "FROM NAMED", "EXISTS",
    "NOT", "IN", "AS", "SERVICE", "SILENT", "LATERAL", "INSERT", "DELETE", "LOAD", "PREFIX", "BASE", "UNDEF",
    "COUNT(*)", "GROUP_CONCAT(?s)", "SUM(?o)", "STR(", "REGEX(?o, '(a+)+$')", "CONCAT(?o, ?o)",
    "REPLACE(STR(?o), '', 'xxxxxxxx')", "IF(", "COALESCE(", "<<(", ")>>", "<<", ">>", "{|", "|}", "~", "(", ")", "{",
    "}", "[", "]", ".", ";", ",", "||", "&&", "!", "=", "<", ">", "+", "-", "/", "^", "|", "?", "^^", "?s", "?p",
    "?o", "$x", "_:b", "kg:Party", "a", "country:UZ", "graph:accepted", "<urn:x>", "<x#y>", "<http://127.0.0.1:9/>",
    "foo:bar", "1", "-1", "1e999", "99999999999999999999", "0.0", "'x'", '"y"@zh-Hans', "'''z", '"', "\\", "\\u0041",
    "#", "\n", "\r", "\x00", "\xa0", "\u202e", "\ufeff", "\ud7ff", "😀", "'x'^^xsd:date", "true", "()", "[]", "{}",
    "(1)",
)  # fmt: skip
BRACKETS = ("()", "{}", "[]", ("STR(", ")"), ("{ SELECT * {", "}}"), ("OPTIONAL {", "}"), ("<<( ?s ?p ", ")>>"))


def originals() -> list[str]:
    """Return the queries to mutate, in a fixed order."""
    folders = [shipped_root() / "queries"]
    if suites := os.environ.get("KG_W3C_SUITES"):
        folders.append(Path(suites))
    paths = sorted(path for folder in folders for path in folder.glob("**/*.rq"))
    return [path.read_text(encoding="utf-8", errors="replace") for path in paths]


def pieces(text: str) -> list[str]:
    """Cut a text into its tokens, each with the spaces after it."""
    starts = [token.start for token in tokens(text)]
    return [text[start:end] for start, end in pairwise((*starts, len(text)))] or [""]


def mutate(dice: random.Random, text: str, others: list[str]) -> str:
    """Change a query at one to six places."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 6))):
        found = pieces(text)
        place, end = sorted(dice.randrange(len(found) + 1) for _ in range(2))
        kind = dice.randrange(20)
        if kind == 0:
            del found[place : place + dice.choice((1, 1, 3))]
        elif kind <= 2:
            found[place : place + kind - 1] = [f"{dice.choice(WORDS)} "]
        elif kind == 3:
            found[place:place] = found[place:end][:60] * dice.choice((1, 2, 20))
        elif kind == 4:
            dice.shuffle(found[place : place + 5])
            found.insert(place, found[dice.randrange(len(found))])
        elif kind == 5:
            start, stop = dice.choice(BRACKETS)
            depth = dice.choice((1, 3, 30, 99, 101, 3000))
            found[place:end] = [start] * depth + found[place:end] + [stop] * dice.choice((depth, depth, depth - 1))
        elif kind == 6:
            other = pieces(dice.choice(others))
            start = dice.randrange(len(other) + 1)
            found[place:end] = other[start : start + 40]
        elif kind == 7:
            found[place:place] = [f"{dice.choice(WORDS)} "] * dice.choice((2, 50, 6000))
        elif kind >= 10:  # Often the result can still be parsed.
            names = [n for n, piece in enumerate(found) if piece[:1] in "?<" or ":" in piece or piece[:1].isdigit()]
            if names:
                found[dice.choice(names)] = found[dice.choice(names)]
        text = "".join(found)
        if kind == 8 and text:
            spot = dice.randrange(len(text))
            sign = chr(dice.choice((0, 9, 34, 39, 92, 160, 0xFFFD, 0x1F600, dice.randrange(32, 0x3000))))
            text = text[:spot] + sign + text[spot + 1 :]
        elif kind == 9:
            text = text[: dice.randrange(len(text) + 1)]
    return text


@pytest.mark.slow
def test_every_mutated_query_has_an_answer_or_an_error(shipped: KnowledgeGraph) -> None:
    dice, texts = random.Random(11), originals()
    results: Counter[str] = Counter()
    longest = 0.0
    calls: list[str] = []  # Queries that would have called a server.
    start = time.monotonic()
    for number in range(COUNT):
        text = mutate(dice, dice.choice(texts), texts)
        begun = time.monotonic()
        try:
            run(shipped.snapshot, text, LIMITS)
            results["answers"] += 1
            query_notes(shipped.snapshot, text)
        except QueryLimitError as error:
            results["stopped" if "stopped" in str(error) else "too long or deep"] += 1
        except QueryError as error:
            said = str(error)
            calls += [text] * ("Too many open files" in said)
            results["refused" if "another server" in said or "only reads" in said else "errors"] += 1
        except BaseException as error:
            error.add_note(f"query {number}: {text!r}")
            raise
        longest = max(longest, time.monotonic() - begun)
    print(f"{COUNT} queries in {time.monotonic() - start:.0f} s, at most {longest:.1f} s each: {dict(results)}")
    assert calls == []
    assert results["answers"]
    assert results["errors"]
