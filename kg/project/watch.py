"""Files → which of them changed since the last look, by their modification times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


def changes(files: Callable[[], Iterable[Path]], wait: Callable[[], object]) -> Iterator[tuple[Path, ...]]:
    """Yield the files that changed, appeared or disappeared, whenever some did.

    Parameters
    ----------
    files : callable
        Lists the files to watch; called for each look, so that new ones are seen.
    wait : callable
        Called between two looks. What it raises ends the watch.

    Returns
    -------
    iterator of tuple of Path
        Sorted, never empty. Changes count from the call of this function on.

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
            continue  # It may disappear between being listed and being looked at.
        found[path] = (state.st_mtime_ns, state.st_size)
    return found
