"""The message that the clock sends: all that a person owes, what it takes, by when, and one button for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chat.dates import say_day
from chat.message import Option, Reply
from chat.talk import Talk
from chat.texts import Texts
from storage.calendars import UnitYear

MINUTES = {"registration": 10, "interim": 3, "self": 8, "entry": 15, "rating": 30}
"""What a step takes, roughly; a draft takes a minute for each content that is left."""
COMMANDS = {
    "registration": "/dangky",
    "interim": "/giuaky",
    "self": "/danhgia",
    "entry": "/phanmem",
    "rating": "/hop",
}
SNOOZE, QUIET = "/nhaclai", "/dungnhac"


@dataclass(frozen=True, slots=True)
class Due:
    """One step that a person owes, as it is told: so many days before its last one, or after it.

    `seat` and `unit` are the number and the code of the branch for which a committee owes it; `form` and `talk` tell
    how far a draft is; `last`: it is not spoken of again before its day is over. `here` is what counts in that branch,
    `off` its days without messages.
    """

    kind: str
    day: date
    days: int
    year: int
    cycle: int
    period: str = ""
    seat: int = 0
    unit: str = ""
    form: str | None = None
    talk: str | None = None
    last: bool = False
    here: UnitYear | None = field(default=None, compare=False)
    off: frozenset[date] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to say and the button that opens exactly that.

    `heads`: its title says what it is about, and stands above it among other parts, too; `unsaid`: what it was asked
    about and says nothing of.
    """

    text: str
    options: tuple[Option, ...] = ()
    title: str = ""
    heads: bool = False
    unsaid: frozenset[Due] = frozenset()


def part_of(due: Due, texts: Texts) -> Part:
    """A step that is owed, in words."""
    done, chosen = _draft(due)
    state = _state(due)
    when = "after" if due.days < 0 else "today" if due.days == 0 else "before"
    title = texts(f"reminder-title-{when}", days=due.days)
    text = texts(
        f"reminder-{when}",
        what=_what(due, texts),
        draft=texts("reminder-draft", done=done, chosen=chosen) if chosen else "",
        deadline=say_day(due.day, texts),
        days=due.days,
        minutes=max(chosen - done + 1, 2) if chosen else MINUTES[due.kind],
        last=texts("reminder-last") if due.last else "",
        late=texts(f"reminder-late-{due.kind}") if due.days < 0 else "",
    )
    label = texts("reminder-resume" if chosen else f"reminder-do-{state}", unit=due.unit)
    way = "/tieptuc" if chosen and _unfinished(due) == "register" else COMMANDS[due.kind]
    return Part(text, (Option(f"{due.kind}{due.seat or ''}", label, command=way),), title)


def facts_of(dues: Sequence[Due], first: Part, texts: Texts) -> Mapping[str, str]:
    """The same in single words, as a message takes them whose sentences are fixed: the first of it, and how much."""
    due = dues[0]
    duty = _what(due, texts) if due.kind in COMMANDS else first.title or first.text.partition("\n")[0]
    return {"count": str(len(dues)), "duty": duty, "due": f"{due.day:%d/%m/%Y}", "year": str(due.year)}


def _what(due: Due, texts: Texts) -> str:
    return texts(f"reminder-what-{_state(due)}", year=str(due.year), unit=due.unit)


def _state(due: Due) -> str:
    return "returned" if due.kind == "registration" and due.form == "returned" else due.kind


def message_of(parts: Sequence[Part], texts: Texts, *, snoozes: bool) -> Reply:
    """All of it in one message; its title is that of the only part, or how many there are."""
    if len(parts) == 1:
        title, text = parts[0].title, parts[0].text
    else:
        title = texts("reminder-title-many", count=len(parts))
        text = "\n".join(texts("reminder-nth", n=n, text=_headed(part)) for n, part in enumerate(parts, 1))
    options = _ways(parts)
    if snoozes:
        options.append(Option("snooze", texts("reminder-snooze"), command=SNOOZE))
    options.append(Option("quiet", texts("reminder-quiet"), command=QUIET))
    return Reply(text, title, tuple(options))


def _ways(parts: Sequence[Part]) -> list[Option]:
    """Where two parts lead to the same place, the first one's button does."""
    found: dict[str | None, Option] = {}
    for part in parts:
        for option in part.options:
            found.setdefault(option.command, option)
    return list(found.values())


def _headed(part: Part) -> str:
    return f"{part.title}\n{part.text}" if part.heads else part.text


def _draft(due: Due) -> tuple[int, int]:
    """How many contents of a registration's draft are complete, and how many are chosen."""
    if due.kind != "registration" or due.talk is None:
        return 0, 0
    memory = Talk(due.talk).memory("register")
    if not memory.about.startswith(f"{due.cycle}/"):
        return 0, 0
    chosen = memory.answers.get("criteria", {"on": []})["on"]
    return sum(f"how.{code}" in memory.answers for code in chosen), len(chosen)


def _unfinished(due: Due) -> str:
    return Talk(due.talk).unfinished if due.talk else ""
