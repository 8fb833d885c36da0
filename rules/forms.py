"""A member's form as a value: what was registered, and what the year has made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.due import Due


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a form: the criterion as it read then, what will be done, by when, how (PN-04, PN-16)."""

    criterion: str
    group_title: str
    title: str
    action: str
    due: Due
    how: str


@dataclass(frozen=True, slots=True)
class YearForm:
    """A member with the form of a cycle; without one, `state` is empty.

    By criterion: `interims` (period, level), `assessed` and `rated` (level, words). `done` of `of` is the rate.
    """

    person: int
    roll: int
    name: str
    birth: str
    admitted: str
    audience: str | None
    paper: bool
    offices: tuple[str, ...] = ()
    state: str = ""
    decided_at: str = ""
    decided_by: str = ""
    items: tuple[Item, ...] = ()
    added: tuple[Item, ...] = ()
    interims: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    assessed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rated: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    outcome: str = ""
    done: int = 0
    of: int = 0
