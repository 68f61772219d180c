"""What the user of this machine has approved: folders outside of a project that its settings may name.

The settings of a project come with its files, perhaps from somebody else. So they alone cannot make kg read anything
outside the project. The user's own file, ``config.toml``, can allow it::

    texts = ["/home/me/texts"]
"""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import ProjectError
from kg.project.paths import display
from kg.project.read import read_toml


def config_file() -> Path:
    """Return the user's own file of settings; it need not exist.

    It is in the user's folder of configurations, or in ``KG_CONFIG_DIR``.
    """
    if folder := os.environ.get("KG_CONFIG_DIR"):
        return Path(folder) / "config.toml"
    import platformdirs

    return Path(platformdirs.user_config_dir("diplomatic-kg", appauthor=False)) / "config.toml"


def check_inside(folder: Path, root: Path, where: str) -> None:
    """Raise an error for a folder that the settings of a project name, if it is outside the project and not approved.

    Parameters
    ----------
    folder : Path
    root : Path
        The folder of the project.
    where : str
        The setting, for the message.

    Raises
    ------
    ProjectError
        If it is outside, or the user's file of settings cannot be used.

    Examples
    --------
    >>> check_inside(Path("desk/texts"), Path("desk"), "kg.toml: texts")
    """
    place = _real(folder)
    if any(place.is_relative_to(_real(allowed)) for allowed in (root, *_approved())):
        return
    raise ProjectError(
        f"{where} names a folder outside the project: {display(folder)}; move the texts into the project, or name the "
        f'folder yourself with --texts or KG_TEXTS, or approve it in {config_file()}: texts = ["{place}"]'
    )


def _real(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except ValueError as error:  # such as a null character
        raise ProjectError(f"{path!s:.80}: is not the path of a folder: {error}") from error


def _approved() -> list[Path]:
    file = config_file()
    try:
        values = read_toml(file, given=True)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ProjectError(f"{file}: cannot be read: {error}") from error
    folders = values.get("texts", [])
    if not isinstance(folders, list) or not all(isinstance(one, str) and Path(one).is_absolute() for one in folders):
        raise ProjectError(f'{file}: texts must be a list of absolute paths, such as ["/home/me/texts"]')
    return [Path(one) for one in folders]
