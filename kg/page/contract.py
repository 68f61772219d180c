"""The schema of a page's data, which `kg.page.page` packs and the page's script reads.

``frontend/generate.py`` writes ``frontend/src/data.ts`` from these types, and the script is checked against that file.
A test compares the file, and the data of real pages, with the types here. A key that is marked ``NotRequired`` is left
out of the data if it has no value; all other keys are always there.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "Answer", "AnswerRow", "Bend", "Borders", "Community", "Conflict", "Discs", "Edge", "Judgement", "Kind", "MapData",
    "Node", "PageData", "Passage", "Period", "Point", "ProofStep", "Side", "Source", "Thing", "Version",
]  # fmt: skip

Point = tuple[float, float]
"""A place in the drawing, in pixels at full zoom."""
Period = tuple[str | None, str | None]
"""A first and a last day; None if there is no bound."""


class Kind(TypedDict):
    """How a class of things is drawn."""

    kind: str
    shape: str
    """A shape of vis-network."""
    light: str
    """The colour on a light background, as #rrggbb."""
    dark: str
    """The colour on a dark background."""


class Source(TypedDict):
    """A source of statements."""

    title: str | None
    publisher: str | None
    issued: str | None
    url: str | None
    licence: str | None
    """The licence that the source itself states."""
    known: NotRequired[list[Period]]
    """The periods of knowledge time in which it was known; without this key always."""


class Note(TypedDict):
    """What a reader must know, such as what judgements leave out."""

    text: str
    known: NotRequired[list[Period]]
    """The periods of knowledge time to which it belongs; without this key always."""
    former: NotRequired[bool]
    """Whether it belongs only to earlier states of knowledge."""


class Passage(TypedDict):
    """A passage of a source."""

    source: str
    """A key of `PageData.sources`, or the IRI of another source."""
    paragraph: str | None
    sentence: str | None
    start: str | None
    """The offset of the first character in the text of the source."""
    end: str | None
    gist: str | None
    url: str | None


class Judgement(TypedDict):
    """A curator's decision on a claim."""

    verdict: str | None
    ground: str | None
    date: str | None


class Side(TypedDict):
    """One answer in a conflict, with the sources that give it."""

    answer: str | None
    verdict: str | None
    independent: int
    """The number of independent sources that give this answer."""
    judgements: list[Judgement]
    sources: list[str]
    passages: list[int]
    """Indexes in `PageData.passages`."""


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
    """Indexes in `PageData.proofs`."""


class AnswerRow(TypedDict):
    """A row of an answer, with the nodes and edges that are its evidence."""

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
    """Half the height of a country's disc on the map, with its gap: on a screen, and on a phone."""

    wide: float
    small: float


class MapData(TypedDict):
    """The map of the world."""

    land: list[list[int]]
    """Rings of coastline, in half pixels: the first point, then the steps to the next points."""
    outline: list[Point]
    """The right edge of the map, from top to bottom."""
    discs: Discs
    crossing: list[tuple[str, str]]
    """Pairs of countries with a shorter connection over the edge of the map."""


class Community(TypedDict):
    """A community of a large graph, and its bubble."""

    hubs: list[str]
    """The things after which it is named."""
    kind: str
    """The most frequent class of its things."""
    x: float
    y: float
    r: float
    wide: float
    """The width and the height of the community's own drawing."""
    high: float


class Borders(TypedDict):
    """The border of a symbol."""

    borderDashes: list[int] | bool


