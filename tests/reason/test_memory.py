"""Too little memory and interruptions give a clear error and no partial results."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError, TooLittleMemoryError
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.reason.closures.closing import close_encoded
from kg.reason.engine import joins, memory, rounds
from kg.reason.readers.files import read_file
from kg.reason.readers.triples import from_triples

TYPE, P = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode("urn:p")


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:{name}")


def path_of(size: int) -> list[Triple]:
    kind = (P, TYPE, ox.NamedNode(f"{terms.OWL}TransitiveProperty"))
    return [kind, *((n(f"n{i}"), P, n(f"n{i + 1}")) for i in range(size))]


def test_work_beyond_the_memory_is_refused_with_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: 5 << 20)
    memory.need(5 << 20, "this")
    with pytest.raises(TooLittleMemoryError, match=r"reasoning over 9 triples needs about 6 MB .* 5 MB are available"):
        memory.need(6 << 20, "reasoning over 9 triples")


def test_a_file_beyond_the_memory_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.nt"
    path.write_text("<urn:a> <urn:p> <urn:b> .\n" * 100)
    monkeypatch.setattr(memory, "available", lambda: 1000)
    with pytest.raises(TooLittleMemoryError, match=r"reading .*a\.nt needs"):
        read_file(path)


def test_triples_beyond_the_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = from_triples(path_of(100))
    monkeypatch.setattr(memory, "available", lambda: 1000)
    with pytest.raises(KgError, match="reasoning over 101 triples needs"):
        close_encoded(encoded)


def test_a_join_beyond_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    chain, rest = ox.BlankNode("l0"), ox.BlankNode("l1")
    first, next_ = (ox.NamedNode(f"{terms.RDF}{name}") for name in ("first", "rest"))
    schema: list[Triple] = [
        (n("q"), ox.NamedNode(f"{terms.OWL}propertyChainAxiom"), chain), (chain, first, P), (chain, next_, rest),
        (rest, first, P), (rest, next_, ox.NamedNode(f"{terms.RDF}nil")),
    ]  # fmt: skip
    hub = [(n(f"n{i}"), P, n("hub")) for i in range(2500)] + [(n("hub"), P, n(f"m{i}")) for i in range(2500)]
    encoded = from_triples([*schema, *hub])
    monkeypatch.setattr(memory, "available", lambda: 100 << 20)
    monkeypatch.setattr(joins, "BLOCK", 1 << 30)
    with pytest.raises(TooLittleMemoryError, match=r"joining 6,250,000 pairs needs about 238 MB"):
        close_encoded(encoded)


@pytest.mark.parametrize("block", [1, 7, 100])
def test_joins_in_blocks_give_the_same_closure(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = [(n(f"n{i}"), P, n("hub")) for i in range(20)] + [(n("hub"), P, n(f"m{i}")) for i in range(20)]
    chain, rest = ox.BlankNode("l0"), ox.BlankNode("l1")
    first, next_ = (ox.NamedNode(f"{terms.RDF}{name}") for name in ("first", "rest"))
    triples: list[Triple] = [
        (n("q"), ox.NamedNode(f"{terms.OWL}propertyChainAxiom"), chain), (chain, first, P), (chain, next_, rest),
        (rest, first, P), (rest, next_, ox.NamedNode(f"{terms.RDF}nil")), *hub,
    ]  # fmt: skip
    expected = set(close_encoded(from_triples(triples)))
    monkeypatch.setattr(joins, "BLOCK", block)
    assert set(close_encoded(from_triples(triples))) == expected
    assert sum(p == n("q") for _, p, _ in expected) == 400


@pytest.mark.skipif(sys.platform != "linux", reason="limits of the address space are Linux's")
def test_a_process_with_a_memory_limit_gets_the_error(tmp_path: Path) -> None:
    path = tmp_path / "path.nt"
    path.write_text("".join(f"{s} {p} {o} .\n" for s, p, o in path_of(30_000)))
    code = (
        "import resource, sys\n"
        "from kg.errors import TooLittleMemoryError\n"
        "from kg.reason.closures.closing import close_encoded\n"
        "from kg.reason.readers.files import read_file\n"
        "pages = int(open('/proc/self/statm').read().split()[0])\n"
        "limit = pages * resource.getpagesize() + (120 << 20)\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "try:\n"
        "    close_encoded(read_file(sys.argv[1]))\n"
        "except TooLittleMemoryError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "memory" in done.stdout


def test_an_interruption_leaves_the_input_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = from_triples(path_of(30))
    expected = set(close_encoded(from_triples(path_of(30))))
    with monkeypatch.context() as patched:
        patched.setattr(rounds, "_carry_on", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            close_encoded(encoded)
    assert set(close_encoded(encoded)) == expected


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
