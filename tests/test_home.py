"""/batdau, /trogiup, /dulieu, dừng nhắc and the morning's reminder: by role, date and open work."""

import pytest

from bot.steering import STEERS
from handlers import FLOWS
from tests.player import TEXTS, Chat
from tests.scenes import registers
from tests.world import CODE


async def test_home_says_the_one_thing_to_do_now(chat: Chat) -> None:
    await chat.says("/batdau")
    chat.sees("Nguyễn Văn An · Chi đoàn 12A1")
    chat.sees("Việc cần làm bây giờ: đăng ký rèn luyện năm 2027, hạn Thứ Ba 15/12/2026 (còn 22 ngày")
    code = await registers(chat)
    await chat.says("trang chính")
    chat.sees(f"Phiếu {code} (năm 2027) đã gửi", "chưa phải làm gì")
    await chat.other("binh").says(f"xem {code}")
    await chat.says("trang chinh")
    chat.sees("đang được ban chấp hành xem")
    await chat.other("binh").says(f"tra {code} viết cụ thể hơn")
    await chat.says("TRANG CHÍNH.")
    chat.sees("Việc cần làm bây giờ: sửa phiếu đăng ký 2027")
    await chat.picks("Sửa phiếu")
    await chat.picks("Gửi")
    await chat.other("binh").says(f"duyet {code}")
    await chat.says("/batdau")
    chat.sees("đã được xác nhận")


