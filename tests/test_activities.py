"""/hoatdong, /themhoatdong, /diemdanh: the branch's year plan, and what coming counts for (PN-17, PN-20, TV-13)."""

import pytest

from rules.activity import left_without, raises
from storage.organising import add_unit
from storage.session import session_for
from tests.player import Chat
from tests.scenes_activities import notes, plans
from tests.scenes_year import confirmed
from tests.world import START


async def test_a_planned_activity_helps_a_member_and_attendance_counts_for_the_linked_content(chat: Chat) -> None:
    await confirmed(chat, "1.2", "4.1")
    binh = chat.other("binh")
    await plans(binh, "Hội khỏe chi đoàn", "25/11", "2.5")
    code = await plans(binh, "Về nguồn tại khu di tích", "28/11", "1.2", "5.3")
    await chat.says("/hoatdong")
    chat.sees("2 hoạt động sắp tới", "Thứ Bảy 28/11/2026 · Về nguồn tại khu di tích – giúp mục 1.2 của bạn")
    first, second = (chat.screen.texts[0].index(title) for title in ("Về nguồn", "Hội khỏe"))
    assert first < second, "what helps stands first, though it comes later"
    await chat.says(f"/diemdanh {code}")
    chat.sees("dành cho ban chấp hành")
    await binh.says(f"/diemdanh {code}")
    binh.sees("diễn ra Thứ Bảy 28/11/2026", "mới điểm danh được")
    chat.clock.passes(days=6)
    await binh.says("/diemdanh")
    binh.sees("2 hoạt động chưa được điểm danh", f"{code} Về nguồn")
    await notes(binh, code, "2", "7", "12")
    binh.sees("Đã ghi 3/9 người dự", "1 đoàn viên có mục thay đổi")
    chat.got_told("Bạn đã dự “Về nguồn tại khu di tích” (Thứ Bảy 28/11/2026)", "Mục 1.2 của bạn được ghi là xong")
    kept = ""
    for page in "12":
        await chat.says(f"/dulieu {page}")
        kept += chat.screen.all
    assert "Đã dự “Về nguồn tại khu di tích”, Thứ Bảy 28/11/2026" in kept
    await binh.picks("Sửa điểm danh")
    binh.sees("3/9", "Đã ghi lần gần nhất: Lê Thị Bình")
    await binh.says("bỏ 7")
    await binh.picks("Ghi điểm danh")
    binh.sees("Đã ghi 2/9 người dự", "1 đoàn viên có mục thay đổi")
    chat.got_told("được sửa lại: bạn không dự", "Mục 1.2 trở lại như trước đó")
    await binh.says(f"/hoatdong {code} huy")
    binh.sees("Không hủy được “Về nguồn")


async def test_a_merged_meeting_has_an_attendance_for_each_branch(chat: Chat) -> None:
    async with session_for(chat.stage.url) as session:
        await add_unit(session, "12A2", "Chi đoàn 12A2", "chi-doan", "truong-hoc", "DTHPT", START.date())
    binh = chat.other("binh")
    await binh.says("/themhoatdong")
    await binh.says("Sinh hoạt chủ điểm")
    await binh.says("tháng 3")
    binh.sees("“tháng 3” không phải một ngày")
    await binh.says("hôm nay")
    binh.sees("Ngày: Thứ Hai 23/11/2026", "giúp hoàn thành những mục nào?")
    await binh.picks("5.1", "Tiếp")
    await binh.picks("Làm được một phần")
    binh.sees("Chi đoàn nào cùng dự?")
    await binh.picks("Chi đoàn 12A2")
    await binh.picks("Tiếp")
    binh.sees("Chi đoàn cùng dự: Chi đoàn 12A2", "Gắn với mục: 5.1")
    await binh.picks("Lưu hoạt động")
    binh.sees("1 chi đoàn cùng dự")
    await binh.picks("Xem hoạt động")
    binh.sees("Sinh hoạt ghép: Chi đoàn 12A1, Chi đoàn 12A2", "làm được một phần", "Chưa điểm danh")
    await binh.picks("Hủy hoạt động này")
    binh.sees("Đã hủy hoạt động “Sinh hoạt chủ điểm”")
    await chat.says("/hoatdong")
    chat.sees("Chưa có hoạt động nào sắp tới")


@pytest.mark.parametrize(
    ("now", "to", "expected"),
    [
        ("open", "partly", True),
        ("partly", "done", True),
        ("done", "done", False),
        ("done", "partly", False),
        ("open", "open", False),
    ],
)
def test_coming_never_lowers_what_was_done(now: str, to: str, *, expected: bool) -> None:
    assert raises(now, to) is expected


@pytest.mark.parametrize(
    ("said", "others", "expected"),
    [
        ([("done", "activity")], [], "open"),
        ([("done", "activity"), ("partly", "member")], [], "partly"),
        ([("done", "activity"), ("partly", "member")], ["done"], None),
        ([("done", "activity"), ("partly", "activity"), ("open", "member")], ["partly"], "partly"),
        ([("done", "member"), ("done", "activity")], [], None),
        ([], [], None),
    ],
    ids=["nothing before", "the member's word", "another activity", "a lesser one", "said since", "nothing said"],
)
def test_what_is_left_of_a_content_when_an_attendance_is_taken_back(
    said: list[tuple[str, str]], others: list[str], expected: str | None
) -> None:
    assert left_without(said, others) == expected
