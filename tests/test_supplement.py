"""/bosung, /duyetbosung: contents are added during the year, their effect shown before (PN-30)."""

import re

import pytest

from rules.policy import policy
from rules.rating import Judged
from rules.supplement import effect, way
from tests.player import Chat
from tests.scenes_activities import notes, plans
from tests.scenes_year import EIGHT, confirmed, done, sets
from tests.school import school_at

TWO = """2.5 | Tiết kiệm 10 số điện mỗi tháng | quý 1 | tắt đèn khi ra khỏi phòng
5.3 | Dọn 2 buổi vệ sinh khu phố | quý 1 | cùng chi đoàn khu phố"""


async def levels_of(chat: Chat, criterion: str) -> list[str]:
    """What was said of a content so far."""
    async with school_at(chat.stage.url) as school:
        told = await school.rows("SELECT level FROM progress WHERE criterion = :code ORDER BY id", code=criterion)
    return [level for (level,) in told]


async def test_scenario_14_a_member_who_finished_adds_two_and_sees_what_it_would_do(chat: Chat) -> None:
    code = await confirmed(chat, *EIGHT)
    await done(chat, *EIGHT)
    await chat.says("/bosung")
    chat.sees("Đăng ký bổ sung 2027 · đã chọn 0/18", "Hiện nay: 8/8 = 100,00 %, Hoàn thành xuất sắc")
    chat.sees_not("1.1 Học")
    await chat.says(TWO)
    chat.sees("Kiểm tra trước khi gửi · bổ sung 2027", "Tiết kiệm 10 số điện")
    chat.sees("Thêm 2 mục mà chưa làm: 8/10 = 80,00 %, Hoàn thành tốt")
    chat.sees("Thêm 2 mục và xong 1: 9/10 = 90,00 %, Hoàn thành xuất sắc", "mục bổ sung được tính vào tổng số mục")
    binh = chat.other("binh")
    activity = await plans(binh, "Ngày tiết kiệm điện", "23/11", "2.5", level="Làm được một phần")
    await notes(binh, activity, "7")
    assert await levels_of(chat, "2.5") == []
    await chat.picks("Gửi")
    chat.sees("Đã gửi: BS-", "Bot đã báo cho ban chấp hành")
    binh.got_told("Nguyễn Văn An đăng ký bổ sung 2 mục")
    await binh.picks("Duyệt mục bổ sung")
    binh.sees("Duyệt mục bổ sung · 2", "2.5 Tiết kiệm")
    await binh.says("1")
    binh.sees("Việc: Tiết kiệm 10 số điện", "Quy định của năm")
    await binh.picks("Xác nhận")
    binh.sees("Đã xác nhận mục bổ sung", "Còn 1 mục chờ")
    chat.got_told("Mục bổ sung 2.5", "đã được xác nhận", "được tính vào tổng số mục")
    assert await levels_of(chat, "2.5") == ["partly"], "the activity of that content was attended before"
    first = re.search(r"BS-\w{5}", binh.screen.all)
    assert first
    cuong = chat.other("cuong")
    await cuong.says(f"duyetbosung {first[0]}")
    cuong.sees("đã được xác nhận (Lê Thị Bình, 08:00, Thứ Hai 23/11/2026)", "không cần làm gì")
    await binh.picks("Mục tiếp theo")
    await binh.says("1")
    await binh.picks("Trả lại")
    await binh.says("ghi rõ khu phố nào")
    chat.got_told("Mục bổ sung 5.3", "Lý do: ghi rõ khu phố nào", "Phiếu đã xác nhận của bạn không thay đổi")
    await binh.says("hoan tac")
    binh.sees("Đã hoàn tác", "mục bổ sung BS-")
    await binh.says("/duyetbosung")
    binh.sees("Duyệt mục bổ sung · 1")
    await chat.says(f"/xem {code}")
    chat.sees("Mục bổ sung (2.5), tính vào tổng số mục")
    await chat.says("/bosung")
    chat.sees("còn 1/9 mục chưa xong", "Mục 9 (2.5): Tiết kiệm 10 số điện")


