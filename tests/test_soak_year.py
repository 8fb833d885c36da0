"""Two secretaries and the level above decide about the same forms and results at the same moment (issue 4, soak).

Each of them has a program of their own on one PostgreSQL. The suite has 12 forms, `make soak` 200.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from bot.committees import Committees
from rules.codes import code_of, form_code, number_of
from storage.assessing import Assessed
from storage.chain import verify
from storage.sql import Row
from tests.conftest import Figure, copy_of
from tests.deciders import Decider, Words, at_work, told_who_was_first
from tests.player import Clock
from tests.scenes_ratings import DAY, appoints_above
from tests.school import BINH, School, appoint, school_at, until_somebody_waits
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
    ever = sum([int(str(await school.one("SELECT count(*) FROM decision WHERE act = :act", act=act))) for act in acts])
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
                await decider.does_all("confirmed", CONFIRM, await decider.looks_at_all("/duyetnhieu"))
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
        f"{d.user} {', '.join(f'{n} {act}' for act, n in d.done.items())}, {d.at_once} of all at once,"
        f" {d.undone} taken back"
        for d in deciders
    )
    messages = sum(decider.crowd.messages for decider in deciders)
    return f"{what}, {messages} messages in {seconds:.1f} s: {did}; {lost} were told who was first and when"


async def test_scenario_results_have_one_outcome_each_however_many_decide_at_once(
    request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    """First the branch and the level above rate, then the levels above recognise or return, then they reopen."""
    count = MANY if request.config.getoption("--soak") else FEW
    async with branch_of(count, request, tmp_path) as school:
        await everybody_assesses(school, count)
        begun, clock = monotonic(), Clock(DAY)
        async with at_work(school.url, clock, "binh", "cuong", "dung", "hoa", "huy") as everybody:
            binh, cuong, dung, hoa, huy = everybody
            await Committees(binh.crowd).meets("binh")
            rated = await ratings(school)
            lost = await rates(school, (binh, cuong, dung), rated)
            figure(said((binh, cuong, dung), lost, monotonic() - begun, f"{count} results rated"))

            await goes_up(school, binh, count)
            begun, clock.now = monotonic(), clock.now + timedelta(minutes=30)
            lost = await recognises(school, (dung, hoa), [code for code, *_ in await ratings(school)])
            figure(said((dung, hoa), lost, monotonic() - begun, f"{count} results recognised or returned"))

            begun, clock.now = monotonic(), clock.now + timedelta(minutes=30)
            codes = [code for code, *_ in await ratings(school, "recognised")]
            lost = await reopens(school, (dung, hoa, huy), codes)
            figure(said((dung, hoa, huy), lost, monotonic() - begun, f"{len(codes)} results reopened"))


async def everybody_assesses(school: School, count: int) -> None:
    """Past the chat: a confirmed form each, and the member's own word, which the secretary has read."""
    binh = await school.person(BINH)
    for n in range(count):
        card = await school.sends(FIRST + n, "Đọc 3 cuốn sách", "Chạy bộ mỗi tuần")
        async with school.writes() as store:
            assert await store.confirm(card, binh, "telegram")
        async with school.writes(DAY) as store:
            words = (Assessed("1.1", "done", "đã đọc"), Assessed("1.2", "done", "đã chạy"))
            sent = await store.send_assessment(await school.form(card), words, {}, "telegram")
            assert sent is not None
            await store.open_assessment(sent, binh, "telegram")


async def ratings(school: School, state: str = "%") -> list[tuple[str, int]]:
    """Code and count of changes of everybody who came for the test."""
    rows = await school.rows(
        "SELECT r.id, r.rev FROM rating r JOIN person p ON p.id = r.person_id"
        " WHERE p.name LIKE 'Người Thứ%' AND r.state LIKE :state ORDER BY r.id",
        state=state,
    )
    return [(code_of("rating", number), rev) for number, rev in rows]


