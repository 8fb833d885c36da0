"""The people on the other side: what they do to the bot and what they see of it."""

import re
from collections import Counter

from tests.doubles.driving import Driven
from tests.doubles.telegram_checks import utf16
from tests.doubles.telegram_updates import Updates
from tests.doubles.telegram_world import BLOCKED, KICKED, Chat, Json, Message, Notice, Shown, Tap, World

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(@\w+)?")


class People(Driven):
    """Every act returns the id of the update it made.

    A private chat has the id of its person; a group has a negative id and is made by `invites`. In a group the bot
    hears what privacy mode lets through: commands that name no other bot and answers to its own messages.
    """

    world: World

    def __init__(self, world: World, updates: Updates) -> None:
        self.world = world
        self.updates = updates

    def meets(self, user_id: int, name: str = "") -> None:
        """A person who has started the bot long ago: it may write to them."""
        person = self._person(user_id, name)
        body = {"id": user_id, "type": "private", "first_name": person["first_name"]}
        self.world.chats.setdefault(user_id, Chat({})).body.update(body)

    def says(self, user_id: int, text: str, *, name: str = "", chat_id: int | None = None, reply_to: int = 0) -> int:
        assert 1 <= utf16(text) <= 4096, "a client sends 1 to 4096 characters"
        content: Json = {"text": text}
        if commands := [_entity(text, match) for match in _COMMAND.finditer(text)]:
            content["entities"] = commands
        return self._sends(user_id, content, name, chat_id, reply_to)

    def sends_file(
        self,
        user_id: int,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        *,
        caption: str = "",
        size: int | None = None,
    ) -> int:
        """A document; `size` claims another number of bytes than `content` has."""
        file = self.world.keep_file(name, content, mime, size)
        document = file.fields | {"file_name": name, "mime_type": mime}
        return self._sends(user_id, {"document": document} | ({"caption": caption} if caption else {}))

    def sends_photo(self, user_id: int, content: bytes, *, caption: str = "") -> int:
        file = self.world.keep_file("photo.jpg", content, "image/jpeg")
        photo = [file.fields | {"width": 1280, "height": 960}]
        return self._sends(user_id, {"photo": photo} | ({"caption": caption} if caption else {}))

    def sends_raw(self, update: Json) -> int:
        """Any object as an update, such as one that no library can read."""
        return self.updates.add_raw(update)

    def taps(
        self, user_id: int, message_id: int, data: str, *, forged: bool = False, chat_id: int | None = None
    ) -> int:
        """A tap on a button that is there now; forged: with data of a changed client or of an older screen."""
        chat = self._chat(user_id, chat_id)
        message = chat.messages.get(message_id)
        shown = message.shown().data if message else []
        assert forged or data in shown, f"message {message_id} shows {shown}, not {data!r}"
        assert 1 <= len(data.encode()) <= 64, "a client sends 1 to 64 bytes"
        query_id = str(4_000_000_000_000 + len(self.world.taps))
        query: Json = {"id": query_id, "from": self._person(user_id), "chat_instance": str(chat.id), "data": data}
        gone = {"message_id": message_id, "chat": chat.body, "date": 0}
        query["message"] = message.body if message else gone
        update_id = self._acts(chat, "callback_query", query, ("taps", user_id))
        self.world.taps[query_id] = Tap(user_id, update_id, self.world.clock())
        return update_id

    def taps_label(self, user_id: int, label: str, *, chat_id: int | None = None) -> int:
        """A tap on the button with this label, in the newest message that has one."""
        chat = self._chat(user_id, chat_id)
        for shown in reversed(self.screen(chat.id)):
            for row in shown.keyboard:
                for text, data in row:
                    if text == label:
                        return self.taps(user_id, shown.message_id, data, chat_id=chat_id)
        raise AssertionError(f"no button {label!r} among {[s.labels for s in self.screen(chat.id)]}")

    def blocks(self, user_id: int) -> int:
        chat = self._chat(user_id)
        chat.closed = BLOCKED
        return self._membership(user_id, chat, "member", "kicked")

    def unblocks(self, user_id: int) -> int:
        chat = self._chat(user_id)
        chat.closed = None
        return self._membership(user_id, chat, "kicked", "member")

    def invites(self, user_id: int, group_id: int, title: str = "Group") -> int:
        """A person takes the bot into a group, which exists from then on."""
        assert group_id < 0, "a group has a negative id"
        body = {"id": group_id, "type": "group", "title": title, "all_members_are_administrators": False}
        chat = self.world.chats.setdefault(group_id, Chat(body))
        chat.closed = None
        return self._membership(user_id, chat, "left", "member")

    def expels(self, user_id: int, group_id: int) -> int:
        chat = self.world.chats[group_id]
        chat.closed = KICKED
        return self._membership(user_id, chat, "member", "kicked")

    @property
    def notices(self) -> list[Notice]:
        """The texts with which taps were answered."""
        return self.world.notices

    @property
    def answered(self) -> Counter[int]:
        """How often a tap was answered, by the id of its update."""
        return self.world.answered

    def screen(self, chat_id: int) -> list[Shown]:
        """The chat from its oldest message to its newest, as it looks now."""
        chat = self.world.chat(chat_id)
        return [message.shown() for message in chat.messages.values()] if chat else []

    def last(self, chat_id: int) -> Shown:
        """The bot's newest message in the chat."""
        return next(shown for shown in reversed(self.screen(chat_id)) if shown.from_bot)

    async def next_reply(self, chat_id: int, *, after: int | Shown | None = None, timeout: float = 5.0) -> Shown:
        """What the bot first sent or edited in the chat after an update (its id), after a reply, or after the last
        thing that a person did there; waits for it if need be."""
        chat = self._chat(chat_id)
        if after is None:
            moment = chat.acted
        else:
            moment = after.moment if isinstance(after, Shown) else self.world.moments[after]
        try:
            return await self.world.wait(lambda: self.world.bot_act_after(chat, moment), timeout, chat.id)
        except TimeoutError:
            raise TimeoutError(f"no reply in chat {chat_id} in {timeout} s; there: {self.screen(chat_id)}") from None

    def _sends(self, user_id: int, content: Json, name: str = "", chat_id: int | None = None, reply_to: int = 0) -> int:
        self.meets(user_id, name)
        person, chat = self._person(user_id), self._chat(user_id, chat_id)
        assert not chat.closed, f"chat {chat.id} is closed"
        original = chat.messages.get(reply_to)
        if original is not None:
            content["reply_to_message"] = original.quoted()
        message = self.world.add_message(chat, person, content)
        if chat.private or self._heard(content.get("text", ""), original):
            return self._acts(chat, "message", message.body, ("messages", chat.id))
        return 0

    def _heard(self, text: str, original: Message | None) -> bool:
        if original is not None and original.from_bot:
            return True
        command = _COMMAND.match(text)
        return command is not None and command[1] in {None, f"@{self.world.bot['username']}"}

    def _membership(self, user_id: int, chat: Chat, old: str, new: str) -> int:
        change = {"chat": chat.body, "from": self._person(user_id), "date": self.world.now()}
        change |= {"old_chat_member": self._member(old), "new_chat_member": self._member(new)}
        return self._acts(chat, "my_chat_member", change, ("membership", chat.id))

    def _member(self, status: str) -> Json:
        return {"user": self.world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    def _acts(self, chat: Chat, kind: str, content: Json, line: tuple[str, int]) -> int:
        update_id = self.updates.add(kind, content, line)
        self.world.person_acted(chat, update_id)
        return update_id

    def _person(self, user_id: int, name: str = "") -> Json:
        person = self.world.people.setdefault(
            user_id, {"id": user_id, "is_bot": False, "first_name": f"Person {user_id}"}
        )
        if name:
            person["first_name"] = name
        return person

    def _chat(self, user_id: int, chat_id: int | None = None) -> Chat:
        return self.world.chats[chat_id or user_id]


def _entity(text: str, match: re.Match[str]) -> Json:
    start = utf16(text[: match.start()])
    return {"type": "bot_command", "offset": start, "length": utf16(match[0])}
