"""Exports a snapshot: as a file for other programs, or as an rdflib Dataset."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import escaped, in_xml
from kg.formats.format import GRAPHS
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import rdflib


def export(snapshot: Snapshot, style: str) -> bytes:
    """Write a graph in a format.

    Parameters
    ----------
    snapshot : Snapshot
    style : str
        Name of a format, such as ``trig``, ``nanopub`` or ``gexf``; see `kg.formats.format.GRAPHS`.

    Returns
    -------
    bytes
        The same snapshot always gives the same bytes.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    UsageError
        If another package adds the format, and it cannot be loaded.

    Examples
    --------
    >>> import kg
    >>> export(kg.open().snapshot, "turtle")[:7]
    b'@prefix'
    """
    return _harmless(GRAPHS.find(style).write(snapshot))


def _harmless(content: bytes) -> bytes:
    """Write characters that control a terminal as the syntax of the text writes them; leave other files as they are."""
    if b"\x00" in content:
        return content
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content
    return (in_xml(text) if text.lstrip("\ufeff").startswith("<?xml") else escaped(text)).encode()


def to_rdflib(snapshot: Snapshot) -> rdflib.Dataset:
    """Copy a snapshot into an rdflib Dataset: a named graph for each source, and the accepted and inferred graphs.

    Parameters
    ----------
    snapshot : Snapshot

    Examples
    --------
    >>> import kg
    >>> len(to_rdflib(kg.open().snapshot)) > 1000
    True
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=False)
    for prefix, namespace in snapshot.manifest.prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    with warnings.catch_warnings():
        # rdflib's own reader uses functions that rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=(snapshot.store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode(), format="nquads")
    return dataset
