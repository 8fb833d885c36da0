"""Events of the Official Account read as what somebody did. Events that concern nobody's talk are told apart first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.adapters.zalo_oa_drawing import MARK
from chat.message import Address, FileRef, Incoming
from rules.phones import kept_phone
from storage.inbox import Delivery
from storage.instants import moment
from storage.oa_accounts import PLATFORM

Json = Mapping[str, Any]

_TAP = re.compile(rf"{MARK}(/[A-Za-z].*|\d{{1,9}}:.+)", re.DOTALL)
_SAYS = "user_send_"
_OTHERS = ("follow", "unfollow", "user_submit_info")
_RECEIPT = "user_received_message"


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody wrote, tapped, or sent a picture or a file."""

    user: str
    at: datetime
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Unread:
    """Somebody sent what the bot cannot read: a sticker, a voice, a place."""

    user: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Follows:
    user: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leaves:
    user: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GivesPhone:
    """Somebody let the account have their number."""

    user: str
    at: datetime
    phone: str


@dataclass(frozen=True, slots=True)
class Received:
    """A template that went to a number is on the phone; `notice` is the number of its message in the outbox."""

    user: str
    at: datetime
    notice: int


Event = Deed | Unread | Follows | Leaves | GivesPhone | Received


def concerns(event: Json, oa_id: str) -> bool:
    """Whether it is for somebody's talk with this account: an app may serve several, and most events are echoes."""
    name = event.get("event_name")
    if name == _RECEIPT and _notice(event) is None:
        return False
    if not isinstance(name, str) or not (name.startswith(_SAYS) or name in (*_OTHERS, _RECEIPT)):
        return False
    account = event.get("sender" if name == _RECEIPT else "recipient")
    told = event.get("oa_id") or (account.get("id") if isinstance(account, dict) else None)
    return not oa_id or told is None or str(told) == oa_id


def key_of(event: Json) -> str:
    """By which an event is known when it comes again."""
    match event:
        case {"event_name": name} if name == _RECEIPT:
            return f"{name}:{event['message']['tracking_id']}"
        case {"message": {"msg_id": str() | int() as id_}} if id_ != "":
            return str(id_)
    return f"{event.get('event_name')}:{event.get('timestamp', '')}:{_user(event)}"


def read_event(delivery: Delivery) -> Event:
    """What happened. Raises ValueError, LookupError or TypeError for what is no event."""
    event: Json = orjson.loads(delivery.body)
    if (notice := _notice(event)) is not None:
        return Received(str(notice), _at(event, delivery), notice)
    user, at = _user(event), _at(event, delivery)
    match event["event_name"]:
        case "follow":
            return Follows(user, at)
        case "unfollow":
            return Leaves(user, at)
        case "user_submit_info":
            return GivesPhone(user, at, kept_phone(str(event["info"].get("phone", ""))) or "")
    return _said(event, user, at, delivery)


def _said(event: Json, user: str, at: datetime, delivery: Delivery) -> Deed | Unread:
    message = event["message"]
    text, files = str(message.get("text") or ""), tuple[FileRef, ...]()
    match event["event_name"].removeprefix(_SAYS):
        case "text":
            pass
        case "link":
            text = text or str(_payloads(message)[0]["url"])
        case "image" | "file" as kind:
            files = tuple(_file(payload, kind) for payload in _payloads(message))
        case _:
            return Unread(user, at)
    tap = _TAP.fullmatch(text)
    said = {"tap": tap[1]} if tap else {"text": text}
    where = Address(PLATFORM, user)
    return Deed(
        user, at, Incoming(where, delivery.id, **said, files=files, received=delivery.received, left=delivery.left)
    )


def _notice(event: Json) -> int | None:
    """The number that we gave along with the template, if it is a receipt of one of ours."""
    match event:
        case {"event_name": str(name), "message": {"tracking_id": str(tracking)}} if name == _RECEIPT:
            number, dot, _ = tracking.partition(".")
            return int(number) if dot and number.isascii() and number.isdecimal() else None
    return None


def _user(event: Json) -> str:
    """A follower is named in one way or the other."""
    who = event.get("follower") or event["sender"]
    if not isinstance(who["id"], str | int) or not str(who["id"]):
        raise TypeError("nobody's event")
    return str(who["id"])


def _at(event: Json, delivery: Delivery) -> datetime:
    told = event.get("timestamp")
    return datetime.fromtimestamp(int(told) / 1000, UTC) if told else moment(delivery.received)


def _payloads(message: Json) -> list[Json]:
    return [attachment["payload"] for attachment in message["attachments"]]


def _file(payload: Json, kind: str) -> FileRef:
    """Its address is its id: it is fetched as it comes, before the address ends."""
    name = str(payload.get("name") or ("photo.jpg" if kind == "image" else ""))
    size = payload.get("size") or 0
    return FileRef(str(payload["url"]), name, int(size), "image/jpeg" if kind == "image" else "")
