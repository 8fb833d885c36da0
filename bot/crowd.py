"""Members who do their part by themselves: they type as people do, and do what home says is to be done."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from bot.adapters.platform import Handle
from chat.message import Address, Incoming, Reply

FEWEST, MOST = 3, 6  # contents that somebody registers
DILIGENCE = (1.0, 1.0, 0.95, 0.9, 0.8, 0.6, 0.4)  # how much of what they registered people do


class Crowd:
    """People of one platform, told apart by their accounts. What each of them does follows from the seed alone."""

    def __init__(self, handle: Handle, platform: str, actions: Sequence[Mapping[str, Any]], seed: int) -> None:
        self._handle = handle
        self._platform = platform
        self._actions = actions
        self._seed = seed
        self.messages = 0

    async def says(self, user: str, text: str) -> Reply:
        return await self._sends(user, text=text)

    async def picks(self, user: str, shown: Reply, *codes: str) -> Reply | None:
        """Taps the first of these options that is shown; None where none is."""
        offered = {option.code for option in shown.options}
        code = next((code for code in codes if code in offered), None)
        return await self._sends(user, tap=f"{shown.turn}:{code}") if code else None

    async def _sends(self, user: str, text: str = "", tap: str | None = None) -> Reply:
        self.messages += 1
        incoming = Incoming(Address(self._platform, user), f"crowd-{self._seed}-{self.messages}", text, tap)
        reply = await self._handle(incoming)
        if reply is None:
            raise RuntimeError("a message that was never sent before has no answer")
        return reply

    async def does_what_is_due(self, user: str) -> bool:
        """Looks at home, and registers or assesses if that is wanted. Whether anything was."""
        wanted = {option.command for option in (await self.says(user, "/batdau")).options}
        if {"/dangky", "/tieptuc"} & wanted:
            await self.registers(user)
        elif "/danhgia" in wanted:
            await self.assesses(user)
        else:
            return False
        return True

    async def registers(self, user: str) -> Reply:
        """All contents in one message, then the review is sent."""
        await self.says(user, "/dangky")
        await self.says(user, "\n".join(f"{action['code']} | {action['line']}" for action in self.chosen(user)))
        return await self.says(user, "gui")

    def does(self, user: str, what: str, share: float) -> bool:
        """Whether this is one of the people who do so."""
        return Random(f"{self._seed}/{user}/{what}").random() < share  # noqa: S311 - a play

    async def reports(self, user: str) -> None:
        """What is done of the year, content by content."""
        for code, level in self.done(user):
            if level != "not-done":
                await self.says(user, f"/tiendo {code} {WORDS[level]} {self._note(code)}")

    async def assesses(self, user: str) -> Reply:
        """Every content in one message; nothing is taken over from what was told before."""
        first = await self.says(user, "/danhgia")
        if any(option.code == "no" for option in first.options):
            await self.says(user, "tra loi tung muc")
        lines = (f"{code} | {WORDS[level]} | {self._note(code)}" for code, level in self.done(user))
        await self.says(user, "\n".join(lines))
        return await self.says(user, "gui")

    def chosen(self, user: str) -> Sequence[Mapping[str, Any]]:
        chance = Random(f"{self._seed}/{user}")  # noqa: S311 - a play
        return sorted(
            chance.sample(self._actions, chance.randint(FEWEST, MOST)), key=lambda action: str(action["code"])
        )

    def done(self, user: str) -> Sequence[tuple[str, str]]:
        """How far this person gets with each content."""
        chance = Random(f"{self._seed}/{user}/done")  # noqa: S311
        diligence = chance.choice(DILIGENCE)

        def level() -> str:
            return "done" if chance.random() < diligence else chance.choice(("partly", "not-done"))

        return [(str(action["code"]), level()) for action in self.chosen(user)]

    def _note(self, code: str) -> str:
        return str(next(action["line"] for action in self._actions if action["code"] == code)).partition(" | ")[0]


WORDS = {"done": "xong", "partly": "mot phan", "not-done": "chua lam"}
