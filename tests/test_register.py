"""/dangky: a member chooses contents and says for each what, by when and how (PN-03, PN-04, PN-16)."""

import pytest

from tests.player import Chat
from tests.scenes import ACTION, HOW, registers

LINES = """1.2 | Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận | quý 1 | mượn ở thư viện, mỗi tháng một cuốn
4.1 | Chạy bộ 3 buổi mỗi tuần, mỗi buổi 2 km | cuối năm | cùng hai bạn trong tổ"""


async def test_scenario_1_a_whole_registration_is_sent_and_the_secretary_is_told(chat: Chat) -> None:
    await chat.says("/dangky")
    chat.sees("Đăng ký 2027 · chọn mục · đã chọn 0/26", "1. Tư tưởng, chính trị")
    await chat.picks("1.1", "4.1", "Tiếp")
    chat.sees("Đăng ký 2027 · 1/2", "1.1 Học tập, quán triệt nghị quyết", "Bạn sẽ làm việc gì cụ thể?")
    await chat.says("Dự 1 lớp học nghị quyết và làm bài kiểm tra")
    chat.sees("Xong khi nào?", "Muộn nhất là Thứ Bảy 15/05/2027")
    await chat.says("quý II")
    chat.sees("Hạn: quý II/2027 (đến Thứ Bảy 15/05/2027)", "bằng cách nào?")
    await chat.says("Học trực tuyến vào tối thứ bảy")
    chat.sees("Đăng ký 2027 · 2/2", "4.1 Rèn luyện thể dục")
    await chat.says("Chạy bộ 3 buổi mỗi tuần")
    await chat.says("t3")
    await chat.says("Chạy quanh sân vận động với tổ 2")
    chat.sees("Kiểm tra trước khi gửi", "Dự 1 lớp học nghị quyết và làm bài kiểm tra · quý II/2027 · Học trực tuyến")
    chat.sees("Chạy bộ 3 buổi mỗi tuần · tháng 03/2027", "Chưa có mục nào ở nhóm 2, 3, 5")
    await chat.picks("Gửi")
    chat.sees("Đã gửi lúc 08:00, Thứ Hai 23/11/2026", "Mã phiếu: DK-", "chậm nhất Chủ Nhật 20/12/2026")
    chat.other("binh").got_told("1 phiếu đang chờ bạn xác nhận")
    chat.other("cuong").got_told("1 phiếu đang chờ bạn xác nhận")
    await chat.picks("Xem phiếu")
    chat.sees("đã gửi, chờ ban chấp hành xác nhận", "Việc: Chạy bộ 3 buổi mỗi tuần", "Cách làm: Học trực tuyến")


