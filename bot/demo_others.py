"""Those whose phones nobody holds: each does by itself what home says is due, through the real conversations."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from time import time_ns

from bot.adapters.platform import Handle
from bot.config import Config
from bot.crowd import Crowd
from bot.demo import Player, link, players
from bot.province import words
from chat.texts import Texts
from storage.instants import local_day

SEED = 1  # what somebody chooses and gets done is the same in every play
DRAFT, REPORT = "/tieptuc", "/tiendo"
ACTS: Mapping[str, str] = {
    "/dangky": "registered",
    "/tiendo": "reported",
    "/giuaky toi": "looked-back",
    "/danhgia": "assessed",
}
"""What home offers, and what is told of those who did it."""


class Others:
    """The rest of a branch. Whoever is known on one of these platforms acts there, all others on the first."""

    def __init__(self, config: Config, handle: Handle, texts: Texts, platforms: Sequence[str]) -> None:
        self._config = config
        self._texts = texts
        self._platforms = platforms
        self._crowds = {on: Crowd(handle, on, words()["actions"], SEED) for on in platforms}
        self._reported: set[tuple[str, str]] = set()
        for crowd in self._crowds.values():
            crowd.messages = time_ns()  # no message has the number of one before a restart

    async def do_their_part(self, branch: str, held: Collection[str], now: datetime) -> str:
        """All of the branch but those whose phones are held, at this moment; what they did, in a sentence."""
        people = [who for who in (await players(self._config)).values() if who.branch == branch]
        acting = {who.where: self._platform(who) for who in people if who.where not in held}
        await link(self._config, {where: (platform,) for where, platform in acting.items()}, now)
        today = local_day(now).isoformat()
        done = Counter(
            [act for where, on in acting.items() for act in await self._acts(self._crowds[on], where, today)]
        )
        told = [self._texts(f"demo-others-{act}", count=done[act]) for act in ACTS.values() if done[act]]
        if not told:
            return self._texts("demo-others-nothing", branch=branch)
        return self._texts("demo-others-did", branch=branch, told=" ".join(told))

    def _platform(self, who: Player) -> str:
        return next((on for on in self._platforms if on in who.linked), self._platforms[0])

    async def _acts(self, crowd: Crowd, where: str, today: str) -> list[str]:
        """Does what is due; what was begun by hand is ended by hand."""
        wanted = await _wanted(crowd, where)
        due = [] if DRAFT in wanted else [command for command in ACTS if command in wanted]
        tried = [command for command in due if await self._does(crowd, where, command, today)]
        left = await _wanted(crowd, where) if tried else set()
        return [ACTS[command] for command in tried if command == REPORT or command not in left]

    async def _does(self, crowd: Crowd, where: str, command: str, today: str) -> bool:
        """Reports once a day: contents that stay open are wanted again and again."""
        match command:
            case "/dangky":
                await crowd.registers(where)
            case "/danhgia":
                await crowd.assesses(where)
            case "/giuaky toi":
                await _looks_back(crowd, where)
            case _ if (where, today) in self._reported:
                return False
            case _:
                self._reported.add((where, today))
                await crowd.reports(where)
        return True


async def _wanted(crowd: Crowd, where: str) -> set[str | None]:
    return {option.command for option in (await crowd.says(where, "/batdau")).options}


async def _looks_back(crowd: Crowd, where: str) -> None:
    """What is known to be done stays ticked, nothing is behind, nothing is hard."""
    reply = await crowd.says(where, "/giuaky toi")
    for _ in range(3):
        reply = await crowd.picks(where, reply, ".done", "r0") or reply
    await crowd.says(where, "gui")
