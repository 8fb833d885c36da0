"""The methods of the Bot API that the double plays, but for getUpdates; each is called with checked parameters."""

import struct
from collections.abc import Callable
from typing import Any

from tests.doubles.telegram_switches import Switches
from tests.doubles.telegram_updates import DAY, Updates
from tests.doubles.telegram_world import Chat, File, Json, Message, Notice, Refusal, Upload, World, bad

Result = Json | list[Any] | bool | Refusal

LINK_LIFE = 3600.0
_NOT_MODIFIED = bad(
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


class Methods:
    """One function a method, all of them immediate: a call has happened whole or not at all."""

    def __init__(self, world: World, switches: Switches, updates: Updates) -> None:
        self.world = world
        self.switches = switches
        self.updates = updates
        self.table: dict[str, Callable[[Json], Result]] = {
            "getMe": self.get_me,
            "setWebhook": updates.set_webhook,
            "deleteWebhook": updates.delete_webhook,
            "getWebhookInfo": lambda _: updates.webhook_info(),
            "sendMessage": self.send_message,
            "sendDocument": self.send_document,
            "sendPhoto": self.send_photo,
            "editMessageText": self.edit_text,
            "editMessageReplyMarkup": self.edit_keyboard,
            "deleteMessage": self.delete_message,
            "answerCallbackQuery": self.answer_tap,
            "getFile": self.get_file,
            "setMyCommands": self.set_commands,
            "getMyCommands": lambda params: self.world.commands.get(_scope(params), []),
            "setChatMenuButton": self.set_menu_button,
            "sendChatAction": self.send_action,
            "getChat": self.get_chat,
        }

    def get_me(self, params: Json) -> Result:
        return self.world.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def send_message(self, params: Json) -> Result:
        return self._send(params, _given(params, "text", "entities"))

    def send_document(self, params: Json) -> Result:
        file = self._file(params["document"], self.switches.upload_bytes)
        if isinstance(file, Refusal):
            return file
        document = file.fields | {"file_name": file.name, "mime_type": file.mime}
        return self._send(params, {"document": document, **_given(params, "caption", "caption_entities")})

    def send_photo(self, params: Json) -> Result:
        file = self._file(params["photo"], self.switches.photo_bytes)
        if isinstance(file, Refusal):
            return file
        size = picture_size(file.content)
        if size is None:
            return bad("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or max(size) > 20 * min(size):
            return bad("PHOTO_INVALID_DIMENSIONS")
        photo = [file.fields | {"width": size[0], "height": size[1]}]
        return self._send(params, {"photo": photo, **_given(params, "caption", "caption_entities")})

    def _file(self, wanted: str | Upload, limit: int) -> File | Refusal:
        if isinstance(wanted, str):
            return self.world.files.get(wanted) or bad("wrong file identifier/HTTP URL specified")
        if not wanted.content:
            return bad("file must be non-empty")
        if len(wanted.content) > limit:
            return Refusal(413, "Request Entity Too Large")
        return self.world.keep_file(wanted.name, wanted.content, wanted.mime)

    def _send(self, params: Json, content: Json) -> Result:
        chat = self._open_chat(params)
        if isinstance(chat, Refusal):
            return chat
        markup = params.get("reply_markup", {})
        if not chat.private and any("web_app" in b for row in markup.get("inline_keyboard", []) for b in row):
            return bad("BUTTON_TYPE_INVALID")
        if reply := params.get("reply_parameters"):
            original = chat.messages.get(reply["message_id"])
            if original is not None:
                content["reply_to_message"] = original.quoted()
            elif not reply.get("allow_sending_without_reply"):
                return bad("message to be replied not found")
        editable = not markup or "inline_keyboard" in markup
        keyboard = {"reply_markup": markup} if markup.get("inline_keyboard") else {}
        return self.world.add_message(chat, self.world.bot, content | keyboard, editable=editable).body

    def edit_text(self, params: Json) -> Result:
        found = self._own_message(params)
        if isinstance(found, Refusal):
            return found
        if "text" not in found[1].body:
            return bad("there is no text in the message to edit")
        new = {"text": params["text"], "entities": params.get("entities", []), "reply_markup": _inline(params)}
        return self._edit(*found, new)

    def edit_keyboard(self, params: Json) -> Result:
        found = self._own_message(params)
        return found if isinstance(found, Refusal) else self._edit(*found, {"reply_markup": _inline(params)})

    def _edit(self, chat: Chat, message: Message, new: Json) -> Result:
        """An edit that names no keyboard takes the keyboard away."""
        if all(_plain(message.body.get(key)) == _plain(value) for key, value in new.items()):
            return _NOT_MODIFIED
        self.world.change_message(chat, message, new)
        return message.body

    def _own_message(self, params: Json) -> tuple[Chat, Message] | Refusal:
        chat = self._open_chat(params)
        if isinstance(chat, Refusal):
            return chat
        if "message_id" not in params:
            return bad("message identifier is not specified")
        message = chat.messages.get(params["message_id"])
        if message is None:
            return bad("message to edit not found")
        return (chat, message) if message.from_bot and message.editable else bad("message can't be edited")

    def delete_message(self, params: Json) -> Result:
        """A person's message can be deleted in a private chat only: the bot is nowhere an administrator."""
        chat = self._open_chat(params)
        if isinstance(chat, Refusal):
            return chat
        message = chat.messages.get(params["message_id"])
        if message is None:
            return bad("message to delete not found")
        if not (message.from_bot or chat.private):
            return bad("message can't be deleted")
        if message.body["date"] + 2 * DAY <= self.world.clock():
            return bad("message can't be deleted for everyone")
        del chat.messages[params["message_id"]]
        return True

    def answer_tap(self, params: Json) -> Result:
        """A second answer is accepted too, and counted."""
        tap = self.world.taps.get(params["callback_query_id"])
        if tap is None or self.world.clock() > tap.at + self.switches.callback_age:
            return bad("query is too old and response timeout expired or query ID is invalid")
        self.world.answered[tap.update_id] += 1
        if text := params.get("text"):
            self.world.notices.append(Notice(tap.user_id, text, params.get("show_alert", False)))
        return True

    def get_file(self, params: Json) -> Result:
        file = self.world.files.get(params["file_id"])
        if file is None:
            return bad("invalid file_id")
        if file.size > self.switches.download_bytes:
            return bad("file is too big")
        self.world.links[file.path] = self.world.clock()
        return file.fields | {"file_path": file.path}

    def linked_file(self, path: str) -> File | None:
        """The file behind a link that getFile gave out less than an hour ago."""
        if self.world.clock() > self.world.links.get(path, -LINK_LIFE) + LINK_LIFE:
            return None
        return next(file for file in self.world.files.values() if file.path == path)

    def set_commands(self, params: Json) -> Result:
        if "chat_id" in (scope := params.get("scope", {})) and self.world.chat(scope["chat_id"]) is None:
            return bad("chat not found")
        self.world.commands[_scope(params)] = params["commands"]
        return True

    def set_menu_button(self, params: Json) -> Result:
        return bad("chat not found") if "chat_id" in params and self.world.chat(params["chat_id"]) is None else True

    def send_action(self, params: Json) -> Result:
        chat = self._open_chat(params)
        return chat if isinstance(chat, Refusal) else True

    def get_chat(self, params: Json) -> Result:
        chat = self.world.chat(params["chat_id"])
        if chat is None:
            return bad("chat not found")
        return chat.body | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, False),
        }

    def _open_chat(self, params: Json) -> Chat | Refusal:
        if "chat_id" not in params:
            return bad("chat_id is empty")
        chat = self.world.chat(params["chat_id"])
        if chat is None:
            return bad("chat not found")
        return chat.closed or chat


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG; a JPEG is not measured, and nothing else counts as a photo."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return (1280, 960) if content.startswith(b"\xff\xd8\xff") else None


def _given(params: Json, *names: str) -> Json:
    return {name: params[name] for name in names if params.get(name)}


def _inline(params: Json) -> Json:
    markup: Json = params.get("reply_markup", {})
    return markup if markup.get("inline_keyboard") else {}


def _plain(value: Any) -> Any:
    """A value for comparing: nothing is nothing, and the order of entities says nothing."""
    if isinstance(value, list):
        value = sorted(value, key=lambda entity: (entity["offset"], entity["length"], entity["type"]))
    return value or None


def _scope(params: Json) -> str:
    return repr((sorted(params.get("scope", {"type": "default"}).items()), params.get("language_code", "")))
