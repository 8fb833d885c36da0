"""The terminal as a platform: every person has a phone, and one types on whichever one likes."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from uuid import uuid4

from bot.adapters import numbered
from bot.adapters.platform import Adapter, Handle, Outcome, Refused, Sent
from chat.lines import BAR
from chat.message import Address, Incoming, Reply
from chat.texts import Texts

TOGETHER = 0.1  # seconds; nobody types two lines in this time, a paste brings them all


class Console(Adapter):
    """Messages are drawn as numbered text; what comes by itself names the phone it arrives on."""

    platform = "console"

    def __init__(self, texts: Texts, show: Callable[[str], None], owner: Callable[[str], str]) -> None:
        self._texts = texts
        self._show = show
        self._owner = owner

    async def run(self, handle: Handle) -> None:
        """Whoever directs the terminal reads the keyboard and calls `types`."""

    async def types(self, handle: Handle, who: str, text: str) -> None:
        """Somebody types a message, and the answer appears."""
        reply = await handle(Incoming(Address(self.platform, who), uuid4().hex, text))
        if reply is not None:
            self._draw(reply)

    async def send(self, to: Address, reply: Reply) -> Outcome:
        self._show(self._texts("demo-message-to", who=self._owner(to.user)))
        self._draw(reply)
        return Sent()

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        return Refused("a terminal cannot edit")

    def _draw(self, reply: Reply) -> None:
        for text in numbered.draw(reply, self._texts):
            self._show("\n".join(f"  {line}" for line in text.splitlines()) + "\n")
        for file in reply.files:
            self._show(f"  [{file.name}]\n")


class Keyboard:
    """What is typed, message by message. Lines with a bar that arrive together, as a paste does, are one message."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._ahead: list[str | None] = []

    def listens(self) -> None:
        """From now on. The thread may wait for a line when the program ends, so nobody waits for the thread."""
        Thread(target=self._read, args=(asyncio.get_running_loop(),), daemon=True).start()

    async def message(self) -> str | None:
        """The next message, None at the end of the input."""
        first = self._ahead.pop() if self._ahead else await self._lines.get()
        if first is None or BAR not in first:
            return first
        pasted = [first]
        while (line := await self._following()) is not None and BAR in line:
            pasted.append(line)
            self._ahead.clear()
        return "\n".join(pasted)

    async def _following(self) -> str | None:
        """The next line, if it comes at once; it waits its turn."""
        with suppress(TimeoutError):
            async with asyncio.timeout(TOGETHER):
                self._ahead.append(await self._lines.get())
                return self._ahead[-1]
        return None

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """Past Python's buffers: a thread that waits in one of them holds up the end of the program."""
        rest = b""
        with suppress(OSError, RuntimeError):  # a terminal that is gone, a program that has ended
            while read := os.read(self._descriptor, 1 << 16):
                *lines, rest = (rest + read).split(b"\n")
                for line in lines:
                    loop.call_soon_threadsafe(self._lines.put_nowait, _text(line))
            if rest:
                loop.call_soon_threadsafe(self._lines.put_nowait, _text(rest))
            loop.call_soon_threadsafe(self._lines.put_nowait, None)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()
