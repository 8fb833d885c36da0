"""The terminal as a platform: every person has a phone, and one types on whichever one likes."""

from collections.abc import Callable

from bot.adapters import numbered
from bot.adapters.platform import Handle, Outcome, Refused, Sent
from chat.message import Address, Incoming, Reply
from chat.texts import Texts


class Console:
    """Messages are drawn as numbered text; what comes by itself names the phone it arrives on."""

    platform = "console"

    def __init__(self, texts: Texts, show: Callable[[str], None], name_of: Callable[[str], str]) -> None:
        self._texts = texts
        self._show = show
        self._name_of = name_of
        self._count = 0

    async def run(self, handle: Handle) -> None:
        """The demo reads the keyboard and calls `types`."""

    async def types(self, handle: Handle, who: str, text: str) -> None:
        """Somebody types a line, and the answer appears."""
        self._count += 1
        reply = await handle(Incoming(Address(self.platform, who), f"{who}-{self._count}", text))
        if reply is not None:
            self._draw(reply)

    async def send(self, to: Address, reply: Reply) -> Outcome:
        where, _, name = self._name_of(to.user).partition(" ")
        self._show(self._texts("demo-message-to", where=where, name=name))
        self._draw(reply)
        return Sent()

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        return Refused("a terminal cannot edit")

    def _draw(self, reply: Reply) -> None:
        for text in numbered.draw(reply, self._texts):
            self._show("\n".join(f"  {line}" for line in text.splitlines()) + "\n")
        for file in reply.files:
            self._show(f"  [{file.name}]\n")
