"""Writes changes as a table, as release notes in Markdown, and for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pyoxigraph as ox

from kg.analysis.diff.compare import Change
from kg.errors import one_line
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot


def table(changes: Iterable[Change], snapshot: Snapshot) -> Result:
    """Make a table of changes (question 50).

    Parameters
    ----------
    changes : iterable of Change
    snapshot : Snapshot
        The graph for the labels.

    Returns
    -------
    kg.sparql.results.Result
        ``group``, ``change``, ``thing``, ``property``, ``before``, ``after`` and ``inferred``, which is true or false.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> from kg.analysis.diff.states import state
    >>> graph = state(shipped(), "now")
    >>> table((), graph).columns[:3]
    ('group', 'change', 'thing')
    """

    def text(value: str) -> ox.Literal | None:
        return ox.Literal(value) if value else None

    rows = tuple(
        (text(c.group), text(c.what), ox.NamedNode(c.thing), text(c.property), text(c.before), text(c.after),
         ox.Literal(c.inferred))
        for c in changes
    )  # fmt: skip
    return Result(("group", "change", "thing", "property", "before", "after", "inferred"), rows, snapshot)


def markdown(changes: Iterable[Change], title: str) -> str:
    """Write changes as release notes: a heading for each group, a line for each change.

    Parameters
    ----------
    changes : iterable of Change
    title : str
        The heading over all of them.

    Examples
    --------
    >>> print(markdown([Change("frameworks", "gained", "urn:x", "Oslo dialogue", "member", "", "Japan", False)], "New"))
    # New
    <BLANKLINE>
    ## Frameworks
    <BLANKLINE>
    - **Oslo dialogue** – member: + Japan
    """
    lines, group = [f"# {title}"], ""
    for change in changes:
        if change.group != group:
            group = change.group
            lines += ["", f"## {group.capitalize()}", ""]
        sentence = _sentence(change, f"**{_plain(change.label)}**", _plain)
        lines.append(f"- {sentence}{' *(follows)*' if change.inferred else ''}")
    return "\n".join(lines if group else [*lines, "", "Nothing changed."])


def text(changes: Iterable[Change]) -> str:
    """Write changes for a terminal: a heading for each group, a line for each change.

    Examples
    --------
    >>> print(text([Change("frameworks", "gained", "urn:x", "Oslo dialogue", "member", "", "Japan", True)]))
    FRAMEWORKS
      Oslo dialogue – member: + Japan   (follows)
    """
    lines, group = list[str](), ""
    for change in changes:
        if change.group != group:
            group = change.group
            lines += [*([""] if lines else []), group.upper()]
        lines.append(f"  {_sentence(change, change.label)}{'   (follows)' if change.inferred else ''}")
    return "\n".join(map(one_line, lines)) or "nothing changed"


def _plain(text: str) -> str:
    """Escape what Markdown or HTML would read as markup."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", one_line(text))


def _sentence(change: Change, name: str, write: Callable[[str], str] = str) -> str:
    change = replace(change, before=write(change.before), after=write(change.after))
    if not change.property:
        summary = change.after or change.before
        return f"{name} – {'new' if change.what == 'gained' else 'gone'}{f': {summary}' if summary else ''}"
    before, after = (f"{sign} {text}" if text else "" for sign, text in (("−", change.before), ("+", change.after)))
    value = f"{change.before} → {change.after}" if change.what == "changed" else before or after
    return f"{name} – {change.property}: {value}"
