"""What `renluyen zalo check` finds out about an Official Account: it asks, listens, and sends if told to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

from starlette.routing import BaseRoute

from bot.adapters.platform import Later, Refused, Unknown
from bot.adapters.zalo_oa_api import Fault, OaApi
from bot.adapters.zalo_oa_oauth import OAuth
from bot.adapters.zalo_oa_templates import BadTemplates, load
from bot.adapters.zalo_oa_tokens import Tokens
from bot.adapters.zalo_oa_webhook import PATH, webhook
from bot.config import Config
from bot.inbox import Arrived
from bot.zalo_check_bot import SENDER
from bot.zalo_check_findings import Findings
from bot.zalo_check_hearing import Ear, looks, overheard
from bot.zalo_check_oa_seen import enough, seen, writer
from bot.zalo_check_oa_trying import Trying, why
from bot.zalo_check_templates import compare
from bot.zalo_office import app_of
from storage.database import Database
from storage.inbox import DeliveryBox, Share
from storage.oa_accounts import PLATFORM
from storage.zalo_tokens import TokenBox

HOUR = timedelta(hours=1)


class OaCheck:
    """One account, with the keeper of its tokens: where another process buys the next pair, this one waits."""

    def __init__(self, config: Config, database: Database, share: Share, clock: Callable[[], datetime]) -> None:
        self.findings = Findings("zalo-oa")
        self.running = share.number > 1
        self._settings, self._http = config.zalo_oa, config.http
        self._box = TokenBox(database, config.zalo_oa.oa_id)
        self._tokens = Tokens(self._box, OAuth(app_of(config.zalo_oa), clock), clock)
        self._api = OaApi(config.zalo_oa, self._tokens)
        self._database = database
        self._share = share
        self._clock = clock
        self._ear = Ear()
        self._began = clock()
        self._serving = False
        self._works = False

    async def close(self) -> None:
        await self._api.close()

    def routes(self) -> Sequence[BaseRoute]:
        """None where no secret is known by which Zalo's calls could be told from others."""
        secret = self._settings.oa_secret_key.get_secret_value()
        return [overheard(webhook(self._settings, self._keep, self._clock), self._ear)] if secret else []

    async def ask(self, *, serving: bool) -> None:
        """What costs nothing and nobody notices."""
        self._serving = serving and bool(self._settings.oa_secret_key.get_secret_value())
        if missing := self._missing():
            self.findings.bad("settings", "missing", keys=", ".join(missing))
        if not self._settings.oa_id:
            return
        await self._ask_for_the_token()
        if self._works:
            await self._ask_about_the_account()
        if self._works:
            await self._ask_about_the_quota()
            await self._ask_about_templates()

    def _missing(self) -> Sequence[str]:
        settings = self._settings
        told = {
            "app_id": settings.app_id,
            "app_secret": settings.app_secret.get_secret_value(),
            "oa_id": settings.oa_id,
            "oa_secret_key": settings.oa_secret_key.get_secret_value(),
        }
        return [f"zalo_oa.{name}" for name, value in told.items() if not value]

    async def _ask_for_the_token(self) -> None:
        """By the keeper alone: what he may not renew just now is not renewed."""
        token = await self._tokens.access()
        kept = await self._box.kept()
        if isinstance(token, Refused) or kept is None:
            self.findings.bad("authority", "needs-login")
        elif isinstance(token, Later):
            if kept.state == "asked":
                self.findings.by_hand("authority", "renewed-elsewhere")
            else:
                self.findings.bad("authority", "unreached")
        else:
            self._works = True
            hours = max(0, (kept.pair.until - self._clock()) // HOUR)
            self.findings.good("authority", "renewing" if kept.state == "asked" else "good", hours=hours)

    async def _ask_about_the_account(self) -> None:
        match await self._api.account():
            case Fault() | Later() | Refused() | Unknown() as failed:
                self.findings.bad("account", "refused", why=why(failed))
                self._works = isinstance(failed, Fault) and failed.kind != "token"
            case told:
                theirs = str(told.get("oa_id", told.get("oaid", "")))
                until = str(told.get("package_valid_through_date") or "–")
                self.findings.good("account", "known", package=str(told.get("package_name") or "–"), until=until)
                if theirs and theirs != self._settings.oa_id:
                    self.findings.bad("account", "another")
                if told.get("is_verified") is not True:
                    self.findings.bad("account", "not-verified")

    async def _ask_about_the_quota(self) -> None:
        match await self._api.daily_quota():
            case Fault() | Later() | Refused() | Unknown() as failed:
                self.findings.bad("quota", "refused", why=why(failed))
            case told:
                left, most = str(told.get("remainingQuota", "–")), str(told.get("dailyQuota", "–"))
                self.findings.judged(left != "0", "quota", "gone" if left == "0" else "left", left=left, most=most)

    async def _ask_about_templates(self) -> None:
        try:
            templates = load(self._settings.templates).known
        except BadTemplates:
            self.findings.bad("templates", "unreadable")
            return
        if not templates:
            self.findings.by_hand("templates", "none")
        for template in templates:
            match await self._api.template_info(template.id):
                case Fault() | Later() | Refused() | Unknown() as failed:
                    self.findings.bad("template", "refused", template=template.id, why=why(failed))
                case told:
                    compare(self.findings, template, told)

    async def hear(self, seconds: int, to: str) -> None:
        """Listen so long; meanwhile send to whom the operator names, or to whoever writes first."""
        if not self._settings.oa_id:
            return
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        ends, tried = loop.time() + seconds, False
        async with asyncio.TaskGroup() as tasks:
            if seconds and not self._serving:
                tasks.create_task(looks(DeliveryBox(self._database, PLATFORM), self._ear, self._began, over))
            if to == SENDER:
                await self._ear.until(lambda heard: writer(heard) is not None, ends)
                to = writer(self._ear.heard) or ""
                if not to:
                    self.findings.by_hand("sent", "nobody-wrote")
            if to and self._works:
                trying = Trying(self._api, self.findings, self._clock, buttons=self._settings.buttons)
                tried = await trying.tries(to)
            await self._ear.until(lambda heard: enough(heard, tapped=tried), ends)
            over.set()
        address = f"{self._http.public_url.rstrip('/')}{PATH}" if self._http.public_url else ""
        seen(self.findings, self._ear.heard, self._settings, address, stored=self.running, tapped=tried)

    async def _keep(self, batch: Iterable[Arrived]) -> bool:
        await self._share.keep(batch, self._clock())
        return True


@asynccontextmanager
async def oa_check(config: Config, database: Database, clock: Callable[[], datetime]) -> AsyncIterator[OaCheck]:
    """With a share of the inbox of its own."""
    async with AsyncExitStack() as stack:
        share = await stack.enter_async_context(DeliveryBox(database, PLATFORM).share())
        check = OaCheck(config, database, share, clock)
        stack.push_async_callback(check.close)
        yield check
