"""Makes a passage for a quotation, and adds it to the file of its source (`kg cite`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pyoxigraph as ox

from kg.authoring.new_source import _literal
from kg.errors import DataError, UnknownNameError, UsageError
from kg.evidence.links import runs
from kg.evidence.sentences import place_in
from kg.evidence.texts import digest
from kg.project.paths import display
from kg.project.project import Project
from kg.project.read import read_content
from kg.project.write import change_file
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, SOURCE_CLASS, Triple
from kg.rdf.positions import line_of
from kg.rdf.syntax import parse
from kg.sparql.resolve import fold

#: A gist must not copy so many successive words from the text.
_COPIED = 8


_PASSAGE = ox.NamedNode(f"{terms.KG}Passage")


@dataclass(frozen=True)
class Quote:
    """Words of a text, and their place in it.

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
    """The Turtle file of a source, with what a new passage needs.

    Parameters
    ----------
    path : pathlib.Path
    text : str
    iri : str
        IRI of the source.
    triples : tuple of triple
    prefixes : mapping of str to str
        The prefixes that the file declares.
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
        The words exactly as in the text.
    nth : int, optional
        Which occurrence to take, counted from 1, if there are several.
    start : int, optional
        The offset of the occurrence to take.

    Raises
    ------
    UsageError
        If the text does not contain the words (with the most similar place), or contains them several times (with each
        place).

    Examples
    --------
    >>> str(find_words("They met. They left.", "They left."))
    'paragraph 1, sentence 2, characters 10–20'
    """
    if not words.strip():
        raise UsageError("give the words of the passage, exactly as in the text")
    places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    quotes = [Quote(words, at, at + len(words), *place_in(text, at)) for at in places]
    if not quotes:
        raise UsageError(f"the text does not contain these words: “{_short(words)}”{_nearest(text, words)}")
    if start is not None:
        chosen = [quote for quote in quotes if quote.start == start]
        if not chosen:
            raise UsageError(f"the words are not at {start}, but at: {_list(quotes, text)}")
        return chosen[0]
    if nth is not None:
        if not 1 <= nth <= len(quotes):
            raise UsageError(f"there is no occurrence {nth}; the words are at: {_list(quotes, text)}")
        return quotes[nth - 1]
    if len(quotes) > 1:
        raise UsageError(
            f"the text contains the words {len(quotes)} times: {_list(quotes, text)}\n"
            "give a longer quotation, or choose one with --nth NUMBER or --start OFFSET"
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
    """Return the part of a text that is most similar to words that it does not contain."""
    loose = r"\s+".join(re.escape(word) for word in _plain(words).split())
    if match := re.search(loose, _plain(text), re.IGNORECASE):
        # Characters are replaced one by one, so the places are those of the text.
        return f"\nthe text has: “{text[match.start() : match.end()]}”"
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
    return f"\nmost similar: “{_short(best, 300)}”" if best else ""


def _plain(text: str) -> str:
    """Replace typographic signs by plain ones, one for one."""
    return text.translate(str.maketrans("“”„‘’‚–—\u00a0", "\"\"\"'''-- "))


def read_source(path: Path | str) -> SourceText:
    """Read the Turtle file of a source.

    Raises
    ------
    UsageError
        If it cannot be read, or does not describe exactly one source.
    DataError
        If it is not Turtle.
    """
    try:
        return _read(Path(path), read_content(path))
    except OSError as error:
        raise UsageError(f"{display(Path(path))}: cannot be read: {error.strerror or error}") from error


def _read(path: Path, content: bytes) -> SourceText:
    name = display(path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: is not UTF-8; save it as UTF-8") from error
    try:
        triples, prefixes = parse(name, text.removeprefix("\ufeff"))
    except DataError as error:
        raise DataError(f"{name}: cannot be used before this is corrected", error.findings) from error
    sources = sorted({s.value for s, p, o in triples if p == RDF_TYPE and o == SOURCE_CLASS})
    if len(sources) != 1:
        raise UsageError(f"{name}: describes {len(sources) or 'no'} sources; give the file of exactly one")
    return SourceText(path, text, sources[0], triples, prefixes)


def find_source_file(project: Project, name: str) -> Path:
    """Return the Turtle file for a path or for the name of a source of the project.

    Raises
    ------
    UnknownNameError
        If it is neither of them.
    """
    path = Path(name)
    if path.suffix == ".ttl" or path.is_file():
        return path
    files = {file.path.stem: file.path for file in project.files() if file.path.is_relative_to(project.root)}
    local = terms.local_name(terms.expand(name) or name).partition(":")[2] or terms.local_name(name)
    if local not in files:
        raise UnknownNameError("source", name, files, "give the name of a source, or its Turtle file")
    return files[local]


def passage_turtle(source: SourceText, quote: Quote, gist: str = "") -> tuple[str, str]:
    """Write a passage as Turtle, with the prefixes of the file of its source.

    Parameters
    ----------
    source : SourceText
    quote : Quote
    gist : str, optional
        What the passage says, in your own words; default: a placeholder.

    Returns
    -------
    tuple of str
        The name of the passage, such as ``p:25-94``, and the Turtle.

    Raises
    ------
    UsageError
        If the file lacks a necessary prefix, or the gist is copied from the text.
    """
    if copied := set(runs(gist, _COPIED)) & set(runs(quote.words, _COPIED)):
        raise UsageError(
            f"the gist copies {_COPIED} words from the text (“{' '.join(min(copied))}”); use your own words"
        )
    if gist and len(gist.split()) > 1 and fold(gist) == fold(quote.words):
        raise UsageError("the gist is a copy of the text; use your own words")
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
    """Add a passage to the end of the file of its source, in one step; the rest does not change.

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
        If the gist is missing, or the file already has a passage for this place.
    OutputError
        If the file cannot be written, or was written by another program meanwhile.
    """
    if not gist.strip():
        raise UsageError('--write needs a gist: --gist "what it says, in your words"')
    name = ""

    def with_passage(content: bytes) -> bytes:
        nonlocal name
        # Another process may have changed the file since the source was read.
        now = _read(source.path, content)
        name, turtle = passage_turtle(now, quote, gist)
        _check_new(now, quote, terms.expand(name, now.prefixes) or name)
        newline = "\r\n" if b"\r\n" in content else "\n"
        gap = b"" if content.endswith((b"\n\n", b"\r\n\r\n")) else newline.encode()
        if not content.endswith(b"\n"):
            gap += newline.encode()
        return content + gap + turtle.replace("\n", newline).encode()

    try:
        change_file(source.path, with_passage)
    except OSError as error:
        raise UsageError(f"{display(source.path)}: cannot be read: {error.strerror or error}") from error
    return name


def _check_new(source: SourceText, quote: Quote, iri: str) -> None:
    """Raise an error if a file already has a passage of a name or for a place."""
    for subject, predicate, obj in source.triples:
        if subject.value == iri or (predicate.value == f"{terms.OA}start" and obj.value == str(quote.start)):
            ends = {o.value for s, p, o in source.triples if s == subject and p.value == f"{terms.OA}end"}
            if subject.value == iri or str(quote.end) in ends:
                line = line_of(source.text, subject.value, source.prefixes)
                where = f"{display(source.path)}:{line}" if line else display(source.path)
                there = terms.compact(subject.value, source.prefixes)
                raise UsageError(f"{where}: the file already has this passage; cite it as {there}")


def _prefix(source: SourceText, namespace: str, usual: str) -> str:
    for prefix, iri in source.prefixes.items():
        if iri == namespace:
            return prefix
    if usual in source.prefixes:
        raise UsageError(f"{display(source.path)}: no prefix for <{namespace}>; add one: @prefix NAME: <{namespace}> .")
    raise UsageError(f"{display(source.path)}: add this line at the top: @prefix {usual}: <{namespace}> .")


def _passage_namespace(source: SourceText) -> str | None:
    """Return the namespace of the passages of a file: that of its passages, or the one that it declares for them."""
    named = [s.value for s, p, o in source.triples if p == RDF_TYPE and o == _PASSAGE and isinstance(s, ox.NamedNode)]
    namespaces = [iri[: len(iri) - len(terms.local_name(iri))] for iri in named]
    declared = [iri for iri in source.prefixes.values() if iri.endswith(f"/passage/{terms.local_name(source.iri)}/")]
    known = [iri for iri in namespaces if iri in source.prefixes.values()]
    return next(iter(known or declared), None)


def _base_of(source: SourceText) -> str:
    local = terms.local_name(source.iri)
    return source.iri.removesuffix(local).removesuffix("source/")
