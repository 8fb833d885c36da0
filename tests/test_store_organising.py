"""The organisation as an operator sets it up: units, offices, codes, paper marks and the branch's list."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from rules.codes import SIGNS
from rules.roster import Entry, RowProblem
from storage.models import Invitation, Membership, Person, Role, Unit
from storage.organising import add_unit, appoint, end_office, invite, person_on_roll, set_paper, unit_by_code, unit_name
from storage.rosters import Imported, import_roster
from storage.session import Refused, session_for
from tests.school import AN, BINH, CUONG, DUNG, School, later, school_at
from tests.world import MEMBERS, START

TODAY = START.date()


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def adds(
    school: School, code: str, kind: str = "chi-doan", sector: str = "", parent: str | None = None
) -> object:
    async with session_for(school.url) as session:
        return await add_unit(session, code, f"Chi đoàn {code}", kind, sector, parent, TODAY)


async def test_a_unit_has_a_name_and_a_parent_from_a_day_on(school: School) -> None:
    added = await adds(school, "12A2", sector="truong-hoc", parent="DTHPT")
    assert isinstance(added, Unit)
    assert added.id is not None
    names = await school.rows("SELECT name, folded, since, until FROM unit_name WHERE unit_id = :u", u=added.id)
    assert names == [("Chi đoàn 12A2", "chi doan 12a2", "2026-11-23", None)]
    parents = await school.rows("SELECT since, until FROM unit_parent WHERE unit_id = :u", u=added.id)
    assert parents == [("2026-11-23", None)]
    async with session_for(school.url) as session:
        assert await unit_name(session, added.id) == "Chi đoàn 12A2"
        assert await unit_by_code(session, "12a2") == Refused("no-such-unit", {"unit": "12a2"})


@pytest.mark.parametrize(
    ("code", "kind", "sector", "parent", "refusal"),
    [
        ("12A2", "lop", "", None, "no-such-kind"),
        ("12A2", "chi-doan", "truong", None, "no-such-sector"),
        ("Chi đoàn", "chi-doan", "", None, "bad-unit-code"),
        ("12 A2", "chi-doan", "", None, "bad-unit-code"),
        ("12/A2", "chi-doan", "", None, "bad-unit-code"),
        ("-", "chi-doan", "", None, "bad-unit-code"),
        ("12A1", "chi-doan", "", None, "unit-exists"),
        ("12A2", "chi-doan", "", "nirgends", "no-such-unit"),
    ],
)
async def test_a_unit_that_cannot_be_is_refused(
    school: School, code: str, kind: str, sector: str, parent: str | None, refusal: str
) -> None:
    refused = await adds(school, code, kind, sector, parent)
    assert isinstance(refused, Refused)
    assert refused.code == refusal
    assert await school.one("SELECT count(*) FROM unit") == 2


@pytest.mark.parametrize(
    ("where", "found"),
    [("12A1/7", True), ("12A1/07", True), ("12A1/9", False), ("12A1/", False), ("12A1", False), ("12A1/x", False),
     ("12A1/-7", False), ("12A1/100007", False), ("DTHPT/7", False), ("12A9/7", False)],
)  # fmt: skip
async def test_a_member_is_named_by_unit_and_number(school: School, where: str, found: bool) -> None:
    async with session_for(school.url) as session:
        person = await person_on_roll(session, where)
    assert isinstance(person, Person) is found
    assert not isinstance(person, Person) or person.id == await school.person(AN)


async def test_the_number_of_somebody_who_left_names_nobody(school: School) -> None:
    await school.does("UPDATE membership SET until = '2026-11-01' WHERE roll = 7")
    async with session_for(school.url) as session:
        assert await person_on_roll(session, "12A1/7") == Refused("no-such-member", {"member": "12A1/7"})


async def appoints(school: School, office: str, member: str = "12A1/7", unit: str = "12A1") -> Role | Refused:
    async with session_for(school.url) as session:
        return await appoint(session, unit, member, office, later(days=1))


async def offices(school: School, roll: int) -> list[tuple[str, str, str | None]]:
    found = "SELECT office, since, until FROM role WHERE person_id = :p ORDER BY id"
    rows = await school.rows(found, p=await school.person(roll))
    return [(row[0], row[1], row[2]) for row in rows]


async def test_an_office_ends_the_one_held_in_the_same_unit(school: School) -> None:
    await appoints(school, "uy-vien")
    await appoints(school, "pho-bi-thu")
    assert await offices(school, AN) == [
        ("uy-vien", "2026-11-24", "2026-11-24"),
        ("pho-bi-thu", "2026-11-24", None),
    ]
    await appoints(school, "uy-vien", unit="DTHPT")
    assert (await offices(school, AN))[1:] == [("pho-bi-thu", "2026-11-24", None), ("uy-vien", "2026-11-24", None)]


async def test_an_office_that_is_held_already_is_not_given_again(school: School) -> None:
    first, again = await appoints(school, "uy-vien"), await appoints(school, "uy-vien")
    assert isinstance(first, Role)
    assert isinstance(again, Role)
    assert first.id == again.id
    assert len(await offices(school, AN)) == 1
    assert await school.rows("SELECT act, channel, reason FROM decision") == [("appointed", "operator", "uy-vien")]


@pytest.mark.parametrize(
    ("office", "member", "unit", "refusal"),
    [
        ("truong", "12A1/7", "12A1", "no-such-office"),
        ("uy-vien", "12A1/9", "12A1", "no-such-member"),
        ("uy-vien", "12A1/7", "12A9", "no-such-unit"),
    ],
)
async def test_an_office_that_cannot_be_given_is_refused(
    school: School, office: str, member: str, unit: str, refusal: str
) -> None:
    refused = await appoints(school, office, member, unit)
    assert isinstance(refused, Refused)
    assert refused.code == refusal
    assert await offices(school, AN) == []


async def answers_for(school: School, sector: str, office: str = "uy-vien", days: int = 0) -> Role | Refused:
    async with session_for(school.url) as session:
        return await appoint(session, "DTHPT", "12A1/7", office, later(days=days), None, sector)


async def sectors(school: School) -> list[tuple[str, str, str | None]]:
    found = "SELECT office, sector, until FROM role WHERE person_id = :p ORDER BY id"
    return [(row[0], row[1], row[2]) for row in await school.rows(found, p=await school.person(AN))]


async def test_whoever_answers_for_several_sectors_holds_the_office_once_for_each(school: School) -> None:
    """PN-11: one person for the neighbourhoods and the workers; any other office ends all of it."""
    await answers_for(school, "")
    for sector in ("dia-ban", "cong-nhan", "dia-ban"):
        assert isinstance(await answers_for(school, sector, days=1), Role)
    assert await sectors(school) == [
        ("uy-vien", "", "2026-11-24"),
        ("uy-vien", "dia-ban", None),
        ("uy-vien", "cong-nhan", None),
    ]
    made = await school.rows("SELECT value, reason FROM decision ORDER BY id")
    assert made == [(told, told) for told in ("uy-vien", "uy-vien dia-ban", "uy-vien cong-nhan")]
    await answers_for(school, "dia-ban", "pho-bi-thu", days=2)
    assert [until for _, _, until in await sectors(school)] == ["2026-11-24", "2026-11-25", "2026-11-25", None]


async def test_a_sector_that_is_not_there_is_refused_with_those_that_are(school: School) -> None:
    refused = await answers_for(school, "truong")
    assert isinstance(refused, Refused)
    assert (refused.code, refused.values["sectors"]) == (
        "no-such-sector",
        "truong-hoc, dia-ban, cong-nhan, co-quan, luc-luong-vu-trang",
    )
    assert await sectors(school) == []


@pytest.mark.parametrize(
    ("sector", "left", "refusal"),
    [
        ("dia-ban", ["cong-nhan"], None),
        ("", [], None),
        ("truong-hoc", ["dia-ban", "cong-nhan"], "answers-not-for-sector"),
        ("truong", ["dia-ban", "cong-nhan"], "no-such-sector"),
    ],
)
async def test_the_answering_for_a_sector_ends_alone_or_with_the_office(
    school: School, sector: str, left: list[str], refusal: str | None
) -> None:
    for one in ("dia-ban", "cong-nhan"):
        await answers_for(school, one)
    async with session_for(school.url) as session:
        ended = await end_office(session, "DTHPT", "12A1/7", "uy-vien", later(days=1), sector)
    assert (ended.code if isinstance(ended, Refused) else None) == refusal
    assert [one for _, one, until in await sectors(school) if until is None] == left


async def test_the_only_secretary_may_let_go_of_a_sector_and_keeps_the_last(school: School) -> None:
    for one in ("dia-ban", "cong-nhan"):
        await answers_for(school, one, "bi-thu")
    async with session_for(school.url) as session:
        done = [await end_office(session, "DTHPT", "12A1/7", "bi-thu", START, one) for one in ("dia-ban", "cong-nhan")]
    assert isinstance(done[0], Role)
    assert done[1] == Refused("last-secretary", {"member": "12A1/7", "unit": "DTHPT"})


async def test_a_join_code_names_the_branch_and_ends_by_itself(school: School) -> None:
    async with session_for(school.url) as session:
        made = [await invite(session, "12A1", 30, START) for _ in range(5)]
        assert await invite(session, "12A9", 30, START) == Refused("no-such-unit", {"unit": "12A9"})
    codes = {invitation.code for invitation in made if isinstance(invitation, Invitation)}
    assert len(codes) == 5
    assert all(code.startswith("cd_") and len(code) == 11 and set(code[3:]) <= set(SIGNS) for code in codes)
    last = date(2026, 12, 23)
    for code in codes:
        assert await school.reads(later(days=(last - TODAY).days)).invitation(code) is not None
        assert await school.reads(later(days=(last - TODAY).days + 1)).invitation(code) is None


async def marks(school: School, member: str, why: str | None) -> Membership | Refused:
    async with session_for(school.url) as session:
        return await set_paper(session, member, why, START)


async def test_a_paper_mark_is_set_and_taken_away_with_a_record(school: School) -> None:
    """PN-06."""
    await marks(school, "12A1/7", "bệnh")
    assert (await school.member(AN)).paper == "bệnh"
    await marks(school, "12A1/7", None)
    assert (await school.member(AN)).paper is None
    assert await school.rows("SELECT act, reason FROM decision ORDER BY id") == [("paper", "bệnh"), ("not-paper", "")]
    assert await marks(school, "12A1/9", "bệnh") == Refused("no-such-member", {"member": "12A1/9"})


async def test_a_paper_mark_is_for_the_branch_that_is_named(school: School) -> None:
    """Somebody who is in two branches for a time has a number in each."""
    await school.does(
        "INSERT INTO membership (person_id, unit_id, roll, since) SELECT person_id, parent_id, 99, '2026-11-01'"
        " FROM membership JOIN unit_parent ON unit_parent.unit_id = membership.unit_id WHERE roll = 7"
    )
    await marks(school, "12A1/7", "bệnh")
    assert await school.rows("SELECT roll, paper FROM membership WHERE roll IN (7, 99) ORDER BY roll") == [
        (7, "bệnh"),
        (99, None),
    ]


def entry(roll: int, name: str = "Mai Thị Lan", office: str | None = None, **values: object) -> Entry:
    told = {"birth": date(2009, 2, 3), "joined": date(2026, 3, 26), "audience": None, "paper": False} | values
    return Entry(roll + 5, roll, name, office=office, **told)  # type: ignore[arg-type]


ROLL = [
    entry(roll, name, office, birth=birth, joined=date(2025, 3, 26), paper=roll == 20)
    for roll, name, birth, office in MEMBERS
]


async def imports(school: School, *entries: Entry, unit: str = "12A1") -> Imported:
    async with session_for(school.url) as session:
        place = await unit_by_code(session, unit)
        assert isinstance(place, Unit)
        return await import_roster(session, place, entries, TODAY)


async def test_the_same_list_again_changes_nothing(school: School) -> None:
    before = await school.rows("SELECT * FROM membership ORDER BY id")
    done = await imports(school, *ROLL)
    assert (done.new, done.changed, done.unchanged, done.offices, done.problems) == (0, 0, len(MEMBERS), 0, [])
    assert await school.rows("SELECT * FROM membership ORDER BY id") == before


async def test_a_list_adds_members_with_what_is_known_of_them(school: School) -> None:
    done = await imports(school, entry(30, office="uy-vien", audience="hoc_sinh"), entry(31, "Võ Văn Tý", joined=None))
    assert (done.new, done.offices) == (2, 1)
    lan, ty = await school.member(30), await school.member(31)
    assert (lan.name, lan.since, lan.audience, lan.paper) == ("Mai Thị Lan", "2026-03-26", "hoc_sinh", None)
    assert ty.since == "2026-11-23", "the day of the import where the list gives none"
    assert await offices(school, 30) == [("uy-vien", "2026-11-23", None)]


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ({}, 0),
        ({"joined": date(2025, 4, 1)}, 1),
        ({"joined": None}, 0),
        ({"audience": "hoc_sinh"}, 0),
        ({"audience": "cong_nhan"}, 1),
        ({"paper": True}, 1),
        ({"name": "Nguyễn Vãn An"}, None),
        ({"name": "nguyễn văn an"}, 0),
        ({"birth": date(2009, 9, 6)}, None),
    ],
)
async def test_a_row_of_a_known_number_changes_what_differs_or_is_a_problem(
    school: School, values: dict[str, object], changed: int | None
) -> None:
    """PN-05: a number that belongs to somebody else is never guessed about."""
    told = {"name": "Nguyễn Văn An", "birth": date(2009, 9, 5), "joined": date(2025, 3, 26)} | values
    done = await imports(school, entry(AN, **told))  # type: ignore[arg-type]
    if changed is None:
        assert done.problems == [RowProblem(AN + 5, "roll", "roll-taken", {"roll": "7"})]
    else:
        assert (done.changed, done.unchanged, done.problems) == (changed, 1 - changed, [])


async def test_a_member_under_another_number_is_a_problem(school: School) -> None:
    done = await imports(school, entry(40, "Phạm Thu Dung", birth=date(2009, 11, 2)))
    assert done.problems == [RowProblem(45, "roll", "roll-differs", {"roll": "3"})]
    assert done.new == 0


async def test_a_row_that_is_wrong_gives_nobody_an_office(school: School) -> None:
    """Number 7 is An's: that somebody else is secretary under it makes An no secretary."""
    done = await imports(school, entry(AN, "Mai Thị Lan", office="bi-thu"), entry(30, office="uy-vien"))
    assert (len(done.problems), done.offices) == (1, 1)
    assert await offices(school, AN) == []


