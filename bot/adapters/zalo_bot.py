"""Zalo, by a bot of its Bot Platform: what comes in is answered in plain text, replies to one chat go out in order."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog
from starlette.routing import BaseRoute

from bot.adapters.called import address
from bot.adapters.downloads import Downloads, kept_or_fetched
from bot.adapters.handed_out import files_of
from bot.adapters.lanes import Job
from bot.adapters.platform import Adapter, Fetched, Handle, Later, Outcome, Refused, Sent, Unknown
from bot.adapters.zalo_bot_api import BotApi
from bot.adapters.zalo_bot_polling import poll
from bot.adapters.zalo_bot_reading import PLATFORM, Deed, read_event
from bot.adapters.zalo_bot_sending import Sending
from bot.adapters.zalo_bot_webhook import PATH, register, webhook
from bot.config import Config
from bot.inbox import Arrived, Inbox, opened
from chat.message import Address, FileRef, Reply
from chat.texts import Texts
from storage.database import Database
from storage.handouts import Handouts
from storage.inbox import Delivery, DeliveryBox
from storage.outbox import NoticeBox
from storage.tally import Tallies
from storage.uploads import Uploads

log = structlog.get_logger()

TURNS = 8  # worked at the same time
TRIES = 3  # of an answer of which nobody knows whether it has arrived


class ZaloBot(Adapter):
    """One bot account. Zalo forgets what it has handed out: it is stored first, and deleted when its reply is out."""

    platform = PLATFORM
    fleeting = True

    def __init__(
        self, config: Config, database: Database, outbox: NoticeBox, texts: Texts, clock: Callable[[], datetime]
    ) -> None:
        self._settings, self._http = config.zalo, config.http
        self._page = config.chat_page
        self._api = BotApi(config.zalo)
        self._downloads = Downloads(config.zalo.api_url, config.zalo.proxy or None)
        self._uploads = Uploads(database)
        self._box = DeliveryBox(database, PLATFORM)
        self._outbox = outbox
        self._texts = texts
        self._clock = clock
        self._files = files_of(PLATFORM, config.http, Handouts(database), config.zalo.files_key, clock)
        self._sending = Sending(self._api, self._files, Tallies(database), texts, clock)
        self._inbox: Inbox | None = None
        self._turns = asyncio.Semaphore(TURNS)
        self._spoke: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._closing = asyncio.Event()
        self.alone = not config.zalo.calls_us

    async def run(self, handle: Handle) -> None:
        """Until it is cancelled; then what was begun is finished. Raises WrongToken."""
        me = str((await self._api.patiently("getMe"))["id"])

        def read(delivery: Delivery) -> tuple[str, Job]:
            return self._job(delivery, read_event(delivery, me), handle)

        async with opened(self._box, read, self._clock) as self._inbox:
            try:
                await self._listens(self._inbox)
            finally:
                self._closes()

    async def close(self) -> None:
        await self._api.close()
        await self._downloads.close()

    def routes(self, handle: Handle) -> Sequence[BaseRoute]:
        called = [webhook(self._settings.webhook_secret, self._keep)] if self._settings.calls_us else []
        return [*called, *([self._files.route()] if self._files else [])]

    async def send(self, to: Address, reply: Reply) -> Outcome:
        return await self._sending.carry(to.user, reply)

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        return Refused("Zalo changes no message")

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        return await kept_or_fetched(self._uploads, self._downloads, file, at)

    async def _listens(self, inbox: Inbox) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._asks_whether_the_token_holds())
            if self._settings.calls_us:
                secret = self._settings.webhook_secret
                await register(self._api, address(self._http.public_url, PATH, secret), secret)
                await asyncio.Event().wait()
            await poll(self._api, inbox)

    async def _asks_whether_the_token_holds(self) -> None:
        """Where a message was refused for it: the program ends with one sentence, and no message is lost."""
        while True:
            await self._sending.denied.wait()
            self._sending.denied.clear()
            await self._api.patiently("getMe")

    async def _keep(self, arrived: Iterable[Arrived]) -> bool:
        return self._inbox is not None and await self._inbox.keep(arrived)

    def _job(self, delivery: Delivery, deed: Deed | None, handle: Handle) -> tuple[str, Job]:
        """Whoever writes is heard at once, also while an earlier answer of theirs is in doubt."""
        if deed is None:
            return delivery.id, _nothing
        chat = deed.incoming.at.user
        self._spoke[chat].set()
        return chat, lambda: self._answer(deed, handle)

    async def _answer(self, deed: Deed, handle: Handle) -> None:
        """The bot talks to people, not to groups: there it hears only what calls it, and says one polite line."""
        at = deed.incoming.at
        if not deed.private:
            await self._sending.say(at.user, self._texts("common-group"))
            return
        await self._outbox.reached(at)
        if deed.readable:
            async with self._turns:
                reply = await handle(deed.incoming)
        else:
            reply = Reply(self._what_works())
        if reply is not None:
            await self._reply(at, reply)

    def _what_works(self) -> str:
        return self._texts("zalo-unreadable-web", url=self._page) if self._page else self._texts("zalo-unreadable")

    async def _reply(self, to: Address, reply: Reply) -> None:
        """Until it is out, or never can be. What is in doubt goes out again after a minute.

        Unless the person writes meanwhile: they have seen it, or the next answer tells them where they are.
        """
        doubts = 0
        while True:
            self._spoke[to.user].clear()
            match await self._sending.carry(to.user, reply):
                case Sent():
                    return
                case Refused(reason, gone):
                    log.warning("zalo.reply_refused", reason=reason)
                    if gone:
                        await self._outbox.unreachable(to, reason, self._clock())
                    return
                case Later(seconds):
                    await self._waits(self._closing, seconds)
                case Unknown(reason, seconds):
                    doubts += 1
                    log.warning("zalo.reply_in_doubt", reason=reason)
                    if await self._waits(self._spoke[to.user], seconds) or doubts == TRIES:
                        return

    async def _waits(self, event: asyncio.Event, seconds: float) -> bool:
        """Whether the event came. Where the program ends, the answer is given up here: its delivery stays stored."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
        if self._closing.is_set():
            raise asyncio.CancelledError
        return event.is_set()

    def _closes(self) -> None:
        self._closing.set()
        for event in self._spoke.values():
            event.set()


async def _nothing() -> None:
    """What does not concern the bot is done with."""
