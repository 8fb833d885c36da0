"""Years and what they decide by: inherited down the tree, overruled below, frozen by forms; and their criteria."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from programmes import catalogue as files
from rules.codes import form_code
from storage.criteria import OpenCycle
from storage.frame import Content, Frame
from storage.instants import instant
from storage.models import Catalogue, Cycle, Setting
from storage.session import Refused, session_for
from storage.talks import Talks
from storage.years import Waiting, close_cycle, load_catalogue, open_cycle, set_setting
from tests.school import AN, BINH, DUNG, School, add_unit, items, later, move, school_at, until_somebody_waits
from tests.world import START

MIDNIGHT = datetime(2026, 11, 22, 17, 0, tzinfo=START.tzinfo)  # when START's day begins in Viet Nam


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


@pytest.fixture
async def tree(school: School) -> Mapping[str, int]:
    """Four levels, two branches at the bottom: T over H over X over A and B. The small world stands beside it."""
    units = {"T": await add_unit(school, "T")}
    for code, parent in (("H", "T"), ("X", "H"), ("A", "X"), ("B", "X")):
        units[code] = await add_unit(school, code, units[parent])
    return units


async def opens(school: School, unit: str, year: int) -> int:
    async with session_for(school.url) as session:
        opened = await open_cycle(session, unit, year, "MAC-DINH-5N", START)
        assert isinstance(opened, tuple)
        await session.flush()
        assert opened[0].id is not None
        return opened[0].id


async def sets(school: School, unit: str, name: str, value: str, now: datetime = START) -> Setting | Refused:
    async with session_for(school.url) as session:
        return await set_setting(session, unit, name, value, now)


async def closes(school: School, unit: str) -> Cycle | tuple[Waiting, ...] | Refused:
    async with session_for(school.url) as session:
        return await close_cycle(session, unit, START)


async def cycle_of(school: School, unit: int, now: datetime = START) -> OpenCycle | None:
    return await school.reads(now).cycle(unit, "dia-ban")


async def year_of(school: School, unit: int, now: datetime = START) -> int | None:
    cycle = await cycle_of(school, unit, now)
    return cycle.year if cycle else None


async def minimum(school: School, unit: int, now: datetime = START) -> int:
    cycle = await cycle_of(school, unit, now)
    assert cycle is not None
    return cycle.policy.minimum


async def test_a_cycle_counts_for_all_units_below(school: School, tree: Mapping[str, int]) -> None:
    assert await cycle_of(school, tree["A"]) is None
    opened = await opens(school, "H", 2027)
    assert await cycle_of(school, tree["T"]) is None, "but not above"
    for code in ("H", "X", "A", "B"):
        cycle = await cycle_of(school, tree[code])
        assert cycle is not None
        assert (cycle.id, cycle.year) == (opened, 2027)


async def test_of_one_year_the_nearest_units_cycle_counts(school: School, tree: Mapping[str, int]) -> None:
    far, near = await opens(school, "T", 2027), await opens(school, "X", 2027)
    found = {code: cycle.id for code in tree if (cycle := await cycle_of(school, tree[code]))}
    assert found == {"T": far, "H": far, "X": near, "A": near, "B": near}


async def test_the_newest_year_counts_before_the_nearest_unit(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "A", 2027)
    await opens(school, "T", 2028)
    assert [await year_of(school, tree[code]) for code in "TAB"] == [2028, 2028, 2028]


async def test_a_closed_cycle_counts_no_more(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    await opens(school, "A", 2028)
    closed = await closes(school, "A")
    assert isinstance(closed, Cycle)
    assert (closed.state, closed.closed_at) == ("closed", instant(START))
    assert await year_of(school, tree["A"]) == 2027


async def test_the_nearest_units_word_counts(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    for unit, value in (("T", "2"), ("X", "4"), ("A", "6")):
        await sets(school, unit, "minimum", value)
    await sets(school, "A", "late", "no")
    assert {code: await minimum(school, tree[code]) for code in tree} == {"T": 2, "H": 2, "X": 4, "A": 6, "B": 4}
    policies = {code: cycle.policy for code in "AB" if (cycle := await cycle_of(school, tree[code]))}
    assert (policies["A"].late, policies["B"].late) == ("no", "consent")


async def test_a_setting_belongs_to_its_cycle(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    await sets(school, "A", "minimum", "6")
    await opens(school, "T", 2028)
    assert await minimum(school, tree["A"]) == 1
    await sets(school, "A", "minimum", "3")
    assert await minimum(school, tree["A"]) == 3
    assert await school.rows("SELECT value FROM setting ORDER BY id") == [("6",), ("3",)]


async def test_what_is_set_is_what_conversations_go_by(school: School, tree: Mapping[str, int]) -> None:
    """The unit's own older year is not what its members register for."""
    await opens(school, "A", 2027)
    newest = await opens(school, "T", 2028)
    setting = await sets(school, "A", "minimum", "5")
    assert isinstance(setting, Setting)
    assert setting.cycle_id == newest
    assert await minimum(school, tree["A"]) == 5


