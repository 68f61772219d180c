"""Texts of sources that are at hand → what stands at a passage, and whether it still does.

The texts belong to their publishers, so the graph holds none of them: of a passage it knows its offsets and the
SHA-256 of its words. Where somebody has the texts in a folder, the words are cut from them and checked.

Offsets count Unicode code points of the file decoded as UTF-8, line ends as they are.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import UsageError
from kg.project.paths import display
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

Status = Literal["fits", "changed", "outside", "missing"]

_PASSAGE_CLASS = ox.NamedNode(f"{terms.KG}Passage")
_IN_SOURCE = ox.NamedNode(f"{terms.KG}inSource")
#: Words that a text fragment gives in full; of longer passages it names the first and the last.
_WHOLE = 12
_ENDS = 5


@dataclass(frozen=True)
class Passage:
    """A place in a text, as a source's file says.

    Parameters
    ----------
    node : str
        IRI of the passage, or the label of a blank node.
    graph, document : str
        IRIs of the source that names it, and of the document that it stands in; as a rule the same.
    start, end : int
        Offsets; the end is exclusive.
    sha256 : str
    paragraph : int or None
    """

    node: str
    graph: str
    document: str
    start: int
    end: int
    sha256: str
    paragraph: int | None = None


@dataclass(frozen=True)
class Reading:
    """What stands at a passage.

    Parameters
    ----------
    status : {"fits", "changed", "outside", "missing"}
        Whether the words are those that the passage was made from; ``missing`` where no text is at hand.
    quote : str
        What stands there now, where the text is at hand and long enough.
    file : str
        Name of the text's file.
    moved : tuple of int or None
        For a text that has changed: where the passage's own words stand now.
    length : int
        Of the text, in code points.
    """

    status: Status
    quote: str = ""
    file: str = ""
    moved: tuple[int, int] | None = None
    length: int = 0

    def __str__(self) -> str:
        """Say it in words; nothing where all is well."""
        if self.status == "outside":
            return f"outside its text: {self.file} has {self.length} characters"
        if self.status == "changed":
            where = f"; its words now stand at {self.moved[0]}–{self.moved[1]}" if self.moved else ""
            return f"the text has changed{where}"
        return "the text is not at hand" if self.status == "missing" else ""


class Texts:
    """The texts in a folder, and which of them is whose.

    Parameters
    ----------
    folder : path
        Its ``.txt`` files are the texts.

    Raises
    ------
    UsageError
        Where there is no such folder.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "report-2025.txt").write_text("They met in Paris.", encoding="utf-8")
    ...     Texts(folder).of("https://example.org/source/report-2025").name
    'report-2025.txt'
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise UsageError(f"{folder}: no such folder; name the one that the texts of the sources lie in")
        self._contents: dict[Path, str] = {}
        #: Files that could not be read, and why.
        self.problems: dict[str, str] = {}
        for path in sorted(self.folder.glob("*.txt")):
            try:
                self._contents[path] = read_text(path)
            except UsageError as error:
                self.problems[path.name] = str(error)
        self._found: dict[str, Path | None] = {}

    def __repr__(self) -> str:
        return f"<Texts: {len(self._contents)} in {display(self.folder)}>"

    def of(self, document: str, passages: Iterable[Passage] = ()) -> Path | None:
        """Return the file with the text of a document.

        That is the one named after it (``report-2025.txt`` for ``.../source/report-2025``), else the one that
        fits most of its passages.

        Parameters
        ----------
        document : str
            IRI.
        passages : iterable of Passage, optional
            To tell by where no file has its name.
        """
        if document not in self._found:
            named = self.folder / f"{terms.local_name(document)}.txt"
            known = tuple(passages)
            if named not in self._contents and not known:
                return None
            self._found[document] = named if named in self._contents else self._by_hash(known)
        return self._found[document]

    def content(self, path: Path) -> str:
        """Return a text."""
        return self._contents[path]

    def _by_hash(self, passages: Sequence[Passage]) -> Path | None:
        counts = {path: sum(_fits(text, passage) for passage in passages) for path, text in self._contents.items()}
        best = max(counts, key=lambda path: (counts[path], path), default=None)
        return best if best is not None and counts[best] else None

    def read(self, passage: Passage, others: Iterable[Passage] = ()) -> Reading:
        """Read what stands at a passage.

        Parameters
        ----------
        passage : Passage
        others : iterable of Passage, optional
            All that its document has, to tell its text by.
        """
        path = self.of(passage.document, (passage, *others))
        if path is None:
            return Reading("missing")
        text = self._contents[path]
        if not 0 <= passage.start < passage.end <= len(text):
            return Reading("outside", file=path.name, length=len(text), moved=_search(text, passage))
        words = text[passage.start : passage.end]
        if _fits(text, passage):
            return Reading("fits", words, path.name, length=len(text))
        return Reading("changed", words, path.name, _search(text, passage), len(text))


