"""Papers about persons as they are asked for in the chat, and who gets none (PN-13, TV-12)."""

import pytest

from bot.gathering import gathered
from rules.codes import code_of, number_of
from storage.papers import Paper
from storage.rating import frozen
from tests.papers import newest_paper, unpacked, words
from tests.player import Chat
from tests.scenes_ratings import rated, recognised
from tests.school import AN, BINH, HOA, OTHER_AN, school_at
from tests.test_meeting_papers import rows
from tests.test_why import made_of


async def test_a_member_gets_the_own_letter_where_the_result_is_shown(chat: Chat) -> None:
    codes = await recognised(chat.stage)
    async with school_at(chat.stage.url) as school:
        made = made_of("done", "done", "not-done")
        told = {"trace": frozen(made), "rating": number_of("rating", codes[AN])}
        await school.does("UPDATE rating SET trace = :trace WHERE id = :rating", **told)
    await chat.says("/visao")
    await chat.picks("Giấy xác nhận")
    chat.sees("Đang lập Giấy xác nhận kết quả (Word).")
    chat.got_told("Giấy xác nhận kết quả (Word) đã lập xong.")
    assert chat.screen.files == ["Giấy xác nhận 2027 - Nguyễn Văn An.docx"]
    told_now = words(await newest_paper(chat))
    for expected in (
        "Năm sinh: 2009",
        f"Mã kết quả: {codes[AN]}",
        "năm 2027: Hoàn thành",
        "Cách tính: 2/3 mục hoàn thành = 66,67 %.",
        "người ghi: Lê Thị Bình",
        "Đoàn cấp trên đã công nhận ngày 10/05/2027, người công nhận: Phạm Thu Dung.",
    ):
        assert expected in told_now
    await chat.says("tailieu")
    chat.sees_not("Báo cáo số liệu")
    await chat.picks("Lấy Giấy xác nhận")
    assert chat.screen.files == ["Giấy xác nhận 2027 - Nguyễn Văn An.docx"]


async def test_a_letter_of_a_result_that_is_only_reported_and_asked_to_be_looked_at_again(chat: Chat) -> None:
    codes = await rated(chat.stage)
    await chat.says(f"xemxet {codes[AN]} mục 1.2 đã xong")
    chat.sees("Đã gửi đề nghị")
    await chat.says(f"visao {codes[AN]} giấy")
    chat.got_told("Giấy xác nhận kết quả (Word) đã lập xong.")
    told = words(await newest_paper(chat))
    assert "đã báo cáo lên đoàn cấp trên và chưa được công nhận" in told
    assert "Có đề nghị xem xét lại chưa được trả lời, nên kết quả có thể thay đổi." in told
    assert "đã công nhận" not in told


async def test_nobody_gets_the_letter_of_somebody_else(chat: Chat) -> None:
    codes = await rated(chat.stage)
    await chat.says(f"/visao {codes[OTHER_AN]} giay")
    chat.sees("Bạn không có quyền xem kết quả này.")
    binh = chat.other("binh")
    await binh.says(f"/visao {codes[AN]}")
    assert "Giấy xác nhận" not in binh.screen.all
    await binh.says(f"/visao {codes[AN]} giay")
    binh.sees("Giấy xác nhận chỉ gửi cho chính người có kết quả.")
    async with school_at(chat.stage.url) as school:
        assert await school.one("SELECT count(*) FROM paper") == 0
        an, number = await school.member(AN), number_of("rating", codes[OTHER_AN])
        assert number
        asked = Paper(1, "result-docx", number, an.unit, an.person, "waiting", "", "", 0)
        with pytest.raises(LookupError):
            await gathered(school.reads(), asked)


async def test_a_result_that_came_back_has_no_letter(chat: Chat) -> None:
    codes = await rated(chat.stage)
    async with school_at(chat.stage.url) as school:
        number = number_of("rating", codes[AN])
        await school.does("UPDATE rating SET state = 'returned' WHERE id = :rating", rating=number)
        an = await school.member(AN)
        assert number
        asked = Paper(1, "result-docx", number, an.unit, an.person, "waiting", "", "", 0)
        with pytest.raises(LookupError):
            await gathered(school.reads(), asked)
    await chat.says("/visao")
    assert "Giấy xác nhận" not in chat.screen.all
    await chat.says(f"/visao {codes[AN]} giay")
    chat.sees("chưa được quyết định xong hoặc đang được xét lại")


