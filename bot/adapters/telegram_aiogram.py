"""The Bot API through aiogram's Bot and session: an optional library, the same calls and the same outcomes.

Values go in and answers come out as the JSON they are. aiogram's own types would read each answer again, and one that
has something new in it would look like a call that failed, though the message is out.
"""

from functools import cache
from io import BytesIO
from math import ceil
from types import new_class
from typing import Any, ClassVar
from urllib.parse import quote

import aiohttp
import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile
from aiogram.utils.token import TokenValidationError

from bot.adapters.platform import Later, Moved, Refused, Trouble, Unknown
from bot.adapters.telegram_api import AT_ONCE, BotApi, NotDone, WrongToken, refused
from bot.config import TelegramSettings
from chat.message import Attachment


class AiogramApi(BotApi):
    """There is a Bot from the first call until the end."""

    def __init__(self, settings: TelegramSettings) -> None:
        self._settings = settings
        self._bot: Bot | None = None

    async def greet(self) -> None:
        try:
            await self._opened()(_method("GetMe")())
        except (TokenValidationError, TelegramUnauthorizedError, TelegramNotFound):
            raise WrongToken from None
        except AiogramError as error:
            raise NotDone(_meaning(error)) from None

    def _opened(self) -> Bot:
        """A process may send without ever asking for updates: another one does that."""
        if self._bot is None:
            self._bot = self._new()
        return self._bot

    def _new(self) -> Bot:
        session = AiohttpSession(
            self._settings.proxy or None,
            AT_ONCE,
            api=TelegramAPIServer.from_base(self._settings.api_url),
            json_loads=orjson.loads,
            json_dumps=lambda value: orjson.dumps(value).decode(),
        )
        return Bot(self._settings.token.get_secret_value(), session)

    async def stop(self) -> None:
        bot, self._bot = self._bot, None
        if bot is not None:
            await bot.session.close()

    async def call(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        seconds = None if read_timeout is None else ceil(read_timeout)
        try:
            return await self._opened()(_method(method)(**values), seconds)
        except TokenValidationError:
            raise NotDone(Refused("the token is none")) from None
        except AiogramError as error:
            raise NotDone(_meaning(error)) from None  # its own text may hold the token

    async def upload(self, method: str, field: str, file: Attachment, **values: Any) -> Any:
        values[field] = BufferedInputFile(file.content, file.name)
        return await self.call(method, **values)

    async def download(self, file_id: str) -> bytes:
        file = await self.call("GetFile", file_id=file_id)
        content = BytesIO()
        try:
            await self._opened().download_file(quote(file["file_path"]), content)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotDone(Unknown(type(error).__name__)) from None
        return content.getvalue()


class _Method(TelegramMethod[Any]):
    """Any method of the Bot API with any values."""

    __returning__: ClassVar[Any] = Any


@cache
def _method(name: str) -> type[_Method]:
    return new_class(name, (_Method,), exec_body=lambda body: body.update(__api_method__=name, __module__=__name__))


def _meaning(error: AiogramError) -> Trouble:
    """What an error means for the message (rules of the Bot API)."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Later(float(seconds))
        case TelegramMigrateToChat(migrate_to_chat_id=chat):
            return Moved(str(chat))
        case TelegramForbiddenError():
            return Refused(error.message.lower(), gone=True)
        case TelegramBadRequest() | TelegramNotFound() | TelegramUnauthorizedError() | TelegramConflictError():
            return refused(error.message)
    return Unknown(type(error).__name__)  # a broken connection, or an answer that is not Telegram's
