"""How the played Zalo gives out tokens: codes and refresh tokens serve once, a new pair ends the old access token."""

import base64
import hashlib
from dataclasses import dataclass

from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_world import DAY, Json, Refusal, World, strange

PATH = "/v4/oa/access_token"
REFRESH_SECONDS = 90 * DAY
CODE_SECONDS = 600.0
_FIELDS = {
    "authorization_code": ({"app_id", "grant_type", "code"}, {"code_verifier"}),
    "refresh_token": ({"app_id", "grant_type", "refresh_token"}, set[str]()),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the consent page and what its verifier must hash to."""

    expires: float
    challenge: str


class Tokens:
    """One OA's pair, what was spent before it, and every refresh token that anybody presented."""

    def __init__(self, world: World, switches: Switches, app_secret: str) -> None:
        self.refreshes: list[str] = []  # in the order in which they came in, whatever became of them
        self.redirects: set[str] = set()  # the registered addresses; empty: any
        self._world = world
        self._switches = switches
        self._app_secret = app_secret
        self._codes: dict[str, Code] = {}
        self._access: tuple[str, float] = ("", 0.0)
        self._refresh: dict[str, float] = {}

    def consent(self, code_challenge: str = "") -> str:
        code = self._world.new_id("code-")
        self._codes[code] = Code(self._world.clock() + CODE_SECONDS, code_challenge)
        return code

    def log_in(self) -> Json:
        """A pair by a new consent."""
        if self._switches.consent_ends_old:
            self._refresh.clear()
        return self._pair()

    def fault_in_permission(self, params: Json) -> Refusal | None:
        required, known = {"app_id", "redirect_uri"}, {"app_id", "redirect_uri", "state", "code_challenge"}
        if params.keys() - known or not required <= params.keys():
            return strange(f"the consent page takes {sorted(known)}, not {sorted(params)}")
        if params["app_id"] != self._world.app_id:
            return strange("no such app_id")
        if self.redirects and params["redirect_uri"] not in self.redirects:
            return Refusal(-14003, "Invalid redirect uri")
        return None

    def fault_in(self, params: Json, secret: str) -> Refusal | None:
        """What is wrong with a token call before its code or token is looked at."""
        required, optional = _FIELDS.get(params.get("grant_type", ""), (set[str](), set[str]()))
        if not required or params.keys() - required - optional or not required <= params.keys():
            return strange(f"a token call has no such fields together: {sorted(params)}")
        if params["app_id"] != self._world.app_id or secret != self._app_secret:
            return Refusal(self._switches.grant_code, "invalid_client")
        return None

    def grant(self, params: Json) -> Json | Refusal:
        now = self._world.clock()
        if params["grant_type"] == "refresh_token":
            expires = self._refresh.pop(params["refresh_token"], 0.0)
            return self._pair() if now < expires else Refusal(self._switches.grant_code, "invalid_grant")
        code = self._codes.pop(params["code"], None)
        if code is None or now >= code.expires or not self._proves(params.get("code_verifier", ""), code.challenge):
            return Refusal(self._switches.grant_code, "invalid_grant")
        return self.log_in()

    def accepts(self, access_token: str) -> bool:
        token, expires = self._access
        return bool(token) and access_token == token and self._world.clock() < expires

    def _pair(self) -> Json:
        seconds = self._switches.access_seconds
        access, refresh = self._world.new_id("access-"), self._world.new_id("refresh-")
        self._access = (access, self._world.clock() + seconds)
        self._refresh[refresh] = self._world.clock() + REFRESH_SECONDS
        return {"access_token": access, "refresh_token": refresh, "expires_in": str(seconds)}

    def _proves(self, verifier: str, challenge: str) -> bool:
        if not challenge:
            return not verifier
        digest = hashlib.sha256(verifier.encode()).digest()
        alphabets = {"url": base64.urlsafe_b64encode(digest), "standard": base64.b64encode(digest)}
        chosen = self._switches.challenge_alphabet
        right = [text.decode().rstrip("=") for name, text in alphabets.items() if chosen in {name, "either"}]
        return len(verifier) == 43 and verifier.isascii() and verifier.isalnum() and challenge in right
