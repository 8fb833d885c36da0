"""What /aichua was asked for, and what its reader may see of it: units, steps and the commands that open each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.dates import say_day
from chat.message import Option
from chat.read import bare
from handlers.context import Context
from handlers.reminder import COMMANDS
from rules.permissions import insight
from rules.places import Place
from storage.lagging import Asked
from storage.tree import DEEPEST

NUDGE, GROUP, CALLS = "nhac", "nhom", "khong"
COUNT, OWN, EVERY = "so", "rieng", "buoc"
"""After "nhom": no names. After a unit: its own members, and not those of the units below it; all steps of the year."""
WORDS = {command.split()[0].removeprefix("/"): kind for kind, command in COMMANDS.items()}
"""A step is called by the command in which it is done."""
_SAID = frozenset({"gui", "nop", "lam", "xong"})  # "ai chưa gửi?"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words after the command name."""

    code: str = ""
    kind: str = ""
    act: str = ""
    page: str = ""
    count: bool = False
    own: bool = False
    every: bool = False


def wanted_in(given: str) -> Wanted | None:
    """A unit's code, a step, what to do about it, a page: each left out at will; None: something else was typed."""
    words = given.split()
    page = words.pop() if len(words) > 1 and words[-1].isdecimal() else ""
    code = kind = act = ""
    switches = set[str]()
    while words:
        first, *rest = words
        one, two = bare(first), bare("".join(words[:2]))
        if two in WORDS:  # "đăng ký" in two syllables
            kind, rest = WORDS[two], words[2:]
        elif one in WORDS:
            kind = WORDS[one]
        elif one in (NUDGE, GROUP, CALLS):
            act = one
        elif one in (COUNT, OWN, EVERY):
            switches.add(one)
        elif one not in _SAID:
            if code:
                return None
            code = first
        words = rest
    return Wanted(code, kind, act, page, COUNT in switches, OWN in switches, EVERY in switches)


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: the unit with all above it, all below it, and the steps that are asked after there.

    `members` are how many there are in each unit that has any; `base` opens it again; `own`: without the units below.
    """

    path: Sequence[Place]
    tree: Mapping[int, Place]
    members: Mapping[int, int]
    asked: tuple[Asked, ...]
    base: str
    offices: frozenset[int]
    own: bool = False

    @property
    def place(self) -> Place:
        return self.path[0]

    @property
    def name(self) -> str:
        return f"{self.place.code} {self.place.name}"

    @property
    def is_branch(self) -> bool:
        return len(self.tree) == 1

    @property
    def kinds(self) -> tuple[str, ...]:
        """The steps, the first due first."""
        return tuple(dict.fromkeys(one.step.kind for one in self.asked))

    @property
    def of_committee(self) -> bool:
        return self.asked[0].step.of_committee

    @property
    def word(self) -> str:
        """How the step is called that is shown."""
        return word_of(self.asked[0])

    @property
    def named(self) -> tuple[Asked, ...]:
        """The units of which the reader sees names here: of a branch, or of committees right below (BT-03)."""
        if not self.is_branch and not self.of_committee:
            return ()
        above = [place.unit for place in self.path]
        found = []
        for one in self.asked:
            way = above if one.year.unit == above[0] else [one.year.unit, *above]
            near = one.year.unit == above[0] or self.tree[one.year.unit].parent == above[0]
            if near and insight(self.offices, way) == "names":
                found.append(one)
        return tuple(found)

    def of(self, kind: str) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.step.kind == kind)

    def right_below(self, unit: int) -> int:
        """To which unit right below the shown one this one belongs; the shown one's own members to itself."""
        for _ in range(DEEPEST):
            parent = self.tree[unit].parent
            if self.place.unit in (unit, parent) or parent is None or parent not in self.tree:
                break
            unit = parent
        return unit

    def measure(self, unit: int) -> str:
        """How a unit of the list is counted: people, one branch that has finished or not, or several of them."""
        if not self.of_committee:
            return "people"
        return "units" if unit != self.place.unit and self._has_below(unit) else "committee"

    def _has_below(self, unit: int) -> bool:
        return any(place.parent == unit for place in self.tree.values())

    def command(self, *more: str) -> str:
        return " ".join((self.whose, self.word, *more))

    def step_command(self, asked: Asked) -> str:
        return f"{self.whose} {word_of(asked)}"

    def opens(self, place: Place) -> str:
        """One of the list: a unit below, or the shown one's own members."""
        whose = f"{place.code} {OWN}" if place.unit == self.place.unit else place.code
        return f"/aichua {whose} {self.word}"

    @property
    def whose(self) -> str:
        """The command, and the unit it is about."""
        return f"{self.base} {OWN}" if self.own else self.base


def word_of(asked: Asked) -> str:
    return next(word for word, kind in WORDS.items() if kind == asked.step.kind)


def others(ctx: Context, view: View) -> tuple[Option, ...]:
    """The other steps, and the same one level up."""
    every = Option("other", ctx.texts("lagging-other"), command=f"{view.whose} {EVERY}")
    return (every, *above(ctx, view, view.word))


def above(ctx: Context, view: View, word: str) -> tuple[Option, ...]:
    """The unit above, as far as it is the reader's."""
    up = view.path[1:]
    if not insight(view.offices, [place.unit for place in up]):
        return ()
    command = f"/aichua {up[0].code} {word}".strip()
    return (Option("above", ctx.texts("units-above", unit=up[0].name), command=command),)


def say_step(ctx: Context, asked: Asked) -> str:
    return ctx.texts(f"lagging-name-{asked.step.kind}", year=str(asked.year.cycle.year))


def say_when(ctx: Context, asked: Sequence[Asked]) -> str:
    """The step's day and how far off it is; of several units the first."""
    day = min(one.step.day for one in asked)
    days = (day - ctx.today).days
    state = "before" if days > 0 else "today" if days == 0 else "after"
    when = ctx.texts("lagging-when", state=state, day=say_day(day, ctx.texts), days=abs(days))
    several = len({one.step.day for one in asked}) > 1
    return ctx.texts("lagging-when-several", when=when) if several else when
