"""What the Official Account's API takes, tried with messages to one person, as long as they cost nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.platform import Later, Refused, Unknown
from bot.adapters.zalo_oa_api import Answer, Fault, OaApi
from bot.adapters.zalo_oa_sending import WINDOW
from bot.zalo_check_findings import Findings
from bot.zalo_check_oa_seen import TAPPED
from chat.texts import load_texts

FREE = timedelta(hours=48)  # after the person's last act; then each message is billed
LENGTHS = (1900, 2000, 2001)  # UTF-16 units: what the bot sends at most, what is documented, one more
TEXTS = load_texts()


class Trying:
    """About six messages. `buttons`: whether the bot is set to send some."""

    def __init__(self, api: OaApi, findings: Findings, clock: Callable[[], datetime], *, buttons: bool) -> None:
        self._api = api
        self._findings = findings
        self._clock = clock
        self._buttons = buttons

    async def tries(self, user: str) -> bool:
        """Whether there is a button now that can be tapped."""
        if not await self._is_free(user):
            return False
        answer = await self._api.message(user, {"text": TEXTS("zalo-check-hello")})
        if not isinstance(answer, Mapping):
            self._findings.bad("sent", "refused", why=why(answer))
            return False
        quota = answer.get("quota")
        self._findings.good("sent", "taken-oa", quota=str(quota.get("quota_type")) if isinstance(quota, dict) else "–")
        await self._lengths(user)
        return await self._tries_buttons(user)

    async def _is_free(self, user: str) -> bool:
        answer = await self._api.last_heard(user)
        if not isinstance(answer, Mapping):
            self._findings.bad("window", "unknown", why=why(answer))
            return False
        silent = self._clock().timestamp() - int(answer.get("last_interaction") or 0) / 1000
        if silent <= FREE.total_seconds():
            self._findings.good("window", "free")
            return True
        self._findings.by_hand("window", "billed" if silent <= WINDOW.total_seconds() else "closed")
        return False

    async def _lengths(self, user: str) -> None:
        taken, refused = 0, "–"
        for length in LENGTHS:
            answer = await self._api.message(user, {"text": "x" * length})
            if not isinstance(answer, Mapping):
                refused = why(answer)
                break
            taken = length
        self._findings.judged(taken >= LENGTHS[0], "length", "most", most=taken, why=refused)

    async def _tries_buttons(self, user: str) -> bool:
        """Both shapes of which the descriptions speak; the bot draws the first."""
        answers = {name: await self._api.message(user, shape) for name, shape in _shapes().items()}
        took = {name: isinstance(answer, Mapping) for name, answer in answers.items()}
        told = {name: "200" if isinstance(answer, Mapping) else why(answer) for name, answer in answers.items()}
        if took["a"]:
            self._findings.judged(self._buttons, "buttons", "ready" if self._buttons else "could", **told)
        else:
            self._findings.judged(not self._buttons, "buttons", "other" if took["b"] else "none", **told)
        return any(took.values())


def _shapes() -> Mapping[str, Mapping[str, Any]]:
    """(a) text beside the buttons, (b) text among them (zalo.md B.4)."""

    def button(shape: str) -> Mapping[str, str]:
        title = TEXTS("zalo-check-button", shape=shape)
        return {"title": title, "type": "oa.query.hide", "payload": f"{TAPPED}-{shape}"}

    text = TEXTS("zalo-check-tap-this")
    a, b = {"buttons": [button("a")]}, {"template_type": "button", "text": text, "buttons": [button("b")]}
    return {
        "a": {"text": text, "attachment": {"type": "template", "payload": a}},
        "b": {"attachment": {"type": "template", "payload": b}},
    }


def why(answer: Answer) -> str:
    """Zalo's number for it; where there is none, why it could not be asked."""
    match answer:
        case Fault(_, code):
            return str(code)
        case Refused(reason) | Unknown(reason):
            return reason
        case Later():
            return "later"
    return "–"
