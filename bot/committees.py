"""Committees that do their part by themselves: they confirm, meet, report and recognise as people do, by tapping."""

from bot.crowd import Crowd
from chat.message import Reply

ENOUGH = 400  # members after whom a meeting that does not end is a fault
PAPERS = "Tu ho so"

STEPS: tuple[tuple[str, ...], ...] = (
    ("all", "*"),  # which of them
    (".done",),  # all stay ticked
    ("yes",),
)


class Committees:
    """What secretaries and the levels above do. Whoever of them acts is told apart by the account."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    async def confirms(self, secretary: str) -> None:
        """All registrations that wait, the own one excepted."""
        await self._taps_through(secretary, "/duyetnhieu")

    async def meets(self, secretary: str) -> None:
        """Opens the round: all together where they are few, else the committee, which has consulted."""
        crowd = self._crowd
        reply = await crowd.says(secretary, "/hop")
        reply = await crowd.picks(secretary, reply, "collective") or await crowd.picks(secretary, reply, "r0") or reply
        reply = await crowd.picks(secretary, reply, "today") or reply
        await crowd.picks(secretary, reply, "yes")

    async def decides(self, secretary: str) -> None:
        """At once about everybody of whom there is nothing to ask, then one by one, the own result excepted."""
        await self._taps_through(secretary, "/xephet")
        reply = await self._crowd.says(secretary, "/hop")
        seen: set[str] = set()
        while (command := _next_to_decide(reply, seen)) and len(seen) < ENOUGH:
            seen.add(command)
            reply = await self._decides_about(secretary, command)

    async def _decides_about(self, secretary: str, command: str) -> Reply:
        """As far as it was told during the year, where the member has said nothing at its end."""
        card = await self._crowd.says(secretary, command)
        offered = {option.code for option in card.options}
        if "progress" in offered:
            card = await self._crowd.says(secretary, f"{command} tiendo")
            offered = {option.code for option in card.options}
        way = next((option.command for option in card.options if option.code in ("accept", "apart")), None)
        return await self._crowd.says(secretary, way or f"{command} tot {PAPERS}")

    async def closes_and_reports(self, secretary: str, present: int) -> None:
        crowd = self._crowd
        await crowd.says(secretary, "/hop dong")
        reply = await crowd.says(secretary, str(present))
        reply = await crowd.picks(secretary, reply, "r0") or reply
        await crowd.picks(secretary, reply, "yes")
        await self._taps_through(secretary, "/trinh")

    async def recognises(self, officer: str) -> None:
        """Everything that was reported, and note is taken of what is only reported."""
        await self._taps_through(officer, "/congnhan")
        await self._taps_through(officer, "/ghinhan")

    async def _taps_through(self, user: str, command: str) -> None:
        """From question to question, all of it each time."""
        reply = await self._crowd.says(user, command)
        for _ in range(len(STEPS) + 1):
            codes = [code for step in STEPS for code in step]
            answer = await self._crowd.picks(user, reply, *codes)
            if answer is None:
                return
            reply = answer


def _next_to_decide(reply: Reply, seen: set[str]) -> str | None:
    """The member whom the screen names as next; in the list the decided ones stand last."""
    commands = (option.command for option in reply.options if option.command)
    return next((command for command in commands if command.startswith("/xep ") and command not in seen), None)
