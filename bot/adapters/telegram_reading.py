"""What Telegram's updates mean, in the words of the bot.

An update is read as the JSON it is: to make a library's objects of it costs as much as half a turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from chat.message import Address, FileRef, Incoming
from storage.inbox import Delivery

Json = Mapping[str, Any]

PLATFORM = "telegram"
GONE_AS = ("kicked", "left")  # what somebody is in a chat with a bot that was blocked


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody wrote, sent a file or tapped. `query` is the tap's id, `tapped` the message that its button is under."""

    user: int
    chat: int
    private: bool
    incoming: Incoming
    query: str | None = None
    tapped: str | None = None


@dataclass(frozen=True, slots=True)
class Reachable:
    """The person blocked the bot, or let it in again."""

    user: int
    chat: int
    blocked: bool


def read_update(delivery: Delivery) -> Deed | Reachable | None:
    """What happened; None where it does not concern the bot. Raises ValueError, LookupError or TypeError for what is no
    update.
    """
    update: Json = orjson.loads(delivery.body)
    if "update_id" not in update:
        raise KeyError("update_id")
    if "callback_query" in update:
        query = update["callback_query"]
        return _tap(query, query["message"], delivery) if "message" in query else None
    if "message" in update:
        message = update["message"]
        return _words(message, delivery)
    if "my_chat_member" in update:
        change = update["my_chat_member"]
        blocked = change["new_chat_member"]["status"] in GONE_AS
        return Reachable(change["from"]["id"], change["chat"]["id"], blocked) if _is_private(change["chat"]) else None
    return None


def _tap(query: Json, message: Json, delivery: Delivery) -> Deed:
    chat = message["chat"]
    incoming = _incoming(chat, delivery, tap=query.get("data", ""))
    return Deed(query["from"]["id"], chat["id"], _is_private(chat), incoming, query["id"], str(message["message_id"]))


def _words(message: Json, delivery: Delivery) -> Deed:
    chat, text = message["chat"], message.get("text") or message.get("caption") or ""
    incoming = _incoming(chat, delivery, text=text, files=_files(message))
    return Deed(message["from"]["id"], chat["id"], _is_private(chat), incoming)


def _incoming(chat: Json, delivery: Delivery, **said: Any) -> Incoming:
    at = Address(PLATFORM, str(chat["id"]))
    return Incoming(at, delivery.id, **said, received=delivery.received, left=delivery.left)


def _is_private(chat: Json) -> bool:
    return bool(chat["type"] == "private")


def _files(message: Json) -> tuple[FileRef, ...]:
    match message:
        case {"document": {"file_id": id_} as file}:
            return (FileRef(id_, file.get("file_name", ""), file.get("file_size", 0), file.get("mime_type", "")),)
        case {"photo": [*_, {"file_id": id_} as largest]}:
            return (FileRef(id_, "photo.jpg", largest.get("file_size", 0), "image/jpeg"),)
    return ()