def read_text(path: Path | str) -> str:
    """Read a text as offsets count it: UTF-8, line ends as they are.

    Raises
    ------
    UsageError
        Where it cannot be read, or is not UTF-8.
    """
    path = Path(path)
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{display(path)}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{display(path)}: is not UTF-8 (byte {error.start}); save it as UTF-8 before any passage is made from it"
        ) from error


def default_folder(project: Project) -> Path | None:
    """Return where the texts lie unless told: ``KG_TEXTS``, or ``texts`` of the project's kg.toml.

    Examples
    --------
    >>> from kg import sources
    >>> default_folder(sources.shipped()) is None
    True
    """
    if named := os.environ.get("KG_TEXTS"):
        return Path(named)
    return project.root / project.texts if project.texts else None


def open_texts(project: Project, folder: Path | str | None = None) -> Texts | None:
    """Open the folder of texts that is named, or else the project's; None where there is neither.

    Raises
    ------
    UsageError
        Where it is no folder.
    """
    place = folder or default_folder(project)
    return None if place is None else Texts(place)


def digest(words: str) -> str:
    """Return the SHA-256 of words, as passages have it.

    Examples
    --------
    >>> digest("Paris")[:8]
    '5dd272b4'
    """
    return hashlib.sha256(words.encode("utf-8", errors="surrogatepass")).hexdigest()


def passages(snapshot: Snapshot) -> list[Passage]:
    """List the passages that have a place in a text, by source and place.

    Those of sources that were read in excerpts have none, and are left out.
    """
    found = []
    for info in snapshot.manifest.graphs:
        graph = ox.NamedNode(info.iri)
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, _PASSAGE_CLASS, graph):
            if isinstance(quad.subject, ox.Triple):
                continue
            passage = _passage(snapshot, quad.subject, graph)
            if passage is not None:
                found.append(passage)
    return sorted(found, key=lambda passage: (passage.graph, passage.start, passage.end, passage.node))


def readings(snapshot: Snapshot, texts: Texts) -> list[tuple[Passage, Reading]]:
    """Read what stands at each passage of a graph.

    Examples
    --------
    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     {reading.status for _, reading in readings(kg.open().snapshot, Texts(empty))}
    {'missing'}
    """
    found = passages(snapshot)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in found:
        by_document[passage.document].append(passage)
    return [(passage, texts.read(passage, by_document[passage.document])) for passage in found]


