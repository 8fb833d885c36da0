"""Small worlds of people who owe a step or do not: what is drawn, what the rules make of it, and the same as rows.

What the rules are told comes from the drawing itself, never from the database: the two are held together by a test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count

from sqlalchemy import text

from rules.deadlines import OF_COMMITTEES, Kind, Step, calendar, tells
from rules.policy import SCHOOLS, Policy, policy
from rules.reminding import Facts, obstacle_to_owe
from storage.assessing import NOT_YET_RATED
from storage.database import Database
from storage.instants import ZONE, instant
from storage.sql import Sql, Value

YEAR = 2027
OTHER_CYCLE = 1
DAY = timedelta(days=1)
HERE, THERE = 0, 1
NUMBERS = count(10_000)
"""Of units, people and whatever else one world needs, past those of all others."""
SWITCHES: Mapping[Kind, tuple[str, str]] = {
    "registration": ("registration", "registration"),
    "entry": ("entry", "entry"),
    "self": ("rating", "rating_schools"),
    "rating": ("rating", "rating_schools"),
}
"""By which setting the day of a step is moved, in a quarter and in a school; nothing moves that of looking back."""


@dataclass(frozen=True, slots=True)
class One:
    """Somebody on a branch's list, perhaps in office in either; `leaves` after it was planned, before it goes."""

    branch: int = HERE
    joined: str = "early"
    left: str = ""
    paper: bool = False
    form: str | None = None
    last_year: bool = False
    let_in: bool = False
    looked_back: str = ""
    assessment: str | None = None
    rating: str | None = None
    office: int | None = None
    holds_it: str = "now"
    twice: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn."""

    kind: Kind
    offset: int = 7
    sector: str = "dia-ban"
    settings: tuple[tuple[str, str], ...] = ()
    shifted: int = 0
    entered: tuple[bool, bool] = (False, False)
    round: tuple[str | None, str | None] = (None, None)
    people: tuple[One, ...] = ()

    def settings_of(self, branch: int) -> Mapping[str, str]:
        """The other branch may have the day of the step some days earlier."""
        found = dict(self.settings)
        if branch == THERE and self.shifted and self.kind in SWITCHES:
            switch = SWITCHES[self.kind][self.sector == SCHOOLS]
            found[switch] = str(getattr(policy(YEAR, found), switch) - self.shifted * DAY)
        return found

    def policy_of(self, branch: int) -> Policy:
        return policy(YEAR, self.settings_of(branch))

    def step_of(self, branch: int) -> Step:
        return next(step for step in calendar(self.policy_of(branch), self.sector) if step.kind == self.kind)

    @property
    def today(self) -> date:
        """The day on which the first branch is told, so many days before; a round of looking back has none after."""
        told = {tell.offset: tell.on for tell in tells(self.step_of(HERE), ())}
        return told.get(self.offset, told[0])

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(8), tzinfo=ZONE)

    @property
    def period(self) -> str:
        """The part of the year that is looked back on first."""
        return next(s.period for s in calendar(self.policy_of(HERE), self.sector) if s.kind == "interim")

    def is_told(self, branch: int) -> bool:
        """Whether this is a day on which the branch is told of the step."""
        return any(tell.on == self.today for tell in tells(self.step_of(branch), ()))

    def day(self, name: str) -> str:
        """A day by its name: on either side of today, and of the day of registering."""
        return {
            "early": "2025-03-26",
            "before the day": str(self.policy_of(HERE).registration),
            "after the day": str(self.policy_of(HERE).registration + DAY),
            "today": str(self.today),
            "tomorrow": str(self.today + DAY),
        }[name]

    def is_listed(self, one: One, *, later: bool) -> bool:
        """Today; `later`: when the message goes."""
        there = self.day(one.joined) <= str(self.today) and not (later and one.leaves)
        return there and not (one.left and self.day(one.left) <= str(self.today))

    def facts(self, one: One, *, later: bool) -> Facts:
        """How a member stands."""
        return Facts(
            here=self.is_listed(one, later=later),
            paper=one.paper,
            since=date.fromisoformat(self.day(one.joined)),
            let_in=one.let_in,
            form=one.form,
            answered=one.form is not None and one.looked_back == "this",
            assessment=one.assessment if one.form else None,
            rated=self.round[one.branch] is not None and one.rating not in (None, *NOT_YET_RATED),
        )

    def facts_of_office(self, one: One, branch: int, *, later: bool) -> Facts:
        finished = self.entered[branch] if self.kind == "entry" else self.round[branch] == "reported"
        peopled = any(other.branch == branch and self.is_listed(other, later=later) for other in self.people)
        return Facts(here=one.holds_it == "now" and not (later and one.leaves), finished=finished, peopled=peopled)

    def owing(self, *, later: bool = False) -> Iterator[tuple[int, int, str | None]]:
        """Who might owe the step, in which branch's name, and what stands against it."""
        for number, one in enumerate(self.people):
            branch = one.office if self.kind in OF_COMMITTEES else one.branch
            if branch is not None and self.is_told(branch):
                own = self.kind not in OF_COMMITTEES
                facts = self.facts(one, later=later) if own else self.facts_of_office(one, branch, later=later)
                yield number, branch, obstacle_to_owe(self.kind, self.policy_of(branch), facts, self.today)


@cache
def statement(sql: str) -> Sql:
    return Sql(text(sql))


