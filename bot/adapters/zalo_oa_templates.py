"""Templates that Zalo has approved for the Official Account: which message each stands for, and how it is filled in.

They are named in a file of the operator's (docs/zalo-templates.toml is an example): the sentences are Zalo's, ours are
only the short words in them. What would be too long is never sent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

from bot.adapters.encoding import pieces, units
from programmes.files import Refused, read_table
from storage.instants import ZONE

LONGEST: Mapping[str, int] = {
    "name": 30,
    "code": 30,
    "label": 30,
    "status": 30,
    "product": 200,
    "date": 20,
    "url": 200,
    "quantity": 20,
    "currency": 12,
}
"""The types of parameters, and how long Zalo lets each be."""

ALWAYS = ("member", "unit", "today", "title", "words")
REMINDER = ("count", "duty", "due", "year")
"""What a parameter may say: of every message, and of a reminder besides."""

ANY = "*"
FROM, TO = time(8, 0), time(20, 30)
"""Between these a template goes out, in Viet Nam: at night Zalo refuses some, and delivers others without a sound."""

_CUT: Mapping[str, bool] = {"name": True, "label": True, "status": True, "product": True}


class BadTemplates(Exception):
    """The file of templates cannot be used."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(f"{refused.code}: {dict(refused.values)}")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Parameter:
    """One place in a template. `source`: which of the facts stands there; `cut`: shortened where it is too long."""

    name: str
    source: str
    most: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Template:
    """`serves` are kinds of messages; "*" stands for all that no other template serves."""

    id: str
    serves: tuple[str, ...]
    params: tuple[Parameter, ...]

    def filled(self, facts: Mapping[str, str]) -> Mapping[str, str] | str:
        """Its parameters; or the name of the first that cannot be filled in."""
        data = {}
        for param in self.params:
            words = fitted(facts.get(param.source, ""), param)
            if not words:
                return param.name
            data[param.name] = words
        return data


@dataclass(frozen=True, slots=True)
class Templates:
    """All that the operator has named."""

    known: tuple[Template, ...] = ()

    def serving(self, kind: str) -> Template | None:
        """The one for messages of this kind, else the one for any."""
        fitting = (named for wanted in (kind, ANY) for named in self.known if wanted in named.serves)
        return next(fitting, None)


def fitted(words: str, param: Parameter) -> str:
    """In one line, within its length; nothing where that would need a cut that is not allowed."""
    line = " ".join(normalize("NFC", words).split())
    if units(line) <= param.most:
        return line
    return f"{pieces(line, param.most - 1)[0]}…" if param.cut else ""


def night_left(now: datetime) -> float | None:
    """The seconds until templates go out again; None by day."""
    local = now.astimezone(ZONE)
    if FROM <= local.time() < TO:
        return None
    day = local.date() + timedelta(days=local.time() >= TO)
    return (datetime.combine(day, FROM, ZONE) - local).total_seconds()


def next_morning(now: datetime) -> float:
    """The seconds until templates go out on a new day, with its own quota; by night, this morning's."""
    local = now.astimezone(ZONE)
    if (left := night_left(now)) is not None:
        return left
    return (datetime.combine(local.date() + timedelta(days=1), FROM, ZONE) - local).total_seconds()


def load(place: str) -> Templates:
    """The templates of a file, none where no file is named. Raises BadTemplates."""
    if not place:
        return Templates()
    table = read_table(Path(place))
    if isinstance(table, Refused):
        raise BadTemplates(table)
    if fault := next(_faults(table), None):
        raise BadTemplates(fault)
    return Templates(tuple(_template(told) for told in table.values()))


def _template(told: Mapping[str, Any]) -> Template:
    params = (
        Parameter(name, one["from"], min(one.get("most", 1000), LONGEST[one["type"]]), bool(one.get("cut", False)))
        for name, one in told["params"].items()
    )
    return Template(told["id"], tuple(told["serves"]), tuple(params))


def _faults(table: Mapping[str, Any]) -> Iterator[Refused]:
    for name, told in table.items():
        if not isinstance(told, dict):
            yield Refused("unknown-key", {"where": "file", "key": name})
            continue
        yield from _wrong(name, told, _KEYS)
        params = told.get("params")
        for param, said in params.items() if isinstance(params, dict) else ():
            where = f"{name}.params.{param}"
            yield from _wrong(where, said, _PARAM, may=_MAY) if isinstance(said, dict) else _value(where, said)
            yield from _beyond(where, told, said) if isinstance(said, dict) else ()


def _wrong(where: str, told: Mapping[str, Any], keys: "Checks", may: "Checks | None" = None) -> Iterator[Refused]:
    for key, value in told.items():
        check = {**keys, **(may or {})}.get(key)
        if check is None:
            yield Refused("unknown-key", {"where": where, "key": key})
        elif not check(value):
            yield Refused("wrong-value", {"where": where, "key": key, "value": str(value)})
    for key in keys:
        if key not in told:
            yield Refused("missing-key", {"where": where, "key": key})


def _beyond(where: str, told: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[Refused]:
    """A fact that only reminders have, in a template for other messages; a date or a code cut in two."""
    serves = told.get("serves")
    if said.get("from") in REMINDER and serves != ["reminder"]:
        yield Refused("wrong-value", {"where": where, "key": "from", "value": str(said["from"])})
    if said.get("cut") and not _CUT.get(str(said.get("type"))):
        yield Refused("wrong-value", {"where": where, "key": "cut", "value": "true"})


def _value(where: str, said: object) -> Iterator[Refused]:
    yield Refused("wrong-value", {"where": where, "key": "params", "value": str(said)})


def _texts(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(v, str) and v for v in value)


Checks = Mapping[str, Callable[[object], bool]]
_KEYS: Checks = {
    "id": lambda value: isinstance(value, str) and value != "",
    "serves": lambda value: _texts(value) and value != [],
    "params": lambda value: isinstance(value, dict),
}
_PARAM: Checks = {"type": lambda value: value in LONGEST, "from": lambda value: value in (*ALWAYS, *REMINDER)}
_MAY: Checks = {
    "most": lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 1,
    "cut": lambda value: isinstance(value, bool),
}
