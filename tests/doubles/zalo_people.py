"""The people on the other side: what they do to the bot and what they see of it."""

from tests.doubles.driving import Driven
from tests.doubles.zalo_hook import Push, Webhook
from tests.doubles.zalo_switches import Switches
from tests.doubles.zalo_updates import Updates
from tests.doubles.zalo_world import Chat, Json, Picture, Shown, World


class People(Driven):
    """Every act returns the id of its message. A private chat has the id of its person."""

    world: World

    def __init__(self, world: World, updates: Updates, switches: Switches) -> None:
        self.world = world
        self.updates = updates
        self.switches = switches

    def meets(self, user_id: str, name: str = "") -> None:
        """A person who has written to the bot before: it may write to them."""
        self.world.names[user_id] = name or self.world.names.get(user_id, f"Person {user_id}")
        chat = self.world.chat(user_id)
        chat.heard = max(chat.heard, self.world.clock())

    def says(self, user_id: str, text: str, *, name: str = "") -> str:
        assert text, "a client sends no empty text"
        return self._acts(user_id, "message.text.received", {"text": text}, name)

    def sends_photo(self, user_id: str, content: bytes, caption: str = "", *, name: str = "") -> str:
        path = f"/picture/{self.world.new_id()}.jpg"
        self.world.pictures[path] = Picture(content, self.world.clock())
        fields = {self.switches.photo_field: self.url + path} | ({"caption": caption} if caption else {})
        return self._acts(user_id, "message.image.received", fields, name)

    def sends_sticker(self, user_id: str, sticker: str = "0e078a2ea7a94ef717b8") -> str:
        url = f"https://stickers.zaloapp.com/{sticker}.png"
        return self._acts(user_id, "message.sticker.received", {"sticker": sticker, "url": url})

    def sends_voice(self, user_id: str, voice_url: str = "https://voice.zaloapp.com/1.aac") -> str:
        return self._acts(user_id, "message.voice.received", {"voice_url": voice_url})

    def sends_unsupported(self, user_id: str) -> str:
        """A file, a contact card, or anything from somebody in a protected group: the bot is told of no content."""
        return self._acts(user_id, "message.unsupported.received", {})

    def sends_event(self, user_id: str, event_name: str, **fields: object) -> str:
        """An event of any other name, such as message.reaction.received."""
        return self._acts(user_id, event_name, fields)

    def says_in_group(self, group_id: str, user_id: str, text: str, *, mentions: bool = True) -> str:
        """The bot hears what mentions it; without that it is told nothing."""
        chat = self.world.chat(group_id, "GROUP")
        said = f"@{self.world.bot['account_name']} {text}" if mentions and self.switches.mention_stays else text
        return self._acts(user_id, "message.text.received", {"text": said}, chat=chat, heard=mentions)

    def sends_raw(self, event: Json) -> str:
        """Any object as an event, such as one without a message."""
        message = event.get("message")
        message_id = message.get("message_id") if isinstance(message, dict) else None
        raw_id = message_id if isinstance(message_id, str) else self.world.new_id()
        self.world.mark(raw_id)
        self.updates.add(raw_id, "raw", event)
        return raw_id

    def again(self, message_id: str) -> None:
        """The same event delivered once more."""
        self.updates.again(message_id)

    def blocks(self, user_id: str) -> None:
        self.world.chat(user_id).blocked = True

    def unblocks(self, user_id: str) -> None:
        self.world.chat(user_id).blocked = False

    def messages(self, chat_id: str) -> list[Shown]:
        """What the bot sent to the chat, the oldest first."""
        return [shown for shown in self.transcript(chat_id) if shown.from_bot]

    def transcript(self, chat_id: str) -> list[Shown]:
        """Both sides of the chat, the oldest first."""
        chat = self.world.chats.get(chat_id)
        return list(chat.transcript) if chat else []

    async def next_message(self, chat_id: str, *, after: str | Shown | None = None, timeout: float = 5.0) -> Shown:
        """What the bot first sent to the chat after a message (its id), or after the last thing that a person did
        there; waits for it if need be."""
        if after is None:
            moment = self.world.chats[chat_id].acted
        else:
            moment = self.world.moments[after.id if isinstance(after, Shown) else after]
        try:
            return await self.world.wait(lambda: self.world.sent_after(chat_id, moment), timeout, chat_id)
        except TimeoutError:
            raise TimeoutError(f"no message to {chat_id} in {timeout} s; there: {self.transcript(chat_id)}") from None

    @property
    def webhook(self) -> Webhook | None:
        return self.updates.pusher.webhook

    @property
    def pushes(self) -> list[Push]:
        """The calls of webhooks, as they were answered."""
        return self.updates.pusher.pushes

    async def settled(self) -> None:
        """All webhook pushes so far have been answered."""
        await self.updates.pusher.settled()

    def _acts(
        self,
        user_id: str,
        event_name: str,
        content: Json,
        name: str = "",
        *,
        chat: Chat | None = None,
        heard: bool = True,
    ) -> str:
        if name or user_id not in self.world.names:
            self.world.names[user_id] = name or f"Person {user_id}"
        chat = chat or self.world.chat(user_id)
        chat.blocked = False
        message_id = self.world.new_id()
        said = {"text": content.get("text", content.get("caption", "")), "sticker": content.get("sticker", "")}
        said |= {"photo": content.get(self.switches.photo_field, ""), "voice": content.get("voice_url", "")}
        shown = self.world.show(chat, message_id, from_bot=False, **said)
        message: Json = {
            "message_id": message_id,
            "date": shown.date,
            "from": {"id": user_id, "display_name": self.world.names[user_id], "is_bot": False},
            "chat": chat.body,
            **({"message_type": self.switches.message_type} if self.switches.message_type else {}),
            **content,
        }
        if heard:
            self.updates.add(message_id, chat.id, {"event_name": event_name, "message": message})
        return message_id
