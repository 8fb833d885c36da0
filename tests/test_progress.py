"""/tiendo, /minhchung: what is done, what shows it, and who may see that (PN-16, PN-20, PN-29, domain.md 4.3)."""

from chat.message import FileRef
from rules.evidence import MOST_BYTES
from tests.player import Chat
from tests.scenes import ACTION, registers
from tests.scenes_progress import PNG, is_confirmed


async def test_a_member_says_what_is_done_and_hands_in_what_shows_it(chat: Chat) -> None:
    code = await is_confirmed(chat)
    await chat.says("/tiendo")
    chat.sees("Tiến độ 2027", "Đã xong 0/2 mục", "1.2 Đọc 3 cuốn", "chưa làm")
    await chat.picks("1.2")
    chat.sees(ACTION, "đã làm đến đâu?")
    await chat.picks("Đã xong")
    chat.sees("nhiều nhất 5 minh chứng", "Không thêm gì")
    await chat.says("Đã đọc 3 cuốn, xem https://doan.vn/cam-nhan.")
    chat.sees("Ghi chú: Đã đọc 3 cuốn, xem", "Đã nhận đường dẫn: https://doan.vn/cam-nhan")
    await chat.uploads("a/b/ảnh sách.png", PNG, "image/png")
    chat.sees("Đã nhận tệp: ảnh sách.png")
    await chat.picks("Xong")
    chat.sees("Đã ghi tiến độ", "xong.", "2 minh chứng", "đang lưu", "Đã xong 1/2 mục", "Tiếp theo: mục 4.1")
    assert len(chat.got) == 1, "nothing but the confirmation: the file was kept"

    await chat.picks("Xem minh chứng")
    chat.sees("1. https://doan.vn/cam-nhan", "2. Tệp ảnh sách.png, 1 kB", "đoàn viên: xong. Đã đọc 3 cuốn")
    binh = chat.other("binh")
    await binh.says(f"xem {code} 1")
    await binh.picks("Tiến độ và minh chứng")
    binh.sees("Nguyễn Văn An", "Đã xong 1/2 mục", "1.2 Đọc 3 cuốn")
    await binh.says(f"minhchung {code} 1.2")
    binh.sees_not("Rút lại")
    await binh.picks("Mở số 2")
    assert binh.screen.files == ["ảnh sách.png"]
    assert binh.screen.reply is not None
    assert binh.screen.reply.files[0].content == PNG
    await chat.says("/kehoach")
    chat.sees("Mục 1 (1.2)", "· xong", "chưa làm")


async def test_a_stranger_to_the_branch_learns_nothing_of_evidence(chat: Chat) -> None:
    code = await is_confirmed(chat)
    await chat.says("/tiendo 1.2 xong https://doan.vn/x")
    hoa = chat.other("hoa")
    for given in (code, f"{code} 1.2", f"{code} 9.9", f"{code} 1.2 1"):
        await hoa.says(f"/minhchung {given}")
        hoa.sees("không có quyền")
        hoa.sees_not("doan.vn", "Nguyễn")


async def test_one_message_says_it_all_and_the_newest_word_counts(chat: Chat) -> None:
    await is_confirmed(chat)
    await chat.says("tiendo 1.2 một phần đã đọc 1 cuốn")
    chat.sees("một phần.", "Ghi chú: đã đọc 1 cuốn", "Đã xong 0/2 mục")
    await chat.says("/tiendo 1.2 xong đã đọc 3 cuốn")
    chat.sees("xong.", "Đã xong 1/2 mục")
    await chat.says("/tiendo 4.1 xong")
    await chat.picks("Không thêm gì")
    chat.sees("Đã xong 2/2 mục", "đã xong cả các mục")
    await chat.says("/tiendo 4.1 mở lại: còn 2 buổi")
    chat.sees("chưa làm.", "Đã xong 1/2 mục", "Tiếp theo: mục 4.1")
    await chat.says("/tiendo 7.7 xong")
    chat.sees("không có mục 7.7", "1.2, 4.1")
    await chat.says("/tiendo 4.1 javascript://x")
    await chat.picks("Đã xong")
    chat.sees("Đường dẫn này không dùng được", "Chưa có gì thay đổi")


