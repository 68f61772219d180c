"""What stands against a statement that does not hold: rejected statements, other answers, what the scope leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kg.evidence.judgements.judgements import Judgement
from kg.rdf.model import Triple
from kg.rdf.terms import local_name
from kg.sparql.lists import Listing
from kg.store.scope import scope_text
from kg.store.sentences import sentence
from kg.store.snapshot import Snapshot


@dataclass(frozen=True)
class Rejected:
    """A statement of a source that a judgement rejects."""

    triple: Triple
    judgement: Judgement


@dataclass(frozen=True)
class OtherAnswer:
    """Another answer to a question with one answer: the question, the answer and who gives it, in words."""

    question: str
    answer: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A statement that the scope leaves out.

    Parameters
    ----------
    triple : triple
    text : str
        The statement as a sentence, since the part may lack the labels.
    sources : tuple of str
        IRIs of the sources that state it.
    issued : tuple of str
        Their dates of issue, empty if unknown.
    time : str
        When the thing that it describes began and ended, in words; empty if no time is known.
    rejected : bool
        Whether a judgement rejects it in the whole graph.
    """

    triple: Triple
    text: str
    sources: tuple[str, ...]
    issued: tuple[str, ...]
    time: str
    rejected: bool


@dataclass(frozen=True)
class Against:
    """What stands against a statement that does not hold, and what is known nearby.

    Parameters
    ----------
    snapshot : Snapshot
        The graph in which it does not hold.
    triple : triple
        The statement.
    rejected : tuple of Rejected
        What judgements reject of it: the statement itself, or those from which it would follow.
    similar_rejected : tuple of Rejected
        The same for other relations between its two ends.
    others : tuple of OtherAnswer
        The answers that sources give to the question that the statement would answer, if it has only one answer.
    left_out : tuple of LeftOut
        In a part of the data: what it rests on in the whole graph, if nothing is rejected there, and what this part
        leaves out.
    stated : tuple of str
        IRIs of the sources that state it, although it neither counts nor is rejected.
    combined : str
        For a date that is combined with those of other sources: the date that the graph has, in words.
    similar : tuple of triple
        Statements that hold, with the same two ends or the same relation.
    listing : Listing, optional
        What is known about the list that the statement is about, such as that of the members of a framework.
    """

    snapshot: Snapshot
    triple: Triple
    rejected: tuple[Rejected, ...] = ()
    similar_rejected: tuple[Rejected, ...] = ()
    others: tuple[OtherAnswer, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    stated: tuple[str, ...] = ()
    combined: str = ""
    similar: tuple[Triple, ...] = ()
    listing: Listing | None = None

    @property
    def asserted_in(self) -> tuple[str, ...]:
        """IRIs of the sources of what was rejected, each once."""
        return tuple(dict.fromkeys(one.judgement.source for one in self.rejected))

    @property
    def is_unknown(self) -> bool:
        """Whether nothing stands against the statement: nobody states it, and no list is complete without it."""
        stands = (self.rejected, self.left_out, self.stated, self.others)
        return not any(stands) and not (self.listing and self.listing.is_complete)

    @property
    def verdict(self) -> str:
        """What is to be said of the statement: that it does not hold, or that this is not known."""
        if self.is_unknown:
            return "not known"
        scope = scope_text(self.snapshot.manifest.scope)
        where = f" in this part of the data ({scope})" if self.left_out and not self.rejected else ""
        return f"does not hold{where}"

    @property
    def reason(self) -> str:
        """Why the statement does not hold, or is not known, in a few words."""
        names = ", ".join(map(local_name, self.stated))
        part = "" if self.snapshot.manifest.scope.is_whole else " in this part of the data"
        nobody = f"no source{part} states it, and "
        reasons = (
            (any(one.triple == self.triple for one in self.rejected), "rejected by a judgement"),
            (self.rejected, "what it would follow from is rejected by a judgement"),
            (any(one.rejected for one in self.left_out), "a judgement rejects it in the whole graph"),
            (self.left_out, "it holds in the whole graph"),
            (self.stated, f"stated by {names}, but {self.combined or 'it does not count here'}"),
            (self.others, "sources give other answers"),
            (self.listing, nobody + (self.listing.text if self.listing else "")),
            (True, f"{nobody}it does not follow from what they state"),
        )
        return next(words for applies, words in reasons if applies)

    def groups(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield headings, each with its entries: a line, and the lines that belong below it."""
        for heading, some in (
            ("rejected:", self.rejected),
            ("similar statements that are rejected:", self.similar_rejected),
        ):
            if some:
                yield heading, list(self._rejected(some))
        if self.others:
            lines = [f"{one.question}: {one.answer} ({', '.join(map(local_name, one.sources))})"
                     for one in self.others]  # fmt: skip
            yield "sources state:", [[line] for line in lines]
        if self.left_out:
            yield "left out of this part of the data:", [self._left_out(one) for one in self.left_out]
        if self.similar:
            yield "similar statements that hold:", [[sentence(self.snapshot, triple)] for triple in self.similar]

    def _rejected(self, some: Iterable[Rejected]) -> Iterator[list[str]]:
        for triple in dict.fromkeys(one.triple for one in some):
            below = []
            for judgement in dict.fromkeys(one.judgement for one in some if one.triple == triple):
                curator = f" by {self.snapshot.label(judgement.creator)}" if judgement.creator else ""
                day = f" on {judgement.date}" if judgement.date else ""
                told = f"stated by {local_name(judgement.source)}; rejected{curator}{day}"
                below.append(f"{told}: {judgement.ground}" if judgement.ground else told)
            yield [sentence(self.snapshot, triple), *below]

    def _left_out(self, one: LeftOut) -> list[str]:
        named = (
            f"{local_name(source)}{f' of {day}' if day else ''}"
            for source, day in zip(one.sources, one.issued, strict=True)
        )
        told = f"stated by {', '.join(named)}{'; rejected by a judgement' if one.rejected else ''}"
        return [f"{one.text} ({one.time})" if one.time else one.text, *([told] if one.sources else [])]

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, for JSON."""
        return {
            "reason": self.reason,
            "unknown": self.is_unknown,
            "rejected": [self._rejected_dict(one) for one in self.rejected],
            "similar_rejected": [self._rejected_dict(one) for one in self.similar_rejected],
            "other_answers": [{**asdict(one), "sources": list(one.sources)} for one in self.others],
            "left_out": [
                {**self._triple_dict(one.triple), "text": one.text, "sources": list(one.sources),
                 "issued": list(one.issued), "time": one.time or None, "rejected": one.rejected}
                for one in self.left_out
            ],
            "similar": [self._triple_dict(triple) for triple in self.similar],
        }  # fmt: skip

    def _rejected_dict(self, one: Rejected) -> dict[str, Any]:
        judgement = {**asdict(one.judgement), "evidence": list(one.judgement.evidence)}
        return {**self._triple_dict(one.triple), "source": one.judgement.source, "judgement": judgement}

    def _triple_dict(self, triple: Triple) -> dict[str, str]:
        subject, predicate, obj = (term.value for term in triple)
        return {"subject": subject, "predicate": predicate, "object": obj, "text": sentence(self.snapshot, triple)}
