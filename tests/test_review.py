"""/duyet, /xem, /tra, hoàn tác: a committee decides (PN-14, PN-15, domain.md 4.3)."""

import pytest

from tests.player import Chat
from tests.scenes import ACTION, registers


async def test_a_secretary_confirms_and_the_member_is_told_at_once(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    binh.got_told("1 phiếu mới. 1 phiếu đang chờ bạn xác nhận")
    await binh.picks("Duyệt 1 phiếu")
    binh.sees("Duyệt phiếu · 1 phiếu chờ", f"{code} Nguyễn Văn An, số 7 · vừa xong")
    await binh.picks(code)
    binh.sees(f"Phiếu {code} · Nguyễn Văn An, số 7 · gửi vừa xong · lần 1", "2 mục ở 2 nhóm")
    binh.sees(f"Mục 1 (1.2): {ACTION} · quý I/2027")
    await binh.picks("Xác nhận")
    binh.sees(f"Đã xác nhận phiếu {code} (Nguyễn Văn An)", "Không còn phiếu nào chờ bạn.")
    chat.got_told("đã được xác nhận")
    await chat.says("/kehoach")
    chat.sees("đã xác nhận", "Mục 1 (1.2)", "quý I/2027 (đến Thứ Tư 31/03/2027)")


async def test_one_line_comes_back_with_its_reason_and_is_mended(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"xem {code}")
    await binh.picks("Trả lại")
    binh.sees("Trả lại cả phiếu", "0 Cả phiếu", "2 Chạy bộ 3 buổi mỗi tuần")
    await binh.picks("2 Chạy bộ")
    binh.sees("Lý do trả lại?", "Viết cụ thể hơn: số lượng hoặc sản phẩm")
    await binh.says("ghi rõ chạy ở đâu")
    binh.sees(f"Đã trả lại phiếu {code}")
    chat.got_told("được trả lại 1 mục", "Mục 2: ghi rõ chạy ở đâu", "Các mục khác giữ nguyên")
    await chat.picks("Sửa mục 2")
    chat.sees("Sửa gì ở mục này?", "Chạy bộ 3 buổi")
    await chat.picks("Cách làm")
    await chat.says("Chạy quanh hồ với hai bạn trong tổ")
    chat.sees("Kiểm tra trước khi gửi", "Mục 2: ghi rõ chạy ở đâu", "Chạy quanh hồ")
    await chat.picks("Gửi")
    await binh.says(f"xem {code}")
    binh.sees("lần 2", "Thay đổi so với lần trước", "Mục 2, cách làm: “cùng hai bạn trong tổ” → “Chạy quanh hồ")
    await binh.picks("Xác nhận")
    chat.got_told("đã được xác nhận")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("tra {code} muc 2 viết cụ thể hơn", "Mục 2: viết cụ thể hơn"),
        ("TRA {code} mục 1, 2 ghi rõ nơi làm", "Mục 1: ghi rõ nơi làm\nMục 2: ghi rõ nơi làm"),
        ("/tra {code} cả phiếu chưa vừa sức", "Lý do: cả phiếu chưa vừa sức"),
    ],
    ids=["one line", "two lines", "the whole form"],
)
async def test_a_return_is_typed_in_one_message_and_its_reason_passed_on_as_typed(
    chat: Chat, typed: str, told: str
) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(typed.format(code=code))
    binh.sees("Đã trả lại phiếu")
    chat.got_told(told)


async def test_a_reason_may_be_one_of_the_ready_ones(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"tra {code}")
    await binh.picks("0 Cả phiếu")
    await binh.picks("Ghi lại thời hạn")
    chat.got_told("Lý do: Ghi lại thời hạn")


async def test_a_line_that_does_not_exist_is_refused_and_nothing_changes(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"tra {code} muc 3 viết lại")
    binh.sees(f"Phiếu {code} chỉ có các mục từ 1 đến 2", "Chưa có gì thay đổi")
    await binh.says(f"xem {code}")
    binh.sees("Xác nhận")


