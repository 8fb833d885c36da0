"""/healthz: whether this process is in order, for an operator's monitor; nothing about anybody."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from storage.database import Database
from storage.queues import waiting

log = structlog.get_logger()

PATIENCE = 2.0  # seconds for the database to answer


def healthz(database: Database, clock: Callable[[], datetime], duties: Mapping[str, bool]) -> Route:
    """`duties` says of each account whether this process works for it, or stands by while another one does."""

    async def answer(request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                seconds = await waiting(database, clock())
        except Exception as error:  # noqa: BLE001 - whatever it is, the monitor must hear of it
            log.warning("health.no_database", why=type(error).__name__)
            return _told(503, {"ok": False, "failed": "database"})
        queues = {"inbox_seconds": seconds.inbox, "outbox_seconds": seconds.outbox}
        return _told(
            200, {"ok": True, "duties": {n: "works" if d else "stands by" for n, d in duties.items()}, **queues}
        )

    return Route("/healthz", answer)


def _told(status: int, document: Mapping[str, object]) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(document), status, headers, media_type="application/json")
