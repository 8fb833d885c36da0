"""The official import: an office's own workbook filled as its mapping file says, and refused in one clear sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from bot.config import Config
from bot.doctor import examine
from bot.forms_office import write_pack
from bot.office import Fail, Office
from chat.texts import load_texts
from reports.drawing import Drawn, draw
from reports.form_document import Forms, Line, MemberForm
from reports.official import fault_of
from rules.due import Due
from tests.papers import newest_paper, unpacked
from tests.player import Chat
from tests.scenes import ACTION, registers
from tests.school import AN, school_at
from tests.test_paper_forms import MISSING, rows
from tests.world import START

TEXTS = load_texts()
EXAMPLE = Path(__file__).parents[1] / "docs" / "official-import.toml"
SPRING = Due("quarter", date(2027, 1, 1), date(2027, 3, 31))
LINES = (
    Line("1.1", "Học tập", True, "=1+1", SPRING, "+84 gọi nhau"),
    Line("1.2", "Làm theo Bác"),
    Line("4.1", "Rèn luyện", True, "-2 lần chạy @sân", SPRING, "@SUM(A1)"),
)
NOBODY = MemberForm(8, "Trần Thị Hòa", "2009-01-02", "", "", False, (), "", "", "", "", 0, 0, LINES)
MEMBERS = (
    replace(NOBODY, roll=7, name="Nguyễn Văn An", state="confirmed", lines=LINES),
    NOBODY,
    replace(NOBODY, roll=12, name="=Đặng Như Ái", state="sent", lines=LINES[:1]),
)
FORMS = Forms("12A1", "Chi đoàn 12A1", "Đoàn trường", 2027, datetime(2026, 11, 23, tzinfo=UTC), False, MEMBERS)

MEMBER = """
template = "t.xlsx"
sheet = "Nhập"
[cells]
B2 = "name"
[rows]
first = 5
[rows.columns]
A = "number"
B = "criterion"
C = "action"
D = "how"
"""
BRANCH = """
template = "t.xlsx"
workbook = "branch"
[cells]
B2 = "unit"
[rows]
first = 5
[rows.columns]
A = "roll"
B = "name"
C = "criteria"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a small workbook of an office's own."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Nhập"
    sheet.merge_cells("B2:D2")
    sheet["A5"].number_format = "000"
    sheet.column_dimensions["C"].width = 41
    book.create_sheet("Khác")
    book.save(tmp_path / "t.xlsx")
    return tmp_path


def drawn(folder: Path, mapping: str, forms: Forms = FORMS) -> Drawn:
    (folder / "map.toml").write_text(mapping, "utf-8")
    return draw("forms-official", forms.json(), "ban", "", str(folder / "map.toml"))


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def test_each_member_has_a_workbook_of_the_offices_own(folder: Path) -> None:
    made = drawn(folder, MEMBER)
    assert (made.name, made.fault) == ("Phiếu nhập phần mềm 2027 - Chi đoàn 12A1.zip", "")
    pack = unpacked(made.content)
    assert list(pack) == ["7 - Nguyễn Văn An.xlsx", "12 - =Đặng Như Ái.xlsx", MISSING]
    assert rows(pack[MISSING])[3][:2] == ["8", "Trần Thị Hòa"]
    sheet = sheet_of(pack["7 - Nguyễn Văn An.xlsx"])
    assert [[cell.value for cell in row[:4]] for row in sheet["A5:D6"]] == [
        [1, "1.1", "=1+1", "+84 gọi nhau"],
        [2, "4.1", "-2 lần chạy @sân", "@SUM(A1)"],
    ]
    assert {cell.data_type for row in sheet["B5:D6"] for cell in row} == {"s"}, "nothing is a formula"
    assert sheet["C5"].quotePrefix
    assert (sheet["B2"].value, [str(one) for one in sheet.merged_cells.ranges]) == ("Nguyễn Văn An", ["B2:D2"])
    assert (sheet.column_dimensions["C"].width, sheet["A6"].number_format) == (41, "000")
    other = sheet_of(pack["12 - =Đặng Như Ái.xlsx"])
    assert (other["B2"].value, other["B2"].data_type, other["B6"].value) == ("=Đặng Như Ái", "s", None)


