"""Fetches what somebody sent from the address that the platform named, and from nowhere in our own network."""

from http import HTTPStatus

import aiohttp
from yarl import URL

from bot.adapters.platform import Fetched, Refused, Unknown
from bot.adapters.public import PublicOnly, is_public
from chat.message import Address, FileRef
from rules.evidence import MOST_BYTES
from storage.uploads import Uploads

CONNECT = 10.0  # seconds
ALTOGETHER = 70.0
HOPS = 4  # addresses that a file may lead through
MOVED = (301, 302, 303, 307, 308)
OUR_FAULT = range(400, 500)
NOT_NOW = (408, 425, 429)
TOO_BIG = Refused("file is too big")


class Downloads:
    """Of one platform, whose own address, as the settings name it, is called wherever it is."""

    def __init__(self, platform: str, proxy: str | None) -> None:
        self._platform = platform.rstrip("/")
        self._proxy = proxy
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def get(self, url: str, most: int = MOST_BYTES) -> Fetched:
        """The bytes, if they are not more than `most`. Each address on the way is looked at before it is called."""
        try:
            for _ in range(HOPS):
                got = await self._fetch(url, most)
                if not isinstance(got, URL):
                    return got
                url = str(got)
        except ValueError:  # before what is called an error of aiohttp's: some are both
            return Refused("no address")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Unknown(type(error).__name__)  # its own text may hold the address
        return Refused("led on and on")

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    async def _fetch(self, url: str, most: int) -> Fetched | URL:
        """The bytes, or where they are instead."""
        theirs = url.startswith(f"{self._platform}/")
        if not (theirs or is_public(url)):
            return Refused("no public address")
        async with self._session(theirs=theirs).get(url, proxy=self._proxy, allow_redirects=False) as answer:
            if answer.status in MOVED and "Location" in answer.headers:
                return URL(url).join(URL(answer.headers["Location"]))
            if answer.status != HTTPStatus.OK:
                why = f"not handed out: {answer.status}"
                gone = answer.status in OUR_FAULT and answer.status not in NOT_NOW
                return Refused(why) if gone else Unknown(why)
            return await _limited(answer.content, most)

    def _session(self, *, theirs: bool) -> aiohttp.ClientSession:
        """What a name stands for is looked at by us, unless a proxy looks it up."""
        if theirs not in self._sessions:
            resolver = None if theirs or self._proxy else PublicOnly()
            timeout = aiohttp.ClientTimeout(total=ALTOGETHER, sock_connect=CONNECT)
            self._sessions[theirs] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=resolver), timeout=timeout
            )
        return self._sessions[theirs]


async def kept_or_fetched(uploads: Uploads, downloads: Downloads, file: FileRef, at: Address) -> Fetched:
    """What was fetched when it came, as long as it is kept; else what is still at its address, which is its id."""
    match await uploads.find(at, file.id):
        case bytes() as content:
            return content
        case "big":
            return TOO_BIG
    return await downloads.get(file.id)


async def _limited(content: aiohttp.StreamReader, most: int) -> Fetched:
    """All of it, unless it is too large: then no more of it is read."""
    body = bytearray()
    async for chunk in content.iter_any():
        body += chunk
        if len(body) > most:
            return TOO_BIG
    return bytes(body)
