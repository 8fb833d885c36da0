"""/xephet: a branch decides at once about everybody of whom there is nothing to ask."""

from tests.player import Chat
from tests.scenes_assess import assesses, has_confirmed_form
from tests.scenes_round import MEETING, opens_the_meeting, rating_of
from tests.school import AN, DUNG, HOA


async def assess_their_year(*people: Chat) -> None:
    for person in people:
        await has_confirmed_form(person)
    people[0].clock.now = MEETING
    for person in people:
        await assesses(person, "1.2 | xong | Đã đọc 3 cuốn", "4.1 | xong | Chạy đủ ba buổi mỗi tuần")


async def test_many_are_decided_at_once_as_shown_and_taken_back_as_a_whole(chat: Chat) -> None:
    binh, dung, hoa = (chat.other(name) for name in ("binh", "dung", "hoa"))
    await assess_their_year(chat, dung, hoa)
    await opens_the_meeting(binh)
    await binh.picks("Xét nhiều người một lúc")
    binh.sees("Tất cả 3 người")
    binh.sees_not("minh chứng cho mọi mục")
    await binh.picks("Tất cả 3 người")
    binh.sees("Đang chọn 3/3", "Nguyễn Văn An, số 7: Hoàn thành xuất sắc (2/2 mục hoàn thành = 100,00 %; 0 minh chứng)")
    left_out = await rating_of(binh, HOA)
    await binh.says("xephet")
    await binh.says(f"bỏ {left_out}")
    await binh.picks("Tiếp: xem lại")
    binh.sees("Xếp đúng 2 người này như sau?", "Phạm Thu Dung, số 3")
    binh.sees_not("Trần Thị Hòa")
    await binh.picks("Đồng ý cả 2 người")
    binh.sees("Đã xét 2 người.")
    await binh.says("/hop")
    binh.sees("Đã xét 2/9", "Còn 7 đoàn viên chưa xét")
    await binh.says("/hoantac")
    await binh.says("/hop")
    binh.sees("Đã xét 0/9")


async def test_whom_a_colleague_decided_about_meanwhile_is_left_as_decided(chat: Chat) -> None:
    binh, cuong, dung = (chat.other(name) for name in ("binh", "cuong", "dung"))
    await assess_their_year(chat, dung)
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    await binh.says("/xephet")
    await binh.picks("Tất cả 2 người")
    await binh.picks("Tiếp: xem lại")
    await cuong.says(f"xep {code}")
    await cuong.says(f"xep {code} tot vì còn thiếu minh chứng")
    await binh.picks("Đồng ý cả 2 người")
    binh.sees("Nội dung vừa thay đổi", "Xếp đúng 1 người này", f"số {DUNG}")
    await binh.picks("Đồng ý cả 1 người")
    binh.sees("Đã xét 1 người.")
    await binh.says(f"/visao {code}")
    binh.sees("Hoàn thành tốt", "còn thiếu minh chứng")


async def test_who_has_nothing_agreed_is_decided_about_one_by_one(chat: Chat) -> None:
    binh = chat.other("binh")
    await chat.says("/xephet")
    chat.sees("dành cho ban chấp hành")
    await opens_the_meeting(binh)
    await binh.says("/xephet")
    binh.sees("Không có ai để xét cùng lúc", "cần xét riêng")