async def test_a_photo_may_come_with_the_command_and_is_not_lost_with_another(chat: Chat) -> None:
    code = await is_confirmed(chat)
    await chat.uploads("ảnh.png", PNG, "image/png", text="/tiendo 1.2 xong đã đọc 3 cuốn")
    chat.sees("xong.", "Ghi chú: đã đọc 3 cuốn", "1 minh chứng")
    await chat.uploads("ảnh.png", PNG, "image/png", text="/tiendo 1.2 them")
    chat.sees("2 minh chứng")
    await chat.uploads("ảnh.png", PNG, "image/png", text="/kehoach")
    chat.sees("không dùng đến tệp này", code)


async def test_nothing_is_asked_before_the_form_is_confirmed(chat: Chat) -> None:
    await chat.says("/tiendo")
    chat.sees("chưa gửi phiếu đăng ký năm 2027")
    await registers(chat)
    await chat.says("/tiendo 1.2 xong đã đọc")
    chat.sees("Ban chấp hành chưa mở xem")
    await chat.other("huy").says("/tiendo")


async def test_what_is_not_taken_is_said_and_the_rest_stays(chat: Chat) -> None:
    await is_confirmed(chat)
    await chat.says("/tiendo 1.2 xong")
    await chat.says("https://doan.vn/1")
    await chat.sends(FileRef("f", "phim.mp4", 1000))
    chat.sees("Chỉ nhận ảnh hoặc tệp jpg", "https://doan.vn/1")
    await chat.sends(FileRef("f", "to.pdf", MOST_BYTES + 1))
    chat.sees("vượt mức tối đa 10 MB")
    for n in range(2, 6):
        await chat.says(f"https://doan.vn/{n}")
    await chat.says("https://doan.vn/6")
    chat.sees("nhiều nhất 5 minh chứng", "https://doan.vn/5")
    await chat.picks("Bỏ phần vừa gửi")
    chat.sees("Đã bỏ: Đã nhận đường dẫn: https://doan.vn/5")
    await chat.says("/batdau")
    await chat.says("/tiendo 1.2 xong")
    chat.sees("https://doan.vn/4")
    await chat.picks("Xong")
    chat.sees("4 minh chứng")


async def test_a_file_that_is_not_what_it_says_is_not_kept_and_the_member_is_told(chat: Chat) -> None:
    await is_confirmed(chat)
    await chat.says("/tiendo 1.2 xong")
    await chat.uploads("bài.pdf", b"MZ this is a program")
    await chat.uploads("ảnh.jpg", PNG)
    await chat.picks("Xong")
    chat.got_told("“bài.pdf” không phải là ảnh hoặc tệp", "Các minh chứng khác vẫn giữ")
    await chat.picks("Gửi lại")
    chat.sees("Bạn đã làm gì?")
    await chat.picks("Không thêm gì")
    await chat.picks("Xem minh chứng")
    chat.sees("2. Tệp ảnh.png")
    chat.sees_not("bài.pdf")


async def test_a_member_takes_evidence_back(chat: Chat) -> None:
    code = await is_confirmed(chat)
    await chat.says("/tiendo 1.2 xong https://doan.vn/1 https://doan.vn/2")
    await chat.picks("Xem minh chứng")
    await chat.picks("Rút lại số 1")
    chat.sees("Rút lại minh chứng “https://doan.vn/1”")
    await chat.picks("Rút lại")
    chat.sees("Đã xóa minh chứng 1 của mục 1.2")
    await chat.picks("Xem minh chứng")
    chat.sees("2. https://doan.vn/2")
    chat.sees_not("https://doan.vn/1 ")
    await chat.says("/tiendo 1.2 rut 1")
    chat.sees("không có minh chứng 1")
    await chat.says(f"/minhchung {code} 1.2 1")
    chat.sees("đã được rút lại")
    await chat.says("/dulieu")
    chat.sees("1.2: xong")