class Version(TypedDict):
    """What a thing or a relation was in a period of knowledge time: the keys whose values were different then."""

    first: str | None
    last: str | None
    label: NotRequired[str]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    contested: NotRequired[bool]
    conflicts: NotRequired[list[int]]
    passages: NotRequired[list[int]]
    kind: NotRequired[str]
    code: NotRequired[str | None]
    labels: NotRequired[dict[str, str]]
    names: NotRequired[list[str]]
    subtitle: NotRequired[str | None]
    curie: NotRequired[str | None]
    note: NotRequired[str | None]
    status: NotRequired[str | None]
    planned: NotRequired[bool]
    due: NotRequired[str | None]
    overdue: NotRequired[str | None]
    fulfilled_by: NotRequired[str | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    judgements: NotRequired[list[Judgement]]
    facts: NotRequired[list[tuple[str, str]]]
    inferred: NotRequired[bool]
    dashes: NotRequired[list[int] | bool]
    how: NotRequired[str | None]
    when: NotRequired[str | None]
    role: NotRequired[str | None]
    proof: NotRequired[str | None]
    proofs: NotRequired[list[int]]
    sources: NotRequired[list[str]]


class Thing(TypedDict):
    """The keys that nodes and edges have in common."""

    id: str
    label: str
    start: str | None
    end: str | None
    contested: bool
    conflicts: list[int]
    """Indexes in `PageData.conflicts`."""
    passages: list[int]
    """Indexes in `PageData.passages`."""
    held: NotRequired[list[Period]]
    """The periods of valid time; without this key it is always shown."""
    known: NotRequired[list[Period]]
    """The periods of knowledge time."""
    versions: NotRequired[list[Version]]
    """What was different on earlier days of knowledge time."""
    former: NotRequired[bool]
    """Whether it was there only on earlier days of knowledge time."""
    paint: NotRequired[str]
    """A colour of its own, in CSS notation."""


class Node(Thing):
    """A thing: a node of the graph."""

    kind: str
    code: str | None
    """The two-letter code of a country."""
    labels: dict[str, str]
    """Its names by language tag, if there are several."""
    names: list[str]
    subtitle: str | None
    curie: str | None
    note: str | None
    status: str | None
    planned: bool
    due: str | None
    """When a commitment is due."""
    overdue: str | None
    """The first day on which it is overdue."""
    fulfilled_by: str | None
    amount: str | None
    currency: str | None
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
    """Its column in the view of layers: an index in `PageData.columns`."""
    layer: Point
    community: NotRequired[int]
    """An index in `PageData.communities`."""
    true: NotRequired[Point]
    """The true place of a country on the map, and the places of its disc on a screen and on a phone."""
    wide: NotRequired[Point]
    small: NotRequired[Point]


class Bend(TypedDict):
    """The curve of a line."""

    enabled: bool
    type: str
    roundness: float


_Ends = TypedDict("_Ends", {"from": str, "to": str})


class Edge(Thing, _Ends):
    """A relation: an edge of the graph."""

    relation: str
    arrows: Literal["", "to"]
    dashes: list[int] | bool
    smooth: Bend
    inferred: bool
    via: bool
    """Whether it is a relation through a third thing."""
    through: str | None
    """The third thing."""
    how: str | None
    when: str | None
    role: str | None
    proof: str | None
    proofs: list[int]
    """Indexes in `PageData.proofs`."""
    sources: list[str]
    rank: int
    """Its rank in thinning: 0 if it is always drawn."""
    size: NotRequired[float]
    shape: NotRequired[str]
    wide: NotRequired[float]
    """How much wider than other lines it is drawn."""


class PageData(TypedDict):
    """The data of a page."""

    title: str
    version: str | None
    licence: str | None
    slice: str | None
    """The scope of the graph, in words, if it is not the whole graph."""
    today: str | None
    """The day with which due dates are compared; None for the day on which the page is opened."""
    notes: list[Note]
    sources: dict[str, Source]
    kinds: list[Kind]
    crowd: int
    """Up to this number of relations there is no thinning."""
    many: int
    """Two things with at least so many relations between them always have a line."""
    steps: int
    """A relation is left out if a path of at most so many drawn relations joins its ends."""
    columns: list[str]
    """The headings of the layers."""
    map: MapData | None
    flags: dict[str, str]
    """The flags of countries as SVG, by country code."""
    licences: list[tuple[str, str]]
    """The libraries and data in the page: a name, and the text of the licence."""
    communities: list[Community]
    """The communities of a large graph; empty if the graph is drawn whole."""
    nodes: list[Node]
    edges: list[Edge]
    timed: bool
    """Whether there are periods, so that the page has sliders for valid time and knowledge time."""
    answer: Answer | None
    conflicts: list[Conflict]
    proofs: list[ProofStep]
    passages: list[Passage]
