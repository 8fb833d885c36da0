"""What each platform takes of one bot account, read from its TOML file and refused as a whole if it is doubtful."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from programmes.files import Refused, read_table


def _whole(least: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


_KEYS: Mapping[str, Callable[[object], bool]] = {
    "per_second": _whole(1),
    "chat_seconds": _whole(0),
    "group_per_minute": _whole(1),
    "rank": _whole(1),
    "source": lambda value: isinstance(value, list) and value != [] and all(isinstance(one, str) for one in value),
    "certainty": lambda value: value in ("high", "medium", "low"),
}
_MAY: Mapping[str, Callable[[object], bool]] = {
    "per_month": _whole(1),
    "people": _whole(1),
    "files": lambda value: isinstance(value, bool),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one account: messages in a second, seconds between two in a chat, messages to a group in a minute; of a plan:
    messages in a month, people. None: the platform does not count. `rank`: which of a person's accounts is told first.
    `files`: whether a person can send the bot any but pictures.
    """

    per_second: int
    chat_seconds: int
    group_per_minute: int
    rank: int
    per_month: int | None = None
    people: int | None = None
    files: bool = True


ANY = Limits(per_second=1, chat_seconds=1, group_per_minute=20, rank=8)
"""A platform of which nothing is known is treated with care, and told after those that are known to ring."""


@cache
def limits() -> Mapping[str, Limits]:
    """By platform, as shipped."""
    found = load(files("programmes") / "platforms.toml")
    assert not isinstance(found, Refused), found  # noqa: S101 - a test reads the shipped file
    return found


def limits_of(platform: str) -> Limits:
    return limits().get(platform, ANY)


def load(place: Path | Traversable) -> Mapping[str, Limits] | Refused:
    table = read_table(place)
    if isinstance(table, Refused):
        return table
    return next(_faults(table), None) or {name: _limits(said) for name, said in table.items()}


def _faults(table: Mapping[str, Any]) -> Iterator[Refused]:
    for name, said in table.items():
        if not isinstance(said, dict):
            yield Refused("unknown-key", {"where": "file", "key": name})
            continue
        for key, value in said.items():
            check = _KEYS.get(key) or _MAY.get(key)
            if check is None:
                yield Refused("unknown-key", {"where": name, "key": key})
            elif not check(value):
                yield Refused("wrong-value", {"where": name, "key": key, "value": str(value)})
        for key in _KEYS:
            if key not in said:
                yield Refused("missing-key", {"where": name, "key": key})


def _limits(said: Mapping[str, Any]) -> Limits:
    named = (said["per_second"], said["chat_seconds"], said["group_per_minute"], said["rank"])
    return Limits(*named, said.get("per_month"), said.get("people"), said.get("files", True))
