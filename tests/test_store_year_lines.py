"""The contents of a year as the store puts them together."""

from collections.abc import AsyncIterator

import pytest

from storage.assessing import Assessed
from storage.instants import instant
from tests.scenes_ratings import closes
from tests.school import AN, School, school_at
from tests.world import START


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def test_a_year_has_the_lines_of_the_form_and_what_was_confirmed_since(school: School) -> None:
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi")
    told = (
        "INSERT INTO progress (form_id, criterion, level, note, source, at) VALUES (:form, '1.2', :level, '', :by, '')"
    )
    for level in ("partly", "done", "partly"):
        await school.does(told, form=card.id, level=level, by="member")
    shown = (
        "INSERT INTO evidence (form_id, criterion, person_id, source, kind, text, name, media, size, state, at,"
        " taken_back_at) VALUES (:form, '1.1', :person, 'member', 'link', '', '', '', 0, 'kept', '',"
        " CAST(:back AS text))"
    )
    for back in (None, None, instant(START)):
        await school.does(shown, form=card.id, person=card.person, back=back)
    added = (
        "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action, due_precision,"
        " due_start, due_end, how, state, counts, sent_at, reason, rev) VALUES (:form, :unit, :person, :criterion, '',"
        " 'Thêm', 'Giúp 2 bạn', 'day', '2027-03-31', '2027-03-31', 'mỗi tuần', :state, 0, '', '', 0)"
    )
    for criterion, state in (("2.1", "confirmed"), ("2.2", "sent"), ("2.3", "returned")):
        await school.does(added, form=card.id, unit=card.unit, person=card.person, criterion=criterion, state=state)
    lines = await school.reads().year_lines(card)
    assert [(x.criterion, x.progress, x.evidence, x.supplement, x.counts) for x in lines] == [
        ("1.1", "open", 2, False, True),
        ("1.2", "partly", 0, False, True),
        ("2.1", "open", 0, True, False),
    ]
    assert lines[2].item.action == "Giúp 2 bạn"


async def test_the_next_year_begins_from_what_the_branch_decided_else_from_the_members_own_word(
    school: School,
) -> None:
    """PN-29"""
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi", "Giúp 2 bạn")
    await school.does("UPDATE form SET state = 'confirmed'")
    said = [Assessed("1.1", "done", "đã đọc"), Assessed("1.2", "not-done", "bận thi"), Assessed("1.3", "done", "xong")]
    async with school.writes() as store:
        assert await store.send_assessment(card, said, {}, "telegram")
    numbers = await closes(school)
    await school.does("UPDATE rating SET form_id = :form WHERE id = :rating", form=card.id, rating=numbers[AN])
    line = "INSERT INTO rating_line (rating_id, criterion, level, remark) VALUES (:rating, :criterion, :level, '')"
    for criterion, level in (("1.1", "partly"), ("1.2", "done")):
        await school.does(line, rating=numbers[AN], criterion=criterion, level=level)
    left = await school.reads().left_over(card)
    assert [(one.item.criterion, one.done, one.lesson) for one in left] == [
        ("1.1", False, "đã đọc"),
        ("1.2", True, "bận thi"),
        ("1.3", True, "xong"),
    ]
