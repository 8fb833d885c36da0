"""Whether the database holds exactly what people wrote: every form once, every line of it in their own words."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import col, select

from bench.talk import Person
from storage.models import Form, Line, Link
from storage.session import session_for

Written = tuple[int, str, str, str]


async def misread(database: str, people: Iterable[Person]) -> list[str]:
    """A word on every form that is missing, of nobody, sent twice or not what its person wrote."""
    kept = await _forms(database)
    faults = []
    for person in people:
        found, wanted = kept.pop(str(person.user), []), _wanted(person)
        if found != wanted:
            faults.append(f"person {person.number}: {len(found)} lines, not the {len(wanted)} that were written")
    return faults + [f"{user}: a form of nobody" for user in kept]


def _wanted(person: Person) -> list[Written]:
    words = person.words()
    return [(1, code, words[f"action.{code}"], words[f"how.{code}"]) for code in person.chosen]


async def _forms(database: str) -> dict[str, list[Written]]:
    """The lines of all versions of each form, by account."""
    lines = (
        select(Link.user, Line.version, Line.criterion, Line.action, Line.how)
        .select_from(Line)
        .join(Form, col(Form.id) == Line.form_id)
        .join(Link, col(Link.person_id) == Form.person_id)
        .order_by(col(Line.version), col(Line.position))
    )
    forms = defaultdict(list)
    async with session_for(database) as session:
        for user, *written in (await session.exec(lines)).all():
            forms[user].append(tuple(written))
    return forms
