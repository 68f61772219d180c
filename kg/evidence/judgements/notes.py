"""Notes that say that judgements leave something out: for answers, from which rows are missing, and for graphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from kg.errors import QueryLimitError
from kg.evidence.judgements.judgements import rejections
from kg.evidence.judgements.unaffected import is_unaffected
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.sparql.results import Answer, Result
from kg.store.snapshot import Snapshot

Row = tuple[Term | None, ...]

#: What shows an answer without judgements: as a command and in Python, because answers of both have these notes.
_OPTION = "--no-judgements (in Python judgements=False)"


def noted(
    answer: Answer,
    again: Callable[[Snapshot], Answer],
    *,
    text: str | None = None,
    most: int | None = None,
    repeatable: bool = False,
) -> Answer:
    """Note in an answer which rows it lacks, or has, because of judgements.

    The question is answered again for the graph without judgements, so that the note is exact: it appears only if the
    answers differ. It is not answered again if that graph certainly gives the same answer. The note counts the
    statements that are left out of the graph instead, if the answer is cut, differs each time, or cannot be found again
    within the limits of a query.

    Parameters
    ----------
    answer : Result, TriplesResult or bool
    again : callable
        Answers the same question for another graph.
    text : str, optional
        The question as a query, if it is the same query for both graphs.
    most : int, optional
        The number of rows after which answers are cut.
    repeatable : bool, optional
        Whether the same graph certainly gives the same answer again; otherwise this is tried.

    Returns
    -------
    Result, TriplesResult or bool
        With a note, and the rows in ``left_out``; without a difference, and for a boolean, the answer itself.

    Examples
    --------
    >>> import kg
    >>> from kg.sparql.run import run
    >>> text = "SELECT ?f { country:UZ kg:participatesIn ?f VALUES ?f { framework:msp } }"
    >>> noted(run(kg.open().snapshot, text), lambda snapshot: run(snapshot, text)).notes
    ('1 row left out by judgements of Diplomatic KG; --no-judgements (in Python judgements=False) shows it',)
    """
    if isinstance(answer, bool) or _stays(answer.snapshot, text):
        return answer
    other = answer.snapshot.without_judgements
    rows = _rows(answer)
    left_out: tuple[Row, ...] = ()
    try:
        unjudged = _rows(again(other))
        left_out, added = difference(rows, unjudged)
        if not (left_out or added):
            return answer
        exact = not most or max(len(rows), len(unjudged)) < most
        # Another answer to the same question is one with RAND() or the like.
        exact = exact and (repeatable or not any(difference(rows, _rows(again(answer.snapshot)))))
    except QueryLimitError:
        exact = False
    what = "row" if isinstance(answer, Result) else "triple"
    note = note_on(answer.snapshot, len(left_out), len(added), what) if exact else note_on_graph(answer.snapshot)
    return replace(answer, notes=(*answer.notes, *note), left_out=left_out if exact else ())


def judgement_notes(
    answer: Answer,
    snapshot: Snapshot,
    again: Callable[[Snapshot], Answer],
    *,
    text: str | None = None,
    most: int | None = None,
) -> tuple[str, ...]:
    """Return the notes that `noted` adds to an answer, or the note on a boolean.

    Parameters
    ----------
    answer, again, text, most
        As for `noted`.
    snapshot : Snapshot
        The graph of the answer.

    Examples
    --------
    >>> import kg
    >>> from kg.sparql.run import run
    >>> snapshot, text = kg.open().snapshot, "ASK { country:UZ a kg:Party }"
    >>> judgement_notes(run(snapshot, text), snapshot, lambda other: run(other, text))
    ()
    """
    if isinstance(answer, bool):
        return note_on_boolean(snapshot, answer, again, text=text)
    found = noted(answer, again, text=text, most=most)
    return () if isinstance(found, bool) else found.notes[len(answer.notes) :]


def _rows(answer: Answer) -> tuple[Row, ...]:
    return answer.rows if isinstance(answer, Result) else () if isinstance(answer, bool) else answer.triples


def _stays(snapshot: Snapshot, text: str | None) -> bool:
    """Return whether the graph certainly gives the same answer without judgements."""
    return not snapshot.is_judged or (text is not None and is_unaffected(snapshot, text))


def note_on_boolean(
    snapshot: Snapshot, answer: bool, again: Callable[[Snapshot], object], *, text: str | None = None
) -> tuple[str, ...]:
    """Say that a question has the opposite answer without judgements; nothing if it has the same.

    Parameters
    ----------
    snapshot : Snapshot
        The graph of the answer.
    answer : bool
    again : callable
        Answers the same question for another graph.
    text : str, optional
        As for `noted`.

    Examples
    --------
    >>> import kg
    >>> from kg.sparql.run import run
    >>> text = "ASK { country:UZ kg:memberOf framework:msp }"
    >>> note_on_boolean(kg.open().snapshot, False, lambda snapshot: run(snapshot, text))
    ('true without the judgements of Diplomatic KG, as --no-judgements shows',)
    """
    try:
        if _stays(snapshot, text) or again(snapshot.without_judgements) == answer:
            return ()
    except QueryLimitError:
        return note_on_graph(snapshot)
    word = "false" if answer else "true"
    return (f"{word} without the judgements of {_curators(snapshot)}, as --no-judgements shows",)


def note_on(snapshot: Snapshot, left_out: int, added: int, what: str) -> tuple[str, ...]:
    """Say how many rows or the like judgements leave out of an answer and add to it; nothing if none.

    Parameters
    ----------
    snapshot : Snapshot
        The graph of the answer.
    left_out, added : int
    what : str
        What is counted, in the singular.

    Examples
    --------
    >>> import kg
    >>> note_on(kg.open().snapshot, 2, 0, "row")
    ('2 rows left out by judgements of Diplomatic KG; --no-judgements (in Python judgements=False) shows them',)
    """
    shows = "the answer without them" if added else "it" if left_out == 1 else "them"
    changes = change_by_judgements(snapshot, left_out, added, what)
    return tuple(f"{change}; {_OPTION} shows {shows}" for change in changes)


def change_by_judgements(snapshot: Snapshot, left_out: int, added: int, what: str) -> tuple[str, ...]:
    """Say what `note_on` says, without the option of a command, for readers of a page.

    Parameters
    ----------
    snapshot : Snapshot
    left_out, added : int
    what : str
        What is counted, in the singular.

    Examples
    --------
    >>> import kg
    >>> change_by_judgements(kg.open().snapshot, 2, 0, "relation")
    ('2 relations left out by judgements of Diplomatic KG',)
    """
    parts = [f"{_count(left_out, what)} left out"] if left_out else []
    parts += [f"{_count(added, what)} added"] if added else []
    return (f"{' and '.join(parts)} by judgements of {_curators(snapshot)}",) if parts else ()


def note_on_graph(snapshot: Snapshot) -> tuple[str, ...]:
    """Say how many statements of sources judgements leave out of a graph; nothing if none.

    Parameters
    ----------
    snapshot : Snapshot

    Examples
    --------
    >>> import kg
    >>> note_on_graph(kg.open(judgements=False).snapshot)
    ()
    """
    number = sum(len(found.statements) for found in rejections(snapshot))
    if not number:
        return ()
    use = "it" if number == 1 else "them"
    return (
        f"{_count(number, 'statement')} of sources left out by judgements of {_curators(snapshot)}; "
        f"{_OPTION} uses {use}",
    )


def rejection_notes(snapshot: Snapshot) -> dict[Triple, tuple[str, ...]]:
    """Return notes for the statements that hold although a judgement rejects them as one source states them.

    Parameters
    ----------
    snapshot : Snapshot

    Examples
    --------
    >>> import kg
    >>> all(kg.open().snapshot.is_accepted(triple) for triple in rejection_notes(kg.open().snapshot))
    True
    """
    found: dict[Triple, tuple[str, ...]] = {}
    for rejection in rejections(snapshot):
        judgement = rejection.judgement
        note = f"what {terms.local_name(judgement.source)} states is rejected: {judgement.ground}"
        for statement in filter(snapshot.is_accepted, rejection.statements):
            found[statement] = (*found.get(statement, ()), note)
    return found


def _curators(snapshot: Snapshot) -> str:
    creators = {found.judgement.creator for found in rejections(snapshot)} - {""}
    return ", ".join(sorted(map(snapshot.label, creators))) or "the curators"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def difference(here: Iterable[Row], there: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows that are only there, and those that are only here; blank nodes are all alike.

    Examples
    --------
    >>> one, two = (ox.Literal("one"),), (ox.Literal("two"),)
    >>> difference([one, one], [one, two]) == ((two,), (one,))
    True
    """

    def only(some: Iterable[tuple[Row, Row]], others: Iterable[tuple[Row, Row]]) -> Iterator[Row]:
        rest = Counter(key for _, key in others)
        for row, key in some:
            if rest[key]:
                rest[key] -= 1
            else:
                yield row

    one, other = ([(row, _without_blanks(row)) for row in rows] for rows in (here, there))
    return tuple(only(other, one)), tuple(only(one, other))


def _without_blanks(row: Row) -> Row:
    if ox.BlankNode not in map(type, row):
        return row
    return tuple(None if isinstance(term, ox.BlankNode) else term for term in row)
