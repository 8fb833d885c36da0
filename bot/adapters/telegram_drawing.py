"""A reply as Telegram draws it: text with a bold title, inline buttons, within Telegram's limits."""

from typing import Any

from bot.adapters.encoding import pieces, units
from chat.message import Option, Reply

MOST = 4096  # UTF-16 units of a message
DATA = 64  # bytes behind a button
ROW = 32  # signs that fit side by side on a cheap phone
WHOLE = 40  # signs that a button of its own row shows at most
IN_A_ROW = 4

Payload = dict[str, Any]


def draw(reply: Reply) -> list[Payload]:
    """The messages, in order; the buttons hang under the last."""
    body = "\n".join(part for part in (reply.title, reply.text, *_written_out(reply)) if part)
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
        if row and row[-1].steers == option.steers and len(row) < IN_A_ROW and _fit([*row, option]):
            row.append(option)
        else:
            rows.append([option])
    return [[_button(option, reply.turn) for option in row] for row in rows]


def _written_out(reply: Reply) -> list[str]:
    """The labels of a list, where a phone would cut one of them off."""
    labels = [option.label for option in reply.options if not option.steers]
    return labels if any(len(label) > WHOLE for label in labels) else []


def _fit(row: list[Option]) -> bool:
    """Buttons side by side are equally wide, whatever they say."""
    return max(len(option.label) for option in row) * len(row) <= ROW


def _button(option: Option, turn: int) -> Payload:
    data = option.command or f"{turn}:{option.code}"
    if len(data.encode()) > DATA:
        raise ValueError(f"too long for a button: {data}")
    return {"text": f"✅ {option.label}" if option.on else option.label, "callback_data": data}
