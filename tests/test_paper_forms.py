"""/phieu: the registration form as a workbook or in Word, one's own or a whole branch's (PN-05, domain.md 3.1)."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import segno
from docx import Document

from bot.config import Config
from bot.forms_office import write_pack
from bot.gathering_forms import forms
from bot.office import Fail, Office
from chat.texts import load_texts
from reports.drawing import draw
from reports.form_document import Forms, read_forms
from reports.form_sheet import HEADINGS
from tests.papers import newest_paper, unpacked, words
from tests.player import Chat
from tests.scenes import ACTION, HOW, SPORT, registers
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import AN, BINH, School, school_at
from tests.test_commands import desk
from tests.world import START

MISSING = "Danh sách chưa đăng ký.xlsx"
LONG = "Đặng Nguyễn Hoàng Thị Ngọc Phương Quỳnh Như Ái Mỹ Duyên Đoàn"


def rows(content: bytes) -> list[list[str]]:
    """By another library than the one that the bot reads with; what is text stays text."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


def qr(code: str) -> bytes:
    """The picture of this code and of no other: the same bytes."""
    picture = BytesIO()
    segno.make(code, error="m", micro=False).save(picture, kind="png", scale=4, border=2)
    return picture.getvalue()


async def document(school: School, *, blank: bool = False) -> Forms:
    an = await school.member(AN)
    return read_forms(await forms(school.reads(), an.unit, await school.cycle(), blank=blank))


async def test_the_secretary_gets_every_form_and_who_is_missing(chat: Chat) -> None:
    await registers(chat)
    binh = chat.other("binh")
    await binh.says("phieu")
    binh.sees("Phiếu giấy · năm 2027")
    await binh.picks("Phiếu của cả chi đoàn")
    binh.got_told("Phiếu của cả chi đoàn đã lập xong.")
    assert binh.screen.files == ["Phiếu rèn luyện 2027 - Chi đoàn 12A1.zip"]
    pack = unpacked(await newest_paper(chat))
    assert list(pack) == ["7 - Nguyễn Văn An.xlsx", MISSING]
    told = rows(pack["7 - Nguyễn Văn An.xlsx"])
    assert [[row[0], *row[3:6]] for row in told[HEADINGS + 1 :] if row[2] == "X"] == [
        ["1.2", ACTION, "quý I/2027", HOW],
        ["4.1", SPORT, "năm 2027", "cùng hai bạn trong tổ"],
    ]
    missing = rows(pack[MISSING])
    assert [row[:3] for row in missing[3:]][:2] == [["1", "Lê Thị Bình", ""], ["2", "Trần Văn Cường", ""]]
    assert missing[-1][:3] == ["20", "Hoàng Gia Huy", "đăng ký bằng giấy"]
    assert len(missing) == 3 + 8


async def test_a_blank_pack_has_a_form_for_everybody(chat: Chat) -> None:
    await registers(chat)
    binh = chat.other("binh")
    await binh.says("phieu 12a1 trong")
    binh.got_told("Phiếu trống của cả chi đoàn đã lập xong.")
    pack = unpacked(await newest_paper(chat))
    assert len(pack) == 9 + 1
    told = rows(pack["12 - Nguyễn Văn An.xlsx"])
    assert not any(cell for row in told[HEADINGS + 1 : HEADINGS + 20] for cell in row[2:])
    assert "12A1/12/2027" in told[6]


async def test_a_member_gets_the_own_form_alone(chat: Chat) -> None:
    await registers(chat)
    await chat.says("phieu")
    assert "Phiếu của cả chi đoàn" not in chat.screen.all
    await chat.picks("Phiếu của tôi")
    chat.got_told("Phiếu rèn luyện đã lập xong.")
    assert chat.screen.files == ["7 - Nguyễn Văn An.xlsx"]
    await chat.says("tailieu")
    (code,) = set(re.findall(r"TL-\w{5}", chat.screen.all))
    await chat.says(f"tailieu {code}")
    assert chat.screen.files == ["7 - Nguyễn Văn An.xlsx"]
    for given in ("12A1", "chidoan", "KHONGCO"):
        await chat.says(f"phieu {given}")
        chat.sees("Bạn không có quyền lập phiếu của đơn vị này.")
    await chat.says("phieu của ai đó")
    chat.sees("Bot chưa hiểu “của ai đó”")


