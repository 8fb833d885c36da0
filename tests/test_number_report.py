"""/baocao: the figures of a unit, kept as a report, as files, side by side with another year (TV-07 to TV-11)."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from python_calamine import CalamineWorkbook

from handlers.number_report import issue
from rules.places import Place
from scheduler.retention import forget_old
from storage.session import session_for
from storage.years import open_cycle
from tests.papers import newest_paper
from tests.player import Chat
from tests.scenes import registers
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import school_at
from tests.test_units import context
from tests.tra_vinh import FIRST, SHARES, tra_vinh
from tests.world import START


def code_in(chat: Chat, kind: str) -> str:
    found = re.findall(rf"{kind}-\w{{5,6}}", chat.screen.all)
    assert found, chat.screen.all
    return str(found[0])


async def a_report_is_issued(chat: Chat) -> Chat:
    """By the deputy of the school above two branches, of whose members one has registered."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await registers(chat)
    await minh.says("baocao")
    return minh


async def test_the_level_above_sees_its_figures_and_those_of_each_unit(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    minh.sees("Báo cáo số liệu · Đoàn trường THPT Hòa Bình · năm 2027", "Tính đến Thứ Hai 23/11/2026.")
    minh.sees("Đoàn viên: 12 ở 2 chi đoàn.", "Đăng ký: 1 (8,33 %); đã xác nhận 0.", "Chưa có ai được phân loại.")
    await minh.picks("Từng đơn vị")
    minh.sees("12A1 Chi đoàn 12A1: 9 đoàn viên; đăng ký 1 (11,11 %); phân loại 0.", "KP3 Chi đoàn KP3: 3 đoàn viên")
    await minh.picks("KP3")
    minh.sees("Báo cáo số liệu · Chi đoàn KP3 · năm 2027", "Đoàn viên: 3.")
    await minh.picks("Lên Đoàn trường THPT Hòa Bình")
    minh.sees("Đoàn viên: 12 ở 2 chi đoàn.")


async def test_a_report_is_kept_as_it_was_and_given_as_a_workbook(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    report = code_in(minh, "BC")
    minh.sees(f"Báo cáo {report}, Đỗ Quang Minh lập lúc 08:00", "Dấu số liệu: ", "Đăng ký: 1 (8,33 %)")
    await registers(chat.other("dung"))
    await minh.says(f"baocao {report}")
    minh.sees("Đăng ký: 1 (8,33 %)")
    await minh.picks("So với hôm nay")
    minh.sees(f"Báo cáo {report} (tính đến Thứ Hai 23/11/2026) → hôm nay:", "Đăng ký: 1 → 2 (+1)")
    await minh.says(f"baocao {report}")
    await minh.picks("Excel")
    minh.sees("Đang lập Báo cáo số liệu (Excel). Bot gửi tệp vào đây ngay khi xong.")
    minh.got_told("Báo cáo số liệu (Excel) đã lập xong.")
    assert minh.screen.files == ["Số liệu rèn luyện 2027 - Đoàn trường THPT Hòa Bình - 2026-11-23.xlsx"]
    rows = CalamineWorkbook.from_filelike(BytesIO(await newest_paper(chat))).get_sheet_by_index(0).to_python()
    assert rows[-1][:4] == ["", "Cộng", 12, 1]


async def test_a_file_is_drawn_once_for_two_taps_and_had_again_by_its_owner_alone(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    report = code_in(minh, "BC")
    chat.stage.sends = False
    await minh.says(f"baocao {report} csv")
    await minh.says(f"baocao {report} csv")
    await minh.says("tailieu")
    minh.sees("TL-", "đang lập")
    chat.stage.sends = True
    await minh.says("tailieu")
    assert len(minh.got) == 1
    await minh.says("tailieu")
    paper = code_in(minh, "TL")
    await minh.says(f"tailieu {paper}")
    assert minh.screen.files == ["Số liệu rèn luyện 2027 - Đoàn trường THPT Hòa Bình - 2026-11-23.csv"]
    binh = chat.other("binh")
    await binh.says(f"tailieu {paper}")
    binh.sees("Tệp này đã được xóa sau 7 ngày hoặc không phải của bạn.")
    assert binh.screen.files == []
    await the_office_above_ends(chat)
    await minh.says(f"tailieu {paper}")
    assert minh.screen.files == [], "whoever left the committee gets nothing more"


async def the_office_above_ends(chat: Chat) -> None:
    async with school_at(chat.stage.url) as school:
        above = "unit_id = (SELECT id FROM unit WHERE code = 'DTHPT')"
        await school.does(f"UPDATE role SET until = '2026-11-01' WHERE office = 'pho-bi-thu' AND {above}")  # noqa: S608


async def test_nobody_reports_beyond_the_own_units(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    report = code_in(minh, "BC")
    await chat.says("/baocao")
    chat.sees("Lệnh này dành cho ban chấp hành.")
    binh = chat.other("binh")
    await binh.says("baocao")
    binh.sees("Báo cáo số liệu · Chi đoàn 12A1", "Đoàn viên: 9.")
    for given in ("DTHPT", "KP3", "KHONGCO", report, f"{report} xlsx", "BC-22222"):
        await binh.says(f"baocao {given}")
        binh.sees("Bạn không có quyền xem báo cáo của đơn vị này.")
    await binh.says("baocao 12A1 năm ngoái")
    binh.sees("Bot chưa hiểu “12A1 năm ngoái”")
    async with school_at(chat.stage.url) as school:
        assert await school.rows("SELECT id FROM paper") == []


async def test_of_a_year_that_was_never_opened_there_is_nothing_to_issue(chat: Chat) -> None:
    """Before the school was there, and when nothing was opened: said, and this year's figures are a tap away."""
    minh = await a_report_is_issued(chat)
    for asked in ("baocao DTHPT 2019", "/baocao DTHPT 2019 lap", "/baocao DTHPT 2026 donvi", "/baocao DTHPT 2099 lap"):
        await minh.says(asked)
        minh.sees("Đoàn trường THPT Hòa Bình không có chương trình nào của năm")
    await minh.picks("Số liệu năm nay")
    minh.sees("Báo cáo số liệu · Đoàn trường THPT Hòa Bình · năm 2027")


async def test_two_years_side_by_side_each_by_its_own_list(chat: Chat) -> None:
    """TV-07: a year that is over counts the members of its last day."""
    minh = await a_report_is_issued(chat)
    await minh.picks("So với năm 2026")
    minh.sees("Năm 2026 Đoàn trường THPT Hòa Bình không có chương trình trong bot")
    chat.clock.passes(days=430)
    async with session_for(chat.stage.url) as session:
        await open_cycle(session, "DTHPT", 2028, "MAC-DINH-5N", chat.clock.now)
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE membership SET until = '2028-01-15' WHERE roll = 3 AND until IS NULL")
    await minh.says("baocao DTHPT 2028 namtruoc")
    minh.sees(
        "Năm 2027 (danh sách ngày 31/12/2027) → năm 2028", "Tổng số đoàn viên: 12 → 10 (–2)", "Đăng ký: 1 → 0 (–1)"
    )


async def test_what_does_not_add_up_is_not_issued_and_its_numbers_are_named(world: str) -> None:
    """TV-07, TV-09: here the units' own counts are not those of the whole."""
    result = tra_vinh()
    broken = replace(result, rows=(replace(result.rows[0], figures=replace(FIRST, members=4_983)), result.rows[1]))
    async with school_at(world) as school:
        reply = await issue(
            await context(school, 1, START), Place(1, None, "TINH", "Tỉnh Đoàn", "tinh-doan", ""), broken
        )
        assert await school.rows("SELECT id FROM report") == []
    assert reply.title == "Chưa lập được báo cáo · Tỉnh Đoàn"
    assert "U01: đăng ký 5.000 lớn hơn số đoàn viên 4.983." in reply.text
    assert "TINH: số đoàn viên ghi 47.297, cộng các đơn vị được 47.280." in reply.text


async def test_the_seeds_own_figures_as_they_were_issued(chat: Chat) -> None:
    """Scenario 25: 70,26 / 25,95 / 3,79 / 0, sum 100,00."""
    minh = await somebody_sits_above(chat)
    result = tra_vinh("DTHPT")
    async with school_at(chat.stage.url) as school:
        unit = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
        assert isinstance(unit, int)
        await school.does(
            "INSERT INTO report (unit_id, year, day, made_at, fingerprint, body)"
            " VALUES (:unit, 2021, '2021-11-22', 'x', 'x', :body)",
            unit=unit,
            body=result.json().decode(),
        )
    await minh.says("baocao DTHPT 2027 cu")
    await minh.picks("BC-")
    minh.sees("Tính đến Thứ Hai 22/11/2021.", "Đoàn viên: 47.297", *SHARES, "Cộng bốn mức: 100,00 %")
    minh.sees("Không phân loại: 3.279 (kết nạp 6 tháng cuối năm 3.279).", f"Dấu số liệu: {result.fingerprint}")


async def test_a_file_that_cannot_be_drawn_is_said_and_the_next_one_comes(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    whole, broken = code_in(minh, "BC"), "UPDATE report SET fingerprint = body, body = 'x'"
    async with school_at(chat.stage.url) as school:
        await school.does(broken)
    await minh.says(f"baocao {whole} csv")
    minh.got_told("Bot chưa lập được Số liệu của báo cáo (CSV)", "Hãy thử lại")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE report SET body = fingerprint")
    await minh.says(f"baocao {whole} csv")
    minh.got_told("Số liệu của báo cáo (CSV) đã lập xong.")


async def test_a_picture_comes_with_its_figures_in_words(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    await minh.picks("Biểu đồ")
    minh.got_told("Biểu đồ của báo cáo đã lập xong.", "Đăng ký: 1 (8,33 %)")
    assert [name.rpartition(".")[2] for name in minh.screen.files] == ["png"]


async def test_a_file_leaves_after_a_week(chat: Chat) -> None:
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    await minh.says(f"baocao {code_in(minh, 'BC')} json")
    minh.got_told("đã lập xong")
    chat.clock.now += timedelta(days=7, seconds=1)
    async with school_at(chat.stage.url) as school:
        await forget_old(school.database, chat.clock.now, timedelta(days=30))
        assert await school.rows("SELECT paper_id FROM paper_content") == []
    await minh.says("tailieu")
    minh.sees("Bạn chưa lập tệp nào.")
