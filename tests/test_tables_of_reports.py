"""Tables as such reports have them: a right one raises nothing, and an error that is planted in it is named."""

from collections.abc import Sequence

import pytest

from tests.test_roster import Line
from tests.test_tables import codes, found, told

Rows = Sequence[Line]
Planted = tuple[int, int, object, str]
"""Row and column from 0, what is written there instead, and the finding with its cell."""

HALF = ["Số lượng", "Tỷ lệ"]
GENDERS: Rows = [["Đơn vị", "Tổng số", "Nam", "Nữ", "Đảng viên"], ["A", 100, 60, 40, 5], ["B", 50, 20, 30, 2]]
LISTED: Rows = [["STT", "Đơn vị", "Đoàn viên", "Đăng ký", "Tỷ lệ", "Ghi chú"], [1, "A", 100, 90, "90%", "còn 10 đ/c"]]
REPORTS: dict[str, tuple[Rows, Planted]] = {
    "a share in a cell": (
        [["Nội dung", "Kết quả"], ["Thẻ", "667/695 (95,97%)"]],
        (1, 1, "667/695 (96,97%)", "percent B2"),
    ),
    "one decimal": ([["Nội dung", "Kết quả"], ["Chỉ tiêu đạt", "9/11 (81.8%)"]], (1, 1, "9/11 (82.8%)", "percent B2")),
    "more than planned": (
        [["Nội dung", "Kế hoạch", "Thực hiện", "Tỷ lệ"], ["Kết nạp", 2000, 2500, "125%"], ["Chi đoàn", 20, 15, "75%"]],
        (2, 3, "57%", "percent D3"),
    ),
    "more than was given": (
        [["Nội dung", "Được giao", "Thực hiện", "Tỷ lệ"], ["Kết nạp", 20, 25, "125%"], ["Chi đoàn", 20, 15, "75%"]],
        (1, 3, "152%", "percent D2"),
    ),
    "numbered, with notes": (
        [*LISTED, [2, "B", 50, 40, "80%", "gọi 0912345678"], ["", "Tổng", 150, 130, "86,67%", ""]],
        (3, 4, "86,76%", "percent E4"),
    ),
    "telephones": (
        [
            ["Đơn vị", "Số điện thoại", "Đoàn viên"],
            ["A", "0912345678", 100],
            ["B", "0987 654 321", 50],
            ["Cộng", "", 150],
        ],
        (3, 2, 151, "sum C4"),
    ),
    "telephones under another name": (
        [["Đơn vị", "Bí thư", "Đoàn viên"], ["A", "0912 345 678", 100], ["B", "0987.654.321", 50], ["Cộng", "", 150]],
        (3, 2, 105, "sum C4"),
    ),
    "the total on top": (
        [
            ["TT", "Đơn vị", "Đoàn viên", "Tỷ lệ"],
            ["", "Toàn tỉnh", 150, "100%"],
            [1, "A", 90, "60%"],
            [2, "B", 60, "40%"],
        ],
        (1, 2, 155, "count C2"),
    ),
    "units in units": (
        [
            ["Đơn vị", "Số"],
            ["Huyện X", 30],
            ["- A", 10],
            ["- B", 20],
            ["Huyện Y", 15],
            ["- C", 5],
            ["- D", 10],
            ["Tổng", 45],
        ],
        (3, 1, 21, "sum B2"),
    ),
    "fractions": (
        [
            ["Đơn vị", "Đoàn viên", "Đăng ký", "Tỷ lệ"],
            ["A", 44018, 30925, 0.7026],
            ["B", 200, 50, 0.25],
            ["C", 4, 1, 0.25],
        ],
        (3, 3, 0.35, "unclear D4"),
    ),
    "an empty row": ([["Đơn vị", "Số"], ["A", 10], ["B", 20], [], ["Tổng cộng", 30]], (1, 1, "#REF!", "cell-error B2")),
    "years above pairs": (
        [
            ["Đơn vị", "Năm 2025", "", "Năm 2026", ""],
            ["", *HALF, *HALF],
            ["A", 1, "25%", 2, "40%"],
            ["B", 3, "75%", 3, "60%"],
            ["Tổng", 4, "100%", 5, "100%"],
        ],
        (2, 4, "41%", "percent E3"),
    ),
    "years as columns": (
        [["Đơn vị", "Đoàn viên", ""], ["", 2025, 2026], ["A", 100, 50], ["B", 200, 80], ["Cộng", 300, 130]],
        (4, 2, 131, "sum C5"),
    ),
    "years beside their rates": (
        [
            ["Đơn vị", "Tổng đoàn viên", "Năm 2025", "Tỷ lệ", "Năm 2026", "Tỷ lệ"],
            ["A", 100, 10, "10%", 20, "20%"],
            ["B", 50, 10, "20%", 30, "60%"],
        ],
        (2, 5, "66%", "percent F3"),
    ),
    "rates of two bases": (
        [
            ["Đơn vị", "Tổng số", "Đăng ký", "Tỷ lệ", "Phân loại", "Tỷ lệ"],
            ["A", 100, 90, "90%", 81, "90%"],
            ["B", 50, 40, "80%", 30, "75%"],
        ],
        (2, 5, "57%", "percent F3"),
    ),
    "two counts under one heading": (
        [
            ["Đơn vị", "Đoàn viên", "", "Chi đoàn", ""],
            ["A", 100, 50, 3, 2],
            ["B", 200, 80, 4, 1],
            ["Cộng", 300, 130, 7, 3],
        ],
        (3, 4, 4, "sum E4"),
    ),
    "men and women, and who is in the Party": (GENDERS, (1, 3, 39, "sum B2")),
    "money": (
        [["Nội dung", "Phần quà", "Kinh phí (triệu đồng)"], ["A", 12, 13.6], ["B", 10, 1.4], ["Tổng", 22, 15]],
        (3, 1, 23, "sum B4"),
    ),
    "grades without their total": (
        [
            ["Xếp loại", "Số lượng", "Tỷ lệ"],
            ["Xuất sắc", 30925, "70,26%"],
            ["Tốt", 11424, "25,95%"],
            ["Hoàn thành", 1669, "3,79%"],
        ],
        (3, 2, "103,79%", "hundred C4"),
    ),
}


