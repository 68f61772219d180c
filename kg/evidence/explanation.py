"""The explanation of a triple, as text, Markdown, Mermaid, or plain values for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import one_line, printable
from kg.evidence.judgements.against import Against
from kg.evidence.leaves.citations import EVIDENCE, Citation, citations
from kg.evidence.leaves.places import Place, parts_of, places, written
from kg.evidence.leaves.support import passages_for, sources_of, stating, supporting
from kg.evidence.texts import Texts
from kg.project.project import Project
from kg.rdf.model import Term, Triple
from kg.reason import CompiledRule, Proof
from kg.store.sentences import articles, class_text, sentence
from kg.store.snapshot import Snapshot

#: The sources that state each leaf of a proof, and those whose word on its subject supports it.
_Said = tuple[dict[Triple, list[str]], dict[Triple, list[str]]]
_NO_PROOF = "holds, but kg found no proof of it; please report this bug"


@dataclass(frozen=True)
class Explanation:
    """Why a triple holds, or the information that it does not.

    Parameters
    ----------
    triple : triple
    proof : Proof or None
        The shortest proof that was found; None if the triple does not hold.
    snapshot : Snapshot
    asserted_in : tuple of str
        IRIs of the sources that state it; if the triple does not hold, of those whose statements were rejected, from
        which it would follow.
    holds : bool
        Whether the triple is asserted or inferred.
    others : tuple of Proof
        Other proofs, if they were requested.
    texts : kg.evidence.texts.Texts or None
        The available texts; with them, citations have quotes.
    contested : mapping of triple to tuple of str
        Notes on statements about which sources contradict one another, from `kg.evidence.conflicts.contested`.
    project : Project or None
        The project of the snapshot, to find the lines of axioms and statements in its files.
    against : Against or None
        If the triple does not hold: what stands against it, and what is known nearby.

    Examples
    --------
    >>> import kg
    >>> why = kg.open().why("UZ", "kg:metUnder", "framework:us-uz-spd")
    >>> why.proof.rule.name
    'prp-spo2'
    """

    triple: Triple
    proof: Proof | None
    snapshot: Snapshot
    asserted_in: tuple[str, ...] = ()
    holds: bool = True
    others: tuple[Proof, ...] = ()
    texts: Texts | None = None
    contested: Mapping[Triple, tuple[str, ...]] = field(default_factory=dict, repr=False)
    project: Project | None = field(default=None, repr=False)
    against: Against | None = field(default=None, repr=False)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """All proofs that were found, the shortest first."""
        return () if self.proof is None else (self.proof, *self.others)

    @property
    def inferred(self) -> bool:
        """Whether the triple is inferred."""
        return self.holds and (self.proof is None or self.proof.rule is not None)

    def citations(self) -> list[Citation]:
        """List the citations of the leaves of the proofs, each once."""
        cited = (c for proof in self.proofs for leaf in proof.leaves() for c in self.cited(proof)[leaf])
        return list(dict.fromkeys(cited))

    def sources(self) -> list[str]:
        """List the IRIs of the sources in the citations, each once; no passage is read for it."""
        found: dict[str, None] = {}
        for proof in self.proofs:
            stated, whole = self._said(proof)
            for leaf, sources in stated.items():
                for source in sources:
                    # A passage on exactly the statement supports it whatever others state.
                    if source in whole[leaf] or passages_for(self.snapshot, leaf, NamedNode(source))[0] == "triple":
                        found[source] = None
        return list(found)

    def axioms(self) -> dict[Triple, list[Place]]:
        """List the statements of the axioms that the proofs use, each with the files and lines that state it."""
        return dict(self._axioms)

    @cached_property
    def _axioms(self) -> dict[Triple, list[Place]]:
        rules = [step.rule for proof in self.proofs for step in proof.steps() if step.rule is not None]
        used = [part for rule in rules for axiom in rule.axioms for part in parts_of(self.snapshot, axiom)]
        leaves = [leaf for proof in self.proofs for leaf in proof.leaves() if self._is_axiom(leaf)]
        return places(self.snapshot, [*used, *leaves], self.project)

    def _is_axiom(self, leaf: Triple) -> bool:
        """Return whether only ontologies state a leaf."""
        graphs = sources_of(self.snapshot, leaf)
        return bool(graphs) and all(self.snapshot.graph_info[graph].role == "ontology" for graph in graphs)

    def _axiom_of(self, rule: CompiledRule) -> dict[Triple, list[Place]]:
        return {part: self._axioms[part] for axiom in rule.axioms for part in parts_of(self.snapshot, axiom)}

    def _where(self, triples: Iterable[Triple]) -> str:
        return written(place for triple in triples for place in self._axioms.get(triple, ()))

    @cached_property
    def _citations(self) -> dict[int, dict[Triple, list[Citation]]]:
        return {}

    @cached_property
    def _sources(self) -> dict[int, _Said]:
        return {}

    def cited(self, proof: Proof) -> dict[Triple, list[Citation]]:
        """Return the citations of each leaf of a proof: what the proof takes from a thing is cited together.

        Parameters
        ----------
        proof : Proof
            One of `proofs`.
        """
        if id(proof) not in self._citations:
            sources, whole = self._said(proof)
            self._citations[id(proof)] = {
                leaf: [
                    citation
                    for citation in citations(self.snapshot, leaf, self.texts)
                    if citation.source in (sources if citation.scope == "triple" else whole)[leaf]
                ]
                for leaf in sources
            }
        return self._citations[id(proof)]

    def _said(self, proof: Proof) -> _Said:
        """Return the sources that state each leaf of a proof, and those whose word on its subject supports it."""
        if id(proof) not in self._sources:
            sources = {leaf: stating(self.snapshot, leaf) for leaf in proof.leaves()}
            self._sources[id(proof)] = sources, supporting(sources)
        return self._sources[id(proof)]

    def evidence(self, proof: Proof, leaf: Triple) -> str:
        """Return what stands behind a leaf: ``checked``, ``reported``, or ``axiom``.

        Parameters
        ----------
        proof : Proof
            One of `proofs`.
        leaf : triple
        """
        if self._is_axiom(leaf):
            return "axiom"
        return "checked" if any(c.evidence == "checked" for c in self.cited(proof)[leaf]) else "reported"

    def _below(self, proof: Proof, leaf: Triple) -> Iterator[list[str]]:
        """Yield what is written below a leaf: the lines of each citation, or the place of an axiom; then the notes."""
        if self._is_axiom(leaf):
            yield [f"§ {self._where([leaf])}"]
        else:
            for citation in self.cited(proof)[leaf]:
                head, *more = citation.lines()
                yield [f"¶ {head}", *(f"  {line}" for line in more)]
        for note in self.contested.get(leaf, ()):
            yield [f"≠ contested: {note}"]

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values, for JSON.

        A conclusion that several steps use is written in full once; after that it is marked as ``repeated``.
        """
        return {
            "triple": self._triple_dict(self.triple),
            "holds": self.holds,
            "inferred": self.inferred,
            "told_by": list(self.asserted_in),
            "against": self.against.as_dict() if self.against else None,
            "proof": self._proof_dict(self.proof) if self.proof else None,
            "other_proofs": [self._proof_dict(proof) for proof in self.others],
        }

    def __str__(self) -> str:
        if self.proof is None:
            first = f"{sentence(self.snapshot, self.triple)}: {self._without_proof()}"
            return "\n".join([first, *self._written("{}", "  {}", "    {}")])
        blocks = ["\n".join(map(one_line, self._lines(proof))) for proof in self.proofs]
        if len(blocks) == 1:
            return blocks[0]
        return "\n\n".join(f"Proof {n} of {len(blocks)}:\n{block}" for n, block in enumerate(blocks, 1))

    def _without_proof(self) -> str:
        if self.against is None:
            return _NO_PROOF if self.holds else "does not hold"
        return f"{self.against.verdict}: {self.against.reason}"

    def _written(self, heading: str, entry: str, below: str) -> Iterator[str]:
        """Write what stands against the triple, each line in its form."""
        for name, entries in self.against.groups() if self.against else ():
            yield heading.format(one_line(name))
            for first, *more in entries:
                yield entry.format(one_line(first))
                yield from (below.format(one_line(line)) for line in more)

    def markdown(self) -> str:
        """Write the proof as a nested list; if there are several, each has a heading."""
        blocks = ["\n".join(self._markdown(proof)) for proof in self.proofs] or [self._markdown_against()]
        if len(blocks) > 1:
            blocks = [f"### Proof {n} of {len(blocks)}\n\n{block}" for n, block in enumerate(blocks, 1)]
        # Text from a source never becomes a tag; addresses stay links.
        return re.sub(r"<(?!https?://)", "&lt;", printable("\n\n".join(blocks)))

    def _markdown_against(self) -> str:
        first = f"- {sentence(self.snapshot, self.triple)}: {self._without_proof()}"
        return "\n".join([first, *self._written("  - {}", "    - {}", "      - {}")])

    def mermaid(self) -> str:
        """Write the proofs as a Mermaid flowchart, sources at the bottom.

        Statements are boxes, steps of reasoning are hexagons; shared parts of several proofs are drawn once.
        """
        lines = ["flowchart BT"]
        boxes: dict[object, str] = {}

        def box(key: object, text: str, left: str = "[", right: str = "]") -> str:
            if key not in boxes:
                boxes[key] = f"n{len(boxes) + 1}"
                lines.append(f'  {boxes[key]}{left}"{_mermaid(text)}"{right}')
            return boxes[key]

        goal = box(self.triple, sentence(self.snapshot, self.triple))
        if self.proof is None:
            reason = box("", self._without_proof())
            lines.append(f"  {reason} -.-> {goal}")
            for name, entries in self.against.groups() if self.against else ():
                for first, *more in entries:
                    lines.append(f"  {box((name, first), ' '.join([name, first, *more]))} -.- {reason}")
        for proof, step in ((whole, step) for whole in self.proofs for step in whole.steps()):
            holds = box(step.triple, sentence(self.snapshot, step.triple))
            if step.rule is None:
                cited = self.cited(proof)[step.triple]
                texts = [f"¶ {c} ({EVIDENCE[c.evidence]})" for c in cited]
                if self._is_axiom(step.triple):
                    texts = [f"§ {self._where([step.triple])}"]
                below = [f"  {box(text, text, '([', '])')} -.-> {holds}" for text in texts]
            else:
                key = (step.triple, step.rule.name, step.rule.axioms, tuple(p.triple for p in step.premises))
                if key in boxes:
                    continue
                reason = f"{step.rule.name}: {axiom_text(step.rule, self.snapshot)}"
                rule = box(key, reason, "{{", "}}")
                below = [f"  {rule} --> {holds}"]
                if where := self._where(self._axiom_of(step.rule)):
                    below.append(f"  {box(where, f'§ {where}', '([', '])')} -.-> {rule}")
                for premise in step.premises:
                    below.append(f"  {box(premise.triple, sentence(self.snapshot, premise.triple))} --- {rule}")
            lines += below
        return "\n".join(dict.fromkeys(lines))

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def _lines(self, proof: Proof) -> Iterator[str]:
        shown: set[int] = set()
        todo = [(proof, "", "")]
        while todo:
            step, first, rest = todo.pop()
            mark = step.rule.name if step.rule else EVIDENCE[self.evidence(proof, step.triple)]
            if step.rule and id(step) in shown:
                yield f"{first}{sentence(self.snapshot, step.triple)}   [{mark}] (as above)"
                continue
            shown.add(id(step))
            yield f"{first}{sentence(self.snapshot, step.triple)}   [{mark}]"
            bar = "│" if step.premises else " "
            if step.rule:
                where = self._where(self._axiom_of(step.rule))
                yield f"{rest}{bar}  because {axiom_text(step.rule, self.snapshot)}{f': {where}' if where else ''}"
            else:
                yield from (f"{rest}   {line}" for lines in self._below(proof, step.triple) for line in lines)
            last = len(step.premises) - 1
            todo += reversed(
                [
                    (premise, rest + ("└─ " if n == last else "├─ "), rest + ("   " if n == last else "│  "))
                    for n, premise in enumerate(step.premises)
                ]
            )

    def _markdown(self, proof: Proof) -> Iterator[str]:
        shown: set[int] = set()
        todo = [(proof, 0)]
        while todo:
            step, level = todo.pop()
            indent = "  " * level
            if step.rule is None:
                mark = EVIDENCE[self.evidence(proof, step.triple)]
                yield f"{indent}- {sentence(self.snapshot, step.triple)} ({mark})"
                for head, *more in self._below(proof, step.triple):
                    yield f"{indent}  - {head}"
                    yield from (f"{indent}  {line}" for line in more)
            elif id(step) in shown:
                yield f"{indent}- **{sentence(self.snapshot, step.triple)}** (as above)"
            else:
                shown.add(id(step))
                because = axiom_text(step.rule, self.snapshot)
                yield f"{indent}- **{sentence(self.snapshot, step.triple)}** (`{step.rule.name}`: {because})"
                if where := self._where(self._axiom_of(step.rule)):
                    yield f"{indent}  - § {where}"
                todo += [(premise, level + 1) for premise in reversed(step.premises)]

    def _triple_dict(self, triple: Triple) -> dict[str, str]:
        subject, predicate, obj = triple
        return {
            "subject": subject.value,
            "predicate": predicate.value,
            "object": obj.value,
            "text": sentence(self.snapshot, triple),
            "ntriples": f"{subject} {predicate} {obj} .",
        }

    def _proof_dict(self, proof: Proof) -> dict[str, Any]:
        result: dict[str, Any] = {}
        shown: set[int] = set()
        stated = places(self.snapshot, proof.leaves(), self.project)
        todo = [(proof, result)]
        while todo:
            step, entry = todo.pop()
            entry |= {**self._triple_dict(step.triple), "rule": step.rule.name if step.rule else None}
            if step.rule is None:
                entry["evidence"] = self.evidence(proof, step.triple)
                entry["stated_in"] = [asdict(place) for place in stated[step.triple]]
                entry["citations"] = [dict(vars(citation)) for citation in self.cited(proof)[step.triple]]
                entry["contested"] = list(self.contested.get(step.triple, ()))
            elif id(step) in shown:
                entry["repeated"] = True
            else:
                shown.add(id(step))
                entry["because"] = axiom_text(step.rule, self.snapshot)
                entry["axioms"] = [
                    {**self._triple_dict(axiom), "stated_in": [asdict(place) for place in found]}
                    for axiom, found in self._axiom_of(step.rule).items()
                ]
                entry["premises"] = [{} for _ in step.premises]
                todo += reversed(list(zip(step.premises, entry["premises"], strict=True)))
        return result


def axiom_text(rule: CompiledRule, snapshot: Snapshot) -> str:
    """Return the meaning of the axiom behind a compiled rule, in words."""

    def name(value: Term | tuple[Term, ...]) -> str:
        if isinstance(value, tuple):
            return " and ".join(f"“{name(term)}”" for term in value)
        return class_text(value, snapshot)

    text = rule.says
    for variable in sorted(rule.schema, key=len, reverse=True):
        text = text.replace(variable, name(rule.schema[variable]))
    return articles(text.replace("““", "“").replace("””", "”"))


def _mermaid(text: str) -> str:
    """Escape a text so that Mermaid reads all of it as a label."""
    text = " ".join(printable(text).splitlines())
    return text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
