"""Checks the proofs that kg gives, without code of kg.

It reads the JSON of ``kg why`` and the files of the project, and nothing else: it parses the files again, finds for
itself which of them state a leaf and an axiom, whether the lines are right, which passages belong to a leaf, and
compares each step with a second table of rules (`owl_rules`).
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from owl_rules import OWL, RDF, Triple, canonical, is_valid_step

KG = "https://w3id.org/diplomatic-kg/ontology#"
_TERM = r'<[^<>]*>|_:[^\s]+|"(?:[^"\\]|\\.)*"(?:\^\^<[^<>]*>|@[\w-]+)?'
_STATEMENT = re.compile(rf"({_TERM}) ({_TERM}) ({_TERM}) \.", re.DOTALL)


def _kg(name: str) -> str:
    return f"<{KG}{name}>"


TYPE = f"<{RDF}type>"
#: What may follow a part of a text, so that its last statement is complete.
_ENDS = ("", " ;")
_CLOSED = tuple("".join(close) + " ;" for n in range(5) for close in itertools.product(")]", repeat=n))
PASSAGE, IN_SOURCE = _kg("passage"), _kg("inSource")


@dataclass(frozen=True)
class File:
    """A Turtle file of a project: its name in proofs, its role, its text and its statements."""

    name: str
    role: str
    text: str

    @cached_property
    def triples(self) -> frozenset[Triple]:
        return frozenset(_parse(self.text))

    @cached_property
    def source(self) -> str:
        """The IRI of the ontology or the document that the file is."""
        kinds = {f"<{OWL}Ontology>"} if self.role == "ontology" else {_kg("Source")}
        (found,) = {s for s, p, o in self.triples if p == TYPE and o in kinds}
        return found.strip("<>")

    @cached_property
    def about(self) -> dict[str, dict[str, set[str]]]:
        """The statements by subject and predicate."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for s, p, o in self.triples:
            found[s][p].add(o)
        return found

    @cached_property
    def annotations(self) -> dict[Triple, set[str]]:
        """The passages on exactly a statement."""
        found: dict[Triple, set[str]] = defaultdict(set)
        parts = [f"<{OWL}annotated{part}>" for part in ("Source", "Property", "Target")]
        for said in self.about.values():
            for triple in itertools.product(*(said.get(part, ()) for part in parts)):
                found[triple] |= said.get(PASSAGE, set())  # type: ignore[index]
        return found

    def has_on_line(self, triple: Triple, line: int) -> bool:
        """Return whether a statement has its object on a line: it is not in the text above, but in the text with it."""
        lines = self.text.splitlines()
        if not 1 <= line <= len(lines):
            return False
        # A bracket that begins on the line may end further below; of two ends, one is right.
        ends = _CLOSED if triple[2].startswith("_:") else _ENDS
        shape = _without_names(triple)
        above, here = (max(self._upto(end, more)[shape] for more in ends) for end in (line - 1, line))
        if here > above:
            return True
        # A long text begins on the line.
        return triple[2].startswith('"') and '"' in lines[line - 1] and self._upto(len(lines), "")[shape] > above

    @cached_property
    def _counted(self) -> dict[tuple[int, str], Counter[Triple]]:
        return {}

    def _upto(self, end: int, more: str) -> Counter[Triple]:
        """Count the statements that a parser finds in the text up to a line, followed by more."""
        if (end, more) not in self._counted:
            text = "".join(self.text.splitlines(keepends=True)[:end]) + more
            self._counted[end, more] = Counter(map(_without_names, _parse(text, whole=False)))
        return self._counted[end, more]


def _without_names(triple: Triple) -> Triple:
    s, p, o = ("_:" if term.startswith("_:") else term for term in triple)
    return s, p, o


def _parse(text: str, *, whole: bool = True) -> list[Triple]:
    """Parse a text; of a part of one, what a parser finds before the end."""
    found: list[Triple] = []
    try:
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
            found.append((str(quad.subject), str(quad.predicate), canonical(str(quad.object))))
    except SyntaxError:
        if whole:
            raise
    return found