async def test_the_committee_gets_all_letters_and_both_lists_from_the_papers_of_the_meeting(chat: Chat) -> None:
    codes = await recognised(chat.stage)
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE person SET party = 1 WHERE id = :hoa", hoa=await school.person(HOA))
        round_ = await school.one("SELECT id FROM rating_round")
        assert isinstance(round_, int)
    binh = chat.other("binh")
    await binh.says("/hop")
    await binh.picks("Giấy xác nhận, khen thưởng, ưu tú")
    binh.sees("Giấy tờ họp xét 2027 · Chi đoàn 12A1", "Đợt xét đóng ngày Thứ Bảy 08/05/2027")
    await binh.picks("Giấy xác nhận từng người")
    binh.got_told("Giấy xác nhận của cả chi đoàn (zip) đã lập xong.")
    assert binh.screen.files == ["Giấy xác nhận 2027 - Chi đoàn 12A1.zip"]
    pack = unpacked(await newest_paper(chat))
    assert list(pack) == [
        "1 - Lê Thị Bình.docx",
        "2 - Trần Văn Cường.docx",
        "3 - Phạm Thu Dung.docx",
        "7 - Nguyễn Văn An.docx",
        "8 - Trần Thị Hòa.docx",
        "12 - Nguyễn Văn An.docx",
        "13 - Đỗ Quang Minh.docx",
        "14 - Đỗ Quang Minh.docx",
        "20 - Hoàng Gia Huy.docx",
    ]
    assert f"Mã kết quả: {codes[OTHER_AN]}" in words(pack["12 - Nguyễn Văn An.docx"])
    assert "chưa được công nhận" in words(pack["3 - Phạm Thu Dung.docx"]), "her own is for the level above hers"
    chat.clock.passes(seconds=5)
    await binh.says("hop khenthuong")
    binh.got_told("Danh sách xét khen thưởng (Word) đã lập xong.")
    assert [row[1] for row in rows(await newest_paper(chat))][1:] == ["Lê Thị Bình", "Trần Thị Hòa", "Nguyễn Văn An"]
    chat.clock.passes(seconds=5)
    await binh.says("hop 2027 uutu")
    binh.got_told("Danh sách bầu đoàn viên ưu tú (Word) đã lập xong.")
    content = await newest_paper(chat)
    assert [row[1] for row in rows(content)][1:] == ["Lê Thị Bình", "Nguyễn Văn An"]
    assert "cần ít nhất 6/9 phiếu" in words(content)
    assert "– đã là đảng viên (1): Trần Thị Hòa (số 8)." in words(content)
    async with school_at(chat.stage.url) as school:
        elsewhere = Paper(1, "letters-zip", round_, 1, await school.person(BINH), "waiting", "", "", 0)
        with pytest.raises(LookupError):
            await gathered(school.reads(), elsewhere)


async def test_whoever_left_the_committee_gets_no_papers_about_persons(chat: Chat) -> None:
    await recognised(chat.stage)
    binh = chat.other("binh")
    await binh.says("/hop xacnhan")
    binh.got_told("Giấy xác nhận của cả chi đoàn (zip) đã lập xong.")
    async with school_at(chat.stage.url) as school:
        paper = await school.one("SELECT id FROM paper")
        assert isinstance(paper, int)
        await school.does("DELETE FROM role WHERE person_id = :binh", binh=await school.person(BINH))
    await binh.says(f"tailieu {code_of('paper', paper)}")
    binh.sees("không phải của bạn")
    assert binh.screen.files == []
    for asked in ("/hop xacnhan", "/hop 2027 uutu", "/hop giayto"):
        await binh.says(asked)
        binh.sees("Lệnh này dành cho ban chấp hành chi đoàn.")
    await chat.says("/hop 12A1 khenthuong")
    chat.sees("Lệnh này dành cho ban chấp hành chi đoàn.")
