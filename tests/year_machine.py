"""A branch and those above it through a year, one message after the other, each held against the rows it changed."""

import asyncio
import json
import shutil
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain as all_of
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import note

from chat.message import Address
from rules.codes import code_of
from rules.figures import wrong
from rules.rating import Trace, recomputed
from storage import chain
from storage.figures import summed
from storage.organising import appoint, end_office
from storage.session import session_for
from storage.store import Store
from tests.player import Chat, Clock, Stage
from tests.scenes_oversight import another_branch
from tests.scenes_ratings import appoints_above
from tests.school import school_at
from tests.world import START
from tests.year_rows import ALWAYS, Done, Rows, graded, recounted, same
from tests.year_screens import Screens

T = TypeVar("T")
MEMBERS = ("an", "binh", "cuong", "dung", "hoa")
EVERYBODY = (*MEMBERS, "huy", "KP3", "nguoila")
"""KP3 is the secretary of another branch; nobody knows "nguoila"."""
ROLLS = {"binh": 1, "cuong": 2, "an": 7}
UNDECIDED = "state IN ('open', 'returned', 'reopened')"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said where this question is open."""

    text: str
    asked: str = ""


Step = str | Words
"""A label that is tapped where it is offered, or words; what is not asked for is left out."""


class Year:
    """The world of one run, on one database, with one program that stays up."""

    def __init__(self, template: Path, folder: Path, screens: Screens) -> None:
        path = folder / "year.db"
        for old in folder.glob("year.db*"):
            old.unlink()
        shutil.copy(template, path)
        self.url = f"sqlite:///{path}"
        self.stage = Stage(self.url, "telegram", Clock(START))
        self.screens = screens
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._run(self._begins())
        self.rows = Rows.of(path)
        self.branch = self.rows.numbers("SELECT id FROM unit WHERE code = '12A1'")[0]

    async def _begins(self) -> None:
        async with school_at(self.url) as school:
            await appoints_above(school)
        await another_branch(Chat(self.stage, "an"))
        await self._stack.enter_async_context(self.stage.stays_up())

    def ends(self) -> None:
        """The record's chains hold."""
        try:
            assert self._run(chain.verify(self._app.database.read)).breaks == ()
        finally:
            self.rows.file.close()
            self._run(self._stack.aclose())
            self._runner.close()

    def says(self, who: str, text: str, *steps: Step, undo: bool = False) -> None:
        """One person's talk with the bot. `undo`: if it was an act that can be, it is taken back at once."""
        note(f"{self.stage.clock.now:%d/%m %H:%M} {who}: {text}")
        done = self._holds(who, self._talks(who, text, steps))
        if undo and done.can_be_undone:
            back = self._holds(who, self._talks(who, "/hoantac", ()))
            assert [deed for deed in back.deeds if deed["act"] == "undone"], f"{who} could not undo {text}"
            same(done.before, back.after)

    def hands_over(self, leaver: str, successor: str) -> None:
        """The office of the secretary passes on, as the operator does it (TV-14)."""
        self._run(self._hand_over(f"12A1/{ROLLS[leaver]}", f"12A1/{ROLLS[successor]}"))

    def rates_the_others(self) -> None:
        """One by one, whoever is still undecided: as computed, and those on paper by the paper."""
        for answer in ("dongy", "dongy", "tot vì giấy lưu ở văn phòng"):
            for rating in self.rows.all(f"SELECT * FROM rating WHERE {UNDECIDED}"):  # noqa: S608
                who = next(name for name in self.secretaries if self.person(name) != rating["person_id"])
                self.says(who, f"/xep {code_of('rating', rating['id'])} {answer}")

    @property
    def today(self) -> str:
        return (self.stage.clock.now + timedelta(hours=7)).date().isoformat()

    @property
    def secretaries(self) -> Sequence[str]:
        """Who sits in the branch's committee today."""
        return [name for name in MEMBERS if self.branch in self.rows.offices(self.person(name), self.today)]

    def person(self, who: str) -> int | None:
        found = self.rows.numbers("SELECT person_id FROM link WHERE state = 'active' AND \"user\" = ?", who)
        return found[0] if found else None

    def codes(self, kind: str, where: str = "1 = 1") -> Sequence[str]:
        return [code_of(kind, n) for n in self.rows.numbers(f"SELECT id FROM {kind} WHERE {where} ORDER BY id")]  # noqa: S608

    def told(self, who: str) -> str:
        """What a member would say of every content of the year, in one message."""
        person = self.person(who)
        mine = (
            "SELECT l.criterion FROM line l JOIN form f ON f.id = l.form_id AND f.version = l.version"
            " WHERE f.person_id = ?1 UNION SELECT criterion FROM supplement WHERE person_id = ?1"
            " AND state = 'confirmed' ORDER BY 1"
        )
        levels = ("xong", "một phần", "xong")
        criteria = self.rows.numbers(mine, person)
        return "\n".join(f"{code} | {levels[n % 3]} | Đã làm 3 việc của mục này" for n, code in enumerate(criteria))

    def everything_adds_up(self) -> None:
        """The figures, by the program and member by member; every grade by its trace, recomputed in two ways."""
        for check in ALWAYS:
            check(self.rows)
        figures = summed(self._run(self._figures()))
        assert wrong(figures) is None, figures
        parts = ("members", "registered", "classified", "unclassified", "not_assessed")
        assert {name: getattr(figures, name) for name in parts} == recounted(self.rows, self.branch, self.today)
        for rating in self.rows.all("SELECT * FROM rating WHERE trace <> ''"):
            kept = json.loads(rating["trace"])
            trace = Trace.from_json(kept)
            assert recomputed(trace) == trace.outcome == rating["computed"], dict(rating)
            if kept["standing"] == "eligible":
                assert graded(kept) == rating["computed"], dict(rating)

    def _holds(self, who: str, talk: Coroutine[Any, Any, None]) -> Done:
        before, newest = self.rows.snapshot(), self.rows.newest()
        self._run(talk)
        done = Done(self.rows, self.person(who), self.today, before, self.rows.snapshot(), self.rows.since(newest))
        done.holds()
        return done

    async def _talks(self, who: str, text: str, steps: Sequence[Step]) -> None:
        chat = Chat(self.stage, who)
        await self._does(chat, chat.says(text))
        for step in steps:
            screen = chat.screen
            offered = [button for button in screen.buttons if isinstance(step, str) and button.label.startswith(step)]
            if offered:
                await self._does(chat, chat.taps_raw(offered[0].data))
            elif isinstance(step, Words) and self._is_asked(chat, step):
                await self._does(chat, chat.says(step.text))

    async def _does(self, chat: Chat, act: Coroutine[Any, Any, None]) -> None:
        """One message; all that went out for it holds in text, too, whoever it went to."""
        await act
        assert chat.screen.reply is not None
        await self.screens.holds(self._app, Address(chat.platform, chat.name), chat.screen.reply)
        for told in all_of.from_iterable(self.stage.notices.values()):
            assert told.reply is not None
            self.screens.told(told.reply)

    def _is_asked(self, chat: Chat, words: Words) -> bool:
        reply = chat.screen.reply
        sends = any(button.label.startswith("Gửi") for button in chat.screen.buttons)
        return bool(reply and words.asked and not sends and words.asked in chat.screen.all)

    async def _hand_over(self, leaver: str, successor: str) -> None:
        now = self.stage.clock.now
        async with session_for(self.url) as session:
            await appoint(session, "12A1", successor, "bi-thu", now)
            await session.flush()
            await end_office(session, "12A1", leaver, "bi-thu", now)

    async def _figures(self) -> Any:
        return await Store(self._app.database.read, None, self.stage.clock.now).figures(self.branch)

    @property
    def _app(self) -> Any:
        return self.stage.app

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)
