"""A branch's list of members: two layouts read from Excel, every row checked, hostile files refused (PN-05, PN-06)."""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from chat.texts import load_texts
from reports.roster import Sheet, explain, read_roster, summary
from reports.workbook import LIMITS, MEGABYTE, Limits, Refused
from rules.roster import Cell, Entry, Row, RowProblem, audience_of, check, kept_name, office_of

TODAY = date(2026, 11, 23)
TEXTS = load_texts()
AFTERNOON = datetime.fromisoformat("2009-09-05T13:30")
Line = Sequence[object]
SIMPLE: Line = ["STT", "Họ và tên", "Ngày sinh", "Ngày vào chi đoàn", "Chức vụ", "Đối tượng", "Hình thức"]
AN: Line = [7, "Nguyễn Văn An", date(2009, 9, 5), date(2025, 3, 26), "", "", ""]
OFFICIAL = [
    *("STT", "Họ và tên", "Tổ đoàn", "Mã định danh", "Số thẻ đoàn", "Ngày sinh Nam", "Ngày sinh Nữ", "Tuổi"),
    *("Dân tộc", "Tôn giáo", "Quê quán", "Địa chỉ thường trú", "Số CMND/CCCD", "Ngày cấp", "Nơi cấp"),
    *("Trình độ văn hóa", "Trình độ chuyên môn", "Trình độ lý luận chính trị", "Tin học", "Ngoại ngữ"),
    *("Nơi vào Đoàn", "Thời gian vào Đoàn", "Số NQ chuẩn y", "Thời gian vào Đảng", "Nghề nghiệp hiện nay"),
    *("Đối tượng đoàn viên", "Rèn luyện đoàn viên", "Đánh giá xếp loại", "Khen thưởng", "Kỷ luật"),
    *("Chức vụ trong chi đoàn", "Hội", "Email", "Điện thoại"),
]


@dataclass(frozen=True)
class Formula:
    """A formula with the result that was stored beside it; "" stores none."""

    text: str
    result: str | int = ""


