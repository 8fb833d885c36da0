"""What a setting is said as is read again as the same, and everything it takes is told with an example."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.texts import load_texts
from handlers.setting_values import read, ready, say, takes
from rules.limits import OWN_MATTER
from rules.policy import SWITCHES
from storage.settings import Board

TEXTS = load_texts()
TODAY = date(2026, 11, 23)
BOARD = Board(1, 2027, 1, (), {}, {}, {}, {}, 0)


def again(name: str, value: str) -> str:
    return read(TEXTS, BOARD, name, say(TEXTS, name, value), TODAY)


SAID = [
    ("remind_self", "14 7 3 1 0 -1", "14, 7, 3, 1 ngày trước, đúng ngày hạn, 1 ngày sau"),
    ("remind_self", "7", "7 ngày trước"),
    ("remind_self", "0", "đúng ngày hạn"),
    ("remind_self", "-1 -3", "1, 3 ngày sau"),
    ("remind_self", "none", "không nhắc"),
    ("remind_at", "08:00", "08:00"),
    ("days_off", "national", "ngày lễ"),
    ("days_off", "none", "không có ngày nào"),
    ("days_off", "national 2027-03-26", "ngày lễ, 26/03/2027"),
    ("days_off", "none 2027-03-26", "chỉ 26/03/2027"),
    ("days_off", "none 2027-03-10 2027-03-11 2027-03-26", "chỉ từ 10/03/2027 đến 11/03/2027, 26/03/2027"),
    ("escalate_after", "2", "2"),
    ("phones", "yes", "có"),
    ("registration", "2026-12-15", "Thứ Ba 15/12/2026"),
    ("latest_due", "rating", "ngày đánh giá"),
    ("cap_excellent", "20", "20"),
]


@pytest.mark.parametrize(("name", "value", "expected"), SAID)
def test_a_value_in_words(name: str, value: str, expected: str) -> None:
    assert say(TEXTS, name, value) == expected
    if name != "phones":  # chosen, not typed
        assert again(name, value) == value


@given(st.lists(st.integers(-14, 60), max_size=8, unique=True))
def test_offsets_are_read_as_they_are_said(days: list[int]) -> None:
    value = " ".join(str(day) for day in sorted(days, reverse=True)) or "none"
    assert again("remind_self", value) == value


@given(st.times())
def test_hours_are_read_as_they_are_said(at: time) -> None:
    value = f"{at:%H:%M}"
    assert again("remind_at", value) == value


@given(st.booleans(), st.sets(st.integers(0, 729), max_size=40))
def test_days_off_are_read_as_they_are_said(national: bool, far: set[int]) -> None:
    days = sorted((date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in far)
    value = " ".join(["national" if national else "none", *days])
    assert again("days_off", value) == value


@pytest.mark.parametrize("name", SWITCHES)
def test_every_setting_says_what_it_takes_and_reads_what_it_offers(name: str) -> None:
    now = SWITCHES[name].default(2027)
    assert takes(TEXTS, name, now)
    assert say(TEXTS, name, now)
    for offered in ready(TEXTS, name, now):
        assert SWITCHES[name].read(read(TEXTS, BOARD, name, offered, TODAY)) is not None


@pytest.mark.parametrize("name", OWN_MATTER)
def test_how_to_type_it_is_told_with_an_example(name: str) -> None:
    now = SWITCHES[name].default(2027)
    told = takes(TEXTS, name, now).lower()
    assert "ví dụ" in told or name == "phones"


READ = [
    ("excellent", "95%", "95"),
    ("excellent", "95 %", "95"),
    ("escalate_after", "3 ngày", "3"),
    ("minimum", "3 mục", "3"),
    ("minimum", "ba", "ba"),
    ("minimum", "3 4", "3 4"),
    ("remind_at", "lúc nào đó", "lúc nào đó"),
    ("remind_self", "lúc nào đó", "lúc nào đó"),
    ("days_off", "lúc nào đó", "lúc nào đó"),
    ("days_off", "26/3", "national 2027-03-26"),
]


@pytest.mark.parametrize(("name", "typed", "expected"), READ)
def test_what_is_typed(name: str, typed: str, expected: str) -> None:
    assert read(TEXTS, BOARD, name, typed, TODAY) == expected
