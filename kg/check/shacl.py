"""Runs pyshacl so that shapes of others read nothing from elsewhere, and end."""

from __future__ import annotations

import contextlib
import logging
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from kg.errors import Finding, QueryError, QueryLimitError
from kg.sparql.worker import Limits, current_limits

if TYPE_CHECKING:
    import rdflib

#: Whether rdflib runs queries of shapes now; see `_sealed`.
_SEALED = ContextVar("_SEALED", default=False)


def validate(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the report of pyshacl; its queries read no other server and no other graph."""
    import pyshacl
    import rdflib
    from rdflib.plugins.sparql import CUSTOM_EVALS

    CUSTOM_EVALS["kg.check.shacl"] = _sealed
    before = _SEALED.set(True)
    try:
        # A graph of rdflib that is no dataset; for a dataset, rdflib would load what FROM names before it evaluates.
        _, report, _ = pyshacl.validate(
            data, shacl_graph=shapes, inference="none", advanced=False, js=False, do_owl_imports=False
        )
    finally:
        _SEALED.reset(before)
    if not isinstance(report, rdflib.Graph):
        raise report
    return report


def _sealed(_: object, part: Any) -> Any:
    """Refuse each part of a query of shapes for which rdflib would read from elsewhere: SERVICE, FROM.

    `kg.check.shapes` says so with the line. But pyshacl composes queries of several texts, so the last word is here,
    where rdflib evaluates a query.
    """
    if _SEALED.get() and (part.name == "ServiceGraphPattern" or getattr(part, "datasetClause", None)):
        raise QueryError(Finding("query", "a query of shapes cannot call another server, nor use FROM"))
    raise NotImplementedError  # rdflib goes on with its own evaluation.


def validate_apart(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Validate in a process of its own, which is stopped at the limit of time: a query or a pattern may never end.

    Raises
    ------
    QueryLimitError
        If it is stopped.
    RuntimeError
        If the shapes cannot be run.
    """
    seconds = (current_limits() or Limits()).seconds or None
    # The path of modules may have been changed in this process; -I keeps the working directory out of it.
    program = f"import sys; sys.path[:] = {sys.path!r}; from kg.check.shacl import be_apart; be_apart()"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", program],
            input=pickle.dumps((list(data), list(shapes))),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        after = f"{seconds:g} second{'' if seconds == 1 else 's'}"
        remedy = "write simpler queries and patterns, or allow more time: --timeout SECONDS, 0 for no limit"
        message = f"the shapes were stopped after {after}, so they found nothing"
        raise QueryLimitError(Finding("shape", message, remedy=remedy)) from None
    if done.returncode:
        raise RuntimeError("the process that runs them has ended, perhaps for lack of memory")
    report, message = _unpickled(done.stdout)
    if message:
        raise RuntimeError(message)
    return _graph_of(report)


def be_apart() -> None:
    """Be the process of `validate_apart`: read data and shapes from standard input, write the report or an error."""
    data, shapes = map(_graph_of, _unpickled(sys.stdin.buffer.read()))
    report: list[Any] = []
    message = ""
    try:
        with quiet():
            report = list(validate(data, shapes))
    except Exception as error:  # noqa: BLE001  pyshacl raises errors of many classes
        message = str(error) or type(error).__name__
    sys.stdout.buffer.write(pickle.dumps((report, message)))


def _unpickled(content: bytes) -> Any:
    """Read terms of rdflib as they were written, such as a date with a time zone, and not in their normal form."""
    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        return pickle.loads(content)
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _graph_of(triples: Iterable[Any]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for triple in triples:
        graph.add(triple)
    return graph


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Prevent rdflib from logging a traceback for each ill-typed literal, and pyshacl its errors: kg reports both."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
