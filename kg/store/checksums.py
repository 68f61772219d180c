"""The SHA-256 of the files of a build, written beside them and compared when they are read.

`sha256sum -c SHA256SUMS` reads the same file. Checksums find damage, not forgery: who can change a build can change
them, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kg.project.read import open_regular, read_content

#: The files of a build.
DATASET, MANIFEST = "dataset.nq", "manifest.json"
FILES = (DATASET, MANIFEST)
#: The file with their checksums.
SUMS = "SHA256SUMS"


def sums_of(folder: Path, names: Sequence[str] = FILES) -> str:
    """Compute the checksums of files, in the format of ``sha256sum``.

    Parameters
    ----------
    folder : Path
    names : sequence of str, optional

    Raises
    ------
    OSError
        If a file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a").write_bytes(b"")
    ...     print(sums_of(Path(folder), ["a"]), end="")
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a
    """
    lines = []
    for name in names:
        with open_regular(folder / name, given=True, largest=None) as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")
    return "".join(lines)


def problem_of(folder: Path) -> str | None:
    """Return what is wrong with the files of a build; None if they are as they were written.

    Parameters
    ----------
    folder : Path

    Examples
    --------
    >>> problem_of(Path("nowhere"))
    'SHA256SUMS: No such file or directory'
    """
    try:
        written = read_content(folder / SUMS, given=True).decode()
        sums = sums_of(folder)
    except UnicodeDecodeError:
        return f"{SUMS} is not as it was written"
    except OSError as error:
        return f"{Path(error.filename or SUMS).name}: {error.strerror or error}"
    for name, line, now in zip(FILES, [*written.splitlines(), "", ""], sums.splitlines(), strict=False):
        if line != now:
            return f"{name} is not as it was written"
    return None if written == sums else f"{SUMS} is not as it was written"
