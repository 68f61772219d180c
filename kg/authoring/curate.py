"""From a text to a source's file: its passages, and the file to begin with."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.authoring.formatter import format_text
from kg.errors import DataError, OutputError, ProjectError, UnknownNameError, UsageError
from kg.evidence.texts import digest, place_in, runs
from kg.load.files import load, read_files
from kg.project.paths import display, replace_file
from kg.project.project import Project, shipped_root
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, SOURCE_CLASS, Triple, plain
from kg.rdf.positions import line_of
from kg.rdf.syntax import syntax_finding
from kg.sparql.resolve import fold

SourceType = Literal["news", "official", "reference"]
TYPES: Mapping[str, str] = {"news": "NewsReport", "official": "OfficialText", "reference": "ReferenceData"}
#: So many words in a row, taken over from the text, are no gist.
_COPIED = 8
_PASSAGE = ox.NamedNode(f"{terms.KG}Passage")


# ---- Passages


@dataclass(frozen=True)
class Quote:
    """Words of a text, and where they stand.

    Parameters
    ----------
    words : str
    start, end : int
        Offsets; the end is exclusive.
    paragraph, sentence : int
        Counted from 1.
    """

    words: str
    start: int
    end: int
    paragraph: int
    sentence: int

    def __str__(self) -> str:
        return f"paragraph {self.paragraph}, sentence {self.sentence}, characters {self.start}–{self.end}"


@dataclass(frozen=True)
class SourceText:
    """The Turtle file of a source, read for what a new passage needs.

    Parameters
    ----------
    path : pathlib.Path
    text : str
    iri : str
        Of the source.
    triples : tuple of triple
    prefixes : mapping of str to str
        That the file declares.
    """

    path: Path
    text: str
    iri: str
    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]


def find_words(text: str, words: str, *, nth: int | None = None, start: int | None = None) -> Quote:
    """Find words in a text.

    Parameters
    ----------
    text : str
    words : str
        As the text has them, to the letter.
    nth : int, optional
        Which place is meant, from 1, where they stand there several times.
    start : int, optional
        The offset of the place that is meant.

    Raises
    ------
    UsageError
        Where they do not stand there, with what comes nearest; or several times, with each place.

    Examples
    --------
    >>> str(find_words("They met. They left.", "They left."))
    'paragraph 1, sentence 2, characters 10–20'
    """
    if not words.strip():
        raise UsageError("give the words of the passage, as the text has them")
    places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    quotes = [Quote(words, at, at + len(words), *place_in(text, at)) for at in places]
    if not quotes:
        raise UsageError(f"the text does not have these words: “{_short(words)}”{_nearest(text, words)}")
    if start is not None:
        chosen = [quote for quote in quotes if quote.start == start]
        if not chosen:
            raise UsageError(f"the words do not stand at {start}, but at: {_list(quotes, text)}")
        return chosen[0]
    if nth is not None:
        if not 1 <= nth <= len(quotes):
            raise UsageError(f"there is no place {nth}; the words stand at: {_list(quotes, text)}")
        return quotes[nth - 1]
    if len(quotes) > 1:
        raise UsageError(
            f"the words stand there {len(quotes)} times: {_list(quotes, text)}\n"
            "make them longer, or choose one with --nth NUMBER or --start OFFSET"
        )
    return quotes[0]


def _list(quotes: Iterable[Quote], text: str) -> str:
    lines = []
    for number, quote in enumerate(quotes, 1):
        around = f"{text[max(0, quote.start - 20) : quote.start]}[{quote.words}]{text[quote.end : quote.end + 20]}"
        lines.append(f"\n  {number}: {quote}: …{_short(around, 90)}…")
    return "".join(lines)


def _short(words: str, most: int = 70) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def _nearest(text: str, words: str) -> str:
    """Say what in a text comes nearest to words that it does not have."""
    loose = r"\s+".join(re.escape(word) for word in _plain(words).split())
    if match := re.search(loose, _plain(text), re.IGNORECASE):
        # One character stands for one, so that the places are those of the text.
        return f"\nit has them as: “{text[match.start() : match.end()]}”"
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    size = len(words.split())
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_plain(words).casefold())
    best, ratio = "", 0.6
    for place in range(max(1, len(spans) - size + 1)):
        window = spans[place : place + size]
        candidate = text[window[0][0] : window[-1][1]] if window else ""
        matcher.set_seq1(_plain(candidate).casefold())
        if matcher.real_quick_ratio() > ratio and matcher.quick_ratio() > ratio and matcher.ratio() > ratio:
            best, ratio = candidate, matcher.ratio()
    return f"\nnearest: “{_short(best, 300)}”" if best else ""


def _plain(text: str) -> str:
    """Replace typographic signs by plain ones, one for one."""
    return text.translate(str.maketrans("“”„‘’‚–—\u00a0", "\"\"\"'''-- "))


def read_source(path: Path | str) -> SourceText:
    """Read the Turtle file of a source.

    Raises
    ------
    UsageError
        Where it cannot be read, or describes no source.
    DataError
        Where it is no Turtle.
    """
    path = Path(path)
    name = display(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: is not UTF-8; save it as UTF-8") from error
    parser = ox.parse(text.removeprefix("\ufeff"), format=ox.RdfFormat.TURTLE)
    try:
        triples = tuple(map(plain, parser))
    except SyntaxError as error:
        raise DataError(f"{name}: cannot be used before this is mended", [syntax_finding(name, text, error)]) from error
    sources = sorted({s.value for s, p, o in triples if p == RDF_TYPE and o == SOURCE_CLASS})
    if len(sources) != 1:
        raise UsageError(f"{name}: describes {len(sources) or 'no'} sources; name the file of one")
    return SourceText(path, text, sources[0], triples, dict(parser.prefixes))


def find_source_file(project: Project, name: str) -> Path:
    """Return the Turtle file that is meant: a path, or the name of a source of the project.

    Raises
    ------
    UnknownNameError
        Where it is neither.
    """
    path = Path(name)
    if path.suffix == ".ttl" or path.is_file():
        return path
    files = {file.path.stem: file.path for file in project.files() if file.path.is_relative_to(project.root)}
    local = terms.local_name(terms.expand(name) or name).partition(":")[2] or terms.local_name(name)
    if local not in files:
        raise UnknownNameError("source", name, files, "give its name, or its Turtle file")
    return files[local]


def passage_turtle(source: SourceText, quote: Quote, gist: str = "") -> tuple[str, str]:
    """Write a passage in the prefixes of its source's file.

    Parameters
    ----------
    source : SourceText
    quote : Quote
    gist : str, optional
        What the passage says, in words of one's own; a placeholder stands there unless told.

    Returns
    -------
    tuple of str
        Its name, such as ``p:25-94``, and the Turtle.

    Raises
    ------
    UsageError
        Where the file lacks a prefix that is needed, or the gist is copied from the text.
    """
    if copied := set(runs(gist, _COPIED)) & set(runs(quote.words, _COPIED)):
        raise UsageError(
            f"the gist takes {_COPIED} words from the text (“{' '.join(min(copied))}”); say it in words of your own"
        )
    if gist and len(gist.split()) > 1 and fold(gist) == fold(quote.words):
        raise UsageError("the gist is the text itself; say it in words of your own")
    local = terms.local_name(source.iri)
    kg, oa = (_prefix(source, iri, name) for iri, name in ((terms.KG, "kg"), (terms.OA, "oa")))
    place = _passage_namespace(source) or f"{_base_of(source)}passage/{local}/"
    name = f"{_prefix(source, place, 'p')}:{quote.start}-{quote.end}"
    says = _literal(gist) if gist else '"..."'
    about = terms.compact(source.iri, source.prefixes)
    about = about if about != source.iri else f"<{source.iri}>"
    return name, (
        f"{name} a {kg}:Passage ; {kg}:inSource {about} ;\n"
        f"    {kg}:paragraph {quote.paragraph} ; {kg}:sentence {quote.sentence} ; "
        f"{oa}:start {quote.start} ; {oa}:end {quote.end} ;\n"
        f'    {kg}:sha256 "{digest(quote.words)}" ;\n'
        f"    {kg}:gist {says}@en .\n"
    )


def add_passage(source: SourceText, quote: Quote, gist: str) -> str:
    """Add a passage at the end of its source's file, in one step; the rest stays as it is, byte for byte.

    Parameters
    ----------
    source : SourceText
    quote : Quote
    gist : str

    Returns
    -------
    str
        The passage's name, such as ``p:25-94``.

    Raises
    ------
    UsageError
        Where the gist is missing, or the file already has a passage of this place.
    OutputError
        Where the file cannot be written.
    """
    if not gist.strip():
        raise UsageError('a passage that is written needs its gist: --gist "what it says, in your words"')
    name, turtle = passage_turtle(source, quote, gist)
    iri = terms.expand(name, source.prefixes) or name
    for subject, predicate, obj in source.triples:
        if subject.value == iri or (predicate.value == f"{terms.OA}start" and obj.value == str(quote.start)):
            ends = {o.value for s, p, o in source.triples if s == subject and p.value == f"{terms.OA}end"}
            if subject.value == iri or str(quote.end) in ends:
                line = line_of(source.text, subject.value, source.prefixes)
                where = f"{display(source.path)}:{line}" if line else display(source.path)
                there = terms.compact(subject.value, source.prefixes)
                raise UsageError(f"{where}: the passage is there already; cite it as {there}")
    content = source.path.read_bytes()
    newline = "\r\n" if b"\r\n" in content else "\n"
    gap = b"" if not content or content.endswith((b"\n\n", b"\r\n\r\n")) else newline.encode()
    if content and not content.endswith(b"\n"):
        gap += newline.encode()
    replace_file(source.path, content + gap + turtle.replace("\n", newline).encode())
    return name


def _prefix(source: SourceText, namespace: str, usual: str) -> str:
    for prefix, iri in source.prefixes.items():
        if iri == namespace:
            return prefix
    if usual in source.prefixes:
        raise UsageError(f"{display(source.path)}: no prefix for <{namespace}>; add one: @prefix NAME: <{namespace}> .")
    raise UsageError(f"{display(source.path)}: add this line at the top: @prefix {usual}: <{namespace}> .")


def _passage_namespace(source: SourceText) -> str | None:
    """Return the namespace of the passages of a file: that of those it has, or the one declared for them."""
    named = [s.value for s, p, o in source.triples if p == RDF_TYPE and o == _PASSAGE and isinstance(s, ox.NamedNode)]
    namespaces = [iri[: len(iri) - len(terms.local_name(iri))] for iri in named]
    declared = [iri for iri in source.prefixes.values() if iri.endswith(f"/passage/{terms.local_name(source.iri)}/")]
    known = [iri for iri in namespaces if iri in source.prefixes.values()]
    return next(iter(known or declared), None)


def _base_of(source: SourceText) -> str:
    local = terms.local_name(source.iri)
    return source.iri.removesuffix(local).removesuffix("source/")


# ---- Sources


@dataclass(frozen=True)
class SourceDetails:
    """What a new source needs.

    Parameters
    ----------
    title : str
    publisher : str
        Name of an organisation that the graph knows, or its IRI; of a new one where ``new_publisher``.
    issued : datetime.date
    kind : {"news", "official", "reference"}
    language : str
        Tag, such as ``en``.
    url : str
    retrieved : datetime.date or None
        When the page at the URL was read.
    name : str
        Of the file and of the source's IRI; from publisher and date unless told.
    new_publisher : bool
        Whether the file is to declare the publisher.
    """

    title: str
    publisher: str
    issued: datetime.date
    kind: SourceType = "news"
    language: str = "en"
    url: str = ""
    retrieved: datetime.date | None = None
    name: str = ""
    new_publisher: bool = False


@dataclass(frozen=True)
class Known:
    """What the files of a project know already: organisations, sources, prefixes.

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


