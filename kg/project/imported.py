"""The folders of imported data: each has a manifest that says as what its files act."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import ProjectError
from kg.project.paths import display

#: As what imported files may act.
ImportRole = Literal["vocabulary", "background", "source"]

MANIFEST = "import.toml"


def imported(root: Path) -> Iterator[tuple[Path, ImportRole]]:
    """List the folders of imported data of a project, each with the role of its files.

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
    for folder in sorted((root / "data" / "imports").glob("*")):
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            yield folder, _role(folder / MANIFEST)


def _role(manifest: Path) -> ImportRole:
    roles = get_args(ImportRole)
    wanted = f'add a line such as: role = "background" (one of {", ".join(roles)})'
    try:
        values = tomllib.loads(manifest.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProjectError(f"{display(manifest)}: is missing; a folder of imported data needs it; {wanted}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProjectError(f"{display(manifest)}: cannot be read: {error}") from error
    role = values.get("role")
    if role not in roles:
        raise ProjectError(f"{display(manifest)}: does not say as what the files act; {wanted}")
    return cast(ImportRole, role)