@dataclass
class Files:
    """The files of a project, as the checker finds them in its folders."""

    files: dict[str, File] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, shipped: Path, *, background: bool = True, texts: Path | None = None) -> Files:
        """Read the files of a project, and those of the shipped graph that it uses."""
        found = cls()
        reference = Path("data", "reference")
        for base in dict.fromkeys((shipped, root)):
            places = [("ontology", Path("ontology")), ("vocabulary", reference / "vocabulary")]
            if background:
                places.append(("background", reference / "background"))
            if base == root:
                places += [("source", Path("data", "sources")), ("judgements", Path("data"))]
            for role, folder in places:
                for path in sorted(
                    (base / folder).rglob("*.ttl") if role != "judgements" else (base / folder).glob("judgements.ttl")
                ):
                    if base == shipped and role == "ontology" and path.name not in ("diplomacy.ttl", "slots.ttl"):
                        continue  # shapes and alignments are not part of a graph
                    name = path.relative_to(base).as_posix() if base == root else f"kg: {path.parent.name}/{path.name}"
                    found.files[name] = File(name, role, path.read_text(encoding="utf-8"))
        for path in sorted(texts.glob("*.txt")) if texts else ():
            found.texts[path.stem] = path.read_bytes().decode("utf-8")
        return found

    @cached_property
    def stating(self) -> dict[Triple, list[File]]:
        """The files that state each triple, without blank nodes and without what judgements reject."""
        found: dict[Triple, list[File]] = defaultdict(list)
        for file in self.files.values():
            for triple in file.triples:
                if not self.is_rejected(triple, file):
                    found[triple].append(file)
        return found

    @cached_property
    def rejected(self) -> set[tuple[str, ...]]:
        """What judgements reject: a source and a node, or a source and a statement."""
        found: set[tuple[str, ...]] = set()
        for file in self.files.values():
            for said in file.about.values() if file.role not in ("ontology", "vocabulary") else ():
                if _kg("Rejected") in said.get(_kg("verdict"), ()):
                    for parts in (("Source", "Node"), ("Source", "Subject", "Predicate", "Object")):
                        found |= set(itertools.product(*(said.get(_kg(f"judged{part}"), ()) for part in parts)))
        return found

    def is_rejected(self, triple: Triple, file: File) -> bool:
        source = f"<{file.source}>"
        return not self.rejected.isdisjoint({(source, triple[0]), (source, triple[2]), (source, *triple)})


def faults(explanation: dict[str, Any], files: Files) -> list[str]:
    """List what is wrong with an explanation, the JSON of ``kg why``; empty if its proofs are right."""
    if not explanation["holds"]:
        return ["it does not hold"]
    if explanation["proof"] is None:
        return ["it has no proof"]
    return [
        fault
        for proof in (explanation["proof"], *explanation["other_proofs"])
        for fault in _Check(proof, explanation, files).faults()
    ]


