"""Where a platform calls us over HTTP: it hears 200 as soon as what it brings is stored, and is read up to a limit."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Iterable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.inbox import Arrived

log = structlog.get_logger()

LARGEST = 1 << 20  # bytes; what any platform brings has a few thousand

Keep = Callable[[Iterable[Arrived]], Awaitable[bool]]
"""Whether it was stored."""

Take = Callable[[bytes], Awaitable[bool]]
"""Whether what is in a body needs no second call."""


def door(path: str, header: str, secret: str, take: Take) -> Route:
    """Where a platform calls that shows a secret. Nobody else's call is read, not even its first byte."""

    async def receive(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(header, "").encode(), secret.encode()):
            log.warning("webhook.wrong_secret", path=path)
            return Response(status_code=403)
        body = await body_of(request)
        if isinstance(body, Response):
            return body
        return answer(taken=await take(body))

    return Route(path, receive, methods=["POST"])


def answer(*, taken: bool) -> Response:
    """What is refused comes again from one platform and is lost with another: only what cannot be stored now is."""
    return Response(status_code=200 if taken else 503)


async def body_of(request: Request) -> bytes | Response:
    """What is sent, or what its sender hears who hangs up or sends too much: then no more of it is read."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return Response(status_code=413)
    except ClientDisconnect:
        return Response(status_code=400)
    return bytes(body)


def address(public_url: str, path: str, secret: str) -> str:
    """Where the platform is to call. A mark of the secret is in it: platforms tell where they call, not with what."""
    mark = hashlib.sha256(secret.encode()).hexdigest()[:8]
    return f"{public_url.rstrip('/')}{path}?secret={mark}"
