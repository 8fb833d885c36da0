"""What deserves a question (domain.md 5.3): vague words, everybody alike, decisions in a row; never a verdict.

Every function answers with what was seen. Whether there is a good reason for it only people can say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from statistics import median
from unicodedata import normalize

FEW = 5  # people or decisions: with fewer, being alike says nothing
HASTE = 10  # seconds: half of a row of decisions came quicker than this


def _any(*words: str) -> re.Pattern[str]:
    """Whole words, written without diacritics here and read with or without them."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_SLOGAN = _any(r"\d+ dieu bac ho day", r"(?:nam |nam hoc )?20\d\d(?:\s*-\s*20\d\d)?", r"\d+ xung kich", r"\d+ san sang")
"""Figures that count nothing."""
_COUNTED = _any(
    r"\d+\S*",
    r"(?:mot|hai|ba|bon|sau|bay|tam|chin|muoi|vai)"
    r" (?:lan|buoi|bai|cuon|quyen|em|ban|nguoi|cay|ngay|tuan|thang|gio|trang|san pham|gia dinh|thanh nien|quan chung"
    r"|suat|y kien|hoat dong|cau|con|cuoc|tiet|video|clip|de tai|sang kien|mon|lop)",
)
_PRODUCT = _any(
    r"(?:viet|nop|dang|lam|soan) bai",
    r"bai (?:cam nhan|thu hoach|viet|du thi|tham luan|thuyet trinh|hat)",
    "thuyet trinh|tham luan|bao cao|video|clip|poster|to roi|bich hoa|fanpage|tu sach|bo cau hoi|so tay|nhat ky",
    "so theo doi|chung chi|chung nhan|bang lai|giay khen|de tai|sang kien|san pham|mo hinh|viet thu|vuon",
)
_EVENT = _any("hien mau|chien dich|du thi|hoi trai|hoi thao|hoi thi|cam tinh dang|mua he xanh|trung thu|olympic")
_WHEN = _any(
    "moi (?:tuan|thang|quy|ngay|sang|toi|chieu|buoi|hoc ky)",
    "(?:hang|tung) (?:tuan|thang|quy|ngay)",
    "thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|cuoi tuan|tuan nao",
)
_INTENT = _any(
    "co gang|phan dau|tich cuc|nang cao|trau doi|phat huy|guong mau|chap hanh|y thuc|khong ngung|luon|tu duong",
    "ren luyen|ren than|thuc hien|hoan thanh tot|hoan thien|day du|lam viec tot|hang hai|huong ung|guong bac",
    "hoc hoi|hoc tap|trach nhiem|tim hieu|quan tam|gop phan|doan ket|ton trong|kinh trong|yeu thuong|loi song",
)
"""Words of good will, which say how somebody wants to be and not what will be done."""
_SHORT = 6  # words: a longer sentence without good will in it has the benefit of the doubt


def _plain(text: str) -> str:
    bare = "".join(sign for sign in normalize("NFD", text.casefold()) if not "\u0300" <= sign <= "\u036f")
    return " ".join(bare.replace("đ", "d").split())


@lru_cache(maxsize=4096)
def is_vague(action: str) -> bool:
    """Whether nothing in an action could be checked later (PN-15, PN-16).

    That is said only of good will or a few words, without a number, a product, an event or a day: a hint that is wrong
    teaches people not to read hints.
    """
    said = _SLOGAN.sub(" ", _plain(action))
    if _COUNTED.search(said) or _PRODUCT.search(said) or _EVENT.search(said):
        return False
    wishes = bool(_INTENT.search(said))
    return wishes or (len(said.split()) <= _SHORT and not _WHEN.search(said))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    whole: int


def alike(count: int, whole: int) -> Share | None:
    """Forms that have a line in another member's words: a question from every fourth on, of at least a few."""
    return Share(count, whole) if whole >= FEW and count * 4 >= whole else None


def unclear(actions: Iterable[str]) -> Share | None:
    """Vague actions of a branch: a question from every fourth on."""
    doubts = [is_vague(action) for action in actions]
    return Share(sum(doubts), len(doubts)) if len(doubts) >= FEW and sum(doubts) * 4 >= len(doubts) else None


def all_done(members: Sequence[tuple[int, int]]) -> Share | None:
    """Each member as (done, registered): a question where everybody did everything."""
    rated = [(done, whole) for done, whole in members if whole]
    return Share(len(rated), len(rated)) if len(rated) >= FEW and all(d == w for d, w in rated) else None


def one_grade(grades: Sequence[str]) -> str | None:
    """The grade that all have, where there are enough of them to wonder."""
    return grades[0] if len(grades) >= FEW and len(set(grades)) == 1 else None


@dataclass(frozen=True, slots=True)
class Row:
    """Decisions one after another: how many, and the middle one of the gaps between them in seconds."""

    count: int
    seconds: int


def in_haste(times: Sequence[datetime]) -> Row | None:
    """One person's decisions: a question where half of the gaps between them are shorter than `HASTE` seconds."""
    if len(times) < FEW:
        return None
    ordered = sorted(times)
    gaps = [(b - a).total_seconds() for a, b in pairwise(ordered)]
    middle = median(gaps)
    return Row(len(times), int(middle)) if middle < HASTE else None
