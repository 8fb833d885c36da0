"""Filled forms read back: matched by number and name, by the rules of a registration in chat, whole or not at all."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from bot.forms_back import read_back
from bot.forms_office import write_pack
from bot.office import Done, Fail
from chat.texts import load_texts
from reports.form_sheet import HEADINGS
from reports.workbook import MEGABYTE
from storage.chain import verify
from storage.sql import Row
from tests.forty import ACCOUNTS, FIRST, NAMES, forty_register
from tests.papers import unpacked
from tests.player import Chat
from tests.school import AN, HUY, school_at
from tests.test_commands import desk
from tests.test_paper_forms import MISSING
from tests.world import START, add_members

TEXTS = load_texts()
NAME = "7 - Nguyễn Văn An.xlsx"
FORMS = "SELECT person_id, cycle_id, unit_id, state, version, late FROM form ORDER BY person_id"
LINES = (
    "SELECT f.person_id, l.version, position, criterion, group_title, title, action, folded, due_precision, due_start,"
    " due_end, how FROM line l JOIN form f ON f.id = l.form_id ORDER BY f.person_id, l.version, position"
)
Change = Callable[[Any], None]


async def forms_in(url: str) -> list[list[Row]]:
    async with school_at(url) as school:
        return [await school.rows(sql) for sql in (FORMS, LINES)]


async def reads(url: str, file: Path, *, dry_run: bool = False) -> Done:
    return await read_back(desk(url), file, "12A1", START, dry_run=dry_run)


async def refused(url: str, file: Path) -> Mapping[str, Any]:
    """What is said of the only file that is not taken, and that nothing of it was kept."""
    with pytest.raises(Fail) as caught:
        await reads(url, file)
    assert caught.value.found is not None
    files = caught.value.found.document["files"]
    assert isinstance(files, list)
    (told,) = [one for one in files if one["state"] == "refused"]
    assert isinstance(told, dict)
    assert await forms_in(url) == [[], []]
    return told


def fills(sheet: Any, row: int, *cells: object) -> None:
    """A line from its tick on; `row` counts the lines from 1."""
    for column, cell in enumerate(cells, 3):
        sheet.cell(HEADINGS + 1 + row, column).value = cell


def good(sheet: Any) -> None:
    fills(sheet, 1, "x", "Đọc 3 cuốn sách về Bác", "quý 1", "mỗi tháng một cuốn")
    fills(sheet, 2, "X", "Viết 2 bài cảm nhận", date(2027, 4, 15), "gửi thầy chủ nhiệm")


@pytest.fixture
async def blanks(world: str, tmp_path: Path) -> Mapping[str, bytes]:
    """The blank forms of the branch by their files' names."""
    out = tmp_path / "blank.zip"
    await write_pack(desk(world), "12A1", out, START, blank=True)
    return unpacked(out.read_bytes())


def filled(blank: bytes, folder: Path, *changes: Change, name: str = NAME) -> Path:
    book = openpyxl.load_workbook(BytesIO(blank))
    for change in changes:
        change(book.active)
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_the_filled_forms_read_back_give_the_same_database(chat: Chat, tmp_path: Path) -> None:
    """Forty members register in chat; their forms, read into a copy from before, are the same forms and lines."""
    await add_members(chat.stage.url, chat.stage.platform, ACCOUNTS, NAMES)
    before = tmp_path / "before.db"
    with sqlite3.connect(chat.stage.url.removeprefix("sqlite:///")) as here, sqlite3.connect(before) as there:
        here.backup(there)
    await forty_register(chat)
    out = tmp_path / "phieu.zip"
    await write_pack(desk(chat.stage.url), "12A1", out, START, blank=False)
    forms = [f"{roll} - {name}.xlsx" for roll, name in enumerate(NAMES, FIRST)]
    assert list(unpacked(out.read_bytes())) == [*forms, MISSING]
    copy = f"sqlite:///{before}"
    done = await reads(copy, out)
    assert (done.document["taken"], done.document["refused"]) == (40, 0)
    there_now = await forms_in(copy)
    assert there_now == await forms_in(chat.stage.url)
    again = await reads(copy, out)
    assert (again.document["taken"], again.document["has-form"]) == (0, 40)
    assert await forms_in(copy) == there_now


