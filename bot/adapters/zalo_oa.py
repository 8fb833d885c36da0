"""Zalo's Official Account: Zalo calls us with what people do; we answer in text, and tell by text or template."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import structlog
from starlette.routing import BaseRoute

from bot.adapters.downloads import Downloads, kept_or_fetched
from bot.adapters.handed_out import files_of
from bot.adapters.lanes import Job
from bot.adapters.platform import (
    Adapter,
    Elsewhere,
    Fetched,
    Gist,
    Handle,
    Later,
    Moved,
    Outcome,
    Refused,
    Sent,
    Unknown,
)
from bot.adapters.zalo_oa_api import Access, OaApi
from bot.adapters.zalo_oa_files import OaFiles
from bot.adapters.zalo_oa_reading import Deed, Event, Follows, GivesPhone, Leaves, Received, Unread, read_event
from bot.adapters.zalo_oa_sending import Sender
from bot.adapters.zalo_oa_templates import load
from bot.adapters.zalo_oa_webhook import webhook
from bot.config import Config
from bot.inbox import Arrived, Inbox, opened
from bot.pacing import pauses
from chat.message import Address, FileRef, Reply
from chat.texts import Texts
from storage.database import Database
from storage.handouts import Handouts
from storage.inbox import Delivery, DeliveryBox
from storage.oa_accounts import PLATFORM, OaAccounts
from storage.outbox import NoticeBox
from storage.uploads import Uploads

log = structlog.get_logger()

TURNS = 8  # worked at the same time


class ZaloOa(Adapter):
    """One account. What comes in is stored before Zalo hears 200, and deleted when its reply is out."""

    platform = PLATFORM
    alone = False
    fleeting = True

    def __init__(
        self,
        config: Config,
        access: Access,
        database: Database,
        outbox: NoticeBox,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        accounts = OaAccounts(database)
        self._settings = config.zalo_oa
        self._api = OaApi(config.zalo_oa, access)
        self._downloads = Downloads(config.zalo_oa.api_url, config.zalo_oa.proxy or None)
        self._uploads = Uploads(database)
        self._links = files_of(PLATFORM, config.http, Handouts(database), config.zalo_oa.files_key, clock)
        self._sender = Sender(
            self._api,
            accounts,
            load(config.zalo_oa.templates),
            texts,
            clock,
            files=OaFiles(self._api, self._links, texts),
            buttons=config.zalo_oa.buttons,
        )
        self._box = DeliveryBox(database, PLATFORM)
        self._accounts = accounts
        self._outbox = outbox
        self._texts = texts
        self._clock = clock
        self._inbox: asyncio.Future[Inbox] | None = None
        self._turns = asyncio.Semaphore(TURNS)

    async def run(self, handle: Handle) -> None:
        """Until it is cancelled; then what was begun is finished."""

        def read(delivery: Delivery) -> tuple[str, Job]:
            happened = read_event(delivery)
            return happened.user, lambda: self._work(happened, handle)

        async with opened(self._box, read, self._clock) as inbox:
            self._opens().set_result(inbox)
            await asyncio.Event().wait()

    async def close(self) -> None:
        await self._api.close()
        await self._downloads.close()

    def routes(self, handle: Handle) -> Sequence[BaseRoute]:
        called = webhook(self._settings, self._keep, self._clock)
        return [called, *([self._links.route()] if self._links else [])]

    async def _keep(self, arrived: Iterable[Arrived]) -> bool:
        """As soon as the inbox is open: Zalo does not say that it repeats what is refused."""
        inbox = await asyncio.shield(self._opens())
        return await inbox.keep(arrived)

    def _opens(self) -> "asyncio.Future[Inbox]":
        self._inbox = self._inbox or asyncio.get_running_loop().create_future()
        return self._inbox

    async def send(self, to: Address, reply: Reply) -> Outcome:
        return await self.notify(to, reply, Gist(""))

    async def notify(self, to: Address, reply: Reply, gist: Gist) -> Outcome:
        return await self._sender.tell(to.user, reply, gist)

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        return Refused("Zalo cannot edit")

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        return await kept_or_fetched(self._uploads, self._downloads, file, at)

    async def _work(self, happened: Event, handle: Handle) -> None:
        user, at = happened.user, happened.at
        match happened:
            case Leaves():
                await self._accounts.left(user, "unfollowed", at)
                return
            case Received(notice=notice):
                await self._outbox.received(PLATFORM, notice, at)
                return
            case Follows():
                reply = None
            case GivesPhone(phone=phone):
                reply = await self._phone(user, phone)
            case Unread():
                reply = Reply(self._texts("zalo-oa-unread"))
            case Deed(incoming=incoming):
                async with self._turns:
                    reply = await handle(incoming)
        await self._accounts.heard(user, at)  # after the turn, which may have made the account somebody's
        if reply is not None:
            await self._reply(Address(self.platform, user), reply)

    async def _phone(self, user: str, phone: str) -> Reply | None:
        """Only where the person's unit keeps numbers; elsewhere it is forgotten at once."""
        kept = phone and await self._accounts.keep_phone(user, phone, self._clock())
        return Reply(self._texts("zalo-oa-phone", phone=phone)) if kept else None

    async def _reply(self, to: Address, reply: Reply) -> None:
        """Until it is out, or never can be."""
        tries = pauses()
        while True:
            match await self._sender.answer(to.user, reply):
                case Sent() | Moved():
                    return
                case Refused(reason, gone):
                    log.warning("zalo_oa.reply_refused", reason=reason)
                    if gone:
                        await self._outbox.unreachable(to, reason, self._clock())
                    return
                case Elsewhere(reason):
                    log.warning("zalo_oa.reply_refused", reason=reason)
                    return
                case Later(seconds):
                    await asyncio.sleep(seconds)
                case Unknown():
                    await asyncio.sleep(next(tries))
