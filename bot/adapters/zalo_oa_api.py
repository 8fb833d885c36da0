"""Calls to the API of Zalo's Official Account, and what its answers mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp
import orjson
import structlog

from bot.adapters.platform import Later, Refused, Unknown
from bot.config import ZaloOaSettings

log = structlog.get_logger()

CONNECT = 10.0  # seconds
READ = 20.0
UPLOAD = 150.0  # for a file of some megabytes on a slow line, all in all
RATE_PAUSE = 20.0  # seconds after "too many requests": they are counted by the minute
SOON = 5.0  # seconds until Zalo, which could not be reached at all, is asked again
AT_ONCE = 128
SLOWLY = aiohttp.ClientTimeout(total=UPLOAD, sock_connect=CONNECT)
JSON = {"Content-Type": "application/json"}

MESSAGE = "/v3.0/oa/message/cs"
BY_USER = "/v3.0/oa/message/template"
BY_PHONE = "/message/template"
ACCOUNT = "/v2.0/oa/getoa"
LAST_HEARD = "/v3.0/oa/quota/message"
TEMPLATE = "/template/info/v2"
DAILY = "/message/quota"
UPLOADS = "/v2.0/oa/upload"

Upload = Literal["image", "file"]
"""What Zalo lets be uploaded, and where."""

Kind = Literal[
    "token",
    "rate",
    "window",
    "not-following",
    "gone",
    "no-zalo",
    "daily-quota",
    "night",
    "money",
    "opted-out",
    "shape",
    "settings",
    "permanent",
]

_CODES: Mapping[Kind, tuple[int, ...]] = {
    "token": (-216, -220, -124, 216, 401, -401),
    "rate": (-32,),
    "window": (-230, -232),
    "not-following": (-213,),
    "gone": (-227,),
    "no-zalo": (-108, -114, -118, -119, -140, -1471, -249),  # of a number or a person, for templates alone
    "daily-quota": (-211, -218, -144, -147),
    "night": (-133, -234),
    "money": (-320, -321, -115, -126, -137),
    "opted-out": (-139, -141, -244),
    "shape": (-200, -201, -233),
    "settings": (
        *(-204, -205, -209, -212, -219, -221, -223, -224, -235, -240, -242, -248),
        *(-101, -102, -103, -104, -105, -109, -117, -125, -131, -135, -1351, -145, -146, -1241),
        *(-112, -1121, -1122, -132),  # a template as Zalo has it is not as the operator's file says
    ),
}
KINDS: Mapping[int, Kind] = {code: kind for kind, codes in _CODES.items() for code in codes}
FOR_SOMEBODY: frozenset[Kind] = frozenset({"settings", "money", "token"})
"""What only an administrator can put right."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file on its way to Zalo."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Zalo took the call and refused it. Its own words are not kept: they may repeat what was sent."""

    kind: Kind
    code: int


Answer = Mapping[str, Any] | Fault | Later | Refused | Unknown
"""What Zalo says; Later and Refused come of there being no token to call with."""


class Access(Protocol):
    """Whoever keeps the tokens (`zalo_oa_tokens`)."""

    async def access(self, refused: str = "") -> str | Later | Refused:
        """The token to call with; `refused` is one that Zalo does not take any more."""

    async def finish(self) -> None:
        """Until what was begun is written down."""


class OaApi:
    """One account's way to Zalo. No token and nothing of a message stands in a log or an exception."""

    def __init__(self, settings: ZaloOaSettings, access: Access) -> None:
        self._api = settings.api_url.rstrip("/")
        self._business = settings.business_url.rstrip("/")
        self._proxy = settings.proxy or None
        self._access = access
        self._session: aiohttp.ClientSession | None = None
        self._told: set[int] = set()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
        await self._access.finish()

    def _opened(self) -> aiohttp.ClientSession:
        """From the first call on: a process may send for the account that never hears what comes in."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=READ)
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE), timeout=timeout)
        return self._session

    async def message(self, user: str, message: Mapping[str, Any]) -> Answer:
        """Free text, to whoever did something at the account in the last seven days."""
        return await self._call(f"{self._api}{MESSAGE}", {"recipient": {"user_id": user}, "message": message})

    async def template(self, user: str, template: str, data: Mapping[str, str]) -> Answer:
        """Words that Zalo has approved, to somebody who was there before."""
        body = {"user_id": user, "template_id": template, "template_data": data}
        return await self._call(f"{self._api}{BY_USER}", body)

    async def template_by_phone(self, phone: str, template: str, data: Mapping[str, str], tracking: str) -> Answer:
        """The same to a number (`0912…`), whether its owner was ever there or not."""
        number = f"84{phone.removeprefix('0')}"
        body = {"phone": number, "template_id": template, "template_data": data, "tracking_id": tracking}
        return await self._call(f"{self._business}{BY_PHONE}", body)

    async def account(self) -> Answer:
        """The account itself: its id, whether it is verified, its package."""
        return await self._call(f"{self._api}{ACCOUNT}")

    async def last_heard(self, user: str) -> Answer:
        """When somebody last did something at the account (`last_interaction`, in milliseconds)."""
        return await self._call(f"{self._api}{LAST_HEARD}", {"user_id": user})

    async def template_info(self, template: str) -> Answer:
        """What Zalo has on record of a template: its state, tag, prices and parameters."""
        return await self._call(f"{self._business}{TEMPLATE}?{urlencode({'template_id': template})}")

    async def daily_quota(self) -> Answer:
        """How many templates the account may send in a day, and how many are left today; both as text."""
        return await self._call(f"{self._business}{DAILY}")

    async def upload(self, kind: Upload, part: Part) -> Answer:
        """What it can be sent with, once: `attachment_id` of an image, `token` of a file."""
        return await self._call(f"{self._api}{UPLOADS}/{kind}", part)

    async def _call(self, url: str, body: Mapping[str, Any] | Part | None = None) -> Answer:
        """Once, as a GET where there is no body; and once more with another token, where Zalo does not take ours."""
        token = await self._access.access()
        if not isinstance(token, str):
            return token
        answer = await self._asked(url, body, token)
        if isinstance(answer, Fault) and answer.kind == "token":
            token = await self._access.access(token)
            if not isinstance(token, str):
                return token
            answer = await self._asked(url, body, token)
        if isinstance(answer, Fault):
            return self._judged(answer)
        return answer

    def _judged(self, fault: Fault) -> Fault | Later:
        log.info("zalo_oa.refused", kind=fault.kind, code=fault.code)
        if fault.kind == "rate":
            return Later(RATE_PAUSE)
        if fault.kind in FOR_SOMEBODY and fault.code not in self._told:
            self._told.add(fault.code)
            log.error("zalo_oa.needs_somebody", kind=fault.kind, code=fault.code)
        return fault

    async def _asked(self, url: str, body: Mapping[str, Any] | Part | None, token: str) -> Answer:
        headers = {"access_token": token}
        told: dict[str, Any] = {}
        if isinstance(body, Part):
            told = {"data": _form(body), "timeout": SLOWLY}
        elif body is not None:
            told, headers = {"data": orjson.dumps(body)}, headers | JSON
        method = "GET" if body is None else "POST"
        try:
            async with self._opened().request(method, url, headers=headers, proxy=self._proxy, **told) as answer:
                return _read(await answer.read())
        except aiohttp.ClientConnectorError:
            return Later(SOON)
        except (TimeoutError, aiohttp.ClientError) as error:
            return Unknown(type(error).__name__)  # its own text may hold what was sent


def _form(part: Part) -> aiohttp.FormData:
    """With the name's letters as they are, as browsers send them."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", BytesIO(part.content), filename=part.name, content_type=part.media)
    return form


def _read(raw: bytes) -> Mapping[str, Any] | Fault | Unknown:
    """By its body alone: Zalo refuses with 200, too."""
    try:
        told = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return Unknown("not JSON")
    match told:
        case {"error": 0, "data": dict(data)}:
            return data
        case {"error": 0}:
            return {}
        case {"error": int(code)}:
            return Fault(KINDS.get(code, "permanent"), code)
    return Unknown("no answer")
