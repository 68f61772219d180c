"""Writing files: in one step, durably, and never over a change that kg has not read.

Each file is written beside its place and renamed, so that a killed process or a full disk leaves the old content. Only
this file and `kg.store.builds` write; all other code calls the functions below.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import OutputError
from kg.project.paths import display
from kg.project.read import read_content

#: How long a writer waits for another one, in seconds.
PATIENCE = 60.0


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees either all of the old content or all of the new.

    A link stays a link, a pipe or a device is written to, and a file keeps its permissions.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    OutputError
        If it cannot be written; the file is then unchanged.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace_file(Path(folder, "answer.csv"), b"country")
    ...     [(file.name, file.read_text()) for file in Path(folder).iterdir()]
    [('answer.csv', 'country')]
    """
    with _explained(path):
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            # Renaming would replace a pipe or a device by a file.
            path.write_bytes(content)
            return
        target = _writable(path, mode)
        with _part(target, content, mode) as part:
            part.replace(target)


def create_file(path: Path, content: bytes) -> None:
    """Write a new file in one step; a file that is there already, or appears meanwhile, stays.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    OutputError
        If there is such a file, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     create_file(Path(folder, "a.ttl"), b"")
    ...     create_file(Path(folder, "a.ttl"), b"")
    Traceback (most recent call last):
    ...
    kg.errors.OutputError: .../a.ttl: cannot be written: File exists
    """
    with _explained(path), _part(path, content, None) as part, locked(path.parent):
        try:
            os.link(part, path)
        except OSError as error:
            # Some file systems have no second names for a file.
            if path.exists() or path.is_symlink():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
            part.replace(path)


def change_file(path: Path, change: Callable[[bytes], bytes]) -> bool:
    """Read a file, and write it changed. Other processes of kg that change files in its folder wait.

    Parameters
    ----------
    path : Path
    change : callable
        Takes the content, and returns the new one.

    Returns
    -------
    bool
        Whether the content changed.

    Raises
    ------
    OutputError
        If it cannot be written, or another program wrote it after it was read here; it then has what that program
        wrote.
    OSError
        If it cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.ttl")
    ...     replace_file(path, b"old")
    ...     change_file(path, bytes.upper), path.read_text()
    (True, 'OLD')
    """
    target = Path(os.path.realpath(path))
    with locked(target.parent):
        before = read_content(path)
        content = change(before)
        if content == before:
            return False
        with _explained(path):
            mode = _mode(path)
            _writable(path, mode)
            with _part(target, content, mode) as part:
                if not _exchange(part, target, before):
                    raise OutputError(f"{display(path)}: changed meanwhile, so kg did not write it; run it again")
    return True


def _exchange(part: Path, target: Path, before: bytes) -> bool:
    """Put a new file in the place of one that still has its content; otherwise leave that, and return False."""
    if target.read_bytes() != before:
        return False
    same = False
    try:
        swap(part, target)
    except OSError:  # The system cannot exchange two names; then a change since the comparison is lost.
        part.replace(target)
        return True
    try:
        # The temporary file now has what was replaced; that is another content if the file was written just before.
        same = part.read_bytes() == before
    finally:
        if not same:
            swap(part, target)
    return same


def swap(one: Path, other: Path) -> None:
    """Exchange two files or folders in one step.

    Parameters
    ----------
    one, other : Path
        In the same file system.

    Raises
    ------
    OSError
        If the system cannot do that; then nothing has changed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, contextlib.suppress(OSError):
    ...     swap(Path(folder), Path(folder, "missing"))
    """
    import ctypes

    system, here, exchange = ctypes.CDLL(None, use_errno=True), -100, 2
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = system.renamex_np(*names, exchange)
        else:
            failed = system.renameat2(here, names[0], here, names[1], exchange)
    except (AttributeError, TypeError):  # There is no such function, as on Windows.
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from None
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@contextlib.contextmanager
def locked(folder: Path, *, shared: bool = False, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold the lock of a folder. The system releases it when the process ends, also if it is killed.

    Parameters
    ----------
    folder : Path
    shared : bool, optional
        Whether others may hold it at the same time, if they share it, too.
    patience : float, optional
        How many seconds to wait for others.

    Yields
    ------
    bool
        False if the file system has no locks, or if others still hold it and ``patience`` is 0.

    Raises
    ------
    OutputError
        If others hold it for longer.

    Examples
    --------
    >>> with locked(Path.cwd()) as first, locked(Path.cwd(), patience=0) as second:
    ...     first, second
    (True, False)
    """
    import time

    handle = _lock_file(folder)
    try:
        end = time.monotonic() + patience
        while (held := handle is not None and _lock(handle, shared)) is None:
            if patience and time.monotonic() > end:
                raise OutputError(f"{display(folder)}: another process of kg is writing here; run it again later")
            if not patience:
                break
            time.sleep(0.01)
        yield bool(held)
    finally:
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":

    def _lock_file(folder: Path) -> int | None:
        """Open the file to lock: one for each folder, because folders have no locks here."""
        import hashlib
        import tempfile

        name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:20]
        try:
            return os.open(Path(tempfile.gettempdir(), f"kg-{name}.lock"), os.O_RDWR | os.O_CREAT)
        except OSError:
            return None

    def _lock(handle: int, shared: bool) -> bool | None:  # noqa: ARG001
        """Try to lock; there is only one kind of lock, so nobody shares it."""
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return None
        return True

else:

    def _lock_file(folder: Path) -> int | None:
        """Open the folder itself, so that no file is needed."""
        try:
            return os.open(folder, os.O_RDONLY)
        except OSError:
            return None

    def _lock(handle: int, shared: bool) -> bool | None:
        """Try to lock; None if another process holds the lock, False if there are no locks."""
        import fcntl

        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        except OSError:
            return False
        return True


@contextlib.contextmanager
def _part(target: Path, content: bytes, mode: int | None) -> Iterator[Path]:
    """Write a temporary file beside a file, to be put in its place; it is gone at the end."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".kg-", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_new_mode() if mode is None else stat.S_IMODE(mode))
        yield part
        sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the names of the files in a folder are on the disk, where the system can do that.

    Examples
    --------
    >>> sync_folder(Path("nowhere"))
    """
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{display(path)}: cannot be written: {error.strerror or error}") from error


def _writable(path: Path, mode: int | None) -> Path:
    """Return the file that a path leads to."""
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return Path(os.path.realpath(path))


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _new_mode() -> int:
    """Return the permissions that a new file gets; temporary files are private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
