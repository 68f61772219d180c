"""Creates the file of a new source from the details of a document (`kg new`)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.authoring.formatter.files import format_text
from kg.errors import OutputError, UnknownNameError, UsageError
from kg.load.files import load
from kg.load.parsed import KnownFiles
from kg.load.table import Table
from kg.project.contents import read_files
from kg.project.paths import display
from kg.project.project import Project
from kg.project.write import create_file
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.sparql.resolve import fold
from kg.temporal.intervals import UncertainDay, day_of

SourceType = Literal["news", "official", "reference"]
#: The datatype of a date of issue, by its precision.
_DATATYPES: Mapping[str | None, str] = {"day": "date", "month": "gYearMonth", "year": "gYear"}
TYPES: Mapping[str, str] = {"news": "NewsReport", "official": "OfficialText", "reference": "ReferenceData"}


@dataclass(frozen=True)
class SourceDetails:
    """The details of a new source.

    Parameters
    ----------
    title : str
    publisher : str
        Name or IRI of an organisation in the graph; with ``new_publisher``, the name of a new one.
    issued : UncertainDay
        A day, a month or a year.
    kind : {"news", "official", "reference"}
    language : str
        Tag, such as ``en``.
    url : str
    retrieved : datetime.date or None
        When the page at the URL was read.
    name : str
        Name of the file, and last part of the IRI of the source; default: from publisher and date.
    new_publisher : bool
        Whether the file must declare the publisher.
    """

    title: str
    publisher: str
    issued: UncertainDay
    kind: SourceType = "news"
    language: str = "en"
    url: str = ""
    retrieved: datetime.date | None = None
    name: str = ""
    new_publisher: bool = False


@dataclass(frozen=True)
class Known:
    """The organisations, sources and prefixes in the files of a project.

    Parameters
    ----------
    organisations : mapping of str to tuple of str
        Names of each, by IRI.
    sources : frozenset of str
        IRIs.
    pages : mapping of str to str
        IRI of the source, by URL.
    prefixes : mapping of str to str
        Prefix by namespace.
    """

    organisations: Mapping[str, tuple[str, ...]]
    sources: frozenset[str]
    pages: Mapping[str, str]
    prefixes: Mapping[str, str]


def known_of(project: Project, before: KnownFiles | None = None) -> Known:
    """Read the organisations, sources and prefixes of a project; skip files that cannot be read.

    Parameters
    ----------
    project : Project
    before : KnownFiles, optional
        Files that were parsed before, as `kg.build.build.known_files` returns them.
    """
    loaded = load(read_files(project, need_source=False).contents, foreign=project.foreign, known=before)
    table = Table(loaded.parsed)

    def stating(
        *predicates: str, subjects: Iterable[str] | None = None, objects: Iterable[str] | None = None
    ) -> tuple[Triple, ...]:
        rows = table.marked(predicates)[table.predicate]
        for column, iris in ((table.subject, subjects), (table.object, objects)):
            if iris is not None:
                rows &= table.marked(iris)[column]
        return tuple(triple for file in table.only(rows) if len(file.rows) for triple in file.triples)

    kinds = {f"{terms.KG}Organisation"}
    classes = stating(f"{terms.RDFS}subClassOf")
    while more := {s.value for s, _, o in classes if o.value in kinds and s.value not in kinds}:
        kinds |= more
    organisations = {s.value for s, _, _ in stating(terms.RDF_TYPE, objects=kinds)}
    names = {iri: [terms.local_name(iri)] for iri in sorted(organisations)}
    for s, _, o in stating(terms.PREF_LABEL, terms.ALT_LABEL, subjects=names):
        names[s.value].append(o.value)
    described = frozenset(parsed.iri.value for parsed in loaded.parsed)
    pages = {o.value: s.value for s, _, o in stating(f"{terms.KG}url", subjects=described)}
    prefixes = {namespace: prefix for prefix, namespace in sorted(loaded.prefixes.items(), reverse=True)}
    return Known({iri: tuple(dict.fromkeys(found)) for iri, found in names.items()}, described, pages, prefixes)


def find_publisher(known: Known, name: str) -> str | None:
    """Return the IRI of the organisation with a name; None if there is none."""
    iri = terms.expand(name, {prefix: namespace for namespace, prefix in known.prefixes.items()})
    if iri in known.organisations:
        return iri
    hits = [iri for iri, names in known.organisations.items() if fold(name) in map(fold, names)]
    if len(hits) > 1:
        raise UsageError(f"{name!r} names {len(hits)} organisations: {', '.join(hits)}\ngive the IRI")
    return hits[0] if hits else None


def propose_name(publisher: str, issued: UncertainDay) -> str:
    """Propose the name of a source.

    Examples
    --------
    >>> from kg.temporal.intervals import uncertain_day
    >>> propose_name("Kun.uz", uncertain_day("2024-11-16", "2024-11-16"))
    'kun-uz-2024-11-16'
    >>> propose_name("Kun.uz", uncertain_day("2024-11", "2024-11"))
    'kun-uz-2024-11'
    """
    return f"{slug(publisher)}-{issued}"


def slug(text: str) -> str:
    """Write a text as a part of an IRI: lower-case Latin letters, digits and hyphens.

    Examples
    --------
    >>> slug("Ministère de l’Océan (test)")
    'ministere-de-l-ocean-test'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text.replace("&", " and "))).strip("-")


