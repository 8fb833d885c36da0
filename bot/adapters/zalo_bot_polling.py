"""Zalo's updates by long polling. What is handed out is gone from Zalo: it is stored before anything else."""

import asyncio
from collections.abc import Iterable
from random import uniform

import structlog

from bot.adapters.zalo_bot_api import BotApi, Done, Failed, WrongToken
from bot.adapters.zalo_bot_reading import arrived, event_in
from bot.inbox import Arrived, Inbox
from bot.pacing import pauses

log = structlog.get_logger()

POLL = 30  # seconds that Zalo waits for something to come
MARGIN = 7.0  # a long poll may last this much longer than it was asked to


async def poll(api: BotApi, inbox: Inbox) -> None:
    """Until it is cancelled. Raises WrongToken."""
    await api.patiently("deleteWebhook")
    tries = pauses()
    while True:
        match await api.call("getUpdates", read_timeout=POLL + MARGIN, timeout=str(POLL)):
            case Done(result):
                tries = pauses()
                await _keep(inbox, list(_events(result)))
            case Failed(code=408):  # nothing has come
                tries = pauses()
            case Failed("auth"):
                raise WrongToken
            case Failed(_, why):
                log.warning("zalo.not_reached", method="getUpdates", why=why)
                await asyncio.sleep(next(tries) * uniform(0.8, 1.2))  # noqa: S311 - so that not all come at once


def _events(result: object) -> Iterable[Arrived]:
    """Zalo hands out one at a time; were it several, none would be lost."""
    for one in result if isinstance(result, list) else [result]:
        if event := event_in(one):
            yield arrived(event)
        elif one:
            log.warning("zalo.no_event")


async def _keep(inbox: Inbox, events: list[Arrived]) -> None:
    """Zalo has forgotten them already, so they are stored even where the program is asked to end meanwhile."""
    if not events:
        return
    keeping = asyncio.ensure_future(inbox.keep(events))
    try:
        await asyncio.shield(keeping)
    except asyncio.CancelledError:
        await keeping
        raise