def known_of(project: Project) -> Known:
    """Read what the files of a project know; files that cannot be read are passed over."""
    loaded = load(read_files(project, need_source=False))
    triples = [triple for parsed in loaded.parsed for triple in parsed.triples]
    kinds = {f"{terms.KG}Organisation"}
    while more := {
        s.value for s, p, o in triples
        if p.value == f"{terms.RDFS}subClassOf" and o.value in kinds and s.value not in kinds
    }:  # fmt: skip
        kinds |= more
    organisations = {s.value for s, p, o in triples if p == RDF_TYPE and o.value in kinds}
    names: dict[str, list[str]] = {iri: [terms.local_name(iri)] for iri in sorted(organisations)}
    for s, p, o in triples:
        if s.value in names and p.value in (terms.PREF_LABEL, terms.ALT_LABEL):
            names[s.value].append(o.value)
    described = frozenset(parsed.iri.value for parsed in loaded.parsed)
    pages = {o.value: s.value for s, p, o in triples if p.value == f"{terms.KG}url" and s.value in described}
    prefixes = {namespace: prefix for prefix, namespace in sorted(loaded.prefixes.items(), reverse=True)}
    return Known({iri: tuple(dict.fromkeys(found)) for iri, found in names.items()}, described, pages, prefixes)


