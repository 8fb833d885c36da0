"""Registration forms as files, named "Số thứ tự - Họ tên đoàn viên": made, and matched back to the list (PN-05)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from chat.fold import fold, spelling

_NAMED = re.compile(r"(?:(?P<roll>\d{1,4})\s*[-–—_.]\s*)?(?P<name>\D.*)")
_NOT_IN_A_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the branch's list."""

    roll: int
    name: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Whose file it is cannot be said: why, and who it might be. Never guessed."""

    code: str
    candidates: tuple[Listed, ...] = ()


def file_name(member: Listed, ending: str = "") -> str:
    """ "7 - Nguyễn Văn An.xlsx": diacritics kept, nothing padded, what a file name cannot hold left out."""
    return f"{member.roll} - {tame(member.name)}{ending}"


def tame(name: str) -> str:
    """What a file name can hold, diacritics kept."""
    return unicodedata.normalize("NFC", _NOT_IN_A_FILE_NAME.sub("", name)).strip()


def whose_file(name: str, members: Iterable[Listed]) -> Listed | Mismatch:
    """Number and name must both fit; the spelling of the list counts, apart from where tone marks stand."""
    stem = unicodedata.normalize("NFC", PurePath(name).stem).strip()
    said = _NAMED.fullmatch(stem)
    if said is None:
        return Mismatch("no-name")
    listed = tuple(members)
    same = tuple(m for m in listed if spelling(m.name) == spelling(said["name"]))
    if said["roll"] is None:
        alike = same or tuple(m for m in listed if fold(m.name) == fold(said["name"]))
        return Mismatch("no-number", alike)
    roll = int(said["roll"])
    for member in same:
        if member.roll == roll:
            return member
    holder = tuple(m for m in listed if m.roll == roll)
    if not holder:
        return Mismatch("no-such-number", same)
    return Mismatch("other-name", (*holder, *same))
