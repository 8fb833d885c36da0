"""A sample province out of real files, and a terminal on which one plays whichever of its people one likes."""

import asyncio
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot import logs
from bot.adapters.console import Console, Keyboard
from bot.adapters.platform import Adapter
from bot.app import App, Parts, build
from bot.config import Config, DatabaseSettings
from bot.office import Fail, Office
from chat.dates import say_day
from chat.texts import Texts, load_texts
from storage import schema
from storage.instants import ZONE, instant, local_day
from storage.models import Consent, Invitation, Link, Membership, Person, Role, Unit
from storage.session import session_for

MORNING = time(8)
BEGINS = datetime(2026, 11, 23, 8, tzinfo=ZONE)  # the registration of the cycle 2027 is open
A_YEAR = 366  # days that the join codes can be used
FIRST = "12A1/7"
COMMITTEES = ("bi-thu", "pho-bi-thu")
APART = timedelta(seconds=1)


@dataclass(slots=True)
class Clock:
    """The demo's time, which only moves forward; kept with the data, it goes on where it stood."""

    kept: Path
    now: datetime = BEGINS

    def __post_init__(self) -> None:
        with suppress(FileNotFoundError, ValueError):
            self.now = datetime.fromisoformat(self.kept.read_text("utf-8"))

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)

    def moves_to(self, now: datetime) -> None:
        self.now = now
        self.kept.write_text(now.isoformat(), "utf-8")


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody whose phone can be taken; an office outside of the own branch comes with its unit."""

    where: str
    name: str
    birth: date
    offices: tuple[tuple[str, str], ...]
    linked: bool

    def __str__(self) -> str:
        return f"{self.where} {self.name}"


def play(folder: Path | None) -> None:
    """Until the end of the input or ":thoat". Without a folder nothing is left behind."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="renluyen-") as temporary:
            asyncio.run(_play(Path(temporary)))
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "demo.log").touch()
    except OSError:
        raise Fail(load_texts()("cli-error-not-written", path=str(folder))) from None
    asyncio.run(_play(folder))


async def _play(folder: Path) -> None:
    texts = load_texts()
    clock = Clock(folder / "clock.txt")
    config = in_file(folder / "demo.db")
    with (folder / "demo.log").open("a", encoding="utf-8") as log:
        logs.set_up(config.log, to=log)
        await set_up(folder, texts, clock())
        stage = Stage(config, texts, clock, await players(config))
        async with build(config, clock=clock, adapters=stage.adapters) as app:
            await stage.perform(app)


def in_file(path: Path) -> Config:
    """The defaults on a database of our own, whatever the environment says of the real one."""
    return Config.model_construct(database=DatabaseSettings(url=f"sqlite:///{path}"))


async def set_up(folder: Path, texts: Texts, now: datetime) -> None:
    """The sample province, by the operator's own commands: as a whole, or at the next start again."""
    ready, begun = folder / "demo.db", folder / "begun.db"
    if ready.exists():
        await schema.upgrade(in_file(ready).database.url)
        return
    begun.unlink(missing_ok=True)
    office = Office(in_file(begun), texts, now)
    await office.init(begun)
    with as_file(files("programmes") / "demo") as province:
        await _found(office, tomllib.loads((province / "province.toml").read_text("utf-8")), province)
    await _link_committees(in_file(begun), now)
    begun.rename(ready)


async def _found(office: Office, province: Mapping[str, Any], folder: Path) -> None:
    for unit in province["units"]:
        await office.add_unit(unit["code"], unit["name"], unit["kind"], unit.get("sector", ""), unit.get("parent"))
    for roster in province["rosters"]:
        await office.import_roster(folder / roster["file"], roster["unit"], dry_run=False, only_valid=False)
        await office.invite(roster["unit"], A_YEAR, None)
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


async def join_codes(config: Config) -> Mapping[str, str]:
    """The code of each branch."""
    async with session_for(config.database.url) as session:
        rows = await session.exec(
            select(Unit.code, Invitation.code).join(Invitation, col(Invitation.unit_id) == Unit.id)
        )
        return dict(rows.all())


