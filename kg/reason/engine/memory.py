"""Measures available memory, so that the computer does not swap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import TooLittleMemoryError

_MEGABYTE = 1 << 20
#: Files in which Linux reports free memory, and the limit and the use of a group of processes.
_MEMINFO, _STATUS = Path("/proc/meminfo"), Path("/proc/self/statm")
_GROUP_LIMIT, _GROUP_USE = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")


def available() -> int | None:
    """Return how many bytes are available without swapping; None if the system does not report it.

    Examples
    --------
    >>> (available() or 1) > 0
    True
    """
    found = []
    if _MEMINFO.exists():
        line = next((line for line in _MEMINFO.read_text().splitlines() if line.startswith("MemAvailable")), None)
        if line is not None:
            found.append(int(line.split()[1]) * 1024)
    if _GROUP_LIMIT.exists() and _GROUP_USE.exists() and (limit := _GROUP_LIMIT.read_text().strip()) != "max":
        found.append(int(limit) - int(_GROUP_USE.read_text()))
    address_space = _address_space()
    return min([*found, *([address_space] if address_space is not None else [])], default=None)


def _address_space() -> int | None:
    """Return the available rest of the address space of this process."""
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY or not _STATUS.exists():
        return None
    return limit - int(_STATUS.read_text().split()[0]) * resource.getpagesize()


def need(size: int, what: str) -> None:
    """Raise an error if a step needs more memory than is available.

    Parameters
    ----------
    size : int
        Bytes.
    what : str
        The step, such as "reading big.nt".

    Raises
    ------
    TooLittleMemoryError

    Examples
    --------
    >>> need(1 << 60, "counting all grains of sand")
    Traceback (most recent call last):
    kg.errors.TooLittleMemoryError: counting all grains of sand needs about 1,099,511,627,776 MB ...
    """
    left = available()
    if left is not None and size > left:
        raise TooLittleMemoryError(
            f"{what} needs about {size // _MEGABYTE:,} MB of memory, but only {max(left, 0) // _MEGABYTE:,} MB are "
            "available: take fewer sources at once, or a computer with more memory"
        )


@contextmanager
def reporting(what: str) -> Iterator[None]:
    """Raise an error that names the step for which memory ran out."""
    try:
        yield
    except MemoryError:
        raise TooLittleMemoryError(
            f"there is not enough memory for {what}: take fewer sources at once, or a computer with more memory"
        ) from None


__all__ = ["available", "need", "reporting"]
