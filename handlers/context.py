"""All that a conversation may use besides its questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chat.dates import say_day
from chat.message import Address, Option, Reply
from chat.texts import Texts, Value
from rules import registration
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.frame import Frame
from storage.joining import Account
from storage.people import Member, Office
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Notice:
    """What the controller of the data must tell before consent (Law 91/2025/QH15), and where paper forms go.

    `official`: whether files for the official import can be filled here.
    """

    version: str
    controller: str
    contact: str
    official: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Built once per turn, passed by hand. `who` is the member behind the account, if one is linked."""

    at: Address
    person: int | None
    who: Member | None
    offices: tuple[Office, ...]
    now: datetime
    today: date
    store: Store
    texts: Texts
    notice: Notice

    @property
    def member(self) -> Member:
        """The member, in conversations that strangers never reach."""
        if self.who is None:
            raise LookupError("nobody is linked to this account")
        return self.who

    @property
    def channel(self) -> str:
        return self.at.platform

    @property
    def committees(self) -> frozenset[int]:
        """The units in whose committee the person sits today."""
        return frozenset(office.unit for office in self.offices)

    async def cycle(self) -> OpenCycle | None:
        return await self.store.cycle(self.member.unit, self.member.sector)

    async def obstacle_to_register(self, cycle: OpenCycle, form: Card | None) -> str | None:
        """The code of what stands against registering in chat today (PN-06, PN-28), or None."""
        joined = date.fromisoformat(self.member.since)
        waits = form is None and cycle.policy.waits(joined, self.today)
        return registration.obstacle(
            cycle.policy,
            state=form.state if form else None,
            paper=self.member.paper is not None,
            joined=joined,
            today=self.today,
            opened=waits and await self.store.late_opened(self.member.person, cycle) is not None,
        )

    async def frame(self, cycle: OpenCycle) -> Frame:
        return await self.store.frame(cycle, self.member.audience)

    def day(self, day: date) -> str:
        return say_day(day, self.texts)

    def say(self, id_: str, *options: tuple[str, str], note: str = "", **values: Value) -> Reply:
        """A closing word. Each option is (attribute that names it, the canned command it stands for)."""
        body = self.texts(id_, **values)
        labels = (Option(name, self.texts(f"{id_}.{name}", **values), command=command) for name, command in options)
        text = f"{note}\n{body}" if note else body
        return Reply(text, self.texts.get(f"{id_}.title", **values), tuple(labels), edits=True)

    async def tell(
        self, people: Iterable[int], id_: str, *options: tuple[str, str], key: str | None = None, **values: Value
    ) -> None:
        """A message to other people, committed together with everything else that this turn writes."""
        await self.store.notify(people, id_, self.say(id_, *options, note="", **values), key=key)

    async def tell_at(self, account: Account, id_: str, *options: tuple[str, str], **values: Value) -> None:
        """The same to one account of a person alone: it is about the person's accounts."""
        reply = self.say(id_, *options, note="", **values)
        await self.store.notify_at(Address(account.platform, account.user), account.person, id_, reply)
