"""Telegram's updates by webhook: Telegram calls us, and hears 200 as soon as its update is stored.

Whatever else it hears, Telegram repeats the update for a day and holds the rest of its chat back. So only what may go
better next time is refused (503): what cannot be read is taken, and set aside for somebody to look at.
"""

import contextlib
import hashlib

import orjson
from starlette.routing import Route

from bot.adapters.called import Keep, door
from bot.adapters.telegram_api import WANTED, BotApi
from bot.inbox import Arrived

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40  # that Telegram may open at once; storing is quick, and what comes together is stored together


def webhook(secret: str, keep: Keep) -> Route:
    """Where Telegram calls."""

    async def take(body: bytes) -> bool:
        return await keep([_arrived(body)])

    return door(PATH, HEADER, secret, take)


def _arrived(body: bytes) -> Arrived:
    """What has no number of an update goes by its own checksum, so that it is set aside once."""
    with contextlib.suppress(orjson.JSONDecodeError):
        match orjson.loads(body):
            case {"update_id": int(number)}:
                return str(number), body
    readable = body.decode(errors="backslashreplace").replace("\0", "\\x00")
    return hashlib.sha256(body).hexdigest(), readable.encode()


async def register(api: BotApi, url: str, secret: str) -> None:
    """Tell Telegram where to call, unless it knows: every process asks, and to tell it twice a second is refused."""
    info = await api.patiently("GetWebhookInfo")
    told = (info["url"], info.get("max_connections"), sorted(info.get("allowed_updates", [])))
    if told != (url, CONNECTIONS, sorted(WANTED)):
        await api.patiently(
            "SetWebhook", url=url, secret_token=secret, allowed_updates=WANTED, max_connections=CONNECTIONS
        )