def save(folder: Path, *sheets: Sequence[Line], name: str = "ds.xlsx", hidden: Sequence[int] = ()) -> Path:
    """One workbook, one argument per sheet; `hidden` are rows of the first sheet."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    match cell:
                        case Formula():
                            sheet.write_formula(r, c, cell.text, None, cell.result)
                        case date():
                            sheet.write_datetime(r, c, cell, day)
                        case str():
                            sheet.write_string(r, c, cell)
                        case int() | float():
                            sheet.write_number(r, c, cell)
        for r in hidden:
            book.worksheets()[0].set_row(r, None, None, {"hidden": True})
    return path


def rewrite(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    packed = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return path


def read(path: Path, limits: Limits = LIMITS) -> Sheet:
    sheet = read_roster(path, limits)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def row(**changes: object) -> Row:
    values: dict[str, object] = {"row": 5, "roll": 7, "name": "Nguyễn Văn An", "births": (date(2009, 9, 5),)}
    return Row(**(values | changes))  # type: ignore[arg-type]


def faults(**changes: object) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check([row(**changes)], TODAY).problems]


# --- the simple layout


def test_a_branch_of_forty_is_read_without_a_problem(tmp_path: Path) -> None:
    members = [
        [n, f"Trần Thị {chr(64 + n % 26 + 1)}", date(2009, 1, n % 28 + 1), date(2025, 3, 26), "", "", ""]
        for n in range(1, 41)
    ]
    members[0][4], members[1][4], members[39][6] = "Bí thư", "Phó bí thư", "giấy"
    sheet = read(save(tmp_path, [SIMPLE, *members]))
    checked = check(sheet.rows, TODAY)
    assert (len(checked.entries), checked.problems, checked.size) == (40, (), 40)
    assert [e.roll for e in checked.entries] == list(range(1, 41))
    assert [e.office for e in checked.entries[:3]] == ["bi-thu", "pho-bi-thu", None]
    assert [e.roll for e in checked.entries if e.paper] == [40]
    assert not sheet.official


def test_an_entry_holds_exactly_what_the_row_says(tmp_path: Path) -> None:
    cells = [7, "Nguyễn Văn An", date(2009, 9, 5), date(2025, 3, 26), "Ủy viên BCH", "Học sinh", "Giấy"]
    (entry,) = check(read(save(tmp_path, [SIMPLE, cells])).rows, TODAY).entries
    assert entry == Entry(2, 7, "Nguyễn Văn An", date(2009, 9, 5), date(2025, 3, 26), "uy-vien", "hoc_sinh", paper=True)


def test_title_blank_rows_and_blank_columns_around_the_table_are_normal(tmp_path: Path) -> None:
    title = "DANH SÁCH ĐOÀN VIÊN\nNăm học 2026 - 2027"
    rows: list[Line] = [[], ["", "", title], [], ["", "", *SIMPLE], [], ["", "", *AN]]
    (entry,) = check(read(save(tmp_path, rows)).rows, TODAY).entries
    assert (entry.row, entry.roll) == (6, 7)


@pytest.mark.parametrize(
    "heads",
    [
        ["STT", "Họ và tên", "Ngày sinh"],
        ["Stt", "HỌ VÀ TÊN", "Ngày,\ntháng, năm sinh (dd/mm/yyyy)"],
        ["TT", "Họ tên", "Ngay sinh"],
        ["Số thứ tự", unicodedata.normalize("NFD", "Họ và tên đoàn viên"), "Năm sinh"],
    ],
    ids=lambda heads: heads[0],
)
def test_a_heading_is_known_however_it_is_written(tmp_path: Path, heads: list[str]) -> None:
    assert len(check(read(save(tmp_path, [heads, AN[:3]])).rows, TODAY).entries) == 1


@pytest.mark.parametrize(("above", "found"), [(0, True), (14, True), (15, False)])
def test_the_header_stands_within_the_first_fifteen_rows(tmp_path: Path, above: int, found: bool) -> None:
    result = read_roster(save(tmp_path, [*[["Đoàn trường"]] * above, SIMPLE, AN]))
    assert isinstance(result, Sheet) if found else result == Refused("no-header")


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_number_name_or_birth_date_it_is_no_header(tmp_path: Path, missing: int) -> None:
    heads = ["" if i == missing else head for i, head in enumerate(SIMPLE)]
    assert read_roster(save(tmp_path, [heads, AN])) == Refused("no-header")


def test_a_name_kept_in_two_columns_is_put_together(tmp_path: Path) -> None:
    rows: list[Line] = [["STT", "Họ và tên", "", "Ngày sinh"], [7, "Nguyễn Văn", "An", date(2009, 9, 5)]]
    assert check(read(save(tmp_path, rows)).rows, TODAY).entries[0].name == "Nguyễn Văn An"


@pytest.mark.parametrize("numbers", [[1, 2, 3], ["(1)", "(2)", "(3)"]])
def test_a_row_that_numbers_the_columns_is_no_member(tmp_path: Path, numbers: list[object]) -> None:
    checked = check(read(save(tmp_path, [SIMPLE[:3], numbers, AN[:3]])).rows, TODAY)
    assert [e.row for e in checked.entries] == [3]
    assert not checked.problems


def test_unused_numbered_lines_of_the_form_are_skipped(tmp_path: Path) -> None:
    sheet = read(save(tmp_path, [SIMPLE, AN, [8], [9, "  "], [], [10, "Lê Thị Bình", date(2009, 1, 2)]]))
    assert [r.row for r in sheet.rows] == [2, 6]


def test_hidden_rows_are_members_too(tmp_path: Path) -> None:
    assert [r.row for r in read(save(tmp_path, [SIMPLE, AN, AN], hidden=[1])).rows] == [2, 3]


def test_the_first_sheet_with_a_header_is_used(tmp_path: Path) -> None:
    sheet = read(save(tmp_path, [], [["Ghi chú"]], [SIMPLE, AN], [SIMPLE, AN, AN]))
    assert (sheet.name, len(sheet.rows)) == ("Sheet3", 1)


def test_hidden_sheets_and_charts_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    with xlsxwriter.Workbook(path) as book:
        pie = book.add_chart({"type": "pie"})
        pie.add_series({"values": "=Mới!$A$2"})
        book.add_chartsheet("Biểu đồ").set_chart(pie)
        old, new = book.add_worksheet("Cũ"), book.add_worksheet("Mới")
        for sheet in (old, new):
            sheet.write_row(0, 0, SIMPLE[:3])
            sheet.write_row(1, 0, [7, "Nguyễn Văn An", "05/09/2009"])
        old.hide()
        new.activate()
    assert read(path).name == "Mới"


# --- the official layout of 34 columns


def official(number: int, name: str, *, man: object = "", woman: object = "", **more: object) -> list[object]:
    cells: list[object] = [""] * len(OFFICIAL)
    cells[0], cells[1], cells[5], cells[6] = number, name, man, woman
    for head, value in more.items():
        cells[{"joined": 21, "party": 23, "audience": 25, "office": 30}[head]] = value
    cells[8], cells[9], cells[11] = "Kinh", "Không", "Số 1 đường Mẫu\nkhu phố 3"
    cells[12], cells[32], cells[33] = 79_000_000_001, "mau@example.com", 900_000_001
    return cells


def test_the_official_layout_is_read_and_its_personal_data_left_behind(tmp_path: Path) -> None:
    rows: list[Line] = [
        ["DANH SÁCH ĐOÀN VIÊN"],
        OFFICIAL,
        list(range(1, 35)),
        official(1, "Lê Thị Bình", woman=date(2000, 2, 29), joined="26/03/2016", office="Bí thư chi đoàn"),
        official(
            2, "Trần Văn Cường", man="2-9-1999", audience="Sinh hoạt chính", joined=date(2015, 9, 1), party="03/02/2026"
        ),
        official(3, "Phạm Văn Dũng", man=36526, audience="Lực lượng vũ trang"),
    ]
    sheet = read(save(tmp_path, rows))
    checked = check(sheet.rows, TODAY)
    assert sheet.official
    assert not checked.problems
    assert checked.entries == (
        Entry(4, 1, "Lê Thị Bình", date(2000, 2, 29), date(2016, 3, 26), "bi-thu", None, False, date(2016, 3, 26)),
        Entry(
            5, 2, "Trần Văn Cường", date(1999, 9, 2), date(2015, 9, 1), None, None, False, date(2015, 9, 1), party=True
        ),
        Entry(6, 3, "Phạm Văn Dũng", date(2000, 1, 1), None, None, "lvt", paper=True),
    )
    for private in ("79000000001", "900000001", "mau@example.com", "Kinh", "Không", "Mẫu"):
        assert private not in repr(sheet)


ADMITTED: Line = ["STT", "Họ và tên", "Ngày sinh", "Ngày vào chi đoàn", "Ngày vào Đoàn", "Đảng viên"]


def test_a_list_may_tell_the_union_from_the_branch_and_who_is_in_the_party(tmp_path: Path) -> None:
    """TV-08, domain.md 4.5: what the rating asks, and of the Party no more than a yes."""
    rows: list[Line] = [
        ADMITTED,
        [1, "Lê Thị Bình", "02/09/2000", "05/09/2026", "26/03/2016", "Không"],
        [2, "Trần Văn Cường", "05/09/1999", "", "01/09/2026", "x"],
        [3, "Phạm Thu Dung", "05/09/1998", "05/09/2026", "", ""],
        [4, "Đỗ Quang Minh", "05/09/1998", "05/09/2026", "hè 2015", ""],
    ]
    checked = check(read(save(tmp_path, rows)).rows, TODAY)
    assert [(e.joined, e.admitted, e.party) for e in checked.entries] == [
        (date(2026, 9, 5), date(2016, 3, 26), False),
        (None, date(2026, 9, 1), True),
        (date(2026, 9, 5), None, False),
    ]
    assert [(p.row, p.field, p.code) for p in checked.problems] == [(5, "admitted", "unreadable-date")]


@pytest.mark.parametrize("numbered", [False, True])
def test_the_birth_date_may_have_merged_headings_in_two_rows(tmp_path: Path, numbered: bool) -> None:
    path = tmp_path / "ds.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 33, "DANH SÁCH")
        for column, head in enumerate(OFFICIAL):
            if column not in {5, 6}:
                sheet.merge_range(1, column, 2, column, head)
        sheet.merge_range(1, 5, 1, 6, "Ngày sinh")
        sheet.write_row(2, 5, ["Nam", "Nữ"])
        if numbered:
            sheet.write_row(3, 0, range(1, 35))
        sheet.write_row(4, 0, official(1, "Lê Thị Bình", woman="02/09/2000"))
        sheet.write_row(5, 0, official(2, "Trần Văn Cường", man="05/09/2009"))
    checked = check(read(path).rows, TODAY)
    assert [(e.row, e.birth) for e in checked.entries] == [(5, date(2000, 9, 2)), (6, date(2009, 9, 5))]
    assert not checked.problems


def test_a_bare_year_in_the_official_layout_is_named_as_such(tmp_path: Path) -> None:
    women = official(1, "Lê Thị Bình", woman=2009)
    men = official(2, "Trần An", man="05/09/2009", joined="2025")
    problems = check(read(save(tmp_path, [OFFICIAL, women, men])).rows, TODAY).problems
    assert [(p.row, p.field, p.code) for p in problems] == [(2, "birth", "only-year"), (3, "joined", "only-year")]


# --- what is wrong with a row, one line per side of each boundary

PROBLEMS: list[tuple[dict[str, object], str, str]] = [
    ({"roll": ""}, "roll", "missing"),
    ({"roll": None}, "roll", "missing"),
    ({"roll": 0}, "roll", "bad-roll"),
    ({"roll": 10_000}, "roll", "bad-roll"),
    ({"roll": -1}, "roll", "bad-roll"),
    ({"roll": 7.5}, "roll", "bad-roll"),
    ({"roll": "7a"}, "roll", "bad-roll"),
    ({"roll": True}, "roll", "bad-roll"),
    ({"roll": "9" * 10_000}, "roll", "bad-roll"),
    ({"name": ""}, "name", "missing"),
    ({"name": " \u200b "}, "name", "missing"),
    ({"name": 12.0}, "name", "not-a-name"),
    ({"name": True}, "name", "not-a-name"),
    ({"name": "A"}, "name", "short-name"),
    ({"name": "A."}, "name", "short-name"),
    ({"name": "A" * 101}, "name", "long-name"),
    ({"name": "Nguyễn " * 1_500}, "name", "long-name"),
    ({"name": "=HYPERLINK(A1)"}, "name", "name-formula"),
    ({"name": "+Nguyễn An"}, "name", "name-formula"),
    ({"name": "-Nguyễn An"}, "name", "name-formula"),
    ({"name": "@Nguyễn An"}, "name", "name-formula"),
    ({"name": "Nguyễn Văn An 2"}, "name", "name-sign"),
    ({"name": "Nguyễn Văn An 😀"}, "name", "name-sign"),
    ({"name": "Nguyễn; An"}, "name", "name-sign"),
    ({"births": ()}, "birth", "missing"),
    ({"births": ("", " ")}, "birth", "missing"),
    ({"births": ("05/09/2009", "05/09/2009")}, "birth", "two-births"),
    ({"births": ("2009",)}, "birth", "only-year"),
    ({"births": (2009.0,)}, "birth", "only-year"),
    ({"births": ("09/2009",)}, "birth", "unreadable-date"),
    ({"births": ("5/9/09",)}, "birth", "unreadable-date"),
    ({"births": ("mồng 5 tháng 9",)}, "birth", "unreadable-date"),
    ({"births": ("9" * 10_000,)}, "birth", "unreadable-date"),
    ({"births": (time(12, 0),)}, "birth", "unreadable-date"),
    ({"births": (True,)}, "birth", "unreadable-date"),
    ({"births": (float("nan"),)}, "birth", "unreadable-date"),
    ({"births": (1e300,)}, "birth", "unreadable-date"),
    ({"births": ("31/02/2009",)}, "birth", "impossible-date"),
    ({"births": ("9/25/2009",)}, "birth", "impossible-date"),
    ({"births": ("29/02/2009",)}, "birth", "impossible-date"),
    ({"births": (date(2026, 11, 24),)}, "birth", "future"),
    ({"births": (date(2016, 11, 24),)}, "birth", "age"),
    ({"births": (date(1965, 11, 23),)}, "birth", "age"),
    ({"joined": "hè 2025"}, "joined", "unreadable-date"),
    ({"joined": date(2026, 11, 24)}, "joined", "future"),
    ({"joined": date(2019, 9, 4)}, "joined", "joined-early"),
    ({"births": (date(2008, 2, 29),), "joined": date(2018, 2, 28)}, "joined", "joined-early"),
    ({"roll": "#N/A"}, "roll", "cell-error"),
    ({"name": "#REF!"}, "name", "cell-error"),
    ({"births": ("#VALUE!",)}, "birth", "cell-error"),
    ({"joined": "#DIV/0!"}, "joined", "cell-error"),
    ({"office": "#name?"}, "office", "cell-error"),
    ({"audience": "#n/a"}, "audience", "cell-error"),
    ({"paper": "#formula"}, "paper", "uncalculated"),
]

GOOD: list[dict[str, object]] = [
    {"roll": 1},
    {"roll": 9999},
    {"roll": 7.0},
    {"roll": " 007. "},
    {"name": "An"},
    {"name": "A" * 100},
    {"name": "H'Hen Niê"},
    {"name": "Y-Thoát Bkrông (B)"},
    {"births": ("05/09/2009",)},
    {"births": ("5-9-2009",)},
    {"births": ("5.9.2009",)},
    {"births": (" 05 / 09 / 2009 ",)},
    {"births": ("2009-09-05",)},
    {"births": ("2009-09-05 00:00:00",)},
    {"births": (AFTERNOON,)},
    {"births": (40061,)},
    {"births": (40061.75,)},
    {"births": ("", "05/09/2009")},
    {"births": (date(2016, 11, 23),)},
    {"births": (date(1965, 11, 24),)},
    {"births": ("29/02/2008",), "joined": date(2018, 3, 1)},
    {"joined": date(2026, 11, 23)},
    {"joined": date(2019, 9, 5)},
    {"joined": " "},
    {"audience": "sinh hoat chinh"},
]


@pytest.mark.parametrize(("changes", "field", "code"), PROBLEMS)
def test_a_wrong_row_is_explained_by_row_and_column(changes: dict[str, object], field: str, code: str) -> None:
    checked = check([row(**changes)], TODAY)
    assert [(p.row, p.field, p.code) for p in checked.problems] == [(5, field, code)]
    assert not checked.entries
    sentence = explain(checked.problems[0], TEXTS)
    assert sentence.startswith("Dòng 5: ")
    assert len(sentence) < 200


@pytest.mark.parametrize("changes", GOOD)
def test_a_right_row_is_an_entry(changes: dict[str, object]) -> None:
    checked = check([row(**changes)], TODAY)
    assert not checked.problems
    assert len(checked.entries) == 1


@pytest.mark.parametrize("cell", ["05/09/2009", "5-9-2009", "2009-09-05", 40061, 40061.5, AFTERNOON])
def test_every_writing_of_a_date_gives_the_same_day(cell: Cell) -> None:
    assert check([row(births=(cell,))], TODAY).entries[0].birth == date(2009, 9, 5)


def test_a_row_with_several_faults_names_them_all() -> None:
    assert faults(roll="", name="", births=()) == [("roll", "missing"), ("name", "missing"), ("birth", "missing")]


def test_the_second_row_with_a_number_is_refused_and_names_the_first() -> None:  # talks §7
    rows = [row(row=14, roll=12), row(row=19, roll="12", name="Trần Bình")]
    checked = check(rows, TODAY)
    assert [e.row for e in checked.entries] == [14]
    assert explain(checked.problems[0], TEXTS) == "Dòng 19: số thứ tự 12 trùng với dòng 14."


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ({"same": "hoa"}, ["duplicate-person"]),
        ({"same": "hòa"}, []),
        ({"same": "hoa", "births": (date(2009, 9, 6),)}, []),
    ],
)
def test_name_and_birth_date_together_make_a_person(other: dict[str, object], codes: list[str]) -> None:
    checked = check([row(same="hoa"), row(**{"row": 6, "roll": 8} | other)], TODAY)
    assert [p.code for p in checked.problems] == codes
    assert all(p.values["other"] == "5" for p in checked.problems)


def test_a_number_that_somebody_else_holds_already_is_explained() -> None:  # PN-05
    problem = RowProblem(9, "roll", "roll-taken", {"roll": "12"})
    assert explain(problem, TEXTS) == "Dòng 9: số thứ tự 12 đang là của người khác trong danh sách đã có."


def test_two_spellings_of_one_name_are_one_person(tmp_path: Path) -> None:  # scenario 5
    birth = date(2009, 9, 5)
    nfd = unicodedata.normalize("NFD", "Trần  Thị Hòa")
    rows = [SIMPLE[:3], [1, "Trần Thị Hoà", birth], [2, nfd, birth], [3, "Trần Thị Hoa", birth]]
    checked = check(read(save(tmp_path, rows)).rows, TODAY)
    assert [e.name for e in checked.entries] == ["Trần Thị Hoà", "Trần Thị Hoa"]
    assert [(p.row, p.code, p.values["other"]) for p in checked.problems] == [(3, "duplicate-person", "2")]


def test_two_namesakes_are_two_people(tmp_path: Path) -> None:  # scenario 4
    rows = [SIMPLE[:3], [7, "Nguyễn Văn An", date(2009, 9, 5)], [12, "Nguyễn Văn An", date(2009, 11, 20)]]
    assert [e.roll for e in check(read(save(tmp_path, rows)).rows, TODAY).entries] == [7, 12]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "Đặng Thị Hoà"), "Đặng Thị Hoà"),
        ("  Nguyễn\n Văn\t\u00a0An ", "Nguyễn Văn An"),
        ("\ufeffNguyễn\u200b An", "Nguyễn An"),
    ],
)
def test_names_are_kept_composed_and_single_spaced(typed: str, kept: str) -> None:  # PN-05
    assert kept_name(typed) == kept


@pytest.mark.parametrize(
    ("folded", "code"),
    [
        ("hoc sinh", "hoc_sinh"),
        ("doan vien sinh vien", "sinh_vien"),
        ("giang vien", "giao_vien"),
        ("can bo, cong chuc, vien chuc", "ccvc"),
        ("cong nhan", "cong_nhan"),
        ("dia ban dan cu", "dan_cu"),
        ("luc luong vu trang", "lvt"),
        ("sinh vien, bo doi xuat ngu", "lvt"),
        ("quan doi nhan dan", "lvt"),
        ("cong an", "lvt"),
        ("hoc sinh, sinh vien", None),
        ("sinh hoat chinh", None),
        ("", None),
    ],
)
def test_an_audience_is_told_by_its_words(folded: str, code: str | None) -> None:
    assert audience_of(folded) == code
    assert code is None or f"audience-{code}" in TEXTS


@pytest.mark.parametrize(
    ("folded", "code"),
    [
        ("bi thu", "bi-thu"),
        ("bi thu chi doan", "bi-thu"),
        ("bi thu doan truong", None),
        ("pho bi thu", "pho-bi-thu"),
        ("uy vien bch", "uy-vien"),
        ("uv. bch", "uy-vien"),
        ("uv ban chap hanh chi doan", "uy-vien"),
        ("uy vien", None),
        ("lop truong", None),
        ("", None),
    ],
)
def test_an_office_is_told_by_its_whole_wording(folded: str, code: str | None) -> None:
    assert office_of(folded) == code


@pytest.mark.parametrize(
    ("audience", "paper", "expected"),
    [("", "", False), ("", "giay", True), ("cong an", "", True), ("hoc sinh", "truc tuyen", False)],
)
def test_the_armed_forces_and_who_asks_for_it_register_on_paper(audience: str, paper: str, expected: bool) -> None:
    assert check([row(audience=audience, paper=paper)], TODAY).entries[0].paper is expected  # PN-06


cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.floats(),
    st.integers(-(2**63), 2**63),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["05/09/2009", "#N/A", "=1+1", "7", "Nguyễn Văn An", "99/99/9999", "Trần Bình"]),
)


@given(
    st.lists(
        st.builds(
            Row, st.integers(1, 30), cells, cells, st.tuples(cells, cells), st.text(), cells, st.text(), phone=cells
        )
    )
)
@example([row(births=(timedelta(days=1),)), row(row=6, births=(date.max,)), row(row=7, joined=date.min)])
def test_every_row_is_an_entry_or_has_a_problem_never_both(rows: list[Row]) -> None:
    rows = list({r.row: r for r in rows}.values())
    checked = check(rows, TODAY)
    good, wrong = {e.row for e in checked.entries}, {p.row for p in checked.problems}
    assert good | wrong == {r.row for r in rows}
    assert not good & wrong
    assert checked.size == len(rows)
    assert len({e.roll for e in checked.entries}) == len(checked.entries)
    assert all(explain(problem, TEXTS) for problem in (*checked.problems, *checked.warnings))


# --- cells that hold no plain value


def test_formulas_count_by_their_stored_result(tmp_path: Path) -> None:
    cells = [Formula("=3+4", 7), Formula('="Nguyễn "&"An"', "Nguyễn An"), Formula("=DATE(2009,9,5)", 40061)]
    (entry,) = check(read(save(tmp_path, [SIMPLE[:3], cells])).rows, TODAY).entries
    assert (entry.roll, entry.name, entry.birth) == (7, "Nguyễn An", date(2009, 9, 5))


@pytest.mark.parametrize(("result", "code"), [("", "uncalculated"), ("#N/A", "cell-error"), ("#REF!", "cell-error")])
def test_a_formula_without_a_result_is_named(tmp_path: Path, result: str, code: str) -> None:
    fields = ["roll", "name", "birth", "joined", "office", "audience", "paper"]
    rows = [[Formula("=X1", result) if i == broken else c for i, c in enumerate(AN)] for broken in range(len(AN))]
    checked = [check([found], TODAY) for found in read(save(tmp_path, [SIMPLE, *rows])).rows]
    assert [[(p.field, p.code) for p in c.problems] for c in checked] == [[(field, code)] for field in fields]


def test_a_formula_whose_result_is_no_text_is_a_blank_cell(tmp_path: Path) -> None:
    path = save(tmp_path, [SIMPLE, [*AN[:3], Formula('=""')]])
    rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="D2">', b'<c r="D2" t="str">'))
    assert check(read(path).rows, TODAY).entries[0].joined is None


def test_line_breaks_and_emoji_in_cells_do_no_harm(tmp_path: Path) -> None:
    rows = [SIMPLE, [1, "Nguyễn\nVăn An", "05/09/2009\n"], [2, "Lê Bình 🌸", "05/09/2009"], [3, "N" * 10_000, 40061]]
    checked = check(read(save(tmp_path, rows)).rows, TODAY)
    assert [e.name for e in checked.entries] == ["Nguyễn Văn An"]
    assert [p.code for p in checked.problems] == ["name-sign", "long-name"]


def test_the_summary_tells_how_many_rows_are_right_and_what_is_wrong() -> None:  # talks §7
    right = [row(row=n, roll=n, births=(date(2009, 1, n),)) for n in range(2, 20)]
    wrong = [row(row=30 + n, roll=200 + n, births=()) for n in range(7)]
    lines = summary(check([*right, *wrong], TODAY), TEXTS, shown=5).split("\n")
    assert lines[0] == "Đọc được 18/25 dòng."
    assert lines[1] == "Dòng 30: thiếu ngày sinh."
    assert lines[6:] == ["Còn 2 lỗi khác.", "Chưa nhập gì."]
    assert summary(check(right, TODAY), TEXTS) == "Đọc được 18/18 dòng.\nChưa nhập gì."


# --- other formats


def compound(stream: bytes, table: Sequence[int] = ()) -> bytes:
    """An OLE file with one stream, as .xls is kept; `table` replaces the first entries of its sector table."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    last = 1 + len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, last + 1), 0xFFFFFFFE]
    fat[: len(table)] = table
    head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)  # fmt: skip

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        coded = name.encode("utf-16-le")
        rest = struct.pack("<HBBIII36xIQ", len(coded) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)
        return coded.ljust(64, b"\0") + rest

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return (
        head.ljust(512, b"\xff")
        + struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
        + folder.ljust(512, b"\0")
        + stream
    )


