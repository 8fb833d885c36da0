"""The sample province out of real files: its people, its clock, and the folder that holds them."""

import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.app import App
from bot.config import Config, DatabaseSettings
from bot.office import Fail, Office
from chat.texts import Texts, load_texts
from storage import schema
from storage.instants import ZONE, instant, local_day
from storage.models import Consent, Invitation, Link, Membership, Person, Role, Unit
from storage.reminder_models import Preference
from storage.session import session_for

MORNING = time(8)
BEGINS = datetime(2026, 11, 23, 8, tzinfo=ZONE)  # the registration of the cycle 2027 is open
LAST_DAY = date(2026, 12, 15)  # of that registration
A_YEAR = 366  # days that the join codes can be used
FIRST = "12A1/7"
APART = timedelta(seconds=1)
AT_ONCE = 1000  # messages a second: a phone of the demo takes whatever comes


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
    linked: frozenset[str]
    """The platforms on which this person is known."""

    def __str__(self) -> str:
        return f"{self.where} {self.name}"

    @property
    def branch(self) -> str:
        return self.where.partition("/")[0]

    @property
    def decides(self) -> bool:
        """Secretary or deputy of the own branch, or in a committee above: somebody who confirms or recognises."""
        return any(unit or office in ("bi-thu", "pho-bi-thu") for office, unit in self.offices)

    def offices_in(self, texts: Texts) -> Sequence[str]:
        return [f"{texts(f'office-{office}')} {unit}".strip() for office, unit in self.offices]


@contextmanager
def kept_in(folder: Path | None) -> Iterator[Path]:
    """The folder of the province. Where none is named nothing is left behind."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="renluyen-") as temporary:
            yield Path(temporary)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "demo.log").touch()
    except OSError:
        raise Fail(load_texts()("cli-error-not-written", path=str(folder))) from None
    yield folder


def in_file(path: Path) -> Config:
    """The defaults on a database of our own, whatever the environment says of the real one."""
    return Config.model_construct(database=DatabaseSettings(url=f"sqlite:///{path}"))


async def set_up(folder: Path, texts: Texts, now: datetime) -> Config:
    """The sample province, by the operator's own commands: as a whole, or at the next start again."""
    ready, begun = folder / "demo.db", folder / "begun.db"
    if ready.exists():
        await schema.upgrade(in_file(ready).database.url)
        return in_file(ready)
    begun.unlink(missing_ok=True)
    office = Office(in_file(begun), texts, now)
    await office.init(begun)
    with as_file(files("programmes") / "demo") as province:
        await _found(office, tomllib.loads((province / "province.toml").read_text("utf-8")), province)
    begun.rename(ready)
    return in_file(ready)


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


async def link(config: Config, places: Mapping[str, Sequence[str]], now: datetime) -> None:
    """These people have joined on these platforms already; of several they want to be told on the last one named.

    Whoever has or had an account on a platform, or wishes of their own, is left as it is.
    """
    async with session_for(config.database.url) as session:
        rows = await session.exec(
            select(Unit.code, Membership.roll, Membership.person_id).join(
                Membership, col(Membership.unit_id) == Unit.id
            )
        )
        persons = {f"{code}/{roll}": person for code, roll, person in rows.all()}
        known = set((await session.exec(select(Link.person_id, Link.platform))).all())
        agreed = set((await session.exec(select(Consent.person_id))).all())
        wishing = set((await session.exec(select(Preference.person_id))).all())
        since = instant(now)
        for where, platforms in places.items():
            person = persons[where]
            for platform in platforms:
                if (person, platform) not in known:
                    session.add(Link(person_id=person, platform=platform, user=where, state="active", since=since))
            if len(platforms) > 1 and person not in wishing:
                session.add(Preference(person_id=person, channel=platforms[-1]))
            if person not in agreed:
                version = config.notice.version
                session.add(Consent(person_id=person, platform=platforms[-1], version=version, given_at=since))


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
        links = (await session.exec(select(Link.person_id, Link.platform).where(Link.state == "active"))).all()
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
                frozenset(platform for whose, platform in links if whose == person.id),
            )
            for code, roll, person in rows.all()
        }


async def deliver(app: App, clock: Clock) -> None:
    """Everything that is due; between two messages to one phone a moment passes."""
    clock.moves_to(clock.now + APART)
    await app.drain()
    while await app.outbox.drain():
        clock.moves_to(clock.now + APART)


async def pass_to(app: App, clock: Clock, then: datetime) -> None:
    """The clock goes on. On each morning on the way the bot looks who owes what, and tells them, as it would have."""
    while (morning := _next_morning(clock.now)) <= then:
        clock.moves_to(morning)
        await app.clockwork.morning()
        await app.clockwork.reminders()
        await deliver(app, clock)
    if clock.now < then:
        clock.moves_to(then)
        await app.clockwork.reminders()
        await deliver(app, clock)


def _next_morning(now: datetime) -> datetime:
    today = morning_of(local_day(now))
    return today if today > now else today + timedelta(days=1)


def morning_of(day: date) -> datetime:
    """When the bot reminds."""
    return datetime.combine(day, MORNING, tzinfo=ZONE)
