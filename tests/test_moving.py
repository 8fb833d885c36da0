"""Members move, units merge and end: nobody is lost or counted twice, clocks and open work go on (domain.md 4.2)."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.config import Config
from bot.office import Done, Fail
from bot.people_office import PeopleOffice
from chat.texts import load_texts
from rules.eligibility import Facts, Stay, Succession, standing
from rules.policy import policy
from rules.rating import rating_mode
from rules.roster import Entry
from storage.models import Unit
from storage.organising import appoint, person_on_roll, unit_by_code
from storage.rosters import import_roster
from storage.session import session_for
from tests.school import School, items, school_at
from tests.world import START

TODAY = START.date()


def desk(url: str) -> PeopleOffice:
    return PeopleOffice(Config.model_validate({"database": {"url": url}}), load_texts(), START)


async def refused(work: Awaitable[Done]) -> str:
    with pytest.raises(Fail) as fail:
        await work
    return fail.value.sentence


async def has(url: str, sql: str, **values: object) -> list[tuple[object, ...]]:
    async with session_for(url) as session:
        connection = await session.connection()
        return [tuple(row) for row in await connection.execute(text(sql), values)]


async def second_branch(office: PeopleOffice, url: str, code: str = "12A2", people: int = 8) -> None:
    await office.add_unit(code, f"Chi đoàn {code}", "chi-doan", "truong-hoc", "DTHPT")
    async with session_for(url) as session:
        unit = await unit_by_code(session, code)
        assert isinstance(unit, Unit)
        connection = await session.connection()
        for roll in range(1, people + 1):
            made = text("INSERT INTO person (name, folded, birth) VALUES ('Vũ Mai', 'vu mai', :day) RETURNING id")
            person = (await connection.execute(made, {"day": str(date(2009, 1, roll))})).scalar_one()
            joined = "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:p, :u, :r, '2026-01-01')"
            await connection.execute(text(joined), {"p": person, "u": unit.id, "r": roll})
        await appoint(session, code, f"{code}/1", "bi-thu", START)


async def test_scenario_29_two_branches_become_one_in_the_middle_of_the_year(world: str) -> None:
    """9 + 8 members: one branch of 17 in committee mode, all registrations kept, clocks going on, old names found."""
    office = desk(world)
    await second_branch(office, world)
    async with school_at(world) as school:
        sent = await school_form(school, "12A2/3")
    before = (await office.status("DTHPT")).document
    done = await office.merge(["12A2"], "12A1", None)
    assert (done.document["members"], done.lines[0].split(":")[0][-10:]) == (8, "23/11/2026")
    after = (await office.status("DTHPT")).document
    for name in ("members", "registered", "waiting", "linked"):
        assert after[name] == before[name]
    assert [branch["unit"] for branch in after["branches"]] == ["12A1"]  # type: ignore[attr-defined]
    rolls = await has(world, "SELECT roll FROM membership WHERE until IS NULL AND unit_id = 2 ORDER BY roll")
    assert [roll for (roll,) in rolls] == [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 20, 21, 22, 23, 24, 25]
    assert rating_mode(policy(2027, {}), len(rolls), scattered=False) == "committee"
    assert await has(world, "SELECT unit_id, state FROM form WHERE id = :form", form=sent) == [(2, "sent")]
    assert await has(world, "SELECT unit_id FROM unit_name WHERE folded = 'chi doan 12a2'") == [(3,)]
    stays = await has(world, "SELECT unit_id, since, until FROM membership WHERE person_id = 10")
    facts = Facts(
        unit=2,
        stays=[Stay(int(str(u)), _day(since) or TODAY, _day(until)) for u, since, until in stays],
        successions=[Succession(3, 2, TODAY)],
        registered=True,
    )
    assert standing(policy(2027, {}), facts, TODAY).since == date(2026, 1, 1)
    assert await has(world, "SELECT unit_id, successor_id, kind FROM unit_successor") == [(3, 2, "merged")]
    assert await has(world, "SELECT count(*) FROM role WHERE unit_id = 3 AND until IS NULL") == [(0,)]
    assert await refused(office.merge(["12A2"], "12A1", None)) == (
        "Đơn vị 12A2 đã sáp nhập hoặc giải thể. Chưa có gì thay đổi."
    )


async def school_form(school: School, where: str) -> int:
    async with session_for(school.url) as session:
        person = getattr(await person_on_roll(session, where), "id", 0)
    member = await school.reads().member(person)
    assert member is not None
    cycle = await school.reads().cycle(member.unit, member.sector)
    assert cycle is not None
    async with school.writes() as store:
        sent = await store.submit(member, cycle, items("Đọc 3 cuốn sách"), "telegram")
    assert sent is not None
    return sent.id


def _day(told: object) -> date | None:
    return None if told is None else date.fromisoformat(str(told))


async def test_join_codes_and_rounds_follow_a_merger(world: str) -> None:
    office = desk(world)
    await second_branch(office, world)
    invited = await office.invite("12A2", 30, None)
    opened = (
        "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day,"
        " minutes, opened_at, opened_by, rev)"
        " VALUES (1, :unit, :state, 'committee', '', '', :heads, '2027-05-01', '', 'x', 1, 0)"
    )
    async with session_for(world) as session:
        connection = await session.connection()
        for unit, state, heads in ((2, "reported", 9), (3, "closed", 8)):
            await connection.execute(text(opened), {"unit": unit, "state": state, "heads": heads})
        rated = (
            "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, standing, state, outcome, why, differs,"
            " remarks, trace, returned, rev) SELECT id, 1, 3, 10, 'eligible', 'decided', 'tot', '', '', '', '', '', 0"
            " FROM rating_round WHERE unit_id = 3"
        )
        await connection.execute(text(rated))
    await office.merge(["12A2"], "12A1", None)
    assert await has(world, "SELECT unit_id FROM invitation WHERE code = :code", code=invited.document["code"]) == [
        (2,)
    ]
    rounds = await has(world, "SELECT id, state, heads FROM rating_round WHERE unit_id = 2")
    assert [row[1:] for row in rounds] == [("closed", 17)]
    assert await has(world, "SELECT unit_id, round_id, outcome FROM rating") == [(2, rounds[0][0], "tot")]


async def test_a_member_moves_with_the_form_and_leaves_the_office(world: str) -> None:
    """PN-27, products 81: dated, the past kept, the year's form going along, no office left behind."""
    office = desk(world)
    await second_branch(office, world)
    async with school_at(world) as school:
        form = await school_form(school, "12A1/2")
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    done = await office.move("12A1/2", "12A2", None, yesterday)
    assert done.lines == ["12A1/2 sinh hoạt ở 12A2/9 từ Chủ Nhật 22/11/2026. Chức vụ ở đơn vị cũ đã thôi."]
    stays = await has(world, "SELECT unit_id, roll, until FROM membership WHERE person_id = 2 ORDER BY id")
    assert stays == [(2, 2, yesterday), (3, 9, None)]
    assert await has(world, "SELECT unit_id FROM form WHERE id = :form", form=form) == [(3,)]
    assert await has(world, "SELECT count(*) FROM role WHERE person_id = 2 AND until IS NULL") == [(0,)]
    acts = await has(world, "SELECT unit_id, value FROM decision WHERE act = 'moved' ORDER BY id")
    assert acts == [(2, "2>3"), (3, "2>3")]


