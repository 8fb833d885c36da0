"""The people: so many play the talk at once, the next message of each when the answer to the one before has come."""

import asyncio
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from bench.double import Double, Shown
from bench.talk import SIGN, Person, Step

LOOK = 1.0  # seconds between looks who waits for too long
PATIENCE = 30.0  # seconds without an answer after which a message counts as lost and its person goes away
OWN = re.compile(rf"{SIGN}(\d+)")


Recorded = dict[str, tuple[Person, Shown]]
"""The screens of the talk by name, and who saw them."""


@dataclass(slots=True)
class Met:
    """What a crowd met: seconds from message to answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    finished: int = 0
    lost: int = 0
    doubled: int = 0
    strange: list[str] = field(default_factory=list)  # screens that could not be the answer
    notices: int = 0  # messages to others than these people
    signs: int = 0  # of text in all answers


@dataclass(slots=True)
class Playing:
    """A person in the middle of the talk."""

    person: Person
    steps: Iterator[Step]
    step: Step
    shown: Shown | None = None
    since: float = 0.0
    waits: bool = False  # for an answer
    handed: bool = False  # the bot has got the message

    @classmethod
    def begin(cls, person: Person) -> "Playing":
        steps = person.steps()
        return cls(person, steps, next(steps))


class Crowd:
    """Told by the double what arrives; `recorded` keeps each person's screens by name, if it is asked for."""

    def __init__(self, recorded: Recorded | None = None) -> None:
        self.double = Double(self.hears, self.handed)
        self.met = Met()
        self.over = asyncio.Event()
        self._recorded = recorded
        self._pause = 0.0
        self._chance = Random(1)  # noqa: S311 - the same pauses each time
        self._here: dict[int, Playing] = {}
        self._coming: deque[Person] = deque()
        self._playing = 0

    async def plays(self, people: Iterable[Person], at_once: int, longest: float, pause: float = 0.0) -> Met:
        """Until all have finished or gone away, or the time is over.

        `pause`: seconds for which people read, on average; some take long, many hardly any time.
        """
        self._pause = pause
        self.met, self._coming, self._playing = Met(), deque(people), 0
        self.over.clear()
        for _ in range(at_once):
            self._next_person()
        watching = asyncio.create_task(self._watch())
        with suppress(TimeoutError):
            async with asyncio.timeout(longest):
                await self.over.wait()
        watching.cancel()
        return self.met

    @property
    def unfinished(self) -> int:
        """How many were still at it, or had not come yet, when the time was over."""
        return self._playing + len(self._coming)

    def handed(self, user: int) -> None:
        if user in self._here:
            self._here[user].handed = True

    def hears(self, user: int, shown: Shown) -> None:
        """An answer belongs to the message before it, once that has been handed out; any other is one too many."""
        playing = self._here.get(user)
        if playing is None:
            self.met.notices += 1
            return
        if not (playing.waits and playing.handed):
            self.met.doubled += 1
            return
        self.met.seconds.append(perf_counter() - playing.since)
        self.met.signs += len(shown.text)
        playing.waits, playing.shown = False, shown
        if self._recorded is not None:
            self._recorded[playing.step.shows] = playing.person, shown
        if playing.step.shows.startswith("review") and not holds_own_words(playing.person, shown.text):
            self._leave(playing, shown)
            return
        following = next(playing.steps, None)
        if following is None:
            self.met.finished += 1
            self._goes()
        else:
            playing.step = following
            self._soon(playing)

    def _next_person(self) -> None:
        if self._coming:
            playing = Playing.begin(self._coming.popleft())
            self._here[playing.person.user] = playing
            self._playing += 1
            if self._pause:
                self._soon(playing)
            else:
                self._act(playing)

    def _soon(self, playing: Playing) -> None:
        """The next message, when its person has read."""
        loop = asyncio.get_running_loop()
        if self._pause:
            loop.call_later(self._chance.expovariate(1 / self._pause), self._act, playing)
        else:
            loop.call_soon(self._act, playing)

    def _goes(self) -> None:
        """Somebody is through; the next one comes."""
        self._playing -= 1
        self._next_person()
        if not self._playing:
            self.over.set()

    def _act(self, playing: Playing) -> None:
        step, shown, user = playing.step, playing.shown, playing.person.user
        data = shown.button(step.what) if shown and step.kind == "taps" else None
        if step.kind == "taps" and (shown is None or data is None):
            self._leave(playing, shown)
            return
        playing.waits, playing.handed, playing.since = True, False, perf_counter()
        if shown and data:
            self.double.tap(user, shown, data)
        else:
            self.double.say(user, step.what)

    def _leave(self, playing: Playing, shown: Shown | None) -> None:
        """The screen is not one to go on from."""
        self.met.strange.append(f"{playing.step}: {shown.text if shown else ''}")
        self._goes()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            late = perf_counter() - PATIENCE
            for playing in [one for one in self._here.values() if one.waits and one.since < late]:
                playing.waits = False
                self.met.lost += 1
                self._goes()


def holds_own_words(person: Person, text: str) -> bool:
    """Everything that this person wrote, and nothing of anybody else."""
    words = person.words().values()
    return all(word in text for word in words) and set(OWN.findall(text)) == {str(person.number)}
