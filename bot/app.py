"""Where the parts meet: configuration, database, conversations, platforms, sender and clock."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.adapters.platform import Adapter
from bot.arriving import Arriving
from bot.config import Config
from bot.fetching import Fetching
from bot.health import healthz
from bot.http import serve_http
from bot.looking import Looking
from bot.outbox import Outbox
from bot.pacing import steady
from bot.printing import Printing
from bot.reminding import Reminding
from bot.rounds import Rounds
from bot.router import Router
from chat.message import Incoming, Reply
from chat.texts import Texts, load_texts
from handlers.context import Notice
from handlers.tellings import TELLINGS
from programmes.holidays import national_days
from scheduler.jobs import Clockwork
from storage.calendars import Calendars
from storage.checks import CheckBox
from storage.database import Database, open_database
from storage.evidence import EvidenceBox
from storage.inbox import DeliveryBox
from storage.ledger import Ledger
from storage.outbox import NoticeBox
from storage.talks import Talks
from storage.uploads import Uploads
from storage.web import WebChats
from storage.zalo_tokens import TokenBox

log = structlog.get_logger()

Clock = Callable[[], datetime]
STAND_BY = 2.0  # seconds between looks whether another process has let an account go


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class App:
    """The program, built: `handle` a message, `drain` the outbox, `run` everything until stopped."""

    config: Config
    database: Database
    texts: Texts
    router: Router
    outbox: Outbox
    arriving: Arriving
    looking: Looking
    fetching: Fetching
    printing: Printing
    clockwork: Clockwork
    adapters: Mapping[str, Adapter]
    clock: Clock
    duties: dict[str, bool] = field(default_factory=dict)

    async def handle(self, incoming: Incoming) -> Reply | None:
        await self.arriving.expects(incoming)
        reply = await self.router.turn(incoming)
        self.outbox.wake()
        for worker in self.workers:
            worker.wake()
        return reply

    @property
    def workers(self) -> Sequence[Rounds[Any]]:
        """What is done after turns; what one fetches another may read."""
        return (self.arriving, self.fetching, self.looking, self.printing)

    async def drain(self) -> None:
        """All of it is done now."""
        for worker in self.workers:
            await worker.drain()

    async def run(self) -> None:
        """Poll, send and keep the time until it is cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for adapter in self.adapters.values():
                work = partial(adapter.run, self.handle)
                tasks.create_task(self._alone(adapter.platform, work) if adapter.alone else work())
                self.duties[adapter.platform] = not adapter.alone
            if self.config.http.listen:
                routes = [r for adapter in self.adapters.values() for r in adapter.routes(self.handle)]
                routes.append(healthz(self.database, self.clock, self.duties))
                tasks.create_task(serve_http(*self.config.http.listens_at, routes))
            tasks.create_task(self._alone("outbox", self.outbox.run))
            for worker in self.workers:
                tasks.create_task(worker.run())
            tasks.create_task(self.clockwork.run())

    async def _alone(self, account: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """The platforms count per account, so one process does this work; the others stand by and take over."""
        while True:
            async with self.database.account(account) as mine:
                self.duties[account] = mine
                if mine:
                    return await work()
            log.info("account.taken", account=account)
            await asyncio.sleep(STAND_BY)


@asynccontextmanager
async def build(
    config: Config,
    *,
    clock: Clock = utc_now,
    adapters: Callable[["Parts"], Mapping[str, Adapter]] | None = None,
    per_second: Mapping[str, int] | None = None,
    database: Database | None = None,
) -> AsyncIterator[App]:
    """The only place where the parts are joined; tests, console and server call this same function.

    `per_second`: how many messages a platform takes, where it is another number than that of its real namesake.
    `database`: one that is open already, and stays open; without it, the configuration's is opened and closed.
    """
    texts = load_texts(address=config.bot.address)
    notice = Notice(
        config.notice.version,
        config.notice.controller or texts("notice-controller"),
        config.notice.contact or texts("notice-contact"),
        bool(config.papers.official),
    )
    async with AsyncExitStack() as opened:
        if database is None:
            database = await open_database(config.database.url)
            opened.push_async_callback(database.close)
        talks, box = Talks(database), NoticeBox(database)
        parts = Parts(config, database, texts, box, clock)
        platforms = (adapters or running_platforms)(parts)
        for platform in platforms.values():
            opened.push_async_callback(platform.close)
        days_off = national_days()
        reminding = Reminding(Ledger(database), Calendars(database), texts, days_off, TELLINGS)
        sends = {"telegram": steady(config.telegram.per_second, config.telegram.most), **(per_second or {})}
        outbox = Outbox(box, reminding, talks, platforms, texts, notice, clock, sends, safe=config.bot.safe_mode)
        looking = Looking(CheckBox(database), texts, clock, outbox.wake)
        arriving = Arriving(Uploads(database), platforms, clock, looking.wake)
        fetching = Fetching(EvidenceBox(database), platforms, texts, clock, outbox.wake)
        papers = (config.papers.templates, config.papers.official)
        printing = Printing(database, config.bot.address, clock, outbox.wake, *papers)
        opened.callback(printing.close)
        router = Router(talks, texts, notice, clock)
        lasting = timedelta(days=config.web.session_days)
        clockwork = Clockwork(database, clock, days_off, lasting, outbox.wake)
        workers = (arriving, looking, fetching, printing, clockwork)
        yield App(config, database, texts, router, outbox, *workers, platforms, clock)


@dataclass(frozen=True, slots=True)
class Parts:
    """What an adapter is made of."""

    config: Config
    database: Database
    texts: Texts
    outbox: NoticeBox
    clock: Clock


def running_platforms(parts: Parts) -> Mapping[str, Adapter]:
    """The platforms that the configuration names."""
    config, platforms = parts.config, dict[str, Adapter]()
    if config.telegram.token.get_secret_value():
        from bot.adapters.telegram import Telegram

        box = DeliveryBox(parts.database, "telegram")
        platforms["telegram"] = Telegram(config, box, parts.outbox, parts.texts, parts.clock)
    if config.zalo.token.get_secret_value():
        from bot.adapters.zalo_bot import ZaloBot

        platforms["zalo"] = ZaloBot(config, parts.database, parts.outbox, parts.texts, parts.clock)
    if config.has_zalo_oa:
        from bot.adapters.zalo_oa import ZaloOa
        from bot.adapters.zalo_oa_oauth import OAuth
        from bot.adapters.zalo_oa_tokens import Tokens
        from bot.zalo_office import app_of

        oauth = OAuth(app_of(config.zalo_oa), parts.clock)
        tokens = Tokens(TokenBox(parts.database, config.zalo_oa.oa_id), oauth, parts.clock)
        platforms["zalo-oa"] = ZaloOa(config, tokens, parts.database, parts.outbox, parts.texts, parts.clock)
    if config.has_web_chat:
        from bot.adapters.web import Web

        platforms["web"] = Web(config, WebChats(parts.database), Uploads(parts.database), parts.texts, parts.clock)
    return platforms