async def players(config: Config) -> Mapping[str, Player]:
    """Everybody in the province, by branch and number."""
    async with session_for(config.database.url) as session:
        held = await session.exec(
            select(Role.person_id, Role.office, Unit.code).join(Unit, col(Unit.id) == Role.unit_id)
        )
        offices = held.all()
        linked = set((await session.exec(select(Link.person_id).where(Link.state == "active"))).all())
        rows = await session.exec(
            select(Unit.code, Membership.roll, Person)
            .join(Membership, col(Membership.unit_id) == Unit.id)
            .join(Person, col(Person.id) == Membership.person_id)
            .order_by(col(Unit.code), col(Membership.roll))
        )
        return {
            f"{code}/{roll}": Player(
                f"{code}/{roll}",
                person.name,
                date.fromisoformat(person.birth),
                tuple((office, "" if unit == code else unit) for whose, office, unit in offices if whose == person.id),
                person.id in linked,
            )
            for code, roll, person in rows.all()
        }


class Stage:
    """The terminal: lines that begin with a colon direct the play, all others are typed on the phone in hand."""

    def __init__(self, config: Config, texts: Texts, clock: Clock, people: Mapping[str, Player]) -> None:
        self._config = config
        self._texts = texts
        self._clock = clock
        self._people = people
        self._who = people[FIRST]
        self._console = Console(texts, _show, lambda where: str(people[where]))

    def adapters(self, _parts: Parts) -> Mapping[str, Adapter]:
        return {Console.platform: self._console}

    async def perform(self, app: App) -> None:
        codes = await join_codes(self._config)
        listed = ", ".join(f"{unit} {code}" for unit, code in codes.items())
        _show(self._texts("demo-welcome", members=len(self._people), today=self._today(), codes=listed))
        self._tell_who()
        keyboard = Keyboard(sys.stdin.fileno())
        keyboard.listens()
        while (message := await self._next(keyboard)) not in (None, ":thoat"):
            if message.startswith(":"):
                await self._direct(app, message)
            elif message:
                await self._console.types(app.handle, self._who.where, message)
            await self._deliver(app)
        _show(self._texts("demo-bye"))

    async def _next(self, keyboard: Keyboard) -> str | None:
        if sys.stdin.isatty():
            print(f"{self._who}> ", end="", flush=True)
        return await keyboard.message()

    async def _deliver(self, app: App) -> None:
        """Everything that is due; between two messages to one phone a moment passes."""
        self._clock.moves_to(self._clock.now + APART)
        while await app.outbox.drain():
            self._clock.moves_to(self._clock.now + APART)

    async def _direct(self, app: App, line: str) -> None:
        command, _, rest = line.partition(" ")
        self._people = await players(self._config)
        match command:
            case ":ai":
                _show("\n".join(map(self._described, self._people.values())) + "\n")
            case ":la" if rest.strip() in self._people:
                self._who = self._people[rest.strip()]
                self._tell_who()
            case ":la":
                _show(self._texts("demo-no-such-person"))
            case ":ngay":
                await self._move_clock(app, rest.strip())
            case _:
                _show(self._texts("demo-unknown"))

    async def _move_clock(self, app: App, typed: str) -> None:
        day = date.min
        with suppress(ValueError):
            day = datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a calendar day
        morning = datetime.combine(day, MORNING, tzinfo=ZONE)
        if morning < self._clock.now:
            _show(self._texts("demo-not-a-day", today=self._today()))
            return
        self._clock.moves_to(morning)
        _show(self._texts("demo-today", today=self._today()) + "\n")
        await app.clockwork.morning()

    def _today(self) -> str:
        return say_day(local_day(self._clock()), self._texts)

    def _tell_who(self) -> None:
        told = [self._texts("demo-you-are", who=self._described(self._who))]
        if not self._who.linked:
            told.append(self._texts("demo-not-linked"))
        _show("\n".join(["", *told, ""]))

    def _described(self, player: Player) -> str:
        offices = (f"{self._texts(f'office-{office}')} {unit}".strip() for office, unit in player.offices)
        born = self._texts("demo-born", day=f"{player.birth:%d/%m/%Y}")
        linked = [self._texts("demo-linked")] if player.linked else []
        return " · ".join((str(player), born, *offices, *linked))


def _show(text: str) -> None:
    """At once, so that whoever waits at the other end of a pipe sees it."""
    print(text, flush=True)
