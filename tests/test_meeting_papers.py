"""The minutes of a rating meeting and the list for recognition, as files in Word (domain.md 3.4, PN-23 to PN-25)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from reports.drawing import draw
from reports.meeting import Meeting, Rated, read_meeting
from rules.codes import code_of
from tests.papers import newest_paper, words
from tests.player import Chat
from tests.scenes_assess import assesses, has_confirmed_form
from tests.scenes_ratings import rated
from tests.scenes_round import MEETING, decided_past_the_chat, opens_the_meeting, rating_of
from tests.school import AN, BINH, add_member, add_unit, appoint, school_at

HELD = Meeting(
    unit="Chi đoàn 12A1",
    above="Đoàn trường THPT Hòa Bình",
    act="recognise",
    year=2027,
    day=date(2027, 5, 8),
    closed_at=datetime(2027, 5, 8, 9, 30, tzinfo=UTC),
    closed_by="Lê Thị Bình",
    words="Biên bản họp xét, đánh giá đoàn viên\nCó mặt 4/5 đoàn viên.\nKết luận: Thống nhất",
    made_at=datetime(2027, 5, 10, 1, 0, tzinfo=UTC),
    members=(
        Rated(1, "Lê Thị Bình", "eligible", "tot", "tot", "tot", "", "", {"tot": 3}),
        Rated(2, "Trần <Cường> {{ year }}", "eligible", "", "xuat-sac", "xuat-sac", "", "", {}),
        Rated(
            7,
            "Nguyễn Văn An",
            "eligible",
            "xuat-sac",
            "hoan-thanh",
            "tot",
            "rất tích cực",
            "gương mẫu",
            {"tot": 2, "xuat-sac": 1},
        ),
        Rated(8, "Đỗ Minh", "admitted-lately", "", "khong-phan-loai", "khong-phan-loai", "", "", {}),
        Rated(None, "Hoàng Huy", "wait-remarks", "", "", "chua-danh-gia", "", "", {}),
    ),
)


def rows(content: bytes) -> list[list[str]]:
    """The table of people."""
    table = next(t for t in Document(BytesIO(content)).tables if len(t.columns) > 2)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_minutes_say_what_the_meeting_saw_and_how_each_result_came_about() -> None:
    made = draw("minutes-docx", HELD.json(), "ban")
    assert (made.name, made.fault) == ("Biên bản họp xét 2027 - Chi đoàn 12A1.docx", "")
    told = words(made.content)
    for expected in ("ĐOÀN TRƯỜNG THPT HÒA BÌNH", "BIÊN BẢN", "ngày 08 tháng 05 năm 2027", "Chủ trì: …", "THƯ KÝ"):
        assert expected in told
    for expected in ("Có mặt 4/5 đoàn viên.", "Kết luận: Thống nhất", "Nơi nhận:", HELD.fingerprint):
        assert expected in told
    for expected in ("Hoàn thành xuất sắc: 1 (33,33 %)", "Hoàn thành tốt: 2 (66,67 %)", "Không phân loại: 1"):
        assert expected in told
    head, binh, cuong, an, minh, huy = rows(made.content)
    assert head == ["Số", "Họ và tên", "Tự đánh giá", "Tính theo quy định", "Biểu quyết", "Kết quả", "Nhận xét, lý do"]
    assert binh == ["1", "Lê Thị Bình", "Hoàn thành tốt", "Hoàn thành tốt", "Hoàn thành tốt 3", "Hoàn thành tốt", ""]
    assert cuong[1] == "Trần <Cường> {{ year }}", "a name is data"
    assert an[2:] == [
        "Hoàn thành xuất sắc",
        "Hoàn thành",
        "Hoàn thành xuất sắc 1; Hoàn thành tốt 2",
        "Hoàn thành tốt",
        "rất tích cực. gương mẫu",
    ]
    assert minh[5:] == ["Không phân loại", "mới kết nạp trong những tháng cuối năm"]
    assert huy == ["–", "Hoàng Huy", "–", "–", "–", "Chưa đánh giá", "chờ nhận xét của đơn vị cũ"]


def test_the_list_for_recognition_begins_with_the_highest_grade() -> None:
    made = draw("recognition-docx", HELD.json(), "ban")
    assert made.name == "Danh sách đề nghị 2027 - Chi đoàn 12A1.docx"
    told = words(made.content)
    for expected in ("Đề nghị công nhận", "Kính gửi: Đoàn trường THPT Hòa Bình", "ngày 10 tháng 05", "BÍ THƯ"):
        assert expected in told
    assert [row[0:2] for row in rows(made.content)][1:] == [
        ["1", "Trần <Cường> {{ year }}"],
        ["2", "Lê Thị Bình"],
        ["3", "Nguyễn Văn An"],
        ["4", "Đỗ Minh"],
        ["5", "Hoàng Huy"],
    ]


@pytest.mark.parametrize(("act", "asked"), [("note", "Báo cáo để ghi nhận"), ("", "Đề nghị công nhận")])
def test_a_grassroots_branch_only_reports(act: str, asked: str) -> None:
    """PN-25; and a branch with nothing above it addresses nobody."""
    told = words(draw("recognition-docx", replace(HELD, act=act, above="" if not act else "X").json(), "ban").content)
    assert asked in told
    assert ("Kính gửi" in told) == bool(act)


def test_a_meeting_is_the_same_after_it_was_frozen() -> None:
    assert read_meeting(HELD.json()) == HELD
    later = replace(HELD, made_at=datetime(2027, 6, 1, tzinfo=UTC))
    assert later.fingerprint == HELD.fingerprint, "nothing was decided since"
    assert replace(HELD, members=HELD.members[1:]).fingerprint != HELD.fingerprint
    for raw in (b"{}", b'{"format": 2}', HELD.json().replace(b'"day"', b'"tag"')):
        with pytest.raises((LookupError, TypeError, ValueError)):
            read_meeting(raw)


async def test_who_closed_the_meeting_gets_its_minutes(chat: Chat) -> None:
    await has_confirmed_form(chat)
    binh = chat.other("binh")
    chat.clock.now = MEETING
    await assesses(chat)
    await opens_the_meeting(binh)
    await binh.says("/hop bienban")
    binh.sees("Đợt xét chưa đóng nên chưa lập được biên bản và danh sách.")
    code = await rating_of(binh, AN)
    await binh.picks(code)
    await binh.says(f"xep {code} tot vì còn thiếu minh chứng")
    await decided_past_the_chat(chat)
    await binh.says("/hop dong")
    for said in ("9", "Thống nhất như trên"):
        await binh.says(said)
    await binh.picks("Đóng đợt xét")
    await binh.picks("Biên bản (Word)")
    binh.sees("Đang lập Biên bản họp xét (Word).")
    binh.got_told("Biên bản họp xét (Word) đã lập xong.")
    assert binh.screen.files == ["Biên bản họp xét 2027 - Chi đoàn 12A1.docx"]
    content = await newest_paper(chat)
    assert "Có mặt 9/9 đoàn viên." in words(content)
    assert "Kết luận: Thống nhất như trên" in words(content)
    an = next(row for row in rows(content) if row[1] == "Nguyễn Văn An" and row[0] == "7")
    assert an[2:] == ["Hoàn thành", "Hoàn thành", "–", "Hoàn thành tốt", "còn thiếu minh chứng"]


async def test_the_list_is_asked_for_where_results_are_reported(chat: Chat) -> None:
    await rated(chat.stage)
    binh = chat.other("binh")
    await binh.says("/trinh")
    binh.sees("Hiện không có gì mới để báo cáo.")
    await binh.picks("Danh sách đã báo cáo (Word)")
    binh.got_told("Danh sách đề nghị (Word) đã lập xong.")
    assert binh.screen.files == ["Danh sách đề nghị 2027 - Chi đoàn 12A1.docx"]
    told = words(await newest_paper(chat))
    assert "Kính gửi: Đoàn trường THPT Hòa Bình" in told
    assert "tham gia rất tích cực" in told


async def test_names_are_for_the_branch_and_the_level_above_alone(chat: Chat) -> None:
    """BT-03; whoever left the committee gets nothing more."""
    await rated(chat.stage)
    binh = chat.other("binh")
    await binh.says("/hop bienban")
    await binh.says("tailieu")
    await binh.picks("Lấy Biên bản")
    assert binh.screen.files == ["Biên bản họp xét 2027 - Chi đoàn 12A1.docx"]
    await chat.says("/hop 12A1 bienban")
    chat.sees("Lệnh này dành cho ban chấp hành chi đoàn.")
    async with school_at(chat.stage.url) as school:
        ((paper, person),) = await school.rows("SELECT id, person_id FROM paper")
        province = await school.one("SELECT id FROM unit WHERE code = 'TINH'")
        assert isinstance(province, int)
        await school.does("UPDATE role SET unit_id = :unit WHERE person_id = :who", unit=province, who=person)
    await binh.says(f"tailieu {code_of('paper', int(paper))}")
    assert binh.screen.files == [], "two levels up there are numbers and no names"


async def test_the_papers_of_a_meeting_are_there_after_its_year_is_over(chat: Chat) -> None:
    await rated(chat.stage)
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
    chat.clock.passes(days=200)
    await binh.says("/hop")
    binh.sees("Chi đoàn 12A1 hiện không có đợt rèn luyện nào đang mở")
    await binh.picks("Giấy tờ các cuộc họp đã đóng")
    binh.sees("Giấy tờ họp xét 2027 · Chi đoàn 12A1", "chỉ là đề xuất")
    await binh.picks("Biên bản")
    binh.got_told("Biên bản họp xét (Word) đã lập xong.")
    assert binh.screen.files == ["Biên bản họp xét 2027 - Chi đoàn 12A1.docx"]
    await chat.stage.opens_the_next_year()
    await binh.says("/hop 2027 danhsach")
    binh.got_told("Danh sách đề nghị (Word) đã lập xong.")
    assert binh.screen.files == ["Danh sách đề nghị 2027 - Chi đoàn 12A1.docx"]
    await binh.says("/tailieu")
    await binh.picks("Giấy tờ cuộc họp xét")
    binh.sees("Giấy tờ họp xét 2027 · Chi đoàn 12A1")
    await binh.says("/hop 2026 bienban")
    binh.sees("Chi đoàn 12A1 chưa có đợt xét nào của năm 2026 trong bot.")
    await chat.says("/tailieu")
    assert "Giấy tờ cuộc họp xét" not in chat.screen.all
    await chat.says("/hop 2027 bienban")
    chat.sees("Lệnh này dành cho ban chấp hành chi đoàn.")


async def test_while_a_meeting_is_open_the_papers_of_the_one_before_are_there(chat: Chat) -> None:
    await rated(chat.stage)
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
        await school.does(
            "INSERT INTO cycle (unit_id, year, catalogue_id, state, opened_at)"
            " SELECT unit_id, 2028, catalogue_id, 'open', opened_at FROM cycle"
        )
        await school.does(
            "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
            " opened_at, opened_by, rev) SELECT (SELECT id FROM cycle WHERE year = 2028), unit_id, 'open', mode, '',"
            " '', heads, day, '', opened_at, opened_by, 0 FROM rating_round"
        )
    binh = chat.other("binh")
    await binh.says("/hop bienban")
    binh.sees("Đợt xét chưa đóng nên chưa lập được biên bản và danh sách.")
    await binh.picks("Giấy tờ của cuộc họp trước")
    binh.sees("Giấy tờ họp xét 2027")


async def test_who_leads_several_branches_says_whose_papers_are_meant(chat: Chat) -> None:
    await rated(chat.stage)
    async with school_at(chat.stage.url) as school:
        other = await add_unit(school, "KP3")
        await add_member(school, other, 30)
        await appoint(school, await school.person(BINH), other)
    binh = chat.other("binh")
    await binh.says("/hop 2027 danhsach")
    binh.sees("Bạn phụ trách 2 chi đoàn.")
    await binh.picks("12A1")
    binh.got_told("Danh sách đề nghị (Word) đã lập xong.")
    await binh.says("/hop KP3 giayto")
    binh.sees("KP3 chưa có đợt xét nào trong bot.")
