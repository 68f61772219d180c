"""What a build keeps of the files that it was made of, so that the next one reads only what has changed.

Beside the store there is the folder ``numbers``: the terms, the statements of each file, and the accepted and the
inferred graph, as rows of numbers. The next build has the same numbers, so what has changed in the graphs is a
difference of rows.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.build.rows import minus, quads, sorted_rows
from kg.load.dictionary import Rows, TermDictionary
from kg.load.parsed import KnownFile, KnownFiles, LoadedFiles, ParsedFile
from kg.project.read import open_regular, read_content
from kg.project.write import replace_file
from kg.rdf.model import ACCEPTED, INFERRED
from kg.reason.engine.arrays import contains, distinct, pack
from kg.reason.readers.dictionary import Dictionary, term_of
from kg.reason.readers.encoded import Encoded
from kg.store.builds import root_of
from kg.store.checksums import problem_of
from kg.store.content import Difference, Edit

#: The folder of the numbers in a build, and its files.
NUMBERS = "numbers"
_TERMS, _FILES, _STATED, _ACCEPTED, _INFERRED = "terms.txt", "files.json", "stated.npy", "accepted.npy", "inferred.npy"
_GRAPHS = ((ACCEPTED, _ACCEPTED), (INFERRED, _INFERRED))
_ERRORS = (OSError, ValueError, KeyError, TypeError)
#: Literals that a store returns as they are written.
_CANONICAL = re.compile(
    r'"(?:-?[1-9][0-9]*|0)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>'
    r'|"[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^<http://www\.w3\.org/2001/XMLSchema#date>'
)
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
            texts = _read_terms(folder)
            entries, rows = _read_files(folder)
            known = {
                (entry["role"], entry["sha256"]): KnownFile(ox.NamedNode(entry["iri"]), entry["prefixes"], part)
                for entry, part in zip(entries, rows, strict=True)
                if entry["code"] == code
            }
        except _ERRORS:
            return None
        return cls(folder, KnownFiles(TermDictionary(texts), known)) if known else None

    def edit(self, loaded: LoadedFiles, graphs: Sequence[ParsedFile], accepted: Rows, inferred: Rows) -> Edit | None:
        """Return how to make the store of other graphs from an earlier one; None if most of it differs.

        It is the store of which that of this build is an edited copy, so that a store has at most one layer of edits.

        Parameters
        ----------
        loaded : LoadedFiles
            The files now, numbered as those of this build.
        graphs : sequence of ParsedFile
            Those of the files that have a graph, with its statements.
        accepted, inferred : array of int32, shape (n, 3)
            The accepted and the inferred graph.
        """
        root = self.folder.with_name(root_of(self.folder) or "")
        try:
            entries, stated = _read_files(root)
            results = [(graph, np.load(root / NUMBERS / name)) for graph, name in _GRAPHS]
        except _ERRORS:
            return None
        if problem_of(root):
            return None
        nothing = np.empty((0, 3), np.int32)
        before = {ox.NamedNode(entry["iri"]): rows for entry, rows in zip(entries, stated, strict=True)}
        after = {file.iri: file.rows for file in graphs}
        known = {ox.NamedNode(entry["iri"]): (entry["sha256"], entry["rows"]) for entry in entries}
        # A scope may leave out statements of a file, and so may its role, because of other files.
        whole = {*graphs}
        same = {f.iri for f in loaded.parsed if known.get(f.iri) == (f.digest, len(f.rows)) and f in whole}
        changed = (before.keys() | after.keys()) - same
        pairs = [(iri, sorted_rows(before.get(iri, nothing)), sorted_rows(after.get(iri, nothing))) for iri in changed]
        pairs += [(graph, old, new) for (graph, old), new in zip(results, (accepted, inferred), strict=True)]
        changes = [(graph, minus(new, old), minus(old, new)) for graph, old, new in pairs]
        changes = [
            (graph, np.concatenate((more, _beside(less, new))), less)
            for (graph, more, less), (_, _, new) in zip(changes, pairs, strict=True)
        ]
        if sum(len(more) + len(less) for _, more, less in changes) > _MOST * len(accepted):
            return None
        dictionary = loaded.dictionary
        add = [quad for graph, more, _ in changes for quad in quads(more, dictionary, graph)]
        remove = [quad for graph, _, less in changes for quad in quads(less, dictionary, graph)]
        return Edit(root, Difference(add, remove))


def _beside(less: Rows, rows: Rows) -> Rows:
    """Return the rows with subject and predicate of removed ones: 1.50 and 1.5 are one literal in a store."""
    if not len(less):
        return rows[:0]
    keys, gone = (pack(part[:, 0].astype(np.int64), part[:, 1].astype(np.int64)) for part in (rows, less))
    return rows[contains(distinct(gone), keys)]


def _read_files(folder: Path) -> tuple[list[dict[str, Any]], list[Rows]]:
    """Read the files of a build: what is known of each, and its rows."""
    code, *entries = json.loads(read_content(folder / NUMBERS / _FILES, given=True))
    rows = np.load(folder / NUMBERS / _STATED, allow_pickle=False)
    ends = np.cumsum([entry["rows"] for entry in entries])
    if len(rows) != (ends[-1] if entries else 0):
        raise ValueError("the rows are not those of the files")
    return [{**entry, "code": code} for entry in entries], np.split(rows, ends[:-1]) if entries else []


def keep(folder: Path, code: str, loaded: LoadedFiles, accepted: Rows, inferred: Rows | None) -> None:
    """Write the numbers of a build.

    Parameters
    ----------
    folder : Path
        The folder of the build.
    code : str
        A hash of the code of kg; other code may read the files in another way.
    loaded : LoadedFiles
    accepted : array of int32, shape (n, 3)
        The accepted graph.
    inferred : array of int32, shape (n, 3), optional
        The inferred graph, if another build may be made from this one.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    place = folder / NUMBERS
    place.mkdir()
    replace_file(place / _TERMS, "".join(f"{text}\n" for text in loaded.dictionary.texts).encode())
    _write_rows(place / _ACCEPTED, accepted)
    stated = np.concatenate([np.empty((0, 3), np.int32), *(file.rows for file in loaded.read)])
    if inferred is None or not _is_base(loaded, stated):
        return
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
    _write_rows(place / _STATED, stated)
    _write_rows(place / _INFERRED, inferred)


