"""/kiemtra: rounds, findings and answers, roll-out; every six months and every year (TV-01, TV-02)."""

import re
from datetime import date

import pytest

from rules.inspections import missing, period_of
from tests.player import Chat
from tests.scenes_oversight import another_branch, somebody_sits_above

PERIODS = [
    (date(2026, 12, 15), "half-year"),
    (date(2027, 6, 30), "half-year"),
    (date(2027, 7, 1), "year"),
    (date(2027, 12, 31), "year"),
    (date(2028, 1, 1), None),
]


@pytest.mark.parametrize(("day", "period"), PERIODS)
def test_each_day_belongs_to_one_inspection_of_the_year(day: date, period: str | None) -> None:
    """TV-02."""
    assert period_of(2027, day) == period


def test_what_was_not_inspected_yet_is_known() -> None:
    assert missing(2027, []) == ("half-year", "year")
    assert missing(2027, [date(2027, 3, 1)]) == ("year",)
    assert missing(2027, [date(2027, 3, 1), date(2027, 9, 1)]) == ()


async def begun(minh: Chat) -> str:
    """A round of half a year, opened; its code."""
    await minh.says("/kiemtra")
    minh.sees("Không có điều gì chờ bạn khắc phục", "Kiểm tra 6 tháng, chậm nhất Thứ Tư 30/06/2027: chưa có đợt nào")
    await minh.picks("Mở đợt kiểm tra")
    await minh.picks("Kiểm tra 6 tháng")
    await minh.says("mai kia")
    minh.sees("Bot chưa hiểu ngày này", "Tên đợt vẫn giữ")
    await minh.says("15/6/2027")
    minh.sees("Đã mở Kiểm tra 6 tháng, Thứ Ba 15/06/2027.")
    found = re.search(r"KT-\w{5}", minh.screen.all)
    assert found
    return found[0]


async def test_what_an_inspection_finds_is_told_and_answered(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    code = await begun(minh)
    await minh.picks("Ghi điều phát hiện")
    await minh.picks("12A1")
    await minh.says("Chưa có sổ họp tháng 3")
    minh.sees("Đã ghi số 1 cho Chi đoàn 12A1", "Bot đã báo 2 người")
    await minh.picks("Xem đợt")
    minh.sees("Số 1 (12A1): Chưa có sổ họp tháng 3 · chưa khắc phục", "1 điều, 1 chưa khắc phục")
    await minh.picks("Đóng đợt")
    minh.sees("Còn 1 điều chưa khắc phục. Vẫn đóng đợt?")
    await minh.picks("Không, để mở")
    minh.sees(f"Đợt {code} vẫn mở")

    binh = chat.other("binh")
    binh.got_told("Kiểm tra 6 tháng: Chưa có sổ họp tháng 3")
    await binh.picks("Đã khắc phục")
    binh.sees("Bạn đã khắc phục thế nào?")
    await binh.says("Đã lập sổ và ghi đủ ba tháng")
    binh.sees("Bot đã báo cho đoàn cấp trên. Không còn điều nào")
    minh.got_told("Chi đoàn 12A1 đã khắc phục: Chưa có sổ họp tháng 3", "Đã lập sổ và ghi đủ ba tháng")
    cuong = chat.other("cuong")
    await cuong.says(f"kiemtra {code} khac phuc 1")
    cuong.sees("Lê Thị Bình đã trả lời điều này lúc", "Bạn không cần làm gì.")

    await minh.picks("Xem đợt")
    minh.sees("Lê Thị Bình: Đã lập sổ và ghi đủ ba tháng")
    await minh.picks("Đóng đợt")
    minh.sees(f"Đã đóng đợt {code}.")
    await minh.says(f"kiemtra {code} ghi")
    minh.sees(f"Đợt {code} đã đóng.")
    await minh.says("kiemtra")
    minh.sees("Kiểm tra 6 tháng, chậm nhất Thứ Tư 30/06/2027: đã có", "(đã đóng): 1 điều, 0 chưa khắc phục")


async def test_an_inspection_belongs_to_its_unit(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    code = await begun(minh)
    await minh.says(f"kiemtra {code} ghi")
    await minh.picks("KP3")
    await minh.says("Thiếu phiếu")
    binh = chat.other("binh")
    for said in (f"kiemtra {code}", f"kiemtra {code} ghi", f"kiemtra {code} dong", f"kiemtra {code} khac phuc 1"):
        await binh.says(said)
        binh.sees("Bạn không có quyền xem đợt kiểm tra này.")
    await binh.says("kiemtra mo")
    binh.sees("Đơn vị này không có đơn vị bên dưới để kiểm tra.")
    await chat.says("/kiemtra")
    chat.sees("Lệnh này dành cho ban chấp hành")
    lan = chat.other("KP3")
    await lan.says("kiemtra")
    lan.sees("Cần khắc phục: 1 điều", "Số 1 (KP3): Thiếu phiếu")


async def test_each_unit_says_on_which_guidance_it_has_rolled_out(chat: Chat) -> None:
    """TV-01."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    binh = chat.other("binh")
    await binh.says("kiemtra trien khai")
    binh.sees("Chi đoàn 12A1: chưa ghi triển khai.")
    await binh.picks("Ghi đã triển khai")
    await binh.says("Hướng dẫn 05-HD/ĐTN của Đoàn trường")
    binh.sees("Đã ghi: đơn vị đã triển khai chương trình.")
    await binh.says("kiemtra trien khai ghi")
    await binh.says("Hướng dẫn khác")
    binh.sees("từ trước. Chưa có gì thay đổi.")
    await minh.says("kiemtra triển khai")
    minh.sees("Đã triển khai: 1/2 đơn vị bên dưới.", "KP3 Chi đoàn KP3: chưa ghi triển khai.")
    minh.sees("12A1 Chi đoàn 12A1: đã triển khai theo Hướng dẫn 05-HD/ĐTN của Đoàn trường")
