"""Turtle files → parsed files: each becomes one named graph.

Whatever is wrong with a file becomes a finding with a place. The other files are read all the same, so that one run
shows everything that has to be corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import DataError, Finding
from kg.load.parsed import KnownFile, KnownFiles, LoadedFiles, ParsedFile
from kg.load.roles import check_roles
from kg.load.validation import content_findings
from kg.project.contents import Content, Unchanged, digest_of, read_files
from kg.project.paths import shipped_root
from kg.project.project import Project, SourceFile
from kg.project.read import UnreadableError, read_content
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, SOURCE_CLASS, Triple
from kg.rdf.positions import declared_prefixes, line_of
from kg.rdf.syntax import parse

if TYPE_CHECKING:
    from kg.load.dictionary import TermDictionary

_ONTOLOGY_CLASS = ox.NamedNode(f"{terms.OWL}Ontology")


def load_project(project: Project, *, lenient: bool = False, known: KnownFiles | None = None) -> LoadedFiles:
    """Read and parse the files of a project, also those that cannot be built.

    Parameters
    ----------
    project : Project
    lenient, known : optional
        As in `load`.

    Raises
    ------
    ProjectError
        If the project has no source.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> load_project(shipped()).findings
    []
    """
    return load(read_files(project).contents, foreign=project.foreign, lenient=lenient, known=known)


def load(
    contents: Mapping[SourceFile, Content],
    *,
    foreign: Sequence[str] = (),
    lenient: bool = False,
    known: KnownFiles | None = None,
) -> LoadedFiles:
    """Parse files, name their graphs, and check their terms and values, and whether each may say what it says.

    A statement that its file may not make (see `kg.load.roles`) is not in the parsed file.

    Parameters
    ----------
    contents : mapping of SourceFile to bytes, Unchanged or OSError
        What was read from each file, or why it could not be read, in the order of loading.
    foreign : sequence of str, optional
        Beginnings of the IRIs of terms that need no declaration.
    lenient : bool, optional
        Whether a statement that its file may not make is a warning instead of an error.
    known : KnownFiles, optional
        Files that need not be parsed again. Their dictionary gets more terms.

    Returns
    -------
    LoadedFiles
        The files that could be parsed, and the findings on all files.
    """
    loaded = LoadedFiles() if known is None else LoadedFiles(dictionary=known.dictionary)
    owner: dict[ox.NamedNode, SourceFile] = {}
    ambiguous: set[str] = set()
    for file, content in contents.items():
        try:
            parsed = _parse(file, content, loaded.dictionary, {} if known is None else known.files, contents)
            for prefix, namespace in parsed.prefixes.items():
                if prefix and loaded.prefixes.setdefault(prefix, namespace) != namespace:
                    ambiguous.add(prefix)
            _check_graph_name(parsed, owner, loaded.prefixes)
        except _BadFileError as bad:
            loaded.findings.append(bad.finding)
            continue
        owner[parsed.iri] = file
        loaded.parsed.append(parsed)
    # A prefix with different meanings in several files, such as p: for passages, has no meaning outside of them.
    for prefix in ambiguous - terms.PREFIXES.keys():
        del loaded.prefixes[prefix]
    loaded.read = tuple(loaded.parsed)
    check_roles(loaded, lenient=lenient)
    loaded.findings.extend(content_findings(loaded, foreign))
    return loaded


class _BadFileError(Exception):
    """The finding for which one file is not read further."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def _check_graph_name(
    parsed: ParsedFile, owner: Mapping[ox.NamedNode, SourceFile], prefixes: Mapping[str, str]
) -> None:
    """Raise an error if the graph has the name of a graph that kg makes, or of another file."""
    iri = parsed.iri.value
    name = terms.compact(iri, prefixes)
    if parsed.iri in (ACCEPTED, INFERRED):
        finding = Finding(
            "reserved",
            f"{name} is the name of a graph that kg makes, not of a source",
            remedy="give the source an IRI below the base of the project",
        )
    elif _pretends_to_be_shipped(parsed):
        finding = Finding(
            "foreign-source",
            f"{name} is a source that kg ships, with another content",
            remedy="give it an IRI below the base of the project; only an unchanged copy of the file of kg may keep it",
        )
    elif parsed.iri in owner:
        finding = Finding(
            "duplicate-source",
            f"{owner[parsed.iri].name} also describes {name}",
            source=iri,
            remedy="give each file a source IRI of its own",
        )
    else:
        return
    raise _BadFileError(replace(finding, path=parsed.file.name, line=line_of(parsed.text, iri, prefixes)))


