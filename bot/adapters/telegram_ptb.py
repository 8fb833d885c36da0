"""The Bot API through python-telegram-bot's Bot, on our own transport."""

import os
from typing import Any
from urllib.parse import quote

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns, as an error in our tests, unless it is asked for

from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.adapters.platform import Later, Moved, Refused, Trouble, Unknown
from bot.adapters.telegram_api import BotApi, NotDone, WrongToken, refused
from bot.adapters.telegram_http import AiohttpRequest
from bot.config import TelegramSettings
from chat.message import Attachment


class PtbApi(BotApi):
    """Calls are posted past the library's objects, which would look at each value again; the errors are its own."""

    def __init__(self, settings: TelegramSettings) -> None:
        url = settings.api_url.rstrip("/")
        token = settings.token.get_secret_value()
        request = AiohttpRequest(settings.proxy)
        self._request = request
        self._url = f"{url}/bot{token}"
        self._files = f"{url}/file/bot{token}"
        self._bot = Bot(token, f"{url}/bot", f"{url}/file/bot", request=request, get_updates_request=request)

    async def greet(self) -> None:
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise WrongToken from None  # its own text holds the token
        except TelegramError as error:
            raise NotDone(_meaning(error)) from error

    async def stop(self) -> None:
        await self._bot.shutdown()
        await self._request.shutdown()  # which the library leaves open where nobody was greeted

    async def call(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Any:
        ready: Any = values  # our transport takes them as they are
        patience = {} if read_timeout is None else {"read_timeout": read_timeout}
        try:
            return await self._request.post(f"{self._url}/{method}", ready, **patience)
        except TelegramError as error:
            raise NotDone(_meaning(error)) from error

    async def upload(self, method: str, field: str, file: Attachment, **values: Any) -> Any:
        try:
            return await self._bot.do_api_request(method, {**values, field: InputFile(file.content, file.name)})
        except TelegramError as error:
            raise NotDone(_meaning(error)) from error

    async def download(self, file_id: str) -> bytes:
        file = await self.call("GetFile", file_id=file_id)
        try:
            return await self._request.retrieve(f"{self._files}/{quote(file['file_path'])}")
        except InvalidToken:
            raise NotDone(Unknown("the link to a file is gone")) from None  # a 404; its own text is about tokens
        except TelegramError as error:
            raise NotDone(_meaning(error)) from error


def _meaning(error: TelegramError) -> Trouble:
    """What an error means for the message (rules of the Bot API)."""
    match error:
        case RetryAfter(retry_after=wait):
            return Later(float(wait) if isinstance(wait, int) else wait.total_seconds())
        case ChatMigrated(new_chat_id=chat):
            return Moved(str(chat))
        case Forbidden():
            return Refused(error.message.lower(), gone=True)
        case NetworkError() if not isinstance(error, BadRequest):
            return Unknown(type(error).__name__)
    return refused(error.message)
