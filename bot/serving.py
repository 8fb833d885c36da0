"""The server process: logs, the event loop, and an orderly end on SIGTERM and Ctrl-C."""

import asyncio
import contextlib
import signal
from collections.abc import Callable

import structlog

from bot import logs
from bot.app import build
from bot.config import Config

log = structlog.get_logger()


def serve(config: Config) -> None:
    """Run until a signal says stop; what was begun is finished first."""
    logs.set_up(config.log)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(config))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:  # not made for this system
        return asyncio.new_event_loop
    return uvloop.new_event_loop


async def _serve(config: Config) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # a system without signals in the loop
            loop.add_signal_handler(name, stop.set)
    async with build(config) as app:
        if not app.adapters:
            log.warning("run.no_channel", hint=app.texts("cli-run-nothing"))
        log.info("run.started", channels=list(app.adapters))
        running = asyncio.create_task(app.run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
    log.info("run.stopped")