@pytest.mark.parametrize(("rows", "_planted"), REPORTS.values(), ids=REPORTS)
def test_a_right_table_is_left_in_peace(rows: Rows, _planted: Planted) -> None:
    assert told(*rows) == []


@pytest.mark.parametrize(("rows", "planted"), REPORTS.values(), ids=REPORTS)
def test_an_error_in_it_is_named(rows: Rows, planted: Planted) -> None:
    row, column, instead, named = planted
    wrong = [[*line] for line in rows]
    wrong[row][column] = instead
    assert named in [" ".join(one) for one in codes(*wrong)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Tổng số đoàn viên", "Nữ", "Dân tộc"], [1000, 900, 60]],
        [["Tổng số đoàn viên", "Nông thôn", "Nữ", "Đảng viên"], [1635, 800, 700, 20]],
        [["Tổng số đoàn viên", 1000], ["Đoàn viên nữ", 900], ["Đoàn viên dân tộc", 60]],
        [["Đoàn viên", 100], ["- Nữ", 90], ["- Đảng viên", 5]],
        [["Đơn vị", "Tổng số", "Trong đó", ""], ["", "", "Nữ", "Đảng viên"], ["A", 100, 92, 5], ["B", 50, 46, 2]],
    ],
)
def test_who_may_be_counted_twice_makes_no_breakdown(rows: Rows) -> None:
    assert told(*rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["Nội dung", "Số lượng", "Tỷ lệ"], ["Được giới thiệu", 56, "3,1%"], ["Được kết nạp", 20, "35,7%"]],
        [["Đơn vị", "Đăng ký", "Hoàn thành", "Tỷ lệ"], ["A", 90, 40, "62,5%"], ["B", 40, 30, "81,08%"]],
        [["Tổng số", "Tốt", "", "Khá", ""], [47297, 30925, "70,26%", 11424, "25,95%"]],
    ],
)
def test_what_is_of_nothing_in_the_table_is_open_and_no_error(rows: Rows) -> None:
    findings = found(*rows)
    assert {finding.code for finding in findings} == {"no-base"}
    assert not any(finding.sure for finding in findings)
    assert told(*rows)[0].endswith("không có cơ sở tính trong bảng, nên chưa kiểm tra được.")


@pytest.mark.parametrize(("rate", "named"), [("80%", []), ("81%", ["percent"])])
def test_of_what_a_percentage_is_shows_where_another_one_is_right(rate: str, named: list[str]) -> None:
    rows: Rows = [["Đơn vị", "Đăng ký", "Hoàn thành", "Tỷ lệ"], ["A", 90, 45, "50%"], ["B", 40, 32, rate]]
    assert [finding.code for finding in found(*rows)] == named
