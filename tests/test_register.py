"""A member registers: the main talk."""

from tests.player import Chat


async def test_a_member_registers(chat: Chat) -> None:
    await chat.says("/dangky")
    chat.sees("Đăng ký 2027 · chọn mục", "đã chọn 0/26", "1.1 Học")
    await chat.picks("1.2", "4.1", "Tiếp")
    chat.sees("1/2", "Bạn sẽ làm việc gì cụ thể?")
    await chat.says("Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận")
    chat.sees("Xong khi nào?")
    await chat.says("quy 1")
    chat.sees("quý I/2027 (đến Thứ Tư 31/03/2027)", "bằng cách nào")
    await chat.says("Mượn ở thư viện, mỗi tháng một cuốn")
    chat.sees("2/2", "4.1")
    print(chat.screen.all)
