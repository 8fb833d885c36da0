"""Where the columns of a branch's list stand, whoever made it and however the headings are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.fold import fold
from rules.roster import Cell

HEADER_WITHIN = 15
HEADER_DEPTH = 3

# Headings as they are written, the preferred one first. The official layout has no date of joining the branch: the
# date of joining the Union is the nearest known one for the six months of PN-26.
_HEADINGS = {
    "roll": ("stt", "tt", "so tt", "so thu tu"),
    "name": ("ho va ten", "ho ten", "ho va ten doan vien", "ho ten doan vien"),
    "birth": ("ngay sinh", "ngay thang nam sinh", "sinh ngay", "nam sinh"),
    "joined": ("ngay vao chi doan", "thoi gian vao chi doan", "ngay vao doan", "thoi gian vao doan"),
    "office": ("chuc vu trong chi doan", "chuc vu"),
    "audience": ("doi tuong doan vien", "doi tuong"),
    "paper": ("hinh thuc", "hinh thuc dang ky"),
    "admitted": ("ngay vao doan", "thoi gian vao doan", "ngay ket nap doan", "ngay ket nap"),
    "party": ("thoi gian vao dang", "ngay vao dang", "dang vien"),
    "phone": ("di dong", "dien thoai di dong", "so dien thoai", "dien thoai", "sdt"),
}
_SEXES = ["nam", "nu"]
_OTHERS = ("joined", "admitted", "phone", "office", "audience", "paper", "party")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns are that are read; every other column is personal data that is none of the bot's business."""

    first_row: int
    roll: int
    name: tuple[int, ...]
    births: tuple[int, ...]
    others: tuple[int | None, ...]  # the columns of _OTHERS


def title(cell: Cell) -> str:
    """A heading for comparing: folded, without a remark in brackets behind it and without punctuation."""
    text = f"{cell:.0f}" if isinstance(cell, float) else fold(str(cell))
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=.)\([^)]*\)?", " ", text)))


def columns_in(heads: Sequence[Sequence[str]]) -> Columns | None:
    """By the titles of a sheet's first rows; None where no header is among them."""
    for top, titles in enumerate(heads[:HEADER_WITHIN]):
        places = {name: _place(titles, wanted) for name, wanted in _HEADINGS.items()}
        births, bottom = _births(heads, top, places["birth"])
        roll, name = places["roll"], places["name"]
        if roll is None or name is None or not births:
            continue
        if bottom + 1 < len(heads) and _numbers_columns(heads[bottom + 1], name):
            bottom += 1
        rest = tuple(places[optional] for optional in _OTHERS)
        return Columns(bottom + 1, roll, _name_columns(heads[top : bottom + 1], name), births, rest)
    return None


def _place(titles: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((titles.index(title) for title in wanted if title in titles), None)


def _births(heads: Sequence[Sequence[str]], top: int, single: int | None) -> tuple[tuple[int, ...], int]:
    """The columns of birth dates and the header's last row: one column for all, or one per sex, in one row or two."""
    per_sex = tuple(i for i, t in enumerate(heads[top]) if t in {f"ngay sinh {sex}" for sex in _SEXES})
    if len(per_sex) == len(_SEXES):
        return per_sex, top
    for bottom in range(max(top, 1), min(top + HEADER_DEPTH, len(heads))):
        for i in range(len(heads[bottom])):
            above = [heads[row][i] for row in range(max(0, top - HEADER_DEPTH + 1), bottom)]
            if list(heads[bottom][i : i + 2]) == _SEXES and set(above) & set(_HEADINGS["birth"]):
                return (i, i + 1), bottom
    return (() if single is None else (single,)), top


def _numbers_columns(titles: Sequence[str], name: int) -> bool:
    """Printed forms number their columns in a row of its own; no member's name is a number."""
    return titles[name].isdecimal() and all(title.isdecimal() for title in titles if title)


def _name_columns(header: Sequence[Sequence[str]], name: int) -> tuple[int, ...]:
    """Schools often keep the given name in a column of its own, under one merged heading."""
    untitled = name + 1 < len(header[0]) and not any(titles[name + 1] for titles in header)
    return (name, name + 1) if untitled else (name,)
