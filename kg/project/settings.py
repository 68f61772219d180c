"""The settings of a project: `kg.toml` → `Project`, with checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kg.errors import ProjectError, UnknownNameError, printable, shortened
from kg.project.paths import display
from kg.project.project import Project
from kg.project.read import read_toml
from kg.rdf import terms

_KEYS: Mapping[str, type] = {
    "title": str, "version": str, "base": str, "licence": str, "attribution": list, "background": bool,
    "texts": str, "replaces": list, "foreign": list,
}  # fmt: skip

#: The length of the longest text.
_LONGEST = 2000

#: Vocabularies of others, whose names no project may use for its things.
_VOCABULARIES = tuple(
    terms.PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd", "skos", "dcterms", "prov", "oa", "geo", "wd")
)

#: What a value must be, in words.
_WANTED: Mapping[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    list: 'a list of texts, such as ["A", "B"]',
}


def read_settings(root: Path, config: Path, *, shipped: bool = False) -> Project:
    """Read a file of settings, and return the project that it describes.

    Parameters
    ----------
    root : Path
        The folder of the project.
    config : Path
        The file, in TOML.
    shipped : bool, optional
        Whether it is the graph that kg ships; only that project may use kg's own IRI as its base.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        If the file cannot be read, has an unknown setting, a value of the wrong type, or no usable base.
    """
    name = display(config)
    try:
        values = read_toml(config)
    except OSError as error:
        raise ProjectError(f"{name}: cannot be read: {error.strerror or error}") from error
    for key, value in values.items():
        if key not in _KEYS:
            raise ProjectError(f"{name}: {UnknownNameError('setting', key, _KEYS)}")
        if not isinstance(value, _KEYS[key]):
            raise ProjectError(f"{name}: {key} must be {_WANTED[_KEYS[key]]}, not {_toml(value)}")
        for text in value if isinstance(value, list) else [value]:
            _check_text(f"{name}: {key}", text)
        if isinstance(value, list) and not all(isinstance(entry, str) for entry in value):
            raise ProjectError(f"{name}: {key} must be {_WANTED[list]}, not {_toml(value)}")
    if "base" not in values:
        raise ProjectError(
            f'{name}: base is missing, the beginning of the IRIs of your own things; add: base = "https://example.org/desk/"'
        )
    base = values["base"]
    check_base(base, name, own=not shipped)
    return Project(
        root=root,
        title=values.get("title", root.name),
        version=values.get("version", "0"),
        base=base,
        licence=values.get("licence", ""),
        background=values.get("background", True),
        attribution=tuple(values.get("attribution", ())),
        shipped=shipped,
        texts=values.get("texts", ""),
        replaces=tuple(values.get("replaces", ())),
        foreign=_foreign(values.get("foreign", []), name, base),
    )


def _check_text(where: str, text: object) -> None:
    """Raise an error for a text that is no line of a reasonable length."""
    if isinstance(text, str) and (len(text) > _LONGEST or printable(text) != text or "\n" in text):
        shown = _toml(text if len(text) <= 80 else f"{text[:80]}…")
        raise ProjectError(
            f"{where} must be one line of at most {_LONGEST} characters, without control characters, not {shown}"
        )


def _foreign(namespaces: list[str], name: str, base: str) -> tuple[str, ...]:
    # A beginning of these would keep kg from checking their terms.
    own = (terms.BASE, base, terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
    for namespace in namespaces:
        covers = any(one.startswith(namespace) or namespace.startswith(one) for one in own)
        if not terms.is_iri(namespace) or covers:
            raise ProjectError(
                f"{name}: foreign must list the beginnings of IRIs of other vocabularies, such as "
                f"http://www.wikidata.org/prop/, and cover none of kg, of the project, of RDF or of OWL, "
                f"not {shortened(namespace)!r}"
            )
    return tuple(namespaces)


def _toml(value: object) -> str:
    """Write a value as in TOML."""
    return shortened(json.dumps(value, ensure_ascii=False, default=str))


def check_base(base: str, where: str, *, own: bool = True) -> None:
    """Raise an error for an invalid base IRI of a project.

    Parameters
    ----------
    base : str
    where : str
        The file or the option with the base, for the message.
    own : bool, optional
        Whether kg's own IRIs are also invalid.

    Raises
    ------
    ProjectError

    Examples
    --------
    >>> check_base("https://example.org/desk", "--base")
    Traceback (most recent call last):
    ...
    kg.errors.ProjectError: --base: base must be an absolute IRI that ends in / or #, such as ...
    """
    if not terms.is_iri(base) or not base.endswith(("/", "#")):
        raise ProjectError(
            f"{where}: base must be an absolute IRI that ends in / or #, "
            f"such as https://example.org/desk/, not {base!r}"
        )
    if not base.lower().startswith(("http://", "https://", "urn:", "tag:")):
        raise ProjectError(f"{where}: base must begin with https:, http:, urn: or tag:, not {base!r}")
    if own and (base.startswith(terms.BASE) or terms.BASE.startswith(base)):
        raise ProjectError(f"{where}: base must be an IRI of your own, not one below or above {terms.BASE}")
    if base.startswith(_VOCABULARIES):
        raise ProjectError(f"{where}: base must be an IRI of your own, not one of a vocabulary: {base}")
