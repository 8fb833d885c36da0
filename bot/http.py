"""The one HTTP server of a process: pages, webhooks and whether all is well, on the routes that its parts bring."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

GRACE = 3  # seconds for requests that were begun


class NoAddress(Exception):
    """Another program has it, or this machine has no such address."""


class Server(uvicorn.Server):
    """Signals belong to the process (bot.serving), not to one of its parts."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_http(host: str, port: int, routes: Sequence[BaseRoute]) -> None:
    """Until it is cancelled; then what was begun is finished. Raises NoAddress."""
    try:
        bound = socket.create_server((host, port), reuse_port=False)
    except OSError as error:
        raise NoAddress from error
    with bound as listening:
        await serve_on(listening, routes)


async def serve_on(listening: socket.socket, routes: Sequence[BaseRoute]) -> None:
    """The same at an address that is taken already."""
    config = uvicorn.Config(
        Starlette(routes=routes),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve([listening]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
