"""A project, its files and their roles.

A project is a folder with a ``kg.toml``. The graph that kg ships is a project, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.project.imported import imported
from kg.project.paths import CONFIG, as_utf8, display, shipped_root
from kg.rdf import terms

Role = Literal["ontology", "vocabulary", "background", "source", "judgements"]

#: The folder of the builds of a user without a home folder; there is none, and none can be created.
NOWHERE = Path(os.devnull, "no-home-folder")
#: Endings of the names of files that contain data; only .ttl is read.
_DATA_ENDINGS = (
    ".ttl", ".turtle", ".n3", ".nt", ".nq", ".trig", ".rdf", ".owl", ".xml", ".jsonld", ".json", ".csv", ".tsv",
    ".xlsx",
)  # fmt: skip
#: How the names of such files end, also if a text editor has added .txt.
_WRITTEN = tuple(f"{ending}{more}" for ending in _DATA_ENDINGS for more in ("", ".txt"))


@dataclass(frozen=True)
class SourceFile:
    """A Turtle file and its role; ``shipped`` if kg itself publishes it, ``imported`` if it is in data/imports."""

    path: Path
    role: Role
    shipped: bool = False
    imported: bool = False

    @property
    def name(self) -> str:
        """The path for messages: relative if it is below the working directory."""
        return display(self.path)


@dataclass(frozen=True)
class Project:
    """A folder of data to build a graph from.

    Parameters
    ----------
    root : pathlib.Path
        The folder with ``data``, ``queries`` and perhaps ``ontology``.
    title, version, base, licence : str
        From ``kg.toml``: a title, the version of the data, the IRI under which it names things, and the
        SPDX name of the licence of the data.
    background : bool
        Whether the shipped background (memberships, tenures) is part of the graph.
    attribution : tuple of str
        Whom to credit for the data.
    shipped : bool
        True for the graph that kg ships.
    texts : str
        The folder of the texts of the sources, relative to ``root``; empty if there is none.
    replaces : tuple of str
        Names of shipped queries that queries of the project replace, such as ``leaders`` or ``checks/outside-tenure``.
    foreign : tuple of str
        Beginnings of the IRIs of terms that no ontology of the project declares, and that are no mistake.
    trial : SourceFile, optional
        A file from elsewhere that is read as if it belonged to the project.
    """

    root: Path
    title: str
    version: str
    base: str
    licence: str = ""
    background: bool = True
    attribution: tuple[str, ...] = ()
    shipped: bool = False
    texts: str = ""
    replaces: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    trial: SourceFile | None = None

    def files(self) -> tuple[SourceFile, ...]:
        """List the Turtle files of the project in the order of loading, the shipped ones that it uses first."""
        return tuple(self._files())

    def _files(self) -> Iterator[SourceFile]:
        base = self.root if self.shipped else shipped_root()
        yield SourceFile(base / "ontology" / "diplomacy.ttl", "ontology", shipped=True)
        yield SourceFile(base / "ontology" / "slots.ttl", "ontology", shipped=True)
        yield from _turtle(base / "data" / "reference" / "vocabulary", "vocabulary", shipped=True)
        if self.background:
            yield from _turtle(base / "data" / "reference" / "background", "background", shipped=True)
        own = self.base == terms.BASE
        if not self.shipped:
            yield from _turtle(self.root / "ontology", "ontology", shipped=own)
            yield from _turtle(self.root / "data" / "reference" / "vocabulary", "vocabulary", shipped=own)
            yield from _turtle(self.root / "data" / "reference" / "background", "background", shipped=own)
            for folder, role in imported(self.root):
                yield from _turtle(folder, role, imported=True)
        yield from _turtle(self.root / "data" / "sources", "source", shipped=own)
        judgements = self.root / "data" / "judgements.ttl"
        if judgements.exists():
            yield SourceFile(judgements, "judgements", shipped=own)
        yield from _turtle(self.root / "data" / "judgements", "judgements", shipped=own)
        if self.trial is not None:
            yield self.trial

    def unread(self) -> tuple[Path, ...]:
        """List the files of data in the project that are not read because their names do not end in .ttl."""
        if self.shipped:
            return ()
        found = [
            self.root / part / name
            for part in ("ontology", "data")
            for name, _ in _walk(self.root / part)
            if not name.endswith(".ttl") and name.lower().endswith(_WRITTEN) and not _is_hidden(name)
        ]
        return tuple(sorted(path for path in found if data_ending(path) in _DATA_ENDINGS and path.suffix != ".ttl"))

    def path_of(self, file: SourceFile) -> str:
        """Write the path of a file as builds record it: relative to the folder of the project."""
        if file == self.trial:
            return file.name
        try:
            return as_utf8(file.path.relative_to(self.root).as_posix())
        except ValueError:
            return f"kg: {file.path.parent.name}/{file.path.name}"

    def file_at(self, path: str) -> Path | None:
        """Find the file that builds record by a path, as `path_of` writes it; None if the project has no such file."""
        return next((file.path for file in self._files() if self.path_of(file) == path), None)

    def shapes(self) -> tuple[Path, ...]:
        """List the files of SHACL shapes: the shipped one, then the project's own."""
        own = () if self.shipped else tuple(sorted((self.root / "shapes").glob("*.ttl")))
        return (shipped_root() / "ontology" / "shapes.ttl", *own)

    def query_folders(self) -> tuple[Path, ...]:
        """List the folders of queries: the shipped one, then that of the project."""
        return tuple(dict.fromkeys((shipped_root() / "queries", self.root / "queries")))

    def watched(self) -> Iterator[Path]:
        """List the files that a check of the project depends on."""
        yield from (file.path for file in self.files())
        yield from self.shapes()
        for folder in self.query_folders():
            yield from sorted(folder.rglob("*.rq"))
        yield self.root / CONFIG

    def build_folder(self) -> Path:
        """Return the folder of the builds of this project; it need not exist.

        It is ``.kg`` in the project; for the shipped graph the user's cache folder, or ``KG_CACHE_DIR``, or `NOWHERE`.
        """
        if not self.shipped:
            return self.root / ".kg"
        if folder := os.environ.get("KG_CACHE_DIR"):
            return Path(folder)
        import platformdirs

        try:
            place = Path(platformdirs.user_cache_dir("diplomatic-kg", appauthor=False))
        except RuntimeError:
            return NOWHERE
        return place if place.is_absolute() else NOWHERE


