"""What Zalo's updates mean, in the words of the bot. Both bodies are read: the bare event, and one within `result`."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from bot.inbox import Arrived
from chat.message import Address, FileRef, Incoming
from storage.inbox import Delivery

Json = Mapping[str, Any]

PLATFORM = "zalo"
TEXT, PHOTO, LINK = "message.text.received", "message.image.received", "message.link.received"
NOT_READ = ("message.sticker.received", "message.voice.received", "message.unsupported.received")


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody wrote or sent a photo. `readable`: whether it is something that the bot can read."""

    incoming: Incoming
    private: bool
    readable: bool = True


def event_in(body: object) -> Json | None:
    """The event of a body; None where there is none: the probe of a webhook, the answer to an idle poll."""
    for event in (body.get("result"), body) if isinstance(body, Mapping) else ():
        if isinstance(event, Mapping) and isinstance(event.get("event_name"), str):
            return event
    return None


def arrived(event: Json) -> Arrived:
    """An event under its message's number, which is one of its chat; what has none goes by its own checksum."""
    body = orjson.dumps(event, option=orjson.OPT_SORT_KEYS)
    match event:
        case {"message": {"message_id": str() | int() as number, "chat": {"id": str() | int() as chat}}}:
            return f"{chat}:{number}", body
    return hashlib.sha256(body).hexdigest(), body


def read_event(delivery: Delivery, me: str) -> Deed | None:
    """What happened; None where it does not concern the bot, its own messages among it (`me` is the bot's id).

    Raises LookupError or TypeError for what is no event.
    """
    event: Json = orjson.loads(delivery.body)
    name, message = event["event_name"], event.get("message")
    if message is None or name not in (TEXT, PHOTO, LINK, *NOT_READ):
        return None
    sender, chat = message["from"], message["chat"]
    if sender.get("is_bot") or str(sender["id"]) == me:
        return None
    said = message.get("text") or message.get("caption") or ""
    files = _photo(message) if name == PHOTO else ()
    at = Address(PLATFORM, str(chat["id"]))
    incoming = Incoming(at, delivery.id, str(said), files=files, received=delivery.received, left=delivery.left)
    private = chat.get("chat_type", "PRIVATE") == "PRIVATE" and str(chat["id"]) == str(sender["id"])
    return Deed(incoming, private, readable=name == TEXT or bool(files) or (name == LINK and bool(said)))


def _photo(message: Json) -> tuple[FileRef, ...]:
    """By its address, which does not hold for long. The name of the field is told in two ways."""
    url = message.get("photo") or message.get("photo_url")
    return (FileRef(url, "photo.jpg", kind="image/jpeg"),) if isinstance(url, str) and url else ()
