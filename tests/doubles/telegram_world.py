"""What the played Telegram remembers: people, chats, messages, files, and what is on a person's screen."""

import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from operator import itemgetter
from pathlib import PurePath
from typing import Any

from tests.doubles.driving import Changing

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is not ok, in Telegram's words."""

    code: int
    description: str
    parameters: Json | None = None


BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
KICKED = Refusal(403, "Forbidden: bot was kicked from the group chat")


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a person sees it; `keyboard` holds (label, data) of inline buttons, row by row.

    `moment` is the double's own count of events at the change that is told of, `file` the name of a document.
    """

    message_id: int
    text: str
    entities: tuple[Json, ...]
    keyboard: tuple[tuple[tuple[str, str], ...], ...]
    edits: int
    from_bot: bool
    file: str
    moment: int

    @property
    def labels(self) -> list[str]:
        return [label for row in self.keyboard for label, _ in row]

    @property
    def data(self) -> list[str]:
        return [data for row in self.keyboard for _, data in row]


@dataclass(frozen=True, slots=True)
class Notice:
    """The text with which a tap was answered."""

    user_id: int
    text: str
    alert: bool


@dataclass(slots=True)
class Message:
    """A message object of the Bot API and what the API does not tell."""

    body: Json
    from_bot: bool
    moment: int
    edits: int = 0
    editable: bool = True

    def quoted(self) -> Json:
        """The message as another one carries it that replies to it."""
        return {key: value for key, value in self.body.items() if key != "reply_to_message"}

    def shown(self) -> Shown:
        body = self.body
        words, spans = ("text", "entities") if "text" in body else ("caption", "caption_entities")
        rows = body.get("reply_markup", {}).get("inline_keyboard", [])
        return Shown(
            message_id=body["message_id"],
            text=body.get(words, ""),
            entities=tuple(body.get(spans, [])),
            keyboard=tuple(tuple((b["text"], b.get("callback_data", "")) for b in row) for row in rows),
            edits=self.edits,
            from_bot=self.from_bot,
            file=body.get("document", {}).get("file_name", ""),
            moment=self.moment,
        )


@dataclass(slots=True)
class Chat:
    """A chat the bot knows; `closed` is how the bot's messages are refused, if they are."""

    body: Json
    messages: dict[int, Message] = field(default_factory=dict)
    closed: Refusal | None = None
    acted: int = 0  # the moment of the last thing a person did here
    bot_acts: list[tuple[int, int]] = field(default_factory=list)  # (moment, message id) of what the bot sent or edited

    @property
    def id(self) -> int:
        return int(self.body["id"])

    @property
    def private(self) -> bool:
        return self.id > 0


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class File:
    """A file the platform keeps; `size` may claim more bytes than there are, to play a big one."""

    id: str
    name: str
    mime: str
    content: bytes
    size: int

    @property
    def path(self) -> str:
        return f"documents/{self.id}{PurePath(self.name).suffix}"

    @property
    def fields(self) -> Json:
        """What every object of the Bot API says that stands for a file."""
        return {"file_id": self.id, "file_unique_id": f"unique-{self.id}", "file_size": self.size}


@dataclass(slots=True)
class Tap:
    """A callback query: who tapped and when."""

    user_id: int
    update_id: int
    at: float


class World(Changing):
    """The memory shared by the API side and the people's side; everything is ordered by `moment`."""

    def __init__(self, token: str, username: str) -> None:
        super().__init__()
        self.clock: Callable[[], float] = time.time
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": username,
            "username": username,
        }
        self.people: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.links: dict[str, float] = {}  # path of a file -> when getFile gave it out
        self.taps: dict[str, Tap] = {}
        self.commands: dict[str, list[Json]] = {}
        self.notices: list[Notice] = []
        self.answered: Counter[int] = Counter()
        self.moments: dict[int, int] = {}  # update id -> moment
        self._moment = count(1)
        self._message_id = count(1)
        self._file_id = count(1)

    def now(self) -> int:
        return int(self.clock())

    def chat(self, wanted: int | str) -> Chat | None:
        try:
            return self.chats.get(int(wanted))
        except ValueError:
            return None

    def add_message(self, chat: Chat, sender: Json, content: Json, *, editable: bool = True) -> Message:
        body = {"message_id": next(self._message_id), "from": sender, "chat": chat.body, "date": self.now(), **content}
        message = Message(body, sender is self.bot, next(self._moment), editable=editable)
        chat.messages[body["message_id"]] = message
        if message.from_bot:
            self._bot_acted(chat, message)
        return message

    def change_message(self, chat: Chat, message: Message, content: Json) -> None:
        """The bot's edit: `content` replaces what of its keys is given; an empty value takes the key away."""
        body = message.body | content | {"edit_date": self.now()}
        message.body = {key: value for key, value in body.items() if key not in content or value}
        message.edits += 1
        message.moment = next(self._moment)
        self._bot_acted(chat, message)

    def _bot_acted(self, chat: Chat, message: Message) -> None:
        chat.bot_acts.append((message.moment, message.body["message_id"]))
        self.touch(chat.id)

    def person_acted(self, chat: Chat, update_id: int) -> None:
        chat.acted = self.moments[update_id] = next(self._moment)

    def bot_act_after(self, chat: Chat, moment: int) -> Shown | None:
        """What the bot first sent or edited after the moment, as it looks now, with the moment of that act."""
        for acted, message_id in chat.bot_acts[bisect_right(chat.bot_acts, moment, key=itemgetter(0)) :]:
            if message_id in chat.messages:
                return replace(chat.messages[message_id].shown(), moment=acted)
        return None

    def keep_file(self, name: str, content: bytes, mime: str, size: int | None = None) -> File:
        number = next(self._file_id)
        file = File(f"file{number}", name, mime, content, len(content) if size is None else size)
        self.files[file.id] = file
        return file
