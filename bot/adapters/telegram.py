"""Telegram on python-telegram-bot's Bot and types: long polling through the inbox, replies in order, buttons."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from itertools import chain, repeat
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns, as an error in our tests, unless it is asked for

import orjson
import structlog
from telegram import Bot, ChatMemberUpdated, InputFile, Update
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.adapters.lanes import Lanes
from bot.adapters.platform import Adapter, Handle, Later, Moved, Outcome, Refused, Sent, Unknown
from bot.adapters.telegram_drawing import draw
from bot.adapters.telegram_http import POLL_MARGIN, AiohttpRequest
from bot.adapters.telegram_reading import incoming_of, outcome_of, seconds_of
from bot.config import TelegramSettings
from chat.message import Address, Reply
from chat.texts import Texts
from handlers import FLOWS
from storage.inbox import Delivery, DeliveryBox
from storage.outbox import NoticeBox

log = structlog.get_logger()

TURNS = 8  # worked at the same time; more would only wait for one another, and after a crash all would be late
POLL = 50  # seconds; the server allows no more
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between tries while Telegram cannot be reached
WANTED = ["message", "callback_query", "my_chat_member"]


class Telegram(Adapter):
    """One bot account. What comes in is stored before it is confirmed, and deleted when its reply is out."""

    platform = "telegram"

    def __init__(
        self,
        settings: TelegramSettings,
        inbox: DeliveryBox,
        outbox: NoticeBox,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        url = settings.api_url.rstrip("/")
        token = settings.token.get_secret_value()
        request = AiohttpRequest(settings.proxy)
        self._bot = Bot(token, f"{url}/bot", f"{url}/file/bot", request=request, get_updates_request=request)
        self._inbox = inbox
        self._outbox = outbox
        self._texts = texts
        self._clock = clock
        self._lanes = Lanes()
        self._turns = asyncio.Semaphore(TURNS)
        self._finished: list[int] = []
        self._swept = asyncio.Event()

    async def run(self, handle: Handle) -> None:
        """Until it is cancelled; then what was begun is finished."""
        sweeper = asyncio.create_task(self._sweep())
        try:
            await self._until_reached("GetMe", self._bot.initialize)
            await self._set_up()
            for delivery in await self._inbox.left():
                self._take(delivery, handle)
            await self._poll(handle)
        finally:
            await self._lanes.finish()
            sweeper.cancel()
            await asyncio.wait({sweeper})
            await self._delete_finished()
            await self._bot.shutdown()

    async def send(self, to: Address, reply: Reply) -> Outcome:
        try:
            return await self._send(to, reply)
        except TelegramError as error:
            return outcome_of(error)

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        try:
            payloads = draw(reply)
            if len(payloads) > 1:
                return Refused("too long to be edited")
            await self._call("EditMessageText", chat_id=int(to.user), message_id=int(message_id), **payloads[0])
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                return outcome_of(error)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(message_id)

    async def _set_up(self) -> None:
        await self._patiently("DeleteWebhook")
        menu = [
            {"command": entry.command, "description": self._texts(f"menu-{name}")}
            for name, entry in FLOWS.items()
            if entry.menu
        ]
        await self._patiently("SetMyCommands", commands=menu)

    async def _poll(self, handle: Handle) -> None:
        offset = 0
        while True:
            updates = await self._patiently(
                "GetUpdates", read_timeout=POLL + POLL_MARGIN, offset=offset, timeout=POLL, allowed_updates=WANTED
            )
            if not updates:
                continue
            batch = [(str(update["update_id"]), orjson.dumps(update)) for update in updates]
            for delivery in await self._inbox.keep(batch, self._clock()):
                self._take(delivery, handle)
            offset = int(updates[-1]["update_id"]) + 1  # only now may Telegram forget them

    def _take(self, delivery: Delivery, handle: Handle) -> None:
        """Into its person's lane; what cannot be read is set aside and holds nothing up."""
        try:
            update = Update.de_json(orjson.loads(delivery.body), self._bot)
            lane = str(update.effective_user.id) if update.effective_user else delivery.id
        except Exception as error:  # noqa: BLE001 - whatever the library cannot read
            why = type(error).__name__
            log.warning("telegram.unreadable", delivery=delivery.id, why=why)
            self._lanes.add(delivery.id, lambda: self._inbox.set_aside(delivery.row, why))
            return
        self._lanes.add(lane, lambda: self._work(delivery, update, handle))

    async def _work(self, delivery: Delivery, update: Update, handle: Handle) -> None:
        try:
            await self._answer(update, handle)
        except Exception as error:
            log.exception("telegram.not_worked", delivery=delivery.id)
            await self._inbox.set_aside(delivery.row, type(error).__name__)
            return
        self._finished.append(delivery.row)
        self._swept.set()

    async def _sweep(self) -> None:
        """Delete what is done, many rows in one statement while many come."""
        while True:
            await self._swept.wait()
            self._swept.clear()
            await self._delete_finished()

    async def _delete_finished(self) -> None:
        """A row leaves the list only when it is gone: a sweep that is cut off is done again."""
        rows = tuple(self._finished)
        if rows:
            await self._inbox.done(rows)
            del self._finished[: len(rows)]

    async def _answer(self, update: Update, handle: Handle) -> None:
        if update.my_chat_member is not None:
            await self._reachable(update.my_chat_member)
            return
        chat, query = update.effective_chat, update.callback_query
        if chat is None or update.effective_user is None:
            return
        if chat.type != "private":
            await self._in_a_group(update, chat.id)
            return
        to = Address(self.platform, str(chat.id))
        async with asyncio.TaskGroup() as tasks, self._turns:
            if query is not None:  # answered at once, beside the work: until then a clock turns on the button
                tasks.create_task(self._quietly("AnswerCallbackQuery", callback_query_id=query.id))
            reply = await handle(incoming_of(update, to))
        if reply is not None:
            tapped = str(query.message.message_id) if query and query.message and reply.edits else None
            await self._reply(to, tapped, reply)

    async def _reply(self, to: Address, tapped: str | None, reply: Reply) -> None:
        """Until it is out, or never can be. A tap's answer edits its message, a typed text gets a new one."""
        pauses = _pauses()
        while True:
            match await (self.edit(to, tapped, reply) if tapped else self.send(to, reply)):
                case Sent():
                    return
                case Refused(_, gone) if tapped and not gone:
                    tapped = None
                case Refused(reason, gone):
                    log.warning("telegram.reply_refused", reason=reason)
                    if gone:
                        await self._outbox.unreachable(to, reason)
                    return
                case Moved(user):
                    await self._outbox.moved(to, user)
                    to = Address(self.platform, user)
                case Later(seconds):
                    await asyncio.sleep(seconds)
                case Unknown():
                    await asyncio.sleep(next(pauses))

    async def _send(self, to: Address, reply: Reply) -> Sent:
        sent: Any = {}
        for payload in draw(reply):
            sent = await self._call("SendMessage", chat_id=int(to.user), **payload)
        for file in reply.files:
            document = InputFile(file.content, filename=file.name)
            await self._call("SendDocument", chat_id=int(to.user), document=document)
        return Sent(str(sent["message_id"]))

    async def _in_a_group(self, update: Update, chat: int) -> None:
        """The bot talks to people, not to groups: one polite line, and only when it is called."""
        if update.message and (update.message.text or "").startswith("/"):
            await self._quietly("SendMessage", chat_id=chat, text=self._texts("common-group"))

    async def _reachable(self, change: ChatMemberUpdated) -> None:
        """The person blocked the bot, or let it in again."""
        if change.chat.type == "private":
            blocked = change.new_chat_member.status in ("kicked", "left")
            address = Address(self.platform, str(change.chat.id))
            await self._outbox.unreachable(address, "blocked by the person" if blocked else None)

    async def _call(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        # Capitalised: in the usual spelling the library advises its own methods, which cost half as much again.
        if read_timeout is None:
            return await self._bot.do_api_request(method, values)
        return await self._bot.do_api_request(method, values, read_timeout=read_timeout)

    async def _patiently(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        return await self._until_reached(method, lambda: self._call(method, read_timeout=read_timeout, **values))

    async def _until_reached(self, method: str, attempt: Callable[[], Awaitable[Any]]) -> Any:
        """Again and again while Telegram cannot be reached; a wrong token is a fault of the settings."""
        pauses = _pauses()
        while True:
            try:
                return await attempt()
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:  # a Conflict among them: another process polls for this account
                log.warning("telegram.not_reached", method=method, why=type(error).__name__)
                await asyncio.sleep(next(pauses))

    async def _quietly(self, method: str, **values: Any) -> None:
        """A courtesy: an old tap that cannot be answered any more is no fault."""
        try:
            await self._call(method, **values)
        except TelegramError as error:
            log.info("telegram.courtesy_refused", method=method, why=type(error).__name__)


def _pauses() -> Iterator[float]:
    """Growing pauses, the last one for ever."""
    return chain(PAUSES, repeat(PAUSES[-1]))
