"""A platform that answers as it is told, and the sender that carries to it."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.adapters.platform import Adapter, Handle, Outcome, Sent
from bot.outbox import Outbox
from bot.reminding import Reminding, Telling
from chat.message import Address, Reply
from chat.texts import load_texts
from handlers.context import Context, Notice
from handlers.reminder import Due, Part
from storage.calendars import Calendars
from storage.ledger import Ledger
from storage.outbox import NoticeBox
from storage.talks import Talks
from tests.school import School

TEXTS = load_texts()


async def nothing(ctx: Context, dues: Sequence[Due]) -> Part | None:
    """There is no news."""
    return None


async def news(ctx: Context, dues: Sequence[Due]) -> Part | None:
    (due,) = dues
    return Part(f"{due.kind} {due.unit}")


NO_NEWS: Mapping[str, Telling] = dict.fromkeys(("digest", "month", "overdue"), nothing)
NEWS: Mapping[str, Telling] = {**NO_NEWS, "digest": news}


@dataclass(slots=True)
class Post(Adapter):
    """Remembers what it carried, to whom and when; it answers with `answers` first, then takes everything.

    `holds`: what it carries arrives only when that is set.
    """

    answers: list[Outcome] = field(default_factory=list)
    platform: str = "telegram"
    carried: list[tuple[str, str]] = field(default_factory=list)
    edited: list[tuple[str, str]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    fault: Exception | None = None
    edit_fault: Exception | None = None
    holds: asyncio.Event | None = None

    async def run(self, handle: Handle) -> None:
        raise NotImplementedError

    async def send(self, to: Address, reply: Reply) -> Outcome:
        self.carried.append((to.user, reply.text))
        self.replies.append(reply)
        self.at.append(asyncio.get_running_loop().time())
        if self.holds:
            await self.holds.wait()
        if self.fault:
            raise self.fault
        return self.answers.pop(0) if self.answers else Sent(str(len(self.carried)))

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        self.edited.append((message_id, reply.text))
        if self.edit_fault:
            raise self.edit_fault
        return Sent(message_id)

    @property
    def users(self) -> list[str]:
        return [user for user, _ in self.carried]


def outbox(
    school: School,
    post: Post,
    clock: Callable[[], datetime],
    *others: Post,
    per_second: int = 1000,
    safe: bool = False,
    national: Collection[date] = (),
    tellings: Mapping[str, Telling] = NO_NEWS,
) -> Outbox:
    """A sender over these platforms, as the program builds it."""
    adapters: Mapping[str, Adapter] = {each.platform: each for each in (post, *others)}
    database = school.database
    reminding = Reminding(Ledger(database), Calendars(database), TEXTS, frozenset(national), tellings)
    told, fast = Notice("1", "Đoàn trường", "bí thư"), dict.fromkeys(adapters, per_second)
    return Outbox(NoticeBox(database), reminding, Talks(database), adapters, TEXTS, told, clock, fast, safe=safe)