async def looked_at(office: PeopleOffice) -> list[dict[str, object]]:
    """What the doctor finds; a bot without channels is never all well."""
    with pytest.raises(Fail) as fail:
        await office.doctor()
    assert fail.value.found is not None
    return list(fail.value.found.document["checks"])  # type: ignore[call-overload, no-any-return]


async def test_a_secretary_hands_over_in_one_command(world: str) -> None:
    """TV-14: both or neither."""
    office = desk(world)
    assert (await refused(office.appoint_until("12A1", "12A1/7", "bi-thu", None, "12A1/2"))).startswith(
        "12A1/2 không giữ"
    )
    assert await has(world, "SELECT count(*) FROM role WHERE person_id = 4") == [(0,)]
    await office.appoint_until("12A1", "12A1/7", "bi-thu", None, "12A1/1")
    roles = await has(world, "SELECT person_id, until FROM role WHERE office = 'bi-thu' ORDER BY id")
    assert roles == [(1, "2026-11-23"), (4, None)]


REFUSED = [
    ("12A1/7", "12A1", None, None, "12A1/7 đã ở 12A1."),
    ("12A1/9", "12A2", None, None, "Không có đoàn viên 12A1/9."),
    ("12A1/7", "12A9", None, None, "Không có đơn vị 12A9."),
    ("12A1/7", "12A2", 3, None, "Số thứ tự 3 ở 12A2 đã có người."),
    ("12A1/7", "12A2", None, "2026-11-24", "Ngày 2026-11-24 chưa tới."),
    ("12A1/7", "12A2", None, "2025-03-25", "Có đoàn viên vào đơn vị sau ngày 2025-03-25."),
    ("12A1/7", "12A2", None, "24/11/2026", "“24/11/2026” không phải là ngày"),
    ("12A1/1", "12A2", None, None, "12A1/1 là bí thư duy nhất của 12A1."),
]