def find_publisher(known: Known, name: str) -> str | None:
    """Return the IRI of the organisation of a name; None where there is none."""
    iri = terms.expand(name, {prefix: namespace for namespace, prefix in known.prefixes.items()})
    if iri in known.organisations:
        return iri
    hits = [iri for iri, names in known.organisations.items() if fold(name) in map(fold, names)]
    if len(hits) > 1:
        raise UsageError(f"{name!r} names {len(hits)} organisations: {', '.join(hits)}\ngive the IRI")
    return hits[0] if hits else None


def propose_name(publisher: str, issued: datetime.date) -> str:
    """Propose the name of a source.

    Examples
    --------
    >>> propose_name("Kun.uz", datetime.date(2024, 11, 16))
    'kun-uz-2024-11-16'
    """
    return f"{slug(publisher)}-{issued}"


def slug(text: str) -> str:
    """Write a text as a part of an IRI: small Latin letters, digits and hyphens.

    Examples
    --------
    >>> slug("Ministère de l’Océan (test)")
    'ministere-de-l-ocean-test'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text.replace("&", " and "))).strip("-")


def check_writable(project: Project, start: Path | None = None) -> None:
    """Make sure that files of a project are the user's to write.

    Raises
    ------
    ProjectError
        For the graph that kg ships, unless one stands in a checkout of kg.
    """
    if not project.shipped:
        return
    root = shipped_root().resolve()
    here = (start or Path.cwd()).resolve()
    if not (root / "pyproject.toml").is_file() or not here.is_relative_to(root):
        raise ProjectError(
            "here stands no project of yours, and the graph that kg ships is not to be edited; "
            "start one with: kg init DIR"
        )


def new_source(project: Project, details: SourceDetails) -> Path:
    """Write the file of a new source, with its description and room for what it says.

    Parameters
    ----------
    project : Project
    details : SourceDetails

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    UsageError
        Where a detail cannot be used, the publisher is not known, or there is such a source already.
    OutputError
        Where the file cannot be written.
    """
    known = known_of(project)
    publisher = _publisher(known, details)
    label = details.publisher if details.new_publisher else known.organisations[str(publisher)][0]
    name = details.name or propose_name(label, details.issued)
    _check(details, name, known)
    iri = f"{project.base}source/{name}"
    path = project.root / "data" / "sources" / f"{name}.ttl"
    if iri in known.sources or path.exists():
        raise UsageError(f"{display(path)}: there is such a source already; choose another name with --name")
    text = format_text(_template(project, details, name, publisher, known), display(path))
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        # Another process may have begun the same meanwhile: "x" never writes over a file.
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise OutputError(f"{display(path)}: cannot be written: {error.strerror or error}") from error
    return path


def _publisher(known: Known, details: SourceDetails) -> str | None:
    """Return the IRI of the publisher; None where the file is to declare it."""
    found = find_publisher(known, details.publisher)
    if details.new_publisher:
        if found is not None:
            raise UsageError(f"{details.publisher!r} is known already; name it as --publisher")
        if not slug(details.publisher):
            raise UsageError("--new-publisher: give a name with Latin letters, for its IRI")
        return None
    if found is None:
        names = [name for names in known.organisations.values() for name in names[1:] or names]
        raise UnknownNameError(
            "organisation", details.publisher, names, "if it is a new one: --new-publisher instead of --publisher"
        )
    return found


def _check(details: SourceDetails, name: str, known: Known) -> None:
    if not details.title.strip():
        raise UsageError("--title: give the title of the document")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", details.language):
        raise UsageError(f"--language: {details.language!r} is no language tag such as en, uz or zh-Hans")
    if details.kind not in TYPES:
        raise UnknownNameError("type of source", details.kind, TYPES, f"there are: {', '.join(TYPES)}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise UsageError(f"--name: {name!r} is no name such as kun-uz-2024-11-16: small letters, digits, hyphens")
    if details.url:
        parts = urlsplit(details.url)
        if parts.scheme not in ("http", "https") or not parts.netloc or not terms.is_iri(details.url):
            raise UsageError(f"--url: {details.url!r} is no address such as https://example.org/report")
        if details.retrieved is None:
            raise UsageError("--retrieved: say on which day the page was read, as 2024-11-16")
        if details.url in known.pages:
            raise UsageError(f"--url: {terms.local_name(known.pages[details.url])} describes this page already")
    if details.retrieved is not None and details.retrieved < details.issued:
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
        f'    dcterms:issued "{details.issued}"^^xsd:date ;',
        f'    dcterms:language "{details.language}"',
    ]
    if details.url:
        lines[-1] += " ;"
        lines.append(f"    kg:url {_literal(details.url)}^^xsd:anyURI ;")
        lines.append(f'    kg:retrieved "{details.retrieved}"^^xsd:date')
    head = "# One document, one file, one named graph. All texts here are our own words, save names and titles.\n"
    declarations = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return f"{head}\n{declarations}\n" + "\n".join(lines) + f" .\n{declared}"


def _literal(text: str) -> str:
    """Write a text as a literal of Turtle."""
    return str(ox.Literal(text))