async def test_a_secretarys_first_line_is_the_queue(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/batdau")
    binh.sees("Không có phiếu nào chờ bạn xác nhận", "đăng ký rèn luyện năm 2027")
    await registers(chat)
    await binh.says("/batdau")
    binh.sees("Việc cần làm bây giờ: 1 phiếu chờ bạn xác nhận")
    await binh.picks("Duyệt 1 phiếu")
    binh.sees("Duyệt phiếu · 1 phiếu chờ")


@pytest.mark.parametrize(
    ("days", "says"),
    [(22, "còn 0 ngày"), (23, "đã qua; phiếu gửi bây giờ ghi là nộp muộn")],
    ids=["15/12", "16/12"],
)
async def test_home_knows_the_day(chat: Chat, days: int, says: str) -> None:
    chat.clock.passes(days=days)
    await chat.says("/batdau")
    chat.sees(says)


async def test_what_else_one_can_do_depends_on_who_asks(chat: Chat) -> None:
    await chat.says("/batdau")
    await chat.picks("Việc khác")
    chat.sees("Bạn chọn một việc", "Kế hoạch của tôi", "Tiến độ của tôi")
    chat.sees_not("Duyệt phiếu")
    binh = chat.other("binh")
    await binh.says("/viec")
    binh.sees("Duyệt phiếu", "(trang 1/")
    await binh.says("/viec 9")
    binh.sees("Nhắc việc")
    await binh.picks("‹ Trang trước")
    await binh.says("viec")
    await binh.picks("Duyệt phiếu")
    binh.sees("Không còn phiếu nào chờ")


async def test_help_depends_on_who_asks(chat: Chat) -> None:
    await chat.says("trợ giúp")
    chat.sees("chậm nhất Thứ Ba 15/12/2026", "“quay lại”", "hoàn tác")
    chat.sees_not("ban chấp hành: hiện có")
    await registers(chat)
    binh = chat.other("binh")
    await binh.says("tro giup")
    binh.sees("hiện có 1 phiếu chờ", "tra MÃ muc 2 lý do")
    stranger = chat.other("la")
    await stranger.says("?")
    stranger.sees("cần liên kết tài khoản")


async def test_a_stranger_is_welcomed_whatever_is_said(chat: Chat) -> None:
    stranger = chat.other("la")
    for said in ("xin chào", "/dangky", "/duyet", "1", "/golienket 1", "xem DK-FE465"):
        await stranger.says(said)
        stranger.sees("Bot chưa biết bạn là ai", "mã chi đoàn")


async def test_what_is_not_understood_is_said_back_with_a_way_on(chat: Chat) -> None:
    await chat.says("làm sao đây")
    chat.sees("Bot chưa hiểu “làm sao đây”", "Việc cần làm bây giờ")
    await chat.says("/khongco")
    chat.sees("Bot không có lệnh “/khongco”")


async def test_all_that_is_stored_is_shown_and_sent_as_a_file(chat: Chat) -> None:
    code = await registers(chat)
    await chat.says("/dulieu")
    chat.sees("Họ tên: Nguyễn Văn An", "Ngày sinh: 05/09/2009", "số thứ tự 7, từ ngày 26/03/2025")
    chat.sees("Đối tượng: học sinh")
    chat.sees("Tài khoản Telegram an", "Đồng ý bản thông báo 1", code)
    await chat.picks("Tải thành tệp")
    assert chat.screen.files == ["du-lieu-cua-toi.txt"]


async def test_withdrawing_consent_ends_everything_and_tells_the_secretary(chat: Chat) -> None:
    await chat.says("/dulieu rut")
    chat.sees("bot không nhắn cho bạn nữa", "Bí thư sẽ được báo")
    await chat.picks("Không, giữ như cũ")
    chat.sees("Không có gì thay đổi")
    await chat.says("/dulieu")
    await chat.picks("Rút lại sự đồng ý")
    await chat.picks("Rút lại")
    chat.sees("Đã rút lại sự đồng ý và gỡ tài khoản này")
    chat.other("binh").got_told("Nguyễn Văn An (số 7) đã rút lại sự đồng ý")
    await chat.says("/batdau")
    chat.sees("Bot chưa biết bạn là ai")
    await chat.stage.morning()
    assert chat.got == []
    await chat.says(f"/start {CODE}")
    chat.sees("gõ họ và tên")


async def test_the_morning_reminds_whoever_has_not_sent_and_only_them(chat: Chat) -> None:
    await registers(chat.other("dung"))
    chat.clock.passes(days=8)  # 1 December, fourteen days before the day
    await chat.stage.morning()
    chat.got_told("còn 14 ngày", "gửi phiếu đăng ký 2027. Hạn Thứ Ba 15/12/2026", "Tắt nhắc")
    assert chat.other("dung").got == []
    assert chat.other("huy").got == [], "who registers on paper is not reminded"
    await chat.stage.morning()
    assert len(chat.got) == 1, "once"
    await chat.picks("Đăng ký ngay")
    chat.sees("chọn mục")


async def test_the_last_reminder_says_that_it_is_the_last(chat: Chat) -> None:
    chat.clock.passes(days=22)
    await chat.stage.morning()
    chat.got_told("Hôm nay là hạn cuối", "lần nhắc cuối")


async def test_a_form_sent_between_the_sweep_and_the_sending_stops_the_reminder(chat: Chat) -> None:
    chat.clock.passes(days=8)
    chat.stage.sends = False
    await chat.stage.sweeps_without_sending()
    await registers(chat)
    await chat.stage.sends_what_is_due()
    assert chat.got == []


async def test_reminders_are_switched_off_and_on_by_one_word(chat: Chat) -> None:
    await chat.says("dừng nhắc")
    chat.sees("Bot sẽ không nhắc việc nữa", "Hạn chót luôn hiện ở trang chính")
    chat.clock.passes(days=8)
    await chat.stage.morning()
    assert chat.got == []
    await chat.says("dung nhac")
    chat.sees("Bot sẽ nhắc việc trở lại")
    chat.clock.passes(days=7)
    await chat.stage.morning()
    chat.got_told("còn 7 ngày")


async def test_without_reminders_home_shows_what_is_due_and_decisions_still_arrive(chat: Chat) -> None:
    await chat.says("dừng nhắc")
    chat.clock.passes(days=8)
    await chat.stage.morning()
    await chat.says("/batdau")
    chat.sees("Việc cần làm bây giờ: đăng ký rèn luyện năm 2027, hạn Thứ Ba 15/12/2026 (còn 14 ngày")
    code = await registers(chat)
    assert chat.got == []
    await chat.other("binh").says(f"tra {code} viết cụ thể hơn")
    chat.got_told("được trả lại", "viết cụ thể hơn")
    await chat.says("/batdau")
    chat.sees("Việc cần làm bây giờ: sửa phiếu đăng ký 2027")
    await chat.picks("Sửa phiếu")
    await chat.picks("Gửi")
    await chat.other("binh").says(f"duyet {code}")
    chat.got_told("đã được xác nhận")


@pytest.mark.parametrize("who", ["la", "an", "binh", "cuong", "hoa", "huy"])
async def test_every_command_and_every_word_that_always_works_is_answered_for_everybody(chat: Chat, who: str) -> None:
    """In any state: asked by a stranger, by a member, by the committee, with nothing open to go on with."""
    person = chat.other(who)
    for said in [*(f"/{entry.command}" for entry in FLOWS.values()), *(TEXTS(f"word-{name}") for name in STEERS)]:
        await person.says(said.partition("|")[0])
        person.sees_not("Có lỗi phía hệ thống")
        assert person.screen.reply is not None
        assert person.screen.reply.options, f"no way on after {said}"


async def test_whoever_is_no_member_any_more_cannot_go_on_with_a_draft(chat: Chat) -> None:
    await chat.says("dangky")
    await chat.says("1.2")
    await chat.says("để sau")
    await chat.says("/dulieu")
    await chat.picks("Rút lại sự đồng ý")
    await chat.picks("Rút lại")
    await chat.says("tiếp tục")
    chat.sees("Bot chưa biết bạn là ai")
