"""Logs for machines or for people, one event after the other, from which no token and no password can be read."""

import logging
import re
import sys
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any, TextIO
from urllib.parse import quote

import structlog

from bot.config import LogSettings

HIDDEN = "[hidden]"

_TOKEN = re.compile(r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}")
"""A bot's token as Telegram makes them, ours or not."""

_CHATTY = ("aiogram", "aiosqlite", "alembic", "apscheduler", "asyncio", "httpx", "telegram", "uvicorn")

Redact = Callable[[str], str]


def redactor(secrets: Iterable[str]) -> Redact:
    """Hides these secrets, as they are and as addresses spell them, and whatever looks like a bot's token."""
    spelt = {spelling for secret in secrets for spelling in (secret, quote(secret, safe="")) if secret}
    longest_first = sorted(spelt, key=len, reverse=True)
    hidden = re.compile("|".join([*map(re.escape, longest_first), _TOKEN.pattern]))
    return lambda text: hidden.sub(HIDDEN, text)


def set_up(settings: LogSettings, secrets: Iterable[str] = (), to: TextIO | None = None) -> None:
    """Our own logs, the libraries' and Python's warnings, on standard error or where it is said."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        _hiding(redactor(secrets)),
        structlog.processors.JSONRenderer(ensure_ascii=False) if settings.json_ else _for_people(),
    ]
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=last, foreign_pre_chain=shared))
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(capture=True)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))


def _for_people() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def _hiding(redact: Redact) -> structlog.typing.Processor:
    """The last step before an event becomes a line, so that it sees every value and every traceback."""

    def hide(value: object) -> object:
        match value:
            case None | bool() | int() | float():
                return value
            case dict():
                return {redact(str(name)): hide(held) for name, held in value.items()}
            case list() | tuple() | set() | frozenset():
                return [hide(held) for held in value]
        return redact(value if isinstance(value, str) else repr(value))

    def step(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {name: hide(value) for name, value in event.items()}

    return step
