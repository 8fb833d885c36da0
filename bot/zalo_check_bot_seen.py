"""What the messages that were heard tell of the Bot Platform, and what to write from a phone where nothing was."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.adapters.zalo_bot_reading import PHOTO, TEXT
from bot.zalo_check_findings import Findings
from bot.zalo_check_hearing import Heard

UNSUPPORTED = "message.unsupported.received"
ONLY_PEOPLE_KNOW = ("young", "blocked", "crowd", "larger-plan")
"""What no program can find out: each is a step for a person."""


def writer(heard: Sequence[Heard], me: str) -> str | None:
    """The chat of the first person who wrote to the bot alone."""
    private = (one for one in _from_people(heard, me) if one.message["chat"].get("chat_type") != "GROUP")
    return next((str(one.message["chat"]["id"]) for one in private), None)


def enough(heard: Sequence[Heard], me: str) -> bool:
    """Whether nothing more has to be waited for."""
    names = {one.event["event_name"] for one in _from_people(heard, me)}
    return {TEXT, PHOTO} <= names


def seen(findings: Findings, heard: Sequence[Heard], me: str, began: datetime, *, stored: bool) -> None:
    """`began`: when the check did; `stored`: nothing was heard but what the bot had stored."""
    if any(one.status == 403 for one in heard):
        findings.bad("secret", "wrong")
    people = _from_people(heard, me)
    _texts(findings, people)
    _shape(findings, people, stored=stored)
    _photo(findings, people)
    _group(findings, people)
    _queue(findings, people, began)
    if any(_is_own(one, me) for one in heard):
        findings.good("echo", "heard")
    for question in ONLY_PEOPLE_KNOW:
        findings.by_hand("people", question)


def _texts(findings: Findings, people: Sequence[Heard]) -> None:
    names = [one.event["event_name"] for one in people]
    if TEXT in names:
        findings.good("text", "came")
    if UNSUPPORTED in names:
        findings.bad("text", "unsupported")
    if not {TEXT, UNSUPPORTED} & set(names):
        findings.by_hand("text", "untried")


def _shape(findings: Findings, people: Sequence[Heard], *, stored: bool) -> None:
    if shapes := {one.shape for one in people if one.shape}:
        findings.good("body", min(shapes))
    else:
        findings.by_hand("body", "stored" if stored else "untried")


def _photo(findings: Findings, people: Sequence[Heard]) -> None:
    photos = [one for one in people if one.event["event_name"] == PHOTO]
    if not photos:
        findings.by_hand("photo", "untried")
        return
    found = [name for name in ("photo", "photo_url") if photos[0].message.get(name)]
    findings.judged(bool(found), "photo", "named" if found else "missing", field=", ".join(found))


def _group(findings: Findings, people: Sequence[Heard]) -> None:
    said = [one.message for one in people if one.message["chat"].get("chat_type") == "GROUP"]
    if not said:
        findings.by_hand("group", "untried")
        return
    findings.good("group", "mention" if "@" in str(said[0].get("text", "")) else "no-mention")


def _queue(findings: Findings, people: Sequence[Heard], began: datetime) -> None:
    """A message from before the check, which Zalo hands over only now, has waited for us."""
    waited = [one for one in people if _said_at(one) is not None and (_said_at(one) or began) < began]
    if waited and waited[0].shape:
        findings.good("queue", "kept")
    else:
        findings.by_hand("queue", "untried")


def _said_at(one: Heard) -> datetime | None:
    told = one.message.get("date")
    return datetime.fromtimestamp(told / 1000, UTC) if isinstance(told, int | float) else None


def _from_people(heard: Sequence[Heard], me: str) -> Sequence[Heard]:
    told = (one for one in heard if isinstance(one.message.get("chat"), dict) and "id" in one.message["chat"])
    return [one for one in told if not _is_own(one, me)]


def _is_own(one: Heard, me: str) -> bool:
    sender = one.message.get("from")
    return isinstance(sender, dict) and bool(sender.get("is_bot") or str(sender.get("id")) == me)
