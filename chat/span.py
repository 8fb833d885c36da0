"""From when to when, as people type it: "18-22", "18h30 đến 21h", "18:00 22:30", "sau 18:00"."""

import re
import unicodedata
from datetime import time

from chat.fold import fold
from chat.hours import read_clock

_LONGEST = 40  # characters; nothing longer names two hours
_AFTER = re.compile(r"(?:sau|tu) (?P<opens>.+?)(?: tro di)?")
_APART = re.compile(r" ?[-\N{EN DASH}~] ?| (?:den|toi) | ")


def read_span(typed: str, latest: time) -> tuple[time, time] | None:
    """Where only the first hour is said: until `latest`. However it is divided, both sides must be hours."""
    text = fold(unicodedata.normalize("NFKC", typed)).strip(" .!")
    if len(text) > _LONGEST:
        return None
    for between in _APART.finditer(text):
        opens, closes = read_clock(text[: between.start()]), read_clock(text[between.end() :])
        if opens is not None and closes is not None:
            return opens, closes
    after = _AFTER.fullmatch(text)
    opens = read_clock(after["opens"]) if after else None
    return None if opens is None else (opens, latest)