async def test_a_form_filled_in_by_hand_is_sent_and_its_committee_told(
    world: str, blanks: Mapping[str, bytes], tmp_path: Path
) -> None:
    file = filled(blanks[NAME], tmp_path, good)
    tried = await reads(world, file, dry_run=True)
    assert "sẽ nhập 1 phiếu" in tried.lines[0]
    assert await forms_in(world) == [[], []]
    done = await reads(world, file)
    assert done.lines[1:] == [f"{NAME}: được."]
    async with school_at(world) as school:
        card = (await school.reads().my_forms(await school.person(AN)))[0]
        items = await school.reads().items(card)
        assert [(item.action, item.due.as_json()) for item in items] == [
            ("Đọc 3 cuốn sách về Bác", ["quarter", "2027-01-01", "2027-03-31"]),
            ("Viết 2 bài cảm nhận", ["day", "2027-04-15", "2027-04-15"]),
        ]
        record = await school.rows("SELECT act, channel, actor_id, person_id FROM decision")
        assert record == [("sent", "paper", None, card.person)], "the operator did it, for the member"
        assert not (await verify(school.database.read)).breaks
        assert await school.one("SELECT count(*) FROM outbox WHERE state = 'due'") == 2


async def test_the_log_says_that_the_operator_read_it_from_paper(chat: Chat, tmp_path: Path) -> None:
    out = tmp_path / "blank.zip"
    await write_pack(desk(chat.stage.url), "12A1", out, START, blank=True)
    await reads(chat.stage.url, filled(unpacked(out.read_bytes())[NAME], tmp_path, good))
    await chat.says("nhatky")
    assert re.search(r"Người quản trị gửi · phiếu DK-\w{5} · về \S+.* · phiếu giấy", chat.screen.all), chat.screen.all


