"""Knowledge graphs of diplomatic relationships: every answer comes with its proof.

>>> import kg
>>> graph = kg.open()
>>> answer = graph.ask("frameworks-by-partner", country="Uzbekistan")
>>> reason = graph.why("UZ", "kg:metUnder", "framework:us-uz-spd")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.project.version import __version__

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph, open  # noqa: A004

__all__ = ["KnowledgeGraph", "__version__", "open"]


def __getattr__(name: str) -> Any:
    # Imported on first use, so that `kg --help` and `import kg.rdf.terms` stay fast.
    if name in ("KnowledgeGraph", "open"):
        from kg import graph

        return getattr(graph, name)
    # What offers public names besides these; after `import kg`, kg.page.write and kg.errors.KgError are there.
    if name in ("errors", "page", "reason"):
        import importlib

        return importlib.import_module(f"kg.{name}")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