async def test_names_are_for_the_branch_and_the_level_right_above(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await registers(chat)
    await minh.says("phieu 12A1")
    minh.got_told("Phiếu của cả chi đoàn đã lập xong.")
    await minh.says("phieu DTHPT")
    minh.sees("Đoàn trường THPT Hòa Bình không có đoàn viên trong danh sách")
    binh = chat.other("binh")
    await binh.says("phieu KP3")
    binh.sees("Bạn không có quyền lập phiếu của đơn vị này.")
    async with school_at(chat.stage.url) as school:
        above = "unit_id = (SELECT id FROM unit WHERE code = 'DTHPT')"
        await school.does("INSERT INTO unit (code, kind, sector) VALUES ('TINH', 'tinh-doan', '')")
        await school.does(
            "INSERT INTO unit_name (unit_id, name, folded, since)"
            " SELECT id, 'Tỉnh Đoàn', 'tinh doan', '2026-01-01' FROM unit WHERE code = 'TINH'"
        )
        await school.does(
            "INSERT INTO unit_parent (unit_id, parent_id, since)"
            " SELECT a.id, b.id, '2026-01-01' FROM unit a, unit b WHERE a.code = 'DTHPT' AND b.code = 'TINH'"
        )
        up = "UPDATE role SET unit_id = (SELECT id FROM unit WHERE code = 'TINH') WHERE "
        await school.does(up + above)
    await minh.says("phieu 12A1")
    minh.sees("Bạn không có quyền lập phiếu của đơn vị này.")


async def test_the_same_forms_are_the_same_bytes_named_by_number_and_name(world: str) -> None:
    async with school_at(world) as school:
        await school.sends(AN, "=1+1", "@SUM(A1) và -2 việc")
        await school.does("UPDATE person SET name = :name WHERE id = :id", name=LONG, id=await school.person(BINH))
        await school.sends(BINH)
        filled = await document(school)
    assert read_forms(filled.json()) == filled
    made = draw("forms-zip", filled.json(), "ban")
    assert made == draw("forms-zip", filled.json(), "ban")
    pack = unpacked(made.content)
    assert list(pack) == [f"1 - {LONG}.xlsx", "7 - Nguyễn Văn An.xlsx", MISSING]
    sheet = openpyxl.load_workbook(BytesIO(pack["7 - Nguyễn Văn An.xlsx"])).active
    assert sheet is not None
    actions = [row[3] for row in sheet.iter_rows() if row[2].value == "X"]
    assert [(cell.value, cell.data_type) for cell in actions] == [("=1+1", "s"), ("@SUM(A1) và -2 việc", "s")]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


async def test_the_picture_on_the_form_holds_its_code(world: str) -> None:
    async with school_at(world) as school:
        blank = await document(school, blank=True)
    pack = unpacked(draw("forms-blank-zip", blank.json(), "ban").content)
    assert unpacked(pack["7 - Nguyễn Văn An.xlsx"])["xl/media/image1.png"] == qr("12A1/7/2027")


async def test_a_form_says_what_the_year_has_brought(world: str) -> None:
    async with school_at(world) as school:
        card = await school.sends(AN, "Đọc 3 cuốn sách")
        told = {"form": card.id, "unit": card.unit, "person": card.person, "cycle": card.cycle}
        binh = await school.person(BINH)
        await school.does(
            "UPDATE form SET state = 'confirmed', decided_at = '2026-11-24T01:00:00Z', decided_by = :binh", binh=binh
        )
        await school.does(
            "INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, rev)"
            " VALUES (:form, :unit, '2027-H1', '', '', '', 0)",
            form=card.id,
            unit=card.unit,
        )
        await school.does(
            "INSERT INTO interim_line (interim_id, criterion, level) SELECT id, '1.1', 'behind' FROM interim"
        )
        await school.does(
            "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action, due_precision,"
            " due_start, due_end, how, state, counts, sent_at, reason, rev) VALUES (:form, :unit, :person, '2.1', '',"
            " 'Thêm', 'Giúp 2 bạn', 'day', '2027-03-31', '2027-03-31', 'mỗi tuần', 'confirmed', 1, '', '', 0)",
            form=card.id,
            unit=card.unit,
            person=card.person,
        )
        await school.does(
            "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
            " VALUES (:form, :person, :unit, :cycle, 'recalled', 1, '', 0)",
            **told,
        )
        await school.does(
            "INSERT INTO assessment_line (assessment_id, version, criterion, level, what)"
            " SELECT id, 1, '1.1', 'partly', 'Đã đọc 2 cuốn' FROM assessment"
        )
        line = (await document(school)).members[3].lines[0]
        assert (line.level, line.what) == ("", ""), "nobody else reads a self-assessment that is not sent"
        await school.does("UPDATE assessment SET state = 'sent'")
        await school.does(
            "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
            " opened_at, opened_by, rev) VALUES (:cycle, :unit, 'open', 'committee', '', '', 9, '', '', '', :binh, 0)",
            cycle=card.cycle,
            unit=card.unit,
            binh=binh,
        )
        await school.does(
            "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, form_id, standing, state, outcome, why,"
            " differs, remarks, trace, returned, rev) SELECT id, :cycle, :unit, :person, :form, 'in', 'decided',"
            " 'hoan-thanh', '', '', '', :trace, '', 0 FROM rating_round",
            **told,
            trace='{"done":1,"of":2}',
        )
        await school.does(
            "INSERT INTO rating_line (rating_id, criterion, level, remark)"
            " SELECT id, '1.1', 'done', 'có bài viết' FROM rating"
        )
        assert (await document(school)).members[3].outcome == "", "a round that is open says nothing"
        await school.does("UPDATE rating_round SET state = 'closed'")
        filled = await document(school)
    pack = unpacked(draw("forms-zip", filled.json(), "ban").content)
    told_rows = rows(pack["7 - Nguyễn Văn An.xlsx"])
    by_code = {row[0]: row for row in told_rows[HEADINGS + 1 :]}
    assert by_code["1.1"][2:] == [
        "X",
        "Đọc 3 cuốn sách",
        "31/03/2027",
        "mỗi tuần một buổi",
        "Đã xác nhận 24/11/2026, Lê Thị Bình",
        "6 tháng đầu năm 2027: chậm",
        "",
        "một phần",
        "Đã đọc 2 cuốn",
        "xong. có bài viết",
    ]
    assert by_code["2.1"][2:9] == ["", "", "", "", "", "", "Giúp 2 bạn\n31/03/2027"]
    assert "Tỷ lệ hoàn thành: 50,00 %" in by_code
    assert "Mức xếp loại: Hoàn thành" in by_code["Tỷ lệ hoàn thành: 50,00 %"]


async def test_the_operator_writes_the_same_pack(world: str, tmp_path: Path) -> None:
    async with school_at(world) as school:
        await school.sends(AN)
        filled = await document(school)
    office, out = desk(world), tmp_path / "phieu.zip"
    done = await write_pack(office, "12A1", out, START, blank=False)
    assert out.read_bytes() == draw("forms-zip", filled.json(), "ban").content
    assert (done.document["forms"], done.document["missing"]) == (1, [1, 2, 3, 8, 12, 13, 14, 20])
    assert "12A1: đã ghi 1 phiếu vào" in done.lines[0]
    await write_pack(office, "12A1", out, START + timedelta(days=1), blank=True)
    assert len(unpacked(out.read_bytes())) == 10
    for unit, why in (("KHONGCO", "Không có đơn vị"), ("DTHPT", "không có đoàn viên trong danh sách")):
        with pytest.raises(Fail) as refused:
            await write_pack(office, unit, out, START, blank=False)
        assert why in refused.value.sentence
    with pytest.raises(Fail) as refused:
        await write_pack(office, "12A1", tmp_path / "none" / "x.zip", START, blank=False)
    assert "Không ghi được" in refused.value.sentence


async def test_a_form_is_had_in_word_too(chat: Chat) -> None:
    await registers(chat)
    await chat.says("phieu")
    await chat.picks("Phiếu của tôi (Word)")
    chat.got_told("Phiếu rèn luyện (Word) đã lập xong.")
    assert chat.screen.files == ["7 - Nguyễn Văn An.docx"]
    assert ACTION in words(await newest_paper(chat))
    await chat.says("phieu toi trong word")
    chat.got_told("Phiếu trống (Word) đã lập xong.")
    assert ACTION not in words(await newest_paper(chat))
    binh = chat.other("binh")
    await binh.says("phieu")
    await binh.picks("Phiếu của cả chi đoàn (Word)")
    binh.got_told("Phiếu của cả chi đoàn (Word) đã lập xong.")
    assert list(unpacked(await newest_paper(chat))) == ["7 - Nguyễn Văn An.docx", MISSING]
    await chat.says("phieu 12A1 word")
    chat.sees("Bạn không có quyền lập phiếu của đơn vị này.")


async def test_the_form_in_word_has_the_same_lines_its_code_as_a_picture_and_a_page_on_its_side(world: str) -> None:
    async with school_at(world) as school:
        await school.sends(AN, "{{ year }} <b>&", "Viết 2 bài\nmỗi bài 1 trang")
        filled, blank = await document(school), await document(school, blank=True)
    made = draw("forms-docx", filled.json(), "ban")
    assert made == draw("forms-docx", filled.json(), "ban")
    assert (made.name, made.fault) == ("Phiếu rèn luyện 2027 - Chi đoàn 12A1.zip", "")
    form = unpacked(made.content)["7 - Nguyễn Văn An.docx"]
    told, sheet = words(form), unpacked(draw("forms-zip", filled.json(), "ban").content)["7 - Nguyễn Văn An.xlsx"]
    for cell in (cell for row in rows(sheet)[HEADINGS : HEADINGS + 27] for cell in row):
        assert cell in told
    assert "{{ year }} <b>&" in told, "what a member wrote is data"
    with ZipFile(BytesIO(form)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}, "no clock has a part in the bytes"
    paper = Document(BytesIO(form))
    (section,), table = paper.sections, paper.tables[1]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21)
    assert len(table.columns) == 12
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows[:2]] == [True, False]
    picture = unpacked(unpacked(draw("forms-blank-docx", blank.json(), "ban").content)["12 - Nguyễn Văn An.docx"])
    (drawn,) = (content for name, content in picture.items() if name.startswith("word/media/"))
    assert drawn == qr("12A1/12/2027")