async def test_what_cannot_be_moved_stays(world: str) -> None:
    """products 82: the only secretary needs a successor first."""
    office = desk(world)
    await second_branch(office, world)
    before = await has(world, "SELECT * FROM membership ORDER BY id")
    for member, to, roll, on, sentence in REFUSED:
        assert (await refused(office.move(member, to, roll, on))).startswith(sentence)
    assert await has(world, "SELECT * FROM membership ORDER BY id") == before


async def test_scenario_tv14_a_secretary_is_replaced_in_the_middle_of_the_year(world: str) -> None:
    """TV-14, products 80, 82: a term with its dates; the last secretary goes only after the next one has come."""
    office = desk(world)
    assert await refused(office.end_office("12A1", "12A1/1", "bi-thu")) == (
        "12A1/1 là bí thư duy nhất của 12A1. Hãy giao chức bí thư cho người khác trước."
    )
    assert await refused(office.end_office("12A1", "12A1/7", "bi-thu")) == "12A1/7 không giữ chức vụ bi-thu ở 12A1."
    done = await office.appoint_until("12A1", "12A1/7", "bi-thu", "2027-03-26")
    assert done.lines == ["12A1/7 là bí thư của 12A1, đến trước Thứ Sáu 26/03/2027."]
    assert (await office.end_office("12A1", "12A1/1", "bi-thu")).lines == ["12A1/1 thôi giữ chức vụ bí thư của 12A1."]
    checks = {check["name"]: check["ok"] for check in await looked_at(office)}
    assert checks["committee"]
    roles = await has(world, "SELECT person_id, office, since, until FROM role ORDER BY id")
    assert roles == [
        (1, "bi-thu", "2026-11-01", "2026-11-23"),
        (2, "pho-bi-thu", "2026-11-01", None),
        (4, "bi-thu", "2026-11-23", "2027-03-26"),
    ]
    assert (await refused(office.appoint_until("12A1", "12A1/8", "uy-vien", "2026-11-23"))).startswith(
        "Ngày 2026-11-23 đã qua"
    )


