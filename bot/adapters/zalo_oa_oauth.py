"""Zalo's OAuth v4 for an Official Account: an administrator's consent, and the next pair of tokens."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

import aiohttp
import orjson
import structlog

from storage.zalo_tokens import Pair

log = structlog.get_logger()

CONNECT = 10.0  # seconds
READ = 20.0
TOO_MANY = -32  # the one refusal after which the same token may be shown again


@dataclass(frozen=True, slots=True)
class Unseen:
    """Zalo has not looked at what we showed: it holds as before."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Zalo has refused it, or may have used it up without our hearing what came of it."""

    why: str


@dataclass(frozen=True, slots=True)
class App:
    """The app behind an account, as Zalo's console names it."""

    id: str
    secret: str
    url: str
    proxy: str | None = None


class OAuth:
    """Asks once. Nothing that Zalo may have seen is ever asked again."""

    def __init__(self, app: App, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._clock = clock
        self._token_url = f"{app.url.rstrip('/')}/v4/oa/access_token"

    def permission_url(self, back: str, state: str, verifier: str) -> str:
        """Where an administrator of the account consents; afterwards Zalo leads to `back` with a code."""
        asked = {"app_id": self._app.id, "redirect_uri": back, "state": state, "code_challenge": challenge_of(verifier)}
        return f"{self._app.url.rstrip('/')}/v4/oa/permission?{urlencode(asked)}"

    async def consented(self, code: str, verifier: str) -> Pair | Unseen | Spent:
        """The first pair, for the code that came with a consent."""
        return await self._asked(grant_type="authorization_code", code=code, code_verifier=verifier)

    async def next(self, refresh: str) -> Pair | Unseen | Spent:
        """The next pair. The token that came before ends with it."""
        return await self._asked(grant_type="refresh_token", refresh_token=refresh)

    async def _asked(self, **form: str) -> Pair | Unseen | Spent:
        at = self._clock()
        try:
            answer = await self._posted({"app_id": self._app.id, **form})
        except aiohttp.ClientConnectorError:
            return Unseen()
        except (TimeoutError, aiohttp.ClientError, orjson.JSONDecodeError) as error:
            return Spent(type(error).__name__)  # its own text may hold what was shown
        match answer:
            case {"access_token": str(access), "refresh_token": str(refresh), "expires_in": str() | int() as seconds}:
                return Pair(access, at + timedelta(seconds=int(seconds)), refresh)
            case {"error": int(code)} if code == TOO_MANY:
                return Unseen()
            case {"error": int(code)}:
                return Spent(f"error {code}")
        return Spent("no pair")

    async def _posted(self, form: Mapping[str, str]) -> object:
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT, sock_read=READ)
        headers = {"secret_key": self._app.secret}
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(self._token_url, data=form, headers=headers, proxy=self._app.proxy or None) as answer,
        ):
            return orjson.loads(await answer.read())


def challenge_of(verifier: str) -> str:
    """What a verifier is announced by (PKCE)."""
    return b64encode(hashlib.sha256(verifier.encode()).digest(), altchars=b"-_").rstrip(b"=").decode()
