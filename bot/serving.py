"""The server process: logs, the event loop, and an orderly end on SIGTERM and Ctrl-C."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable

import structlog

from bot import logs
from bot.adapters import telegram_api, zalo_bot_api
from bot.adapters.zalo_oa_templates import BadTemplates
from bot.app import App, build
from bot.config import Config
from bot.http import NoAddress
from chat.texts import load_texts
from storage.bookkeeping import count_held

log = structlog.get_logger()

COLLECT = (20_000, 20, 50)  # new objects before the collector looks; turns leave hardly any circles behind
GRACE = 10.0  # seconds for what was begun; what is not answered by then is answered at the next start


def serve(config: Config) -> str | None:
    """Run until a signal says stop; what was begun is finished first. Otherwise the reason why it ended by itself."""
    logs.set_up(config.log, config.secrets)
    load_texts(address=config.bot.address).read_all()
    problem = None
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        try:
            runner.run(_serve(config))
        except* telegram_api.WrongToken:
            problem = "wrong-token"
        except* zalo_bot_api.WrongToken:
            problem = "wrong-zalo-token"
        except* BadTemplates as several:
            fault = several.exceptions[0]
            log.error("run.bad_templates", why=str(fault))  # noqa: TRY400 - the operator's file, no fault of ours
            problem = "bad-templates"
        except* NoAddress:
            problem = "no-address"
        except* Exception:
            log.exception("run.failed")
            problem = "run-failed"
    return problem


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
        if config.bot.safe_mode:
            log.warning("run.safe_mode", held=await count_held(app.database.read), hint=app.texts("cli-run-safe"))
        _settle()
        log.info("run.started", channels=list(app.adapters))
        await run_until(stop, app)
    log.info("run.stopped")


def _settle() -> None:
    """What the start made stays for good: the collector passes it over and comes less often. It took a fifth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)


async def run_until(stop: asyncio.Event, app: App) -> None:
    """Let the program run until it is to stop or ends by itself."""
    running = asyncio.create_task(app.run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    running.cancel()
    _, late = await asyncio.wait({running}, timeout=GRACE)
    if late:
        log.warning("run.cut_short")
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.wait(late)
    if not running.cancelled():
        running.result()
