"""Zalo calls us with what happens at the Official Account, and hears 200 as soon as that is stored.

Who calls is known by a checksum over the body and a secret. Its description leaves open which id comes first, where
the time stands and how the header is written: whatever fits the secret is taken.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.adapters.called import Keep, answer, body_of
from bot.adapters.zalo_oa_reading import concerns, key_of
from bot.config import ZaloOaSettings

log = structlog.get_logger()

PATH = "/zalo-oa"
SIGNATURE = "X-ZEvent-Signature"
TIMESTAMP = "X-ZEvent-Timestamp"
OLDEST = timedelta(hours=2)  # Zalo tries again for not quite two
PATIENCE = 1.5  # seconds for storing; after two Zalo gives up and tries again
PROBE = b"{}"
"""What Zalo sends, without a signature, when the address is entered."""


@dataclass(frozen=True, slots=True)
class Signer:
    """What Zalo signs with."""

    ids: tuple[str, ...]
    secret: str

    def signed_at(self, body: bytes, signature: str, timestamps: Iterable[str]) -> datetime | None:
        """When Zalo signed this; None where it did not."""
        given = signature.strip().lower().removeprefix("mac=").encode()
        found = None
        for first, timestamp in product(self.ids, timestamps):
            made = hashlib.sha256(first.encode() + body + timestamp.encode() + self.secret.encode()).hexdigest()
            if hmac.compare_digest(made.encode(), given):
                found = timestamp
        return _moment(found) if found is not None else None


def signer(settings: ZaloOaSettings) -> Signer:
    ids = (settings.app_id, *((settings.oa_id,) if settings.oa_id else ()))
    return Signer(ids, settings.oa_secret_key.get_secret_value())


def webhook(settings: ZaloOaSettings, keep: Keep, clock: Callable[[], datetime]) -> Route:
    signs = signer(settings)

    async def receive(request: Request) -> Response:
        body = await body_of(request)
        if isinstance(body, Response):
            return body
        if body.strip() == PROBE:
            return answer(taken=True)
        event = _event(body)
        timestamps = [str(told) for told in (event.get("timestamp"), request.headers.get(TIMESTAMP)) if told]
        at = signs.signed_at(body, request.headers.get(SIGNATURE, ""), dict.fromkeys(timestamps))
        if at is None:
            log.warning("zalo_oa.wrong_signature")
            return Response(status_code=403)
        if abs(clock() - at) > OLDEST:
            log.warning("zalo_oa.too_old")
            return Response(status_code=403)
        if not concerns(event, settings.oa_id):
            log.debug("zalo_oa.passed_over", event_name=str(event.get("event_name")))
            return answer(taken=True)
        return answer(taken=await _kept(keep, event, body))

    return Route(PATH, receive, methods=["POST"])


async def _kept(keep: Keep, event: dict[str, Any], body: bytes) -> bool:
    """Stored in time; what is stored too late comes again, and is known by its key."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await keep([(key_of(event), body)])
    except TimeoutError:
        return False
    except (LookupError, TypeError):  # nobody did it, so there is nobody to answer
        log.warning("zalo_oa.unreadable", event_name=str(event.get("event_name")))
        return True


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return event if isinstance(event, dict) else {}


def _moment(timestamp: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(timestamp) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