def unmatched_passages(snapshot: Snapshot, texts: Texts | None) -> Result:
    """Answer which passages no longer match their text (question 48).

    A source whose text is not at hand has one row that says so: of its passages nobody can tell.

    Parameters
    ----------
    snapshot : Snapshot
    texts : Texts or None
        None where there is no folder of texts at all.

    Returns
    -------
    kg.sparql.results.Result
        ``passage``, ``source``, ``problem`` (``changed``, ``outside`` or ``missing``), ``start``, ``end``, the
        ``file``, and where the words stand now (``now_start``, ``now_end``) if they are in it.

    Examples
    --------
    >>> import kg
    >>> {row["problem"] for row in unmatched_passages(kg.open().snapshot, None)}
    {'missing'}
    """
    columns = ("passage", "source", "problem", "start", "end", "file", "now_start", "now_end")
    rows: list[tuple[Term | None, ...]] = []
    documents = {passage.document for passage in passages(snapshot)}
    found = [] if texts is None else readings(snapshot, texts)
    there = {passage.document for passage, reading in found if reading.status != "missing"}
    for document in sorted(documents - there):
        rows.append((None, ox.NamedNode(document), ox.Literal("missing"), None, None, None, None, None))
    for passage, reading in found:
        if reading.status in ("changed", "outside"):
            now = [ox.Literal(place) for place in reading.moved] if reading.moved else [None, None]
            rows.append(
                (
                    _named(passage.node), ox.NamedNode(passage.graph),
                    ox.Literal(reading.status), ox.Literal(passage.start), ox.Literal(passage.end),
                    ox.Literal(reading.file), *now,
                )
            )  # fmt: skip
    return Result(columns, tuple(rows), snapshot)


def with_quotes(result: Result, texts: Texts) -> Result:
    """Add to an answer that names passages what stands at them.

    Parameters
    ----------
    result : kg.sparql.results.Result
        Rows with ``source``, ``start`` and ``end``, as those of the query ``passages`` (question 25); others are
        returned as they are.
    texts : Texts

    Returns
    -------
    kg.sparql.results.Result
        With ``quote`` and ``text``: fits, changed, outside or missing.

    Examples
    --------
    >>> import kg, tempfile
    >>> graph = kg.open()
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     with_quotes(graph.ask("passages"), Texts(empty)).columns[-2:]
    ('quote', 'text')
    """
    if not {"source", "start", "end"} <= set(result.columns):
        return result
    found = {
        (passage.graph, str(passage.start), str(passage.end)): reading
        for passage, reading in readings(result.snapshot, texts)
    }
    places = [result.columns.index(name) for name in ("source", "start", "end")]
    rows = []
    for row in result.rows:
        reading = found.get(tuple(getattr(row[place], "value", "") for place in places))  # type: ignore[arg-type]
        said = (ox.Literal(reading.quote) if reading.quote else None, ox.Literal(reading.status)) if reading else None
        rows.append((*row, *(said or (None, None))))
    return Result((*result.columns, "quote", "text"), tuple(rows), result.snapshot)


def _named(node: str) -> ox.NamedNode | None:
    return ox.NamedNode(node) if terms.is_iri(node) else None


def _passage(snapshot: Snapshot, node: ox.NamedNode | ox.BlankNode, graph: ox.NamedNode) -> Passage | None:
    values: dict[str, str] = {}
    for quad in snapshot.store.quads_for_pattern(node, None, None, graph):
        if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            values[quad.predicate.value] = quad.object.value
    numbers = {key: values.get(f"{prefix}{key}", "") for prefix, key in ((terms.OA, "start"), (terms.OA, "end"))}
    sha256 = values.get(f"{terms.KG}sha256", "")
    if not sha256 or not all(re.fullmatch(r"-?\d+", number) for number in numbers.values()):
        # What the shapes say of such a passage is enough.
        return None
    paragraph = values.get(f"{terms.KG}paragraph", "")
    return Passage(
        node=node.value,
        graph=graph.value,
        document=values.get(_IN_SOURCE.value, graph.value),
        start=int(numbers["start"]),
        end=int(numbers["end"]),
        sha256=sha256,
        paragraph=int(paragraph) if paragraph.isdecimal() else None,
    )


def _fits(text: str, passage: Passage) -> bool:
    start, end = passage.start, passage.end
    return 0 <= start < end <= len(text) and digest(text[start:end]) == passage.sha256


def _search(text: str, passage: Passage) -> tuple[int, int] | None:
    """Find where the words of a passage stand now: the place of their hash that is nearest to the old one."""
    length = passage.end - passage.start
    if length <= 0:
        return None
    hits = (start for start in range(len(text) - length + 1) if digest(text[start : start + length]) == passage.sha256)
    best = min(hits, key=lambda start: abs(start - passage.start), default=None)
    return None if best is None else (best, best + length)


