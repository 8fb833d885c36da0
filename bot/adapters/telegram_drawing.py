"""A reply as Telegram draws it: text with a bold title, inline buttons, within Telegram's limits."""

from typing import Any

from bot.adapters.encoding import pieces, units
from bot.adapters.layout import rows
from chat.message import Option, Reply

MOST = 4096  # UTF-16 units of a message
DATA = 64  # bytes behind a button
ROW = 32  # signs that fit side by side on a cheap phone
WHOLE = 40  # signs that a button of its own row shows at most

Payload = dict[str, Any]


def draw(reply: Reply) -> list[Payload]:
    """The messages, in order; the buttons hang under the last."""
    body = "\n".join(part for part in (reply.title, reply.text, *_written_out(reply)) if part)
    payloads: list[Payload] = [{"text": text} for text in pieces(body, MOST)]
    if reply.title:
        payloads[0]["entities"] = [{"type": "bold", "offset": 0, "length": units(reply.title)}]
    if buttons := keyboard(reply):
        payloads[-1]["reply_markup"] = {"inline_keyboard": buttons}
    return payloads


def keyboard(reply: Reply) -> list[list[Payload]]:
    return [[_button(option, reply.turn) for option in row] for row in rows(reply.options, ROW)]


def _written_out(reply: Reply) -> list[str]:
    """The labels of a list, where a phone would cut one of them off."""
    labels = [option.label for option in reply.options if not option.steers]
    return labels if any(len(label) > WHOLE for label in labels) else []


def _button(option: Option, turn: int) -> Payload:
    data = option.command or f"{turn}:{option.code}"
    if len(data.encode()) > DATA:
        raise ValueError(f"too long for a button: {data}")
    return {"text": f"✅ {option.label}" if option.on else option.label, "callback_data": data}
