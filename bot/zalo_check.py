"""`renluyen zalo check`: what is set up right, what Zalo answers to what is only guessed, what only people can try.

Without an addressee nothing is sent and nothing is spent. What people write meanwhile is stored for the bot.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import uuid4

import structlog
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.config import Config
from bot.office import Done, Fail, Office
from bot.zalo_check_bot import SENDER, BotCheck, bot_check
from bot.zalo_check_findings import Finding, Findings
from bot.zalo_check_hearing import served
from bot.zalo_check_oa import OaCheck, oa_check
from bot.zalo_check_public import HEALTH, look_from_outside
from chat.texts import load_texts
from storage.database import Database, open_database

TEXTS = load_texts()

Checks = Mapping[str, BotCheck | OaCheck]


@dataclass(frozen=True, slots=True)
class Wish:
    """`to`: an account at Zalo (`ID`, `zalo:ID`, `zalo-oa:ID`), or "sender"; nobody if empty. `seconds` to listen."""

    to: str = ""
    seconds: int = 0


async def check(office: Office, wish: Wish, clock: Callable[[], datetime], tell: Callable[[str], object]) -> Done:
    """Every check that can be made; fails where one of them is not in order. `tell` says what to do meanwhile."""
    addressees = _addressees(office.config, wish)
    await office.check_initialised()
    database = await open_database(office.url)
    try:
        found = await _found(office.config, database, wish.seconds, addressees, clock, tell)
    finally:
        await database.close()
    bad = sum(finding.state == "bad" for finding in found)
    done = Done({"ok": not bad, "checks": list(map(asdict, found))}, [finding.line(TEXTS) for finding in found])
    if bad:
        raise Fail(TEXTS("cli-error-zalo-check", count=bad), done)
    return done


def quietly() -> None:
    """What the adapters would log is said here in whole sentences."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


async def _found(
    config: Config,
    database: Database,
    seconds: int,
    addressees: Mapping[str, str],
    clock: Callable[[], datetime],
    tell: Callable[[str], object],
) -> Sequence[Finding]:
    house, proof = Findings("http"), uuid4().hex
    async with AsyncExitStack() as stack:
        checks: dict[str, BotCheck | OaCheck] = {}
        if "zalo" in addressees:
            checks["zalo"] = await stack.enter_async_context(bot_check(config, database, clock))
        if "zalo-oa" in addressees:
            checks["zalo-oa"] = await stack.enter_async_context(oa_check(config, database, clock))
        proves = Route(HEALTH, lambda _: PlainTextResponse(proof))
        routes = [proves, *(route for check in checks.values() for route in check.routes())]
        listens_at = config.http.listens_at if config.http.listen else None
        serving = await stack.enter_async_context(served(listens_at, routes))
        for check in checks.values():
            await check.ask(serving=serving)
        running = any(check.running for check in checks.values())
        if listens_at and not serving and not running:
            house.bad("listen", "taken")
        await look_from_outside(house, config, proof if serving else "")
        if seconds:
            tell(TEXTS("zalo-check-meanwhile", seconds=seconds))
        await asyncio.gather(*(check.hear(seconds, addressees[name]) for name, check in checks.items()))
        return [*(one for check in checks.values() for one in check.findings.all), *house.all]


def _addressees(config: Config, wish: Wish) -> Mapping[str, str]:
    """Each part that is configured, and to whom is sent there. Fails where that is not clear."""
    oa = config.zalo_oa
    told = {"zalo": config.zalo.token.get_secret_value(), "zalo-oa": oa.app_id or oa.oa_id}
    parts = [name for name, there in told.items() if there]
    if not parts:
        raise Fail(TEXTS("cli-error-zalo-nothing"))
    if wish.to == SENDER:
        if not wish.seconds:
            raise Fail(TEXTS("cli-error-zalo-sender"))
        return dict.fromkeys(parts, SENDER)
    part, colon, user = wish.to.rpartition(":")
    if wish.to and ((not colon and len(parts) > 1) or (colon and part not in parts) or not user):
        raise Fail(TEXTS("cli-error-zalo-to-which", parts=", ".join(parts)))
    return {name: user if name == (part or parts[0]) else "" for name in parts}
