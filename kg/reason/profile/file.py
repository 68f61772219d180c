"""Checks a file with an ontology: finds what is not in OWL 2 RL, with lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.errors import DataError, Finding, UsageError, sort_findings, suggest
from kg.project.paths import display
from kg.project.read import read_content
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.rdf.syntax import parse
from kg.reason.profile.violations import Violation, violations

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
# Only groups with a name are read; directives, strings, comments and numbers are skipped.
_TOKENS = re.compile(
    r"(?:@prefix|(?i:\bprefix))\s+[\w.-]*:\s*<[^>]*>\s*\.?|(?:@base|(?i:\bbase))\s+<[^>]*>\s*\.?"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'
    r"|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|'(?:[^'\\\n]|\\.)*'"
    r"|#[^\n]*|[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?|@[A-Za-z0-9-]+"
    r"|<(?P<iri>[^<>\s]*)>|(?P<bracket>[\[\]])|(?P<dot>\.)"
    r"|(?P<name>[\w-]*+(?:\.[\w-]++)*:(?:[\w:%-]|\\.|\.(?=[\w:%\\.-]))*|[A-Za-z]+)|[\w-]++|\\.",
    re.DOTALL,
)
_BASE = re.compile(r"(?im)^[^\S\n]*@?base\s+<([^<>\s]*)>")


def profile_file(path: str | Path) -> tuple[Finding, ...]:
    """List what is not in OWL 2 RL in a file, by line where the file is Turtle or N-Triples.

    Parameters
    ----------
    path : str or Path
        Turtle (``.ttl``), N-Triples (``.nt``) or RDF/XML (``.rdf``, ``.owl``, ``.xml``).

    Returns
    -------
    tuple of Finding
        Errors (``owl2-rl``) for what the profile does not allow; infos (``owl2-dl``) for what OWL 2 DL does not allow.
        Empty if there are none.

    Raises
    ------
    UsageError
        If the file cannot be read or parsed.

    Examples
    --------
    >>> from kg.project.paths import shipped_root
    >>> profile_file(shipped_root() / "ontology" / "diplomacy.ttl")
    ()
    """
    path = Path(path)
    text, triples, prefixes = _read(path)
    places: _Places = {None: []}
    for group in _groups(text, prefixes, path.absolute().as_uri()) if path.suffix.lower() in (".ttl", ".nt") else []:
        places[None].append(group)
        if group.subject is not None:
            places.setdefault(group.subject, []).append(group)
    return sort_findings(_finding(path, violation, places) for violation in violations(triples, prefixes))


def _read(path: Path) -> tuple[str, list[Triple], dict[str, str]]:
    """Parse a file; return its text, its triples and its prefixes."""
    name = display(path)
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        near = suggest(path.suffix.lower(), FORMATS)
        hint = f"did you mean {near[0]}?" if near else f"kg profile reads {', '.join(FORMATS)}"
        raise UsageError(f"{name}: no known format has the ending {path.suffix!r}; {hint}")
    try:
        text = read_content(path, given=True).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: is not UTF-8: {error.reason} at byte {error.start}") from error
    # IRIs relative to the file are allowed here: each names the same thing throughout.
    try:
        triples, prefixes = parse(
            name, text, kind, base=path.absolute().as_uri() if kind != ox.RdfFormat.N_TRIPLES else None
        )
    except DataError as error:
        raise UsageError(str(error.findings[0])) from error
    return text, list(triples), {**terms.PREFIXES, **prefixes}


def _finding(path: Path, violation: Violation, places: _Places) -> Finding:
    subject = violation.subject.value if isinstance(violation.subject, ox.NamedNode) else None
    return Finding(
        "owl2-rl" if violation.severity == "error" else "owl2-dl",
        f"{violation.axiom}: {violation.restriction} ({violation.section})",
        severity=violation.severity,
        path=display(path),
        line=_line(places, subject, violation.names),
        focus=subject,
        remedy=violation.remedy,
    )


# ---- Lines


@dataclass
class _Group:
    """The names between a pair of square brackets, or in a statement outside brackets, with their lines."""

    subject: str | None
    lines: dict[str, int] = field(default_factory=dict)


#: The groups by the subject of their statement; under None, all.
_Places = dict[str | None, list[_Group]]


def _line(places: _Places, subject: str | None, names: tuple[str, ...]) -> int | None:
    """Return the line of the faulty part: in the statement about its subject, the group with most of its names."""

    def score(group: _Group) -> int:
        return sum(name in group.lines for name in names) + (len(names) if names and names[0] in group.lines else 0)

    best = max(places.get(subject, places[None]), key=score, default=None)
    if best is None:
        return None
    return next((best.lines[name] for name in names if name in best.lines), None)


def _groups(text: str, prefixes: Mapping[str, str], base: str) -> list[_Group]:
    """Split Turtle into groups of names with their lines; ignore strings and comments."""
    found: list[_Group] = []
    open_: list[_Group] = []
    base = urljoin(base, match[1]) if (match := _BASE.search(text)) else base
    for line, token in _tokens(text):
        if token["bracket"] == "[" and open_:
            open_.append(_Group(open_[0].subject))
            found.append(open_[-1])
        elif token["bracket"] == "[":
            open_ += [_Group(None), _Group(None)]
            found += open_
        elif token["bracket"]:
            open_ = open_[:-1] if len(open_) > 1 else open_
        elif token["dot"]:
            open_ = []
        else:
            iri = _resolve(token, prefixes, base)
            if not open_:
                open_.append(_Group(iri))
                found.append(open_[0])
            if iri is not None:
                open_[-1].lines.setdefault(iri, line)
    return found


def _tokens(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    line, at = 1, 0
    for match in _TOKENS.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if match.lastgroup is not None:
            yield line, match


def _resolve(token: re.Match[str], prefixes: Mapping[str, str], base: str) -> str | None:
    """Return the IRI of a token of Turtle."""
    if token["iri"] is not None:
        return urljoin(base, str(token["iri"]))
    name = str(token["name"])
    if name == "a":
        return terms.RDF_TYPE
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in prefixes:
        return None
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