async def test_scenario_14_where_added_contents_do_not_count_the_share_stays(chat: Chat) -> None:
    await sets(chat, "supplement_counts", "no")
    await confirmed(chat, "1.1", "1.2")
    await done(chat, "1.1", "1.2")
    await chat.says("/bosung")
    await chat.says(TWO)
    chat.sees("Hiện nay: 2/2 = 100,00 %", "không tính vào tổng số mục, nên tỷ lệ không đổi")
    chat.sees_not("Thêm 2 mục mà chưa làm")


async def test_scenario_15_a_member_with_open_lines_is_told_which_and_nothing_is_added(chat: Chat) -> None:
    await confirmed(chat, *EIGHT)
    await done(chat, *EIGHT[:5])
    await done(chat, "3.1", level="partly")
    await chat.says("/bosung")
    chat.sees("Bạn còn 3/8 mục chưa xong", "Mục 6 (3.1)", "làm được một phần", "Mục 7 (4.1)", "Mục 8 (4.2)")
    chat.sees_not("Chọn các mục")


async def test_scenario_15_or_goes_to_the_committee_where_the_cycle_says_so(chat: Chat) -> None:
    await sets(chat, "supplement_early", "committee")
    await confirmed(chat, "1.1", "4.1")
    await chat.says("/bosung")
    chat.sees("Bạn còn mục chưa xong: 1.1, 4.1", "Ban chấp hành sẽ xem")
    await chat.says(TWO.splitlines()[0])
    await chat.picks("Gửi")
    await chat.picks("Rút lại BS-")
    chat.sees("Đã rút lại mục bổ sung")
    binh = chat.other("binh")
    await binh.says("/duyetbosung")
    binh.sees("Không có mục bổ sung nào chờ")
    dung = chat.other("dung")
    await dung.says("/bosung")
    dung.sees("chưa gửi phiếu đăng ký")
    await dung.says("/duyetbosung BS-FE465")
    dung.sees("không có quyền xem mục bổ sung này")
    await dung.says("/duyetbosung")
    dung.sees("không giữ chức vụ")


def lines(done: int, partly: int, open_: int) -> list[Judged]:
    levels = ["done"] * done + ["partly"] * partly + ["not-done"] * open_
    return [Judged(str(n), level) for n, level in enumerate(levels)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "have", "added", "finished", "expected"),
    [
        ({}, (8, 0, 0), 0, 0, "8/8 xuat-sac"),
        ({}, (8, 0, 0), 2, 0, "8/10 tot"),
        ({}, (8, 0, 0), 2, 1, "9/10 xuat-sac"),  # PN-30: the lowest excellent share
        ({"supplement_counts": "no"}, (8, 0, 0), 2, 1, "8/8 xuat-sac"),
        ({"partly_done_counts": "yes"}, (7, 1, 0), 1, 0, "15/2/9 tot"),
        ({}, (0, 0, 0), 0, 0, "0/0 khong-hoan-thanh"),
    ],
)
def test_what_adding_would_do(
    settings: dict[str, str], have: tuple[int, int, int], added: int, finished: int, expected: str
) -> None:
    found = effect(policy(2027, settings), lines(*have), added, finished)
    assert found is not None
    assert f"{found.done}/{found.of} {found.grade}" == expected


def test_points_have_no_share_of_contents() -> None:
    assert effect(policy(2027, {"mode": "points"}), lines(1, 0, 0), 1) is None


@pytest.mark.parametrize(
    ("early", "have", "expected"),
    [
        ("refuse", (8, 0, 0), "free"),
        ("refuse", (7, 1, 0), "refused"),
        ("refuse", (7, 0, 1), "refused"),
        ("committee", (7, 0, 1), "asks"),
        ("committee", (8, 0, 0), "free"),
    ],
)
def test_when_contents_may_be_added(early: str, have: tuple[int, int, int], expected: str) -> None:
    assert way(policy(2027, {"supplement_early": early}), lines(*have)) == expected
