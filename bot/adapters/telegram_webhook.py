"""Telegram's updates by webhook: Telegram calls us, and hears 200 as soon as its update is stored.

Whatever else it hears, Telegram repeats the update for a day and holds the rest of its chat back. So only what may go
better next time is refused (503): what cannot be read is taken, and set aside for somebody to look at.
"""

import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Iterable

import orjson
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.adapters.called import body_of, knows
from bot.adapters.telegram_api import WANTED, BotApi
from bot.inbox import Arrived

log = structlog.get_logger()

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1 << 20  # bytes; an update of Telegram has a few thousand
CONNECTIONS = 40  # that Telegram may open at once; storing is quick, and what comes together is stored together

Keep = Callable[[Iterable[Arrived]], Awaitable[bool]]


def webhook(secret: str, keep: Keep) -> Route:
    """Where Telegram calls. Nobody else knows the secret, and nothing of anybody else's call is read."""

    async def receive(request: Request) -> Response:
        if not knows(request, HEADER, secret):
            log.warning("telegram.wrong_secret")
            return Response(status_code=403)
        try:
            body = await body_of(request, LARGEST)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=200 if await keep([_arrived(body)]) else 503)

    return Route(PATH, receive, methods=["POST"])


def _arrived(body: bytes) -> Arrived:
    """What has no number of an update goes by its own checksum, so that it is set aside once."""
    with contextlib.suppress(orjson.JSONDecodeError):
        match orjson.loads(body):
            case {"update_id": int(number)}:
                return str(number), body
    readable = body.decode(errors="backslashreplace").replace("\0", "\\x00")
    return hashlib.sha256(body).hexdigest(), readable.encode()


def address(public_url: str, secret: str) -> str:
    """Where Telegram is to call. A mark of the secret is in it, for Telegram tells where it calls, not with what."""
    mark = hashlib.sha256(secret.encode()).hexdigest()[:8]
    return f"{public_url.rstrip('/')}{PATH}?secret={mark}"


async def register(api: BotApi, url: str, secret: str) -> None:
    """Tell Telegram where to call, unless it knows: every process asks, and to tell it twice a second is refused."""
    info = await api.patiently("GetWebhookInfo")
    told = (info["url"], info.get("max_connections"), sorted(info.get("allowed_updates", [])))
    if told != (url, CONNECTIONS, sorted(WANTED)):
        await api.patiently(
            "SetWebhook", url=url, secret_token=secret, allowed_updates=WANTED, max_connections=CONNECTIONS
        )