async def test_an_offices_own_form_is_filled_with_the_picture_where_it_wants_it(world: str, tmp_path: Path) -> None:
    async with school_at(world) as school:
        filled = await document(school, blank=True)
    own = Document()
    own.add_paragraph("{{ name }}: {{ code }}")
    own.add_paragraph("{{ code_picture }}")
    own.save(str(tmp_path / "registration-form.docx"))
    made = draw("forms-blank-docx", filled.json(), "ban", str(tmp_path))
    form = unpacked(made.content)["7 - Nguyễn Văn An.docx"]
    assert (words(form).strip(), made.fault) == ("Nguyễn Văn An: 12A1/7/2027", "")
    assert len(Document(BytesIO(form)).inline_shapes) == 1
    own.add_paragraph("{{ nmae }}")
    own.save(str(tmp_path / "registration-form.docx"))
    made = draw("forms-blank-docx", filled.json(), "ban", str(tmp_path))
    assert "registration-form.docx ('nmae' is undefined)" in made.fault
    config = Config.model_validate({"database": {"url": world}, "papers": {"templates": str(tmp_path)}})
    office = Office(config, load_texts(), START)
    done = await write_pack(office, "12A1", tmp_path / "x.zip", START, blank=True, kind="docx")
    assert done.lines[1] == made.fault
    with pytest.raises(Fail, match="Không có kiểu pdf"):
        await write_pack(office, "12A1", tmp_path / "x.zip", START, blank=True, kind="pdf")
