"""The database of a run: set up by the operator's commands, its members and their accounts written as rows."""

import asyncio
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import orjson

from bench.databases import SetsUp
from bench.double import TOKEN
from bench.morning import FOUNDED, MORNING, PLATFORM, plan_for_the_morning
from bench.talk import CATALOGUE, FIRST_USER
from rules.roster import Entry
from storage.instants import instant
from storage.models import Consent, Link, Person, Unit
from storage.organising import add_unit, person_on_roll
from storage.rosters import import_roster
from storage.session import Refused, session_for
from storage.years import open_cycle

RENLUYEN = (sys.executable, "-m", "bot.cli")
SCHOOL, LISTENERS = "SCHOOL", "LISTENERS"
FIRST_LISTENER = 1_000_000  # so that no listener has the number of somebody who talks
BRANCH = 40  # members
SECRETARY = 1  # the number on a branch's list; this account gets the notices and plays no talk


def school_of(members: int, listeners: int = 0) -> SetsUp:
    """What every copy of a database begins with."""

    async def set_up(folder: Path, url: str) -> None:
        office = Office(folder, url)
        await office.sets_up(members)
        if listeners:
            await office.sets_up_listeners(listeners)

    return set_up


@dataclass(frozen=True, slots=True)
class Office:
    """A folder with the settings of a bot, from which `renluyen` is run."""

    folder: Path
    database: str

    def write_settings(self, telegram: str, **more: int | bool) -> None:
        """Everything as it is shipped; `more` is said of Telegram."""
        lines = (
            f'[database]\nurl = "{self.database}"',
            f'[telegram]\napi_url = "{telegram}"\ntoken = "{TOKEN}"',
            *(f"{name} = {orjson.dumps(value).decode()}" for name, value in more.items()),
        )
        (self.folder / "config.toml").write_text("\n".join(lines), "utf-8")

    async def runs(self, *words: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *RENLUYEN, *words, cwd=self.folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        _, said = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"renluyen {' '.join(words)}: {said.decode()}")

    async def sets_up(self, members: int) -> None:
        """A school whose branches have this many members in all; next year's programme is open to all of them.

        The clock reminds nobody in the middle of a run.
        """
        year = datetime.now(UTC).year + 1
        self.write_settings("http://127.0.0.1:9")
        await self.runs("init")
        await self.runs("unit", "add", SCHOOL, "--name", "School", "--kind", "doan-co-so", "--sector", "truong-hoc")
        await self.runs("catalogue", "load", CATALOGUE)
        await self.runs("cycle", "open", "--unit", SCHOOL, "--year", str(year), "--catalogue", CATALOGUE)
        await self.runs("cycle", "set", "--unit", SCHOOL, "remind_registration=none")
        await self._add_branches("B", SCHOOL, 0, members)

    async def sets_up_listeners(self, count: int) -> None:
        """A second school, whose members talk to nobody and are told on the morning to register."""
        joined = FOUNDED.date()
        async with session_for(self.database) as session:
            unit = await add_unit(session, LISTENERS, LISTENERS, "doan-co-so", "truong-hoc", None, joined)
            assert isinstance(unit, Unit), unit
            cycle = await open_cycle(session, LISTENERS, MORNING.year + 1, CATALOGUE, FOUNDED)
            assert not isinstance(cycle, Refused), cycle
        await self._add_branches("L", LISTENERS, FIRST_LISTENER, count)
        await plan_for_the_morning(self.database)

    async def _add_branches(self, letter: str, above: str, first: int, members: int) -> None:
        for done in range(0, members, BRANCH):
            numbers = range(first + done, first + min(done + BRANCH, members))
            await self._add_branch(f"{letter}{done // BRANCH}", above, numbers)

    async def _add_branch(self, code: str, above: str, numbers: range) -> None:
        """Its members and their accounts; the secretary is one more."""
        birth, joined = date(2009, 1, 1), date(2025, 3, 26)
        async with session_for(self.database) as session:
            unit = await add_unit(session, code, f"Branch {code}", "chi-doan", "truong-hoc", above, joined)
            assert isinstance(unit, Unit)
            secretary = Entry(SECRETARY, SECRETARY, f"Secretary {code}", birth, joined, "bi-thu", None, paper=False)
            rolls = {SECRETARY + 1 + place: number for place, number in enumerate(numbers)}
            members = [
                Entry(roll, roll, f"Member {number}", birth, joined, None, None, paper=False)
                for roll, number in rolls.items()
            ]
            await import_roster(session, unit, [secretary, *members], joined)
            accounts = {roll: FIRST_USER + number for roll, number in rolls.items()}
            for roll, user in {**accounts, SECRETARY: 2 * FIRST_USER + numbers.start}.items():
                person = await person_on_roll(session, f"{code}/{roll}")
                assert isinstance(person, Person)
                assert person.id is not None
                since = instant(datetime.now(UTC))
                session.add(Link(person_id=person.id, platform=PLATFORM, user=str(user), state="active", since=since))
                session.add(Consent(person_id=person.id, version="1", platform=PLATFORM, given_at=since))
