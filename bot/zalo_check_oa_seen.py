"""What the events that were heard tell of the Official Account, and what to do from a phone where none was."""

from collections.abc import Sequence

from bot.adapters.zalo_oa_webhook import SIGNATURE, TIMESTAMP, Signer
from bot.config import ZaloOaSettings
from bot.zalo_check_findings import Findings
from bot.zalo_check_hearing import Heard

TEXT = "user_send_text"
TAPPED = "#renluyen-zalo-check"
"""What the buttons that are sent on trial say when they are tapped; no command of the bot's."""
ONLY_PEOPLE_KNOW = ("package", "silent-follower")


def writer(heard: Sequence[Heard]) -> str | None:
    """Who wrote first."""
    senders = (one.event.get("sender") for one in heard if one.event.get("event_name") == TEXT)
    return next((str(sender["id"]) for sender in senders if isinstance(sender, dict) and sender.get("id")), None)


def enough(heard: Sequence[Heard], *, tapped: bool) -> bool:
    """`tapped`: a tap is waited for, too."""
    texts = _texts(heard)
    return bool(texts) and (not tapped or any(text.startswith(TAPPED) for text in texts))


def seen(
    findings: Findings, heard: Sequence[Heard], settings: ZaloOaSettings, address: str, *, stored: bool, tapped: bool
) -> None:
    """`address`: where Zalo should call; `stored`: the bot runs, so only what it had stored was heard."""
    if any(one.status == 403 for one in heard):
        findings.bad("signature", "wrong")
    taken = [one for one in heard if one.status == 200]
    if taken:
        findings.good("console", "heard")
    elif address:
        findings.by_hand("console", "address", address=address)
    if _texts(taken):
        findings.good("text", "came")
    else:
        findings.by_hand("text", "untried-oa")
    _signed(findings, taken, settings, stored=stored)
    if any(text.startswith(TAPPED) for text in _texts(taken)):
        findings.good("tap", "text")
    else:
        findings.by_hand("tap", "untapped" if tapped else "untried")
    _follows(findings, taken)
    for question in ONLY_PEOPLE_KNOW:
        findings.by_hand("people", question)


def _signed(findings: Findings, taken: Sequence[Heard], settings: ZaloOaSettings, *, stored: bool) -> None:
    """Which of the ways that the descriptions leave open Zalo goes."""
    for one in taken:
        if one.raw and (how := _how(one, settings)):
            first, place = how
            prefix = "mac=" if one.headers.get(SIGNATURE, "").lower().startswith("mac=") else "–"
            findings.good("signature", "fits", first=first, place=place, prefix=prefix)
            return
    findings.by_hand("signature", "stored" if stored else "untried")


def _how(one: Heard, settings: ZaloOaSettings) -> tuple[str, str] | None:
    secret, given = settings.oa_secret_key.get_secret_value(), one.headers.get(SIGNATURE, "")
    for first, id_ in (("app_id", settings.app_id), ("oa_id", settings.oa_id)):
        for place, at in (("timestamp", one.event.get("timestamp")), (TIMESTAMP, one.headers.get(TIMESTAMP))):
            if at and Signer((id_,), secret).signed_at(one.raw, given, [str(at)]):
                return first, place
    return None


def _follows(findings: Findings, taken: Sequence[Heard]) -> None:
    follows = [one.event for one in taken if one.event.get("event_name") == "follow"]
    if follows:
        findings.good("follow", "named", field="follower.id" if "follower" in follows[0] else "sender.id")
    else:
        findings.by_hand("follow", "untried")


def _texts(heard: Sequence[Heard]) -> Sequence[str]:
    return [str(one.message.get("text", "")) for one in heard if one.event.get("event_name") == TEXT]
