"""Calls to the Bot API: once, with patience while Telegram cannot be reached, or as a courtesy."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from itertools import chain, repeat
from typing import Any
from urllib.parse import quote

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns, as an error in our tests, unless it is asked for

import structlog
from telegram import Bot, InputFile
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.adapters.telegram_http import AiohttpRequest
from bot.adapters.telegram_reading import seconds_of
from bot.config import TelegramSettings

log = structlog.get_logger()

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between tries while Telegram cannot be reached
WANTED = ["message", "callback_query", "my_chat_member"]


class BotApi:
    """One bot account's way to Telegram."""

    def __init__(self, settings: TelegramSettings) -> None:
        url = settings.api_url.rstrip("/")
        token = settings.token.get_secret_value()
        request = AiohttpRequest(settings.proxy)
        self._request = request
        self._url = f"{url}/bot{token}"
        self._files = f"{url}/file/bot{token}"
        self._bot = Bot(token, f"{url}/bot", f"{url}/file/bot", request=request, get_updates_request=request)

    async def start(self) -> None:
        """As soon as Telegram can be reached. Raises InvalidToken where it does not know the token."""
        await self._until_reached("GetMe", self._bot.initialize)

    async def stop(self) -> None:
        await self._bot.shutdown()

    async def call(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        """What Telegram answers. Raises TelegramError as the library does."""
        if any(isinstance(value, InputFile) for value in values.values()):
            return await self._bot.do_api_request(method, values)
        ready: Any = values  # the library would look at each value again; our transport takes them as they are
        patience = {} if read_timeout is None else {"read_timeout": read_timeout}
        try:
            return await self._request.post(f"{self._url}/{method}", ready, **patience)
        except InvalidToken as error:
            raise EndPointNotFound(method) from error  # the token was good when it was asked for the account's name

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent. Its link holds for an hour, so a new one is asked for each time."""
        file = await self.call("GetFile", file_id=file_id)
        try:
            return await self._request.retrieve(f"{self._files}/{quote(file['file_path'])}")
        except InvalidToken:
            raise NetworkError("the link to a file is gone") from None  # a 404; its own text is about tokens

    async def patiently(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        return await self._until_reached(method, lambda: self.call(method, read_timeout=read_timeout, **values))

    async def _until_reached(self, method: str, attempt: Callable[[], Awaitable[Any]]) -> Any:
        """Again and again while Telegram cannot be reached; a wrong token is a fault of the settings."""
        tries = pauses()
        while True:
            try:
                return await attempt()
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:  # a Conflict among them: another process polls for this account
                why = error.message if isinstance(error, BadRequest) else type(error).__name__
                log.warning("telegram.not_reached", method=method, why=why)
                await asyncio.sleep(next(tries))

    async def quietly(self, method: str, **values: Any) -> None:
        """A courtesy: an old tap that cannot be answered any more is no fault."""
        try:
            await self.call(method, **values)
        except TelegramError as error:
            log.info("telegram.courtesy_refused", method=method, why=type(error).__name__)


def pauses() -> Iterator[float]:
    """Growing pauses, the last one for ever."""
    return chain(PAUSES, repeat(PAUSES[-1]))
