"""A reply as the Official Account sends it: numbered text, and under its last piece up to five buttons, if it may."""

from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

from bot.adapters import numbered
from bot.adapters.encoding import pieces
from chat.message import Option, Reply
from chat.texts import Texts

BUTTONS = 5
TITLE = 100  # UTF-16 units
PAYLOAD = 1000
MARK = "#"
"""Begins a payload: a tap comes back as words, and nobody types these."""

Message = dict[str, Any]


def draw(reply: Reply, texts: Texts, *, buttons: bool) -> list[Message]:
    """The messages, in order, without files. All that a button says stands in the text, too."""
    told = numbered.draw(reply, texts)
    messages: list[Message] = [{"text": text} for text in told if text]
    if buttons and messages and (row := _row(reply)):
        payload = {"buttons": [_button(option, reply.turn) for option in row]}
        messages[-1]["attachment"] = {"type": "template", "payload": payload}
    return messages


def _row(reply: Reply) -> Sequence[Option]:
    """Of a longer list only what steers: five of twenty contents would look like all of them."""
    answers = [option for option in reply.options if not option.steers]
    steers = [option for option in reply.options if option.steers]
    return [*(answers if len(answers) <= BUTTONS else ()), *steers][:BUTTONS]


def _button(option: Option, turn: int) -> Message:
    payload = f"{MARK}{option.command or f'{turn}:{option.code}'}"
    if len(payload) > PAYLOAD:
        raise ValueError(f"too long for a button: {payload}")
    title = normalize("NFC", option.label)
    return {"title": pieces(title, TITLE)[0], "type": "oa.query.hide", "payload": payload}