async def test_an_appointment_says_whose_units_the_member_answers_for(world: str) -> None:
    """PN-11: given, handed over, let go; each is said and stands in the document."""
    office = desk(world)
    done = await office.appoint_until("DTHPT", "12A1/7", "uy-vien", None, None, "truong-hoc")
    assert (done.document["office"], done.document["sector"]) == ("uy-vien", "truong-hoc")
    assert done.lines == [
        "12A1/7 là ủy viên ban chấp hành của DTHPT.",
        "12A1/7 phụ trách khu vực trường học ở các đơn vị dưới DTHPT.",
    ]
    handed = await office.appoint_until("DTHPT", "12A1/8", "uy-vien", "2027-03-26", "12A1/7", "truong-hoc")
    assert handed.lines == [
        "12A1/8 là ủy viên ban chấp hành của DTHPT, đến trước Thứ Sáu 26/03/2027.",
        "12A1/8 phụ trách khu vực trường học ở các đơn vị dưới DTHPT.",
        "12A1/7 thôi phụ trách khu vực trường học ở các đơn vị dưới DTHPT.",
    ]
    found = "SELECT person_id, office, sector, until FROM role WHERE unit_id = 1 ORDER BY id"
    assert await has(world, found) == [
        (4, "uy-vien", "truong-hoc", "2026-11-23"),
        (5, "uy-vien", "truong-hoc", "2027-03-26"),
    ]
    assert await refused(office.end_office("DTHPT", "12A1/8", "uy-vien", "co-quan")) == (
        "12A1/8 không phụ trách khu vực co-quan ở DTHPT. Chưa có gì thay đổi."
    )
    ended = await office.end_office("DTHPT", "12A1/8", "uy-vien", "truong-hoc")
    assert (ended.document["sector"], ended.lines) == (
        "truong-hoc",
        ["12A1/8 thôi phụ trách khu vực trường học ở các đơn vị dưới DTHPT."],
    )
    assert (await refused(office.appoint_until("DTHPT", "12A1/8", "uy-vien", None, None, "truong"))) == (
        "Không có khu vực truong. Các khu vực: truong-hoc, dia-ban, cong-nhan, co-quan, luc-luong-vu-trang."
    )


async def test_only_an_empty_unit_is_dissolved_once(world: str) -> None:
    office = desk(world)
    await office.add_unit("12A9", "Chi đoàn 12A9", "chi-doan", "truong-hoc", "DTHPT")
    assert (await refused(office.dissolve("12A1", None))).startswith("12A1 còn 9 đoàn viên và 0 đơn vị")
    assert (await refused(office.dissolve("DTHPT", None))).startswith("DTHPT còn 0 đoàn viên và 2 đơn vị")
    await office.dissolve("12A9", None)
    assert await has(world, "SELECT successor_id, kind FROM unit_successor") == [(None, "dissolved")]
    assert (await refused(office.dissolve("12A9", None))).startswith("Đơn vị 12A9 đã sáp nhập hoặc giải thể")
    assert (await refused(office.move("12A1/7", "12A9", None, None))).startswith("Đơn vị 12A9 đã")


async def test_what_the_rating_asks_of_a_member_is_set_by_the_operator(world: str) -> None:
    """TV-08, domain.md 4.5."""
    office = desk(world)
    assert (await office.set_member("12A1/7", "2026-09-01", "yes")).document["party"] is True
    assert await has(world, "SELECT admitted, party FROM person WHERE id = 4") == [("2026-09-01", 1)]
    await office.set_member("12A1/7", None, "no")
    assert await has(world, "SELECT admitted, party FROM person WHERE id = 4") == [("2026-09-01", 0)]
    assert (await refused(office.set_member("12A1/7", None, "maybe"))).startswith("Chỉ nhận yes hoặc no")
    assert await refused(office.set_member("12A1/7", None, None)) == "Hãy ghi --admitted hoặc --party."
    assert (await refused(office.set_member("12A1/7", "2026-11-24", None))).startswith("Ngày 2026-11-24 chưa tới")


async def test_a_list_brings_the_day_of_admission_and_the_party_and_never_takes_them_away(world: str) -> None:
    """TV-08: read anew, a list without these columns leaves them as they are."""
    known = Entry(7, 7, "Nguyễn Văn An", date(2009, 9, 5), None, None, None, False, date(2026, 9, 1), party=True)
    for entry, changed in ((known, 1), (replace(known, admitted=None, party=False), 0)):
        async with session_for(world) as session:
            unit = await unit_by_code(session, "12A1")
            assert isinstance(unit, Unit)
            assert (await import_roster(session, unit, [entry], TODAY)).changed == changed
        assert await has(world, "SELECT admitted, party FROM person WHERE id = 4") == [("2026-09-01", 1)]


async def test_what_the_operator_sets_for_a_year_is_on_record(world: str) -> None:
    """The same record as in the chat, so that the history is whole."""
    await desk(world).set_cycle("DTHPT", ["minimum=2"])
    asked = "SELECT act, actor_id, channel, unit_id, cycle_id, value FROM decision WHERE kind = 'setting'"
    made = await has(world, asked)
    assert made == [("set", None, "operator", 1, 1, "minimum=2")]
