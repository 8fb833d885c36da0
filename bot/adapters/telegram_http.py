"""python-telegram-bot's transport on aiohttp: JSON bodies, an explicit proxy, one session.

Its default transport costs more than all the rest of the bot together (docs/decisions/0005-telegram-transport.md).
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.adapters.telegram_api import AT_ONCE

CONNECT = 10.0  # seconds
READ = 20.0
JSON = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """One session for everything. A poll's own time-out is given with the call."""

    def __init__(self, proxy: str | None = None) -> None:
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ

    async def initialize(self) -> None:
        self._opened()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))
        return self._session

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        session = self._opened()  # a process may send without ever asking for updates: another one does that
        seconds = READ if isinstance(read_timeout, DefaultValue) or read_timeout is None else read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=seconds)
        body = _body(request_data)
        try:
            async with session.request(method, url, proxy=self._proxy, timeout=timeout, **body) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None  # its own text may hold the token

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("the answer is not JSON") from error


def _body(request_data: RequestData | Mapping[str, Any] | None) -> dict[str, Any]:
    """The library's own parameters, or values that are JSON as they are (`PtbApi.call`)."""
    if not isinstance(request_data, RequestData):
        return _json(request_data) if request_data else {}
    if not request_data.contains_files:
        return _json(request_data.parameters) if request_data.parameters else {}
    form = aiohttp.FormData(quote_fields=False)  # file names keep their Vietnamese letters
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"data": orjson.dumps(values), "headers": JSON}
