"""Whether the database holds exactly what happened: every line in its person's own words, every reminder as sent."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select

from bench.morning import MORNING
from bench.talk import Person
from storage import tables as t
from storage.instants import instant
from storage.session import session_for

Written = tuple[int, str, str, str]
"""A line of a form: the form's version, the content, the action and the way."""

LINES = (
    select(t.link.c.user, t.line.c.version, t.line.c.criterion, t.line.c.action, t.line.c.how)
    .select_from(t.line)
    .join(t.form, t.form.c.id == t.line.c.form_id)
    .join(t.link, t.link.c.person_id == t.form.c.person_id)
    .order_by(t.line.c.version, t.line.c.position)
)


async def misread(database: str, people: Iterable[Person]) -> list[str]:
    """A word on every form that is missing, of nobody, sent twice or not what its person wrote."""
    kept = await _forms(database)
    faults = []
    for person in people:
        found, wanted = kept.pop(str(person.user), []), _wanted(person)
        if found != wanted:
            faults.append(f"person {person.number}: {len(found)} lines, not the {len(wanted)} that were written")
    return faults + [f"{user}: a form of nobody" for user in kept]


async def not_noted(database: str) -> int:
    """How many reminders of the morning are not called sent, although everybody was told."""
    today = t.reminder.c.planned_at == instant(MORNING)
    open_ = select(func.count()).select_from(t.reminder).where(today, t.reminder.c.state != "sent")
    async with session_for(database) as session:
        count: int = (await (await session.connection()).execute(open_)).scalar_one()
        return count


def _wanted(person: Person) -> list[Written]:
    words = person.words()
    return [(1, code, words[f"action.{code}"], words[f"how.{code}"]) for code in person.chosen]


async def _forms(database: str) -> dict[str, list[Written]]:
    """The lines of all versions of each form, by account."""
    forms: dict[str, list[Written]] = defaultdict(list)
    async with session_for(database) as session:
        for user, *line in await (await session.connection()).execute(LINES):
            version, code, action, how = line
            forms[user].append((version, code, action, how))
    return forms
