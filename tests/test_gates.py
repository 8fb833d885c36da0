"""/phanmem: the two gates before the official entry, step 3, and whose form is entered (PN-07, PN-08)."""

from datetime import UTC, date, datetime

import pytest

from chat.message import Address
from chat.texts import load_texts
from handlers import FLOWS
from handlers.context import Context, Notice
from handlers.gates import entry_duty
from rules.gates import Readiness, read_count
from storage.people import Member, Office
from tests.player import Chat
from tests.scenes import registers
from tests.school import AN, BINH, school_at

ALL = (1, 2, 3, 7, 8, 12, 13, 14, 20)


@pytest.mark.parametrize(
    ("ready", "red"),
    [
        (Readiness(30, 30, 30), ()),
        (Readiness(30, 29, 30), ("app",)),  # PN-08: 100 %, not nearly
        (Readiness(30, 30, 29), ("heads-differ",)),
        (Readiness(30, 30, 31), ("heads-differ",)),
        (Readiness(30, 30, None), ("heads-unknown",)),
        (Readiness(30, 0, None), ("app", "heads-unknown")),
        (Readiness(0, 0, 0), ()),
    ],
)
def test_a_gate_is_red_until_everything_fits(ready: Readiness, red: tuple[str, ...]) -> None:
    assert ready.red == red


@pytest.mark.parametrize(
    ("typed", "number"), [("30", 30), ("0", 0), ("99999", 99999), ("100000", None), ("-1", None), ("30 người", None)]
)
def test_a_head_count_is_a_whole_number(typed: str, number: int | None) -> None:
    assert read_count(typed) == number


async def marks(binh: Chat, *rolls: int) -> None:
    """Binh ticks who has the app."""
    await binh.says("/phanmem 12A1 app")
    await binh.says(" ".join(map(str, rolls)))
    await binh.picks("Xong, lưu lại")


async def counts(binh: Chat, number: str) -> None:
    await binh.says("/phanmem 12A1 so")
    await binh.says(number)


async def test_scenario_7_step_3_is_refused_with_the_name_of_who_is_missing(chat: Chat) -> None:
    """Eight of nine have the app; on 18/12 the secretary says that step 3 is done (PN-08)."""
    chat.clock.now = datetime(2026, 12, 18, 2, tzinfo=UTC)
    binh = chat.other("binh")
    await counts(binh, "9")
    binh.sees("Đã ghi: trên phần mềm có 9 đoàn viên", "khớp danh sách của bot")
    await marks(binh, *ALL[:-1])
    binh.sees("Đã ghi cho 8 người", "8/9 đoàn viên đã cài, còn thiếu: Hoàng Gia Huy", "hạn Chủ Nhật 20/12/2026")
    await binh.picks("Báo xong bước 3")
    binh.sees("Chưa báo xong bước 3 được", "8/9", "còn thiếu: Hoàng Gia Huy")
    await binh.picks("Vẫn báo xong, có lý do")
    binh.sees("Vì sao vẫn báo xong?", "còn thiếu: Hoàng Gia Huy")
    await binh.says("Huy nhập ngũ, không dùng điện thoại")
    binh.sees("Đã báo xong bước 3, kèm lý do", "đã xong dù còn điều kiện chưa đạt (Lê Thị Bình", "Huy nhập ngũ")
    cuong = chat.other("cuong")
    await cuong.says("/phanmem 12A1 xong")
    cuong.sees("đã xong dù còn điều kiện chưa đạt (Lê Thị Bình, 09:00, Thứ Sáu 18/12/2026)")


