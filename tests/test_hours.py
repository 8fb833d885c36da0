"""Hours, days before and after, and days off, as people type them (products.md rows 52, 55)."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.hours import read_clock, read_days_off, read_offsets
from rules.policy import DaysOff

CLOCKS = [
    ("8h", time(8)),
    ("8:00", time(8)),
    ("08:00", time(8)),
    ("8", time(8)),
    ("20h30", time(20, 30)),
    ("20h 30", time(20, 30)),
    ("20h30p", time(20, 30)),
    ("8g15", time(8, 15)),
    ("8.30", time(8, 30)),
    ("8 giờ", time(8)),
    ("8 giờ 30 phút", time(8, 30)),
    ("8 giờ rưỡi", time(8, 30)),
    ("8 giờ rưỡi tối.", time(20, 30)),
    ("từ 21h", time(21)),
    ("đến 7h sáng", time(7)),
    ("Lúc 8 giờ sáng", time(8)),
    ("11h trưa", time(11)),
    ("12h trưa", time(12)),
    ("1 giờ trưa", time(13)),
    ("2h chiều", time(14)),
    ("12h chiều", time(12)),
    ("9h tối", time(21)),
    ("21h tối", time(21)),
    ("10h đêm", time(22)),
    ("12h đêm", time(0)),
    ("1h đêm", time(1)),
    ("0h", time(0)),
    ("23:59", time(23, 59)),
    ("24h", time(0)),
    ("24:00", time(0)),
    ("24:01", None),
    ("25h", None),
    ("8:60", None),
    ("8h 9h", None),
    ("từ 21h đến 7h", None),
    ("sáng", None),
    ("", None),
    ("８：００", time(8)),
]


@pytest.mark.parametrize(("typed", "expected"), CLOCKS)
def test_an_hour_of_the_day(typed: str, expected: time | None) -> None:
    assert read_clock(typed) == expected


OFFSETS = [
    ("14, 7, 3, 1 ngày trước, đúng ngày hạn, 1 ngày sau", (14, 7, 3, 1, 0, -1)),
    ("14 7 3 1 0 -1", (14, 7, 3, 1, 0, -1)),
    ("14,7,3,1,0,-1", (14, 7, 3, 1, 0, -1)),
    ("14-7-3", (14, 7, 3)),
    ("14; 7; –1", (14, 7, -1)),
    ("3 7 14 7", (14, 7, 3)),
    ("7", (7,)),
    ("7 ngày", (7,)),
    ("7 và 3", (7, 3)),
    ("nhắc 7 ngày trước hạn và 1 ngày sau hạn", (7, -1)),
    ("trước 3 ngày, sau 1 ngày", (3, -1)),
    ("trước hạn 3, 1 ngày; sau hạn 1, 3 ngày", (3, 1, -1, -3)),
    ("1, 3 ngày sau", (-1, -3)),
    ("7, 3, 1 sau", (7, 3, -1)),
    ("7, 0, 1 sau", (7, 0, -1)),
    ("1 ngày trước, 1 ngày sau", (1, -1)),
    ("đúng hạn", (0,)),
    ("vào ngày hạn", (0,)),
    ("7, ngày hết hạn", (7, 0)),
    ("2 tuần, 1 tuần, 3 ngày", (14, 7, 3)),
    ("không nhắc", ()),
    ("Không", ()),
    ("khong nhac", ()),
    ("none", ()),
    ("", None),
    ("lúc nào cũng được", None),
    ("7 lần", None),
    ("+1", None),
    ("7 %", None),
    ("sau", None),
]


@pytest.mark.parametrize(("typed", "expected"), OFFSETS)
def test_days_before_and_after(typed: str, expected: tuple[int, ...] | None) -> None:
    assert read_offsets(typed) == expected


@given(st.lists(st.integers(-14, 60), min_size=1, max_size=8, unique=True))
def test_the_setting_s_own_text_is_read_as_it_is_stored(days: list[int]) -> None:
    ordered = tuple(sorted(days, reverse=True))
    assert read_offsets(" ".join(map(str, ordered))) == ordered


TODAY = date(2026, 11, 23)


def off(*days: str, national: bool = True) -> DaysOff:
    return DaysOff(national, frozenset(map(date.fromisoformat, days)))


DAYS = [
    ("3/2/2027", off("2027-02-03")),
    ("3/2", off("2027-02-03")),
    ("3 tháng 2", off("2027-02-03")),
    ("1/12", off("2026-12-01")),
    ("3/2/2027, 26/3/2027", off("2027-02-03", "2027-03-26")),
    ("ngày lễ và 3/2/2027", off("2027-02-03")),
    ("ngày lễ", off()),
    ("các ngày nghỉ lễ của cả nước", off()),
    ("lễ tết, 26/3", off("2027-03-26")),
    ("chỉ 26/3/2027", off("2027-03-26", national=False)),
    ("không nghỉ lễ, 26/3/2027", off("2027-03-26", national=False)),
    ("không", off(national=False)),
    ("không có ngày nào", off(national=False)),
    ("10-12/3/2027", off("2027-03-10", "2027-03-11", "2027-03-12")),
    ("10 đến 12/3/2027", off("2027-03-10", "2027-03-11", "2027-03-12")),
    ("từ 30/12/2026 đến 1/1/2027", off("2026-12-30", "2026-12-31", "2027-01-01")),
    ("30/12 - 1/1", off("2026-12-30", "2026-12-31", "2027-01-01")),
    ("ngày mai", off("2026-11-24")),
    ("20/11/2026", off("2026-11-20")),  # past, as an own list may still have it
    ("12-10/3/2027", None),
    ("31/2/2027", None),
    ("tháng 3", None),
    ("1/1/2028", None),
    ("Tết", None),
    ("chỉ", None),
    ("", None),
]


@pytest.mark.parametrize(("typed", "expected"), DAYS)
def test_days_off(typed: str, expected: DaysOff | None) -> None:
    assert read_days_off(typed, TODAY, 2027, national=True) == expected


@pytest.mark.parametrize("national", [True, False])
def test_what_is_not_said_of_holidays_stays(national: bool) -> None:
    assert read_days_off("3/2/2027", TODAY, 2027, national=national) == off("2027-02-03", national=national)
    assert read_days_off("ngày lễ", TODAY, 2027, national=national) == off()
