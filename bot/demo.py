"""A sample province out of real files, and a terminal on which one plays whichever of its people one likes."""

import asyncio
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.adapters.console import Console
from bot.adapters.platform import Adapter
from bot.app import App, Parts, build
from bot.config import Config
from bot.office import Office
from chat.dates import say_day
from chat.texts import Texts, load_texts
from storage import schema
from storage.instants import ZONE, instant, local_day
from storage.models import Consent, Link, Membership, Person, Role, Unit
from storage.session import session_for

MORNING = time(8)
BEGINS = datetime(2026, 11, 23, 8, tzinfo=ZONE)  # the registration of the cycle 2027 is open
FIRST = "12A1/7"
COMMITTEES = ("bi-thu", "pho-bi-thu")


@dataclass(slots=True)
class Clock:
    """The demo's time, which only moves forward."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody whose phone can be taken."""

    where: str
    name: str
    office: str
    linked: bool


def play(folder: Path | None) -> None:
    """Until the end of the input or ":thoat". Without a folder nothing is left behind."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(_play(folder))
        return
    with tempfile.TemporaryDirectory(prefix="renluyen-") as temporary:
        asyncio.run(_play(Path(temporary)))


async def _play(folder: Path) -> None:
    texts = load_texts()
    config = Config.model_validate({"database": {"url": f"sqlite:///{folder / 'demo.db'}"}})
    clock = Clock(BEGINS)
    codes = await set_up(config, texts, clock())
    people = await players(config)
    stage = Stage(texts, clock, people, codes)
    async with build(config, clock=clock, adapters=stage.adapters) as app:
        await stage.perform(app)


async def set_up(config: Config, texts: Texts, now: datetime) -> Mapping[str, str]:
    """The sample province, by the operator's own commands; returns the join code of each branch."""
    fresh = await schema.current(config.database.url) is None
    await schema.upgrade(config.database.url)
    office = Office(config, texts, now)
    with as_file(files("programmes") / "demo") as folder:
        province = tomllib.loads((folder / "province.toml").read_text("utf-8"))
        if fresh:
            await _found(office, province, folder)
            await _link_committees(config, now)
    return {roster["unit"]: (await office.invite(roster["unit"], 90, None))["code"] for roster in province["rosters"]}


async def _found(office: Office, province: Mapping[str, Any], folder: Path) -> None:
    for unit in province["units"]:
        await office.add_unit(unit["code"], unit["name"], unit["kind"], unit.get("sector", ""), unit.get("parent"))
    for roster in province["rosters"]:
        await office.import_roster(folder / roster["file"], roster["unit"], dry_run=False, only_valid=False)
    for held in province["offices"]:
        await office.appoint(held["unit"], held["member"], held["office"])
    cycle = province["cycle"]
    await office.load_catalogue(cycle["catalogue"])
    await office.open_cycle(cycle["unit"], cycle["year"], cycle["catalogue"])


async def _link_committees(config: Config, now: datetime) -> None:
    """The secretaries have joined already, so that there is somebody to confirm."""
    async with session_for(config.database.url) as session:
        rows = await session.exec(
            select(Unit.code, Membership.roll, Membership.person_id)
            .join(Membership, col(Membership.unit_id) == Unit.id)
            .join(Role, col(Role.person_id) == Membership.person_id)
            .where(col(Role.unit_id) == Unit.id, col(Role.office).in_(COMMITTEES))
        )
        for code, roll, person in rows.all():
            on, since, version = Console.platform, instant(now), config.notice.version
            session.add(Link(person_id=person, platform=on, user=f"{code}/{roll}", state="active", since=since))
            session.add(Consent(person_id=person, platform=on, version=version, given_at=since))


async def players(config: Config) -> Mapping[str, Player]:
    """Everybody in the province, by branch and number."""
    async with session_for(config.database.url) as session:
        rows = await session.exec(
            select(Unit.code, Membership.roll, Person.name, Person.id)
            .join(Membership, col(Membership.unit_id) == Unit.id)
            .join(Person, col(Person.id) == Membership.person_id)
            .order_by(col(Unit.code), col(Membership.roll))
        )
        offices = {role.person_id: role.office for role in (await session.exec(select(Role))).all()}
        linked = set((await session.exec(select(Link.person_id))).all())
        return {
            f"{code}/{roll}": Player(f"{code}/{roll}", name, offices.get(person or 0, ""), person in linked)
            for code, roll, name, person in rows.all()
        }


class Stage:
    """The terminal: lines that begin with a colon direct the play, all others are typed on the phone in hand."""

    def __init__(self, texts: Texts, clock: Clock, people: Mapping[str, Player], codes: Mapping[str, str]) -> None:
        self._texts = texts
        self._clock = clock
        self._people = people
        self._codes = codes
        self._who = people[FIRST]
        self._console = Console(texts, print, lambda where: f"{where} {people[where].name}")

    def adapters(self, _parts: Parts) -> Mapping[str, Adapter]:
        return {Console.platform: self._console}

    async def perform(self, app: App) -> None:
        who = f"{self._who.where} {self._who.name}"
        codes = ", ".join(f"{unit} {code}" for unit, code in self._codes.items())
        today = say_day(local_day(self._clock()), self._texts)
        print(self._texts("demo-welcome", members=len(self._people), today=today, who=who, codes=codes), "\n")
        while (line := await self._next_line()) is not None:
            if line == ":thoat":
                break
            if line.startswith(":"):
                await self._direct(app, line)
            elif line:
                await self._console.types(app.handle, self._who.where, line)
            while await app.outbox.drain():
                pass
        print(self._texts("demo-bye"))

    async def _next_line(self) -> str | None:
        if sys.stdin.isatty():
            print(f"{self._who.where} {self._who.name}> ", end="", flush=True)
        line = await asyncio.to_thread(sys.stdin.readline)
        return line.strip() if line else None

    async def _direct(self, app: App, line: str) -> None:
        command, _, rest = line.partition(" ")
        match command:
            case ":ai":
                print("\n".join(map(self._described, self._people.values())))
            case ":la":
                self._change(rest.strip())
            case ":ngay":
                await self._move_clock(app, rest.strip())
            case _:
                print(self._texts("demo-unknown"))

    def _change(self, where: str) -> None:
        if where not in self._people:
            print(self._texts("demo-no-such-person"))
            return
        self._who = self._people[where]
        print(self._texts("demo-now-you-are", where=where, name=self._who.name), "\n")

    async def _move_clock(self, app: App, typed: str) -> None:
        try:
            day = datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            day = date.min
        if day < self._clock.now.date():
            print(self._texts("demo-not-a-day"))
            return
        self._clock.now = datetime.combine(day, MORNING, tzinfo=ZONE)
        print(self._texts("demo-today", today=say_day(day, self._texts)), "\n")
        await app.clockwork.morning()

    def _described(self, player: Player) -> str:
        office = self._texts(f"office-{player.office}") if player.office else ""
        return self._texts(
            "demo-person",
            where=player.where,
            name=player.name,
            office=self._texts("demo-office", office=office) if office else "",
            linked=self._texts("demo-linked") if player.linked else "",
        )