def test_the_same_forms_are_the_same_bytes(folder: Path) -> None:
    made = drawn(folder, MEMBER)
    assert made == drawn(folder, MEMBER)
    with ZipFile(BytesIO(unpacked(made.content)["7 - Nguyễn Văn An.xlsx"])) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        assert b"2026-11-23T00:00:00Z" in book.read("docProps/core.xml")


def test_a_branch_has_one_workbook_with_a_row_for_each_member_or_each_content(folder: Path) -> None:
    pack = unpacked(drawn(folder, BRANCH).content)
    assert list(pack) == ["Chi đoàn 12A1 2027.xlsx", MISSING]
    sheet = sheet_of(pack["Chi đoàn 12A1 2027.xlsx"])
    assert sheet["B2"].value == "Chi đoàn 12A1"
    assert [[cell.value for cell in row] for row in sheet["A5:C7"]] == [
        [7, "Nguyễn Văn An", "1.1; 4.1"],
        [12, "=Đặng Như Ái", "1.1"],
        [None, None, None],
    ]
    each = BRANCH.replace("first = 5", 'first = 5\neach = "line"').replace('"criteria"', '"criterion"')
    sheet = sheet_of(unpacked(drawn(folder, each).content)["Chi đoàn 12A1 2027.xlsx"])
    assert [sheet.cell(row, 3).value for row in range(5, 8)] == ["1.1", "4.1", "1.1"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"t.xlsx"', '"x.xlsx"', "map.toml: không tìm thấy tệp mẫu"),
        ('"t.xlsx"', '"map.toml"', "map.toml: không đọc được tệp mẫu"),
        ('"Nhập"', '"Không có"', "không có trang tính “Không có” (khóa sheet). Có: Nhập, Khác."),
        ('B2 = "name"', 'B2 = "nmae"', "cells.B2 ghi “nmae”. Được ghi: unit, above, year, roll, name"),
        ('B2 = "name"', 'C2 = "name"', "cells.C2 chỉ vào ô C2 nằm trong vùng gộp ô"),
        ('B2 = "name"', 'XFE1 = "name"', "cells.XFE1 không phải một ô"),
        ('B2 = "name"', 'B1048577 = "name"', "cells.B1048577 không phải một ô"),
        ('B2 = "name"', 'b2 = "name"', "cells.b2 không phải một ô"),
        ('B2 = "name"', '"B2:D2" = "name"', "cells.B2:D2 không phải một ô"),
        ('C = "action"', 'C = "acton"', "rows.columns.C ghi “acton”. Được ghi:"),
        ('C = "action"', '"1" = "action"', "rows.columns.1 không phải một cột"),
        ("first = 5", "first = 0", "rows.first phải là số hàng từ 1"),
        ("first = 5", "first = 5\nlast = 4", "rows.last phải là số hàng từ 5"),
        ("first = 5", "first = 5\nlast = 5", "cần 2 hàng, tệp mẫu chỉ có chỗ cho 1 (khóa rows.last)"),
        ("first = 5", "first = 2", "rows.columns.C chỉ vào ô C2 nằm trong vùng gộp ô"),
        ("first = 5", "first = true", "giá trị của rows.first không đúng kiểu"),
        ("first = 5", "", "thiếu khóa rows.first"),
        ("first = 5", 'first = 5\nmatch = "B"', "cột B của tệp mẫu không có mã 1.1 (khóa rows.match)"),
        ("[cells]", 'file = "{name}"\n[cells]', "file chỉ được có {roll}, {name}, {unit}, {year}"),
        ("[cells]", 'file = "{roll.real}"\n[cells]', "file chỉ được có"),
        ("[cells]", 'file = "{roll"\n[cells]', "file chỉ được có"),
        ("[cells]", 'workbook = "all"\n[cells]', "workbook ghi “all”. Được ghi: member, branch."),
        ("[cells]", "cels = 1\n[cells]", "không có khóa cels. Được ghi: template, sheet"),
        ("[cells]", "[cells", "không phải TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_one_sentence(folder: Path, old: str, new: str, why: str) -> None:
    made = drawn(folder, MEMBER.replace(old, new, 1))
    assert why in made.fault
    assert made.fault.startswith("map.toml: ")
    assert "\n" not in made.fault
    assert (made.name, made.content) == ("", b"")


def test_a_mapping_that_is_not_there_is_said() -> None:
    assert fault_of(TEXTS, "/none/map.toml") == "Không tìm thấy tệp map.toml ghi ở papers.official."


async def test_the_worked_example_is_filled_by_operator_and_secretary(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENLUYEN_PAPERS__OFFICIAL", str(EXAMPLE))
    await registers(chat)
    binh = chat.other("binh")
    await binh.says("phieu")
    await binh.picks("Tệp nhập phần mềm")
    binh.got_told("Tệp nhập phần mềm đã lập xong.")
    pack = unpacked(await newest_paper(chat))
    sheet = sheet_of(pack["7 - Nguyễn Văn An.xlsx"])
    assert (sheet["C3"].value, sheet["C4"].value, sheet["F4"].value) == (7, "Nguyễn Văn An", 2027)
    (row,) = [row for row in sheet.iter_rows(min_row=8) if row[0].value == "1.2"]
    assert [row[2].value, row[3].value] == ["X", ACTION]
    assert sheet.data_validations.count == 1
    assert "KHÔNG PHẢI tệp mẫu của phần mềm" in sheet["A1"].value
    await chat.says("phieu")
    assert "Tệp nhập phần mềm" not in chat.screen.all
    await chat.says("phieu 12A1 phanmem")
    chat.sees("Bạn không có quyền lập phiếu của đơn vị này.")
    out = tmp_path / "x.zip"
    await write_pack(desk(chat.stage.url, EXAMPLE), "12A1", out, START, blank=False, kind="official")
    assert list(unpacked(out.read_bytes())) == list(pack)


async def test_without_the_setting_there_is_no_official_file(chat: Chat, tmp_path: Path) -> None:
    binh = chat.other("binh")
    await binh.says("phieu")
    assert "Tệp nhập phần mềm" not in binh.screen.all
    await binh.says("phieu chidoan phanmem")
    binh.sees("Chưa có tệp mẫu của phần mềm")
    with pytest.raises(Fail, match=r"Chưa có papers\.official"):
        await write_pack(desk(chat.stage.url, ""), "12A1", tmp_path / "x", START, blank=False, kind="official")
    with pytest.raises(Fail, match="Không có kiểu official"):
        await write_pack(desk(chat.stage.url, EXAMPLE), "12A1", tmp_path / "x", START, blank=True, kind="official")


async def test_what_cannot_be_filled_is_told_to_everybody(
    chat: Chat, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "map.toml").write_text(MEMBER.replace('"Nhập"', '"Không có"'), "utf-8")
    monkeypatch.setenv("RENLUYEN_PAPERS__OFFICIAL", str(folder / "map.toml"))
    binh = chat.other("binh")
    await binh.says("phieu chidoan phanmem")
    binh.got_told("Bot chưa lập được Tệp nhập phần mềm")
    office = desk(chat.stage.url, folder / "map.toml")
    with pytest.raises(Fail, match="không có trang tính"):
        await write_pack(office, "12A1", folder / "x", START, blank=False, kind="official")
    checks = {check.name: check for check in await examine(office.config, START)}
    assert not checks["official"].ok
    assert "không có trang tính" in checks["official"].detail
    monkeypatch.delenv("RENLUYEN_PAPERS__OFFICIAL")
    good = {check.name: check for check in await examine(desk(chat.stage.url, EXAMPLE).config, START)}
    assert good["official"].ok


async def test_who_has_sent_no_form_has_no_file(world: str, folder: Path) -> None:
    async with school_at(world) as school:
        await school.sends(AN)
    (folder / "map.toml").write_text(MEMBER, "utf-8")
    done = await write_pack(desk(world, folder / "map.toml"), "12A1", folder / "x", START, blank=False, kind="official")
    assert (done.document["forms"], len(unpacked((folder / "x").read_bytes()))) == (1, 2)


def desk(url: str, mapping: Path | str) -> Office:
    config = Config.model_validate({"database": {"url": url}, "papers": {"official": str(mapping)}})
    return Office(config, TEXTS, START)