class _Check:
    """The check of one proof."""

    def __init__(self, proof: dict[str, Any], explanation: dict[str, Any], files: Files) -> None:
        self.proof, self.files = proof, files
        self.goal = triple_of(explanation["triple"])
        self.steps = list(_walk(proof))
        self.leaves = {triple_of(step): step for step in self.steps if step["rule"] is None}

    def faults(self) -> Iterator[str]:
        if triple_of(self.proof) != self.goal:
            yield f"the proof is one of {self.proof['text']}"
        yield from self._circles()
        for step in self.steps:
            if step["rule"] is not None and not step.get("repeated"):
                yield from self._step(step)
        # A statement may be a leaf in several places.
        for leaf in (step for step in self.steps if step["rule"] is None):
            yield from self._leaf(triple_of(leaf), leaf)
        yield from self._blank_nodes()

    def _circles(self) -> Iterator[str]:
        """Find steps that depend on themselves, and repeated ones that are shown nowhere."""
        shown = {(triple_of(s), s["rule"]): s for s in self.steps if s["rule"] is not None and not s.get("repeated")}
        state: dict[int, str] = {}
        todo = [(self.proof, False)]
        while todo:
            step, done = todo.pop()
            if done:
                state[id(step)] = "done"
                continue
            if state.get(id(step)) == "open":
                yield f"a step depends on itself: {step['text']}"
                continue
            if id(step) in state:
                continue
            state[id(step)] = "open"
            todo.append((step, True))
            below = step.get("premises", [])
            if step.get("repeated"):
                if (triple_of(step), step["rule"]) not in shown:
                    yield f"a repeated step is not shown: {step['text']}"
                    continue
                below = [shown[triple_of(step), step["rule"]]]
            todo += [(premise, False) for premise in below]
        # The same statement below itself, by another proof of it, is a circle, too.
        yield from self._repeated_above(self.proof, frozenset())

    def _repeated_above(self, proof: dict[str, Any], above: frozenset[Triple]) -> Iterator[str]:
        todo = [(proof, above)]
        while todo:
            step, above = todo.pop()
            triple = triple_of(step)
            if triple in above:
                yield f"a statement is used to prove itself: {step['text']}"
                continue
            todo += [(premise, above | {triple}) for premise in step.get("premises", [])]

    def _step(self, step: dict[str, Any]) -> Iterator[str]:
        axioms = [triple_of(axiom) for axiom in step["axioms"]]
        premises = [triple_of(premise) for premise in step["premises"]]
        if not is_valid_step(step["rule"], axioms, premises, triple_of(step)):
            yield f"{step['rule']} does not draw this conclusion: {step['text']}"
        for axiom in step["axioms"]:
            yield from self._places(triple_of(axiom), axiom)

    def _places(self, triple: Triple, entry: dict[str, Any]) -> Iterator[str]:
        """Compare the files and lines of a statement with the files."""
        if not entry["stated_in"]:
            yield f"no file states it: {entry['text']}"
        for place in entry["stated_in"]:
            file = self.files.files.get(place["file"])
            if file is None:
                yield f"there is no file {place['file']}: {entry['text']}"
                continue
            if file.source != place["source"]:
                yield f"{file.name} is not {place['source']}"
            if not _is_blank(triple) and triple not in file.triples:
                yield f"{file.name} does not state it: {entry['text']}"
            elif place["line"] is None or not file.has_on_line(triple, place["line"]):
                yield f"line {place['line']} of {file.name} does not state it: {entry['text']}"
        if not _is_blank(triple):
            named = {place["file"] for place in entry["stated_in"]}
            if named != {file.name for file in self.files.stating.get(triple, ())}:
                yield f"other files state it: {entry['text']}"

    def _blank_nodes(self) -> Iterator[str]:
        """Find statements about blank nodes that no blank nodes of the file fit, taken together."""
        wanted: dict[str, set[Triple]] = defaultdict(set)
        for entry in (*(axiom for step in self.steps for axiom in step.get("axioms", ())), *self.leaves.values()):
            if _is_blank(triple_of(entry)):
                for place in entry["stated_in"]:
                    wanted[place["file"]].add(triple_of(entry))
        for name, triples in wanted.items():
            file = self.files.files.get(name)
            if file is not None and not _fits(list(triples), file):
                yield f"{name} does not state: {'; '.join(' '.join(triple) for triple in sorted(triples))}"

    # ---- Passages

    @cached_property
    def _said(self) -> dict[str, dict[str, set[Triple]]]:
        """What each file states of the leaves about a thing, by thing and file."""
        found: dict[str, dict[str, set[Triple]]] = defaultdict(lambda: defaultdict(set))
        for triple in self.leaves:
            for file in self.files.stating.get(triple, ()):
                found[triple[0]][file.name].add(triple)
        return found

    def _expected(self, triple: Triple) -> set[tuple[str, str]]:
        """List the passages that belong to a leaf, each with its source; without a passage, the source alone."""
        found: set[tuple[str, str]] = set()
        for file in self.files.stating.get(triple, ()):

            def own(passages: Iterable[str], file: File = file) -> set[str]:
                return {p for p in passages if file.about.get(p, {}).get(IN_SOURCE) == {f"<{file.source}>"}}

            exact = own(file.annotations.get(triple, ()))
            if not exact:
                said = self._said[triple[0]]
                if any(said[file.name] < other for other in said.values()):
                    continue
            given = exact or own(file.about.get(triple[0], {}).get(PASSAGE, ()))
            found |= {(file.source, passage.strip("<>")) for passage in given or ("",)}
        return found

    def _leaf(self, triple: Triple, leaf: dict[str, Any]) -> Iterator[str]:
        yield from self._places(triple, leaf)
        if _is_blank(triple):
            return
        cited = {(citation["source"], citation["passage"]) for citation in leaf["citations"]}
        if not any(passage.startswith("_:") or "/" not in passage for _, passage in cited if passage):
            expected = self._expected(triple)
            for source, passage in sorted(cited - expected):
                yield f"{passage or 'the whole'} of {source} does not belong to it: {leaf['text']}"
            for source, passage in sorted(expected - cited):
                yield f"{passage or 'the whole'} of {source} belongs to it and is not cited: {leaf['text']}"
        checked = [self._is_checked(citation) for citation in leaf["citations"]]
        for citation, right in zip(leaf["citations"], checked, strict=True):
            if (citation["evidence"] == "checked") != right:
                yield f"{citation['passage']} is {citation['evidence']}: {leaf['text']}"
        roles = {
            self.files.files[place["file"]].role for place in leaf["stated_in"] if place["file"] in self.files.files
        }
        kind = "axiom" if roles == {"ontology"} else "checked" if any(checked) else "reported"
        if leaf["evidence"] != kind:
            yield f"it is {kind}, not {leaf['evidence']}: {leaf['text']}"

    def _is_checked(self, citation: dict[str, Any]) -> bool:
        """Return whether the text of a source has the words of a passage at their place."""
        text = self.files.texts.get(re.split(r"[/#]", citation["source"])[-1])
        file = next((file for file in self.files.files.values() if file.source == citation["source"]), None)
        if text is None or file is None:
            return False
        about = file.about.get(f"<{citation['passage']}>", {})
        hashes = {value.strip('"') for value in about.get(_kg("sha256"), ())}
        ends = [about.get(f"<http://www.w3.org/ns/oa#{end}>", {'"-1"'}) for end in ("start", "end")]
        start, end = (int(re.sub(r'"(-?\d+)".*', r"\1", min(values))) for values in ends)
        return 0 <= start < end <= len(text) and hashlib.sha256(text[start:end].encode()).hexdigest() in hashes


