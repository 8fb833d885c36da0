"""/kiemtrabang: a workbook that somebody else made is sent into the chat and recomputed (TV-10, CT-03, TN-06)."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter

from bot.looking import OURS
from chat.message import Address, FileRef
from rules.evidence import MOST_BYTES
from scheduler.retention import forget_old
from storage.checks import CheckBox
from storage.uploads import Uploads
from tests import line as telegram
from tests import oa_line as oa
from tests.doubles.telegram import TelegramDouble
from tests.player import Chat, Clock
from tests.school import BINH, link, school_at
from tests.test_roster import Line, save
from tests.test_tables import APPENDIX, HEAD
from tests.web import PATIENCE, form, open_site
from tests.world import START

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "Phụ lục Trà Vinh.xlsx"
WRONG: Sequence[Line] = [*HEAD, ["3.87%" if cell == "Chiếm 3.8%" else cell for cell in APPENDIX]]
RIGHT: Sequence[Line] = [["Chi đoàn", "Số"], ["A", 1], ["B", 2], ["Cộng", 3]]
ONE_OPEN: Sequence[Line] = [["Chi đoàn", "Lượt"], ["A", 10], ["B", "12A1"], ["C", 20], ["Cộng", 30]]


@pytest.fixture
def secretary(chat: Chat) -> Chat:
    return chat.other("binh")


def workbook(folder: Path, rows: Sequence[Line]) -> bytes:
    return save(folder, list(rows)).read_bytes()


async def left(chat: Chat) -> tuple[object, object]:
    """How many files the bot holds, and in which states the checks are."""
    async with school_at(chat.stage.url) as school:
        states = [row[0] for row in await school.rows("SELECT state FROM paper ORDER BY id")]
        return await school.one("SELECT count(*) FROM upload"), states


async def test_a_secretary_sends_a_workbook_and_is_told_what_is_wrong(secretary: Chat, tmp_path: Path) -> None:
    await secretary.says("kiểm tra bảng")
    secretary.sees("gửi tệp Excel (.xlsx) vào đây")
    await secretary.uploads(NAME, workbook(tmp_path, WRONG))
    secretary.sees_not("chỗ sai")
    secretary.got_told(
        "Có 3 chỗ sai trong tệp Phụ lục Trà Vinh.xlsx.",
        "1. Ô E3 ghi 70,25 %; đúng là 70,26 % (30.925 / 44.018).",
        "3. Ô I3 ghi 3,87 %; đúng là 3,79 % (1.669 / 44.018).",
        "Đã xem 1 bảng, 11 số.",
        "Bot không giữ tệp",
    )
    assert await left(secretary) == (0, ["made"])


async def test_the_workbook_may_come_with_the_command(secretary: Chat, tmp_path: Path) -> None:
    await secretary.uploads("bang.xlsx", workbook(tmp_path, RIGHT), text="/kiemtrabang")
    secretary.got_told("Không thấy chỗ nào sai trong tệp bang.xlsx.", "Đã xem 1 bảng, 3 số.")


async def test_what_could_not_be_read_is_no_error(secretary: Chat, tmp_path: Path) -> None:
    await secretary.uploads("bang.xlsx", workbook(tmp_path, ONE_OPEN), text="/kiemtrabang")
    secretary.got_told("Không thấy chỗ nào sai", "Chưa rõ đúng hay sai", "1. Ô B3: chưa đọc được số này.")


async def test_many_errors_come_in_pages(secretary: Chat, tmp_path: Path) -> None:
    rows: list[Line] = [["Chi đoàn", "Tổng số", "Đạt", "Tỷ lệ"], *([f"A{n}", 20, 10, "60%"] for n in range(10))]
    rows += [[f"B{n}", 20, 10, "50%"] for n in range(20)]
    await secretary.uploads("bang.xlsx", workbook(tmp_path, rows), text="/kiemtrabang")
    secretary.got_told("Có 10 chỗ sai", "8. Ô D9 ghi 60 %", "trang 1/2")
    secretary.sees_not("9. Ô")
    await secretary.picks("Trang sau ›")
    secretary.sees("Có 10 chỗ sai", "9. Ô D10 ghi 60 %", "10. Ô D11", "Đã xem 1 bảng", "trang 2/2")
    secretary.sees_not("8. Ô")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ", "không phải là bảng tính Excel"),
        (b"PK\x03\x04" + bytes(99), "bị hỏng"),
        (b"", "gửi lại"),
    ],
    ids=["no workbook", "damaged", "not handed out"],
)
async def test_what_cannot_be_read_at_all_says_why(secretary: Chat, content: bytes, why: str) -> None:
    await secretary.uploads("bang.xlsx", content, text="/kiemtrabang")
    if not content:
        secretary.clock.passes(minutes=3)
        await secretary.stage.sends_what_is_due()
    secretary.got_told("Chưa kiểm tra được tệp bang.xlsx.", why)
    assert await left(secretary) == (0, ["made"])


async def test_a_hostile_workbook_ends_nothing(secretary: Chat, tmp_path: Path) -> None:
    """One cell in the last row and column asks for 500 GB."""
    with xlsxwriter.Workbook(tmp_path / "bomb.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 1)
    await secretary.uploads("bomb.xlsx", (tmp_path / "bomb.xlsx").read_bytes(), text="/kiemtrabang")
    secretary.got_told("Đã dừng vì tệp này quá nặng.")
    await secretary.says("/kiemtrabang")
    secretary.sees("gửi tệp Excel")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (FileRef("f", "bang.pdf", 9), "Chỉ nhận tệp .xlsx."),
        (FileRef("f", "bang.xlsx", MOST_BYTES + 1), "vượt mức tối đa 10 MB"),
    ],
)
async def test_what_is_no_small_workbook_is_not_taken(secretary: Chat, file: FileRef, why: str) -> None:
    for text in ("", "/kiemtrabang"):
        await secretary.says("/kiemtrabang")
        await secretary.sends(file, text=text)
        secretary.sees(why, "gửi tệp Excel")
    assert await left(secretary) == (0, [])


def test_in_the_chat_no_more_is_read_than_is_taken() -> None:
    assert OURS.file_bytes == MOST_BYTES


async def test_who_holds_no_office_checks_nothing(chat: Chat, tmp_path: Path) -> None:
    await chat.uploads("bang.xlsx", workbook(tmp_path, RIGHT), text="/kiemtrabang")
    chat.sees("Lệnh này dành cho ban chấp hành.")
    assert await left(chat) == (0, [])


async def test_an_office_that_ends_before_the_file_comes_ends_the_check(secretary: Chat, tmp_path: Path) -> None:
    await secretary.says("/kiemtrabang")
    async with school_at(secretary.stage.url) as school:
        await school.does("UPDATE role SET until = '2026-01-02'")
    await secretary.uploads("bang.xlsx", workbook(tmp_path, RIGHT))
    secretary.sees("Lệnh này dành cho ban chấp hành.")


async def test_what_was_found_is_its_senders_alone_for_a_week(secretary: Chat, tmp_path: Path) -> None:
    await secretary.uploads("bang.xlsx", workbook(tmp_path, WRONG), text="/kiemtrabang")
    async with school_at(secretary.stage.url) as school:
        number = await school.one("SELECT max(id) FROM paper")
        assert isinstance(number, int)
        paper = await school.reads().paper(number)
        assert paper is not None
    await secretary.says(f"/kiemtrabang {paper.code}")
    secretary.sees("Có 3 chỗ sai")
    await secretary.says("/tailieu")
    secretary.sees_not(paper.code)
    await secretary.says(f"/tailieu {paper.code}")
    secretary.sees_not("Có 3 chỗ sai")
    async with school_at(secretary.stage.url) as school:
        await forget_old(school.database, secretary.clock.now + timedelta(days=8), timedelta(days=30))
    await secretary.says(f"/kiemtrabang {paper.code}")
    secretary.sees("Không có kết quả nào với mã này")


async def test_a_number_that_is_another_file_by_now_is_not_read(world: str) -> None:
    """SQLite gives the number of what was deleted last to what comes next, whoever it is from."""
    mine, theirs = Address("telegram", "binh"), Address("telegram", "an")
    async with school_at(world) as school:
        binh = await school.member(BINH)
        async with school.writes() as store:
            await store.ask_check(FileRef("f1"), "bang.xlsx", mine, binh.unit, binh.person)
        number = await school.one("SELECT id FROM upload")
        await school.does("DELETE FROM upload")
        await Uploads(school.database).keep(theirs, "f2", b"PK\x03\x04", START)
        await school.does("UPDATE upload SET id = :number", number=int(str(number)))
        box = CheckBox(school.database)
        (check,) = await box.waiting(START, timedelta(0))
        assert await box.content(check) is None
        assert await box.keep(check, b"{}", START)
        assert not await box.keep(check, b"{}", START), "it was told once"
        assert await school.one("SELECT count(*) FROM upload") == 1


async def test_where_no_file_can_be_sent_another_way_is_named(chat: Chat) -> None:
    """The Zalo bot platform hands over texts and pictures only."""
    async with school_at(chat.stage.url) as school:
        await link(school, await school.person(BINH), "binh-z", platform="zalo")
    zalo = chat.on("zalo", "text", "binh-z")
    await zalo.says("kiemtrabang")
    zalo.sees("kênh khác", "renluyen check")


async def test_a_workbook_that_nobody_asked_for_is_told_what_it_could_be_for(secretary: Chat, tmp_path: Path) -> None:
    await secretary.uploads("bang.xlsx", workbook(tmp_path, RIGHT))
    secretary.sees("gõ “kiemtrabang” trước", "“tiendo”")
    assert await left(secretary) == (0, [])


# The platforms themselves

FOUND = "Có 3 chỗ sai trong tệp bang.xlsx."


async def test_telegram_hands_over_a_document(world_sqlite: Path, tmp_path: Path, framework: str) -> None:
    path = shutil.copy(world_sqlite, tmp_path / "telegram.db")
    async with TelegramDouble() as double:
        line = await telegram.line_to(double, f"sqlite:///{path}", telegram={"framework": framework})
        async with line.up():
            await line.says(telegram.BINH, "/kiemtrabang")
            double.sends_file(telegram.BINH, "bang.xlsx", workbook(tmp_path, WRONG), XLSX)
            await double.until(lambda: any(FOUND in sent for sent in line.sent(telegram.BINH)), timeout=PATIENCE)
            assert [tuple(row) for row in await line.rows("SELECT count(*) FROM upload")] == [(0,)]


async def test_an_official_account_hands_over_a_document(
    world_sqlite: Path, tmp_path: Path, unused_tcp_port: int
) -> None:
    path = shutil.copy(world_sqlite, tmp_path / "oa.db")
    async with oa.oa_line(f"sqlite:///{path}", unused_tcp_port) as line, line.up():
        await line.says(oa.BINH, "/kiemtrabang")
        line.double.sends_file(oa.BINH, "bang.xlsx", workbook(tmp_path, WRONG))
        await line.double.until(lambda: any(FOUND in sent for sent in line.texts(oa.BINH)), timeout=PATIENCE)
        assert [tuple(row) for row in await line.rows("SELECT count(*) FROM upload")] == [(0,)]


async def test_the_page_hands_over_a_document(world: str, tmp_path: Path) -> None:
    async with open_site(world, Clock(START)) as site:
        async with site.visitor(await site.moves_in("binh")) as visitor:
            await visitor.opens()
            await visitor.says("/kiemtrabang")
            async with visitor.posts(form(workbook(tmp_path, WRONG), "bang.xlsx", XLSX), "files") as answer:
                assert "Đang kiểm tra tệp bang.xlsx." in await answer.text()
            async with visitor.looks_on() as stream:
                while FOUND not in str(await stream.next()):
                    pass
        assert await site.rows("SELECT count(*) FROM upload") == [(0,)]
