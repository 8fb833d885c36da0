"""Logs for machines or for people, from which no token and no address of a bot can be read."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.config import LogSettings

_TOKEN = re.compile(r"\b\d{3,}:[A-Za-z0-9_-]{4,}")


def redacted(text: str) -> str:
    return _TOKEN.sub("[token]", text)


def set_up(settings: LogSettings) -> None:
    """One line an event on standard error, our own logs and the libraries' alike."""
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if settings.json_ else structlog.dev.ConsoleRenderer()
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=settings.level.upper(), force=True)
    for chatty in ("aiosqlite", "apscheduler", "httpx", "telegram"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = redacted(value)
    return event