async def rates(school: School, deciders: Sequence[Decider], rated: Sequence[tuple[str, int]]) -> int:
    """All look at the same cards, and agree at the same moment; at the end the secretaries with all that are left."""
    commands = [f"/xep {code} dongy {rev}" for code, rev in rated]
    third = len(commands) // 3
    for command in commands[:third]:
        await asyncio.gather(*(agrees(decider, [command]) for decider in deciders))
    orders = zip(deciders, in_three_orders(commands[third : 2 * third]), strict=True)
    await asyncio.gather(*(agrees(decider, mine) for decider, mine in orders))
    binh, cuong, dung = deciders
    shown = [(decider, await decider.looks_at_all("/xephet")) for decider in (binh, cuong)]
    bulk = [asyncio.create_task(decider.does_all("rated", RATE, reply)) for decider, reply in shown]
    waits = asyncio.create_task(until_somebody_waits(school))
    await asyncio.wait((waits, *bulk), return_when=asyncio.FIRST_COMPLETED)
    waits.cancel()
    await asyncio.gather(agrees(dung, commands[: 2 * third - 1 : -1]), *bulk)
    who = "SELECT o.name, p.name, r.decided_at FROM rating r JOIN person p ON p.id = r.decided_by"
    lost = told_who_was_first(deciders, await school.rows(f"{who} JOIN person o ON o.id = r.person_id"))
    assert lost >= len(rated)
    await nothing_is_lost(school, ("rated",), deciders, len(rated))
    return lost


async def agrees(decider: Decider, commands: Sequence[str]) -> None:
    for command in commands:
        await decider.tries("rated", RATE, command)


async def goes_up(school: School, binh: Decider, count: int) -> None:
    """Everybody else is decided about past the chat, the members leave the committee, and the branch reports."""
    await school.does(
        "UPDATE rating SET state = 'decided', outcome = 'tot', computed = 'tot', decided_at = :at, rev = rev + 1,"
        " decided_by = (SELECT person_id FROM membership WHERE roll = 1) WHERE state = 'open'",
        at="2027-05-10T01:00:00Z",
    )
    await school.does(
        "UPDATE role SET until = '2027-05-02' WHERE office = 'uy-vien' AND until IS NULL AND unit_id ="
        " (SELECT id FROM unit WHERE code = '12A1')"
    )
    await Committees(binh.crowd).closes_and_reports("binh", count)


async def recognises(school: School, deciders: Sequence[Decider], codes: Sequence[str]) -> int:
    """The one recognises, the other returns, the same results at the same moment; in between all at once."""
    dung, hoa = deciders
    third = len(codes) // 3

    async def recognise(decider: Decider, code: str) -> None:
        rev = await school.one("SELECT rev FROM rating WHERE id = :id", id=number_of("rating", code))
        await decider.tries("recognised", RECOGNISE, f"/congnhan {code} lan {rev}")

    async def send_back(decider: Decider, code: str) -> None:
        await decider.tries("rating-returned", SEND_BACK, f"/congnhan {code} tra Thiếu minh chứng")

    async def forwards() -> None:
        for place, code in enumerate(codes[third:]):
            if place == third:
                await dung.does_all("recognised", RECOGNISE, await dung.looks_at_all("/congnhan"))
            await recognise(dung, code)

    async def backwards() -> None:
        for place, code in enumerate(codes[: third - 1 : -1]):
            await (send_back if place % 2 else recognise)(hoa, code)

    for code in codes[:third]:
        await asyncio.gather(recognise(dung, code), send_back(hoa, code))
    await asyncio.gather(forwards(), backwards())
    left = await stands(school, "recognised", "rating-returned")
    lost = told_who_was_first(deciders, [(code_of("rating", row[1]), *row[4:]) for row in left])
    await nothing_is_lost(school, ("recognised", "rating-returned"), deciders, len(left))
    return lost


async def reopens_all(decider: Decider, codes: Sequence[str]) -> None:
    for code in codes:
        await decider.tries("reopened", REOPEN, f"/molai {code} Có thông tin mới")


async def reopens(school: School, deciders: Sequence[Decider], codes: Sequence[str]) -> int:
    """The unit that recognised and the one above it, the same results at the same moment; some take theirs back."""

    for code in codes[: len(codes) // 3]:
        await asyncio.gather(*(reopens_all(decider, [code]) for decider in deciders))
    orders = in_three_orders(codes[len(codes) // 3 :])
    await asyncio.gather(*(reopens_all(decider, mine) for decider, mine in zip(deciders, orders, strict=True)))
    await asyncio.gather(*(takes_back_and_reopens(decider, codes[:3]) for decider in deciders))
    for decider in deciders:
        decider.lost.clear()  # of what is taken back the next moment
    await asyncio.gather(
        *(reopens_all(decider, mine) for decider, mine in zip(deciders, in_three_orders(codes), strict=True))
    )
    left = await stands(school, "reopened")
    lost = told_who_was_first(deciders, [(code_of("rating", row[1]), *row[4:]) for row in left])
    await nothing_is_lost(school, ("reopened",), deciders, len(codes))
    return lost


async def takes_back_and_reopens(decider: Decider, codes: Sequence[str]) -> None:
    await decider.takes_back()
    await reopens_all(decider, codes)