# ---- Paragraphs and sentences


_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
# The end of a sentence: its mark, closing quotes or brackets, and space; Chinese and Japanese need no space.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*")
#: End no sentence where a dot follows.
_ABBREVIATED = """
    mr mrs ms dr prof st gen col lt maj capt cmdr sgt adm amb sen rep gov hon rev pres min dep asst sec
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    no nos vs etc cf al approx dept est inc ltd co corp bros vol art par para pp fig ed eds
"""
#: After initials such as "U.S." only these begin a sentence; anything else may be a name.
_STARTING = """
    a an the this that these those it its he she they we i in on at by for from with as after before during when
    while both all each some many and but or so yet however moreover meanwhile also further there here if
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_STARTERS = frozenset(_STARTING.split())


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""List the paragraphs of a text, runs of lines that are not blank, by their offsets.

    Examples
    --------
    >>> paragraphs("One.\n\nTwo,\nstill two.\n")
    [(0, 5), (6, 22)]
    """
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """List the sentences of a paragraph by their offsets in the text.

    Abbreviations and initials end no sentence. It is a guess all the same, made for people: offsets decide.

    Examples
    --------
    >>> text = "It was held in Washington, D.C., by the U.S. Department of State. Mr. Lu led."
    >>> [text[start:end] for start, end in sentences(text)]
    ['It was held in Washington, D.C., by the U.S. Department of State.', 'Mr. Lu led.']
    """
    end = len(text) if end is None else end
    found = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        after = re.compile(r"\s*").match(text, match.end(), end)
        following = after.end() if after else match.end()
        if following >= end:
            break
        if _ends_sentence(text[begin : match.end()], text[following:end]):
            found.append((begin, match.end()))
            begin = following
    last = end - (len(text[begin:end]) - len(text[begin:end].rstrip()))
    return [*found, (begin, last)] if last > begin else found


def _ends_sentence(before: str, after: str) -> bool:
    opening = re.match(r"[\"'“‘«(\[]*(\w+)?", after)
    word = (opening[1] or "") if opening else ""
    if word[:1].islower():
        return False
    if not before.endswith("."):
        return True
    last = re.search(r"(\S+)\.$", before)
    token = last[1].strip("\"'“‘«(").casefold() if last else ""
    if re.fullmatch(r"(?:\w\.)+\w", token):
        return word.casefold() in _STARTERS
    return token not in _ABBREVIATIONS and not re.fullmatch(r"[^\W\d_]", token)


def place_in(text: str, start: int) -> tuple[int, int]:
    r"""Return the numbers of the paragraph, and of the sentence in it, that an offset stands in; both from 1.

    Examples
    --------
    >>> place_in("One. Two.\n\nThree. Four.", 18)
    (2, 2)
    """
    spans = paragraphs(text)
    number = max(1, bisect_right([begin for begin, _ in spans], start))
    if not spans:
        return (1, 1)
    begins = [begin for begin, _ in sentences(text, *spans[number - 1])]
    return (number, max(1, bisect_right(begins, start)))


# ---- Links


class _Words:
    """The words of a text with their places, to cut whole words and to find out what is told once only."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [match.span() for match in re.finditer(r"\S+", text)]
        # Browsers compare without case; a few letters change their length by that.
        self._folded = text.lower() if len(text.lower()) == len(text) else text

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the words of a stretch; one that is cut in two counts as whole."""
        return [span for span in self.spans if span[0] < end and span[1] > start]

    def is_first(self, start: int, end: int, after: int = 0) -> bool:
        """Tell whether a stretch is the first of its words in the text: browsers go to the first."""
        return self._folded.find(self._folded[start:end], after) == start


