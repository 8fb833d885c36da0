"""Zalo's updates by webhook: Zalo calls us, and hears 200 as soon as its update is stored.

Whether Zalo repeats what was refused is not known; it is refused only where it could not be stored.
"""

import orjson
import structlog
from starlette.routing import Route

from bot.adapters.called import Keep, door
from bot.adapters.zalo_bot_api import BotApi
from bot.adapters.zalo_bot_reading import Json, arrived, event_in

log = structlog.get_logger()

PATH = "/zalo"
HEADER = "X-Bot-Api-Secret-Token"


def webhook(secret: str, keep: Keep) -> Route:
    """Where Zalo calls."""

    async def take(body: bytes) -> bool:
        event = _event(body)
        if event is None:  # Zalo tries the address when it is told of it, and nobody has seen with what
            log.info("zalo.no_event", size=len(body))
            return True
        return await keep([arrived(event)])

    return door(PATH, HEADER, secret, take)


def _event(body: bytes) -> Json | None:
    try:
        return event_in(orjson.loads(body))
    except orjson.JSONDecodeError:
        return None


async def register(api: BotApi, url: str, secret: str) -> None:
    """Tell Zalo where to call, unless it knows. It tries the address at once, and keeps it even where that fails."""
    info = await api.patiently("getWebhookInfo")
    if (info or {}).get("url") == url:
        return
    told = await api.patiently("setWebhook", url=url, secret_token=secret)
    tried = (told or {}).get("verification") or {}
    if tried.get("ok") is False:
        log.warning("zalo.webhook_not_verified", outcome=tried.get("outcome"), hint=tried.get("hint"))
