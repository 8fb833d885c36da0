"""A synthetic province plays its year through the real conversations: registering, rating, recognising, appealing."""

import resource
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from time import monotonic
from typing import Any

from sqlalchemy import select
from sqlmodel import func

from bot.app import App, build
from bot.committees import Committees
from bot.config import Config
from bot.crowd import Crowd
from bot.office import Done, Fail
from bot.province import PLATFORM, Branch, Founder, Province, words
from chat.texts import Texts
from programmes import catalogue as catalogues
from rules.codes import code_of
from rules.policy import SCHOOLS as SCHOOL
from storage import tables as t
from storage.session import Refused, session_for
from storage.sql import Sql, one_of
from storage.years import load_catalogue, open_cycle

YEAR = 2027
CATALOGUE = "MAC-DINH-5N"
BEGINS = datetime(2026, 11, 23, 1, tzinfo=UTC)
CONFIRMING = datetime(2026, 12, 18, 1, tzinfo=UTC)
SPRING = datetime(2027, 3, 20, 1, tzinfo=UTC)
SCHOOLS, OTHERS = datetime(2027, 5, 4, 1, tzinfo=UTC), datetime(2027, 9, 27, 1, tzinfo=UTC)
LATER = timedelta(days=8)  # between self-assessment and meeting
REGISTER, REPORT, ASSESS, APPEAL = 0.97, 0.25, 0.9, 0.1  # the share of people who do so
REASON = "Em da bo sung minh chung cho hai muc"
ANSWER = "giu nguyen Da xem lai minh chung cung chi doan"

LOWER = Sql(
    select(t.rating.c.id, t.rating.c.person_id)
    .where(t.rating.c.state.in_(one_of("recognised")), t.rating.c.outcome.in_(one_of("hoan-thanh")))
    .order_by(t.rating.c.id)
)
APPEALS = Sql(
    select(t.appeal.c.id, t.appeal.c.unit_id).where(t.appeal.c.state.in_(one_of("open"))).order_by(t.appeal.c.id)
)


Part = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Clock:
    now: datetime = BEGINS

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Act:
    """One part of the year: how many messages it took, and how long."""

    name: str
    messages: int
    seconds: float


@dataclass(slots=True)
class Simulation:
    """Everything goes through the router, message by message; only founding the province is written past it."""

    config: Config
    texts: Texts
    tells: Callable[[str], None]
    clock: Clock = field(default_factory=Clock)
    acts: list[Act] = field(default_factory=list)

    async def play(self, members: int, seed: int) -> Done:
        province = await self._found(members, seed)
        async with build(self.config, clock=self.clock, adapters=lambda _: {}) as app:
            crowd = Crowd(app.handle, PLATFORM, words()["actions"], seed)
            year = Year(app, crowd, Committees(crowd), province, self.clock)
            for name, play in year.parts():
                await self._act(name, crowd, play)
        document = self._document(members, seed, province)
        told = {name: document[name] for name in ("members", "branches", "messages", "peak_mib")}
        return Done(document, [self.texts("cli-simulate-done", **told, seconds=str(document["seconds"]))])

    async def _act(self, name: str, crowd: Crowd, play: Part) -> None:
        said, begun = crowd.messages, monotonic()
        await play()
        act = Act(name, crowd.messages - said, round(monotonic() - begun, 1))
        self.acts.append(act)
        named = self.texts(f"cli-simulate-{name}")
        self.tells(self.texts("cli-simulate-act", act=named, messages=act.messages, seconds=str(act.seconds)))

    async def _found(self, members: int, seed: int) -> Province:
        founder = Founder(Random(seed), BEGINS.date(), self.config.notice.version)  # noqa: S311 - a play
        async with session_for(self.config.database.url) as session:
            connection = await session.connection()
            if (await connection.execute(select(func.count()).select_from(t.unit))).scalar_one():
                raise Fail(self.texts("cli-error-simulate-not-empty"))
            province = founder.found(members)
            await founder.rows.write(session)
            read = catalogues.load(CATALOGUE)
            assert isinstance(read, catalogues.Catalogue)  # noqa: S101 - it is shipped
            await load_catalogue(session, read, BEGINS)
            await session.flush()
            opened = await open_cycle(session, province.code, YEAR, CATALOGUE, BEGINS)
            assert not isinstance(opened, Refused)  # noqa: S101 - there was nothing before
        return province

    def _document(self, members: int, seed: int, province: Province) -> dict[str, Any]:
        return {
            "members": members,
            "seed": seed,
            "branches": len(province.branches),
            "messages": sum(act.messages for act in self.acts),
            "seconds": round(sum(act.seconds for act in self.acts), 1),
            "peak_mib": _peak(),
            "acts": {act.name: {"messages": act.messages, "seconds": act.seconds} for act in self.acts},
        }


@dataclass(frozen=True, slots=True)
class Year:
    """Who does what when: each branch at the pace of its sector."""

    app: App
    crowd: Crowd
    committees: Committees
    province: Province
    clock: Clock

    def parts(self) -> Sequence[tuple[str, Part]]:
        return (
            ("registering", self._registering),
            ("confirming", self._confirming),
            ("reporting", self._reporting),
            ("assessing", self._assessing),
            ("meeting", self._meeting),
            ("recognising", self._recognising),
            ("appealing", self._appealing),
        )

    async def _registering(self) -> None:
        for user in self._people("registers", REGISTER):
            await self.crowd.registers(user)

    async def _confirming(self) -> None:
        self.clock.now = CONFIRMING
        for branch in self.province.branches:
            for user in branch.accounts[:2]:
                await self.committees.confirms(user)

    async def _reporting(self) -> None:
        self.clock.now = SPRING
        for user in self._people("reports", REPORT):
            await self.crowd.reports(user)

    async def _assessing(self) -> None:
        for branch in self._by_sector(timedelta()):
            for user in branch.accounts:
                if self.crowd.does(user, "assesses", ASSESS):
                    await self.crowd.does_what_is_due(user)

    async def _meeting(self) -> None:
        for branch in self._by_sector(LATER):
            await self.committees.meets(branch.secretary)
            for user in branch.accounts[:2]:
                await self.committees.decides(user)
            await self.committees.closes_and_reports(branch.secretary, len(branch.accounts))

    async def _recognising(self) -> None:
        self.clock.now = OTHERS + LATER + timedelta(days=1)
        for officer in self.province.officers.values():
            await self.committees.recognises(officer)

    async def _appealing(self) -> None:
        """Some whose result is lower than they hoped; the level above the one that recognised it keeps it."""
        for rating, person in await self.app.database.read(LOWER):
            if self.crowd.does(str(person), "appeals", APPEAL):
                await self.crowd.says(str(person), f"/xemxet {code_of('rating', rating)} {REASON}")
        for appeal, unit in await self.app.database.read(APPEALS):
            await self.crowd.says(self.province.officers[unit], f"/phuctra {code_of('appeal', appeal)} {ANSWER}")

    def _people(self, what: str, share: float) -> Iterator[str]:
        accounts = (user for branch in self.province.branches for user in branch.accounts)
        return (user for user in accounts if self.crowd.does(user, what, share))

    def _by_sector(self, later: timedelta) -> Iterator[Branch]:
        """The schools first, each sector in its own weeks (PN-09)."""
        for sector_is_school, begins in ((True, SCHOOLS), (False, OTHERS)):
            self.clock.now = begins + later
            yield from (branch for branch in self.province.branches if (branch.sector == SCHOOL) is sector_is_school)


def _peak() -> int:
    """The most memory this process had, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)
