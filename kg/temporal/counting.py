"""What counts on a day: the rows of the table, one function each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pyoxigraph as ox

from kg.load.documents import Account, Parsed
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.temporal.days import Day, days_in, is_by, issued_on, window
from kg.temporal.kinds import (
    CLASSES,
    DATE,
    HELD,
    INTERVAL,
    LASTING,
    LEGAL_STATUS,
    LOOKED,
    PLAN,
    PLANNED,
    STATUS,
    SUCCESSION,
    TIMELESS,
    UNTIMED,
    Kind,
    Schema,
    iri,
    schema_of,
)


@dataclass(frozen=True)
class Told:
    """What is told of which node, on whatever day.

    ``about`` holds the accounts of a node by the number of the file, ``unaccepted`` the nodes of which nothing is
    accepted, ``issued`` when each file was.
    """

    about: Mapping[Term, Mapping[int, Account]]
    kind: Mapping[Term, Kind]
    rejected: Sequence[Mapping[Subject, Account]]
    unaccepted: frozenset[Term]
    issued: Sequence[Day | None]
    #: Accounts that count as a whole, but for what leads to something that does not count.
    whole: frozenset[tuple[Term, int]]
    #: Of each account, what leads to something that has a time of its own.
    links: Mapping[tuple[Term, int], Sequence[tuple[str, Sequence[Triple]]]]
    by_kind: Mapping[Kind, Sequence[tuple[Term, Mapping[int, Account]]]]


@dataclass
class Decided:
    """Which accounts count: the facts read from files, and what follows for a day.

    ``accounts`` holds what counts as (node, number of the file); ``plans`` the accounts of events that count as
    plans; ``begun`` the lasting things that are not yet to come.
    """

    day: Day
    told: Told
    accounts: set[tuple[Term, int]] = field(default_factory=set)
    plans: set[tuple[Term, int]] = field(default_factory=set)
    nodes: set[Term] = field(default_factory=set)
    happened: set[Term] = field(default_factory=set)
    begun: set[Term] = field(default_factory=set)
    #: Accounts of lasting things, but those that speak of later days only.
    seen: set[tuple[Term, int]] = field(default_factory=set)
    undated: set[ox.NamedNode] = field(default_factory=set)
    #: Files whose statements count whenever they were published.
    background: frozenset[int] = frozenset()
    #: For each framework, the events that changed it.
    changes: dict[Term, set[Term]] = field(default_factory=dict)
    #: Lasting things that are over, and that something that counts speaks of; in the second, rejected or not.
    spoken_of: set[Term] = field(default_factory=set)
    spoken_of_as_told: set[Term] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.about, self.kind, self.issued = self.told.about, self.told.kind, self.told.issued

    def of(self, kind: Kind) -> Sequence[tuple[Term, Mapping[int, Account]]]:
        """Return the nodes of a kind with their accounts."""
        return self.told.by_kind.get(kind, ())

    def told_by(self, file: int) -> bool:
        """Tell whether a file was published by the day."""
        return is_by(self.issued[file], self.day)

    def add(self, node: Term, files: Iterable[int]) -> None:
        """Let the accounts of some files count."""
        found = [(node, file) for file in files]
        self.accounts.update(found)
        if found:
            self.nodes.add(node)


@lru_cache(maxsize=2)
def gather(told: tuple[Parsed, ...], accepted: tuple[Parsed, ...]) -> Told:
    """Sort what files say by node, and find out of which kind each node is.

    Remembered, since one slice after the other starts from the same. What was rejected decides nothing, save of things
    of which nothing is accepted: so long as they would count they stay told.
    """
    schema = schema_of(accepted)
    about: dict[Term, dict[int, Account]] = {}
    kinds: dict[Term, set[Kind]] = defaultdict(set)
    for number, file in enumerate(accepted):
        for node, account in file.accounts.items():
            if file.file.role not in TIMELESS:
                about.setdefault(node, {})[number] = account
                kinds[node].update(_kinds(account, schema))
            elif types := account.get(terms.RDF_TYPE):
                kinds[node].update(_kinds({terms.RDF_TYPE: types}, schema))
    rejected = [_less(one, other) for one, other in zip(told, accepted, strict=True)]
    unaccepted = frozenset(node for accounts in rejected for node in accounts if node not in about)
    for number, less in enumerate(rejected):
        for node in unaccepted.intersection(less):
            about.setdefault(node, {})[number] = less[node]
            kinds[node].update(_kinds(less[node], schema))
    kind = {node: found for node, accounts in about.items() if (found := _kind(kinds[node], accounts)) is not None}
    by_kind: dict[Kind, list[tuple[Term, Mapping[int, Account]]]] = defaultdict(list)
    for term, found in kind.items():
        by_kind[found].append((term, about[term]))
    accounts = [(term, number, account) for term, told_of in about.items() for number, account in told_of.items()]
    whole = frozenset((term, number) for term, number, account in accounts if _is_whole(kind.get(term), account))
    links = {(term, number): link for term, number, account in accounts if (link := _links(account, kind))}
    issued = [issued_on(file) for file in accepted]
    return Told(about, kind, rejected, unaccepted, issued, whole, links, dict(by_kind))


def _is_whole(kind: Kind | None, account: Account) -> bool:
    if not SUCCESSION.isdisjoint(account):
        return False
    if kind == "event":
        return not plans_in(account) and not statuses_of(account) & LOOKED
    return kind != "instrument" or LEGAL_STATUS not in account


def _links(account: Account, kind: Mapping[Term, Kind]) -> list[tuple[str, Sequence[Triple]]]:
    def is_timed(term: Term) -> bool:
        return not isinstance(term, ox.Literal) and kind.get(term, "naming") not in UNTIMED

    return [(name, rows) for name, rows in account.items() if any(is_timed(row[2]) for row in rows)]


def _less(told: Parsed, accepted: Parsed) -> Mapping[Subject, Account]:
    """Return what a file tells and what is not accepted of it."""
    if told is accepted or not is_cut(told):
        return {}
    kept = set(accepted.triples)
    return replace(told, triples=tuple(triple for triple in told.triples if triple not in kept)).accounts


def is_cut(file: Parsed) -> bool:
    """Tell whether the clocks look into a file: names, axioms and judgements have no time of their own."""
    return file.file.role in ("source", "background")


def _kinds(account: Account, schema: Schema) -> Iterator[Kind]:
    for name, rows in account.items():
        known = (
            [schema.kinds.get(row[2].value) for row in rows if isinstance(row[2], ox.NamedNode)]
            if name == terms.RDF_TYPE
            else [schema.kinds.get(name)]
        )
        yield from (kind for kind in known if kind is not None)


def _kind(kinds: set[Kind], accounts: Mapping[int, Account]) -> Kind | None:
    if kinds:
        return next(kind for kind in CLASSES if kind in kinds)
    if any(not LASTING.isdisjoint(account) for account in accounts.values()):
        return "interval"
    return "statement" if any(not DATE.isdisjoint(account) for account in accounts.values()) else None


def decide(told: Told, files: Sequence[Parsed], day: Day) -> Decided:
    """Decide which accounts of all nodes count on a day."""
    decided = Decided(day, told)
    decided.background = frozenset(n for n, file in enumerate(files) if file.file.role == "background")
    made_at = schema_of(files).made_at
    for node, accounts in decided.of("interval"):
        _lasting(decided, node, accounts)
    for node, accounts in decided.of("event"):
        _event(decided, node, accounts)
    decided.changes = _inverse(decided, "changesStatusOf")
    for node, accounts in decided.of("statement"):
        _made(decided, node, accounts, made_at)
    announced = {
        event
        for node, accounts in decided.of("statement")
        if node in decided.nodes
        for event in _objects(accounts, iri("plans"))
    }
    for node, accounts in decided.of("event"):
        _plan(decided, node, accounts, announced=node in announced)
    signings, parts = _inverse(decided, "signs"), _inverse(decided, "hasParticipation")
    for node, accounts in decided.of("instrument"):
        _signed(decided, node, accounts, signings.get(node, set()))
    for node, accounts in decided.of("participation"):
        _took_part(decided, node, accounts, parts.get(node, set()))
    for node, accounts in decided.of("report"):
        if all(target in decided.nodes for target in _objects(accounts, iri("statusOf")) if target in decided.kind):
            _dated(decided, node, accounts)
    return decided


def _inverse(decided: Decided, name: str) -> dict[Term, set[Term]]:
    """Return for what a property of events leads to the events that it leads there from."""
    found: dict[Term, set[Term]] = {}
    for node, accounts in decided.of("event"):
        for term in _objects(accounts, iri(name)):
            found.setdefault(term, set()).add(node)
    return found


def _objects(accounts: Mapping[int, Account], *predicates: str) -> set[Term]:
    return {row[2] for account in accounts.values() for name in predicates for row in account.get(name, ())}


def _lasting(decided: Decided, node: Term, accounts: Mapping[int, Account]) -> None:
    """Tenures, memberships, levels: count where the interval certainly contains the day."""
    day = decided.day
    dated = {n for n, account in accounts.items() if not INTERVAL.isdisjoint(account)}
    seen = {n: days_in(account, iri("observedOn")) for n, account in accounts.items()}
    first, begin = window(accounts.values(), iri("startEarliest"), iri("startLatest"))
    end, over = window(accounts.values(), iri("endEarliest"), iri("endLatest"))
    if begin is None and dated:
        # Since when, nobody says: it held when the first source told of it.
        told = [issued for n in dated if (issued := decided.issued[n]) is not None]
        begin = max(filter(None, (min(told, default=None), first)), default=None) if told else None
    if end is None and over is not None:
        end = begin
    holds = bool(dated) and is_by(begin, day) and (end is None or day <= end)
    counting = []
    for number in accounts:
        if day in seen[number]:
            counting.append(number)
        elif number in dated or (dated and not seen[number]):
            counting += [number] if holds else []
        elif dated:
            # What was seen outside the interval speaks of its own day only.
            fits = any((first is None or first <= d) and (over is None or d <= over) for d in seen[number])
            counting += [number] if holds and fits else []
        elif not seen[number]:
            counting += [number] if decided.told_by(number) else []
    decided.add(node, counting)
    decided.seen.update((node, n) for n in accounts if n in dated or not seen[n] or min(seen[n]) <= day)
    observed = [d for found in seen.values() for d in found]
    begun = (first is None or first <= day) if dated else any(d <= day for d in observed) or bool(counting)
    if begun:
        decided.begun.add(node)
    undated = bool(counting) and not dated and not observed
    if undated and isinstance(node, ox.NamedNode) and node not in decided.told.unaccepted:
        decided.undated.add(node)


def statuses_of(account: Account) -> set[str]:
    """Return the statuses that an account gives an event, as IRIs."""
    return {row[2].value for row in account.get(STATUS, ()) if isinstance(row[2], ox.NamedNode)}


def reports_in(account: Account) -> bool:
    """Tell whether an account says that an event took place."""
    statuses = statuses_of(account)
    if HELD in statuses or iri("heldSessionOf") in account:
        return True
    return not statuses and not plans_in(account) and not DATE.isdisjoint(account)


def plans_in(account: Account) -> bool:
    """Tell whether an account says that an event is planned."""
    return PLANNED in statuses_of(account) or not PLAN.isdisjoint(account)


def is_plan(account: Account) -> bool:
    """Tell whether an account tells of a plan and of nothing else."""
    return plans_in(account) and not reports_in(account) and not statuses_of(account) & LOOKED


def _event(decided: Decided, node: Term, accounts: Mapping[int, Account]) -> None:
    """Held events count from their latest date on; what else is told of one, from the date of its source on."""
    reports = {n: account for n, account in accounts.items() if reports_in(account)}
    if reports:
        _, latest = window(reports.values(), iri("earliestDate"), iri("latestDate"))
        dates = [issued for n in reports if (issued := decided.issued[n]) is not None]
        if is_by(latest if latest is not None else min(dates, default=None), decided.day):
            decided.happened.add(node)
    unsure = not reports and any(map(plans_in, accounts.values()))
    for number, account in accounts.items():
        if number in reports:
            counts = node in decided.happened
        elif statuses_of(account) & LOOKED:
            counts = decided.told_by(number)
        else:
            counts = node in decided.happened or (not reports and not unsure and decided.told_by(number))
        decided.add(node, [number] if counts and not is_plan(account) else ())


def _plan(decided: Decided, node: Term, accounts: Mapping[int, Account], *, announced: bool) -> None:
    """Plans count once announced, until their latest date, or until a report or a cancellation."""
    plans = {n: account for n, account in accounts.items() if plans_in(account)}
    if not plans or node in decided.happened:
        return
    cancelled = [
        issued
        for n, account in accounts.items()
        if iri("Cancelled") in statuses_of(account) and (issued := decided.issued[n]) is not None
    ]
    every = [day for account in plans.values() for day in _until(account)]
    for number, account in plans.items():
        issued = decided.issued[number]
        until = max(_until(account) or every, default=None)
        off = any(day <= decided.day and (issued is None or issued <= day) for day in cancelled)
        if (announced or decided.told_by(number)) and not off and (until is None or decided.day <= until):
            decided.plans.add((node, number))
            decided.nodes.add(node)
    if node in decided.nodes:
        # What says neither that it was held nor that it is planned goes with the rest.
        rest = (n for n, account in accounts.items() if n not in plans and not reports_in(account))
        decided.add(node, filter(decided.told_by, rest))


def _until(account: Account) -> list[Day]:
    planned = days_in(account, iri("plannedLatest"), end=1)
    return planned or ([] if reports_in(account) else days_in(account, iri("latestDate"), end=1))


def _dated(decided: Decided, node: Term, accounts: Mapping[int, Account]) -> None:
    """Count from a date of one's own on, or else from the date of the source on."""
    _, latest = window(accounts.values(), iri("earliestDate"), iri("latestDate"))
    if latest is not None:
        decided.add(node, accounts if latest <= decided.day else ())
    else:
        decided.add(node, filter(decided.told_by, accounts))


