"""Tables that others made, recomputed: what is wrong is found at its cell, what is right is left in peace."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.texts import load_texts
from reports.table_grid import Corners, Grid, blocks
from reports.table_layout import table_of
from reports.tables import Seen, look_through, plain, said
from reports.workbook import Limits, Refused
from rules.figures import percent
from rules.retold import retold
from rules.roster import UNCACHED, Cell
from rules.sums import Finding, Place
from rules.tables import judge
from tests.test_roster import Formula, Line, save

TEXTS = load_texts()
GRADES = ["Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành"]
TOTALS = ["Tổng số đoàn viên", "Tổng đoàn viên đăng ký", "Tổng đoàn viên được phân loại"]
HEAD: list[Line] = [
    [*TOTALS, "Kết quả phân loại", *[""] * 7],
    ["", "", "", *(cell for grade in GRADES for cell in (grade, ""))],
]
SEED = ["47,297", "47,297", "44,018"]
APPENDIX = [*SEED, "30,925", "Chiếm 70.25%", "11,424", "Chiếm 25.95%", "1,669", "Chiếm 3.8%", "0", "Chiếm 0%"]


def grid(rows: Sequence[Line], sheet: str = "Trang", merged: tuple[Corners, ...] = ()) -> Grid:
    """As the reader hands it over: rows of one length, numbers as floats."""
    width = max(map(len, rows), default=0)
    cells = tuple(
        tuple(float(c) if isinstance(c, int) else c for c in (*row, *[""] * (width - len(row)))) for row in rows
    )
    return Grid(sheet, cells, merged)  # type: ignore[arg-type]


def found(*rows: Line) -> list[Finding]:
    return [finding for block in blocks(grid(rows)) for finding in judge(table_of(block)).findings]


def told(*rows: Line) -> list[str]:
    return [said(finding, TEXTS) for finding in found(*rows)]


def codes(*rows: Line) -> list[tuple[str, str]]:
    return [(finding.code, finding.place.cell) for finding in found(*rows)]


# --- the reports that the programme begins with


def test_scenario_25_the_seeds_own_table_names_both_wrong_figures(tmp_path: Path) -> None:
    """TV-10: the appendix as it was printed, in a file."""
    rows: list[Line] = [
        ["PHỤC LỤC SƠ LIỆU"],
        [],
        *HEAD,
        APPENDIX,
        [],
        ["* Kết quả phân loại: Có 44,018/47,297 đoàn viên"],
    ]
    seen = look_through(save(tmp_path, rows))
    assert isinstance(seen, Seen)
    assert [said(finding, TEXTS) for finding in seen.findings] == [
        "Ô E5 ghi 70,25 %; đúng là 70,26 % (30.925 / 44.018).",
        "Ô I5 ghi 3,8 %; đúng là 3,79 % (1.669 / 44.018).",
    ]
    assert (seen.tables, seen.numbers, [base.cell for base in seen.bases]) == (1, 11, ["C5"])


def test_scenario_25_the_figures_of_the_text_do_not_make_up_a_hundred() -> None:
    """TV-10: 3,87 fits no base, and the four are 100,07 % together."""
    row = ["Chiếm 3.87%" if cell == "Chiếm 3.8%" else cell for cell in APPENDIX]
    assert told(*HEAD, row) == [
        "Ô E3 ghi 70,25 %; đúng là 70,26 % (30.925 / 44.018).",
        "Các tỷ lệ ở ô E3, G3, I3, K3 cộng lại là 100,07 %, không phải 100 %.",
        "Ô I3 ghi 3,87 %; đúng là 3,79 % (1.669 / 44.018).",
    ]


def test_scenario_25_what_is_right_is_left_in_peace() -> None:
    right = {"Chiếm 70.25%": "70,26 %", "Chiếm 3.8%": "3,79"}
    assert told(*HEAD, [right.get(cell, cell) for cell in APPENDIX]) == []


def test_tv09_a_wrong_count_is_told_from_a_wrong_total() -> None:
    """Of all that is in the sum that fails only this one, put right, makes its rate right as well."""
    right = {"Chiếm 70.25%": "70,26 %", "Chiếm 3.8%": "3,79", "1,669": "1,696"}
    sentence = "Ô H3 ghi 1.696; theo các tổng và tỷ lệ liên quan thì phải là 1.669."
    assert told(*HEAD, [right.get(cell, cell) for cell in APPENDIX]) == [sentence]


def test_tv09_totals_of_totals_are_added_up() -> None:
    rows: list[Line] = [["A", 1], ["B", 2], ["Cộng", 3], ["C", 4], ["Cộng", 4], ["Tổng cộng", 9]]
    assert told(["Chi đoàn", "Số"], *rows) == ["Ô B7 ghi 9; theo các tổng và tỷ lệ liên quan thì phải là 7."]


MISSING = "nhưng 11 + 3 + 1.604 = 1.618: thiếu 17 (chưa phân nhóm)."


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["Tổng số đoàn viên", "Giáo viên", "Viên chức", "HSSV"], ["1635", "11", "03", "1604"]], "A2"),
        ([["Tổng số", "Trong đó"], ["", "Giáo viên", "Viên chức", "HSSV"], [1635, 11, 3, 1604]], "A3"),
        ([["Giáo viên", "Viên chức", "HSSV", "Cộng"], [11, 3, 1604, 1635]], "D2"),
        ([["Tổng số đoàn viên", 1635], ["Giáo viên", 11], ["Viên chức", "03"], ["HSSV", 1604]], "B1"),
        ([["Đoàn viên", 1635], ["Trong đó:"], ["- Giáo viên", 11], ["- Viên chức", 3], ["- HSSV", "1 604"]], "B1"),
        ([["Đoàn viên", 1635], ["   Giáo viên", 11], ["   Viên chức", 3], ["   HSSV", 1604]], "B1"),
        ([["Nội dung", "Số lượng"], ["Giáo viên", 11], ["Viên chức", 3], ["HSSV", 1604], ["Tổng cộng", 1635]], "B5"),
        ([["Đoàn trường", "1635 = 11 + 03 + 1604"]], "B1"),
    ],
)
def test_scenario_26_a_breakdown_names_what_is_missing(rows: list[Line], cell: str) -> None:
    """CT-03: 1635 members are 11, 3 and 1604, in every way that somebody may set that down."""
    assert told(*rows) == [f"Ô {cell} ghi 1.635, {MISSING}"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Tổng số đoàn viên", "Giáo viên", "HSSV"], [1615, 11, 1604]],
        [["Tổng số", "Nữ", "Dân tộc"], [1635, 800, 90]],  # not all of it, and nobody said so
        [["Tổng số", "Nữ", "Dân tộc"], [1635, 800, 90], [40, 20, 3]],
        [["Tổng số", "Nữ", "Dân tộc"], [10, 6, 4], [40, 20, 3], [30, 10, 3]],  # one closes by chance
        [["Tổng số", "Tổng đăng ký", "Tổng được phân loại"], [100, 55, 50]],
        [["Chi đoàn", "Số"], ["A", 1], ["B", 2], ["Cộng", 3], ["C", 4], ["Cộng", 4], ["Tổng cộng", 7]],
        [*HEAD, [9, 0, 0, 0, "0%", 0, "0%", 0, "0%", 0, "0%"]],
        [["Tổng số đoàn viên", 1635], ["Số chi đoàn", 40], ["Số buổi sinh hoạt", 12]],
        [["Đoàn viên", 1635], ["Trong đó:"], ["- Nữ", 800], ["- Đảng viên", 12]],
        [["Họ và tên", "Điểm"], ["An", 18], ["Bình", 17], ["Tổng", 3]],
        [["STT", "Chi đoàn", "Đoàn viên"], [1, "A", 10], [2, "B", 20], ["", "Cộng", 30]],
        [["Chi đoàn", "2025", "2026"], ["A", 10, 20], ["B", 20, 30], ["Cộng", 30, 50]],
        [["Chi đoàn", "A", "B", "Cộng"], [1, 2, 3, 4], ["X", 5, 6, 11], ["Y", 1, 1, 2], ["Tổng", 6, 7, 13]],
        [["Chi đoàn", 2025, 2026], ["A", 10, 20], ["B", 20, 30], ["Cộng", 30, 50]],
        [["TT", "Đơn vị", "Số"], ["(1)", "(2)", "(3)"], ["I", "Xã", 30], [1, "A", 10], [2, "B", 20], ["", "Tổng", 30]],
        [["Chi đoàn", "Số"], ["A", 10], ["B", "chưa nộp"], ["C", 20], ["Cộng", 30]],
        [["Chi đoàn", "Họp xong ngày"], ["A", "15/12"], ["B", "13/12"]],
    ],
)
def test_what_is_no_breakdown_is_not_taken_for_one(rows: list[Line]) -> None:
    assert told(*rows) == []


@pytest.mark.parametrize(("merged", "told_of"), [(((0, 1), (0, 2)), True), (((0, 0), (0, 2)), False)])
def test_a_heading_over_some_columns_is_one_and_a_title_over_all_is_none(merged: Corners, told_of: bool) -> None:
    """ "Chia ra" promises that the parts are all of it."""
    head = ["", "Chia ra", ""] if told_of else ["Chia ra", "", ""]
    (block,) = blocks(grid([head, ["Tổng số", "A", "B"], [100, 50, 10]], merged=(merged,)))
    assert bool(judge(table_of(block)).findings) is told_of


@pytest.mark.parametrize(("part", "told_of"), [(1472, True), (1471, True), (1470, False)])
def test_ct03_a_single_row_that_nearly_closes_was_meant_to(part: int, told_of: bool) -> None:
    """Off by less than a tenth of 1635."""
    assert bool(found(["Tổng số", "A", "B"], [1635, 1, part])) is told_of


# --- rates


def test_tv07_a_rate_above_a_hundred_is_named() -> None:
    rows: list[Line] = [
        ["Chi đoàn", "Tổng số đoàn viên", "Đăng ký", "Tỷ lệ"],
        ["A", 20, 20, "100%"],
        ["B", 20, 21, "105%"],
    ]
    assert told(*rows) == [
        "Ô C3 ghi 21, nhiều hơn 20 ở ô B3: tỷ lệ sẽ trên 100 %.",
        "Ô D3 ghi tỷ lệ trên 100 %. Tỷ lệ cao nhất là 100 %.",
    ]


@pytest.mark.parametrize(
    ("rate", "head", "code"),
    [
        ("100%", "Tỷ lệ", []),
        ("trên 100%", "Tỷ lệ", [("hundred", "B2")]),
        ("100,01%", "Tỷ lệ", [("hundred", "B2")]),
        ("trên 90%", "Tỷ lệ", []),
        ("105%", "Tỷ lệ so với chỉ tiêu", []),
    ],
)
def test_tv07_above_a_hundred_and_about_it(rate: str, head: str, code: list[tuple[str, str]]) -> None:
    assert codes(["Nội dung", head], ["Đăng ký", rate]) == code


def test_tv07_a_share_in_one_cell_is_recomputed() -> None:
    rows: list[Line] = [["Nội dung", "Kết quả"], ["Đăng ký", "47,297/47,297 = 100%"], ["Thẻ", "667/695 (95,98%)"]]
    assert told(*rows) == ["Ô B3 ghi 95,98 %; đúng là 95,97 % (667 / 695)."]
    assert codes(["Nội dung", "Kết quả"], ["Chi đoàn", "695/694"]) == [("above", "B2")]


def test_tv10_a_count_with_its_rate_in_one_cell() -> None:
    head: Line = ["Tổng được phân loại", "Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành"]
    row: Line = ["44,018", "30,925 (đạt 70.26%)", "11,424 (đạt 25.95%)", "1,669 (đạt 3.87%)", "0 (0%)"]
    assert told(head, row) == ["Ô D2 ghi 3,87 %; đúng là 3,79 % (1.669 / 44.018)."]


@pytest.mark.parametrize(
    ("rates", "wrong"),
    [
        (("3,1%", "35,7%"), []),  # TN-05: one decimal throughout
        (("3,10%", "35,71%"), []),
        (("3,1%", "35,71%"), []),
        (("3,1%", "35,7%", "11,11%"), [("percent", "C3")]),  # two decimals: 35,7 is not 35,71
        (("3%", "36%"), []),
        (("3,1025%", "35,71%"), []),
        (("3,1026%", "35,71%"), [("percent", "C2")]),
    ],
)
def test_tv10_a_table_has_one_way_to_round(rates: Sequence[str], wrong: list[tuple[str, str]]) -> None:
    counts = [(1805, 56), (56, 20), (9, 1)]
    rows: list[Line] = [[base, part, rate] for (base, part), rate in zip(counts, rates, strict=False)]
    assert codes(["Tổng số", "Kết quả", "Tỷ lệ %"], *rows) == wrong


def test_tv10_a_rate_of_another_base_says_of_which() -> None:
    row = [*SEED, "30,925", "70,26%", "11,424", "25,95%", "1,669", "3,53%", "0", "0%"]
    assert told(*HEAD, row)[-1] == (
        "Ô I3 ghi 3,53 %, là tính trên ô B3; các tỷ lệ bên cạnh tính trên ô C3: đúng là 3,79 % (1.669 / 44.018)."
    )


def test_tv10_rates_of_a_column_are_of_its_total() -> None:
    head: Line = ["Đối tượng", "Số lượng", "Tỷ lệ"]
    rows: list[Line] = [["Tổng số", 200, "100%"], ["Học sinh", 150, "75%"], ["Giáo viên", 50, "26%"]]
    assert told(head, *rows) == ["Ô C4 ghi 26 %; đúng là 25,00 % (50 / 200)."]


def test_tv08_registered_are_classified_or_not() -> None:
    head: Line = ["Chi đoàn", "Đăng ký", "Được phân loại", "Không phân loại"]
    assert told(head, ["A", 10, 8, 1]) == ["Ô B2 ghi 10, nhưng 8 + 1 = 9: thiếu 1 (chưa phân nhóm)."]


# --- what a number of a spreadsheet may be


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (3.875, "Ô B2 chứa số lẻ 3,875, mà số đếm phải là số nguyên. Nếu là 3.875, hãy gõ lại và không gõ dấu."),
        (3.8754, "Ô B2 chứa số lẻ 3,8754, mà số đếm phải là số nguyên."),
        (-3.0, "Ô B2: chưa đọc được số này. Hãy ghi lại."),
        ("1.231 triệu", "Ô B2 có thể là 1.231.000.000, cũng có thể là 1.231.000. Hãy ghi rõ."),
        ("12A1", "Ô B2: chưa đọc được số này. Hãy ghi lại."),
        ("#REF!", "Ô B2 bị lỗi công thức. Hãy ghi thẳng giá trị."),
        (UNCACHED, "Ô B2 là công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi kiểm tra lần nữa."),
    ],
)
def test_tn12_what_cannot_be_read_is_said_and_not_guessed(cell: Cell, sentence: str) -> None:
    rows: list[Line] = [["Chi đoàn", "Lượt"], ["B", 10], ["A", cell], ["C", 20], ["Cộng", 1000]]
    assert told(*rows) == [sentence.replace("B2", "B3")]  # and a sum with an open number is not judged


@pytest.mark.parametrize(
    ("rate", "code"),
    [(0.7026, []), (70.26, []), (0.0026, [("unclear", "C2")]), (0.9, [("unclear", "C2")]), (71.0, [("percent", "C2")])],
)
def test_a_rate_kept_as_a_number_may_be_of_one_or_of_a_hundred(rate: float, code: list[tuple[str, str]]) -> None:
    assert codes(["Tổng số", "Kết quả", "Tỷ lệ %"], [44018, 30925, rate]) == code


# --- the same figure twice

FIRST: list[Line] = [["Nội dung", "Số lượng"], ["Công nhân được giới thiệu", 56], ["Chi hội", 17], ["Chi đoàn", 1]]
LATER: list[Line] = [["Nội dung", "Kết quả"], ["Công nhân được giới thiệu", 53], ["Chi hội", 18], ["Chi đoàn", "01"]]


def again(first: Sequence[Line], second: Sequence[Line], sheets: tuple[str, str] = ("Phần 1", "Phần 1")) -> list[str]:
    tables = [
        table_of(b) for rows, sheet in zip((first, second), sheets, strict=True) for b in blocks(grid(rows, sheet))
    ]
    return [f"{plain(f.written or Fraction(0))} {plain(f.truth or Fraction(0))}" for f in retold(tables)]


def test_tn06_the_same_figure_told_twice_differently_is_named() -> None:
    assert again(FIRST, LATER) == ["53 56", "18 17"]
    assert told(*FIRST, [], *LATER) == []  # each table is right by itself


@pytest.mark.parametrize(
    ("first", "second", "sheets"),
    [
        (FIRST, FIRST, ("Phần 1", "Phần 1")),
        (FIRST, LATER, ("Quý I", "Quý II")),
        (FIRST, LATER, ("2025", "2026")),
        (FIRST, LATER, ("12A1", "12A2")),
        ([["Năm 2025"], *FIRST], [["Năm 2026"], *LATER], ("Trang tính1", "Trang tính2")),
        (FIRST, [*LATER[:3], ["Chi đoàn", 2]], ("Trà Vinh", "Tây Ninh")),  # nothing is the same: somebody else's
    ],
)
def test_tn06_of_other_periods_and_others_nothing_is_compared(
    first: Sequence[Line], second: Sequence[Line], sheets: tuple[str, str]
) -> None:
    assert again(first, second, sheets) == []


# --- any table


@dataclass(frozen=True)
class Sample:
    """A right table; `counts` and `rates` are the places of its numbers in `rows`."""

    rows: list[list[object]]
    counts: list[tuple[int, int]]
    rates: list[tuple[int, int]]


SPELLINGS: list[Callable[[int], object]] = [int, str, "{:,}".format, lambda n: f"{n:,}".replace(",", ".")]


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """The number report (TV-11): one row per unit, and a total row where there are several."""
    units = draw(st.integers(1, 4))
    figures = [draw(st.lists(st.integers(1, 30_000), min_size=4, max_size=4)) for _ in range(units)]
    over = [draw(st.tuples(st.integers(0, 900), st.integers(0, 900))) for _ in range(units)]
    lines = [[sum(f) + a + b, sum(f) + a, sum(f), *f] for f, (a, b) in zip(figures, over, strict=True)]
    labels = [f"Đoàn xã {chr(65 + n)}" for n in range(units)]
    if units > 1:
        lines, labels = [*lines, [sum(column) for column in zip(*lines, strict=True)]], [*labels, "Tổng cộng"]
    spell = draw(st.sampled_from(SPELLINGS))
    sign = draw(st.sampled_from(["{}", "Chiếm {}"]))
    rows: list[list[object]] = [["Đơn vị", *HEAD[0]], ["", *HEAD[1]]]
    for label, line in zip(labels, lines, strict=True):
        rates = [sign.format(percent(n, line[2])) for n in line[3:]]
        pairs = [cell for n, rate in zip(line[3:], rates, strict=True) for cell in (spell(n), rate)]
        rows.append([label, *map(spell, line[:3]), *pairs])
    places = [(r, c) for r in range(2, len(rows)) for c in range(1, 12)]
    rates_at = [(r, c) for r, c in places if c > 3 and c % 2 == 1]
    return Sample(rows, [place for place in places if place not in rates_at], rates_at)


@given(samples())
def test_any_table_that_is_right_gives_no_finding(sample: Sample) -> None:
    assert told(*sample.rows) == []


@given(samples(), st.data())
@settings(max_examples=200)
def test_any_one_wrong_percentage_is_found_at_its_cell(sample: Sample, data: st.DataObject) -> None:
    row, column = data.draw(st.sampled_from(sample.rates))
    cell = str(sample.rows[row][column])
    hundredths = int("".join(re.findall("[0-9]", cell)))
    wrong = data.draw(st.integers(0, 10_000).filter(lambda n: n != hundredths))
    sample.rows[row][column] = f"{wrong // 100},{wrong % 100:02}%"
    named = [f for f in found(*sample.rows) if f.code in {"percent", "base"}]
    assert [f.place for f in named] == [Place("Trang", row + 1, column + 1)]
    assert named[0].truth is not None
    assert percent(named[0].truth, 100) in cell


@given(samples(), st.data())
@settings(max_examples=200)
def test_any_one_wrong_count_is_found_at_its_cell(sample: Sample, data: st.DataObject) -> None:
    """Where sums cross, it is named with what it must have been; else the sum that fails names it among its parts."""
    row, column = data.draw(st.sampled_from([p for p in sample.counts if p[1] > 2 or len(sample.rows) > 3]))
    value = Fraction(re.sub("[.,]", "", str(sample.rows[row][column])))
    wrong = Fraction(data.draw(st.integers(0, 120_000).filter(lambda n: n != value)))
    sample.rows[row][column] = int(wrong)
    findings, place = found(*sample.rows), Place("Trang", row + 1, column + 1)
    assert any(place in (f.place, *f.among) for f in findings)
    if len(sample.rows) > 3 and column > 2:
        assert [(f.place, f.written, f.truth) for f in findings if f.code == "count"] == [(place, wrong, value)]


def test_a_base_is_that_of_whole_rows_and_not_of_what_rounds_alike() -> None:
    """1 of 328 and 1 of 329 are both 0,30 %: the wrong number of the classified is named all the same."""
    shares: list[object] = ["0,30 %", 1, "0,30 %", 1, "0,30 %", 325, "99,09 %"]
    rows: list[Line] = [
        ["Đơn vị", "Tổng đoàn viên đăng ký", "Tổng đoàn viên được phân loại", *(["Kết quả phân loại"] + [""] * 7)],
        ["", "", "", *(word for grade in GRADES for word in (grade, ""))],
        ["Đoàn xã A", 4, 4, *([1, "25,00 %"] * 4)],
        ["Đoàn xã B", 329, 5, 1, *shares],
        ["Tổng cộng", 333, 332, 2, "0,60 %", 2, "0,60 %", 2, "0,60 %", 326, "98,19 %"],
    ]
    (finding,) = found(*rows)
    assert (finding.code, finding.written, finding.truth) == ("count", Fraction(5), Fraction(328))


# --- files


def test_merged_headings_percent_formats_formulas_and_hidden_sheets(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden = book.add_worksheet("Phụ lục"), book.add_worksheet("Nháp")
        rate, short = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": 9})
        for column, head in enumerate(TOTALS):
            sheet.merge_range(1, column, 2, column, head)
        sheet.merge_range(1, 3, 1, 10, "Kết quả phân loại")
        for n, grade in enumerate(GRADES):
            sheet.merge_range(2, 3 + 2 * n, 2, 4 + 2 * n, grade)
        sheet.write_row(3, 0, [47297, 47297, 44018])
        sheet.write_row(3, 3, [30925, "", 11424, "", 1669, "", 0])
        sheet.write_formula(3, 4, "=D4/C4", rate, 30925 / 44018)
        sheet.write_number(3, 6, 0.2595, rate)
        sheet.write_number(3, 8, 0.0387, rate)
        sheet.write_number(3, 10, 0, short)
        hidden.write_row(0, 0, ["Tổng", "A", "B"])
        hidden.write_row(1, 0, [10, 1, 8])
        hidden.hide()
    seen = look_through(path)
    assert isinstance(seen, Seen)
    assert [said(finding, TEXTS) for finding in seen.findings] == [
        "Các tỷ lệ ở ô E4, G4, I4, K4 cộng lại là 100,08 %, không phải 100 %.",
        "Ô I4 ghi 3,87 %; đúng là 3,79 % (1.669 / 44.018).",
    ]
    assert seen.hidden == ("Nháp",)


def test_formulas_without_a_result_are_said_and_sheets_named(tmp_path: Path) -> None:
    first: list[Line] = [["Chi đoàn", "Số"], ["A", 1], ["B", 2], ["Cộng", Formula("=SUM(B2:B3)")]]
    seen = look_through(save(tmp_path, first, [["Tổng số", "A", "B"], [100, 60, 41]]))
    assert isinstance(seen, Seen)
    assert [(f.code, f.sure, said(f, TEXTS, several=seen.several).partition(" ghi ")[0]) for f in seen.findings] == [
        (
            "uncalculated",
            False,
            "Ô Sheet1!B4 là công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi kiểm tra lần nữa.",
        ),
        ("sum", True, "Ô Sheet2!A2"),
    ]


def test_a_file_without_a_table_is_refused(tmp_path: Path) -> None:
    assert look_through(save(tmp_path, [["Báo cáo"], ["Kính gửi"]])) == Refused("no-table")
    assert look_through(save(tmp_path, [])) == Refused("empty")
    assert look_through(save(tmp_path, [[1]] * 6), Limits(rows=5)) == Refused("rows", {"count": 6, "limit": 5})
    assert {id_.replace("tables", "roster") for id_ in TEXTS if id_.startswith("tables-refused-")} ^ {
        id_ for id_ in TEXTS if id_.startswith("roster-refused-")
    } == {"roster-refused-no-table", "roster-refused-no-header", "roster-refused-no-rows"}