async def test_step_3_is_done_once_both_gates_are_green_and_can_be_opened_again(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("phần mềm")
    binh.sees("Nhập phần mềm 2027 · Chi đoàn 12A1", "Việc cần làm bây giờ: ghi đủ những người đã cài ứng dụng")
    await binh.picks("Ghi ai đã cài ứng dụng")
    await binh.says(" ".join(map(str, ALL)))
    await binh.picks("Xong, lưu lại")
    binh.sees("9/9 đoàn viên đã cài. Đạt.", "Việc cần làm bây giờ: ghi số đoàn viên")
    await binh.picks("Ghi số đoàn viên trên phần mềm")
    await binh.says("chín")
    binh.sees("hãy gõ một số", "Chưa có gì thay đổi")
    await binh.says("10")
    binh.sees("10, lệch danh sách của bot (9 người)", "tìm vì sao hai danh sách lệch nhau")
    await binh.picks("Báo xong bước 3")
    binh.sees("Chưa báo xong bước 3 được", "lệch danh sách của bot")
    binh.sees_not("còn thiếu")
    await counts(binh, "9")
    await binh.picks("Báo xong bước 3")
    binh.sees("Đã báo xong bước 3.", "đã xong (Lê Thị Bình")
    await binh.picks("Mở lại bước 3")
    binh.sees("Đã mở lại bước 3", "chưa báo xong, hạn Chủ Nhật 20/12/2026")


async def test_whose_form_is_entered_is_ticked_with_day_and_name(chat: Chat) -> None:
    code = await registers(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says(f"duyet {code}")
    await binh.says("/phanmem")
    binh.sees("Đã ghi là đã nhập: 0/2 phiếu")  # An's is confirmed, Huy's is on paper
    await binh.picks("Ghi phiếu đã nhập")
    binh.sees("7 Nguyễn Văn An", "20 Hoàng Gia Huy")
    binh.sees_not("Phạm Thu Dung")
    await binh.says("7")
    await binh.picks("Xong, lưu lại")
    binh.sees("Đã ghi cho 1 người", "Đã ghi là đã nhập: 1/2 phiếu")
    await cuong.says("/phanmem 12A1 ai")
    cuong.sees("7 Nguyễn Văn An · chưa có ứng dụng · phiếu đã nhập Thứ Hai 23/11/2026 (Lê Thị Bình)")
    await cuong.picks("Trang sau")
    cuong.sees("20 Hoàng Gia Huy · chưa có ứng dụng · phiếu chờ nhập")
    await cuong.picks("Về danh sách việc")
    await cuong.picks("Sửa chỗ ghi nhầm")
    await cuong.picks("Phiếu đã nhập phần mềm")
    await cuong.says("7")
    await cuong.picks("Xong, lưu lại")
    cuong.sees("Đã ghi cho 1 người", "Đã ghi là đã nhập: 0/2 phiếu")


async def test_two_who_tick_at_the_same_time_take_nothing_from_each_other(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says("/phanmem 12A1 app")
    await binh.says("1 2")
    await marks(cuong, 3, 7)
    await binh.picks("Xong, lưu lại")
    binh.sees("Đã ghi cho 2 người", "4/9 đoàn viên đã cài")


async def test_home_asks_for_the_entry_once_every_form_is_decided(world: str) -> None:
    async with school_at(world) as school:
        binh, an = await school.member(BINH), await school.member(AN)
        offices = (Office(binh.unit, "bi-thu"),)

        async def asked(day: date, who: Member = binh, held: tuple[Office, ...] = offices) -> str:
            now = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
            at, texts, notice = Address("telegram", "x"), load_texts(), Notice("1", "", "")
            due = await entry_duty(Context(at, who.person, who, held, now, day, school.reads(now), texts, notice))
            return due.says if due else ""

        early = date(2026, 12, 1)
        assert await asked(early) == "", "nothing is confirmed"
        card = await school.sends(AN)
        assert await asked(early) == "", "a form waits"
        async with school.writes() as store:
            await store.confirm(card, binh.person, "telegram")
        assert "1 phiếu đã xác nhận, chờ nhập" in await asked(early)
        assert await asked(early, an, ()) == "", "not a member's business"
        assert "Hạn Chủ Nhật 20/12/2026 đã qua" not in await asked(date(2026, 12, 20))
        assert "Hạn Chủ Nhật 20/12/2026 đã qua" in await asked(date(2026, 12, 21))
        assert await asked(date(2027, 1, 20)) == "", "not for ever"
        async with school.writes() as store:
            (branch,) = await store.checked_branches(binh.person)
            listed = await store.checklist(branch, card.cycle)
            assert await store.finish_entry(listed, "", binh.person, "telegram")
            assert not await store.finish_entry(listed, "", binh.person, "telegram"), "once"
        assert await asked(early) == ""


async def test_a_member_without_office_sees_no_checklist(chat: Chat) -> None:
    for said in ("/phanmem", "/phanmem 12A1 xong", "/phanmem 12A1 app"):
        await chat.says(said)
        chat.sees("dành cho ban chấp hành")
        chat.sees_not("12A1", "Hoàng Gia Huy")
    assert FLOWS["entry"].offers == "committee"
