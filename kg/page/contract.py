"""What the data of a page holds: `kg.page.page` packs it, and the page's script reads it.

This is the one schema of both sides. ``frontend/generate.py`` writes ``frontend/src/data.ts`` from it, with which the
script is checked; a test compares that file, and the data of real pages, with the types here. A name that is marked
``NotRequired`` is left out of the data where there is nothing to say; all others are always there.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "Answer", "AnswerRow", "Bend", "Borders", "Community", "Conflict", "Discs", "Edge", "Judgement", "Kind", "MapData",
    "Node", "PageData", "Passage", "Period", "Point", "ProofStep", "Side", "Source", "Thing",
]  # fmt: skip

Point = tuple[float, float]
"""A place in the drawing, in pixels at full zoom."""
Period = tuple[str | None, str | None]
"""A first and a last day; None where there is no bound."""


class Kind(TypedDict):
    """How a class of things is drawn."""

    kind: str
    shape: str
    """A shape of vis-network."""
    light: str
    """Its colour on a light background, as #rrggbb."""
    dark: str


class Source(TypedDict):
    """A source that statements come from."""

    title: str | None
    publisher: str | None
    issued: str | None
    url: str | None
    licence: str | None
    """What the source itself says about its reuse."""


class Passage(TypedDict):
    """A passage of a source."""

    source: str
    """A key of `PageData.sources`, or the IRI of a source that is not among them."""
    paragraph: str | None
    sentence: str | None
    start: str | None
    """The first character, counted in the text of the source."""
    end: str | None
    gist: str | None
    url: str | None


class Judgement(TypedDict):
    """What a curator decided about a claim."""

    verdict: str | None
    ground: str | None
    date: str | None


class Side(TypedDict):
    """One of the answers that sources give to a question on which they disagree."""

    answer: str | None
    verdict: str | None
    independent: int
    """How many independent sources say so."""
    judgements: list[Judgement]
    sources: list[str]
    passages: list[int]
    """Places in `PageData.passages`."""


class Conflict(TypedDict):
    """A question on which sources disagree."""

    question: str | None
    about: str | None
    status: str | None
    sides: list[Side]


class ProofStep(TypedDict):
    """A step of a proof: a stated triple with its passages, or an inferred one with its rule and premises."""

    text: str | None
    passages: NotRequired[list[int]]
    contested: NotRequired[list[str]]
    rule: NotRequired[str | None]
    because: NotRequired[str | None]
    premises: NotRequired[list[int]]
    """Places in `PageData.proofs`."""


class AnswerRow(TypedDict):
    """A row of the answer to a question, with what it rests on."""

    cells: list[str]
    nodes: list[str]
    edges: list[str]


class Answer(TypedDict):
    """A question and its answer."""

    question: str
    asked: str
    columns: list[str]
    rows: list[AnswerRow]


class Discs(TypedDict):
    """Half the height of a country's disc on the map, with its gap."""

    wide: float
    small: float


class MapData(TypedDict):
    """The map beneath the countries."""

    land: list[list[int]]
    """Rings of coastline, in half pixels: the first point, and then the step to each next one."""
    outline: list[Point]
    """The right edge of the map, from top to bottom."""
    discs: Discs
    crossing: list[tuple[str, str]]
    """Countries between which the shorter way leads over the edge of the map."""


class Community(TypedDict):
    """A community of a large graph, and the bubble that stands for it."""

    hubs: list[str]
    """The things that it is named after."""
    kind: str
    """The class that most of its things are of."""
    x: float
    y: float
    r: float
    wide: float
    """How wide the drawing of the community itself is, and how high."""
    high: float


class Borders(TypedDict):
    """How the border of a symbol is drawn."""

    borderDashes: list[int] | bool


class Thing(TypedDict):
    """What nodes and edges have in common."""

    id: str
    label: str
    start: str | None
    end: str | None
    contested: bool
    conflicts: list[int]
    """Places in `PageData.conflicts`."""
    passages: list[int]
    """Places in `PageData.passages`."""
    held: NotRequired[list[Period]]
    """When it held; without periods it is always shown."""
    known: NotRequired[list[Period]]
    """When it was known."""
    paint: NotRequired[str]
    """A colour of its own, as CSS writes colours."""


class Node(Thing):
    """A thing."""

    kind: str
    code: str | None
    """The code of a country, of two letters."""
    labels: dict[str, str]
    """Its names by language tag, where there are several."""
    names: list[str]
    subtitle: str | None
    curie: str | None
    note: str | None
    status: str | None
    planned: bool
    judgements: list[Judgement]
    facts: list[tuple[str, str]]
    shape: str
    color: str
    size: float
    physics: bool
    shapeProperties: Borders
    x: float
    y: float
    column: int
    """Its column in the view of layers: a place in `PageData.columns`."""
    layer: Point
    community: NotRequired[int]
    """A place in `PageData.communities`."""
    true: NotRequired[Point]
    """Where a country lies on the map, and where there is room for its disc on a screen and on a phone."""
    wide: NotRequired[Point]
    small: NotRequired[Point]


class Bend(TypedDict):
    """How a line curves."""

    enabled: bool
    type: str
    roundness: float


_Ends = TypedDict("_Ends", {"from": str, "to": str})


class Edge(Thing, _Ends):
    """A relation."""

    relation: str
    arrows: Literal["", "to"]
    dashes: list[int] | bool
    smooth: Bend
    inferred: bool
    via: bool
    """Whether it links its ends through a third thing."""
    through: str | None
    """That thing."""
    how: str | None
    when: str | None
    role: str | None
    proof: str | None
    proofs: list[int]
    """Places in `PageData.proofs`."""
    sources: list[str]
    rank: int
    """How telling it is: 0 where it is always drawn."""
    size: NotRequired[float]
    shape: NotRequired[str]
    wide: NotRequired[float]
    """How much wider than others it is drawn."""


class PageData(TypedDict):
    """The data of a page."""

    title: str
    version: str | None
    licence: str | None
    sources: dict[str, Source]
    kinds: list[Kind]
    crowd: int
    """Up to so many relations are drawn as they are."""
    many: int
    """Two things with so many relations with each other are always joined."""
    steps: int
    """A relation is left out where so many drawn ones lead from one of its ends to the other, or fewer."""
    columns: list[str]
    """The headings of the layers."""
    map: MapData | None
    flags: dict[str, str]
    """The flags of countries, as SVG, by their codes."""
    licences: list[tuple[str, str]]
    """Of what travels with the page: whose it is, and the text of the licence."""
    communities: list[Community]
    """Of a large graph; an empty list where the graph is drawn whole."""
    nodes: list[Node]
    edges: list[Edge]
    timed: bool
    """Whether periods are given, so that there are sliders for two days."""
    answer: Answer | None
    conflicts: list[Conflict]
    proofs: list[ProofStep]
    passages: list[Passage]
