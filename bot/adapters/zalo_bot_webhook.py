"""Zalo's updates by webhook: Zalo calls us, and hears 200 as soon as its update is stored.

Whether Zalo repeats what was refused is not known; it is refused only where it could not be stored.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterable

import orjson
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.adapters.called import body_of, knows
from bot.adapters.zalo_bot_api import BotApi
from bot.adapters.zalo_bot_reading import Json, arrived, event_in
from bot.inbox import Arrived

log = structlog.get_logger()

PATH = "/zalo"
HEADER = "X-Bot-Api-Secret-Token"
LARGEST = 1 << 20  # bytes; an update has a few hundred

Keep = Callable[[Iterable[Arrived]], Awaitable[bool]]


def webhook(secret: str, keep: Keep) -> Route:
    """Where Zalo calls. Nobody else knows the secret, and nothing of anybody else's call is read."""

    async def receive(request: Request) -> Response:
        if not knows(request, HEADER, secret):
            log.warning("zalo.wrong_secret")
            return Response(status_code=403)
        try:
            body = await body_of(request, LARGEST)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        event = _event(body)
        if event is None:  # Zalo tries the address when it is told of it, and nobody has seen with what
            log.info("zalo.no_event", size=len(body))
            return Response(status_code=200)
        return Response(status_code=200 if await keep([arrived(event)]) else 503)

    return Route(PATH, receive, methods=["POST"])


def _event(body: bytes) -> Json | None:
    try:
        return event_in(orjson.loads(body))
    except orjson.JSONDecodeError:
        return None


def address(public_url: str, secret: str) -> str:
    """Where Zalo is to call. A mark of the secret is in it, for Zalo tells where it calls, not with what."""
    mark = hashlib.sha256(secret.encode()).hexdigest()[:8]
    return f"{public_url.rstrip('/')}{PATH}?secret={mark}"


async def register(api: BotApi, url: str, secret: str) -> None:
    """Tell Zalo where to call, unless it knows. It tries the address at once, and keeps it even where that fails."""
    info = await api.patiently("getWebhookInfo")
    if (info or {}).get("url") == url:
        return
    told = await api.patiently("setWebhook", url=url, secret_token=secret)
    tried = (told or {}).get("verification") or {}
    if tried.get("ok") is False:
        log.warning("zalo.webhook_not_verified", outcome=tried.get("outcome"), hint=tried.get("hint"))
