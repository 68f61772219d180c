"""What there is on the desk of ``desk.py``: kinds of frameworks, posts, words, and what happens at a session."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from desk_sources import Pair, words

#: No session is later. Plans are for the year after, or for a year that has passed; these are planted.
LAST = datetime.date(2026, 11, 1)
DESK = "my-organisation:desk"
#: Name, title and rank; the holders of the first four lead delegations.
POSTS = (
    ("president", "President", 1), ("foreign-minister", "Minister for Foreign Affairs", 2),
    ("trade-minister", "Minister of Trade", 2), ("energy-minister", "Minister of Energy", 2),
    ("deputy-minister", "Deputy Minister of Foreign Affairs", 3), ("ambassador", "Ambassador at large", 3),
    ("envoy", "Special Envoy", 3), ("director", "Director of Policy Planning", 4),
)  # fmt: skip
#: Share, class, and what labels say.
FRAMEWORKS = (
    (68, "DialogueSeries", "dialogue"), (14, "MultilateralPlatform", "forum"),
    (5, "InternationalOrganisation", "organisation"), (9, "BilateralPartnership", "partnership"),
    (4, "Initiative", "initiative"),
)  # fmt: skip
LEVELS = ("level:strategic-partnership", "level:comprehensive-strategic-partnership")
SUBJECTS = words(
    "trade energy water transit customs visas railways ports satellites fisheries vaccines students minerals forests "
    "data tourism wheat textiles steel airlines banks museums languages glaciers rivers borders police courts seeds"
)
DEEDS = words("study extend review open fund renew survey simplify build restore protect connect")
STANCES = words("Emphasises Welcomes Acknowledges Praises Supports Proposes Asserts")
STATUSES = words("Announced InProgress PartlyFulfilled Fulfilled Lapsed StatusUnknown Superseded")
INSTRUMENTS = words("Treaty Agreement MemorandumOfUnderstanding JointStatement")
#: What a later report may state otherwise.
WRONG = frozenset(("date", "leader", "money", "place"))


#: A commitment, a position or an instrument: its name, its statements, and an amount of money or 0.
Thing = tuple[str, list[Pair], int]


@dataclass
class Framework:
    """A framework, and who belongs to it."""

    name: str
    cls: str
    label: str
    parties: list[str]
    topics: list[str]
    founded: datetime.date

    @property
    def large(self) -> bool:
        """Whether it has more than two sides."""
        return self.cls in ("MultilateralPlatform", "InternationalOrganisation")

    @property
    def key(self) -> str:
        """The last part of the name."""
        return self.name.partition(":")[2]


@dataclass
class Session:
    """What happened at a session; each source tells a part of it."""

    framework: Framework
    ordinal: int
    when: datetime.date
    parties: list[str]
    topics: list[str]
    planned: int | None  # the year of the next one
    forgotten: bool  # whether nothing is heard of the next one
    wrong: set[str] = field(default_factory=set)
    people: list[tuple[str, int, str]] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The last part of its name."""
        return f"{self.framework.key}-{self.ordinal}"

    @property
    def host(self) -> str:
        """The country in whose capital it was."""
        return self.parties[self.ordinal % len(self.parties)]

    def label(self, after: int = 0) -> str:
        """Return the name of this session, or of a later one."""
        return f"Round {self.ordinal + after} of {self.framework.label}"

    def kind(self, after: int = 0) -> str:
        """Return the class of this session, or of a later one."""
        return (
            ("Summit", "MinisterialMeeting", "Meeting")[(self.ordinal + after) % 3]
            if self.framework.large
            else "Dialogue"
        )


@dataclass
class Telling:
    """What a voice tells of a session: the first voice all, others a part, and some state a thing otherwise."""

    session: Session
    voice: int
    wrong: str
    rnd: random.Random

    def told(self, things: Iterable[Any], share: float = 0.65) -> list[Any]:
        """Return what is told of things."""
        return [thing for thing in things if not self.voice or self.rnd.random() < share]
