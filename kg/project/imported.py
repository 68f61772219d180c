"""The folders of imported data: each has a manifest that says as what its files act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import ProjectError
from kg.project.paths import display
from kg.project.read import read_toml
from kg.project.write import replace_file

#: As what imported files may act.
ImportRole = Literal["vocabulary", "background", "source"]

_ROLES: tuple[ImportRole, ...] = get_args(ImportRole)

MANIFEST = "import.toml"


def imported(root: Path) -> Iterator[tuple[Path, ImportRole]]:
    """List the folders of imported data of a project, each with the role of its files; not those without data.

    Parameters
    ----------
    root : Path
        The folder of the project.

    Raises
    ------
    ProjectError
        If a folder has no manifest, or its manifest has no role.

    Examples
    --------
    >>> list(imported(Path("/nowhere")))
    []
    """
    for folder in _folders(root):
        if not _has_no_data(folder):
            yield folder, _role(folder / MANIFEST)


def without_data(root: Path) -> Iterator[Path]:
    """List the folders of imported data of a project that have neither a manifest nor a Turtle file.

    Examples
    --------
    >>> list(without_data(Path("/nowhere")))
    []
    """
    return filter(_has_no_data, _folders(root))


def _folders(root: Path) -> Iterator[Path]:
    for folder in sorted((root / "data" / "imports").glob("*")):
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            yield folder


def _has_no_data(folder: Path) -> bool:
    try:
        (folder / MANIFEST).lstat()
    except FileNotFoundError:
        return next(folder.rglob("*.ttl"), None) is None
    except OSError:
        pass  # Nobody may read the folder, so it may have data.
    return False


def write_manifest(file: Path, importer: str, output: str) -> Path | None:
    """Write the manifest of a folder of imported data, if a file was written into one that has none.

    Parameters
    ----------
    file : Path
        The file that an importer wrote.
    importer : str
        The name of the importer.
    output : str
        The usual place of its file in a project, which decides the role.

    Returns
    -------
    Path or None
        The manifest, if it was written.

    Raises
    ------
    OutputError
        If it cannot be written.

    Examples
    --------
    >>> write_manifest(Path("capitals.ttl"), "factbook", "data/reference/vocabulary/capitals.ttl") is None
    True
    """
    manifest = file.absolute().with_name(MANIFEST)
    if manifest.parts[-4:-2] != ("data", "imports") or manifest.exists():
        return None
    role = next((role for role in ("vocabulary", "background") if f"/{role}/" in output), "source")
    lines = (f'importer = "{importer}"', f'role = "{role}"  # as what the files here act: {", ".join(_ROLES)}')
    replace_file(manifest, "".join(f"{line}\n" for line in lines).encode())
    return manifest


def _role(manifest: Path) -> ImportRole:
    wanted = f'add a line such as: role = "background" (one of {", ".join(_ROLES)})'
    try:
        values = read_toml(manifest)
    except FileNotFoundError:
        raise ProjectError(f"{display(manifest)}: is missing; a folder of imported data needs it; {wanted}") from None
    except OSError as error:
        raise ProjectError(f"{display(manifest)}: cannot be read: {error.strerror or error}") from error
    role = values.get("role")
    if role not in _ROLES:
        raise ProjectError(f"{display(manifest)}: does not say as what the files act; {wanted}")
    return cast(ImportRole, role)
