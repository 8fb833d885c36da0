"""The country's days off, read from their TOML file and refused as a whole if anything in it is doubtful."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from programmes.files import Refused, read_table

CERTAINTIES = ("high", "medium", "low")


def _text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _texts(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(map(_text, value))


def _day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


_KEYS: Mapping[str, Callable[[object], bool]] = {
    "name": _text,
    "from": _day,
    "to": _day,
    "source": _texts,
    "certainty": lambda value: value in CERTAINTIES,
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off, the first and the last included."""

    name: str
    first: date
    last: date
    source: tuple[str, ...]
    certainty: str

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(_days(self.first, self.last))


@cache
def national_days() -> frozenset[date]:
    """Every day off of the shipped file."""
    holidays = load(files("programmes") / "holidays.toml")
    assert not isinstance(holidays, Refused), holidays  # noqa: S101 - a test reads the shipped file
    return frozenset(day for holiday in holidays for day in holiday.days)


def load(place: Path | Traversable) -> tuple[Holiday, ...] | Refused:
    table = read_table(place)
    if isinstance(table, Refused):
        return table
    return next(_faults(table), None) or tuple(map(_holiday, table["holiday"]))


def _faults(table: dict[str, Any]) -> Iterator[Refused]:
    """What is wrong, in the order of reading; a later check relies on the earlier ones having passed."""
    runs = table.get("holiday")
    for key in table.keys() - {"holiday"}:
        yield Refused("unknown-key", {"where": "file", "key": key})
    if not isinstance(runs, list) or not runs or not all(isinstance(run, dict) for run in runs):
        yield Refused("missing-key", {"where": "file", "key": "holiday"})
        return
    seen: set[date] = set()
    for number, run in enumerate(runs, 1):
        yield from _shape(run, f"holiday {number}")
        if run["from"] > run["to"]:
            yield Refused("ends-before-it-begins", {"where": run["name"], "from": str(run["from"])})
        for day in _days(run["from"], run["to"]):
            if day in seen:
                yield Refused("day-twice", {"where": run["name"], "day": str(day)})
            seen.add(day)


def _shape(run: dict[str, Any], where: str) -> Iterator[Refused]:
    for key, value in run.items():
        if key not in _KEYS:
            yield Refused("unknown-key", {"where": where, "key": key})
        elif not _KEYS[key](value):
            yield Refused("wrong-value", {"where": where, "key": key, "value": str(value)})
    for key in _KEYS:
        if key not in run:
            yield Refused("missing-key", {"where": where, "key": key})


def _holiday(run: dict[str, Any]) -> Holiday:
    return Holiday(run["name"], run["from"], run["to"], tuple(run["source"]), run["certainty"])


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
