"""The scope of a build: which of a project's statements it uses, as a value that is stored with it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Scope:
    """Which statements of a project a graph uses; by default all of them.

    Parameters
    ----------
    sources : tuple of str
        Names, CURIEs or IRIs of the sources to use; empty for all. Order and repetition do not matter.
    background : bool
        Whether the background (memberships, tenures) is used.
    at : datetime.date, optional
        Valid time: use only what held on this day. Of a `datetime.datetime`, here and below, its date.
    known_by : datetime.date, optional
        Knowledge time: use only what had been published by this day.
    judgements : bool
        Whether judgements are used; without them, what they reject counts.
    lenient : bool
        Whether statements that their files may not make are left out; otherwise they are errors, and nothing is built.

    Examples
    --------
    >>> Scope(("b", "a", "b")) == Scope(("a", "b"))
    True
    >>> WHOLE.is_whole, Scope(background=False).is_whole
    (True, False)
    """

    sources: tuple[str, ...] = ()
    background: bool = True
    at: datetime.date | None = None
    known_by: datetime.date | None = None
    judgements: bool = True
    lenient: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", tuple(sorted(set(self.sources))))
        for name in ("at", "known_by"):
            # A datetime is a date to Python, but its text is not, and would name another build.
            if isinstance(day := getattr(self, name), datetime.datetime):
                object.__setattr__(self, name, day.date())

    @property
    def is_whole(self) -> bool:
        """Whether all statements of the project are used."""
        return self == WHOLE

    @property
    def everything(self) -> Scope:
        """The scope of all statements that counts judgements, and what files may not say, as this one does."""
        return Scope(judgements=self.judgements, lenient=self.lenient)

    @property
    def is_dated(self) -> bool:
        """Whether the graph is of a day, in valid time or in knowledge time."""
        return self.at is not None or self.known_by is not None

    def as_dict(self) -> dict[str, Any]:
        """Return the scope as values for JSON, which `from_dict` reads.

        Examples
        --------
        >>> Scope(at=datetime.date(2024, 1, 1)).as_dict()
        {'sources': [], 'background': True, 'at': '2024-01-01', 'known_by': None, 'judgements': True, 'lenient': False}
        """
        return {
            "sources": list(self.sources),
            "background": self.background,
            "at": None if self.at is None else self.at.isoformat(),
            "known_by": None if self.known_by is None else self.known_by.isoformat(),
            "judgements": self.judgements,
            "lenient": self.lenient,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Scope:
        """Read what `as_dict` returned.

        Parameters
        ----------
        values : mapping of str to JSON value

        Raises
        ------
        KeyError, TypeError, ValueError
            If the values are not those of a scope.

        Examples
        --------
        >>> Scope.from_dict(Scope(("a",), background=False).as_dict())
        Scope(sources=('a',), background=False, at=None, known_by=None, judgements=True, lenient=False)
        """

        def day(text: str | None) -> datetime.date | None:
            return None if text is None else datetime.date.fromisoformat(text)

        scope = cls(
            tuple(values["sources"]),
            values["background"],
            day(values["at"]),
            day(values["known_by"]),
            values["judgements"],
            values["lenient"],
        )
        flags = (scope.background, scope.judgements, scope.lenient)
        if not all(isinstance(flag, bool) for flag in flags) or scope.as_dict() != values:
            raise ValueError(f"{values!r} is not a scope")
        return scope


#: The scope with all statements of a project.
WHOLE: Final = Scope()


def scope_text(scope: Scope) -> str:
    """Write a scope in words, for people; empty for all statements.

    No code reads this text.

    Parameters
    ----------
    scope : Scope

    Examples
    --------
    >>> scope_text(Scope(("b", "a"), background=False, at=datetime.date(2024, 1, 1)))
    'only a, b; without background; at 2024-01-01'
    """
    parts = [f"only {', '.join(scope.sources)}"] if scope.sources else []
    parts += [] if scope.background else ["without background"]
    parts += [f"at {scope.at}"] if scope.at else []
    parts += [f"known by {scope.known_by}"] if scope.known_by else []
    parts += [] if scope.judgements else ["without judgements"]
    parts += ["lenient"] if scope.lenient else []
    return "; ".join(parts)
