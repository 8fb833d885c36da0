"""A catalogue of criteria, read from its TOML file and refused as a whole if anything in it is doubtful."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from programmes.files import Refused, read_table

LONGEST_TITLE = 300
LONGEST_SHORT = 34
LONGEST_CODE = 12
LONGEST_CATALOGUE_CODE = 24

_CODE = re.compile(r"[A-Za-z0-9.\-]+")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


def _named_texts(value: object) -> bool:
    return isinstance(value, dict) and _texts(list(value.values()))


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _table(value: object) -> bool:
    return isinstance(value, dict)


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(table, dict) for table in value)


_KEYS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "catalogue": {
        **dict.fromkeys(("code", "version", "title", "basis", "certainty", "note", "mode"), _text),
        **dict.fromkeys(("valid_from", "valid_until"), _day),
        **dict.fromkeys(("levels", "groups", "criteria"), _tables),
        "source": _texts,
        "audiences": _named_texts,
    },
    "levels": {"code": _text, "title": _text, "min_percent": _number},
    "groups": {"code": _text, "title": _text, "max_points": _number},
    "criteria": {
        **dict.fromkeys(("code", "group", "title", "short", "how_example", "kind", "period", "channel"), _text),
        **dict.fromkeys(("origin", "certainty", "note"), _text),
        **dict.fromkeys(("examples", "audience", "source"), _texts),
        "measure": _table,
        "registered_by_default": _switch,
    },
    "measure": {"type": _text, "unit": _text, "target": _number},
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "catalogue": ("code", "version", "title", "source", "certainty", "groups", "criteria"),
    "levels": ("code", "title", "min_percent"),
    "groups": ("code", "title"),
    "criteria": ("code", "group", "kind", "audience", "origin", "certainty", "source"),
    "measure": ("type",),
}
_WORDS: Mapping[str, frozenset[str]] = {
    "mode": frozenset({"ratio", "points", "none"}),
    "certainty": frozenset({"high", "medium", "low"}),
    "origin": frozenset({"seed", "observed", "page", "unofficial", "proposed"}),
    "kind": frozenset({"core", "elective", "unknown"}),
    "period": frozenset({"thang", "quy", "nam"}),
    "channel": frozenset({"paper"}),
    "type": frozenset({"count", "percent", "yes_no"}),
}


@dataclass(frozen=True, slots=True)
class Level:
    """`min_percent` belongs to the level; the next better one begins where this ends."""

    code: str
    title: str
    min_percent: int


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: str
    max_points: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    type: str
    unit: str = ""
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """`short` names it on a button; `title` is None where the source shows a line without its text."""

    code: str
    group: str
    title: str | None
    short: str
    examples: tuple[str, ...]
    how_example: str
    kind: str
    period: str | None
    measure: Measure | None
    audience: tuple[str, ...]
    channel: str | None
    origin: str
    certainty: str
    source: tuple[str, ...]
    note: str
    registered_by_default: bool | None

    @property
    def selectable(self) -> bool:
        return self.title is not None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`mode` is None where the source names no way of rating; dates are None where it names no limit."""

    code: str
    version: str
    title: str
    basis: str
    mode: str | None
    source: tuple[str, ...]
    certainty: str
    valid_from: date | None
    valid_until: date | None
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    audiences: Mapping[str, str]
    note: str


NO_CATALOGUES = {"holidays.toml", "platforms.toml"}


def shipped() -> tuple[str, ...]:
    names = {item.name for item in files("programmes").iterdir()} - NO_CATALOGUES
    return tuple(sorted(name.removesuffix(".toml").upper() for name in names if name.endswith(".toml")))


def load(source: Path | str) -> Catalogue | Refused:
    """The catalogue in a file, or the shipped one with this code."""
    if isinstance(source, str) and source.upper() not in shipped():
        return Refused("unknown-catalogue", {"code": source, "known": ", ".join(shipped())})
    place = source if isinstance(source, Path) else files("programmes") / f"{source.lower()}.toml"
    found = read_table(place)
    return found if isinstance(found, Refused) else next(_faults(found), None) or _catalogue(found)


