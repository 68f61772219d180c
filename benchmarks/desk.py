"""A project of a realistic desk at about N statements: always the same for the same N, options and seed.

    python benchmarks/desk.py FOLDER N [--per-source 200]

Countries meet in series, platforms, organisations and partnerships; officials speak for them; each session is told by
one or several sources, which copy from each other and sometimes disagree. `kg build` accepts all of it, and `kg check`
finds only what ``desk.json`` lists as planted. That file also has names to ask for: the busiest country, session ...

A source ends after ``--per-source`` statements: a large number puts everything into a few sources, a small one makes
many. ``--hub 0.9`` lets one country take part in nine of ten frameworks, ``--namesakes 5000`` gives that many officials
one name, and ``--same-as 10000`` makes that many names of one official, each the same as the one before.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from desk_sources import BASE, PREFIXES, Pair, Source, dated, en, on, shipped_names, spelled, year
from desk_things import (
    DEEDS,
    DESK,
    FRAMEWORKS,
    INSTRUMENTS,
    LAST,
    LEVELS,
    POSTS,
    STANCES,
    STATUSES,
    SUBJECTS,
    WRONG,
    Framework,
    Session,
    Telling,
    Thing,
)

from kg.rdf import terms


class Desk:
    """What there is to tell, what has been told, and the files written."""

    def __init__(self, folder: Path, target: int, per_source: int, hub: float, seed: int) -> None:
        self.folder, self.target, self.per_source, self.hub = folder, target, per_source, hub
        self.rnd = random.Random(seed)
        self.count = self.sources = self.frameworks = 0
        self.vocabulary: dict[str, dict[str, list[Pair]]] = {}
        self.open: dict[int, Source] = {}
        self.busy: dict[str, Counter[str]] = {}
        self.guests: dict[str, str] = {}  # a country that came to sessions of a framework
        self.planted: Counter[str] = Counter()
        self.judgements: list[list[Pair]] = []
        self.promised: list[str] = []
        self.platforms: list[str] = []
        self.partners: set[frozenset[str]] = set()
        self.labels, self.capitals, self.topics = shipped_names()
        self.countries = sorted(self.labels)
        self.rnd.shuffle(self.countries)
        del self.countries[25 if target <= 20_000 else 90 if target <= 200_000 else len(self.countries) :]
        self.weights = [1 / (n + 1) ** 0.9 for n in range(len(self.countries))]
        self.publishers = max(8, min(120, target // 4_000))

    def hit(self, kind: str, thing: str, by: int = 1) -> None:
        """Count how often a thing is told of, for the names to ask for."""
        self.busy.setdefault(kind, Counter())[thing] += by

    # ---- Files

    def full(self) -> bool:
        """Return whether there are enough statements."""
        return self.count + sum(source.count for source in self.open.values()) >= self.target

    def source(self, voice: int, when: datetime.date, title: str, earlier: Sequence[str] = ()) -> Source:
        """Return the source that a voice is writing; voices 0 and -1 are official, others may copy earlier sources."""
        if voice in self.open and self.open[voice].count >= self.per_source:
            self.close(voice)
        if voice not in self.open:
            number = self.rnd.choices(range(self.publishers), [1 / (n + 1) for n in range(self.publishers)])[0]
            publisher = f"my-organisation:publisher-{number}"
            self.name("organisation", publisher, "Organisation", f"{spelled(1_000 + number * 7)} Courier")
            name = f"publisher-{number}-{self.sources + len(self.open)}-{abs(voice)}"
            head = [
                ("a", "kg:Source"), ("a", "kg:OfficialText" if voice in (0, -1) else "kg:NewsReport"),
                ("dcterms:title", en(title)), ("dcterms:publisher", publisher), ("dcterms:language", '"en"'),
                ("kg:url", f'"{BASE}read/{name}"^^xsd:anyURI'),
            ]  # fmt: skip
            if voice > 0 and earlier and self.rnd.random() < 0.5:
                copied = f"my-source:{self.rnd.choice(earlier)}"
                head += [("prov:wasDerivedFrom", copied), ("kg:derivationGround", en("It names it."))]
            self.open[voice] = Source(name, self.rnd, head)
        self.open[voice].latest = max(self.open[voice].latest, when)
        return self.open[voice]

    def close(self, voice: int) -> None:
        """Write the source of a voice, and its text."""
        source = self.open.pop(voice)
        issued = source.latest + datetime.timedelta(days=self.rnd.randrange(6))
        source.head += [("dcterms:issued", on(issued)), ("kg:retrieved", on(issued + datetime.timedelta(days=9)))]
        self.write(f"data/sources/{source.name}.ttl", source)
        (self.folder / f"texts/{source.name}.txt").write_text("".join(source.text), encoding="utf-8")
        self.sources += 1

    def write(self, path: str, source: Source) -> None:
        """Write a source, and count its statements."""
        (self.folder / path).write_text(source.written(), encoding="utf-8")
        self.count += source.count

    def write_reference(self, path: str, title: str, things: Iterable[tuple[str, Iterable[Pair]]]) -> None:
        """Write a file of the desk itself: a part of its vocabulary, or its judgements."""
        head = [("a", "kg:Source"), ("a", "kg:ReferenceData"), ("dcterms:title", en(title))]
        source = Source(Path(path).stem, self.rnd, [*head, ("dcterms:publisher", DESK), ("dcterms:issued", on(LAST))])
        for thing, pairs in things:
            source.say(thing, *pairs)
        self.write(path, source)

    # ---- Names, which the vocabulary introduces

    def name(self, kind: str, thing: str, cls: str, label: str, *pairs: Pair) -> str:
        """Introduce a thing where it is first used."""
        things = self.vocabulary.setdefault(kind, {})
        if thing not in things:
            things[thing] = [("a", f"kg:{cls}"), ("skos:prefLabel", en(label)), *pairs]
        return thing

    def post(self, country: str, number: int) -> str:
        """Introduce a post of a country."""
        slug, title, rank = POSTS[number]
        pairs = (("kg:postOf", f"country:{country}"), ("kg:rank", str(rank)))
        label = f"{title} of {self.labels[country]}"
        return self.name("post", f"my-post:{country.lower()}-{slug}", "Post", label, *pairs)

    def official(self, country: str, number: int, when: datetime.date) -> tuple[str, str, datetime.date, datetime.date]:
        """Return who holds a post on a day: official, label, first and last day of the tenure."""
        post = self.post(country, number)
        first = when.year - (when.year + sum(map(ord, post))) % 4
        official = f"my-official:{post.removeprefix('my-post:')}-{first}"
        known = self.vocabulary.setdefault("official", {})
        if official not in known:
            family = spelled(20_000 + 37 * len(known))
            label = f"{spelled(self.rnd.randrange(90, 8_000))} {family}"
            more = [("skos:altLabel", en(family))] if self.rnd.random() < 0.4 else []
            if self.rnd.random() < 0.02:
                more.append(("owl:sameAs", self.name("official", f"{official}-again", "Official", label)))
            self.name("official", official, "Official", label, *more)
        label = known[official][1][1].split('"')[1]
        return official, label, datetime.date(first, 1, 16), datetime.date(first + 4, 1, 14)

    # ---- What happens

    def framework(self) -> None:
        """Found a framework, and let it meet."""
        rnd, number = self.rnd, self.frameworks
        self.frameworks += 1
        shares = [share for share, *_ in FRAMEWORKS]
        _, cls, word = FRAMEWORKS[number] if number < len(FRAMEWORKS) else rnd.choices(FRAMEWORKS, shares)[0]
        members = dict.fromkeys(self.countries[: rnd.random() < self.hub])
        large = cls in ("MultilateralPlatform", "InternationalOrganisation")
        size = min(len(self.countries) // 2, 3 + int(rnd.paretovariate(1.1))) if large else 2
        while len(members) < size:
            members[rnd.choices(self.countries, self.weights)[0]] = None
        if cls == "BilateralPartnership" and frozenset(members) in self.partners:
            _, cls, word = FRAMEWORKS[0]
        parties, founded = list(members), datetime.date(rnd.randrange(1998, 2020), 3, rnd.randrange(1, 28))
        label = f"{self.labels[parties[0]]} and {self.labels[parties[1]]}: {rnd.choice(SUBJECTS)} {word} {number}"
        framework = Framework(f"my-framework:f{number}", cls, label, parties, rnd.sample(self.topics, 6), founded)
        self.name("framework", framework.name, cls, label, ("skos:altLabel", en(f"F{number}")))
        self.found(framework)
        self.hit("framework", framework.name, size)
        rounds = min(int(rnd.paretovariate(1.15)), 5 if self.target <= 20_000 else 30)
        when = founded
        for ordinal in range(1, 1 + rounds):
            later = datetime.date(when.year + rnd.randrange(1, 3), rnd.randrange(3, 11), rnd.randrange(1, 28))
            last = ordinal == rounds or later > LAST or self.full()
            planned = None if last and rnd.random() < 0.7 else min(later.year, 2027)
            sides = parties if len(parties) <= 12 else rnd.sample(parties, 12)
            self.session(Session(framework, ordinal, when, sides, rnd.sample(framework.topics, 3), planned, last))
            if last:
                return
            when = later

    def found(self, framework: Framework) -> None:
        """Tell who founded a framework, and who belongs to it."""
        rnd, label, founded, parties = self.rnd, framework.label, framework.founded, framework.parties
        more = [("kg:subFrameworkOf", rnd.choice(self.platforms))] if self.platforms and rnd.random() < 0.3 else []
        if framework.large:
            self.platforms.append(framework.name)
        if framework.cls == "BilateralPartnership":
            self.partners.add(frozenset(parties))
            more = [*(("kg:hasPartner", f"country:{party}") for party in parties), ("kg:level", rnd.choice(LEVELS))]
            more += dated(founded, founded, "start")
        source = self.source(0, founded, f"Founding of {label}")
        cited = source.quote(f"{label} was founded in {founded.year}.")
        source.say(
            f"my-event:founding-{framework.key}", ("a", "kg:Announcement"),
            ("skos:prefLabel", en(f"Founding of {label}")), ("kg:establishes", framework.name),
            ("kg:eventStatus", "kg:Held"), *dated(founded, founded),
            ("kg:place", f"place:{self.capitals[parties[0]]}"), cited,
        )  # fmt: skip
        source.say(
            framework.name, ("kg:frequency", en("annual")), ("kg:proposedBy", f"country:{parties[0]}"), *more, cited
        )
        for number, party in enumerate(parties):
            self.hit("country", f"country:{party}")
            led = framework.cls == "Initiative"
            how = "asLeaderIn" if led and not number else "asParticipantIn" if led else "asMemberIn"
            joined = founded if rnd.random() < 0.7 else founded.replace(year=rnd.randrange(founded.year, 2021))
            gone = joined.replace(year=joined.year + 4)
            left = dated(gone, gone, "end") if rnd.random() < 0.04 else []
            source = self.source(0, founded, f"Members of {label}")
            cited = source.quote(f"{self.labels[party]} has belonged to {label} since {joined.year}.")
            source.say(
                f"my-membership:{framework.key}-{party.lower()}", ("a", "kg:Membership"), (f"kg:{how}", framework.name),
                ("kg:membershipOf", f"country:{party}"), *dated(joined, joined, "start"), *left, cited,
            )  # fmt: skip

    def session(self, session: Session) -> None:
        """Hold a session, and let one or several voices tell of it; few sessions have many."""
        rnd, lead = self.rnd, self.rnd.randrange(4)
        session.people = [(party, lead, "Lead") for party in session.parties[:3]]
        session.people += [
            (party, rnd.randrange(4, 8), "Attendee") for party in session.parties[:3] if rnd.random() < 0.3
        ]
        session.things = [self.commitment(session, number) for number in range(rnd.choice((1, 1, 2, 2, 3)))]
        session.things += [self.position(session, number, lead) for number in range(rnd.choice((0, 1, 1, 2)))]
        if rnd.random() < 0.35:
            label = f"{rnd.choice(SUBJECTS).capitalize()} text: {session.label()}"
            pairs = [("a", f"kg:{rnd.choice(INSTRUMENTS)}"), ("skos:prefLabel", en(label))]
            pairs += [("kg:legalStatus", "kg:Signed"), ("kg:hasTopic", session.topics[0])]
            pairs += [("kg:signatory", f"country:{party}") for party in session.parties]
            session.things.append((f"my-instrument:{session.key}", pairs, 0))
        voices = min(int(rnd.paretovariate(1.7)), 8 if self.target <= 20_000 else 30)
        names: list[str] = []
        for voice in range(1 if self.per_source >= self.target else voices):
            if not (voice and self.full()):
                left = sorted(WRONG - session.wrong)
                wrong = rnd.choice(left) if voice and left and rnd.random() < 0.16 else ""
                names += self.tell(Telling(session, voice, wrong, rnd), names[-3:])
        self.hit("session", f"my-event:{session.key}", len(names))
        self.hit("series", session.framework.name)
        self.guests[session.framework.name] = session.parties[0]

    def commitment(self, session: Session, number: int) -> Thing:
        """Return a commitment made at a session."""
        rnd = self.rnd
        by, to = rnd.sample(session.parties, 2)
        label = f"{rnd.choice(DEEDS).capitalize()} {rnd.choice(SUBJECTS)} ({session.key}.{number})"
        kind = rnd.choice(("JointCommitment", "JointCommitment", "Pledge", "Grant"))
        pairs = [("a", f"kg:{kind}"), ("skos:prefLabel", en(label)), ("kg:hasTopic", rnd.choice(session.topics))]
        if rnd.random() < 0.5:
            pairs += dated(*year(session.when.year + rnd.randrange(1, 5)), "due")
        if kind == "JointCommitment":
            pairs.append(("kg:jointlyMadeAt", f"my-event:{session.key}"))
        else:
            pairs += [("kg:madeAt", f"my-event:{session.key}"), ("kg:pledgedBy", f"country:{by}")]
            pairs.append(("kg:addressedTo", f"country:{to}"))
        if self.platforms and rnd.random() < 0.1:
            pairs.append(("kg:cooperatesIn", rnd.choice(self.platforms)))
        amount = rnd.choice((2, 4, 10, 50)) * 10 ** rnd.randrange(5, 8) if kind == "Grant" else 0
        if amount:
            pairs += [("kg:currency", f'"{rnd.choice(("USD", "EUR", "JPY"))}"'), ("kg:purpose", en(label.lower()))]
            pairs.append(("kg:concerns", f"place:{self.capitals[to]}"))
        return f"my-commitment:{session.key}-{number}", pairs, amount

    def position(self, session: Session, number: int, lead: int) -> Thing:
        """Return a position taken at a session, or an expectation of observers."""
        rnd = self.rnd
        by, about = rnd.sample(session.parties, 2)
        kind, label = rnd.choice(("Position", "Position", "Expectation")), f"On {rnd.choice(SUBJECTS)}"
        pairs = [("a", f"kg:{kind}"), ("skos:prefLabel", en(f"{label} ({session.key}.{number})"))]
        pairs += [("kg:hasTopic", rnd.choice(session.topics)), ("kg:about", f"country:{about}")]
        if kind == "Position":
            pairs += [("kg:positionOf", f"country:{by}"), ("kg:statedBy", self.official(by, lead, session.when)[0])]
            pairs += [("kg:stance", f"kg:{rnd.choice(STANCES)}"), ("kg:madeAt", f"my-event:{session.key}")]
            if self.platforms and rnd.random() < 0.2:
                pairs.append(("kg:endorses", rnd.choice(self.platforms)))
        return f"my-position:{session.key}-{number}", pairs, 0

    # ---- What is told

    def tell(self, telling: Telling, earlier: list[str]) -> list[str]:
        """Let a voice tell of a session; return its sources."""
        session, voice = telling.session, telling.voice
        title, names = f"{'Report on' if voice else 'Statement of'} {session.label()}", []

        def source() -> Source:
            found = self.source(voice, session.when, title, earlier)
            names.append(found.name)
            return found

        self.tell_session(telling, source())
        for country, post, role in telling.told(session.people):
            other = (post + 1) % 4
            if telling.wrong == "leader" and role == "Lead" and "leader" not in session.wrong:
                key = self.official(country, other, session.when)[0].partition(":")[2]
                self.plant(telling, source(), f"my-participation:{session.key}.{key}")
                self.take_part(session, source(), country, other, role)
            else:
                self.take_part(session, source(), country, post, role)
        for thing in telling.told(session.things):
            self.tell_thing(telling, source(), thing)
        if session.planned and telling.told([0], 0.3):
            # No source tells of a session both that it is planned and that it was held.
            self.plan(session, self.source(-1 - voice, session.when, f"Plans of {session.framework.label}"), not voice)
        if len(self.promised) > 5 and self.rnd.random() < 0.6:
            self.report(source())
        return list(dict.fromkeys(names))

    def tell_session(self, telling: Telling, source: Source) -> None:
        """Tell when and where a session was, who was there, and what it was about."""
        session, rnd = telling.session, self.rnd
        event, when, place = f"my-event:{session.key}", session.when, self.capitals[session.host]
        if telling.wrong == "date":
            when += datetime.timedelta(days=rnd.choice((-3, -2, 2, 4)))
            self.plant(telling, source, event, *dated(when, when)[:2])
        if telling.wrong == "place":
            place = rnd.choice([other for other in map(self.capitals.__getitem__, self.countries) if other != place])
            self.plant(telling, source, event, ("kg:place", f"place:{place}"))
        source.say(
            event, ("a", f"kg:{session.kind()}"), ("kg:heldSessionOf", session.framework.name),
            *(() if telling.voice else (("skos:prefLabel", en(session.label())),)),
            ("kg:ordinal", str(session.ordinal)), ("kg:eventStatus", "kg:Held"), *dated(when, when),
            ("kg:place", f"place:{place}"), source.quote(f"{session.label()} was held."),
            *(("kg:hasParty", f"country:{party}") for party in telling.told(session.parties)),
            *(("kg:hasTopic", topic) for topic in telling.told(session.topics)),
            source.quote(f"It took place on {when.isoformat()} in {place}."),
        )  # fmt: skip

    def take_part(self, session: Session, source: Source, country: str, post: int, role: str) -> None:
        """Tell that an official took part, and in which post."""
        official, label, start, end = self.official(country, post, session.when)
        key = official.partition(":")[2]
        cited = source.quote(f"{label} came to {session.label()}.")
        source.say(
            f"my-participation:{session.key}.{key}", ("a", "kg:Participation"), ("kg:participant", official),
            ("kg:atEvent", f"my-event:{session.key}"), ("kg:inCapacityOf", f"my-tenure:{key}"),
            ("kg:role", f"kg:{role}"), cited,
        )  # fmt: skip
        known = [("kg:observedOn", on(session.when))]
        if self.rnd.random() < 0.15:
            known = dated(start, start, "start") + (dated(end, end, "end") if end < LAST else [])
        title = f"{label}, {POSTS[post][1]} of {country}"
        source.say(
            f"my-tenure:{key}", ("a", "kg:Tenure"), ("skos:prefLabel", en(title)), ("kg:heldBy", official),
            ("kg:ofPost", self.post(country, post)), *known, cited,
        )  # fmt: skip
        self.hit("official", official)
        self.hit("post", self.post(country, post))

    def tell_thing(self, telling: Telling, source: Source, thing: Thing) -> None:
        """Tell of a commitment, a position or an instrument, and of its signing."""
        session, (name, pairs, amount) = telling.session, thing
        label, kind = pairs[1][1].split('"')[1], name.partition(":")[0].removeprefix("my-")
        if amount and telling.wrong == "money" and "money" not in session.wrong:
            amount = amount * 3 // 2
            self.plant(telling, source, name, ("kg:amount", str(amount)))
        cited = source.quote(f"The text says: {label}.")
        source.say(name, *pairs, *((("kg:amount", str(amount)),) if amount else ()), cited)
        self.hit("grant" if amount else kind, name)
        if kind == "commitment" and not telling.voice:
            self.promised.append(name)
        if kind == "instrument":
            source.say(
                f"my-event:signing-{session.key}", ("a", "kg:Signing"), ("skos:prefLabel", en(f"Signing of {label}")),
                ("kg:signs", name), ("kg:eventStatus", "kg:Held"), *dated(session.when, session.when),
                ("kg:place", f"place:{self.capitals[session.host]}"), cited,
                *(("kg:hasParty", f"country:{party}") for party in session.parties),
            )  # fmt: skip

    def plan(self, session: Session, source: Source, first: bool) -> None:
        """Tell that there will be another session; of some, nothing is heard again."""
        days, label = year(session.planned or 0), session.label(1)
        key = f"{session.framework.key}-{session.ordinal + 1}"
        if first and session.forgotten and days[1] < LAST:
            self.planted["plan-past-its-date"] += 1
        cited = source.quote(f"They plan {label} for {session.planned}.")
        source.say(
            f"my-commitment:{key}-plan", ("a", "kg:JointCommitment"), ("a", "kg:PlanToMeet"),
            ("skos:prefLabel", en(f"Hold {label}")), ("kg:jointlyMadeAt", f"my-event:{session.key}"),
            ("kg:plans", f"my-event:{key}"), *dated(*days, "due"), cited,
        )  # fmt: skip
        source.say(
            f"my-event:{key}", ("a", f"kg:{session.kind(1)}"), *((("skos:prefLabel", en(label)),) if first else ()),
            ("kg:plannedSessionOf", session.framework.name), ("kg:ordinal", str(session.ordinal + 1)),
            ("kg:eventStatus", "kg:Planned"), *dated(*days, "planned"),
            *(("kg:expectedParty", f"country:{party}") for party in session.parties[:4]), cited,
        )  # fmt: skip

    def report(self, source: Source) -> None:
        """Tell what became of an earlier commitment."""
        name, status, when = self.rnd.choice(self.promised[-200:-1]), self.rnd.choice(STATUSES), source.latest
        key = f"{name.partition(':')[2]}-{source.name}"
        if f"my-report:{key}" in source.statements:
            return
        cited = source.quote(f"{name.partition(':')[2]} was {status} on {when.isoformat()}.")
        source.say(
            f"my-report:{key}", ("a", "kg:StatusReport"), ("kg:statusOf", name),
            ("kg:commitmentStatus", f"kg:{status}"), *dated(when, when), cited,
        )  # fmt: skip
        if status == "Fulfilled":
            source.say(
                f"my-event:deed-{key}", ("a", "kg:Announcement"), ("skos:prefLabel", en(f"Deed: {key}")),
                ("kg:eventStatus", "kg:Held"), *dated(when, when), ("kg:fulfils", name), cited,
            )  # fmt: skip
        if status == "Superseded":
            source.say(self.promised[-1], ("kg:supersedes", name), cited)

    def plant(self, telling: Telling, source: Source, subject: str, *pairs: Pair) -> None:
        """Note what a source will state wrongly; judgements reject some of it, the rest is to be found."""
        telling.session.wrong.add(telling.wrong)
        if self.rnd.random() >= 0.4:
            self.planted[telling.wrong] += 1
            return
        judged: list[list[Pair]] = [
            [("kg:judgedSubject", subject), ("kg:judgedPredicate", predicate), ("kg:judgedObject", value)]
            for predicate, value in pairs
        ]
        for what in judged or [[("kg:judgedNode", subject)]]:
            self.judgements.append([
                ("a", "kg:Judgement"), ("kg:verdict", "kg:Rejected"), ("kg:judgedSource", f"my-source:{source.name}"),
                *what, ("kg:ground", en("Others tell otherwise.")), ("dcterms:creator", DESK),
                ("dcterms:date", on(LAST)),
            ])  # fmt: skip

    # ---- The end

    def finish(self, namesakes: int, same_as: int) -> dict[str, Any]:
        """Write the open sources, the vocabulary, the judgements and ``desk.json``; return what that has."""
        for voice in list(self.open):
            self.close(voice)
        for number in range(namesakes):
            self.name("official", f"my-official:namesake-{number}", "Official", "Ali Ruda")
        for number in range(same_as):
            pairs = [("owl:sameAs", f"my-official:same-{number - 1}")] if number else []
            self.name("official", f"my-official:same-{number}", "Official", "Mara Tiko", *pairs)
        self.name("organisation", DESK, "Organisation", "The desk")
        for kind, introduced in sorted(self.vocabulary.items()):
            things = list(introduced.items())
            # Only the file that introduces things may say that they are the same.
            step = len(things) if kind == "official" else 500
            for first in range(0, len(things), step):
                path = f"data/reference/vocabulary/{kind}-{first // step}.ttl"
                self.write_reference(path, f"Names: {kind}, part {first // step}", things[first : first + step])
        judgements = [(f"my-judgement:j{number}", pairs) for number, pairs in enumerate(self.judgements)]
        self.write_reference("data/judgements.ttl", "Judgements", judgements)
        desk: dict[str, Any] = {"statements": self.count, "sources": self.sources, "frameworks": self.frameworks}
        desk |= {"judgements": len(judgements), "planted": dict(sorted(self.planted.items())), "ask": self.names()}
        (self.folder / "desk.json").write_text(json.dumps(desk, indent=1), encoding="utf-8")
        return desk

    def names(self) -> dict[str, list[str]]:
        """Return the three busiest things of each kind, a topic, and a source with words of its text."""
        found = {
            kind: [terms.expand(name, PREFIXES) or name for name, _ in counts.most_common(3)]
            for kind, counts in sorted(self.busy.items())
        }
        source = sorted(path.stem for path in (self.folder / "texts").iterdir())[self.sources // 2]
        text = (self.folder / f"texts/{source}.txt").read_text(encoding="utf-8")
        series = self.busy["series"].most_common(1)[0][0]
        found["member"] = [f"{PREFIXES['country']}{self.guests[series]}"]
        return {**found, "topic": [f"{PREFIXES['topic']}trade"], "source": [source], "words": [text.split(".")[0]]}


def make(
    folder: Path,
    statements: int,
    *,
    per_source: int = 200,
    hub: float = 0,
    namesakes: int = 0,
    same_as: int = 0,
    seed: int = 12,
) -> dict[str, Any]:
    """Make a desk in a folder.

    Parameters
    ----------
    folder : Path
        The folder of the project; it is created.
    statements : int
        About how many statements the files have.
    per_source : int, optional
        After how many statements a new source begins.
    hub : float, optional
        In which share of the frameworks one country takes part.
    namesakes : int, optional
        How many more officials have one name.
    same_as : int, optional
        How many more names of one official are the same, each as the one before.
    seed : int, optional
        For each number another desk.

    Returns
    -------
    dict
        What ``desk.json`` has: numbers of statements and sources, what is planted, and names to ask for.
    """
    for place in ("data/sources", "data/reference/vocabulary", "texts"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    settings = f'title = "Desk"\nversion = "0.1.0"\nlicence = "CC-BY-4.0"\nbackground = true\nbase = "{BASE}"\n'
    (folder / "kg.toml").write_text(settings, encoding="utf-8")
    desk = Desk(folder, statements, per_source, hub, seed)
    while not desk.full():
        desk.framework()
    return desk.finish(namesakes, same_as)


def main() -> None:
    """Make a desk, and print what it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("statements", type=int, metavar="N")
    parser.add_argument("--per-source", type=int, default=200)
    parser.add_argument("--hub", type=float, default=0)
    parser.add_argument("--namesakes", type=int, default=0)
    parser.add_argument("--same-as", type=int, default=0)
    parser.add_argument("--seed", type=int, default=12)
    print(json.dumps(make(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
