"""A reply as the web chat draws it: text with a bold title, labels in full, buttons in rows."""

from collections.abc import Sequence
from typing import Any

from bot.adapters.encoding import units
from bot.adapters.layout import rows
from bot.adapters.shown import kind_on_a_page
from chat.message import Option, Reply

ROW = 36  # signs that fit side by side on a narrow screen

Message = dict[str, Any]


def draw(reply: Reply, id_: str, files: Sequence[str] = ()) -> Message:
    """The message as bot/pages/chat.js takes it. `files` are the addresses of the reply's files, in their order.

    `words`: the answer is typed, so a keyboard belongs into the input and not onto the first button.
    """
    message = {
        "id": id_,
        "mine": False,
        "text": "\n".join(part for part in (reply.title, reply.text) if part),
        "bold": units(reply.title),
        "rows": buttons(reply),
        "files": [
            {"name": file.name, "url": url, "picture": kind_on_a_page(file) is not None}
            for file, url in zip(reply.files, files, strict=True)
        ],
    }
    return message | {"words": True} if reply.words else message


def draw_own(id_: str, text: str) -> Message:
    """What the person said."""
    return {"id": id_, "mine": True, "text": text, "bold": 0, "rows": [], "files": []}


def buttons(reply: Reply) -> list[list[Message]]:
    """What is ticked has a row of its own; what steers stands at the bottom."""
    ticks = reply.many or any(option.on for option in reply.options)
    laid = rows(sorted(reply.options, key=lambda option: option.steers), ROW, alone=ticks)
    return [[_button(option, reply.turn, ticks=ticks and not option.steers) for option in row] for row in laid]


def _button(option: Option, turn: int, *, ticks: bool) -> Message:
    button = {"label": option.label, "data": option.command or f"{turn}:{option.code}"}
    return button | {"on": option.on} if ticks else button