def _is_base(loaded: LoadedFiles, stated: Rows) -> bool:
    """Return whether another build can be made from one: most of its terms are in use, and its store has all rows."""
    used = int(np.count_nonzero(np.bincount(stated.ravel(), minlength=1)))
    whole = all(len(file.rows) == len(kept.rows) for file, kept in zip(loaded.read, loaded.parsed, strict=True))
    return whole and used > len(loaded.dictionary.texts) * (1 - _UNUSED)


def _write_rows(path: Path, rows: Rows) -> None:
    content = io.BytesIO()
    np.save(content, rows, allow_pickle=False)
    replace_file(path, content.getvalue())


def accepted_of(folder: Path) -> Encoded | None:
    """Read the accepted graph of a build, sorted by the texts of its terms; None if the build has not kept it.

    The order of the triples determines which of several shortest proofs is found, so it must not depend on the numbers
    of the terms, which are those of earlier builds.

    Parameters
    ----------
    folder : Path
        The folder of the build.

    Examples
    --------
    >>> accepted_of(Path("nowhere")) is None
    True
    """
    try:
        texts, rows = _read_terms(folder), np.load(folder / NUMBERS / _ACCEPTED, allow_pickle=False)
    except _ERRORS:
        return None
    rows, texts = _as_stored(rows, texts)
    used = np.flatnonzero(np.bincount(rows.ravel(), minlength=1)).tolist()
    places = np.zeros(len(texts), np.int32)
    places[sorted(used, key=texts.__getitem__)] = np.arange(len(used), dtype=np.int32)
    subject, predicate, obj = rows.T
    order = np.lexsort((places[obj], places[predicate], places[subject]))
    rows = rows[order]
    # Two spellings of a literal may have become one.
    new = np.ones(len(rows), np.bool_)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    subject, predicate, obj = (np.ascontiguousarray(column) for column in rows[new].T)
    found = Dictionary()
    found.texts = texts
    encoded = Encoded(subject, predicate, obj, found)
    return encoded.only(np.ones(len(encoded), np.bool_))


def _as_stored(rows: Rows, texts: list[str]) -> tuple[Rows, list[str]]:
    """Replace literals by those that a store returns for them: it writes 1.50 as 1.5."""
    used = np.flatnonzero(np.bincount(rows[:, 2], minlength=1)).tolist()
    odd = [number for number in used if texts[number][-1] == ">" and texts[number][0] == '"']
    odd = [number for number in odd if not _CANONICAL.fullmatch(texts[number])]
    store, node = ox.Store(), ox.NamedNode("urn:a")
    store.extend([ox.Quad(ox.NamedNode(f"urn:{number}"), node, term_of(texts[number])) for number in odd])
    written = {
        int(quad.subject.value[4:]): str(quad.object) for quad in store if isinstance(quad.subject, ox.NamedNode)
    }
    changed = {number: text for number, text in written.items() if text != texts[number]}
    if not changed:
        return rows, texts
    known = {texts[number]: number for number in used}
    texts, numbers = [*texts], np.arange(len(texts) + len(changed), dtype=np.int32)
    for number, text in changed.items():
        if text not in known:
            known[text] = len(texts)
            texts.append(text)
        numbers[number] = known[text]
    return np.stack((rows[:, 0], rows[:, 1], numbers[rows[:, 2]]), axis=1), texts


def _read_terms(folder: Path) -> list[str]:
    with open_regular(folder / NUMBERS / _TERMS, given=True, largest=None) as file:
        return file.read().decode().split("\n")[:-1]