def _made(decided: Decided, node: Term, accounts: Mapping[int, Account], made_at: frozenset[str]) -> None:
    """Count commitments, positions and expectations from the event on at which they were made."""
    events = {event for event in _objects(accounts, *made_at) if decided.kind.get(event) == "event"}
    if events and not any(iri("latestDate") in account for account in accounts.values()):
        decided.add(node, accounts if events & decided.happened else ())
    else:
        _dated(decided, node, accounts)


def _signed(decided: Decided, node: Term, accounts: Mapping[int, Account], signings: set[Term]) -> None:
    """Instruments count from their signing on."""
    if signings:
        decided.add(node, accounts if signings & decided.happened else ())
    else:
        _dated(decided, node, accounts)


def _took_part(decided: Decided, node: Term, accounts: Mapping[int, Account], others: set[Term]) -> None:
    """Count as the account of the event does, in the same source; else as the event."""
    told = {event for event in (*_objects(accounts, iri("atEvent")), *others) if event in decided.kind}
    for number in accounts:
        if not told:
            counts = decided.told_by(number)
        else:
            counts = any(
                (event, number) in decided.accounts or (event, number) in decided.plans
                if number in decided.about[event]
                else event in decided.nodes
                for event in told
            )
        decided.add(node, [number] if counts else ())
