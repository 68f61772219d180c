"""Reads passages in the available texts of sources, and compares them with their hashes.

The texts belong to their publishers, so the graph does not contain them: it has the offsets of a passage and the
SHA-256 of its words. If the texts are in a folder, kg reads the words from them and checks them.

Offsets count Unicode code points of the file decoded as UTF-8, line ends as they are. A byte order mark at the
beginning is no part of the text.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import UsageError
from kg.evidence.passages import Passage
from kg.project.approved import check_inside
from kg.project.paths import CONFIG, display
from kg.project.project import Project
from kg.project.read import read_content
from kg.rdf import terms

Status = Literal["fits", "changed", "outside", "missing"]


@dataclass(frozen=True)
class Reading:
    """The words of a passage, and whether they are unchanged.

    Parameters
    ----------
    status : {"fits", "changed", "outside", "missing"}
        Whether the words are those of the passage; ``missing`` if the text is not available.
    quote : str
        The present words at this place, if the text is available and long enough.
    file : str
        Name of the text's file.
    moved : tuple of int or None
        If the text has changed: the present place of the words of the passage.
    length : int
        Length of the text in code points.
    """

    status: Status
    quote: str = ""
    file: str = ""
    moved: tuple[int, int] | None = None
    length: int = 0

    def __str__(self) -> str:
        """Describe the problem in words; empty if there is none."""
        if self.status == "outside":
            return f"outside its text: {self.file} has {self.length} characters"
        if self.status == "changed":
            where = f"; its words are now at {self.moved[0]}–{self.moved[1]}" if self.moved else ""
            return f"the text has changed{where}"
        return "the text is not available" if self.status == "missing" else ""


class Texts:
    """The texts in a folder, and the document that each belongs to.

    Parameters
    ----------
    folder : path
        Its ``.txt`` files are the texts.

    Raises
    ------
    UsageError
        If there is no such folder.

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
            raise UsageError(f"{folder}: no such folder; give the folder with the texts of the sources")
        self._contents: dict[Path, str] = {}
        #: Files that could not be read, and why.
        self.problems: dict[str, str] = {}
        for path in sorted(self.folder.glob("*.txt")):
            try:
                self._contents[path] = read_text(path, given=False)
            except UsageError as error:
                self.problems[path.name] = str(error)
        self._found: dict[str, Path | None] = {}

    def __repr__(self) -> str:
        return f"<Texts: {len(self._contents)} in {display(self.folder)}>"

    def of(self, document: str, passages: Iterable[Passage] = ()) -> Path | None:
        """Return the file with the text of a document.

        This is the file with its name (``report-2025.txt`` for ``.../source/report-2025``), else the one that matches
        most of its passages.

        Parameters
        ----------
        document : str
            IRI.
        passages : iterable of Passage, optional
            The passages to compare if no file has its name.
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
        """Read the words of a passage.

        Parameters
        ----------
        passage : Passage
        others : iterable of Passage, optional
            All passages of the document, to find its text.
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


def read_text(path: Path | str, *, given: bool = True) -> str:
    """Read a text as offsets count it: UTF-8 without a byte order mark, line ends as they are.

    Parameters
    ----------
    path : path
    given : bool, optional
        Whether the user named this file; otherwise it must not be a link that leads out of a project.

    Raises
    ------
    UsageError
        If it cannot be read, or is not UTF-8.
    """
    path = Path(path)
    try:
        return read_content(path, given=given).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{display(path)}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{display(path)}: is not UTF-8 (byte {error.start}); save it as UTF-8 before you make passages from it"
        ) from error


def default_folder(project: Project) -> Path | None:
    """Return the default folder of texts: ``KG_TEXTS``, or ``texts`` in the kg.toml of the project.

    Raises
    ------
    ProjectError
        If the kg.toml names a folder outside the project that the user has not approved.

    Examples
    --------
    >>> from kg.project.find import shipped
    >>> default_folder(shipped()) is None
    True
    """
    if named := os.environ.get("KG_TEXTS"):
        return Path(named)
    if not project.texts:
        return None
    folder = project.root / project.texts
    check_inside(folder, project.root, f"{display(project.root / CONFIG)}: texts")
    return folder


def open_texts(project: Project, folder: Path | str | None = None) -> Texts | None:
    """Open the given folder of texts, or else that of the project; None if there is neither.

    Raises
    ------
    UsageError
        If it is not a folder; says where a default is set.
    """
    if folder:
        return Texts(folder)
    place = default_folder(project)
    if place is not None and not place.is_dir():
        setting = "KG_TEXTS" if os.environ.get("KG_TEXTS") else f"{display(project.root / CONFIG)}: texts"
        raise UsageError(f"{setting}: there is no folder {display(place)}; name one with the texts of the sources")
    return None if place is None else Texts(place)


def digest(words: str) -> str:
    """Return the SHA-256 of words, as in passages.

    Examples
    --------
    >>> digest("Paris")[:8]
    '5dd272b4'
    """
    return hashlib.sha256(words.encode("utf-8", errors="surrogatepass")).hexdigest()


def _fits(text: str, passage: Passage) -> bool:
    start, end = passage.start, passage.end
    return 0 <= start < end <= len(text) and digest(text[start:end]) == passage.sha256


def _search(text: str, passage: Passage) -> tuple[int, int] | None:
    """Find the present place of the words of a passage: the place with the same hash that is nearest to the old one."""
    length = passage.end - passage.start
    if length <= 0:
        return None
    hits = (start for start in range(len(text) - length + 1) if digest(text[start : start + length]) == passage.sha256)
    best = min(hits, key=lambda start: abs(start - passage.start), default=None)
    return None if best is None else (best, best + length)