def old_excel(rows: Sequence[Line]) -> bytes:
    """A workbook as Excel 97 wrote it: one sheet of texts and numbers."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def cell(r: int, c: int, value: object) -> bytes:
        if isinstance(value, int):
            return record(0x0203, struct.pack("<HHHd", r, c, 0, value))
        text = str(value)
        return record(0x0204, struct.pack("<HHHHB", r, c, 0, len(text), 1) + text.encode("utf-16-le"))

    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    end = record(0x000A, b"")
    sheet_at = len(start) + 4 + 6 + 2 + 2 + len(end)
    about = record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, 2, 0) + b"DS")
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    sheet += b"".join(cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    return compound(start + about + end + sheet + end)


def open_document(rows: Sequence[Line]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    table = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in r)
        + "</table:table-row>"
        for r in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="DS">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        file.writestr("content.xml", content)
    return packed.getvalue()


def test_old_excel_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ds.xls"
    path.write_bytes(old_excel([SIMPLE[:3], [7, "Nguyễn Văn An", 40061]]))
    (entry,) = check(read(path).rows, TODAY).entries
    assert (entry.roll, entry.name, entry.birth) == (7, "Nguyễn Văn An", date(2009, 9, 5))


def test_open_document_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ds.ods"
    path.write_bytes(open_document([SIMPLE[:3], ["7", "Nguyễn Văn An", "05/09/2009"]]))
    assert check(read(path).rows, TODAY).entries[0].name == "Nguyễn Văn An"


# --- files that are refused


def raw(folder: Path, content: bytes, name: str = "ds.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def sparse(folder: Path, size: int) -> Path:
    path = folder / "ds.xlsx"
    with path.open("wb") as file:
        file.truncate(size)
    return path


def bomb(folder: Path, *, says: int = 4096 * MEGABYTE - 1, checksum: int = 0) -> Path:
    """A workbook whose texts unpack to 4 GB from 4 MB; `says` is the size that its directory tells."""
    path = save(folder, [SIMPLE, AN])
    whole = path.read_bytes()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = (packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)) * 4096 + packer.flush()
    name = b"xl/sharedStrings.xml"
    facts = struct.pack("<IIIHH", checksum, len(packed), says, len(name), 0)
    entry = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + facts + name + packed
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        others = [i for i in old.infolist() if i.filename != name.decode()]
        plain = io.BytesIO()
        with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
            for info in others:
                new.writestr(info.filename, old.read(info))
    front = plain.getvalue()
    at = int.from_bytes(front[-6:-2], "little")
    directory = front[at:-22] + b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + facts
    directory += struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(others) + 1, len(others) + 1, len(directory), at + len(entry), 0
    )
    return raw(folder, front[:at] + entry + directory + end)


def far_cell(folder: Path) -> Path:
    path = save(folder, [SIMPLE, AN])
    return rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"'))


def many_strings(folder: Path) -> Path:
    path = save(folder, [SIMPLE, AN])
    claim = lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="99999999999"', xml)  # noqa: E731
    return rewrite(path, "xl/sharedStrings.xml", claim)


def word(folder: Path) -> Path:
    path = folder / "ds.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<document/>")
    return path


def nested(folder: Path) -> Path:
    inner = save(folder, [SIMPLE, AN], name="inner.xlsx")
    path = folder / "ds.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.write(inner, "ds.xlsx")
    return path


def crowded(folder: Path, members: int) -> Path:
    path = save(folder, [SIMPLE, AN])
    with zipfile.ZipFile(path, "a") as file:
        for n in range(members - len(file.namelist())):
            file.writestr(f"xl/media/{n}.png", b"")
    return path


def protected(folder: Path) -> Path:
    path = save(folder, [SIMPLE, AN])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


SMALL = Limits(rows=5, columns=8, sheets=2)

REFUSALS: list[tuple[str, Callable[[Path], Path], Limits]] = [
    ("no-file", lambda folder: folder / "khong-co.xlsx", LIMITS),
    ("no-file", lambda folder: folder, LIMITS),
    ("empty", lambda folder: raw(folder, b""), LIMITS),
    ("empty", lambda folder: save(folder, [], []), LIMITS),
    ("too-big", lambda folder: sparse(folder, 50 * MEGABYTE), LIMITS),
    ("too-big", lambda folder: sparse(folder, 20 * MEGABYTE + 1), LIMITS),
    ("not-excel", lambda folder: sparse(folder, 20 * MEGABYTE), LIMITS),
    ("not-excel", lambda folder: raw(folder, "STT,Họ và tên,Ngày sinh\n7,An,05/09/2009".encode()), LIMITS),
    ("not-excel", word, LIMITS),
    ("not-excel", nested, LIMITS),
    ("damaged", lambda folder: raw(folder, b"PK\x03\x04" + bytes(range(256)) * 40), LIMITS),
    ("damaged", lambda folder: raw(folder, save(folder, [SIMPLE, AN]).read_bytes()[:-600]), LIMITS),
    ("damaged", lambda folder: rewrite(save(folder, [SIMPLE, AN]), "xl/workbook.xml", lambda xml: xml[:200]), LIMITS),
    ("damaged", lambda folder: raw(folder, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)), LIMITS),
    ("damaged", lambda folder: bomb(folder, says=1000), LIMITS),
    ("damaged", lambda folder: bomb(folder, says=1000, checksum=zlib.crc32(bytes(1000))), LIMITS),
    ("encrypted", lambda folder: raw(folder, compound("EncryptedPackage".encode("utf-16-le"))), LIMITS),
    ("encrypted", protected, LIMITS),
    ("too-heavy", bomb, LIMITS),
    ("too-heavy", lambda folder: bomb(folder, says=900 * MEGABYTE), Limits(unpacked_bytes=1 << 40)),
    ("too-heavy", lambda folder: crowded(folder, 501), LIMITS),
    ("too-complex", far_cell, LIMITS),
    ("too-complex", lambda folder: raw(folder, compound(b"", [0xFFFFFFFD, 1])), LIMITS),
    ("sheets", lambda folder: save(folder, [SIMPLE, AN], [], []), SMALL),
    ("rows", lambda folder: save(folder, [SIMPLE, AN, [], [], [], AN]), SMALL),
    ("columns", lambda folder: save(folder, [[*SIMPLE, "", "Ghi chú"], AN]), SMALL),
    ("no-header", lambda folder: save(folder, [["Danh sách"], AN]), LIMITS),
    ("no-rows", lambda folder: save(folder, [SIMPLE, [1], [2]]), LIMITS),
]


@pytest.mark.parametrize(("code", "build", "limits"), REFUSALS)
def test_a_file_is_refused_with_a_sentence(
    tmp_path: Path, code: str, build: Callable[[Path], Path], limits: Limits
) -> None:
    refused = read_roster(build(tmp_path), limits)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert "Danh sách cũ giữ nguyên." in TEXTS(f"roster-refused-{code}", **refused.values)


@pytest.mark.parametrize(
    ("build", "limits"),
    [
        (lambda folder: save(folder, [SIMPLE, AN], []), SMALL),
        (lambda folder: save(folder, [SIMPLE, AN, [], [], AN]), SMALL),
        (lambda folder: save(folder, [[*SIMPLE, "Ghi chú"], AN]), SMALL),
        (lambda folder: crowded(folder, 500), LIMITS),
    ],
    ids=["sheets", "rows", "columns", "members"],
)
def test_a_file_at_the_limit_is_read(tmp_path: Path, build: Callable[[Path], Path], limits: Limits) -> None:
    assert read(build(tmp_path), limits).rows


def test_the_size_is_told_in_megabytes(tmp_path: Path) -> None:  # talks §7
    assert read_roster(sparse(tmp_path, 62 * MEGABYTE)) == Refused("too-big", {"size": 62, "limit": 20})


def test_a_reader_that_dies_takes_nothing_with_it(tmp_path: Path) -> None:
    assert read_roster(many_strings(tmp_path)) in (Refused("too-complex"), Refused("damaged"))
    assert len(read(save(tmp_path, [SIMPLE, AN])).rows) == 1


def test_twenty_thousand_rows_fit(tmp_path: Path) -> None:
    rows = [SIMPLE, *([n, "Nguyễn Văn An", "05/09/2009"] for n in range(1, 20_000))]
    assert len(read(save(tmp_path, rows)).rows) == 19_999
    assert read_roster(save(tmp_path, [*rows, AN])) == Refused("rows", {"count": 20_001, "limit": 20_000})


def test_every_sentence_belongs_to_a_case_above() -> None:
    refused = {f"roster-refused-{code}" for code, _, _ in REFUSALS}
    wrong = {f"roster-problem-{code}" for _, _, code in PROBLEMS}
    wrong |= {f"roster-problem-{code}" for code in ("duplicate-roll", "duplicate-person", "roll-taken", "roll-differs")}
    wrong |= {f"roster-problem-{code}" for code in ("bad-phone", "phone-refused")}  # tests/test_phones.py
    assert {i for i in TEXTS if i.startswith(("roster-refused-", "roster-problem-"))} == refused | wrong