async def test_scenario_two_secretaries_the_first_decision_wins_and_the_other_secretary_hears_who_and_when(
    chat: Chat,
) -> None:
    code = await registers(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says(f"xem {code}")
    await cuong.says(f"xem {code}")
    await binh.picks("Xác nhận")
    chat.clock.passes(minutes=4)
    await cuong.picks("Trả lại")
    cuong.sees(f"Phiếu {code} đã được xác nhận (Lê Thị Bình, 08:00, Thứ Hai 23/11/2026)", "không cần làm gì")
    await cuong.says(f"duyet {code}")
    cuong.sees("đã được xác nhận (Lê Thị Bình")
    assert len(chat.got) == 1


async def test_scenario_22_nobody_confirms_their_own_form(chat: Chat) -> None:
    binh = chat.other("binh")
    code = await registers(binh)
    await binh.says("/duyet")
    binh.sees("Không còn phiếu nào chờ bạn xác nhận")
    await binh.says(f"duyet {code}")
    binh.sees("không thể tự xác nhận phiếu của mình", "Trần Văn Cường")
    cuong = chat.other("cuong")
    cuong.got_told("1 phiếu đang chờ")
    await cuong.says(f"duyet {code}")
    cuong.sees("Đã xác nhận phiếu")
    assert binh.got[-1].all.startswith("Phiếu đã được xác nhận")


@pytest.mark.parametrize("typed", ["xem {code}", "duyet {code}", "tra {code} không được", "rutlai {code}"])
async def test_a_stranger_to_the_form_learns_nothing(chat: Chat, typed: str) -> None:
    code = await registers(chat)
    dung = chat.other("dung")
    await dung.says(typed.format(code=code))
    dung.sees("Bạn không có quyền xem phiếu này.")
    dung.sees_not("Nguyễn", "Chạy bộ", "số 7")
    assert chat.got == []


@pytest.mark.parametrize("typed", ["xem DK-22222", "/xem DK-VT6A8", "/xem abc", "/duyet x", "/tra", "/rutlai"])
async def test_a_code_that_belongs_to_no_form_is_answered_the_same_way(chat: Chat, typed: str) -> None:
    await chat.other("binh").says(typed)
    binh = chat.other("binh")
    await binh.says(typed)
    binh.sees_not("Có lỗi phía hệ thống")


async def test_the_decision_is_taken_back_within_ten_minutes(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {code}")
    chat.clock.passes(minutes=9)
    await binh.says("hoàn tác")
    binh.sees("Đã hoàn tác", code)
    chat.got_told("vừa được thu lại")
    await binh.says("hoan tac")
    binh.sees("không làm việc nào có thể hoàn tác")
    await binh.says(f"duyet {code}")
    chat.clock.passes(minutes=11)
    await binh.says("hoàn tác")
    binh.sees("Trong 10 phút vừa qua bạn không làm việc nào có thể hoàn tác")


async def test_a_decision_is_not_taken_back_once_the_member_has_acted_on_it(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"tra {code} viết cụ thể hơn")
    await chat.says("/dangky")
    await chat.picks("Gửi")
    await binh.says("hoàn tác")
    binh.sees(f"Không hoàn tác được: phiếu {code} (Nguyễn Văn An) đã có thay đổi mới (Nguyễn Văn An gửi, 08:00")


async def test_an_old_card_does_not_confirm_a_version_nobody_has_seen(chat: Chat) -> None:
    code = await registers(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says(f"xem {code}")
    await cuong.says(f"tra {code} muc 1 viết cụ thể hơn")
    await chat.says("/dangky sua 1")
    await chat.picks("Việc cụ thể")
    await chat.says("Đọc 5 cuốn sách về Bác và kể lại trong 1 buổi sinh hoạt")
    await chat.picks("Gửi")
    await binh.picks("Xác nhận")
    binh.sees("Đoàn viên đã gửi lại phiếu (lần 2)", "Mục 1, việc", "Xác nhận")
    assert "đã được xác nhận" not in chat.got[-1].all
    await binh.picks("Xác nhận")
    binh.sees("Đã xác nhận phiếu")


async def test_the_queue_is_oldest_first_and_what_a_colleague_holds_comes_last(chat: Chat) -> None:
    first = await registers(chat)
    chat.clock.passes(minutes=5)
    second = await registers(chat.other("dung"))
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await cuong.says("/duyet")
    assert cuong.screen.all.index(first) < cuong.screen.all.index(second)
    await binh.says(f"xem {first}")
    await cuong.says("/duyet")
    assert cuong.screen.all.index(second) < cuong.screen.all.index(first)
    chat.clock.passes(minutes=11)
    await cuong.says("/duyet")
    assert cuong.screen.all.index(first) < cuong.screen.all.index(second)


async def test_the_queue_is_paged(chat: Chat) -> None:
    codes = await chat.stage.everybody_sends(chat, 11)
    binh = chat.other("binh")
    await binh.says("/duyet")
    binh.sees("11 phiếu chờ", "(trang 1/2)", codes[0])
    binh.sees_not(codes[-1])
    await binh.picks("Trang sau")
    binh.sees("(trang 2/2)", codes[-1])
    await binh.picks("‹ Trang trước")
    binh.sees(codes[0])


async def test_same_words_and_vague_lines_are_pointed_out_as_questions(chat: Chat) -> None:
    await registers(chat, ACTION)
    dung = chat.other("dung")
    await dung.says("/dangky")
    await dung.says(f"1.2 | {ACTION} | quý 1 | mượn của bạn\n2.5 | tiết kiệm | quý 1 | tắt đèn")
    await dung.picks("Giữ nguyên")
    await dung.picks("Gửi")
    binh = chat.other("binh")
    await binh.says("/duyet")
    await binh.picks("DK-VT6A8")
    binh.sees("mục 1 giống hệt phiếu của đoàn viên số 7", "mục 2 chưa rõ số lượng (“tiết kiệm”)")


async def test_arrivals_are_told_at_once_and_then_at_most_once_an_hour(chat: Chat) -> None:
    binh = chat.other("binh")
    await registers(chat)
    assert len(binh.got) == 1
    chat.clock.passes(minutes=10)
    await registers(chat.other("dung"))
    await registers(chat.other("hoa"))
    assert len(binh.got) == 1, "nothing new within the hour"
    if chat.stage.taps:
        assert "3 phiếu đang chờ" in binh.got[0].all, "but the message that is there stays true"
    chat.clock.passes(minutes=51)
    await chat.stage.sends_what_is_due()
    binh.got_told("2 phiếu mới. 3 phiếu đang chờ bạn xác nhận")
    assert len(binh.got) == 2
    chat.clock.passes(hours=3)
    await chat.stage.sends_what_is_due()
    assert len(binh.got) == 2, "no arrival, no message"


async def test_a_committee_member_without_work_is_told_so(chat: Chat) -> None:
    await chat.other("binh").says("/duyet")
    binh = chat.other("binh")
    await binh.says("duyệt")
    binh.sees("Không còn phiếu nào chờ")
    await chat.says("/duyet")
    chat.sees("dành cho ban chấp hành")


async def test_all_lines_of_a_long_form_are_paged(chat: Chat) -> None:
    codes = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "3.1"]
    await chat.says("/dangky")
    await chat.says(
        "\n".join(f"{c} | Làm {n} việc tốt trong mỗi tháng | quý 1 | tự làm" for n, c in enumerate(codes, 1))
    )
    await chat.picks("Gửi")
    binh = chat.other("binh")
    await binh.says("xem DK-FE465")
    binh.sees("10 mục ở 3 nhóm", "Mục 8", "… và 2 mục nữa")
    await binh.picks("Xem đầy đủ")
    binh.sees("Mục 8 · 2.3", "Cách làm: tự làm")
    await binh.picks("Trang sau")
    binh.sees("Mục 10 · 3.1")
    await binh.picks("Về phiếu")
    binh.sees("Xác nhận")


async def test_a_form_in_the_queue_is_called_by_its_place_its_code_or_its_members_name(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    for said in ("1", code, code.lower(), "nguyen van an"):
        await binh.says("duyet")
        if not chat.stage.taps:
            binh.sees(f"1. {code} Nguyễn Văn An")
        await binh.says(said)
        binh.sees(f"Phiếu {code}", "Nguyễn Văn An, số 7", "Xác nhận")


@pytest.mark.parametrize("command", ["tra", "xem", "/duyet 7F3K", "rutlai", "tra muc 2 viết rõ hơn"])
async def test_a_command_that_needs_a_forms_code_says_so(chat: Chat, command: str) -> None:
    await registers(chat)
    binh = chat.other("binh")
    await binh.says(command)
    word = command.strip("/").partition(" ")[0]
    if command.startswith("tra muc"):  # everyday words: nothing is guessed, and nothing is done
        binh.sees("Bot chưa hiểu")
    else:
        binh.sees("chưa có mã phiếu đúng", f"ví dụ: {word} DK-7F3K9")
        await binh.picks("Phiếu chờ duyệt")
        binh.sees("1 phiếu chờ")
