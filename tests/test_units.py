"""/donvi: the level above sees its units, and nobody sees more than is theirs (PN-12, PN-14, TV-07, BT-03)."""

from datetime import date, datetime, timedelta

import pytest

from chat.message import Address
from chat.texts import load_texts
from handlers.context import Context, Notice
from handlers.units import units_duty
from rules.permissions import insight
from storage.instants import local_day
from storage.models import Unit, UnitParent
from storage.organising import add_unit, appoint, unit_by_code
from storage.people import Office
from storage.session import session_for
from tests.player import Chat
from tests.scenes import registers
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import School, school_at
from tests.world import START

PATH = (3, 2, 1)  # a branch, the unit above, the province

INSIGHT = [
    ((), None),
    ((4,), None),
    ((3,), "names"),
    ((2,), "names"),
    ((1,), "numbers"),
    ((1, 2), "names"),
]


@pytest.mark.parametrize(("offices", "sees"), INSIGHT)
def test_each_level_sees_one_level_down_in_full_and_below_in_numbers(
    offices: tuple[int, ...], sees: str | None
) -> None:
    """BT-03, PN-02."""
    assert insight(offices, PATH) == sees


def test_nobody_sees_a_unit_above_the_own_one() -> None:
    assert insight((3,), (2, 1)) is None


async def test_the_level_above_sees_two_rates_and_drills_down_to_names(chat: Chat) -> None:
    """PN-12, PN-14: registered and confirmed are two figures."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    code = await registers(chat)
    await minh.says("donvi")
    minh.sees("Không có ai quá hạn đăng ký.", "DTHPT Đoàn trường THPT Hòa Bình · mọi khu vực · 2 đơn vị")
    minh.sees("12A1 Chi đoàn 12A1: 9 đoàn viên; đăng ký 1 (11,11 %), xác nhận 0 (0,00 %); việc gần nhất: 08:00")
    await chat.other("binh").says(f"duyet {code}")
    chat.clock.passes(days=23)
    await minh.says("/donvi")
    minh.sees("Cần đôn đốc: 10 người quá hạn đăng ký, ở 2 chi đoàn.", "Cộng: 12 đoàn viên; đăng ký 1 (8,33 %)")
    minh.sees("xác nhận 1 (11,11 %); quá hạn 7", "KP3 Chi đoàn KP3: 3 đoàn viên", "quá hạn 3; việc gần nhất: chưa có")
    await minh.picks("12A1")
    minh.sees("Chưa đăng ký (7 người", "số 1 Lê Thị Bình", "Kết quả: đã phân loại 0")
    minh.sees_not("số 7 Nguyễn Văn An", "Hoàng Gia Huy")
    await minh.picks("Lên Đoàn trường")
    await minh.picks("địa bàn dân cư")
    minh.sees("địa bàn dân cư · 1 đơn vị", "Cộng: 3 đoàn viên")
    minh.sees_not("12A1")
    await minh.says("donvi trường học")
    minh.sees("trường học · 1 đơn vị", "Cộng: 9 đoàn viên")


async def test_nobody_looks_beyond_the_own_units(chat: Chat) -> None:
    await another_branch(chat)
    await chat.says("/donvi 12A1")
    chat.sees("Lệnh này dành cho ban chấp hành")
    binh = chat.other("binh")
    for stranger in ("DTHPT", "KP3", "KHONGCO"):
        await binh.says(f"donvi {stranger}")
        binh.sees("Bạn không có quyền xem đơn vị này.")
    await binh.says("donvi 12a1 mai sau")
    binh.sees("Bot chưa hiểu “12a1 mai sau”")
    await binh.picks("Các đơn vị của tôi")
    binh.sees("12A1 Chi đoàn 12A1", "9 đoàn viên", "số 2 Trần Văn Cường")


async def test_two_levels_up_there_are_numbers_and_no_names(chat: Chat) -> None:
    """BT-03: a level sees one level down in full and below that in numbers."""
    async with session_for(chat.stage.url) as session:
        province = await add_unit(session, "TINH", "Tỉnh Đoàn Mẫu", "tinh-doan", "", None, date(2026, 11, 1))
        school = await unit_by_code(session, "DTHPT")
        assert isinstance(province, Unit)
        assert isinstance(school, Unit)
        session.add(UnitParent(unit_id=school.id or 0, parent_id=province.id or 0, since="2026-11-01"))
        await appoint(session, "TINH", "12A1/3", "uy-vien", START)
    dung = chat.other("dung")
    await dung.says("donvi")
    dung.sees("TINH Tỉnh Đoàn Mẫu", "DTHPT Đoàn trường THPT Hòa Bình: 9 đoàn viên")
    await dung.picks("DTHPT")
    await dung.picks("12A1")
    dung.sees("Họ tên chỉ hiện với cấp trên trực tiếp.", "9 đoàn viên; đăng ký 0 (0,00 %)")
    dung.sees_not("Lê Thị Bình")


async def test_the_level_above_is_told_at_home_how_many_units_are_late(world: str) -> None:
    """Only from the day after the last one, and only about units below the own branch's committee."""
    async with session_for(world) as session:
        await appoint(session, "DTHPT", "12A1/13", "uy-vien", START)
    async with school_at(world) as school:
        told = [
            await units_duty(await context(school, roll, START + timedelta(days=days)))
            for roll, days in ((13, 22), (13, 23), (1, 23))
        ]
    assert [due and due.says for due in told] == [None, "1 đơn vị có người quá hạn đăng ký.", None]


async def context(school: School, roll: int, now: datetime) -> Context:
    """A turn of this member's, as the router begins it."""
    person = await school.one("SELECT person_id FROM membership WHERE roll = :roll", roll=roll)
    assert isinstance(person, int)
    held = await school.rows("SELECT unit_id, office FROM role WHERE person_id = :person", person=person)
    who, at = await school.reads().member(person), Address("telegram", "x")
    offices = tuple(Office(int(unit), str(name)) for unit, name in held)
    notice = Notice("1", "", "")
    return Context(at, person, who, offices, now, local_day(now), school.reads(now), load_texts(), notice)