async def test_scenario_2_a_line_without_its_means_is_asked_for_by_name_and_the_rest_is_kept(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says("1.1 | Dự 1 lớp học nghị quyết và làm bài kiểm tra | quý II |\n" + LINES.splitlines()[1])
    chat.sees("Đăng ký 2027 · 1/2", "1.1 Học tập, quán triệt nghị quyết", "bằng cách nào?", "Ví dụ:")
    chat.sees_not("Gửi ban chấp hành xác nhận")
    await chat.says("...")
    chat.sees("đang trống", "Ví dụ:")
    await chat.says("Học trực tuyến vào tối thứ bảy")
    chat.sees("Kiểm tra trước khi gửi", "Chạy bộ 3 buổi mỗi tuần, mỗi buổi 2 km · năm 2027")


async def test_eight_pasted_lines_need_only_a_look_and_a_word(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says(LINES)
    chat.sees("Kiểm tra trước khi gửi", "1.2 Học tập và làm theo Bác – Đọc 3 cuốn sách", "4.1 Rèn luyện thể dục")
    await chat.picks("Gửi")
    chat.sees("Đã gửi lúc")


async def test_a_wrong_due_date_in_a_pasted_line_is_the_only_thing_asked(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says(LINES.replace("quý 1", "tháng 13"))
    chat.sees("Trong lịch không có “tháng 13”", "Xong khi nào?")
    await chat.says("tháng 3")
    chat.sees("Kiểm tra trước khi gửi", "tháng 03/2027", "mượn ở thư viện")


async def test_a_pasted_line_with_an_unknown_code_is_named_and_the_others_are_kept(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says(LINES + "\n5.6 | Việc gì đó | quý 1 | cách nào đó")
    chat.sees("Chưa nhận các dòng có mã 5.6", "Kiểm tra trước khi gửi", "Chạy bộ 3 buổi")


async def test_a_vague_action_may_be_kept_and_a_better_one_may_be_written(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "4.1", "Tiếp")
    await chat.says("đọc sách")
    chat.sees("“đọc sách” chưa rõ số lượng hoặc sản phẩm", "giữ nguyên?")
    await chat.says(ACTION)
    await chat.says("quý 1")
    await chat.says(HOW)
    await chat.says("chạy bộ")
    await chat.picks("Giữ nguyên")
    chat.sees("Xong khi nào?")


async def test_copying_the_criterion_is_no_action(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.4", "Tiếp")
    await chat.says("theo doi thoi su qua nguon chinh thong")
    chat.sees("chép lại tên mục", "việc gì cụ thể")


async def test_a_due_date_after_the_rating_is_refused_with_the_latest_day_on_offer(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.says(ACTION)
    await chat.says("tháng 6")
    chat.sees("Hạn muộn nhất là Thứ Bảy 15/05/2027")
    await chat.picks("Thứ Bảy 15/05/2027")
    chat.sees("Hạn: Thứ Bảy 15/05/2027", "bằng cách nào?")


async def test_the_end_of_the_year_means_the_rating_day_of_a_school_and_says_so(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.says(ACTION)
    await chat.says("cuoi nam")
    chat.sees("Hạn: cả năm 2027 (đến Thứ Bảy 15/05/2027)")


async def test_one_answer_is_changed_from_the_review_and_the_rest_stays(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says(LINES)
    await chat.picks("Sửa 2")
    chat.sees("Sửa gì ở mục này?", "Chạy bộ 3 buổi")
    await chat.picks("Việc cụ thể")
    chat.sees("Đang ghi: “Chạy bộ 3 buổi mỗi tuần, mỗi buổi 2 km”")
    await chat.says("Bơi 2 buổi mỗi tuần, mỗi buổi 500 m")
    chat.sees("Kiểm tra trước khi gửi", "Bơi 2 buổi mỗi tuần", "Đọc 3 cuốn sách", "cùng hai bạn trong tổ")


async def test_going_back_out_of_a_change_brings_the_old_answer_back(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says(LINES)
    await chat.picks("Sửa 1")
    await chat.picks("Thời hạn")
    await chat.says("quay lai")
    chat.sees("Kiểm tra trước khi gửi", "quý I/2027")


async def test_a_content_is_added_from_the_review_and_one_is_dropped(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.says(LINES)
    await chat.picks("Thêm, bớt mục")
    chat.sees("đã chọn 2/26")
    await chat.picks("2.5", "Tiếp")
    chat.sees("Đăng ký 2027 · 2/3", "2.5")
    await chat.says("Tiết kiệm 10 số điện mỗi tháng | quý 1 | tắt đèn khi ra khỏi phòng")
    chat.sees("Kiểm tra trước khi gửi", "Tiết kiệm 10 số điện", "Đọc 3 cuốn sách", "Chạy bộ")


async def test_back_goes_one_question_back_and_offers_what_was_written(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.says(ACTION)
    await chat.says("Quay lại")
    chat.sees("việc gì cụ thể", f"Đang ghi: “{ACTION}”")
    await chat.picks("Giữ nguyên")
    chat.sees("Xong khi nào?")
    await chat.says("quay lại")
    await chat.says("quay lại")
    chat.sees("chọn mục", "đã chọn 1/26")


async def test_half_a_registration_waits_for_days_and_through_other_conversations(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "4.1", "Tiếp")
    await chat.says(ACTION)
    await chat.picks("Để sau")
    chat.sees("đã giữ mọi điều bạn vừa trả lời")
    chat.clock.passes(days=5)
    await chat.says("/trogiup")
    chat.sees("Làm tiếp: Đăng ký rèn luyện")
    await chat.says("/batdau")
    chat.sees("làm tiếp phiếu đăng ký 2027 (đã xong 0/2 mục)")
    await chat.says("tiếp tục")
    chat.sees("Đăng ký 2027 · 1/2", "Xong khi nào?")


async def test_a_draft_is_dropped_only_after_one_question(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.says("huỷ")
    chat.sees("Hủy bản nháp “Đăng ký rèn luyện”?", "sẽ mất")
    await chat.picks("Không, giữ lại")
    await chat.says("tiep tuc")
    chat.sees("việc gì cụ thể")
    await chat.says("hủy")
    await chat.picks("Hủy bản nháp")
    await chat.says("/dangky")
    chat.sees("đã chọn 0/26")


async def test_a_sent_form_is_taken_back_until_somebody_has_opened_it(chat: Chat) -> None:
    code = await registers(chat)
    await chat.picks("Rút lại để sửa")
    chat.sees("Đã rút lại phiếu", "Nội dung vẫn giữ nguyên")
    await chat.picks("Sửa phiếu")
    chat.sees("Kiểm tra trước khi gửi", ACTION)
    await chat.picks("Gửi")
    chat.sees(f"Mã phiếu: {code}")
    await chat.other("binh").says(f"xem {code}")
    await chat.says(f"rutlai {code}")
    chat.sees("Không rút lại được", "nhắn bí thư trả lại phiếu")


async def test_scenario_6_a_member_on_paper_is_told_the_way_and_nothing_is_asked_or_kept(chat: Chat) -> None:
    huy = chat.other("huy")
    await huy.says("đăng ký")
    huy.sees("đăng ký bằng giấy", "bot không hỏi và không lưu nội dung")
    chat.other("binh").got_told("Hoàng Gia Huy (số 20)", "phiếu giấy")
    await huy.says("Đọc 3 cuốn sách về Bác")
    huy.sees("Bot chưa hiểu")
    told = len(chat.other("binh").got)
    await huy.says("dangky")
    assert len(chat.other("binh").got) == told, "the secretary is told once"


@pytest.mark.parametrize(("days", "late"), [(22, False), (23, True)], ids=["15/12 is in time", "16/12 is late"])
async def test_a_form_after_the_day_is_marked_late(chat: Chat, days: int, *, late: bool) -> None:
    chat.clock.passes(days=days)
    await registers(chat)
    assert ("nộp muộn" in chat.screen.all) is late


async def test_last_years_open_lines_are_offered_and_only_their_dates_are_asked(chat: Chat) -> None:
    await registers(chat)
    await chat.stage.opens_the_next_year()
    await chat.says("/dangky")
    chat.sees("Năm 2027 bạn đã đăng ký 2 mục", "Lấy lại")
    await chat.picks("Lấy lại")
    chat.sees("Đăng ký 2028 · 1/2", "Xong khi nào?")
    await chat.says("quý 1")
    chat.sees("Đăng ký 2028 · 2/2", "Xong khi nào?")
    await chat.says("tháng 4")
    chat.sees("Kiểm tra trước khi gửi · Đăng ký 2028", ACTION, "quý I/2028", "tháng 04/2028", HOW)


async def test_the_same_tap_twice_and_the_same_delivery_twice_change_nothing(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2")
    before = chat.screen.all
    await chat.again()
    assert chat.screen.all == before
    if chat.stage.taps:
        await chat.taps_raw("1:+1.2")
        chat.sees("đã chọn 1/26")


async def test_an_old_button_shows_where_things_stand_and_changes_nothing(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.taps_raw("1:+4.1")
    chat.sees("Nút này của màn hình cũ", "việc gì cụ thể")


async def test_a_forged_tap_is_read_against_what_exists(chat: Chat) -> None:
    await chat.says("/dangky")
    for data in ("1:+9.9", "1:send", "1:-", "x:y", "99999999999999999999:a", "1:" + "a" * 62, "/xem DK-FE465", ":"):
        await chat.taps_raw(data)
        chat.sees_not("Có lỗi phía hệ thống", "Đã gửi")
    await chat.says("/dangky")
    chat.sees("đã chọn 0/26")


@pytest.mark.parametrize(
    "typed", ["😀" * 20, "Đọc " * 2500, "\u200b", "a" * 501], ids=["emoji", "10,000", "blank", "501"]
)
async def test_odd_words_lose_nothing(chat: Chat, typed: str) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.says(typed)
    chat.sees("1.2 Học tập và làm theo", "việc gì cụ thể")
    chat.sees_not("Có lỗi phía hệ thống")
    await chat.says(ACTION)
    chat.sees("Xong khi nào?")
