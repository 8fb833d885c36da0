"""Two secretaries and the level above decide about the same forms and results at the same moment (issue 4, soak).

Each of them has a program of their own on one PostgreSQL. The suite has 12 forms, `make soak` 200.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from bot.committees import Committees
from rules.codes import code_of, form_code
from storage.assessing import Assessed
from storage.chain import verify
from storage.sql import Row
from tests.conftest import Figure, copy_of
from tests.deciders import Decider, Words, at_work, told_who_was_first
from tests.player import Clock
from tests.scenes_ratings import DAY, appoints_above
from tests.school import BINH, School, appoint, school_at
from tests.world import START, add_members

FEW, MANY = 12, 200
FIRST = 100  # the number on the list of the first of those who are decided about
SEED = 20270510

_BY = r"[^\n(]*\((?P<by>[^)]*)\)"
CONFIRM = Words(
    r"Đã xác nhận phiếu DK",
    (rf"(?:Phiếu|Bỏ qua) (?P<of>DK-\w+)(?: \([^)]*\):)? đã được {_BY}",),
    r"Đã xác nhận (\d+) phiếu",
)
RETURN = replace(CONFIRM, done=r"Đã trả lại phiếu DK")
RATE = Words(
    r"Đã ghi Người Thứ",
    (rf" · (?P<of>Người Thứ \d+), số[\s\S]*?Đã xét: {_BY}", rf"(?P<of>Người Thứ \d+) đã được xét trước{_BY}"),
    r"Đã xét (\d+) người",
)
_RESULT = (rf"Kết quả (?P<of>XL-\w+) \([^)]*\) đã được {_BY}",)
RECOGNISE = Words(r"Đã công nhận kết quả XL", _RESULT, r"Đã công nhận (\d+) kết quả")
SEND_BACK = Words(r"Đã trả lại kết quả XL", _RESULT)
REOPEN = Words(r"Đã mở lại kết quả XL", _RESULT)

STANDS = (
    "SELECT d.form_id, d.subject, d.act, d.actor_id, p.name, d.at FROM decision d JOIN person p ON p.id = d.actor_id"
    " WHERE NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id) AND d.act IN ({acts}) ORDER BY d.id"
)
"""What was done and not taken back."""


@asynccontextmanager
async def branch_of(count: int, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[School]:
    """So many more members, who sit in the branch's committee: so the level above decides about them, too."""
    async for url in copy_of("postgresql", "world", request, tmp_path):
        await add_members(url, "telegram", [f"{n}" for n in range(count)])
        async with school_at(url) as school:
            await appoints_above(school)
            branch = (await school.member(BINH)).unit
            for n in range(count):
                await appoint(school, await school.person(FIRST + n), branch)
            yield school


async def stands(school: School, *acts: str) -> list[Row]:
    return await school.rows(STANDS.format(acts=", ".join(f"'{act}'" for act in acts)))


async def nothing_is_lost(school: School, acts: Sequence[str], deciders: Sequence[Decider], count: int) -> None:
    """What the deciders were told they did is what the record has; each thing has one outcome; the chains hold."""
    left = await stands(school, *acts)
    assert len(left) == len({row[:2] for row in left}) == count
    ever = await school.one(f"SELECT count(*) FROM decision WHERE act IN ({', '.join(map(repr, acts))})")
    assert sum(decider.done[act] for decider in deciders for act in acts) == ever
    assert sum(decider.undone for decider in deciders) == ever - count
    assert not (await verify(school.database.read)).breaks


def in_three_orders(things: Sequence[str]) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Forwards, backwards, and as it comes."""
    return things, things[::-1], Random(SEED).sample(things, len(things))


async def test_scenario_registrations_have_one_outcome_each_however_many_decide_at_once(
    request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    count = MANY if request.config.getoption("--soak") else FEW
    async with branch_of(count, request, tmp_path) as school:
        forms = [await school.sends(FIRST + n, f"Đọc {n + 1} cuốn sách và kể lại") for n in range(count)]
        codes, begun = [form.code for form in forms], monotonic()
        async with at_work(school.url, Clock(START), "binh", "cuong", "dung") as deciders:
            binh, cuong, dung = deciders
            for code in codes[: count // 3]:
                await asyncio.gather(confirms(binh, code), returns(cuong, code), confirms(dung, code))
            await asyncio.gather(*everything(deciders, codes[count // 3 :]))
            lost = told_who_was_first(deciders, await decided(school))
            assert lost >= count
            await nothing_is_lost(school, ("confirmed", "returned"), deciders, count)

            for _ in range(3):
                await asyncio.gather(*(takes_back_and_tries_again(decider, codes) for decider in deciders))
                for decider in deciders:
                    decider.lost.clear()  # of what is taken back the next moment
            await asyncio.gather(*everything(deciders, codes))
            lost += told_who_was_first(deciders, await decided(school))
            await nothing_is_lost(school, ("confirmed", "returned"), deciders, count)
            told = "SELECT count(*) FROM outbox WHERE kind = 'review-confirmed-told'"
            assert await school.one(told) == sum(decider.done["confirmed"] for decider in deciders)
            figure(said(deciders, lost, monotonic() - begun, f"{count} forms"))
        undecided = "SELECT count(*) FROM form WHERE state NOT IN ('confirmed', 'returned')"
        assert await school.one(undecided) == 0


async def confirms(decider: Decider, code: str) -> None:
    await decider.tries("confirmed", CONFIRM, f"/duyet {code}")


async def returns(decider: Decider, code: str) -> None:
    await decider.tries("returned", RETURN, f"/tra {code} Viết cụ thể hơn")


def everything(deciders: Sequence[Decider], codes: Sequence[str]) -> Sequence[asyncio.Future[None]]:
    """Each in an order of their own: one by one, and on the way all that waits at once."""

    async def works(decider: Decider, mine: Sequence[str], bulk: int, *, returning: bool) -> None:
        for place, code in enumerate(mine):
            if place == bulk:
                await decider.tries_all("confirmed", CONFIRM, "/duyetnhieu")
            await (returns if returning and place % 2 else confirms)(decider, code)

    places = (len(codes) // 4, -1, len(codes) // 5)
    return [
        asyncio.ensure_future(works(decider, mine, bulk, returning=bulk < 0))
        for decider, mine, bulk in zip(deciders, in_three_orders(codes), places, strict=True)
    ]


async def takes_back_and_tries_again(decider: Decider, codes: Sequence[str]) -> None:
    await decider.takes_back()
    for code in codes[:3]:
        await confirms(decider, code)


async def decided(school: School) -> list[Row]:
    rows = await school.rows("SELECT f.id, p.name, f.decided_at FROM form f JOIN person p ON p.id = f.decided_by")
    return [(form_code(form), name, at) for form, name, at in rows]


def said(deciders: Sequence[Decider], lost: int, seconds: float, what: str) -> str:
    did = "; ".join(
        f"{d.user} {', '.join(f'{n} {act}' for act, n in d.done.items())}, {d.undone} taken back" for d in deciders
    )
    messages = sum(decider.crowd.messages for decider in deciders)
    return f"{what}, {messages} messages in {seconds:.1f} s: {did}; {lost} were told who was first and when"