def data_ending(path: Path) -> str:
    """Return the ending of the name of a file in lower case, without the .txt that a text editor may have added.

    Examples
    --------
    >>> data_ending(Path("report.TTL")), data_ending(Path("report.ttl.txt")), data_ending(Path("report.txt"))
    ('.ttl', '.ttl', '')
    """
    return Path(path.name.lower().removesuffix(".txt")).suffix


def _turtle(folder: Path, role: Role, *, shipped: bool = False, imported: bool = False) -> Iterator[SourceFile]:
    unlisted: list[OSError] = []
    # A folder that is a link or cannot be listed stands for its files, so that they are not left out without a word.
    found = [
        folder / name
        for name, is_folder in _walk(folder, unlisted.append)
        if not _is_hidden(name) and (name.endswith(".ttl") or (is_folder and (folder / name).is_symlink()))
    ]
    found += [
        Path(error.filename)
        for error in unlisted
        if not isinstance(error, FileNotFoundError)
        and not _is_hidden(error.filename.removeprefix(str(folder)).removeprefix(os.sep))
    ]
    yield from (SourceFile(path, role, shipped, imported) for path in sorted(found, key=lambda path: path.parts))


def _walk(folder: Path, failed: Callable[[OSError], object] = lambda _: None) -> Iterator[tuple[str, bool]]:
    """List what is in a folder and in those below it, relative to it, and whether each is a folder."""
    for place, folders, files in os.walk(folder, onerror=failed):
        below = "" if place == str(folder) else f"{os.path.relpath(place, folder)}{os.sep}"
        yield from ((f"{below}{name}", True) for name in folders)
        yield from ((f"{below}{name}", False) for name in files)


def _is_hidden(name: str) -> bool:
    """Return whether a file is excluded: its name, or that of a folder above it, begins with a dot or an underscore."""
    return name.startswith((".", "_")) or f"{os.sep}." in name or f"{os.sep}_" in name