def new_source(project: Project, details: SourceDetails, known: Known | None = None) -> Path:
    """Write the file of a new source with its description.

    Parameters
    ----------
    project : Project
    details : SourceDetails
    known : Known, optional
        What `known_of` has read from the project; read again if it is not given.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    UsageError
        If a detail is invalid, the publisher is unknown, or the source already exists.
    OutputError
        If the file cannot be written.
    """
    known = known or known_of(project)
    publisher = _publisher(known, details)
    label = details.publisher if details.new_publisher else known.organisations[str(publisher)][0]
    name = details.name or propose_name(label, details.issued)
    _check(details, name, known)
    iri = f"{project.base}source/{name}"
    path = project.root / "data" / "sources" / f"{name}.ttl"
    if iri in known.sources or path.exists():
        raise UsageError(f"{display(path)}: the source already exists; choose another name with --name")
    text = format_text(_template(project, details, name, publisher, known), display(path))
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
    except OSError as error:
        raise OutputError(f"{display(path)}: cannot be written: {error.strerror or error}") from error
    create_file(path, text.encode())  # fails if another process has created the file meanwhile
    return path


def _publisher(known: Known, details: SourceDetails) -> str | None:
    """Return the IRI of the publisher; None if the file must declare it."""
    found = find_publisher(known, details.publisher)
    if details.new_publisher:
        if found is not None:
            raise UsageError(f"{details.publisher!r} is already in the graph; use --publisher")
        if not slug(details.publisher):
            raise UsageError("--new-publisher: give a name with Latin letters, for its IRI")
        return None
    if found is None:
        names = [name for names in known.organisations.values() for name in names[1:] or names]
        raise UnknownNameError(
            "organisation",
            details.publisher,
            names,
            "for a new organisation, use --new-publisher instead of --publisher",
        )
    return found


def _check(details: SourceDetails, name: str, known: Known) -> None:
    if not details.title.strip():
        raise UsageError("--title: give the title of the document")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", details.language):
        raise UsageError(f"--language: {details.language!r} is not a language tag such as en, uz or zh-Hans")
    if details.kind not in TYPES:
        raise UnknownNameError("type of source", details.kind, TYPES, f"choose one of: {', '.join(TYPES)}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise UsageError(
            f"--name: {name!r} is not a name such as kun-uz-2024-11-16: lower-case letters, digits, hyphens"
        )
    if details.url:
        if not (terms.is_iri(details.url) and re.match("(?i)https?://[^/?#]", details.url)):
            raise UsageError(f"--url: {details.url!r} is not a web address such as https://example.org/report")
        if details.retrieved is None:
            raise UsageError("--retrieved: give the day on which you read the page, such as 2024-11-16")
        if details.url in known.pages:
            raise UsageError(f"--url: {terms.local_name(known.pages[details.url])} already describes this page")
    earliest = details.issued.earliest
    if details.retrieved is not None and earliest is not None and day_of(details.retrieved) < earliest:
        raise UsageError(f"--retrieved: {details.retrieved} is before the document was issued ({details.issued})")


def _template(project: Project, details: SourceDetails, name: str, publisher: str | None, known: Known) -> str:
    prefixes: dict[str, str] = {
        prefix: terms.PREFIXES[prefix] for prefix in ("kg", "country", "dcterms", "oa", "owl", "skos", "topic", "xsd")
    }

    def prefix_of(kind: str, namespace: str) -> str:
        prefix = known.prefixes.get(namespace) or (kind if project.shipped else f"my-{kind}")
        prefixes[prefix] = namespace
        return prefix

    for kind in ("event", "commitment", "official", "framework"):
        prefix_of(kind, f"{project.base}{kind}/")
    prefixes["p"] = f"{project.base}passage/{name}/"
    source = f"{prefix_of('source', f'{project.base}source/')}:{name}"
    declared = ""
    if publisher is None:
        organisation = prefix_of("organisation", f"{project.base}organisation/")
        stated = f"{organisation}:{slug(details.publisher)}"
        declared = f"\n{stated} a kg:Organisation ; skos:prefLabel {_literal(details.publisher)}@en .\n"
    else:
        namespace = publisher[: len(publisher) - len(terms.local_name(publisher))]
        prefix = known.prefixes.get(namespace)
        stated = f"{prefix}:{terms.local_name(publisher)}" if prefix else f"<{publisher}>"
        if prefix:
            prefixes[prefix] = namespace
    lines = [
        f"{source} a kg:Source , kg:{TYPES[details.kind]} ;",
        f"    dcterms:title {_literal(details.title)}@{details.language} ;",
        f"    dcterms:publisher {stated} ;",
        f'    dcterms:issued "{details.issued}"^^xsd:{_DATATYPES[details.issued.precision]} ;',
        f'    dcterms:language "{details.language}"',
    ]
    if details.url:
        lines[-1] += " ;"
        lines.append(f"    kg:url {_literal(details.url)}^^xsd:anyURI ;")
        lines.append(f'    kg:retrieved "{details.retrieved}"^^xsd:date')
    head = "# One document, one file. Write summaries in your own words; only names and titles are quoted.\n"
    declarations = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return f"{head}\n{declarations}\n" + "\n".join(lines) + f" .\n{declared}"


def _literal(text: str) -> str:
    """Write a text as a literal of Turtle."""
    return str(ox.Literal(text))
