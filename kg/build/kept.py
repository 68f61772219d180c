"""What a build keeps of the files that it was made of, so that the next one reads only what has changed.

Beside the store there is the folder ``numbers``: the terms, the statements of each file, and the accepted and the
inferred graph, as rows of numbers. The next build has the same numbers, so what has changed in the graphs is a
difference of rows.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.build.rows import minus, quads, sorted_rows
from kg.load.numbering import Numbering, Rows
from kg.load.parsed import KnownFile, KnownFiles, LoadedFiles
from kg.project.read import open_regular, read_content
from kg.project.write import replace_file
from kg.rdf.model import ACCEPTED, INFERRED
from kg.store.builds import root_of
from kg.store.checksums import problem_of
from kg.store.content import Difference, Edit

#: The folder of the numbers in a build, and its files.
NUMBERS = "numbers"
_TERMS, _FILES, _STATED, _ACCEPTED, _INFERRED = "terms.txt", "files.json", "stated.npy", "accepted.npy", "inferred.npy"
_GRAPHS = ((ACCEPTED, _ACCEPTED), (INFERRED, _INFERRED))
_ERRORS = (OSError, ValueError, KeyError, TypeError)
#: The share of terms that no statement has any more, from which on a build begins with new numbers.
_UNUSED = 0.5
#: The share of changed statements from which on a store is made anew.
_MOST = 0.2


@dataclass(frozen=True, eq=False)
class Base:
    """An earlier build, from which another one is made.

    Parameters
    ----------
    folder : Path
        The folder of the build.
    known : KnownFiles
        Its files, by their content.
    """

    folder: Path
    known: KnownFiles

    @classmethod
    def of(cls, folder: Path, code: str) -> Base | None:
        """Read what a build has kept; None if it has kept nothing that can be read."""
        try:
            with open_regular(folder / NUMBERS / _TERMS, given=True, largest=None) as file:
                text = file.read().decode()
            entries, rows = _read_files(folder)
            known = {
                (entry["role"], entry["sha256"]): KnownFile(ox.NamedNode(entry["iri"]), entry["prefixes"], part)
                for entry, part in zip(entries, rows, strict=True)
                if entry["code"] == code
            }
        except _ERRORS:
            return None
        return cls(folder, KnownFiles(Numbering(text.split("\n")[:-1]), known)) if known else None

    def edit(self, loaded: LoadedFiles, accepted: Rows, inferred: Rows) -> Edit | None:
        """Return how to make the store of other files from an earlier one; None if most of it differs.

        It is the store of which that of this build is an edited copy, so that a store has at most one layer of edits.

        Parameters
        ----------
        loaded : LoadedFiles
            The other files, numbered as those of this build.
        accepted, inferred : array of int32, shape (n, 3)
            The accepted and the inferred graph of the other files.
        """
        root = self.folder.with_name(root_of(self.folder) or "")
        try:
            entries, stated = _read_files(root)
            graphs = [(graph, np.load(root / NUMBERS / name)) for graph, name in _GRAPHS]
        except _ERRORS:
            return None
        if problem_of(root):
            return None
        nothing = np.empty((0, 3), np.int32)
        before = {ox.NamedNode(entry["iri"]): rows for entry, rows in zip(entries, stated, strict=True)}
        after = {file.iri: file.rows for file in loaded.parsed}
        known = {ox.NamedNode(entry["iri"]): entry["sha256"] for entry in entries}
        changed = before.keys() - after.keys()
        changed |= {file.iri for file in loaded.parsed if known.get(file.iri) != file.digest}
        pairs = [(iri, sorted_rows(before.get(iri, nothing)), sorted_rows(after.get(iri, nothing))) for iri in changed]
        pairs += [(graph, old, new) for (graph, old), new in zip(graphs, (accepted, inferred), strict=True)]
        changes = [(graph, minus(new, old), minus(old, new)) for graph, old, new in pairs]
        if sum(len(more) + len(less) for _, more, less in changes) > _MOST * len(accepted):
            return None
        numbering = loaded.numbering
        add = [quad for graph, more, _ in changes for quad in quads(more, numbering, graph)]
        remove = [quad for graph, _, less in changes for quad in quads(less, numbering, graph)]
        return Edit(root, Difference(add, remove))


def _read_files(folder: Path) -> tuple[list[dict[str, Any]], list[Rows]]:
    """Read the files of a build: what is known of each, and its rows."""
    code, *entries = json.loads(read_content(folder / NUMBERS / _FILES, given=True))
    rows = np.load(folder / NUMBERS / _STATED, allow_pickle=False)
    ends = np.cumsum([entry["rows"] for entry in entries])
    if len(rows) != (ends[-1] if entries else 0):
        raise ValueError("the rows are not those of the files")
    return [{**entry, "code": code} for entry in entries], np.split(rows, ends[:-1]) if entries else []


def keep(folder: Path, code: str, loaded: LoadedFiles, accepted: Rows, inferred: Rows) -> None:
    """Write the numbers of a build, unless the next one had better begin with new ones.

    Parameters
    ----------
    folder : Path
        The folder of the build.
    code : str
        A hash of the code of kg; other code may read the files in another way.
    loaded : LoadedFiles
    accepted, inferred : array of int32, shape (n, 3)

    Raises
    ------
    OSError
        If they cannot be written.
    """
    texts = loaded.numbering.texts
    stated = np.concatenate([np.empty((0, 3), np.int32), *(file.rows for file in loaded.read)])
    if np.count_nonzero(np.bincount(stated.ravel(), minlength=1)) < len(texts) * (1 - _UNUSED):
        return
    if any(len(file.rows) != len(kept.rows) for file, kept in zip(loaded.read, loaded.parsed, strict=True)):
        return  # Some statements do not count, so the store has fewer than the files.
    place = folder / NUMBERS
    place.mkdir()
    replace_file(place / _TERMS, "".join(f"{text}\n" for text in texts).encode())
    entries = [
        {
            "role": file.file.role,
            "sha256": file.digest,
            "iri": file.iri.value,
            "prefixes": dict(file.prefixes),
            "rows": len(file.rows),
        }
        for file in loaded.read
    ]
    replace_file(place / _FILES, json.dumps([code, *entries], ensure_ascii=False).encode())
    for name, rows in ((_STATED, stated), (_ACCEPTED, accepted), (_INFERRED, inferred)):
        content = io.BytesIO()
        np.save(content, rows, allow_pickle=False)
        replace_file(place / name, content.getvalue())