async def test_an_office_on_the_list_leaves_one_that_is_held_alone(school: School) -> None:
    done = await imports(school, *(entry(e.roll, e.name, "uy-vien", birth=e.birth, joined=None) for e in ROLL[:3]))
    assert done.offices == 1
    assert [await offices(school, roll) for roll in (BINH, CUONG, DUNG)] == [
        [("bi-thu", "2026-11-01", None)],
        [("pho-bi-thu", "2026-11-01", None)],
        [("uy-vien", "2026-11-23", None)],
    ]


async def test_soldiers_register_on_paper(school: School) -> None:
    """PN-06: by the unit's sector or by the list."""
    await adds(school, "DV1", sector="luc-luong-vu-trang")
    await imports(school, entry(50), unit="DV1")
    await imports(school, entry(51, "Võ Văn Tý", audience="lvt"), entry(52, "Lý Thị Na", paper=True))
    papers = await school.rows("SELECT roll, paper FROM membership WHERE roll > 49 ORDER BY roll")
    assert papers == [(50, "luc-luong-vu-trang"), (51, "luc-luong-vu-trang"), (52, "roster")]


async def test_a_list_keeps_a_paper_mark_that_it_does_not_know(school: School) -> None:
    await marks(school, "12A1/7", "bệnh")
    await imports(school, *ROLL)
    assert (await school.member(AN)).paper == "bệnh"


async def test_an_import_that_fails_half_way_leaves_nothing(school: School) -> None:
    class Stop(Exception):
        pass

    async def stops() -> None:
        async with session_for(school.url) as session:
            place = await unit_by_code(session, "12A1")
            assert isinstance(place, Unit)
            await import_roster(session, place, [entry(30), entry(31, "Võ Văn Tý")], TODAY + timedelta(days=1))
            raise Stop

    with pytest.raises(Stop):
        await stops()
    async with session_for(school.url) as session:
        assert len((await session.exec(select(Membership).where(col(Membership.roll) >= 30))).all()) == 0
        assert len((await session.exec(select(Person))).all()) == len(MEMBERS)
