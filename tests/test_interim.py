"""/giuaky: looking back during the year, and the branch's comment (PN-21, TV-06, domain.md 7)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.interim import period_asked, period_latest, period_next, period_of, rhythm_of
from rules.policy import policy
from tests.player import Chat
from tests.scenes_care import trains


@pytest.mark.parametrize(
    ("day", "rhythm", "asked"),
    [
        ("2027-05-31", "half-year", None),
        ("2027-06-01", "half-year", "2027-H1"),
        ("2027-06-30", "half-year", "2027-H1"),
        ("2027-07-15", "half-year", "2027-H1"),
        ("2027-07-16", "half-year", None),
        ("2027-12-01", "half-year", "2027-H2"),
        ("2028-01-15", "half-year", "2027-H2"),
        ("2028-01-16", "half-year", None),
        ("2027-02-28", "quarter", None),
        ("2027-03-01", "quarter", "2027-Q1"),
        ("2027-04-15", "quarter", "2027-Q1"),
        ("2027-04-16", "quarter", None),
        ("2027-09-30", "quarter", "2027-Q3"),
        ("2026-12-31", "term", None),
        ("2027-01-01", "term", "2027-S1"),
        ("2027-01-31", "term", "2027-S1"),
        ("2027-02-01", "term", None),
        ("2027-06-15", "term", None),
    ],
)
def test_a_round_is_asked_for_from_the_last_month_to_fifteen_days_after(
    day: str, rhythm: str, asked: str | None
) -> None:
    """domain.md 7, PN-21"""
    period = period_asked(date.fromisoformat(day), rhythm)
    assert (period and period.code) == asked


@pytest.mark.parametrize(
    ("sector", "interim", "rhythm"),
    [
        ("truong-hoc", "half-year", "term"),
        ("truong-hoc", "quarter", "quarter"),
        ("dia-ban", "half-year", "half-year"),
        ("dia-ban", "quarter", "quarter"),
    ],
)
def test_schools_look_back_before_their_rating_in_may(sector: str, interim: str, rhythm: str) -> None:
    """PN-09, PN-21"""
    assert rhythm_of(policy(2027, {"interim": interim}), sector) == rhythm


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(["half-year", "quarter", "term"]))
def test_every_day_lies_in_one_period_and_knows_the_next_and_the_latest(day: date, rhythm: str) -> None:
    period = period_of(day, rhythm)
    assert period.begins <= day <= period.ends
    assert period_of(period.begins, rhythm) == period_of(period.ends, rhythm) == period
    assert period_next(day, rhythm, day.year - 1).asked_until >= day
    assert period_next(day, rhythm, day.year + 1).year == day.year + 1
    assert period_latest(day, rhythm).asked_from <= day


async def looks_back(chat: Chat, hard: str) -> None:
    """1.2 done, 4.1 behind, and what is hard; sent."""
    await chat.says("/giuaky toi")
    chat.sees("Tự đánh giá học kỳ I của năm rèn luyện 2027 · 1/3", "Mục nào đã xong?")
    await chat.picks("1.2", "Tiếp")
    chat.sees("mục nào đang chậm", "4.1")
    await chat.picks("4.1", "Tiếp")
    chat.sees("Bạn gặp khó khăn gì?")
    await chat.says(hard)
    chat.sees("Đã xong: 1.2", "Đang chậm: 4.1", "1 mục đã xong, 0 mục đúng kế hoạch, 1 mục đang chậm (4.1).")
    await chat.picks("Gửi")
    chat.sees("Đã gửi tự đánh giá học kỳ I của năm rèn luyện 2027")


async def test_a_member_looks_back_and_the_branch_says_a_word(chat: Chat) -> None:
    code = await trains(chat)
    await chat.says("giữa kỳ")
    chat.sees(
        "Kỳ tới là học kỳ I của năm rèn luyện 2027: bạn tự đánh giá từ Thứ Sáu 01/01/2027 đến Chủ Nhật 31/01/2027."
    )
    chat.clock.now = datetime(2027, 1, 10, 2, tzinfo=UTC)
    await looks_back(chat, "không")
    chat.sees_not("HT-")
    await chat.picks("Trang chính")
    await chat.says("/giuaky")
    chat.sees("Bạn đã gửi tự đánh giá", "còn sửa được đến Chủ Nhật 31/01/2027")
    await chat.picks("Sửa và gửi lại")
    await chat.picks("Tiếp")
    await chat.picks("Tiếp")
    await chat.picks("Không có khó khăn")
    chat.sees("1 mục đang chậm (4.1)", "Khó khăn: không có")
    await chat.picks("Sửa 2")
    await chat.says("bỏ 4.1")
    await chat.picks("Tiếp")
    chat.sees("Đang chậm: không có", "1 mục đúng kế hoạch, 0 mục đang chậm.")
    await chat.picks("Gửi")
    binh = chat.other("binh")
    await binh.says("/giuaky")
    await binh.picks("Của chi đoàn")
    binh.sees("Đã gửi 1/1 người, 1 người chờ nhận xét", f"{code} Nguyễn Văn An, số 7 · đã gửi, chờ nhận xét")
    await binh.picks(code)
    binh.sees("1 mục đúng kế hoạch, 0 mục đang chậm.", "Chi đoàn nhận xét gì?")
    await binh.says("Cố gắng chạy đủ buổi, chi đoàn chạy cùng mỗi sáng Chủ Nhật")
    binh.sees("Đã gửi nhận xét cho Nguyễn Văn An", "Không còn ai chờ nhận xét")
    chat.got_told(
        "Lê Thị Bình nhận xét tự đánh giá học kỳ I của năm rèn luyện 2027 của bạn", "chạy cùng mỗi sáng Chủ Nhật"
    )
    await chat.picks("Xem lại")
    chat.sees("Chi đoàn đã nhận xét", "Chi đoàn nhận xét (Lê Thị Bình): Cố gắng chạy đủ buổi")
    await chat.says("/giuaky lai")
    chat.sees("Chi đoàn đã nhận xét")
    cuong = chat.other("cuong")
    await cuong.says(f"giuaky {code} làm tốt")
    cuong.sees("Chi đoàn nhận xét (Lê Thị Bình)")


async def test_a_difficulty_becomes_a_ticket_that_somebody_must_answer(chat: Chat) -> None:
    """PN-21"""
    code = await trains(chat)
    chat.clock.now = datetime(2027, 1, 31, 2, tzinfo=UTC)
    await looks_back(chat, "Đường chạy quanh hồ đang sửa")
    chat.sees("Khó khăn của bạn đã thành yêu cầu hỗ trợ HT-")
    binh = chat.other("binh")
    binh.got_told("Nguyễn Văn An (số 7) cần hỗ trợ", "“Đường chạy quanh hồ đang sửa”")
    dung = chat.other("dung")
    await dung.says(f"giuaky {code} làm tốt")
    dung.sees("Bạn không có quyền xem phần tự đánh giá này.")
    await dung.says("/giuaky")
    dung.sees("Chỉ tự đánh giá được khi phiếu đăng ký năm 2027 đã được xác nhận")