@dataclass(slots=True)
class Rows:
    """The same as rows: `branches` and `people` are their numbers in the database."""

    world: World
    cycle: int = field(default_factory=lambda: next(NUMBERS))
    branches: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    _inserts: list[tuple[str, Mapping[str, Value]]] = field(default_factory=list)

    async def write(self, database: Database) -> None:
        self._units()
        self.people = [next(NUMBERS) for _ in self.world.people]
        for one, id_ in zip(self.world.people, self.people, strict=True):
            self._person(one, id_)
        for branch, unit in enumerate(self.branches):
            self._committee(branch, unit)
        async with database.transaction() as run:
            for sql, values in self._inserts:
                await run(statement(sql), **values)

    async def let_leave(self, database: Database) -> None:
        """Time passes: some leave their branch and their office."""
        for one, id_ in zip(self.world.people, self.people, strict=True):
            for table in ("membership", "role") if one.leaves else ():
                sql = f"UPDATE {table} SET until = :day WHERE person_id = :id"  # noqa: S608
                await database.write(statement(sql), day=str(self.world.today), id=id_)

    def _add(self, table: str, **values: Value) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        columns = ", ".join(f'"{name}"' for name in given)
        self._inserts.append((f"INSERT INTO {table} ({columns}) VALUES ({', '.join(f':{n}' for n in given)})", given))  # noqa: S608

    def _units(self) -> None:
        now, day, sector, top = instant(self.world.now), "2026-01-01", self.world.sector, next(NUMBERS)
        self._add("unit", id=top, code=f"U{top}", kind="doan-co-so", sector=sector)
        year: Mapping[str, Value] = {"id": self.cycle, "year": YEAR, "catalogue_id": 1}
        self._add("cycle", **year, unit_id=top, state="open", opened_at=now)
        for branch in (HERE, THERE):
            unit = next(NUMBERS)
            self.branches.append(unit)
            self._add("unit", id=unit, code=f"U{unit}", kind="chi-doan", sector=sector)
            self._add("unit_name", unit_id=unit, name=f"U{unit}", folded=f"u{unit}", since=day)
            self._add("unit_parent", unit_id=unit, parent_id=top, since=day)
            for name, value in self.world.settings_of(branch).items():
                self._add("setting", cycle_id=self.cycle, unit_id=unit, name=name, value=value, set_at=now)

    def _person(self, one: One, id_: int) -> None:
        world, unit, now = self.world, self.branches[one.branch], instant(self.world.now)
        self._add("person", id=id_, name=f"P{id_}", folded=f"p{id_}", birth="2008-01-01")
        self._add("link", person_id=id_, platform="telegram", user=f"p{id_}", state="active", since=now)
        until, paper = world.day(one.left) if one.left else None, "bệnh" if one.paper else None
        listed: Mapping[str, Value] = {"person_id": id_, "unit_id": unit, "roll": id_}
        self._add("membership", **listed, since=world.day(one.joined), until=until, paper=paper)
        if one.last_year:
            self._form(next(NUMBERS), OTHER_CYCLE, id_, unit, "confirmed")
        if one.let_in:
            about: Mapping[str, Value] = {"kind": "late", "subject": id_, "cycle_id": self.cycle}
            self._add("decision", at=now, act="let-in", channel="telegram", reason="", **about)
        if one.form:
            self._year(one, id_, unit)
        if one.office is not None:
            since = world.day("tomorrow") if one.holds_it == "from tomorrow" else "2026-01-01"
            until = world.day("today") if one.holds_it == "until today" else None
            for office in ("bi-thu", "uy-vien")[: 1 + one.twice]:
                held: Mapping[str, Value] = {"person_id": id_, "unit_id": self.branches[one.office]}
                self._add("role", **held, office=office, since=since, until=until)

    def _form(self, form: int, cycle: int, person: int, unit: int, state: str) -> None:
        whose: Mapping[str, Value] = {"cycle_id": cycle, "person_id": person, "unit_id": unit}
        self._add("form", id=form, **whose, state=state, version=1, late=0, sent_at=instant(self.world.now))

    def _year(self, one: One, id_: int, unit: int) -> None:
        form, now = next(NUMBERS), instant(self.world.now)
        self._form(form, self.cycle, id_, unit, one.form or "")
        if one.looked_back:
            period = self.world.period if one.looked_back == "this" else "2026-H2"
            words: Mapping[str, Value] = {"difficulty": "", "comment": "", "rev": 0}
            self._add("interim", form_id=form, unit_id=unit, period=period, sent_at=now, **words)
        if one.assessment:
            whose: Mapping[str, Value] = {"person_id": id_, "unit_id": unit, "cycle_id": self.cycle}
            self._add("assessment", form_id=form, **whose, state=one.assessment, version=1, sent_at=now, rev=0)

    def _committee(self, branch: int, unit: int) -> None:
        world, now, somebody = self.world, instant(self.world.now), self.people[0]
        here: Mapping[str, Value] = {"cycle_id": self.cycle, "unit_id": unit, "rev": 0}
        for gate in ("heads", "entry")[: 1 + world.entered[branch]]:
            self._add("gate", **here, name=gate, override="", by_id=somebody, at=now)
        if (state := world.round[branch]) is None:
            return
        round_, blank = next(NUMBERS), dict.fromkeys(("scattered", "consulted", "minutes"), "")
        held: Mapping[str, Value] = {"mode": "collective", "heads": 3, "day": str(world.today), "opened_by": somebody}
        self._add("rating_round", id=round_, **here, state=state, **held, **blank, opened_at=now)
        words = dict.fromkeys(("why", "differs", "remarks", "trace", "returned"), "")
        for one, id_ in zip(world.people, self.people, strict=True):
            if one.branch == branch and one.rating:
                self._add("rating", **here, round_id=round_, person_id=id_, standing="rated", state=one.rating, **words)
