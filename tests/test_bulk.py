"""/duyetnhieu, /hoantac: many forms with one word, exactly those shown, and all taken back (products 62-63, N7)."""

from typing import Any

import pytest

from rules.codes import code_of
from storage.instants import instant
from tests.player import Chat
from tests.scenes import ACTION, HOW, registers
from tests.school import AN, BINH, school_at
from tests.world import START


async def three_forms(chat: Chat) -> list[str]:
    """An's, Dung's and Hoa's; Dung's and An's have the same words in one line, Hoa's has a vague one."""
    an = await registers(chat)
    chat.clock.passes(seconds=1)
    dung = await registers(chat.other("dung"), "Viết 2 bài về gương người tốt ở xã")
    chat.clock.passes(seconds=1)
    hoa = await registers(chat.other("hoa"), "Làm 3 video kể chuyện Bác Hồ cho lớp")
    return [an, dung, hoa]


async def test_many_forms_are_confirmed_with_one_word_and_taken_back_with_one(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("/duyet")
    await binh.picks("Duyệt nhiều")
    binh.sees("Bạn muốn xác nhận những phiếu nào?", "Tất cả phiếu đang chờ (3)")
    await binh.picks("Tất cả phiếu đang chờ")
    binh.sees("Đang chọn 3/3 phiếu", *codes)
    await binh.picks(codes[1]) if chat.stage.taps else await binh.says(f"bỏ {codes[1]}")
    binh.sees("Đang chọn 2/3 phiếu")
    await binh.picks("Tiếp: xem lại")
    binh.sees("Xác nhận đúng 2 phiếu này?", codes[0], codes[2])
    binh.sees_not(codes[1])
    await binh.picks("Xác nhận 2 phiếu")
    binh.sees("Đã xác nhận 2 phiếu", "Còn 1 phiếu chờ")
    chat.got_told("đã được xác nhận")
    chat.other("hoa").got_told("đã được xác nhận")
    assert not chat.other("dung").got
    await binh.picks("Hoàn tác cả đợt")
    binh.sees("Đã hoàn tác 2/2 việc", codes[0], codes[2], "Nguyễn Văn An")
    chat.got_told("vừa được thu lại")
    await binh.says("/duyet")
    binh.sees("3 phiếu chờ")


async def test_what_somebody_acted_on_since_is_kept_when_a_batch_is_taken_back(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says("/duyetnhieu")
    await binh.picks("Tất cả phiếu đang chờ")
    await binh.picks("Tiếp: xem lại")
    await cuong.says(f"tra {codes[2]} viết rõ hơn")
    await binh.picks("Xác nhận 3 phiếu")
    binh.sees("Nội dung vừa thay đổi", "Xác nhận đúng 2 phiếu này?")
    await binh.picks("Xác nhận 2 phiếu")
    binh.sees("Đã xác nhận 2 phiếu")
    await binh.says(f"tra {codes[0]} không được nữa")
    binh.sees("đã được xác nhận (Lê Thị Bình")


async def test_forms_without_questions_can_be_chosen_alone(chat: Chat) -> None:
    """The same line twice, and a line that nobody could check, are left for a look of their own."""
    await registers(chat)
    dung, binh = chat.other("dung"), chat.other("binh")
    await dung.says("/dangky")
    await dung.says(f"1.2 | {ACTION} | quý 1 | {HOW}")
    await dung.picks("Gửi")
    hoa = chat.other("hoa")
    chat.clock.passes(days=30)
    await hoa.says("/dangky")
    await hoa.says("2.5 | Nuôi heo đất 5 nghìn mỗi ngày | quý 1 | bỏ ống")
    await hoa.picks("Gửi")
    await binh.says("duyet nhieu")
    binh.sees("Tất cả phiếu đang chờ (3)", "không có điểm nào cần hỏi lại (1)", "đúng hạn (2)")
    await binh.picks("Phiếu không có điểm nào cần hỏi lại")
    binh.sees("Trần Thị Hòa", "nộp muộn")
    binh.sees_not("Nguyễn Văn An", "Phạm Thu Dung")
    await binh.picks("Tiếp: xem lại")
    await binh.picks("Không, để sau")
    binh.sees("Chưa xác nhận phiếu nào", "3 phiếu vẫn đang chờ")


async def test_ones_own_form_is_never_among_the_many(chat: Chat) -> None:
    binh = chat.other("binh")
    own = await registers(binh)
    await binh.says("/duyetnhieu")
    binh.sees("Không còn phiếu nào chờ")
    await registers(chat)
    await binh.says("/duyetnhieu")
    binh.sees("Tất cả phiếu đang chờ (1)")
    await binh.picks("Tất cả phiếu đang chờ")
    binh.sees_not(own)
    await chat.says("/duyetnhieu")
    chat.sees("dành cho ban chấp hành")


async def test_what_is_not_a_form_is_taken_back_by_its_own_name(chat: Chat) -> None:
    """An answer to a call for help, given by mistake; An hears that it is open again."""
    async with school_at(chat.stage.url) as school:
        an, binh, cycle = await school.member(AN), await school.person(BINH), await school.cycle()
        await school.does(
            "INSERT INTO ticket (person_id, unit_id, cycle_id, text, state, at, answer, rev)"
            " VALUES (:an, :unit, :cycle, 'x', 'answered', :at, 'y', 1)",
            an=an.person,
            unit=an.unit,
            cycle=cycle.id,
            at=instant(START),
        )
        was = {"state": "open", "answer": "", "answered_by": None, "answered_at": None, "rev": 0}
        told: dict[str, Any] = {"unit": an.unit, "person": an.person, "kind": "ticket", "subject": 1, "was": was}
        async with school.writes() as store:
            await store.record("answered", binh, "telegram", **told)
    code = code_of("ticket", 1)
    await chat.other("binh").says("/hoantac")
    binh_chat = chat.other("binh")
    await binh_chat.says("/hoantac")
    binh_chat.sees("không làm việc nào có thể hoàn tác")
    chat.got_told(f"Quyết định về câu trả lời cho {code} (Nguyễn Văn An) vừa được người quyết định thu lại")
    async with school_at(chat.stage.url) as school:
        assert await school.rows("SELECT state, answer, rev FROM ticket") == [("open", "", 2)]


async def test_who_left_office_takes_nothing_back(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {code}")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE role SET until = '2026-11-23'")
    await binh.says("hoàn tác")
    binh.sees("không còn giữ chức vụ")
    await chat.says("/kehoach")
    chat.sees("đã xác nhận")


async def test_forms_that_are_named_by_their_codes_are_shown_before_they_are_confirmed(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {codes[0]}, {codes[2].removeprefix('DK-').lower()} {codes[0]}")
    binh.sees("Xác nhận đúng 2 phiếu này?", codes[0], "Nguyễn Văn An", codes[2])
    binh.sees_not(codes[1], "Bỏ qua")
    assert not chat.got
    await binh.picks("Xác nhận 2 phiếu")
    binh.sees("Đã xác nhận 2 phiếu", "Còn 1 phiếu chờ")
    chat.got_told("đã được xác nhận")
    assert not chat.other("dung").got


async def test_what_does_not_wait_is_named_and_left_out(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {codes[0]}")
    await binh.says(f"duyet {codes[0]} {codes[1]}")
    binh.sees("Xác nhận phiếu này?", codes[1], f"Bỏ qua, vì không phải mã phiếu đang chờ bạn: {codes[0]}.")
    await binh.picks("Không, để sau")
    binh.sees("Chưa xác nhận phiếu nào. 2 phiếu vẫn đang chờ bạn.")
    await binh.says(f"duyet {codes[0]} {code_of('form', 999)}")
    binh.sees("Không phiếu nào trong các mã này đang chờ bạn", codes[0])


@pytest.mark.parametrize("slip", ["DK-ZZZZZ", "FE46", "phiếu của Dung"])
async def test_a_slip_among_the_codes_is_named_and_nothing_is_done_at_once(chat: Chat, slip: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {codes[0]} {codes[1]} {slip}")
    binh.sees("Xác nhận đúng 2 phiếu này?", codes[0], codes[1], f"đang chờ bạn: {', '.join(slip.split())}.")
    await binh.says(f"duyet {codes[0]} {slip}")
    binh.sees("Xác nhận phiếu này?", codes[0], "Bỏ qua")
    assert not chat.got
    await binh.says(f"duyet {slip}")
    binh.sees_not("Đã xác nhận")


async def test_whoever_is_in_no_committee_confirms_nothing_by_naming_it(chat: Chat) -> None:
    codes = await three_forms(chat)
    await chat.says(f"duyet {codes[1]} {codes[2]}")
    chat.sees("Không phiếu nào trong các mã này đang chờ bạn")
    assert not chat.other("dung").got


async def test_a_yes_is_for_the_forms_that_were_shown(chat: Chat) -> None:
    """Somebody else is first meanwhile: it is shown once more."""
    codes = await three_forms(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says(f"duyet {codes[0]} {codes[1]} {codes[2]}")
    await cuong.says(f"tra {codes[2]} viết rõ hơn")
    await binh.picks("Xác nhận 3 phiếu")
    binh.sees(
        "Nội dung vừa thay đổi",
        "Xác nhận đúng 2 phiếu này?",
        f"Bỏ qua, vì không phải mã phiếu đang chờ bạn: {codes[2]}.",
    )
    await binh.picks("Xác nhận 2 phiếu")
    binh.sees("Đã xác nhận 2 phiếu")
