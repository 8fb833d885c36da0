"""What is kept of a year's work: marks, evidence, and what a member takes back (PN-20, PN-29)."""

from collections.abc import AsyncIterator

import pytest

from chat.message import Address, FileRef
from tests.school import AN, BINH, HOA, School, later, school_at

FROM = Address("telegram", "an")


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def test_the_newest_word_of_a_content_counts_and_all_of_them_are_kept(school: School) -> None:
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi")
    async with school.writes() as store:
        await store.mark(card.id, "1.1", "done", "Đã đọc", "member", card.person)
        await store.mark(card.id, "1.2", "partly", "", "activity")
    async with school.writes(later(hours=1)) as store:
        await store.mark(card.id, "1.1", "open", "", "committee", await school.person(HOA))
    reads = school.reads()
    assert [line.progress for line in await reads.year_lines(card)] == ["open", "partly"]
    marks = await reads.marks(card.id)
    assert [(mark.criterion, mark.level, mark.note, mark.source) for mark in marks] == [
        ("1.1", "open", "", "committee"),
        ("1.2", "partly", "", "activity"),
        ("1.1", "done", "Đã đọc", "member"),
    ]


async def test_what_is_due_and_not_done_is_found_for_the_duty_of_the_day(school: School) -> None:
    card, cycle = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi", "Hiến máu"), await school.cycle()
    near = later(days=122)  # 25/3/2027; all is due on the 31st
    assert await school.reads(near).open_until(card.person, cycle.id, 7) == (), "not confirmed yet"
    async with school.writes() as store:
        await store.confirm(card, await school.person(BINH), "telegram")
        await store.mark(card.id, "1.1", "done", "", "member")
        await store.mark(card.id, "1.2", "done", "", "member")
        await store.mark(card.id, "1.2", "partly", "", "member")
    added = (
        "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action, due_precision,"
        " due_start, due_end, how, state, counts, sent_at, reason, rev) VALUES (:form, :unit, :person, '2.1', '', '',"
        " '', 'day', '2027-03-01', '2027-03-01', '', 'confirmed', 1, '', '', 0)"
    )
    await school.does(added, form=card.id, unit=card.unit, person=card.person)
    found = (("2.1", "2027-03-01"), ("1.2", "2027-03-31"), ("1.3", "2027-03-31"))
    assert await school.reads(near).open_until(card.person, cycle.id, 7) == found
    assert await school.reads(near).open_until(card.person, cycle.id, 5) == found[:1]
    assert await school.reads(near).open_until(await school.person(HOA), cycle.id, 7) == ()


async def test_evidence_taken_back_is_gone_at_once_and_the_rest_keep_their_numbers(school: School) -> None:
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi")
    async with school.writes() as store:
        await store.attest(card.id, "1.1", card.person, "member", "link", "https://doan.vn/a")
        photo = await store.hand_in(card.id, "1.1", card.person, "photo", FileRef("f1", "a.jpg", 9), FROM)
        await store.attest(card.id, "1.1", card.person, "activity", "attendance", "12/03")
        await store.attest(card.id, "1.2", card.person, "member", "link", "https://doan.vn/b")
    kept = "INSERT INTO evidence_content (evidence_id, sha256, content) VALUES (:proof, '', 'aGE=')"
    await school.does(kept, proof=photo)
    first, second, third = await school.reads().evidence_of(card.id, "1.1")
    assert [proof.number for proof in (first, second, third)] == [1, 2, 3]
    assert (second.state, second.name, second.is_file) == ("waiting", "a.jpg", True)
    assert await school.reads().content_of(second) == b"ha"

    async with school.writes() as store:
        assert not await store.take_back(second, await school.person(HOA)), "not somebody else's"
        assert not await store.take_back(third, card.person), "not what an activity noted"
        assert await store.take_back(second, card.person)
    async with school.writes() as store:
        assert not await store.take_back(second, card.person)
    assert [proof.number for proof in await school.reads().evidence_of(card.id, "1.1")] == [1, 3]
    assert [proof.criterion for proof in await school.reads().evidence_of(card.id)] == ["1.1", "1.1", "1.2"]
    assert await school.reads().content_of(second) is None
    assert await school.one("SELECT count(*) FROM evidence_content") == 0
    assert [line.evidence for line in await school.reads().year_lines(card)] == [2, 1]
