"""The SHA-256 of the files of a build, written beside them and compared when they are read.

`sha256sum -c SHA256SUMS` reads the same file. Checksums find damage, not forgery: who can change a build can change
them, too. Reading all files to verify them would take longer than most answers, so the checksums are compared only if
the size, the time of the last change or the inode of a file differs from what was noted when they were computed, as git
does for its index.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import OutputError
from kg.project.read import open_regular, read_content
from kg.project.write import replace_file
from kg.store.disk import files_of, set_back

#: The manifest of a build, beside its stores, and the name of the build of whose store its store is an edited copy.
MANIFEST, ROOT = "manifest.json", "root"
#: The file with the checksums, and the one with what was noted of the files.
SUMS, NOTED = "SHA256SUMS", "noted.json"


def write_sums(folder: Path, base: Path | None = None) -> None:
    """Compute the checksums of the files of a build, and note their sizes and times.

    Parameters
    ----------
    folder : Path
    base : Path, optional
        Another build, whose checksums are used for the files that both have.

    Raises
    ------
    OSError
        If a file cannot be read or written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, MANIFEST).write_bytes(b"")
    ...     write_sums(Path(folder))
    ...     print(Path(folder, SUMS).read_text(), problem_of(Path(folder)))
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  manifest.json
     None
    """
    known: dict[int, str] = {}
    with contextlib.suppress(OSError, ValueError):
        known = {(base / name).stat().st_ino: digest for name, digest in read_sums(base).items()} if base else {}
    sums = {}
    for name in _names(folder):
        found = (folder / name).stat()
        digest = (found.st_nlink > 1 and known.get(found.st_ino)) or _sum(folder / name)
        sums[name] = known[found.st_ino] = digest
    replace_file(folder / SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode())
    for name in (*sums, SUMS):
        if (folder / name).stat().st_nlink == 1:
            set_back(folder / name)
    replace_file(folder / NOTED, json.dumps(_states(folder, (*sums, SUMS))).encode())


def read_sums(folder: Path) -> dict[str, str]:
    """Read the checksums of a build, by the name of the file.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    OSError, ValueError
        If they cannot be read.
    """
    text = read_content(folder / SUMS, given=True).decode()
    pairs = [line.partition("  ") for line in text.splitlines()]
    if not text.endswith("\n") or any(not (between and name) for _, between, name in pairs):
        raise ValueError(f"{SUMS} is not as it was written")
    return {name: digest for digest, _, name in pairs}


def problem_of(folder: Path, *, thorough: bool = False) -> str | None:
    """Return what is wrong with the files of a build; None if they are as they were written.

    Parameters
    ----------
    folder : Path
    thorough : bool, optional
        Whether to compute all checksums, also if no file looks changed.

    Examples
    --------
    >>> problem_of(Path("nowhere"))
    'SHA256SUMS: No such file or directory'
    """
    try:
        sums = read_sums(folder)
        states = _states(folder, (*sums, SUMS))
        if MANIFEST in sums and not thorough and states == _noted(folder):
            return None
        wrong = next((name for name, digest in sums.items() if _sum(folder / name) != digest), None)
        if wrong is None and [*_names(folder)] != [*sums]:
            wrong = SUMS
    except ValueError:
        wrong = SUMS
    except OSError as error:
        path = Path(error.filename or SUMS)
        shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        return f"{shown}: {error.strerror or error}"
    if wrong is not None:
        return f"{wrong} is not as it was written"
    # Such as a copy of the folder: the next process need not compute them again.
    with contextlib.suppress(OSError, OutputError):
        replace_file(folder / NOTED, json.dumps(states).encode())
    return None


def _names(folder: Path) -> Iterator[str]:
    """List the files of a build, relative to its folder."""
    yield MANIFEST
    if (folder / ROOT).is_file():
        yield ROOT
    for part in sorted(path.name for path in folder.iterdir() if path.is_dir()):
        yield from (f"{part}/{path.name}" for path in files_of(folder / part))


def _states(folder: Path, names: tuple[str, ...]) -> dict[str, list[int]]:
    states = {}
    for name in names:
        found = (folder / name).stat()
        states[name] = [found.st_size, found.st_mtime_ns, found.st_ino]
    return states


def _noted(folder: Path) -> object:
    try:
        return json.loads(read_content(folder / NOTED, given=True))
    except (OSError, ValueError, RecursionError):
        return None


def _sum(path: Path) -> str:
    with open_regular(path, given=True, largest=None) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
