"""One frozen result of which every paper is drawn: it adds up, and every paper says the same (TV-07 to TV-11)."""

import csv
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from io import BytesIO, StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from chat.texts import load_texts
from reports.drawing import draw
from reports.result import Fault, Result, faults, read_result, result_of
from reports.table import COLUMNS, Count, Share, cell, cells, sum_of_grades
from reports.text import compared, said, summary
from rules.figures import BranchFigures, Figures, added_up, as_percent, grouped, hundredths
from rules.places import Place
from tests.tra_vinh import FIRST, REST, SHARES, WHOLE, tra_vinh

TEXTS = load_texts()

NUMBERS = [(0, "0"), (999, "999"), (1000, "1.000"), (47_297, "47.297"), (6_000_000, "6.000.000")]


@pytest.mark.parametrize(("number", "text"), NUMBERS)
def test_counts_are_grouped_as_in_vietnamese(number: int, text: str) -> None:
    assert grouped(number) == text


ROUNDED = [
    (30_925, 44_018, 7026),  # 70,2554 (TV-10)
    (11_424, 44_018, 2595),
    (1_669, 44_018, 379),  # neither 3,8 nor 3,87
    (0, 44_018, 0),
    (1, 20_000, 1),  # 0,005 goes up
    (9_999, 200_000_000, 0),
    (1, 3, 3333),
    (2, 3, 6667),
    (7, 7, 10_000),
    (0, 0, None),
]


@pytest.mark.parametrize(("part", "whole", "share"), ROUNDED)
def test_shares_are_rounded_half_up_once(part: int, whole: int, share: int | None) -> None:
    """TV-10."""
    assert hundredths(part, whole) == share


def test_the_seeds_figures_in_text() -> None:
    """TV-08 to TV-10, scenario 25."""
    text = summary(TEXTS, tra_vinh())
    for words in ("Đoàn viên: 47.297 ở 2 chi đoàn", "Đăng ký: 47.297 (100,00 %)", "Được phân loại: 44.018", *SHARES):
        assert words in text
    assert "Cộng bốn mức: 100,00 %" in text
    assert "Không phân loại: 3.279 (kết nạp 6 tháng cuối năm 3.279)." in text


def test_the_seeds_figures_in_the_workbook_are_numbers_with_their_formats() -> None:
    made = draw("report-xlsx", tra_vinh().json(), "ban")
    assert made.name == "Số liệu rèn luyện 2021 - Tỉnh Đoàn Trà Vinh - 2021-11-22.xlsx"
    book = CalamineWorkbook.from_filelike(BytesIO(made.content))
    rows = book.get_sheet_by_name("Các đơn vị").to_python()
    head = next(row for row in rows if "Tổng số đoàn viên" in row)
    whole = dict(zip(head, rows[-1], strict=True))
    assert (whole["Đơn vị"], whole["Tổng số đoàn viên"], whole["Được phân loại"]) == ("Cộng", 47_297, 44_018)
    shares = [whole[f"Tỷ lệ {name}"] for name in ("xuất sắc", "tốt", "hoàn thành", "không hoàn thành")]
    assert shares == [0.7026, 0.2595, 0.0379, 0]
    assert rows[rows.index(head) + 2][1] == "U02 =Huyện Đoàn Càng Long", "no formula"
    chart = book.get_sheet_by_name("Biểu đồ").to_python()
    assert [row[1:3] for row in chart[1:5]] == [
        [30_925, "70,26 %"],
        [11_424, "25,95 %"],
        [1_669, "3,79 %"],
        [0, "0,00 %"],
    ]


def test_the_seeds_figures_in_plain_files() -> None:
    """JSON is the frozen result itself; CSV opens in Excel and holds no formula."""
    result = tra_vinh()
    assert draw("report-json", result.json(), "ban").content == result.json()
    made = draw("report-csv", result.json(), "ban").content.decode("utf-8-sig")
    head, first, second, whole = csv.reader(StringIO(made))
    told = dict(zip(head, whole, strict=True))
    assert (told["Mã"], told["Được phân loại"], told["Tỷ lệ hoàn thành"]) == ("TINH", "44018", "3,79 %")
    assert second[1] == "'=Huyện Đoàn Càng Long"
    assert first[2] == "5000"


def test_a_result_is_the_same_after_it_was_kept() -> None:
    result = tra_vinh()
    again = read_result(result.json())
    assert again == result
    assert again.json() == result.json()
    assert again.fingerprint == result.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        replace(tra_vinh(), made_by="Trần Văn Bảy"),
        replace(tra_vinh(), day=date(2021, 11, 23)),
        replace(tra_vinh(), whole=replace(tra_vinh().whole, figures=replace(WHOLE, fair=1_668))),
    ],
)
def test_any_other_result_has_another_fingerprint(other: Result) -> None:
    assert other.fingerprint != tra_vinh().fingerprint


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'{"format": 2}', b"x", tra_vinh().json().replace(b'"day"', b'"tag"')])
def test_what_is_no_result_is_not_read(raw: bytes) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        read_result(raw)


def test_what_closes_has_no_faults() -> None:
    assert faults(tra_vinh()) == []


