"""Mornings in which the clock tells people something, and what somebody sees of it."""

from datetime import date, datetime, time

from storage.instants import ZONE
from tests.player import Chat, Screen
from tests.school import School, add_member, add_unit, link


async def morning_of(chat: Chat, day: date, at: time = time(7, 30)) -> None:
    """The clock runs at this hour of Viet Nam, what it made is sent, and an hour passes."""
    chat.clock.now = datetime.combine(day, at, tzinfo=ZONE)
    await chat.stage.morning()
    chat.clock.passes(seconds=2)  # whoever gets two messages gets them one after the other
    await chat.stage.sends_what_is_due()
    chat.clock.passes(hours=1)


def told(chat: Chat, about: str = "") -> list[Screen]:
    """What the clock has sent to this person about something: each of its messages can be switched off."""
    return [
        screen
        for screen in chat.got
        if screen.reply and any(option.code == "quiet" for option in screen.reply.options) and about in screen.all
    ]


def hears(chat: Chat, *fragments: str) -> None:
    """The newest message of the clock says so; from now on it is what the person looks at."""
    newest = told(chat)[-1:]
    assert newest, f"{chat.name} heard nothing of the clock"
    chat.screen = newest[0]
    chat.sees(*fragments)


async def holds(school: School, unit: int, roll: int, user: str, sector: str = "", until: str | None = None) -> int:
    """Somebody with an account in the committee of a unit, and on the list of an office that has no year of its own."""
    ((office,),) = await school.rows("SELECT max(id) FROM unit WHERE code = 'VP'")
    person = await add_member(school, office or await add_unit(school, "VP"), roll)
    await link(school, person, user)
    await school.does(
        "INSERT INTO role (person_id, unit_id, office, since, until, sector)"
        " VALUES (:person, :unit, 'uy-vien', '2026-01-01', CAST(:until AS text), :sector)",
        person=person,
        unit=unit,
        until=until,
        sector=sector,
    )
    return person
