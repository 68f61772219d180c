"""The version of kg. It has its own file, so that rooms can import it without the whole package."""

from __future__ import annotations

__version__ = "0.2.0"
