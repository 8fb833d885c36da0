"""Scenarios of domain.md 6 that no other file plays, and those of the short list below its table."""

from datetime import UTC, datetime

import pytest

from tests.player import Chat, Stage
from tests.scenes import ACTION, code_on, registers
from tests.scenes_round import decided_past_the_chat, opens_the_meeting, rating_of
from tests.scenes_year import sets
from tests.school import AN, BINH, add_member, appoint, link, school_at

IN_AUTUMN = datetime(2027, 10, 8, 1, 0, tzinfo=UTC)  # two days before all but schools are to be rated


async def test_scenario_20_admitted_in_the_last_months_is_evaluated_and_stands_beside_the_percentages(
    chat: Chat,
) -> None:
    """TV-08"""
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE unit SET sector = 'dia-ban'")
        person = await school.person(AN)
        await school.does("UPDATE person SET admitted = '2027-09-01' WHERE id = :person", person=person)
    chat.clock.now = IN_AUTUMN
    await binh.says("/hop")
    await binh.picks("Họp được")
    await binh.picks("Hôm nay")
    binh.sees("Nguyễn Văn An (số 7, mới kết nạp trong những tháng cuối năm)")
    await binh.picks("Mở đợt xét")
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code} tot")
    binh.sees("Đoàn viên này không được xếp loại")
    await binh.says(f"xep {code} nhận xét Tham gia đủ mọi buổi")
    binh.sees("Nhận xét của chi đoàn: Tham gia đủ mọi buổi")
    await binh.picks("Đồng ý: không phân loại")
    await decided_past_the_chat(chat)
    await binh.says("/hop dong")
    binh.sees("Hoàn thành tốt: 8 (100,00 %)", "Không phân loại: 1")


@pytest.mark.parametrize("heads", [14, 15])
async def test_scenario_21_fourteen_are_rated_by_the_collective_and_fifteen_by_the_committee(
    chat: Chat, heads: int
) -> None:
    """PN-23"""
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        here = (await school.member(BINH)).unit
        for roll in range(30, 30 + heads - 9):
            await add_member(school, here, roll)
    chat.clock.now = IN_AUTUMN
    await binh.says("/hop")
    if heads == 14:
        await binh.picks("Họp được")
        binh.sees("14 đoàn viên; tập thể chi đoàn xét")
    else:
        binh.sees_not("Họp được")
        await binh.says("Đã hỏi ý kiến hai phân đoàn, đều đồng ý")
        binh.sees("15 đoàn viên; ban chấp hành xét")


async def test_scenario_party_under_the_police_policy_a_party_member_is_not_classified(chat: Chat) -> None:
    """domain.md 4.5"""
    binh = chat.other("binh")
    await sets(chat, "party_members", "not-rated")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE person SET party = 1 WHERE id = :person", person=await school.person(AN))
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code} xuat sac")
    binh.sees("Đoàn viên này không được xếp loại", "là đảng viên")
    await binh.picks("Đồng ý: không phân loại")
    binh.sees("Đã ghi Nguyễn Văn An: Không phân loại")


async def test_scenario_two_accounts_of_one_member_share_one_conversation(chat: Chat) -> None:
    """What is begun in one chat goes on in the other; it is sent once, and the answer comes once."""
    second = Chat(Stage(chat.stage.url, chat.stage.renderer, chat.clock, platform="second"), "an2")
    async with school_at(chat.stage.url) as school:
        an = await school.person(AN)
        await link(school, an, second.name, "second")
        consent = "INSERT INTO consent (person_id, version, platform, given_at) VALUES (:person, '1', 'second', '')"
        await school.does(consent, person=an)
    await chat.says("/dangky")
    await chat.says(f"1.2 | {ACTION} | quý 1")
    await second.says("/dangky")
    await second.says("Mượn ở thư viện, mỗi tháng một cuốn")
    second.sees("Kiểm tra trước khi gửi", ACTION)
    await second.picks("Gửi")
    second.sees("Đã gửi lúc")
    code = code_on(second)
    await chat.says("/kehoach")
    chat.sees(code)
    await chat.other("binh").says(f"duyet {code}")
    chat.got_told(code, "đã được xác nhận")
    await second.stage.sends_what_is_due()
    assert (len(chat.got), len(second.got)) == (1, 0)


async def test_scenario_tv14_the_new_secretary_goes_on_where_the_old_one_stopped(chat: Chat) -> None:
    """A secretary replaced mid-year: what waits is the new one's, and the old one's buttons do nothing any more."""
    code = await registers(chat.other("dung"))
    binh = chat.other("binh")
    await binh.says(f"xem {code}")
    binh.sees("Xác nhận")
    async with school_at(chat.stage.url) as school:
        old, new = await school.member(BINH), await school.person(AN)
        await school.does("UPDATE role SET until = '2026-11-23' WHERE person_id = :old", old=old.person)
        await appoint(school, new, old.unit, "2026-11-23")
    await binh.picks("Xác nhận")
    binh.sees("không có quyền")
    await chat.says("/duyet")
    chat.sees("1 phiếu", "Phạm Thu Dung")
    await chat.says(f"duyet {code}")
    chat.sees("Đã xác nhận")
    chat.other("dung").got_told("xác nhận")
