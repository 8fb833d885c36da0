"""What `renluyen zalo check` finds out about a bot of the Bot Platform: it asks, listens, and sends if told to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Literal

from starlette.routing import BaseRoute

from bot.adapters.called import address
from bot.adapters.handed_out import files_of
from bot.adapters.zalo_bot_api import BotApi, Done, Failed
from bot.adapters.zalo_bot_reading import PLATFORM
from bot.adapters.zalo_bot_webhook import PATH, webhook
from bot.config import Config
from bot.inbox import Arrived
from bot.zalo_check_bot_seen import enough, seen, writer
from bot.zalo_check_bot_trying import Trying
from bot.zalo_check_findings import Findings
from bot.zalo_check_hearing import Ear, Polled, looks, overheard, polls
from programmes.platforms import limits_of
from storage.database import Database
from storage.handouts import Handouts
from storage.inbox import DeliveryBox, Share
from storage.tally import PEOPLE, Tallies, is_nearly, sent_this_month

Hook = Literal["none", "ours", "other", "unknown"]
SENDER = "sender"
"""To whom is sent where the operator names nobody: whoever writes first."""


class BotCheck:
    """One bot. `alone`: no other process polls for it, or may begin to while this one looks."""

    def __init__(
        self, config: Config, database: Database, share: Share, clock: Callable[[], datetime], *, alone: bool
    ) -> None:
        self.findings = Findings("zalo")
        self.running = share.number > 1 or not alone
        self._settings, self._http = config.zalo, config.http
        self._database = database
        self._share = share
        self._clock = clock
        self._api = BotApi(config.zalo)
        self._ear = Ear()
        self._began = clock()
        handouts = Handouts(database)
        self._files = files_of(PLATFORM, config.http, handouts, config.zalo.files_key, clock)
        self._serving = False
        self._hook: Hook = "unknown"
        self._me = ""

    async def close(self) -> None:
        await self._api.close()

    def routes(self) -> Sequence[BaseRoute]:
        called = [overheard(webhook(self._settings.webhook_secret, self._keep), self._ear)]
        return [*called, *([self._files.route()] if self._files else [])]

    async def ask(self, *, serving: bool) -> None:
        """What costs nothing and nobody notices."""
        self._serving = serving
        match await self._api.call("getMe"):
            case Done({"id": str() | int() as me, **more}):
                self._me = str(me)
                self.findings.good("token", "taken", plan=str(more.get("account_type", "–")))
            case Failed("auth", _, code):
                self.findings.bad("token", "refused", code=code)
                return
            case Failed(_, why, code):
                self.findings.bad("token", "unreached", why=str(code or why))
                return
            case _:
                self.findings.bad("token", "unreached", why="–")
                return
        await self._count()
        await self._ask_about_the_webhook()
        self.findings.judged(self._files is not None, "files", "ready" if self._files else "nowhere")

    async def _count(self) -> None:
        """By our own books: Zalo does not tell."""
        limits, now = limits_of(PLATFORM), self._clock()
        sent = await sent_this_month(self._database.read, PLATFORM, now)
        ((people,),) = await self._database.read(PEOPLE, platform=PLATFORM)
        parts = [(sent, limits.per_month), (int(people), limits.people)]
        nearly = any(most and is_nearly(count, most) for count, most in parts)
        told = {"sent": sent, "messages": limits.per_month or 0, "linked": int(people), "people": limits.people or 0}
        self.findings.judged(not nearly, "plan", "nearly" if nearly else "open", **told)

    async def _ask_about_the_webhook(self) -> None:
        answer = await self._api.call("getWebhookInfo")
        if isinstance(answer, Failed):
            self.findings.bad("webhook", "unknown", code=answer.code)
            return
        url, secret = str((answer.result or {}).get("url") or ""), self._settings.webhook_secret
        ours = url == address(self._http.public_url, PATH, secret)
        self._hook = "none" if not url else "ours" if ours else "other"
        wanted: Hook = "ours" if self._settings.calls_us else "none"
        mode = "called" if self._settings.calls_us else "polled"
        self.findings.judged(self._hook == wanted, "webhook", f"{mode}-{self._hook}")
        if self._hook == "ours" and (self._serving or self.running):
            await self._let_zalo_try()

    async def _let_zalo_try(self) -> None:
        match await self._api.call("testWebhook"):
            case Done({"outcome": str(outcome), "status_code": int(status)}):
                self.findings.judged(outcome == "webhook.ok", "reached", "tried", outcome=outcome, status=status)
            case Done():
                self.findings.by_hand("reached", "unsaid")
            case Failed(_, why, code):
                self.findings.by_hand("reached", "untried", why=str(code or why))

    async def hear(self, seconds: int, to: str) -> None:
        """Listen so long; meanwhile send to whom the operator names, or to whoever writes first."""
        if not self._me:
            return
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        ends = loop.time() + seconds
        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(self._listens(over, ends, seconds))
            if to == SENDER:
                await self._ear.until(lambda heard: writer(heard, self._me) is not None, ends)
                to = writer(self._ear.heard, self._me) or ""
                if not to:
                    self.findings.by_hand("sent", "nobody-wrote")
            if to:
                trying = Trying(self._api, self._files, self.findings, self._write_down)
                await trying.tries(to, fetched=self._serving or self.running)
            await self._ear.until(lambda heard: enough(heard, self._me), ends)
            over.set()
        if polled := listening.result():
            self._tell_of_polling(polled)
        stored = self.running or self._hook != "none"
        seen(self.findings, self._ear.heard, self._me, self._began, stored=stored and not self._called)

    @property
    def _called(self) -> bool:
        return self._hook == "ours" and self._serving

    async def _listens(self, over: asyncio.Event, ends: float, seconds: int) -> Polled | None:
        """Only where nobody else is handed what we would be handed."""
        if not self.running and self._hook == "none" and not self._settings.calls_us:
            return await polls(self._api, self._share, self._ear, self._clock, over, ends)
        if not self._settings.calls_us:
            code = "runs" if self.running else "webhook-is-set"
            self.findings.judged(self.running, "polling", code)
        if seconds and not self._called:
            await looks(DeliveryBox(self._database, PLATFORM), self._ear, self._began, over)
        return None

    def _tell_of_polling(self, polled: Polled) -> None:
        if polled.refused:
            self.findings.bad("polling", "refused", why=str(polled.refused.code or polled.refused.why))
        elif polled.idle:
            self.findings.good("polling", "idle", status=polled.idle)
        else:
            self.findings.good("polling", "busy")

    async def _write_down(self) -> None:
        await Tallies(self._database).add(PLATFORM, self._clock())

    async def _keep(self, batch: Iterable[Arrived]) -> bool:
        await self._share.keep(batch, self._clock())
        return True


@asynccontextmanager
async def bot_check(config: Config, database: Database, clock: Callable[[], datetime]) -> AsyncIterator[BotCheck]:
    """With a share of the inbox of its own, and the right to poll wherever nobody has it."""
    async with AsyncExitStack() as stack:
        share = await stack.enter_async_context(DeliveryBox(database, PLATFORM).share())
        alone = await stack.enter_async_context(database.account(PLATFORM))
        check = BotCheck(config, database, share, clock, alone=alone)
        stack.push_async_callback(check.close)
        yield check