async def test_a_member_on_paper_registers_so(world: str, blanks: Mapping[str, bytes], tmp_path: Path) -> None:
    name = "20 - Hoàng Gia Huy.xlsx"
    done = await reads(world, filled(blanks[name], tmp_path, good, name=name))
    async with school_at(world) as school:
        assert await school.one("SELECT person_id FROM form") == await school.person(HUY)
    assert done.document["taken"] == 1


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("Nguyễn Văn An.xlsx", (good,), "Tên tệp không có số thứ tự. Có thể là: 7 - Nguyễn Văn An, 12 - Nguyễn Văn An"),
        ("12 - Nguyễn Văn An.xlsx", (good,), "Mã phiếu trong tệp là 12A1/7/2027, cần là 12A1/12/2027."),
        ("8 - Nguyễn Văn An.xlsx", (good,), "Số thứ tự và họ tên không khớp."),
        (NAME, (good, lambda s: s.cell(4, 3, "Trần Thị Hòa")), "Họ tên trong phiếu là Trần Thị Hòa"),
        (NAME, (good, lambda s: s.cell(7, 3, "12A1/7/2026")), "Mã phiếu trong tệp là 12A1/7/2026"),
        (NAME, (), "Hãy chọn ít nhất"),
        (NAME, (good, lambda s: fills(s, 3, "", "Thêm 1 việc nữa", "quý 2", "x")), "chưa đánh X"),
        (NAME, (good, lambda s: fills(s, 3, "X", "Thêm 1 việc nữa", "quý 2", "")), "thiếu việc làm, thời gian"),
        (NAME, (good, lambda s: fills(s, 3, "X", "Thêm 1 việc nữa", "hôm nào đó", "x")), "Chưa hiểu thời hạn"),
        (NAME, (good, lambda s: fills(s, 3, "X", "Thêm 1 việc nữa", "quý 2/2026", "x")), "đã qua"),
        (NAME, (good, lambda s: fills(s, 3, "X", "Làm 1 việc", "quý 2", "Làm 1 việc")), "giống hệt việc cụ thể"),
        (NAME, (good, lambda s: fills(s, 3, "X", "=A1", "quý 2", "x")), "công thức"),
        (NAME, (good, lambda s: s.cell(HEADINGS + 2, 1, 1.1)), "mã bị Excel đổi thành số"),
        (NAME, (good, lambda s: s.cell(HEADINGS + 2, 1, "9.9")), "không có trong chương trình"),
        (NAME, (good, lambda s: s.cell(HEADINGS + 3, 1, "1.1")), "ghi hai lần"),
        (NAME, (lambda s: s.delete_rows(HEADINGS + 1),), "không phải phiếu do bot lập"),
        (NAME, (good, lambda s: s.insert_rows(HEADINGS + 3), lambda s: s.cell(HEADINGS + 4, 3, "")), "chưa đánh X"),
    ],
)
@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
async def test_what_does_not_fit_is_listed_and_not_taken(
    world: str, blanks: Mapping[str, bytes], tmp_path: Path, name: str, changes: tuple[Change, ...], why: str
) -> None:
    told = await refused(world, filled(blanks[NAME], tmp_path, *changes, name=name))
    assert told["file"] == name
    assert why in "; ".join(told["why"])


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
async def test_of_an_archive_each_file_stands_for_itself(
    world: str, blanks: Mapping[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pack = tmp_path / "in.zip"
    with ZipFile(pack, "w") as made:
        made.write(filled(blanks[NAME], folder, good), f"thu muc/{NAME}")
        made.writestr("ghi chu.txt", "xin chào")
        made.writestr("../../8 - Trần Thị Hòa.xlsx", b"PK\x03\x04 nothing")
        made.writestr("Danh sách chưa đăng ký.xlsx", b"")
    with pytest.raises(Fail) as caught:
        await reads(world, pack)
    assert "Có 2 phiếu không nhập được." in caught.value.sentence
    assert caught.value.found is not None
    assert [line.partition(":")[0] for line in caught.value.found.lines[1:]] == [
        NAME,
        "ghi chu.txt",
        "8 - Trần Thị Hòa.xlsx",
    ]
    assert len((await forms_in(world))[0]) == 1
    for content, why in ((b"x", "Không đọc được tệp này"), (None, "Không tìm thấy tệp")):
        if content is None:
            pack.unlink()
        else:
            pack.write_bytes(content)
        with pytest.raises(Fail) as caught:
            await reads(world, pack)
        assert why in caught.value.sentence


def bomb(template: bytes) -> bytes:
    """A form whose sheet is some hundred megabytes of nothing, in a few hundred kilobytes."""
    made = BytesIO()
    with ZipFile(BytesIO(template)) as packed, ZipFile(made, "w", ZIP_DEFLATED) as pack:
        for name in packed.namelist():
            blank = b" " * (100 * MEGABYTE) if name == "xl/worksheets/sheet1.xml" else b""
            pack.writestr(name, packed.read(name) + blank)
    return made.getvalue()


def with_an_entity(template: bytes, secret: Path) -> bytes:
    """A form whose name is a file of this machine, if the reader lets it."""
    made = BytesIO()
    with ZipFile(BytesIO(template)) as packed, ZipFile(made, "w", ZIP_DEFLATED) as pack:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "xl/sharedStrings.xml":
                head, body = part.split(b"?>", 1)
                assert "Trần Văn Cường".encode() in body
                entity = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
                part = head + b"?>" + entity + body.replace("Trần Văn Cường".encode(), b"&x;")
            pack.writestr(name, part)
    return made.getvalue()


async def test_hostile_files_among_good_ones_change_nothing_for_the_good(
    world: str, blanks: Mapping[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật của máy")
    names = [NAME, "12 - Nguyễn Văn An.xlsx", "20 - Hoàng Gia Huy.xlsx"]
    binh, cuong, hoa = "1 - Lê Thị Bình.xlsx", "2 - Trần Văn Cường.xlsx", "8 - Trần Thị Hòa.xlsx"
    pack = tmp_path / "in.zip"
    with ZipFile(pack, "w", ZIP_DEFLATED) as made:
        made.writestr(binh, bomb(blanks[binh]))
        made.write(filled(blanks[names[0]], folder, good, name=names[0]), names[0])
        made.writestr(cuong, with_an_entity(blanks[cuong], secret))
        made.writestr(f"../../{hoa}", blanks[NAME])
        made.write(filled(blanks[names[1]], folder, good, name=names[1]), names[1])
        made.writestr("13 - cũ.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
        made.writestr("14 - hỏng.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2048)
        made.writestr("3 - rác.xlsx", bytes(range(256)) * 40)
        made.write(filled(blanks[names[2]], folder, good, name=names[2]), names[2])
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Fail, match="phiếu không nhập được") as caught:
        await reads(world, pack)
    assert caught.value.found is not None
    told = dict(line.split(": ", 1) for line in caught.value.found.lines[1:])
    assert told == {
        **dict.fromkeys(names, "được."),
        binh: TEXTS("form-refused-too-heavy"),
        cuong: TEXTS("form-refused-damaged"),
        hoa: "Mã phiếu trong tệp là 12A1/7/2027, cần là 12A1/8/2027.",
        "13 - cũ.xls": TEXTS("form-refused-encrypted"),
        "14 - hỏng.xls": TEXTS("form-refused-damaged"),
        "3 - rác.xlsx": TEXTS("form-refused-not-excel"),
    }
    assert "bí mật" not in str(caught.value.found)
    assert sorted(tmp_path.rglob("*")) == before, "nothing was written where a path points to"
    async with school_at(world) as school:
        taken = await school.rows("SELECT m.roll FROM form f JOIN membership m USING (person_id) ORDER BY m.roll")
        assert [roll for (roll,) in taken] == [7, 12, 20]
        assert await school.one("SELECT count(*) FROM decision") == 3