def _pretends_to_be_shipped(parsed: ParsedFile) -> bool:
    """Return whether a file of a project has the IRI of a file that kg ships, and another content."""
    if parsed.file.shipped or not parsed.iri.value.startswith(terms.BASE):
        return False
    for folder in ("data/sources", "data/reference/vocabulary", "data/reference/background", "data", "ontology"):
        original = shipped_root() / folder / f"{terms.local_name(parsed.iri.value)}.ttl"
        if original.exists():
            return original.read_text(encoding="utf-8") != parsed.text
    return False


def _parse(
    file: SourceFile,
    content: Content,
    dictionary: TermDictionary,
    known: Mapping[tuple[str, str], KnownFile],
    contents: Mapping[SourceFile, Content],
) -> ParsedFile:
    digest = digest_of(content)
    if (found := known.get((file.role, digest))) is not None:
        return ParsedFile(file, found.iri, found.rows, dictionary, content, found.prefixes, digest)
    text = _decode(file, content)
    try:
        triples, prefixes = parse(file.name, text)
    except DataError:
        # Only a finding needs the prefixes that other files declare, to offer them where one is missing.
        try:
            triples, prefixes = parse(file.name, text, prefixes=_declared(contents.values()))
        except DataError as error:
            raise _BadFileError(error.findings[0]) from error
    iri = _graph_name(file, text, triples, {**terms.PREFIXES, **prefixes})
    return ParsedFile(file, iri, dictionary.encode(triples, digest[:10]), dictionary, text, prefixes, digest)


def _declared(contents: Iterable[Content]) -> dict[str, str]:
    """Collect the prefixes that any file declares, to offer them where one is missing."""
    known = dict(terms.PREFIXES)
    for content in contents:
        if not isinstance(content, OSError):
            beginning = (content if isinstance(content, bytes) else read_content(content.path))[:20_000]
            known = {**declared_prefixes(beginning.decode("utf-8", "replace")), **known}
    return known


def _decode(file: SourceFile, content: Content) -> str:
    def problem(
        check: str, message: str, remedy: str, line: int | None = None, column: int | None = None
    ) -> _BadFileError:
        return _BadFileError(Finding(check, message, path=file.name, line=line, column=column, remedy=remedy))

    if isinstance(content, Unchanged):
        try:
            content = read_content(content.path)
        except OSError as error:
            content = error
    if isinstance(content, UnreadableError):
        reason, remedy = content.args[1].split("; ")
        raise problem("unreadable", f"cannot be read: {reason}", remedy)
    if isinstance(content, OSError):
        reason = content.strerror or content
        raise problem("unreadable", f"cannot be read: {reason}", "check that the file is there, and its permissions")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise problem(
            "encoding",
            f"is not UTF-8: invalid byte 0x{content[error.start]:02x}",
            "save the file as UTF-8 (in most editors: Save As, Encoding)",
            content.count(b"\n", 0, error.start) + 1,
            error.start - content.rfind(b"\n", 0, error.start),
        ) from error
    if not re.sub(r"(?m)^\s*(#.*)?$", "", text).strip():
        raise problem("empty", "contains no statement", "describe a source in it, or delete the file")
    return text


def _graph_name(file: SourceFile, text: str, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> ox.NamedNode:
    """Return the IRI of the source or the ontology that a file describes."""
    wanted = _ONTOLOGY_CLASS if file.role == "ontology" else SOURCE_CLASS
    kind = terms.compact(wanted.value)
    named = list(dict.fromkeys(s for s, p, o in triples if p == RDF_TYPE and o == wanted))
    iris = [subject for subject in named if isinstance(subject, ox.NamedNode)]
    if len(iris) == len(named) == 1:
        return iris[0]
    if not iris:
        raise _BadFileError(
            Finding(
                "no-source",
                f"does not say which {'ontology' if file.role == 'ontology' else 'source'} it is",
                path=file.name,
                remedy=f"add a subject with an IRI that is `a {kind}`, with title, publisher and date",
            )
        )
    raise _BadFileError(
        Finding(
            "several-sources",
            f"describes several subjects that are `a {kind}`: "
            + ", ".join(sorted(terms.compact(iri.value, prefixes) for iri in iris)),
            path=file.name,
            line=line_of(text, iris[-1].value, prefixes),
            remedy="one document is one file; type documents that are only mentioned as kg:Document",
        )
    )
