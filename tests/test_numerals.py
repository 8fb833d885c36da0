"""Numbers as offices write them: one line per side of each boundary, from the five reports of domain.md."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.fold import fold
from rules.numerals import Kind, Number, Unclear, half_up, number, stored, written

Said = str | int | None


def values(text: str, kind: Kind) -> tuple[Fraction, ...] | Fraction | None:
    """The value; all that it may be, where that is open; None where it is no number."""
    match number(fold(text), kind):
        case Number(value=value):
            return value
        case Unclear(readings=readings):
            return tuple(reading.value for reading in readings)
    return None


ONE_VALUE: list[tuple[str, Kind, str | int]] = [
    ("47,297", "count", 47297),  # TV-07
    ("44,018", "count", 44018),  # TV-08
    ("3.875", "count", 3875),  # TV-03
    ("151.031", "count", 151031),
    ("165. 098", "count", 165098),
    ("165.\u00a0098 lượt", "count", 165098),
    ("165 098", "count", 165098),
    ("trên 12.900", "count", 12900),  # TV-05
    ("hơn 17.904", "count", 17904),  # BT-06
    ("1.900 lượt", "count", 1900),  # TN-10
    ("03", "count", 3),  # CT-03
    ("1604", "count", 1604),
    ("1 604", "count", 1604),
    ("0", "count", 0),
    ("000", "count", 0),
    ("1.234.567", "count", 1234567),
    ("1,234,567", "count", 1234567),
    ("1.234,0", "count", 1234),
    ("12,0", "count", 12),
    ("3.000", "count", 3000),
    ("137 hội viên", "count", 137),
    ("12 đ/c", "count", 12),
    ("13.6 triệu đồng", "count", 13_600_000),  # TN-10
    ("1,4 tỷ đồng", "count", 1_400_000_000),
    ("70.25%", "percent", "70.25"),  # TV-10
    ("Chiếm 70.25%", "count", "70.25"),
    ("đạt 3.87%", "count", "3.87"),
    ("Chiếm 3.8%", "percent", "3.8"),
    ("82,48%", "percent", "82.48"),  # TN-10
    ("82,48 %", "percent", "82.48"),
    ("82,48", "percent", "82.48"),
    ("3,1%", "percent", "3.1"),  # TN-05
    ("100%", "percent", 100),  # TV-07
    ("trên 100%", "percent", 100),
    ("0%", "percent", 0),
    ("0,875%", "percent", "0.875"),
    ("70,2554%", "percent", "70.2554"),
    ("9 phần trăm", "count", 9),
]


@pytest.mark.parametrize(("text", "kind", "value"), ONE_VALUE)
def test_tv03_tn12_a_number_has_one_value(text: str, kind: Kind, value: str | int) -> None:
    assert values(text, kind) == Fraction(value)


OPEN: list[tuple[str, Kind, tuple[str | int, ...]]] = [
    ("3.875", "percent", (3875, "3.875")),
    ("47,297%", "percent", (47297, "47.297")),
    ("12,5", "count", ("12.5",)),
    ("0,875", "count", ("0.875",)),
    ("1234.567", "count", ("1234.567",)),
    ("1.231 triệu", "count", (1_231_000_000, 1_231_000)),
    ("12.34.567", "count", ()),
    ("1.234 567", "count", ()),
]


@pytest.mark.parametrize(("text", "kind", "readings"), OPEN)
def test_tn12_what_can_be_read_in_two_ways_stays_open(text: str, kind: Kind, readings: tuple[str | int, ...]) -> None:
    assert values(text, kind) == tuple(map(Fraction, readings))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "%",
        "Ấp 3",
        "Chi đoàn 12A1",
        "12A1",
        "ngày 22/11/2021",
        "Quý I",
        "1.",
        "3, 79%",
        "9, 11",
        "không có",
        ",",
    ],
)
def test_other_words_are_no_number(text: str) -> None:
    assert values(text, "count") is None


@pytest.mark.parametrize(("text", "bounded"), [("trên 100%", True), ("gần 30 người", True), ("100%", False)])
def test_tv07_about_is_not_exactly(text: str, bounded: bool) -> None:
    found = number(fold(text))
    assert isinstance(found, Number)
    assert found.bounded is bounded


SHAPES = [
    ("47,297/47,297 = 100%", "share", (47297, 47297, 100)),  # TV-07
    ("44,018/47,297", "share", (44018, 47297)),
    ("667/695 (95,97%)", "share", (667, 695, "95.97")),  # BT-06
    ("94/94", "share", (94, 94)),
    ("06/06", "share", (6, 6)),
    ("9/11", "share", (9, 11)),  # TN-04
    ("13/12", None, ()),  # a day
    ("31/12", None, ()),
    ("32/12", "share", (32, 12)),
    ("14/13", "share", (14, 13)),
    ("26/03/2021", None, ()),
    ("30,925 (đạt 70.25%)", "with-percent", (30925, "70.25")),  # TV-10
    ("1635 = 11 + 03 + 1604", "sum", (1635, 11, 3, 1604)),  # CT-03
    ("1635 = 11 + gì đó", None, ()),
    ("47,297", "one", (47297,)),
]


@pytest.mark.parametrize(("text", "shape", "numbers"), SHAPES)
def test_several_numbers_in_one_cell(text: str, shape: str | None, numbers: tuple[str | int, ...]) -> None:
    found = written(fold(text))
    assert (found and found.shape) == shape
    assert [n.value for n in (found.numbers if found else ()) if isinstance(n, Number)] == list(map(Fraction, numbers))


STORED: list[tuple[float, Kind, tuple[str | int, ...] | str | int]] = [
    (47297.0, "count", 47297),
    (3.875, "count", ("3.875", 3875)),  # "3.875" typed where the point is the comma
    (47.297, "count", ("47.297", 47297)),
    (1.9, "count", ("1.9", 1900)),
    (3.8754, "count", ("3.8754",)),
    (-1.0, "count", ()),
    (float("nan"), "count", ()),
    (float("inf"), "percent", ()),
    (70.25, "percent", "70.25"),
    (0.0, "percent", 0),
    (1.0, "percent", (1, 100)),
    (1.01, "percent", "1.01"),
    (0.7026, "percent", ("0.7026", "70.26")),
    (3.7900000000000003, "percent", "3.79"),
]


@pytest.mark.parametrize(("value", "kind", "expected"), STORED)
def test_a_number_of_a_spreadsheet(value: float, kind: Kind, expected: tuple[str | int, ...] | str | int) -> None:
    match stored(value, kind):
        case Number(value=found):
            assert not isinstance(expected, tuple)
            assert found == Fraction(expected)
        case Unclear(readings=readings):
            assert isinstance(expected, tuple)
            assert [reading.value for reading in readings] == list(map(Fraction, expected))


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [("70.255", 2, "70.26"), ("70.2549", 2, "70.25"), ("3.85", 1, "3.9"), ("3.849", 1, "3.8"), ("0.5", 0, 1)],
)
def test_tv10_half_goes_up(value: str, decimals: int, rounded: str | int) -> None:
    assert half_up(Fraction(value), decimals) == Fraction(rounded)


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " ", ". ", ", ", "\u00a0", ""]))
def test_every_count_is_read_whatever_parts_its_thousands(value: int, mark: str) -> None:
    assert values(f"{value:,}".replace(",", mark), "count") == value


@given(st.integers(0, 10_000), st.sampled_from([".", ","]), st.sampled_from(["%", " %", ""]))
def test_every_percentage_is_read(hundredths: int, mark: str, sign: str) -> None:
    assert values(f"{hundredths // 100}{mark}{hundredths % 100:02}{sign}", "percent") == Fraction(hundredths, 100)


@given(st.text("0123456789.,% +=/()-trên", max_size=30))
def test_nothing_written_breaks_the_reading(text: str) -> None:
    written(fold(text))
    written(fold(text), "percent")


def test_a_long_cell_is_no_number() -> None:
    assert written("1 = " + "+".join("1" * 38)) is not None
    assert written("1 = " + "+".join("1" * 39)) is None