def test_a_sum_that_is_not_its_parts_is_named_with_both_numbers() -> None:
    """TV-09, CT-03: the gap is shown, not hidden."""
    result = tra_vinh()
    short = replace(result, rows=(replace(result.rows[0], figures=replace(FIRST, members=4_983)), result.rows[1]))
    found = faults(short)
    assert Fault("TINH", "sum-askew", {"members": 47_297, "parts": 47_280}) in found
    assert "TINH: số đoàn viên ghi 47.297, cộng các đơn vị được 47.280." in said(TEXTS, found)
    assert Fault("U01", "above-hundred", {**found[0].numbers}) in found
    assert "U01: đăng ký 5.000 lớn hơn số đoàn viên 4.983." in said(TEXTS, found)


WRONG = [
    (replace(FIRST, members=-1, unregistered=-5_001), "có số nhỏ hơn 0"),
    (replace(FIRST, registered=5_001), "đăng ký 5.001 lớn hơn số đoàn viên 5.000"),
    (replace(FIRST, unregistered=1), "đăng ký 5.000 + chưa đăng ký 1 ≠ đoàn viên 5.000"),
    (replace(FIRST, confirmed=5_001), "đã xác nhận 5.001 lớn hơn đăng ký 5.000"),
    (replace(FIRST, fair=170), "phân loại 4.670 + không phân loại 331 + chưa đánh giá 0 ≠ đăng ký 5.000"),
    (replace(FIRST, unregistered_rated=1), "có kết quả 1 + 0 lớn hơn số chưa đăng ký 0"),
    (replace(FIRST, recognised=5_001), "công nhận 5.001 + ghi nhận 0 lớn hơn số đoàn viên 5.000"),
]


@pytest.mark.parametrize(("figures", "words"), WRONG)
def test_each_fault_is_a_sentence_with_its_numbers(figures: Figures, words: str) -> None:
    result = tra_vinh()
    broken = replace(result, rows=(replace(result.rows[0], figures=figures), result.rows[1]))
    assert words in said(TEXTS, faults(broken))


def test_a_branch_that_counts_in_no_unit_is_found() -> None:
    result = tra_vinh()
    moved = replace(result, branches=(replace(result.branches[0], within="U02"), result.branches[1]))
    units = {fault.unit for fault in faults(moved)}
    assert units == {"U01", "U02"}


def test_two_results_side_by_side() -> None:
    before = replace(tra_vinh(), whole=replace(tra_vinh().whole, figures=REST))
    lines = compared(TEXTS, tra_vinh(), before)
    assert "Tổng số đoàn viên: 42.297 → 47.297 (+5.000)" in lines
    assert "Tỷ lệ hoàn thành: 3,81 % → 3,79 %" in lines
    assert "Không hoàn thành: 0" not in lines, "what nobody has is left out"
    assert "(–5.000)" in compared(TEXTS, before, tra_vinh())


counts = st.lists(st.integers(0, 60), min_size=20, max_size=20)


@settings(max_examples=80, deadline=None)
@given(st.lists(counts, min_size=1, max_size=5), st.integers(0, 3))
def test_every_branch_counts_once_and_every_level_adds_up(rows: Sequence[Sequence[int]], upper: int) -> None:
    """However units lie below one another, and whether or not the upper one has members of its own."""
    places = [Place(1, None, "TINH", "Tỉnh Đoàn", "tinh-doan", "")]
    places += [Place(2 + n, 1, f"U{n}", f"Đơn vị {n}", "doan-co-so", "dia-ban") for n in range(upper)]
    branches = []
    for n, numbers in enumerate(rows):
        unit = 100 + n
        above = 2 + n % upper if upper else 1
        places.append(Place(unit, above, f"C{n}", f"Chi đoàn {n}", "chi-doan", "dia-ban"))
        branches.append(BranchFigures(unit, 1, 2027, Figures(*numbers)))
    result = result_of(
        1,
        places,
        branches,
        above="",
        year=2027,
        day=date(2027, 12, 1),
        made_at=tra_vinh().made_at,
        made_by="",
    )
    assert [fault for fault in faults(result) if fault.code == "sum-askew"] == []
    assert result.whole.figures == added_up(b.figures for b in branches)
    assert len(result.branches) == len(branches) == result.whole.branches
    assert read_result(result.json()) == result
    assert all(a.code < b.code for a, b in pairwise(result.rows))


@given(counts)
def test_every_cell_is_a_count_of_the_figures_or_a_share_of_two(numbers: Sequence[int]) -> None:
    result = tra_vinh()
    row = replace(result.whole, figures=Figures(*numbers))
    for column, told in zip(COLUMNS, cells(row), strict=True):
        assert isinstance(told, Count if column.kind == "count" else Share)
        if isinstance(told, Share):
            assert told.whole in (row.figures.classified, row.figures.members)
    assert cell(replace(result, whole=row), "members") == Count(numbers[0])


def test_the_sum_of_the_grades_is_shown_as_it_is() -> None:
    """Three times a third is 99,99 % on paper; it is not mended (products.md N6)."""
    thirds = Figures(members=3, registered=3, excellent=1, good=1, fair=1)
    assert as_percent(sum_of_grades(thirds)) == "99,99 %"
    assert sum_of_grades(Figures()) is None
    assert as_percent(sum_of_grades(WHOLE)) == "100,00 %"


def test_every_figure_has_a_name() -> None:
    for field in fields(Figures):
        assert TEXTS(f"figures-name-{field.name.replace('_', '-')}")
