"""Who looks at a page: a random number in a signed cookie, good for so many days after the last visit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import Request
from starlette.responses import Response

from bot.config import Config

BYTES = 16  # nobody guesses 128 bits
RENEWED = timedelta(days=1)  # the age at which a cookie is made anew


@dataclass(frozen=True, slots=True)
class Visit:
    """A session, and whether its cookie has to be given (again) with the answer."""

    session: str
    renewed: bool = False


class Sessions:
    """Nothing is stored here: a session has a row once it says something (storage.web).

    SameSite=Lax and not Strict: with Strict, a join link opened from another page would seem to come from somebody
    new, and the session that is there would be written over.
    """

    def __init__(self, config: Config, clock: Callable[[], datetime]) -> None:
        self._signer = _Signer(config.web.secret.get_secret_value(), clock)
        self._clock = clock
        self._lasting = timedelta(days=config.web.session_days)
        self._secure = config.http.public_url.startswith("https://")
        self.cookie = "__Host-renluyen" if self._secure else "renluyen"

    def visit(self, request: Request) -> Visit | None:
        """Whose request this is; nobody's where there is no cookie, or one that is too old or not ours."""
        try:
            session, given = self._signer.unsign(
                request.cookies.get(self.cookie, ""), max_age=int(self._lasting.total_seconds()), return_timestamp=True
            )
        except BadSignature:
            return None
        return Visit(session.decode(), renewed=self._clock() - given >= RENEWED)

    def begin(self) -> Visit:
        return Visit(token_urlsafe(BYTES), renewed=True)

    def give(self, response: Response, visit: Visit) -> None:
        """The cookie, where it has to be given."""
        if visit.renewed:
            response.set_cookie(
                self.cookie,
                self._signer.sign(visit.session).decode(),
                max_age=int(self._lasting.total_seconds()),
                secure=self._secure,
                httponly=True,
                samesite="lax",
            )

    def take(self, response: Response) -> None:
        response.delete_cookie(self.cookie, secure=self._secure, httponly=True, samesite="lax")


class _Signer(TimestampSigner):
    """Signs with the time of the program's clock."""

    def __init__(self, secret: str, clock: Callable[[], datetime]) -> None:
        super().__init__(secret, salt="renluyen.web")
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock().timestamp())
