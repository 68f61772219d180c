"""Finds changed files by their size and modification time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


def changes(files: Callable[[], Iterable[Path]], wait: Callable[[], object]) -> Iterator[tuple[Path, ...]]:
    """Yield the files that changed, appeared or disappeared, after each change.

    Parameters
    ----------
    files : callable
        Lists the files to watch; called for each comparison, so that new files are found.
    wait : callable
        Called between two comparisons. An exception that it raises ends the iteration.

    Returns
    -------
    iterator of tuple of Path
        Sorted, never empty. Changes are those after the call of this function.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.ttl")
    ...     for changed in changes(lambda: Path(folder).iterdir(), lambda: path.write_text("x")):
    ...         print(changed[0].name)
    ...         break
    a.ttl
    """
    return _changes(_look(files()), files, wait)


def _changes(
    before: dict[Path, tuple[int, int]], files: Callable[[], Iterable[Path]], wait: Callable[[], object]
) -> Iterator[tuple[Path, ...]]:
    while True:
        wait()
        after = _look(files())
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        before = after
        if changed:
            yield tuple(sorted(changed))


def _look(files: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    found = {}
    for path in files:
        try:
            state = path.stat()
        except OSError:
            continue  # A file may disappear after it was listed.
        found[path] = (state.st_mtime_ns, state.st_size)
    return found
