"""/donvi: the level above sees its units, and nobody sees more than is theirs (PN-12, PN-14, TV-07, BT-03)."""

import pytest

from rules.permissions import insight
from tests.player import Chat
from tests.scenes import registers
from tests.scenes_oversight import another_branch, somebody_sits_above

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