def triple_of(entry: dict[str, Any]) -> Triple:
    """Read the statement of an entry."""
    match = _STATEMENT.fullmatch(entry["ntriples"])
    assert match is not None, entry["ntriples"]
    return canonical(match[1]), match[2], canonical(match[3])


def _walk(proof: dict[str, Any]) -> Iterator[dict[str, Any]]:
    todo = [proof]
    while todo:
        step = todo.pop()
        yield step
        todo += reversed(step.get("premises", []))


def _is_blank(triple: Triple) -> bool:
    return any(term.startswith("_:") for term in triple)


def _fits(wanted: list[Triple], file: File) -> bool:
    """Return whether a file has blank nodes, a different one for each name, for which all of the triples are stated."""
    by_predicate: dict[str, list[Triple]] = defaultdict(list)
    for triple in file.triples:
        by_predicate[triple[1]].append(triple)

    def extend(rest: list[Triple], known: dict[str, str]) -> bool:
        if not rest:
            return True
        best = max(rest, key=lambda t: sum(not term.startswith("_:") or term in known for term in t))
        others = [triple for triple in rest if triple is not best]
        for found in by_predicate[best[1]]:
            more = dict(known)
            for own, term in zip(best, found, strict=True):
                if own.startswith("_:"):
                    if not term.startswith("_:") or more.setdefault(own, term) != term:
                        break
                elif own != term:
                    break
            else:
                if len(set(more.values())) == len(more) and extend(others, more):
                    return True
        return False

    return extend(wanted, {})