def text_fragment(text: str, start: int, end: int) -> str:
    r"""Make the fragment of a link that leads to a passage on its publisher's page.

    As the WICG's draft on text fragments has it: whole words, in full or by the first and the last few, with the
    words before them where they would lead elsewhere first. Browsers that know no fragments open the page as ever.

    Parameters
    ----------
    text : str
    start, end : int
        Offsets of the passage.

    Returns
    -------
    str
        ``:~:text=...``, percent-encoded, to stand after ``#``; empty where there are no words.

    Examples
    --------
    >>> text_fragment("They met in Paris. They left, by-and-by.", 0, 18)
    ':~:text=They%20met%20in%20Paris.'
    >>> text_fragment("They met in Paris. They left, by-and-by.", 19, 40)
    ':~:text=They%20left%2C%20by%2Dand%2Dby.'
    """
    words = _Words(text)
    chosen = words.within(start, end)
    if not chosen:
        return ""
    begin, stop = _trim(text, chosen, start, end)
    lead_end, parts = stop, [text[begin:stop]]
    if len(chosen) > _WHOLE or "\n" in text[begin:stop]:
        lead_end, tail = _ends(words, chosen, begin, stop)
        parts = [text[begin:lead_end], text[tail:stop]]
    prefix = ""
    if not words.is_first(begin, lead_end):
        before = _last_line([span for span in words.spans if span[1] <= begin], text)
        for many in range(1, min(len(before), _ENDS) + 1):
            prefix = text[before[-many][0] : before[-1][1]]
            if words.is_first(before[-many][0], lead_end):
                break
    encoded = ",".join(map(_encode, parts))
    return f":~:text={_encode(prefix)}-,{encoded}" if prefix else f":~:text={encoded}"


def _ends(words: _Words, chosen: Sequence[tuple[int, int]], begin: int, stop: int) -> tuple[int, int]:
    """Return where the first words of a passage end and the last ones begin; each of them stands on one line."""
    head, tail = _first_line(chosen, words.text), _last_line(chosen, words.text)
    most = max(1, len(chosen) // 2)
    head, tail = head[:most], tail[-most:]
    # Words that lead elsewhere first are made more.
    leads = [end for _, end in head[_ENDS - 1 :]] or [head[-1][1]]
    lead_end = min(stop, next((end for end in leads if words.is_first(begin, end)), leads[0]))
    tails = [start for start, _ in reversed(tail[: 1 - _ENDS])] or [tail[0][0]]
    return lead_end, next((start for start in tails if words.is_first(start, stop, lead_end)), tails[0])


def _first_line(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the words up to the first line end: a browser looks for a term inside of one block of the page."""
    for place, (before, after) in enumerate(pairwise(spans), 1):
        if "\n" in text[before[1] : after[0]]:
            return list(spans[:place])
    return list(spans)


def _last_line(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    for place in range(len(spans) - 1, 0, -1):
        if "\n" in text[spans[place - 1][1] : spans[place][0]]:
            return list(spans[place:])
    return list(spans)


def link_to(url: str, text: str, start: int, end: int) -> str:
    """Return a link to a passage on a page.

    Examples
    --------
    >>> link_to("https://example.org/a", "They met in Paris.", 0, 8)
    'https://example.org/a#:~:text=They%20met'
    """
    fragment = text_fragment(text, start, end)
    if not url or not fragment:
        return url
    return url.split(":~:", maxsplit=1)[0] + ("" if "#" in url else "#") + fragment


def _trim(text: str, chosen: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Begin and end a stretch with whole words, but without a quote or comma that the passage leaves out."""
    begin, stop = chosen[0][0], chosen[-1][1]
    if start > begin and not text[start - 1].isalnum():
        begin = start
    if end < stop and not text[end].isalnum():
        stop = end
    return begin, stop


def _encode(words: str) -> str:
    """Percent-encode; a hyphen would mark a prefix or a suffix."""
    return quote(re.sub(r"\s+", " ", words).strip(), safe="").replace("-", "%2D")


def runs(words: str, length: int) -> Iterator[tuple[str, ...]]:
    """Yield the runs of so many words, folded; to tell what is copied from what is told anew.

    Examples
    --------
    >>> list(runs("They met, again", 2))
    [('they', 'met'), ('met', 'again')]
    """
    found = re.findall(r"\w+", words.casefold())
    return (tuple(found[place : place + length]) for place in range(len(found) - length + 1))
