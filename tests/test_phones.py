"""Telephone numbers: read from a list only where the unit keeps them, normalised, forgotten in time (products N13)."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.office import Done, Fail, Office
from chat.texts import load_texts
from reports.roster import Sheet, read_roster
from rules.phones import kept_phone
from rules.roster import Cell, Row, check
from scheduler.retention import forget_old
from storage.phones import REFUSED
from storage.session import session_for
from storage.years import close_cycle, open_cycle, set_setting
from tests.school import AN, BINH, HOA, School, add_member, add_unit, later, move, school_at
from tests.test_roster import OFFICIAL, Line, official, save
from tests.world import MEMBERS, START

TEXTS = load_texts()
NUMBER, OTHER = "0900000001", "0900000002"
HEADS: Line = ["STT", "Họ và tên", "Ngày sinh", "Điện thoại"]


# --- how a number is written


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0900000001", NUMBER),
        ("900000001", NUMBER),
        ("84900000001", NUMBER),
        ("+84900000001", NUMBER),
        ("+84 900 000 001", NUMBER),
        ("(+84) 900.000.001", NUMBER),
        ("0900-000-001", NUMBER),
        ("0900\u00a0000\u00a0001", NUMBER),
        ("842345678", "0842345678"),
        *((f"{first}00000001", f"0{first}00000001") for first in "35789"),
        *((f"{first}00000001", None) for first in "01246"),
        ("090000001", None),
        ("09000000010", None),
        ("90000000", None),
        ("9000000010", None),
        ("8490000000", None),
        ("849000000010", None),
        ("+840900000001", None),
        ("+0900000001", None),
        ("0084900000001", None),
        ("02838222333", None),
        ("01200000001", None),
        ("0900000001/0900000002", None),
        ("0900000001 (mẹ)", None),
        ("O900000001", None),
        ("٠٩٠٠٠٠٠٠٠١", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_number_is_kept_as_ten_digits(written: str, kept: str | None) -> None:
    assert kept_phone(written) == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (900_000_001.0, NUMBER),
        (900_000_001, NUMBER),
        (84_900_000_001.0, NUMBER),
        ("\u202a0900000001\u202c", NUMBER),
        (" 0900 000 001\n", NUMBER),
        (None, None),
        ("", None),
        (" \u200b", None),
    ],
)
def test_a_cell_gives_its_number_or_says_nothing(cell: Cell, kept: str | None) -> None:
    checked = check([Row(7, 1, "Lê Thị Bình", (date(2009, 3, 8),), phone=cell)], START.date())
    assert [entry.phone for entry in checked.entries] == [kept]
    assert checked.warnings == ()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("không có", "không có"), (12.0, "12"), (900_000_001.5, "900000001.5"), ("#N/A", "#N/A"), (True, "True"),
     (date(2009, 9, 5), "05/09/2009"), (float("nan"), "nan"), ("9" * 100, "9" * 39 + "…")],
)  # fmt: skip
def test_a_wrong_number_is_told_and_keeps_no_row_out(cell: Cell, shown: str) -> None:
    checked = check([Row(7, 1, "Lê Thị Bình", (date(2009, 3, 8),), phone=cell)], START.date())
    assert [entry.phone for entry in checked.entries] == [None]
    assert (checked.problems, checked.size) == ((), 1)
    (warning,) = checked.warnings
    assert (warning.row, warning.field, warning.code, warning.values) == (7, "phone", "bad-phone", {"value": shown})


# --- the column


def read(path: Path, *, phones: bool = True) -> Sheet:
    sheet = read_roster(path, phones=phones)
    assert isinstance(sheet, Sheet)
    return sheet


@pytest.mark.parametrize(
    "head", ["Điện thoại", "Số điện thoại", "SĐT", "Di động", "SỐ ĐIỆN THOẠI (nếu có)", "so dien thoai"]
)
def test_the_column_is_known_by_its_heading(head: str, tmp_path: Path) -> None:
    path = save(tmp_path, [[*HEADS[:3], head], [7, "Nguyễn Văn An", "05/09/2009", NUMBER]])
    assert [row.phone for row in read(path).rows] == [NUMBER]
    left = read(path, phones=False)
    assert (left.passed_over, NUMBER in repr(left)) == (("phone",), False)


@pytest.mark.parametrize("head", ["Điện thoại phụ huynh", "Email", "Số thẻ đoàn"])
def test_no_other_column_is(head: str, tmp_path: Path) -> None:
    path = save(tmp_path, [[*HEADS[:3], head], [7, "Nguyễn Văn An", "05/09/2009", NUMBER]])
    assert NUMBER not in repr(read(path))
    assert read(path, phones=False).passed_over == ()


def test_a_column_without_a_number_is_not_spoken_of(tmp_path: Path) -> None:
    path = save(tmp_path, [HEADS, [7, "Nguyễn Văn An", "05/09/2009", " "]])
    assert read(path, phones=False).passed_over == ()


def test_the_official_layout_has_one(tmp_path: Path) -> None:
    path = save(tmp_path, [OFFICIAL, official(1, "Lê Thị Bình", woman="02/09/2000")])
    assert [entry.phone for entry in check(read(path).rows, START.date()).entries] == [NUMBER]


# --- the import, as the operator has it


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


@pytest.fixture
async def keeping(school: School) -> School:
    """The school has said that numbers are kept; its branch inherits that."""
    await says(school, "DTHPT", "yes")
    return school


async def says(school: School, unit: str, value: str) -> None:
    async with session_for(school.url) as session:
        done = await set_setting(session, unit, "phones", value, START)
        assert getattr(done, "value", None) == value, done


async def imports(school: School, folder: Path, *phones: object, rows: Sequence[Line] = (), **how: bool) -> Done:
    """The list again, with these numbers for its first members."""
    known = [[roll, name, birth, phone] for (roll, name, birth, _), phone in zip(MEMBERS, phones, strict=False)]
    desk = Office(Config.model_validate({"database": {"url": school.url}}), TEXTS, START)
    told = {"dry_run": False, "only_valid": False} | how
    return await desk.import_roster(save(folder, [HEADS, *known, *rows]), "12A1", **told)


async def phones(school: School) -> dict[int, str]:
    rows = await school.rows(
        "SELECT roll, phone FROM person JOIN membership ON person_id = person.id WHERE phone IS NOT NULL ORDER BY roll"
    )
    return {int(roll): str(phone) for roll, phone in rows}


async def test_where_numbers_are_kept_a_list_brings_them(keeping: School, tmp_path: Path) -> None:
    new: Line = [30, "Mai Thị Lan", "03/02/2009", "84 900 000 003"]
    done = await imports(keeping, tmp_path, "900000001", "", rows=[new])
    assert [done.document[name] for name in ("imported", "changed", "unchanged")] == [1, 1, 1]
    assert (done.document["warnings"], done.document["ignored"]) == ([], [])
    assert await phones(keeping) == {1: NUMBER, 30: "0900000003"}


async def test_a_second_list_brings_a_number_up_to_date_and_an_empty_cell_leaves_it(
    keeping: School, tmp_path: Path
) -> None:
    await imports(keeping, tmp_path, NUMBER, OTHER)
    again = await imports(keeping, tmp_path, "", "0900 000 009")
    assert (again.document["changed"], await phones(keeping)) == (1, {1: NUMBER, 2: "0900000009"})
    same = await imports(keeping, tmp_path, NUMBER, "+84900000009")
    assert (same.document["changed"], same.document["unchanged"]) == (0, 2)


async def test_a_wrong_number_is_a_warning_and_the_old_one_stays(keeping: School, tmp_path: Path) -> None:
    await imports(keeping, tmp_path, NUMBER)
    new: Line = [30, "Mai Thị Lan", "03/02/2009", "không có"]
    done = await imports(keeping, tmp_path, "12345", rows=[new])
    right = "Số đúng có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."
    reasons = [
        f"Dòng 2: số điện thoại “12345” chưa đúng nên bị bỏ qua. {right}",
        f"Dòng 3: số điện thoại “không có” chưa đúng nên bị bỏ qua. {right}",
    ]
    assert (done.document["imported"], done.document["errors"]) == (1, [])
    assert done.document["warnings"] == [
        {"row": row, "field": "phone", "reason": reason} for row, reason in zip((2, 3), reasons, strict=True)
    ]
    assert done.lines[1:] == reasons
    assert await phones(keeping) == {1: NUMBER}


async def test_errors_and_warnings_are_told_together_by_row(keeping: School, tmp_path: Path) -> None:
    bad: Line = [31, "Mai Thị Lan", "31/02/2009", NUMBER]
    with pytest.raises(Fail) as fail:
        await imports(keeping, tmp_path, "x", rows=[bad, [32, "Võ Văn Tý", "03/02/2009", "y"]])
    assert fail.value.sentence.startswith("Chưa nhập gì, vì 1 dòng có lỗi.")
    assert fail.value.found is not None
    assert [line[:6] for line in fail.value.found.lines] == ["Dòng 2", "Dòng 3", "Dòng 4"]
    assert await phones(keeping) == {}


async def test_a_dry_run_keeps_no_number(keeping: School, tmp_path: Path) -> None:
    done = await imports(keeping, tmp_path, NUMBER, dry_run=True)
    assert (done.document["changed"], await phones(keeping)) == (1, {})


LEFT = (
    "Cột số điện thoại bị bỏ qua, vì 12A1 không lưu số điện thoại trong năm đang mở. Nếu cần lưu:"
    " renluyen cycle set --unit 12A1 phones=yes, rồi nhập lại tệp này."
)


@pytest.mark.parametrize("why", ["by default", "the branch says no", "no open year"])
async def test_where_none_are_kept_the_column_is_left_and_named(why: str, school: School, tmp_path: Path) -> None:
    if why == "the branch says no":
        await says(school, "DTHPT", "yes")
        await says(school, "12A1", "no")
    if why == "no open year":
        await says(school, "DTHPT", "yes")
        async with session_for(school.url) as session:
            await close_cycle(session, "DTHPT", START)
    done = await imports(school, tmp_path, NUMBER, "12")
    assert (done.document["ignored"], done.document["warnings"]) == (["phone"], [])
    assert done.lines[1:] == [LEFT]
    assert (done.document["unchanged"], await phones(school)) == (2, {})


# --- who asks


async def test_the_numbers_of_several_people_are_found_at_once(keeping: School, tmp_path: Path) -> None:
    await imports(keeping, tmp_path, NUMBER, OTHER)
    binh, cuong, an = [await keeping.person(roll) for roll in (1, 2, AN)]
    store = keeping.reads()
    assert await store.phone_of([binh, cuong, an, 999]) == {binh: NUMBER, cuong: OTHER}
    assert await store.phone_of([an]) == await store.phone_of([]) == {}
    assert [await store.phone(person) for person in (binh, an)] == [NUMBER, None]


async def test_what_a_member_has_deleted_no_list_brings_back_until_it_may(keeping: School, tmp_path: Path) -> None:
    await imports(keeping, tmp_path, NUMBER)
    binh = await keeping.member(BINH)
    async with keeping.writes() as store:
        assert await store.forget_phone(binh, "telegram")
    async with keeping.writes() as store:
        assert not await store.forget_phone(binh, "telegram"), "once"
    done = await imports(keeping, tmp_path, OTHER)
    assert done.lines[1:] == ["Dòng 2: đoàn viên không muốn lưu số điện thoại, nên số trong tệp bị bỏ qua."]
    assert (done.document["unchanged"], await phones(keeping)) == (1, {BINH: REFUSED})
    assert await keeping.reads().phone_of([binh.person]) == {}
    async with keeping.writes() as store:
        assert await store.allow_phone(binh, "telegram")
    async with keeping.writes() as store:
        assert not await store.allow_phone(binh, "telegram"), "nothing to allow any more"
    await imports(keeping, tmp_path, OTHER)
    assert await phones(keeping) == {BINH: OTHER}
    acts = await keeping.rows("SELECT act FROM decision WHERE act LIKE 'phone%' ORDER BY id")
    assert acts == [("phone-deleted",), ("phone-allowed",)]


# --- the night


async def night(school: School, days: int = 0) -> dict[int, str]:
    await forget_old(school.database, later(days=days), timedelta(days=30))
    return await phones(school)


@pytest.fixture
async def numbered(keeping: School, tmp_path: Path) -> School:
    """Binh and Cuong have numbers, Hoa wants none."""
    await imports(keeping, tmp_path, NUMBER, OTHER)
    await keeping.does("UPDATE person SET phone = '' WHERE id = :id", id=await keeping.person(HOA))
    return keeping


KEPT, GONE = {1: NUMBER, 2: OTHER, HOA: ""}, {HOA: ""}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], KEPT),
        ([("DTHPT", "no")], GONE),
        ([("12A1", "no")], GONE),
        ([("DTHPT", "no"), ("12A1", "yes")], KEPT),
        ([("12A1", "yes"), ("DTHPT", "no")], KEPT),
    ],
    ids=["yes above", "no above", "no here", "no above and yes here", "the nearest word, whichever is newer"],
)
async def test_numbers_go_at_night_where_they_are_kept_no_more(
    said: list[tuple[str, str]], left: dict[int, str], numbered: School
) -> None:
    for unit, value in said:
        await says(numbered, unit, value)
    assert await night(numbered) == left
    assert await night(numbered) == left


async def test_without_a_word_in_the_new_year_or_an_open_year_none_are_kept(numbered: School) -> None:
    async with session_for(numbered.url) as session:
        await open_cycle(session, "DTHPT", 2028, "MAC-DINH-5N", START)
    assert await night(numbered) == GONE


async def test_when_the_year_is_closed_numbers_go(numbered: School) -> None:
    async with session_for(numbered.url) as session:
        await close_cycle(session, "DTHPT", START)
    assert await night(numbered) == GONE


@pytest.mark.parametrize(("until", "left"), [("2026-11-23", {2: OTHER} | GONE), ("2026-11-24", KEPT)])
async def test_the_number_of_whoever_is_in_no_unit_goes(until: str, left: dict[int, str], numbered: School) -> None:
    await numbered.does("UPDATE membership SET until = :until WHERE roll = 1", until=until)
    assert await night(numbered) == left


async def test_a_unit_that_moves_goes_by_the_word_above_it(numbered: School) -> None:
    other = await add_unit(numbered, "OTHER")
    async with session_for(numbered.url) as session:
        await open_cycle(session, "OTHER", 2027, "MAC-DINH-5N", START)
    await move(numbered, (await numbered.member(AN)).unit, other, "2026-11-24")
    assert await night(numbered) == KEPT
    assert await night(numbered, days=1) == GONE


async def test_whoever_is_in_two_units_keeps_the_number_as_long_as_one_keeps_it(numbered: School) -> None:
    above = await numbered.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    lone = await add_unit(numbered, "LONE")
    person = await add_member(numbered, lone, 70)
    await numbered.does("UPDATE person SET phone = :phone WHERE id = :id", phone=NUMBER, id=person)
    await numbered.does(
        "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:p, :u, 71, '2026-01-01')", p=person, u=above
    )
    assert await night(numbered) == KEPT | {70: NUMBER, 71: NUMBER}
    await numbered.does("UPDATE membership SET until = '2026-11-23' WHERE roll = 71")
    assert await night(numbered) == KEPT