def _faults(table: dict[str, Any]) -> Iterator[Refused]:
    """What is wrong, in the order of reading; a later check relies on the earlier ones having passed."""
    yield from _shape(table, "catalogue", str(table.get("code", "?")))
    yield from _code(table["code"], LONGEST_CATALOGUE_CODE)
    yield from _long(table)
    if "valid_from" in table and "valid_until" in table and table["valid_from"] > table["valid_until"]:
        yield Refused("wrong-value", {"where": table["code"], "key": "valid_until", "value": str(table["valid_until"])})
    for kind in ("levels", "groups", "criteria"):
        seen: set[str] = set()
        for number, item in enumerate(table.get(kind, []), 1):
            yield from _shape(item, kind, f"{kind} {number}")
            yield from _code(item["code"], LONGEST_CODE)
            yield from _long(item)
            if item["code"] in seen:
                yield Refused("duplicate-code", {"code": item["code"]})
            seen.add(item["code"])
    groups, audiences = {group["code"] for group in table["groups"]}, table.get("audiences", {})
    for item in table["criteria"]:
        if item["group"] not in groups:
            yield Refused("unknown-group", {"code": item["code"], "group": item["group"]})
        if unknown := [name for name in item["audience"] if name not in audiences]:
            yield Refused("unknown-audience", {"code": item["code"], "audience": unknown[0]})
        if "measure" in item:
            yield from _shape(item["measure"], "measure", item["code"])


def _shape(table: dict[str, Any], kind: str, where: str) -> Iterator[Refused]:
    """Keys that are unknown, of another type, outside their list of words, missing or empty."""
    for key, value in table.items():
        if key not in _KEYS[kind]:
            yield Refused("unknown-key", {"where": where, "key": key})
        elif not _KEYS[kind][key](value) or (key in _WORDS and value not in _WORDS[key]):
            yield Refused("wrong-value", {"where": where, "key": key, "value": str(value)})
    for key in _NEEDED[kind]:
        if table.get(key) in (None, "", []):
            yield Refused("missing-key", {"where": where, "key": key})


def _code(code: str, longest: int) -> Iterator[Refused]:
    if len(code) > longest or not _CODE.fullmatch(code):
        yield Refused("bad-code", {"code": code, "longest": str(longest)})


def _long(table: dict[str, Any]) -> Iterator[Refused]:
    for key, longest in (("title", LONGEST_TITLE), ("short", LONGEST_SHORT)):
        if len(text := table.get(key, "")) > longest:
            yield Refused("too-long", {"code": table["code"], "length": str(len(text)), "longest": str(longest)})


def _catalogue(table: dict[str, Any]) -> Catalogue:
    return Catalogue(
        code=table["code"],
        version=table["version"],
        title=table["title"],
        basis=table.get("basis", ""),
        mode=table.get("mode"),
        source=tuple(table["source"]),
        certainty=table["certainty"],
        valid_from=table.get("valid_from"),
        valid_until=table.get("valid_until"),
        groups=tuple(Group(**group) for group in table["groups"]),
        criteria=tuple(_criterion(item) for item in table["criteria"]),
        levels=tuple(Level(**level) for level in table.get("levels", [])),
        audiences=table.get("audiences", {}),
        note=table.get("note", ""),
    )


def _criterion(item: dict[str, Any]) -> Criterion:
    title = item.get("title")
    return Criterion(
        code=item["code"],
        group=item["group"],
        title=title,
        short=item.get("short") or title or item["code"],
        examples=tuple(item.get("examples", ())),
        how_example=item.get("how_example", ""),
        kind=item["kind"],
        period=item.get("period"),
        measure=Measure(**item["measure"]) if "measure" in item else None,
        audience=tuple(item["audience"]),
        channel=item.get("channel"),
        origin=item["origin"],
        certainty=item["certainty"],
        source=tuple(item["source"]),
        note=item.get("note", ""),
        registered_by_default=item.get("registered_by_default"),
    )
