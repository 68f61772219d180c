"""Which project one stands in, and where its files are.

A project is a folder with a ``kg.toml``; the graph that kg ships is one whose files lie in the checkout
or inside the installed package. Only this module knows both places.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kg.errors import OutputError, ProjectError, UnknownNameError
from kg.project.paths import display
from kg.rdf import terms

Role = Literal["ontology", "vocabulary", "background", "source", "judgements"]

CONFIG = "kg.toml"
#: What the names of files that hold RDF end in; only .ttl is read.
_DATA_ENDINGS = (".ttl", ".turtle", ".n3", ".nt", ".nq", ".trig", ".rdf", ".owl", ".xml", ".jsonld", ".json")
_KEYS: Mapping[str, type] = {
    "title": str, "version": str, "base": str, "licence": str, "attribution": list, "background": bool,
    "texts": str,
}  # fmt: skip


@dataclass(frozen=True)
class SourceFile:
    """A Turtle file and what it is for."""

    path: Path
    role: Role

    @property
    def name(self) -> str:
        """The path for messages: relative to the working directory where it lies below it."""
        return display(self.path)


@dataclass(frozen=True)
class Project:
    """A folder of data to build a graph from.

    Parameters
    ----------
    root : pathlib.Path
        Where ``data``, ``queries`` and perhaps ``ontology`` lie.
    title, version, base, licence : str
        From ``kg.toml``: a title, the version of the data, the IRI under which it names things, and the
        SPDX name of the licence of the data.
    background : bool
        Whether the shipped background (memberships, tenures) is part of the graph.
    attribution : tuple of str
        Whom to name when the data is passed on.
    shipped : bool
        True for the graph that kg ships.
    texts : str
        Where the texts of the sources lie, if they are at hand: a folder, seen from ``root``.
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

    def files(self) -> tuple[SourceFile, ...]:
        """List the Turtle files of the project, the shipped ones that it builds on first."""
        return tuple(self._files())

    def _files(self) -> Iterator[SourceFile]:
        base = self.root if self.shipped else shipped_root()
        yield SourceFile(base / "ontology" / "diplomacy.ttl", "ontology")
        yield SourceFile(base / "ontology" / "slots.ttl", "ontology")
        yield from _turtle(base / "data" / "reference" / "vocabulary", "vocabulary")
        if self.background:
            yield from _turtle(base / "data" / "reference" / "background", "background")
        if not self.shipped:
            yield from _turtle(self.root / "ontology", "ontology")
            yield from _turtle(self.root / "data" / "reference" / "vocabulary", "vocabulary")
            yield from _turtle(self.root / "data" / "reference" / "background", "background")
        yield from _turtle(self.root / "data" / "sources", "source")
        judgements = self.root / "data" / "judgements.ttl"
        if judgements.exists():
            yield SourceFile(judgements, "judgements")

    def unread(self) -> tuple[Path, ...]:
        """List the files among the project's data that look like data and are not Turtle by their name."""
        if self.shipped:
            return ()
        folders = (self.root / "ontology", self.root / "data")
        found = (path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _DATA_ENDINGS)
        return tuple(sorted(path for path in found if path.suffix != ".ttl" and not _is_hidden(path, self.root)))

    def shapes(self) -> tuple[Path, ...]:
        """List the files of SHACL shapes: the shipped one, then the project's own."""
        own = () if self.shipped else tuple(sorted((self.root / "shapes").glob("*.ttl")))
        return (shipped_root() / "ontology" / "shapes.ttl", *own)

    def query_folders(self) -> tuple[Path, ...]:
        """List the folders of queries; a query in a later one replaces its namesake in an earlier one."""
        return tuple(dict.fromkeys((shipped_root() / "queries", self.root / "queries")))

    def watched(self) -> Iterator[Path]:
        """List the files of the project that a check depends on."""
        yield from (file.path for file in self.files())
        yield from self.shapes()
        for folder in self.query_folders():
            yield from sorted(folder.rglob("*.rq"))
        yield self.root / CONFIG

    def build_folder(self) -> Path:
        """Return the folder that holds the builds of this project; it need not exist.

        The shipped graph is built in the user's cache folder (``KG_CACHE_DIR`` where that is set), a
        project's in its own ``.kg``.
        """
        if not self.shipped:
            return self.root / ".kg"
        if folder := os.environ.get("KG_CACHE_DIR"):
            return Path(folder)
        import platformdirs

        return Path(platformdirs.user_cache_dir("diplomatic-kg", appauthor=False))


def shipped_root() -> Path:
    """Return the folder with the shipped ``ontology``, ``data`` and ``queries``."""
    package = Path(__file__).parents[1]
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent


def shipped() -> Project:
    """Return the project that kg ships.

    Examples
    --------
    >>> shipped().base
    'https://w3id.org/diplomatic-kg/'
    """
    root = shipped_root()
    return _project(root, root / "data" / "dataset.toml", shipped=True)


def find_project(start: Path | str | None = None) -> Project:
    """Return the project that a folder lies in, as git does, or the shipped one.

    Parameters
    ----------
    start : path, optional
        Where to look first; the working directory unless told.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        Where the ``kg.toml`` that was found cannot be used, or ``start`` is given and lies in no project.
    """
    try:
        folder = Path.cwd() if start is None else Path(start).resolve()
        if not folder.is_dir():
            raise ProjectError(f"{start}: no such folder")
        root = next((candidate for candidate in (folder, *folder.parents) if (candidate / CONFIG).is_file()), None)
    except OSError as error:
        place = error.filename or start or "the working directory"
        raise ProjectError(f"{place}: cannot be read: {error.strerror or error}") from error
    if root is not None:
        return _project(root, root / CONFIG)
    if start is not None and not folder.is_relative_to(shipped_root().resolve()):
        raise ProjectError(f"{start}: no {CONFIG} here or above, so this is no project; start one with: kg init DIR")
    return shipped()


def open_project(folder: Path | str) -> Project:
    """Return the project whose root is a folder.

    Raises
    ------
    ProjectError
        Where it is none.
    """
    root = Path(folder).resolve()
    if not (root / CONFIG).is_file():
        raise ProjectError(f"{folder}: no {CONFIG} here, so this is no project; start one with: kg init {folder}")
    return _project(root, root / CONFIG)


def init_project(folder: Path | str, base: str = "https://example.org/desk/") -> Project:
    """Start a project: write its files into a folder that is new or empty.

    Parameters
    ----------
    folder : path
        Made where it does not exist.
    base : str
        The IRI under which the project names its own things; ends in ``/`` or ``#``.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        Where the folder already holds something, or ``base`` is no such IRI.
    OutputError
        Where it cannot be written.
    """
    root = Path(folder)
    _check_base(base, "--base")
    _check_own(base, "--base")
    try:
        taken = root.exists() and (not root.is_dir() or any(root.iterdir()))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be looked into: {error.strerror or error}") from error
    if taken:
        raise ProjectError(f"{folder}: there is something here already; name a new folder")
    template = Path(__file__).parent / "template"
    try:
        for path in sorted(template.rglob("*")):
            if path.is_dir() or path.suffix == ".pyc":
                continue
            target = root / path.relative_to(template)
            target = target.with_name(target.name.replace("dot-", "."))
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace("https://example.org/desk/", base)
            target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder}: cannot start a project here: {error.strerror or error}") from error
    return open_project(root)


def _turtle(folder: Path, role: Role) -> Iterator[SourceFile]:
    for path in sorted(folder.rglob("*.ttl")):
        if not _is_hidden(path, folder):
            yield SourceFile(path, role)


def _is_hidden(path: Path, folder: Path) -> bool:
    """Tell whether a file, or a folder above it, is kept out of the graph by its name."""
    return any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)


def _project(root: Path, config: Path, *, shipped: bool = False) -> Project:
    name = display(config)
    try:
        values: dict[str, Any] = tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProjectError(f"{name}: cannot be read: {error}") from error
    for key, value in values.items():
        if key not in _KEYS:
            raise ProjectError(f"{name}: {UnknownNameError('setting', key, _KEYS)}")
        if not isinstance(value, _KEYS[key]):
            raise ProjectError(f"{name}: {key} must be a {_KEYS[key].__name__}, not {value!r}")
        if isinstance(value, list) and not all(isinstance(entry, str) for entry in value):
            raise ProjectError(f"{name}: {key} must be a list of texts, not {value!r}")
    if "base" not in values:
        raise ProjectError(f"{name}: base is missing: the IRI of your own under which the project names its things")
    base = values["base"]
    _check_base(base, name)
    if not shipped:
        _check_own(base, name)
    return Project(
        root=root,
        title=values.get("title", root.name),
        version=values.get("version", "0"),
        base=base,
        licence=values.get("licence", ""),
        background=values.get("background", True),
        attribution=tuple(values.get("attribution", ())),
        shipped=shipped,
        texts=values.get("texts", ""),
    )


def _check_base(base: str, where: str) -> None:
    if not terms.is_iri(base) or not base.endswith(("/", "#")):
        raise ProjectError(
            f"{where}: base must be an absolute IRI that ends in / or #, "
            f"such as https://example.org/desk/, not {base!r}"
        )


def _check_own(base: str, where: str) -> None:
    if base.startswith(terms.BASE):
        raise ProjectError(f"{where}: base must be an IRI of your own, not one below {terms.BASE}")
