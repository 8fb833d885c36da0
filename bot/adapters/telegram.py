"""Telegram: what comes in is answered, replies go out in order, buttons; whichever library makes the calls."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import structlog
from starlette.routing import BaseRoute

from bot.adapters.called import address
from bot.adapters.lanes import Job
from bot.adapters.platform import Adapter, Fetched, Handle, Later, Moved, Outcome, Refused, Sent, Unknown
from bot.adapters.shown import is_picture
from bot.adapters.telegram_api import NotDone, api_of
from bot.adapters.telegram_drawing import draw
from bot.adapters.telegram_polling import poll
from bot.adapters.telegram_reading import PLATFORM, Deed, Reachable, read_update
from bot.adapters.telegram_webhook import PATH, register, webhook
from bot.config import Config
from bot.inbox import Arrived, Inbox, opened
from bot.pacing import pauses
from chat.message import Address, Attachment, FileRef, Reply
from chat.texts import Texts
from handlers import FLOWS
from storage.inbox import Delivery, DeliveryBox
from storage.outbox import NoticeBox

log = structlog.get_logger()

NOT_MODIFIED = "message is not modified"  # what it shows is what was to be shown
TURNS = 8  # worked at the same time; more would only wait for one another, and after a crash all would be late


class Telegram(Adapter):
    """One bot account. What comes in is stored before it is confirmed, and deleted when its reply is out."""

    platform = PLATFORM

    def __init__(
        self, config: Config, box: DeliveryBox, outbox: NoticeBox, texts: Texts, clock: Callable[[], datetime]
    ) -> None:
        self._settings = config.telegram
        self._public_url = config.http.public_url
        self._api = api_of(config.telegram)
        self._box = box
        self._outbox = outbox
        self._texts = texts
        self._clock = clock
        self._inbox: Inbox | None = None
        self._turns = asyncio.Semaphore(TURNS)
        self.alone = not config.telegram.calls_us

    async def run(self, handle: Handle) -> None:
        """Until it is cancelled; then what was begun is finished."""

        def read(delivery: Delivery) -> tuple[str, Job]:
            happened = read_update(delivery)
            return str(happened.user) if happened else delivery.id, lambda: self._answer(happened, handle)

        await self._api.start()
        async with opened(self._box, read, self._clock) as self._inbox:
            await self._set_up()
            if self._settings.calls_us:
                secret = self._settings.webhook_secret
                await register(self._api, address(self._public_url, PATH, secret), secret)
                await asyncio.Event().wait()
            await poll(self._api, self._inbox)

    async def close(self) -> None:
        await self._api.stop()

    def routes(self, handle: Handle) -> Sequence[BaseRoute]:
        return [webhook(self._settings.webhook_secret, self._keep)] if self._settings.calls_us else []

    async def _keep(self, arrived: Iterable[Arrived]) -> bool:
        return self._inbox is not None and await self._inbox.keep(arrived)

    async def send(self, to: Address, reply: Reply) -> Outcome:
        paid = {"allow_paid_broadcast": True} if self._settings.paid else {}
        return await self._carried(to, reply, **paid)

    async def _carried(self, to: Address, reply: Reply, **how: bool) -> Outcome:
        try:
            return await self._send(to, reply, **how)
        except NotDone as fault:
            return fault.outcome

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        try:
            payloads = draw(reply)
            if len(payloads) > 1:
                return Refused("too long to be edited")
            await self._api.call("EditMessageText", chat_id=int(to.user), message_id=int(message_id), **payloads[0])
        except NotDone as fault:
            if NOT_MODIFIED not in fault.why:
                return fault.outcome
        return Sent(message_id)

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        try:
            return await self._api.download(file.id)
        except NotDone as fault:
            return fault.outcome if isinstance(fault.outcome, Refused | Later) else Unknown(fault.why)

    async def _set_up(self) -> None:
        menu = [
            {"command": entry.command, "description": self._texts(f"menu-{name}")}
            for name, entry in FLOWS.items()
            if entry.menu
        ]
        await self._api.patiently("SetMyCommands", commands=menu)

    async def _answer(self, happened: Deed | Reachable | None, handle: Handle) -> None:
        match happened:
            case Reachable(_, chat, blocked):
                reason = "blocked by the person" if blocked else None
                await self._outbox.unreachable(Address(self.platform, str(chat)), reason, self._clock())
            case Deed(private=True) as deed:
                await self._work(deed, handle)
            case Deed() as deed:
                await self._in_a_group(deed)

    async def _work(self, deed: Deed, handle: Handle) -> None:
        async with asyncio.TaskGroup() as tasks, self._turns:
            if deed.query:  # answered at once, beside the work: until then a clock turns on the button
                tasks.create_task(self._api.quietly("AnswerCallbackQuery", callback_query_id=deed.query))
            reply = await handle(deed.incoming)
        if reply is not None:
            await self._reply(deed.incoming.at, deed.tapped if reply.edits else None, reply)

    async def _reply(self, to: Address, tapped: str | None, reply: Reply) -> None:
        """Until it is out, or never can be. A tap's answer edits its message, a typed text gets a new one."""
        tries = pauses()
        while True:
            match await (self.edit(to, tapped, reply) if tapped else self._carried(to, reply)):
                case Sent():
                    return
                case Refused(_, gone) if tapped and not gone:
                    tapped = None
                case Refused(reason, gone):
                    log.warning("telegram.reply_refused", reason=reason)
                    if gone:
                        await self._outbox.unreachable(to, reason, self._clock())
                    return
                case Moved(user):
                    await self._outbox.moved(to, user)
                    to = Address(self.platform, user)
                case Later(seconds):
                    await asyncio.sleep(seconds)
                case Unknown():
                    await asyncio.sleep(next(tries))

    async def _send(self, to: Address, reply: Reply, **how: bool) -> Sent:
        sent: Any = {}
        for payload in draw(reply):
            sent = await self._api.call("SendMessage", chat_id=int(to.user), **payload, **how)
        for file in reply.files:
            await self._bring(file, chat_id=int(to.user), **how)
        return Sent(str(sent["message_id"]))

    async def _bring(self, file: Attachment, **how: int) -> None:
        """A picture is shown in the chat; one that Telegram cannot show is a file like any other."""
        if is_picture(file):
            try:
                await self._api.upload("SendPhoto", "photo", file, **how)
            except NotDone as undone:
                if not isinstance(undone.outcome, Refused) or undone.outcome.gone:
                    raise
            else:
                return
        await self._api.upload("SendDocument", "document", file, **how)

    async def _in_a_group(self, deed: Deed) -> None:
        """The bot talks to people, not to groups: one polite line, and only when it is called."""
        if deed.incoming.text.startswith("/"):
            await self._api.quietly("SendMessage", chat_id=deed.chat, text=self._texts("common-group"))
