"""Files that a platform does not take: each gets a link to our own server, signed, that holds for some minutes."""

import hmac
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.adapters.shown import is_picture
from bot.adapters.web_pages import GUARDED, download
from bot.config import HttpSettings
from chat.message import Attachment
from chat.texts import Texts
from rules.evidence import media_of
from storage.handouts import HOLDS, Handouts

PATH = "/files"
_TOKEN = re.compile(r"([0-9a-f]{64})\.([0-9]{1,12})\.([0-9a-f]{64})")


class Files:
    """Of one platform. Any process hands out what any other has given a link to, by a key that all of them have."""

    def __init__(
        self, platform: str, handouts: Handouts, key: bytes, public_url: str, clock: Callable[[], datetime]
    ) -> None:
        self._path = f"{PATH}/{platform}"
        self._handouts = handouts
        self._key = key
        self._url = public_url.rstrip("/")
        self._clock = clock

    async def told(self, file: Attachment, texts: Texts) -> str:
        """The sentence with its link, and for how long that holds."""
        minutes = int(HOLDS.total_seconds()) // 60
        return texts("zalo-file", name=file.name, url=await self.link(file), minutes=minutes)

    async def link(self, file: Attachment) -> str:
        """Where the file can be had for the next minutes, by whoever has the link. It ends in the file's name."""
        now = self._clock()
        said = f"{await self._handouts.keep(file, now)}.{int((now + HOLDS).timestamp())}"
        return f"{self._url}{self._path}/{said}.{self._sign(said)}/{quote(file.name, safe='')}"

    def route(self) -> Route:
        return Route(f"{self._path}/{{token}}/{{name}}", self._hand_out)

    async def _hand_out(self, request: Request) -> Response:
        """Whoever has no link that holds learns nothing, not even whether there was such a file."""
        file = await self._found(request.path_params["token"])
        if file is None:
            return Response(status_code=404, headers=GUARDED)
        if is_picture(file):
            return Response(file.content, media_type=media_of(file.content), headers=GUARDED)
        return download(file)

    async def _found(self, token: str) -> Attachment | None:
        read = _TOKEN.fullmatch(token)
        if read is None:
            return None
        key, until, signature = read.groups()
        now = self._clock()
        ours = hmac.compare_digest(signature, self._sign(f"{key}.{until}"))
        return await self._handouts.find(key, now) if ours and now.timestamp() <= int(until) else None

    def _sign(self, said: str) -> str:
        return hmac.digest(self._key, said.encode(), "sha256").hex()


def files_of(
    platform: str, http: HttpSettings, handouts: Handouts, key: bytes, clock: Callable[[], datetime]
) -> Files | None:
    """None where nobody can call us, or nobody knows under what name."""
    return Files(platform, handouts, key, http.public_url, clock) if http.listen and http.public_url else None