async def test_setting_again_replaces_the_value(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    for value in ("5", "7"):
        await sets(school, "A", "minimum", value)
    assert await school.rows("SELECT name, value FROM setting") == [("minimum", "7")]


@pytest.mark.parametrize(
    ("unit", "name", "value", "code"),
    [
        ("nirgends", "minimum", "5", "no-such-unit"),
        ("T", "maximum", "5", "no-such-setting"),
        ("T", "minimum", "31", "no-such-value"),
        ("T", "registration", "15/12/2026", "no-such-value"),
        ("T", "minimum", "5", "no-open-cycle"),
    ],
)
async def test_what_cannot_be_set_is_refused(
    school: School, tree: Mapping[str, int], unit: str, name: str, value: str, code: str
) -> None:
    refused = await sets(school, unit, name, value)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert await school.rows("SELECT * FROM setting") == []


async def test_a_unit_follows_its_parent_of_the_day(school: School, tree: Mapping[str, int]) -> None:
    """domain.md 4.2: parents are dated, and an open round follows the unit."""
    await opens(school, "T", 2027)
    other = await add_unit(school, "O")
    await opens(school, "O", 2027)
    await sets(school, "T", "minimum", "2")
    await sets(school, "O", "minimum", "9")
    await move(school, tree["X"], other, "2026-11-23")
    before, today = MIDNIGHT - timedelta(seconds=1), MIDNIGHT
    assert [await minimum(school, tree["A"], now) for now in (before, today)] == [2, 9]
    assert [await minimum(school, tree["H"], now) for now in (before, today)] == [2, 2]


async def test_what_is_set_today_goes_by_the_tree_of_today(school: School, tree: Mapping[str, int]) -> None:
    """A move that is entered already and begins tomorrow changes nothing today."""
    near = await opens(school, "T", 2027)
    other = await add_unit(school, "O")
    await opens(school, "O", 2028)
    await move(school, tree["X"], other, "2026-11-24")
    setting = await sets(school, "A", "minimum", "5")
    assert isinstance(setting, Setting)
    assert setting.cycle_id == near
    tomorrow = await sets(school, "A", "minimum", "6", later(days=1))
    assert isinstance(tomorrow, Setting)
    assert tomorrow.cycle_id != near


async def test_a_unit_above_itself_holds_nothing_up(school: School, tree: Mapping[str, int]) -> None:
    """No command makes such a tree; by hand it is made quickly."""
    await opens(school, "T", 2027)
    await move(school, tree["T"], tree["A"], "2026-01-01")
    async with asyncio.timeout(10):
        assert await year_of(school, tree["B"]) == 2027
        assert isinstance(await sets(school, "T", "minimum", "5"), Setting)


async def sends_from(school: School, unit: int, cycle: int, roll: int = AN) -> int:
    """A member's form as if the member were in that unit; its id."""
    sent = (
        "INSERT INTO form (cycle_id, person_id, unit_id, state, version, late, sent_at) VALUES"
        " (:cycle, :person, :unit, 'sent', 1, 0, '2026-11-23T00:00:00Z')"
    )
    await school.does(sent, cycle=cycle, person=await school.person(roll), unit=unit)
    form = await school.one("SELECT max(id) FROM form")
    assert isinstance(form, int)
    return form


@pytest.mark.parametrize(("unit", "frozen"), [("T", True), ("H", True), ("X", True), ("A", True), ("B", False)])
async def test_forms_freeze_what_they_were_made_by_and_nothing_else(
    school: School, tree: Mapping[str, int], unit: str, frozen: bool
) -> None:
    cycle = await opens(school, "T", 2027)
    await sends_from(school, tree["A"], cycle)
    done = await sets(school, unit, "minimum", "5")
    assert isinstance(done, Refused) is frozen
    if isinstance(done, Refused):
        assert (done.code, done.values) == ("cycle-frozen", {"year": "2027", "count": 1})


async def test_forms_of_another_year_freeze_nothing(school: School, tree: Mapping[str, int]) -> None:
    await sends_from(school, tree["A"], await opens(school, "T", 2027))
    await opens(school, "T", 2028)
    assert isinstance(await sets(school, "A", "minimum", "5"), Setting)


async def test_a_form_that_is_being_sent_freezes_what_is_being_set(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    async with school.writes() as store:
        assert await store.submit(member, cycle, items(), "telegram")
        setting = asyncio.create_task(sets(school, "12A1", "minimum", "5"))
        await until_somebody_waits(school)
        assert not setting.done()
    refused = await setting
    assert isinstance(refused, Refused)
    assert refused.code == "cycle-frozen"


async def test_a_cycle_is_not_closed_under_a_form_that_is_being_sent(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    async with school.writes() as store:
        sent = await store.submit(member, cycle, items(), "telegram")
        assert sent is not None
        closing = asyncio.create_task(closes(school, "DTHPT"))
        await until_somebody_waits(school)
        assert not closing.done()
    assert await closing == (Waiting(sent.code, "Chi đoàn 12A1", "Nguyễn Văn An"),)


async def test_nothing_is_sent_to_a_cycle_that_was_closed_meanwhile(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    assert isinstance(await closes(school, "DTHPT"), Cycle)
    async with school.writes() as store:
        assert await store.submit(member, cycle, items(), "telegram") is None
    assert await school.one("SELECT count(*) FROM form") == 0


async def test_a_cycle_with_forms_that_wait_is_not_closed_and_they_are_named(school: School) -> None:
    first, second, third = [await school.sends(roll) for roll in (AN, DUNG, BINH)]
    await school.does("UPDATE form SET state = 'opened' WHERE id = :id", id=second.id)
    await school.does("UPDATE form SET state = 'returned' WHERE id = :id", id=third.id)
    assert await closes(school, "DTHPT") == (
        Waiting(first.code, "Chi đoàn 12A1", "Nguyễn Văn An"),
        Waiting(second.code, "Chi đoàn 12A1", "Phạm Thu Dung"),
    )
    assert await school.one("SELECT state FROM cycle") == "open"
    await school.does("UPDATE form SET state = 'confirmed' WHERE state IN ('sent', 'opened')")
    assert isinstance(await closes(school, "DTHPT"), Cycle)
    assert await closes(school, "DTHPT") == Refused("no-open-cycle", {"unit": "DTHPT"})


async def test_a_form_of_a_unit_that_moved_away_still_keeps_its_cycle_open(
    school: School, tree: Mapping[str, int]
) -> None:
    form = await sends_from(school, tree["A"], await opens(school, "T", 2027))
    await move(school, tree["X"], await add_unit(school, "O"), "2026-11-01")
    assert await closes(school, "T") == (Waiting(form_code(form), "A", "Nguyễn Văn An"),)


async def test_a_unit_closes_its_own_cycle_and_no_other(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    assert await closes(school, "A") == Refused("no-open-cycle", {"unit": "A"})
    assert await closes(school, "nirgends") == Refused("no-such-unit", {"unit": "nirgends"})


async def test_a_year_is_opened_once_a_unit(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    async with session_for(school.url) as session:
        again = await open_cycle(session, "T", 2027, "MAC-DINH-5N", START)
        unknown = await open_cycle(session, "T", 2028, "KHONG-CO", START)
        nowhere = await open_cycle(session, "nirgends", 2028, "MAC-DINH-5N", START)
    assert again == Refused("cycle-exists", {"unit": "T", "year": "2027"})
    assert unknown == Refused("no-such-catalogue", {"catalogue": "KHONG-CO"})
    assert nowhere == Refused("no-such-unit", {"unit": "nirgends"})


def shipped() -> files.Catalogue:
    read = files.load("MAC-DINH-5N")
    assert isinstance(read, files.Catalogue)
    return read


async def loads(school: School, read: files.Catalogue) -> tuple[Catalogue, bool] | Refused:
    async with session_for(school.url) as session:
        return await load_catalogue(session, read, later(days=1))


async def test_loading_the_same_catalogue_again_changes_nothing(school: School) -> None:
    before = await school.rows("SELECT * FROM catalogue")
    again = await loads(school, shipped())
    assert isinstance(again, tuple)
    assert again[1] is False
    assert await school.rows("SELECT * FROM catalogue") == before


def changed(**values: Any) -> files.Catalogue:
    """The shipped catalogue with its first criterion changed."""
    read = shipped()
    return replace(read, criteria=(replace(read.criteria[0], **values), *read.criteria[1:]))


def reordered() -> files.Catalogue:
    read = shipped()
    return replace(read, criteria=read.criteria[::-1])


CHANGES = {
    "title": changed(title="khác"),
    "short": changed(short="khác"),
    "example": changed(examples=("khác",)),
    "how": changed(how_example="khác"),
    "kind": changed(kind="unknown"),
    "period": changed(period="quy"),
    "audience": changed(audience=("sinh_vien",)),
    "channel": changed(channel="paper"),
    "origin": changed(origin="observed"),
    "certainty": changed(certainty="low"),
    "source": changed(source=("khác",)),
    "note": changed(note="khác"),
    "not selectable": changed(title=None),
    "order": reordered(),
    "one less": replace(shipped(), criteria=shipped().criteria[:-1]),
    "the catalogue's title": replace(shipped(), title="khác"),
    "the catalogue's mode": replace(shipped(), mode="points"),
    "a group's title": replace(shipped(), groups=(replace(shipped().groups[0], title="khác"), *shipped().groups[1:])),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_version_that_was_loaded_is_never_changed(school: School, change: str) -> None:
    before = await school.rows("SELECT * FROM criterion ORDER BY id")
    assert await loads(school, CHANGES[change]) == Refused(
        "catalogue-changed", {"code": "MAC-DINH-5N", "version": shipped().version}
    )
    assert await school.rows("SELECT * FROM criterion ORDER BY id") == before


async def test_a_new_version_counts_for_cycles_opened_after_it(school: School, tree: Mapping[str, int]) -> None:
    await opens(school, "T", 2027)
    newer = replace(changed(title="Bản mới"), version="2027-08")
    loaded = await loads(school, newer)
    assert isinstance(loaded, tuple)
    assert loaded[1] is True
    await opens(school, "X", 2027)
    assert await first_title(school, tree["H"]) == shipped().criteria[0].title
    assert await first_title(school, tree["A"]) == "Bản mới"


async def first_title(school: School, unit: int) -> str:
    cycle = await cycle_of(school, unit)
    assert cycle is not None
    frame = await school.reads().frame(cycle, None)
    return frame[frame.codes[0]].title


async def test_a_frame_is_in_the_order_of_the_catalogue(school: School) -> None:
    frame = await school.reads().frame(await school.cycle(), None)
    offered = [c.code for c in shipped().criteria if c.selectable and "tat_ca" in c.audience]
    assert list(frame.codes) == offered
    assert [frame.group_of[code] for code in frame.codes] == [code.partition(".")[0] for code in offered]


@pytest.mark.parametrize(
    ("meant_for", "selectable", "reader", "offered"),
    [
        ("tat_ca", 1, None, True),
        ("tat_ca", 1, "hoc_sinh", True),
        ("hoc_sinh,sinh_vien", 1, "hoc_sinh", True),
        ("hoc_sinh,sinh_vien", 1, "sinh_vien", True),
        ("hoc_sinh,sinh_vien", 1, "cong_nhan", False),
        ("hoc_sinh,sinh_vien", 1, "sinh", False),
        ("hoc_sinh,sinh_vien", 1, None, False),
        ("", 1, None, False),
        ("tat_ca", 0, None, False),
    ],
)
def test_a_criterion_is_offered_to_those_it_is_meant_for(
    meant_for: str, selectable: int, reader: str | None, offered: bool
) -> None:
    """TV-04; a criterion without a text is in the source, but cannot be chosen."""
    content = Content("1.1", "1", "", "", "", "", "", "core", meant_for, selectable)
    assert ("1.1" in Frame({"1.1": content}).fit_for(reader).codes) is offered


async def test_a_catalogue_is_read_once_a_process(school: School) -> None:
    """What was loaded is never changed, so nobody has to ask again."""
    talks, cycle = Talks(school.database), await school.cycle()
    await talks.looking(START).frame(cycle, None)
    await school.does("UPDATE criterion SET title = 'khác'")
    frame = await talks.looking(START).frame(cycle, None)
    assert frame[frame.codes[0]].title == shipped().criteria[0].title


async def test_a_cycles_window_ends_on_the_rating_day_of_the_sector(school: School, tree: Mapping[str, int]) -> None:
    """PN-09: schools are rated in May, all others in October."""
    await opens(school, "T", 2027)
    store = school.reads()
    for sector, latest in (("truong-hoc", date(2027, 5, 15)), ("dia-ban", date(2027, 10, 10))):
        cycle = await store.cycle(tree["A"], sector)
        assert cycle is not None
        window = cycle.window(store.today)
        assert (window.today, window.latest, window.year) == (date(2026, 11, 23), latest, 2027)
