"""/phancong, /bancap: mentors and buddies, who they see, and how a pair ends (PN-19, domain.md 4.3)."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from rules.pairing import suggest_buddies, suggest_mentors
from storage.models import Membership
from storage.organising import person_on_roll
from storage.session import session_for
from tests.player import Chat
from tests.scenes_care import asks_for_help, trains

people = st.lists(st.integers(1, 40), unique=True)


@given(people, st.sets(st.integers(1, 40)))
def test_nobody_gets_two_buddies_or_themselves(members: list[int], paired: set[int]) -> None:
    suggested = suggest_buddies(members, paired)
    together = [person for pair in suggested for person in (pair.person, pair.other)]
    assert len(set(together)) == len(together)
    assert set(together) <= set(members) - paired
    assert len(set(members) - paired - set(together)) <= 1


@given(people, people, st.dictionaries(st.integers(1, 40), st.sets(st.integers(1, 40))))
def test_everybody_is_followed_by_one_of_the_committee_and_the_work_is_shared(
    members: list[int], committee: list[int], follows: dict[int, set[int]]
) -> None:
    suggested = suggest_mentors(members, committee, follows)
    followed = {member for theirs in follows.values() for member in theirs}
    wanting = set(members) - set(committee) - followed
    assert {pair.other for pair in suggested} == (wanting if committee else set())
    assert len({pair.other for pair in suggested}) == len(suggested)
    assert all(pair.person in committee and pair.person != pair.other for pair in suggested)
    load = {mentor: len(follows.get(mentor, ())) for mentor in committee}
    before = max(load.values(), default=0)
    for pair in suggested:
        load[pair.person] += 1
    assert not load or max(load.values()) <= max(before, min(load.values()) + 1)


async def leaves(chat: Chat, roll: int, day: date) -> None:
    """The operator ends a membership, as a transfer does."""
    async with session_for(chat.stage.url) as session:
        person = await person_on_roll(session, f"12A1/{roll}")
        found = await session.get(Membership, getattr(person, "id", None))
        assert found is not None
        assert found.roll == roll
        found.until = day.isoformat()


async def pairs_an_with_hoa(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/phancong them")
    await binh.picks("Ghép cặp đoàn viên")
    binh.sees("Chọn người thứ nhất.")
    await binh.picks("Nguyễn Văn An (số 7)")
    binh.sees("Nguyễn Văn An đi cùng ai?")
    await binh.picks("Trần Thị Hòa (số 8)")
    binh.sees("Đã ghi 1 phân công.")


async def test_the_committee_takes_over_what_is_suggested_and_everybody_is_told(chat: Chat) -> None:
    await trains(chat)
    binh = chat.other("binh")
    await binh.says("phân công")
    binh.sees("Chi đoàn chưa phân công ai theo dõi ai", "7 đoàn viên chưa có người trong ban chấp hành theo dõi")
    await binh.picks("Gợi ý phân công")
    await binh.picks("Ban chấp hành theo dõi đoàn viên")
    binh.sees("Gợi ý · đã chọn 7/7", "Lê Thị Bình (số 1) theo dõi Phạm Thu Dung (số 3)")
    await binh.picks("Tiếp")
    binh.sees("Đã ghi 7 phân công.")
    chat.got_told("Trần Văn Cường (số 2) trong ban chấp hành theo dõi và giúp bạn")
    cuong = chat.other("cuong")
    await cuong.says("/bancap")
    cuong.sees("Bạn theo dõi Nguyễn Văn An (số 7): 2 mục chưa xong.", "– 1.2 ", "quý I/2027")
    cuong.sees("Bạn theo dõi Nguyễn Văn An (số 12): chưa có phiếu được xác nhận.")
    cuong.sees_not("Đọc 3 cuốn sách", "thư viện")
    await chat.says("bạn cặp")
    chat.sees("Trần Văn Cường theo dõi và giúp bạn.")
    chat.sees_not("1.2")
    await asks_for_help(chat)
    cuong.got_told("Nguyễn Văn An (số 7) cần hỗ trợ")
    await binh.says("/phancong bo 7")
    binh.sees("Đã bỏ: Trần Văn Cường (số 2) theo dõi Nguyễn Văn An (số 7)")
    chat.got_told("Lê Thị Bình đã bỏ phân công")
    await binh.says("/phancong bo 7")
    binh.sees("Không có phân công nào như vậy")


async def test_scenario_pn19_a_buddy_who_transfers_out_dissolves_the_pair_and_the_others_are_told(chat: Chat) -> None:
    """PN-19, the short list of domain.md 6"""
    await trains(chat)
    await pairs_an_with_hoa(chat)
    hoa = chat.other("hoa")
    hoa.got_told("Bạn và Nguyễn Văn An (số 7) là một cặp")
    await hoa.picks("Xem việc còn lại")
    hoa.sees("Người cùng cặp với bạn, Nguyễn Văn An (số 7): 2 mục chưa xong.", "– 4.1 ")
    hoa.sees_not("Chạy bộ 3 buổi")
    await hoa.picks("Nhắc")
    hoa.sees("Bot đã chuyển lời nhắc của bạn đến Nguyễn Văn An")
    chat.got_told("Trần Thị Hòa nhắc bạn làm tiếp")
    told = len(chat.got)
    await hoa.says("/bancap nhac")
    assert len(chat.got) == told
    await chat.says("dừng nhắc")
    await hoa.says("/bancap nhac")
    hoa.sees("Nguyễn Văn An đang tắt nhắc việc")
    await leaves(chat, 7, date(2026, 12, 1))
    chat.clock.now = datetime(2026, 11, 30, 1, tzinfo=UTC)
    await chat.stage.morning()
    hoa.got_told("là một cặp")
    chat.clock.now = datetime(2026, 12, 1, 1, tzinfo=UTC)
    await chat.stage.morning()
    hoa.got_told(
        "Nguyễn Văn An và Trần Thị Hòa là một cặp. Phân công này đã kết thúc,",
        "vì Nguyễn Văn An không còn trong chi đoàn.",
    )
    chat.other("binh").got_told("vì Nguyễn Văn An không còn trong chi đoàn", "Phân công lại")
    told = len(hoa.got)
    await chat.stage.morning()
    assert len(hoa.got) == told
    await hoa.says("/bancap")
    hoa.sees("Bạn chưa có người cùng cặp")


async def test_pairs_are_the_committees_to_make(chat: Chat) -> None:
    await chat.says("/phancong goiy")
    chat.sees("Lệnh này dành cho ban chấp hành chi đoàn.")
    await chat.says("/bancap")
    chat.sees("Bạn chưa có người cùng cặp và chưa được phân công theo dõi ai.")
