"""/traodoi: the committee's monthly talk with its members (PN-18, TV-06)."""

from datetime import UTC, datetime

from tests.player import Chat
from tests.scenes_care import asks_for_help, trains


async def test_the_committee_talks_with_its_members_and_writes_it_down(chat: Chat) -> None:
    await trains(chat)
    await trains(chat.other("hoa"))
    chat.clock.now = datetime(2027, 3, 22, 2, tzinfo=UTC)
    code = await asks_for_help(chat)
    binh = chat.other("binh")
    await binh.says("trao đổi")
    binh.sees("Trao đổi tháng 03/2027", "3 việc nên trao đổi")
    binh.sees(f"Nguyễn Văn An (số 7): cần hỗ trợ, chờ trả lời ({code}, vừa xong)")
    binh.sees("Nguyễn Văn An (số 7): 1.2 ", "quý I/2027", "Trần Thị Hòa (số 8): 1.2", "Chưa trao đổi với 9 người")
    binh.sees_not("4.1", "Đọc 3 cuốn sách")
    await binh.picks("Ghi lại đã trao đổi")
    binh.sees("Bạn đã trao đổi với ai?", "đã chọn 9/9")
    await binh.picks("Hoàng Gia Huy (số 20)") if chat.stage.taps else await binh.says("bỏ 9")
    await binh.picks("Tiếp")
    await binh.says("Họp chi đoàn: góp sách dùng chung")
    binh.sees("Đã ghi buổi trao đổi tháng 03/2027 với 8 người", "Còn 1 người chưa được trao đổi: Hoàng Gia Huy (số 20)")
    await chat.other("cuong").says("/traodoi ghi")
    cuong = chat.other("cuong")
    await cuong.says("tiếp")
    await cuong.says("Gặp riêng Huy")
    cuong.sees("với 1 người", "Tháng này đã trao đổi với mọi người")
    await cuong.says("/traodoi thang")
    cuong.sees("Trao đổi tháng 03/2027", "Họp chi đoàn: góp sách dùng chung\nGặp riêng Huy", "với mọi người.")


async def test_the_monthly_talk_is_the_committees_and_says_when_nothing_is_open(chat: Chat) -> None:
    await chat.says("/traodoi")
    chat.sees("Lệnh này dành cho ban chấp hành chi đoàn.")
    binh = chat.other("binh")
    await binh.says("/traodoi")
    binh.sees("Không có mục nào đến hạn trong tháng")
    await binh.picks("Các tháng trước")
    binh.sees("chưa ghi buổi trao đổi nào")
