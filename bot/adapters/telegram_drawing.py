"""A reply as Telegram draws it: text with a bold title, inline buttons, within Telegram's limits."""

from typing import Any

from bot.adapters.encoding import pieces, units
from chat.message import Option, Reply

MOST = 4096  # UTF-16 units of a message
DATA = 64  # bytes behind a button
ROW = 32  # signs that fit side by side on a cheap phone
IN_A_ROW = 4

Payload = dict[str, Any]


def draw(reply: Reply) -> list[Payload]:
    """The messages, in order; the buttons hang under the last."""
    body = f"{reply.title}\n{reply.text}" if reply.title else reply.text
    payloads: list[Payload] = [{"text": text} for text in pieces(body, MOST)]
    if reply.title:
        payloads[0]["entities"] = [{"type": "bold", "offset": 0, "length": units(reply.title)}]
    if rows := keyboard(reply):
        payloads[-1]["reply_markup"] = {"inline_keyboard": rows}
    return payloads


def keyboard(reply: Reply) -> list[list[Payload]]:
    """Long labels one below the other, short ones side by side; what steers stands apart at the bottom."""
    rows: list[list[Option]] = []
    for option in reply.options:
        row = rows[-1] if rows else []
        width = sum(len(o.label) for o in row) + len(option.label)
        if row and row[-1].steers == option.steers and len(row) < IN_A_ROW and width <= ROW:
            row.append(option)
        else:
            rows.append([option])
    return [[_button(option, reply.turn) for option in row] for row in rows]


def _button(option: Option, turn: int) -> Payload:
    data = option.command or f"{turn}:{option.code}"
    if len(data.encode()) > DATA:
        raise ValueError(f"too long for a button: {data}")
    return {"text": f"✅ {option.label}" if option.on else option.label, "callback_data": data}
