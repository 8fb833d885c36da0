"""The database of a run: set up by the operator's commands, its members and their accounts written as rows."""

import asyncio
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench.double import TOKEN
from bench.talk import CATALOGUE, FIRST_USER
from rules.roster import Entry
from storage.instants import instant
from storage.models import Consent, Link, Person, Unit
from storage.organising import add_unit, person_on_roll
from storage.rosters import import_roster
from storage.session import session_for

RENLUYEN = (sys.executable, "-m", "bot.cli")
PLATFORM = "telegram"
BRANCH = 40  # members
SECRETARY = 1  # the number on a branch's list; this account gets the notices and plays no talk


@dataclass(frozen=True, slots=True)
class Office:
    """A folder with the settings of a bot, from which `renluyen` is run."""

    folder: Path
    database: str

    def write_settings(self, telegram: str) -> None:
        """Everything as it is shipped."""
        lines = (
            f'[database]\nurl = "{self.database}"',
            f'[telegram]\napi_url = "{telegram}"\ntoken = "{TOKEN}"',
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
        await self.runs("unit", "add", "SCHOOL", "--name", "School", "--kind", "doan-co-so", "--sector", "truong-hoc")
        await self.runs("catalogue", "load", CATALOGUE)
        await self.runs("cycle", "open", "--unit", "SCHOOL", "--year", str(year), "--catalogue", CATALOGUE)
        await self.runs("cycle", "set", "--unit", "SCHOOL", "remind_registration=none")
        for first in range(0, members, BRANCH):
            await self._add_branch(f"B{first // BRANCH}", range(first, min(first + BRANCH, members)))

    async def _add_branch(self, code: str, numbers: range) -> None:
        """Its members and their accounts; the secretary is one more."""
        birth, joined = date(2009, 1, 1), date(2025, 3, 26)
        async with session_for(self.database) as session:
            unit = await add_unit(session, code, f"Branch {code}", "chi-doan", "truong-hoc", "SCHOOL", joined)
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
