"""Telegram's updates by long polling: stored first, and only then may Telegram forget them."""

import orjson

from bot.adapters.telegram_api import WANTED, BotApi
from bot.inbox import Inbox

POLL = 50  # seconds; the server allows no more
MARGIN = 10.0  # seconds that a long poll may last longer than it was asked to


async def poll(api: BotApi, inbox: Inbox) -> None:
    """Until it is cancelled."""
    await api.patiently("DeleteWebhook")
    offset = 0
    while True:
        updates = await api.patiently(
            "GetUpdates", read_timeout=POLL + MARGIN, offset=offset, timeout=POLL, allowed_updates=WANTED
        )
        batch = [(str(update["update_id"]), orjson.dumps(update)) for update in updates]
        if batch and await inbox.keep(batch):
            offset = int(updates[-1]["update_id"]) + 1
