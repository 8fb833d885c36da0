"""Calls to the Bot API: once, with patience while Telegram cannot be reached, or as a courtesy.

Which library makes them is a setting, and nothing but its own module knows it
(docs/decisions/0018-two-hosts-for-telegram.md).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog

from bot.adapters.platform import Later, Refused, Trouble, Unknown
from bot.config import TelegramSettings
from bot.pacing import pauses
from chat.message import Attachment

log = structlog.get_logger()

AT_ONCE = 256  # connections
WANTED = ["message", "callback_query", "my_chat_member"]
GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot can't initiate")


class WrongToken(Exception):
    """Telegram does not know the token: a fault of the settings."""


class NotDone(Exception):
    """Telegram did not do what it was asked to, or nobody knows; `outcome` is what that means for a message."""

    def __init__(self, outcome: Trouble) -> None:
        super().__init__(outcome)
        self.outcome = outcome

    @property
    def why(self) -> str:
        """For the log: nobody's number is in it."""
        outcome = self.outcome
        return outcome.reason if isinstance(outcome, Refused | Unknown) else type(outcome).__name__


class BotApi(Protocol):
    """One bot account's way to Telegram."""

    async def greet(self) -> None:
        """Open the way and ask for the account's name. Raises WrongToken or NotDone."""

    async def stop(self) -> None: ...

    async def call(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        """What Telegram answers, as JSON; the values are JSON, too. Raises NotDone."""

    async def upload(self, method: str, field: str, file: Attachment, **values: Any) -> Any:
        """A call with a file in one of its fields. Raises NotDone."""

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent. Its link holds for an hour, so a new one is asked for each time."""

    async def start(self) -> None:
        """As soon as Telegram can be reached. Raises WrongToken."""
        await _until_reached("GetMe", self.greet)

    async def patiently(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        return await _until_reached(method, lambda: self.call(method, read_timeout=read_timeout, **values))

    async def quietly(self, method: str, **values: Any) -> None:
        """A courtesy: an old tap that cannot be answered any more is no fault."""
        try:
            await self.call(method, **values)
        except NotDone as fault:
            log.info("telegram.courtesy_refused", method=method, why=fault.why)


def api_of(settings: TelegramSettings) -> BotApi:
    """The way through the library of the settings; the other one is not even imported."""
    if settings.framework == "aiogram":
        from bot.adapters.telegram_aiogram import AiogramApi

        return AiogramApi(settings)
    from bot.adapters.telegram_ptb import PtbApi

    return PtbApi(settings)


def refused(description: str) -> Refused:
    """A refusal in Telegram's words, by which alone one knows whether anybody is there."""
    reason = description.lower().removeprefix("bad request: ")
    return Refused(reason, gone=any(word in reason for word in GONE))


async def _until_reached(method: str, attempt: Callable[[], Awaitable[Any]]) -> Any:
    """Again and again. Another process that polls for this account is waited for, too."""
    tries = pauses()
    while True:
        try:
            return await attempt()
        except NotDone as fault:
            if isinstance(fault.outcome, Later):
                await asyncio.sleep(fault.outcome.seconds)
            else:
                log.warning("telegram.not_reached", method=method, why=fault.why)
                await asyncio.sleep(next(tries))
