"""What calls us over HTTP: known by a secret in constant time, and read no further than a limit."""

import hmac

from starlette.requests import Request


def knows(request: Request, header: str, secret: str) -> bool:
    """Whether the caller names the secret; before anything of the body is read."""
    return hmac.compare_digest(request.headers.get(header, "").encode(), secret.encode())


async def body_of(request: Request, most: int) -> bytes | None:
    """What is sent, unless it is too large: then no more of it is read. Raises ClientDisconnect."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
