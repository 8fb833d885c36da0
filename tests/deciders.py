"""Deciders at work at once, each in front of a program of their own on one database, and what they are told.

Each has a crowd's hands (bot.crowd): words are typed, buttons are tapped as they are on the screen.
"""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.app import build
from bot.config import Config
from bot.crowd import Crowd
from chat.message import Reply
from storage.instants import moment
from storage.sql import Row
from tests.player import Clock

STEP = timedelta(milliseconds=200)  # between two messages: what was done is still young enough to be taken back
VIET_NAM = timedelta(hours=7)
WAITS_AGAIN = "vừa được thu lại"
ON_THE_WAY = ("all", ".done")  # what is tapped up to the last question of a bulk act


@dataclass(frozen=True, slots=True)
class Words:
    """How a reply says that an act was done, that somebody was first, and how many were done at once."""

    done: str
    first: Sequence[str]
    many: str = r"(?!)"

    def lost(self, text: str) -> Iterator[tuple[str, str]]:
        """On what somebody was first, and what stands in the brackets: who and when."""
        return ((found["of"], found["by"]) for first in self.first for found in re.finditer(first, text))


@dataclass(slots=True)
class Decider:
    """One person, and what came of every act: how many were done, and where somebody was first, as the bot said."""

    user: str
    crowd: Crowd
    clock: Clock
    done: Counter[str] = field(default_factory=Counter)
    lost: list[tuple[str, str]] = field(default_factory=list)
    undone: int = 0
    at_once: int = 0

    async def tries(self, act: str, words: Words, command: str) -> None:
        """One act on one thing: it is done, or it is told who was first."""
        reply = await self.says(command)
        text = f"{reply.title}\n{reply.text}"
        if re.search(words.done, text):
            self.done[act] += 1
        elif WAITS_AGAIN in text:  # whoever was first has taken it back meanwhile
            await self.tries(act, words, command)
        else:
            lost = list(words.lost(text))
            assert len(lost) == 1, f"{self.user}: {command}\n{text}"
            self.lost += lost

    async def looks_at_all(self, command: str) -> Reply:
        """All that waits, up to the last question."""
        reply = await self.says(command)
        while answer := await self._taps(reply, *ON_THE_WAY):
            reply = answer
        return reply

    async def does_all(self, act: str, words: Words, shown: Reply) -> None:
        """A yes to what is shown; what is asked anew because the list has changed is answered anew."""
        reply = shown
        while answer := await self._taps(reply, *ON_THE_WAY, "yes"):
            reply = answer
        found = re.search(words.many, reply.text)
        done = int(found[1]) if found else 0
        self.done[act] += done
        self.at_once += done
        self.lost += words.lost(reply.text)

    async def takes_back(self) -> None:
        text = (await self.says("/hoantac")).text
        found = re.search(r"Đã hoàn tác (\d+)/\d+ việc|Đã hoàn tác: ", text)
        if found:
            self.undone += int(found[1] or 1)
        else:
            assert "Không hoàn tác được" in text or "không làm việc nào" in text, text

    async def says(self, text: str) -> Reply:
        self.clock.now += STEP
        return self._heard(await self.crowd.says(self.user, text))

    async def _taps(self, shown: Reply, *codes: str) -> Reply | None:
        self.clock.now += STEP
        reply = await self.crowd.picks(self.user, shown, *codes)
        return self._heard(reply) if reply else None

    def _heard(self, reply: Reply) -> Reply:
        """No turn fails: not where two hold what the other one wants, nor anywhere else."""
        assert "lỗi phía hệ thống" not in reply.text, reply.text
        return reply


@asynccontextmanager
async def at_work(url: str, clock: Clock, *users: str) -> AsyncIterator[list[Decider]]:
    """Each with a program of their own, as in as many processes: nothing but the database is shared."""
    async with AsyncExitStack() as stack:
        deciders = []
        for place, user in enumerate(users):
            config = Config.model_validate({"database": {"url": url}})
            app = await stack.enter_async_context(build(config, clock=clock, adapters=lambda _: {}))
            deciders.append(Decider(user, Crowd(app.handle, "telegram", (), place), clock))
        yield deciders


def told_who_was_first(deciders: Sequence[Decider], acted: Sequence[Row]) -> int:
    """Every loser was told the name and the hour that the database has; how many they were.

    `acted`: what was acted on as the bot names it, by whom and when.
    """
    by = {str(of): f"{name}, {moment(str(at)) + VIET_NAM:%H:%M}" for of, name, at in acted}
    lost = [(decider.user, of, said) for decider in deciders for of, said in decider.lost]
    for user, of, said in lost:
        assert said.startswith(by[of]), f"{user} hears of {of}: {said}, and it was {by[of]}"
    for decider in deciders:
        decider.lost.clear()
    return len(lost)
