"""Calls to the Zalo Bot Platform: once, or with patience while Zalo cannot be reached."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
import orjson
import structlog

from bot.config import ZaloSettings
from bot.pacing import pauses

log = structlog.get_logger()

QUOTA = 60.0  # seconds after the plan has refused a call that is tried until it is taken
CONNECT = 10.0
READ = 20.0
READ_PHOTO = 150.0  # a sent photo is answered when Zalo has fetched it from its address
AT_ONCE = 32
LONGEST_REASON = 200
JSON = {"Content-Type": "application/json"}

NO_SUCH_BOT = (401, 404)  # where the answer is a page: with a wrong token the address is one that nobody knows
OUR_FAULT = range(400, 500)

Kind = Literal["auth", "quota", "transient", "permanent", "unknown"]


class WrongToken(Exception):
    """Zalo does not know the token: a fault of the settings."""


@dataclass(frozen=True, slots=True)
class Done:
    """Zalo has done it. Some methods answer with nothing."""

    result: Any = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Zalo has not done it; "unknown": perhaps it has. `code` is its own, or that of HTTP; 0 where nothing came."""

    kind: Kind
    why: str
    code: int = 0


Answer = Done | Failed


class BotApi:
    """One bot account's way to Zalo. The token is part of every address, so no address is ever named."""

    def __init__(self, settings: ZaloSettings) -> None:
        self._url = f"{settings.api_url.rstrip('/')}/bot{settings.token.get_secret_value()}"
        self._proxy = settings.proxy or None
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        """From the first call on: a process may send for the account while another one polls for it."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))
        return self._session

    async def call(self, method: str, *, read_timeout: float | None = None, **values: Any) -> Answer:
        """What came of it: the body decides, never the status of HTTP alone."""
        got = await self.raw(method, read_timeout=read_timeout, **values)
        return got if isinstance(got, Failed) else read_answer(*got)

    async def raw(self, method: str, *, read_timeout: float | None = None, **values: Any) -> tuple[int, bytes] | Failed:
        """The status of HTTP and the body, as they came; Failed where nothing came."""
        timeout = _timeout(READ if read_timeout is None else read_timeout)
        body = orjson.dumps(values)
        try:
            async with self._opened().post(
                f"{self._url}/{method}", data=body, headers=JSON, proxy=self._proxy, timeout=timeout
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Failed("transient", type(error).__name__)  # nothing was sent yet
        except (aiohttp.ClientError, TimeoutError) as error:
            return Failed("unknown", type(error).__name__)  # its own text may hold the token

    async def patiently(self, method: str, **values: Any) -> Any:
        """Again and again until it is done. Raises WrongToken."""
        tries = pauses()
        while True:
            match await self.call(method, **values):
                case Done(result):
                    return result
                case failed:
                    if failed.kind == "auth":
                        raise WrongToken
                    log.warning("zalo.not_reached", method=method, why=failed.why)
                    await asyncio.sleep(QUOTA if failed.kind == "quota" else next(tries))


def _timeout(read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=CONNECT + read, sock_connect=CONNECT, sock_read=read)


def read_answer(status: int, body: bytes) -> Answer:
    """What Zalo says. A gateway in front of it answers in HTML; then the status of HTTP is all there is."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, Mapping) or not isinstance(told.get("ok"), bool):
        kind: Kind = "auth" if status in NO_SUCH_BOT else "transient"
        return Failed(kind, f"{status}: no answer of the Bot Platform", status)
    if told["ok"]:
        return Done(told.get("result"))
    code = _code(told, status)
    return Failed(_kind(code), f"{code}: {told.get('description', '')}"[:LONGEST_REASON], code)


def _code(told: Mapping[str, Any], status: int) -> int:
    code = told.get("error_code", told.get("errorCode", status))
    return int(code) if str(code).isascii() and str(code).isdecimal() else status


def _kind(code: int) -> Kind:
    """403 is Zalo's "internal server error", and says nothing about the person."""
    match code:
        case 401:
            return "auth"
        case 429:
            return "quota"
        case 408:
            return "unknown"
        case 403:
            return "transient"
        case _ if code in OUR_FAULT:
            return "permanent"
    return "transient"
