"""The record is a chain: what is changed, taken out or put in later shows; what is erased does not break it."""

from collections.abc import AsyncIterator

import pytest

from storage.chain import Break, verify
from tests.school import AN, BINH, DUNG, School, school_at


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    """Two forms were sent, one was returned with a reason and taken back."""
    async with school_at(world) as opened:
        binh = await opened.person(BINH)
        first, _ = await opened.sends(AN), await opened.sends(DUNG)
        async with opened.writes() as store:
            await store.give_back(first, binh, "telegram", (1,), "An viết rõ hơn nhé")
        async with opened.writes() as store:
            await store.undo(await store.last_decision(binh, ""), binh, "telegram")
        for trigger in ("decision_is_kept", "decision_is_fixed", "decision_reason_is_fixed", "decision_link_is_fixed"):
            at = " ON decision" if opened.database.dialect == "postgresql" else ""
            await opened.does(f"DROP TRIGGER {trigger}{at}")  # as somebody does who wants to cheat
        yield opened


async def broken(school: School) -> list[tuple[int, str]]:
    return [(found.seq, found.code) for found in (await verify(school.database.read)).breaks]


async def test_every_decision_is_a_link(school: School) -> None:
    audit = await verify(school.database.read)
    assert (audit.chains, audit.links, audit.breaks) == (1, 4, ())
    assert await school.rows("SELECT act, seq FROM decision ORDER BY id") == [
        ("sent", 1),
        ("sent", 2),
        ("returned", 3),
        ("undone", 4),
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE decision SET at = '2026-01-01T00:00:00Z' WHERE seq = 2", (2, "changed")),
        ("UPDATE decision SET act = 'confirmed' WHERE seq = 3", (3, "changed")),
        ("UPDATE decision SET actor_id = person_id WHERE seq = 3", (3, "changed")),
        ("UPDATE decision SET sealed = digest WHERE seq = 1", (1, "reason-changed")),
        ("UPDATE decision SET reason = 'khác' WHERE seq = 3", (3, "reason-changed")),
        ("DELETE FROM decision WHERE seq = 2", (2, "missing")),
        ("DELETE FROM decision WHERE seq = 4", (4, "cut")),
        ("UPDATE chain SET digest = 'x'", (5, "cut")),
    ],
    ids=str,
)
async def test_a_change_shows_where_it_was_made(school: School, change: str, found: tuple[int, str]) -> None:
    await school.does(change)
    assert await broken(school) == [found]


async def test_a_link_put_in_later_shows(school: School) -> None:
    columns = "at, act, channel, unit_id, cycle_id, reason, salt, sealed, digest"
    await school.does(f"INSERT INTO decision ({columns}, seq) SELECT {columns}, 5 FROM decision WHERE seq = 4")  # noqa: S608
    assert await broken(school) == [(5, "changed")]


async def test_words_and_names_can_be_erased_and_the_chain_still_holds(school: School) -> None:
    await school.does("UPDATE decision SET reason = '', salt = '', was = NULL")
    await school.does("UPDATE person SET name = '', folded = ''")
    assert (await verify(school.database.read)).breaks == ()
    assert await school.one("SELECT count(*) FROM decision WHERE reason <> ''") == 0


async def test_a_break_says_in_which_chain(school: School) -> None:
    await school.does("DELETE FROM decision WHERE seq = 2")
    cycle, unit = await school.cycle(), (await school.member(AN)).unit
    assert (await verify(school.database.read)).breaks == (Break(unit, cycle.id, 2, "missing"),)
