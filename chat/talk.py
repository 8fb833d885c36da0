"""The memory of one person's conversations: answers by flow, and for each chat what it shows and what stands open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import orjson

from chat.memory import Memory, Open, as_json, restored
from chat.message import Attachment, FileRef, Option, Reply
from chat.question import ONCE, Json, Said, View
from rules.once import once_code

KEPT_BYTES = 64 << 10  # of files with the last reply; larger ones are asked for again, not kept in every row
SEEN = 16  # delivery ids remembered: a redelivered batch can hold several of one chat


@dataclass(slots=True)
class Chat:
    """What one chat shows: the last reply, and the question that stands open in it, if any.

    `seen` are the newest deliveries that were heard, `last` is when the latest of them was received.
    """

    flow: str = ""
    key: str = ""
    before: str | None = None
    turn: int = 0
    view: View = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    last: str = ""
    reply: dict[str, Json] = field(default_factory=dict)

    def opens(self, flow: str, question: Open) -> None:
        """A question stands open now. Drawn again it keeps its turn, so that quick taps on it all count.

        With another one-time code it gets another turn, so that no button of the screen before does anything.
        """
        if (self.flow, self.key, self.view.get(ONCE)) != (flow, question.key, question.view.get(ONCE)):
            self.turn += 1
        self.flow, self.key, self.before, self.view = flow, question.key, question.before, question.view

    def closes(self) -> None:
        self.turn += 1
        self.flow, self.key, self.before, self.view = "", "", None, {}

    def heard(self, delivery: str, received: str) -> None:
        self.seen = [*self.seen[1 - SEEN :], delivery]
        self.last = max(self.last, received)

    def is_past(self, received: str) -> bool:
        """Whether something was heard that came later: what was left behind before it answers nothing any more."""
        return received < self.last

    @property
    def shown(self) -> Reply | None:
        return load_reply(self.reply) if self.reply else None


class Talk:
    """All of it, kept as one JSON text; only the parts that a turn touches are taken apart."""

    def __init__(self, raw: str = "{}") -> None:
        stored = orjson.loads(raw)
        self._flows: dict[str, dict[str, Json]] = stored.get("flows", {})
        self._chats: dict[str, dict[str, Json]] = stored.get("chats", {})
        self._open: dict[str, Memory] = {}
        self._seen: dict[str, Chat] = {}
        self.unfinished: str = stored.get("unfinished", "")
        self._codes: int = stored.get("codes", 0)

    def dumps(self) -> str:
        flows = self._flows | {name: as_json(memory) for name, memory in self._open.items()}
        chats = self._chats | {at: as_json(chat) for at, chat in self._seen.items()}
        stored = {"flows": {n: m for n, m in flows.items() if m}, "chats": chats, "unfinished": self.unfinished}
        return orjson.dumps(stored | ({"codes": self._codes} if self._codes else {})).decode()

    def next_code(self, person: int) -> str:
        """A one-time code that this person has not been shown for thousands of others."""
        self._codes += 1
        return once_code(person, self._codes)

    def chat(self, at: str) -> Chat:
        if at not in self._seen:
            self._seen[at] = restored(Chat, self._chats.get(at, {}))
        return self._seen[at]

    def open_flows(self) -> frozenset[str]:
        """The conversations in which a question stands open in some chat."""
        return frozenset(flow for chat in self._chats.values() if (flow := chat.get("flow")))

    def memory(self, flow: str) -> Memory:
        """What was said so far in this conversation."""
        if flow not in self._open:
            self._open[flow] = restored(Memory, self._flows.get(flow, {}))
        return self._open[flow]

    def forget(self, flow: str) -> None:
        self._flows.pop(flow, None)
        self._open.pop(flow, None)
        if self.unfinished == flow:
            self.unfinished = ""

    def take_chat(self, at: str) -> Chat:
        """The chat moves to another person's talk: it was linked, or let go."""
        chat = self.chat(at)
        self._seen.pop(at)
        self._chats.pop(at, None)
        return chat

    def give_chat(self, at: str, chat: Chat) -> None:
        self._seen[at] = chat


def dump_reply(reply: Reply) -> dict[str, Json]:
    stored = as_json(reply)
    if reply.options:
        stored["options"] = [as_json(option) for option in reply.options]
    stored.pop("files", None)
    if reply.files and sum(len(file.content) for file in reply.files) <= KEPT_BYTES:
        stored["files"] = [[file.name, file.content.hex()] for file in reply.files]
    return stored


def load_reply(stored: Mapping[str, Json]) -> Reply:
    options = tuple(restored(Option, option) for option in stored.get("options", ()))
    files = tuple(Attachment(name, bytes.fromhex(content)) for name, content in stored.get("files", ()))
    return restored(Reply, {"text": "", **stored, "options": options, "files": files})


def said(text: str, tap: str | None, files: Iterable[FileRef], shown: Reply | None) -> Said:
    """A message as an answer to what the chat shows."""
    numbers = tuple(option.code.lstrip("+-") for option in shown.numbered()) if shown else ()
    return Said(text, tap, tuple(files), numbers)
