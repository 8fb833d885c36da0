"""The ledger on both databases: one message a day for each person, and what came of it written to every row."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.adapters.platform import Later, Refused, Unknown
from chat.message import Address, Reply
from handlers.context import Context
from handlers.reminder import Due, Part
from storage.instants import instant
from storage.ledger import Ledger, Verdict
from storage.outbox import Notice, NoticeBox, Result
from tests.ledger import is_in, ledger, morning, plans, told, wishes
from tests.player import Clock
from tests.post import NEWS, NO_NEWS, Post, outbox
from tests.school import AN, BINH, CUONG, DUNG, HOA, HUY, MINH, School, link, school_at

NOW = morning(7)  # Tuesday, 8/12/2026, 08:00 in Viet Nam
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        await begins(opened)
        yield opened


async def begins(school: School) -> None:
    """The year is opened the day before: what was to be told earlier is not told."""
    await school.does("UPDATE cycle SET opened_at = :at", at=instant(NOW - timedelta(days=1)))


async def adds(school: School, roll: int, step: str, days: int, due: datetime, reason: str = "") -> None:
    """A planned row of the member's own."""
    member, cycle = await school.member(roll), await school.cycle()
    await school.does(
        "INSERT INTO reminder"
        " (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at, planned_at)"
        " VALUES (:cycle, :step, :person, :days, 0, :unit, '2026-12-15', 'planned', :reason, :due, :due)",
        cycle=cycle.id,
        step=step,
        person=member.person,
        days=days,
        unit=member.unit,
        reason=reason,
        due=instant(due),
    )


async def claims(school: School, now: datetime, most: int = 100) -> dict[int, Notice]:
    """The messages claimed at this moment, by the number of their person."""
    rolls: dict[int, int] = dict(await school.rows("SELECT person_id, roll FROM membership"))  # type: ignore[arg-type]
    return {rolls[notice.person]: notice for notice in await Ledger(school.database).claim(now, most)}


async def row(school: School, roll: int, step: str = "registration") -> tuple[str, str, str, int | None]:
    """State, reason, when it is due, and the message it goes with."""
    ((found),) = await school.rows(
        "SELECT state, reason, due_at, outbox_id FROM reminder WHERE person_id = :person AND step = :step",
        person=await school.person(roll),
        step=step,
    )
    return found[0], found[1], found[2], found[3]


async def closes(school: School, notice: Notice, state: str, then: datetime | None = None) -> None:
    await NoticeBox(school.database).close([Result(notice.id, state, then=then, at=NOW)])


# --- claiming


async def test_all_that_a_person_is_told_on_a_day_goes_with_one_message(school: School) -> None:
    await plans(school, NOW)
    notice = (await claims(school, NOW))[BINH]
    assert notice == Notice(notice.id, await school.person(BINH), "reminder", None, 1, instant(NOW))
    claimed = await school.rows("SELECT step, state FROM reminder WHERE outbox_id = :id ORDER BY step", id=notice.id)
    assert claimed == [("digest 2026-12-08", "claimed"), ("registration", "claimed")]
    ((key, state),) = await school.rows("SELECT key, state FROM outbox WHERE id = :id", id=notice.id)
    assert (key, state) == (f"reminder:{notice.person}:2026-12-08", "claimed")


async def test_what_is_due_later_on_the_day_goes_with_the_first(school: School) -> None:
    """A secretary hears at half past seven of the branch, and of her own registration in the same message."""
    early = morning(7, 7, 30)
    await plans(school, early)
    assert set(await claims(school, early)) == {BINH, CUONG}
    assert (await row(school, BINH))[:2] == ("claimed", "")
    assert (await row(school, AN))[:2] == ("planned", "")


@pytest.mark.parametrize(("seconds", "there"), [(-1, False), (0, True)])
async def test_what_is_not_due_is_not_claimed(school: School, seconds: int, there: bool) -> None:
    await adds(school, AN, "registration", 7, NOW)
    assert (AN in await claims(school, NOW + timedelta(seconds=seconds))) is there


async def test_a_sender_takes_as_many_people_as_it_can_send_to(school: School) -> None:
    await plans(school, NOW)
    claimed = [len(await claims(school, NOW, 4)) for _ in range(4)]
    assert claimed[0] < 4, "a committee has several rows each"
    assert sum(claimed) == await school.one("SELECT count(DISTINCT person_id) FROM reminder")


async def test_what_is_claimed_is_claimed_once(school: School) -> None:
    await plans(school, NOW)
    assert await claims(school, NOW)
    assert await claims(school, NOW + MINUTE) == {}


async def test_of_several_senders_at_once_each_person_has_one(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        await begins(here)
        await plans(here, NOW)
        found: list[Sequence[Notice]] = []
        while not found or any(found[-8:]):
            found += await asyncio.gather(*(Ledger(way.database).claim(NOW, 3) for way in (here, there) * 4))
        ids = [notice.id for batch in found for notice in batch]
        people = [notice.person for batch in found for notice in batch]
        assert len(set(ids)) == len(ids)
        assert len(set(people)) == len(people) == await here.one("SELECT count(DISTINCT person_id) FROM reminder")
        assert await here.one("SELECT count(*) FROM reminder WHERE state <> 'claimed' OR outbox_id IS NULL") == 0


# --- one message a day


async def test_what_comes_while_the_message_is_on_its_way_does_not_get_lost_with_it(school: School) -> None:
    """It was drawn without that row: the row waits to see what comes of it."""
    await adds(school, AN, "registration", 7, NOW)
    notice = (await claims(school, NOW))[AN]
    await adds(school, AN, "self", 7, NOW)
    assert await claims(school, NOW) == {}
    assert (await row(school, AN, "self"))[:2] == ("planned", "")
    await closes(school, notice, "due", NOW + MINUTE)
    assert await claims(school, NOW) == {}, "it goes as soon as the platform takes it"
    assert await row(school, AN, "self") == ("claimed", "", instant(NOW), notice.id)


@pytest.mark.parametrize("end", ["sent", "failed", "unknown", "held"])
async def test_what_comes_after_the_message_of_the_day_waits_for_the_next(school: School, end: str) -> None:
    """products.md 24: one a day; and nothing is dropped for it."""
    await adds(school, AN, "registration", 7, NOW)
    await closes(school, (await claims(school, NOW))[AN], end)
    await adds(school, AN, "self", 7, NOW)
    assert await claims(school, NOW + MINUTE) == {}
    tomorrow = NOW + MINUTE + timedelta(days=1)
    assert await row(school, AN, "self") == ("planned", "told-today", instant(tomorrow), None)
    assert await claims(school, tomorrow - timedelta(seconds=1)) == {}
    assert set(await claims(school, tomorrow)) == {AN}


async def test_what_the_person_asked_for_stays_asked_for_where_it_waits(school: School) -> None:
    await adds(school, AN, "registration", 7, NOW)
    await closes(school, (await claims(school, NOW))[AN], "sent")
    await adds(school, AN, "self", 7, NOW, "asked")
    await claims(school, NOW)
    assert (await row(school, AN, "self"))[:2] == ("planned", "asked")


async def test_a_message_of_which_nothing_was_left_is_taken_up_again_on_the_same_day(school: School) -> None:
    await adds(school, AN, "registration", 7, NOW)
    first = (await claims(school, NOW))[AN]
    await closes(school, first, "dropped")
    await adds(school, AN, "self", 7, NOW + HOUR)
    again = (await claims(school, NOW + HOUR))[AN]
    assert (again.id, again.attempts) == (first.id, 1)
    assert await school.one("SELECT claimed_at FROM outbox") == instant(NOW + HOUR)


async def test_another_day_has_another_message(school: School) -> None:
    await adds(school, AN, "registration", 7, NOW)
    first = (await claims(school, NOW))[AN]
    await closes(school, first, "dropped")
    tomorrow = NOW + timedelta(days=1)
    await adds(school, AN, "self", 7, tomorrow)
    assert (await claims(school, tomorrow))[AN].id != first.id


@pytest.mark.parametrize(
    ("hour", "minute", "key"), [(23, 59, "2026-12-08"), (0, 0, "2026-12-09")], ids=["before midnight", "after it"]
)
async def test_the_day_of_a_message_is_the_day_in_viet_nam(school: School, hour: int, minute: int, key: str) -> None:
    await adds(school, AN, "registration", 7, NOW)
    now = morning(7 if hour else 6, hour, minute)
    assert set(await claims(school, now)) == {AN}
    assert await school.one("SELECT key FROM outbox") == f"reminder:{await school.person(AN)}:{key}"


# --- what came of it


async def test_what_came_is_written_to_message_and_rows_together_or_not_at_all(school: School) -> None:
    await adds(school, AN, "registration", 7, NOW)
    notice = (await claims(school, NOW))[AN]
    ((id_,),) = await school.rows("SELECT id FROM reminder")
    sent = Result(notice.id, "sent", at=NOW, to=Address("telegram", "an"), message="5")
    with pytest.raises(Exception, match="ck_reminder_state"):
        await Ledger(school.database).write_back([Verdict(id_, "nonsense")], [sent])
    assert await school.one("SELECT state FROM outbox") == "claimed"
    verdict = Verdict(id_, "sent", "", at=instant(NOW), platform="telegram", message="5")
    await Ledger(school.database).write_back([verdict], [sent])
    assert await school.rows("SELECT state, platform, message_id, sent_at FROM reminder") == [
        ("sent", "telegram", "5", instant(NOW))
    ]
    assert await school.rows("SELECT state, platform, message_id, sent_at FROM outbox") == [
        ("sent", "telegram", "5", instant(NOW))
    ]


async def test_whoever_withdraws_consent_is_told_nothing_that_was_planned(school: School) -> None:
    """Law 91/2025/QH15; what is just being sent counts as not sent, too."""
    await adds(school, AN, "registration", 7, NOW)
    notice = (await claims(school, NOW))[AN]
    await adds(school, AN, "self", 7, NOW + HOUR)
    await adds(school, DUNG, "self", 7, NOW + HOUR)
    ((id_,),) = await school.rows("SELECT id FROM reminder WHERE outbox_id = :id", id=notice.id)
    member = await school.member(AN)
    async with school.writes(NOW) as store:
        await store.withdraw(member, "telegram")
    await Ledger(school.database).write_back([Verdict(id_, "sent")], [Result(notice.id, "sent")])
    assert await ledger(school, AN) == ["registration 7 skipped withdrew", "self 7 skipped withdrew"]
    assert await ledger(school, DUNG) == ["self 7 planned"]
    assert await school.one("SELECT state FROM outbox") == "dropped"


# --- the sender and the ledger


async def test_what_is_sent_stands_in_the_ledger(school: School) -> None:
    post = Post()
    await plans(school, NOW)
    await outbox(school, post, lambda: NOW).drain()
    assert sorted(post.users) == ["an", "binh", "cuong", "dung", "hoa"]
    assert await school.rows(
        "SELECT state, platform, message_id, sent_at FROM reminder WHERE person_id = :an", an=await school.person(AN)
    ) == [("sent", "telegram", str(post.users.index("an") + 1), instant(NOW))]
    assert await ledger(school, MINH, HUY) == ["registration 7 skipped no-account", "registration 7 skipped paper"]
    assert await school.one("SELECT count(*) FROM outbox WHERE state IN ('due', 'claimed', 'failed')") == 0


async def test_a_secretary_gets_all_of_it_in_one_message(school: School) -> None:
    post = Post()
    await plans(school, NOW)
    await outbox(school, post, lambda: NOW, tellings=NEWS).drain()
    (reply,) = [reply for user, reply in zip(post.users, post.replies, strict=True) if user == "binh"]
    assert "2 việc" in reply.title
    assert "gửi phiếu đăng ký 2027" in reply.text
    assert "digest 12A1" in reply.text
    assert [option.command for option in reply.options] == ["/dangky", "/nhaclai", "/dungnhac"]


async def test_whoever_has_just_finished_gets_nothing(school: School) -> None:
    """products.md row 60"""
    await plans(school, NOW)
    await school.sends(AN, now=NOW)
    post = Post()
    await outbox(school, post, lambda: NOW).drain()
    assert "an" not in post.users
    assert await ledger(school, AN) == ["registration 7 skipped done"]


async def test_whoever_is_in_the_middle_of_it_is_told_two_hours_later_in_the_message_of_that_day(
    school: School,
) -> None:
    post, clock = Post(), Clock(NOW)
    await plans(school, NOW)
    await is_in(school, AN, "register", NOW - 29 * MINUTE)
    await is_in(school, DUNG, "register", NOW - 30 * MINUTE)
    await is_in(school, HOA, "home", NOW)
    sender = outbox(school, post, clock)
    await sender.drain()
    assert sorted(post.users) == ["binh", "cuong", "dung", "hoa"]
    assert (await row(school, AN))[:3] == ("planned", "in-the-middle", instant(NOW + 2 * HOUR))
    clock.passes(minutes=119)
    await sender.drain()
    assert "an" not in post.users
    clock.passes(minutes=1)
    await sender.drain()
    assert post.users[-1] == "an"
    assert await ledger(school, AN) == ["registration 7 sent"]


async def test_what_is_put_off_over_the_night_goes_in_the_morning(school: School) -> None:
    evening = morning(7, 20)
    post, clock = Post(), Clock(evening)
    await plans(school, NOW)
    await is_in(school, AN, "register", evening)
    sender = outbox(school, post, clock)
    await sender.drain()
    assert (await row(school, AN))[2] == instant(morning(7, 22))
    clock.now = morning(7, 22)
    await sender.drain()
    assert (await row(school, AN))[:3] == ("planned", "quiet-hours", instant(morning(6, 7)))
    clock.now = morning(6, 7)
    await sender.drain()
    assert post.users.count("an") == 1
    assert "6 ngày" in post.carried[-1][1], "the days that are left now, not those of yesterday"


async def test_somebodys_own_hours_and_wishes_count(school: School) -> None:
    post, clock = Post(), Clock(NOW)
    await wishes(school, AN, opens="18:00")
    await wishes(school, DUNG, frequency="last")
    await wishes(school, HOA, snoozed="2026-12-09")
    await plans(school, NOW)
    sender = outbox(school, post, clock)
    await sender.drain()
    assert sorted(post.users) == ["binh", "cuong"]
    assert await ledger(school, DUNG, HOA) == ["registration 7 skipped frequency", "registration 7 skipped snoozed"]
    clock.now = morning(7, 18)
    await sender.drain()
    assert post.users[-1] == "an"


async def test_who_can_be_reached_nowhere_is_on_the_record(school: School) -> None:
    await school.does("UPDATE link SET unreachable = 'blocked' WHERE \"user\" = 'an'")
    await plans(school, NOW)
    await outbox(school, Post(), lambda: NOW).drain()
    assert await ledger(school, AN, MINH) == ["registration 7 failed unreachable", "registration 7 skipped no-account"]


async def test_who_is_not_at_one_account_is_told_at_the_next_and_the_reason_is_kept(school: School) -> None:
    await link(school, await school.person(AN), "an-z", platform="zalo")
    post, zalo = Post([Refused("bot was blocked", gone=True)]), Post(platform="zalo")
    await adds(school, AN, "registration", 7, NOW)
    await outbox(school, post, lambda: NOW, zalo).drain()
    assert (post.users, zalo.users) == (["an"], ["an-z"])
    rows = await school.rows(
        "SELECT state, platform, reason FROM reminder WHERE person_id = :an", an=await school.person(AN)
    )
    assert rows == [("sent", "zalo", "telegram: bot was blocked")]
    assert await school.rows('SELECT "user", unreachable FROM link WHERE unreachable IS NOT NULL') == [
        ("an", "bot was blocked")
    ]


async def test_the_reason_is_kept_even_if_the_next_account_pauses_before_it_takes_the_reminder(school: School) -> None:
    await link(school, await school.person(AN), "an-z", platform="zalo")
    post, zalo = Post([Refused("bot was blocked", gone=True)]), Post([Later(600)], platform="zalo")
    clock = Clock(NOW)
    await adds(school, AN, "registration", 7, NOW)
    await outbox(school, post, clock, zalo).drain()
    assert (await row(school, AN))[0] == "claimed"
    clock.passes(minutes=10)
    await outbox(school, post, clock, zalo).drain()
    assert (post.users, zalo.users) == (["an"], ["an-z", "an-z"])
    assert await ledger(school, AN) == ["registration 7 sent telegram: bot was blocked"]


async def test_who_is_at_none_of_several_accounts_is_on_the_record_with_each(school: School) -> None:
    await link(school, await school.person(AN), "an-z", platform="zalo")
    post = Post([Refused("blocked", gone=True)])
    zalo = Post([Refused("chat not found", gone=True)], platform="zalo")
    await adds(school, AN, "registration", 7, NOW)
    await outbox(school, post, lambda: NOW, zalo).drain()
    assert await ledger(school, AN) == ["registration 7 failed telegram: blocked; zalo: chat not found"]


async def test_what_a_platform_refuses_is_on_the_record(school: School) -> None:
    await adds(school, AN, "registration", 7, NOW)
    await outbox(school, Post([Refused("message is too long")]), lambda: NOW).drain()
    assert await ledger(school, AN) == ["registration 7 failed message is too long"]


async def test_rows_stay_claimed_while_a_pause_lasts(school: School) -> None:
    post, clock = Post([Later(600)]), Clock(NOW)
    await adds(school, AN, "registration", 7, NOW)
    await outbox(school, post, clock).drain()
    assert (await row(school, AN))[0] == "claimed"
    assert await school.rows("SELECT state, attempts, due_at FROM outbox") == [("due", 0, instant(NOW + 10 * MINUTE))]
    clock.passes(minutes=10)
    await outbox(school, post, clock).drain()
    assert post.users == ["an", "an"]
    assert await ledger(school, AN) == ["registration 7 sent"], "of a pause there is no doubt"


async def test_who_finishes_while_a_pause_lasts_gets_nothing(school: School) -> None:
    post, clock = Post([Later(600)]), Clock(NOW)
    await adds(school, AN, "registration", 7, NOW)
    await outbox(school, post, clock).drain()
    await school.sends(AN, now=NOW)
    clock.passes(minutes=10)
    await outbox(school, post, clock).drain()
    assert post.users == ["an"]
    assert await ledger(school, AN) == ["registration 7 skipped done"]


async def test_what_a_dead_sender_had_claimed_is_sent_and_counted_as_doubtful(school: School) -> None:
    """telegram.md 5.4: at worst a double reminder suits deadlines."""
    post, clock = Post(), Clock(NOW)
    await adds(school, AN, "registration", 7, NOW)
    await claims(school, NOW)
    clock.passes(minutes=2)
    await outbox(school, post, clock).drain()
    assert post.users == []
    clock.passes(seconds=1)
    await outbox(school, post, clock).drain()
    assert post.users == ["an"]
    assert await ledger(school, AN) == ["registration 7 sent again"]
    assert await school.rows("SELECT attempts, doubtful FROM outbox") == [(2, 1)]


async def test_of_yesterdays_message_and_todays_only_one_goes_out(school: School) -> None:
    """Never two offsets of one step to one person on one day."""
    yesterday, clock, post = morning(1), Clock(morning(0)), Post()
    await school.does("UPDATE cycle SET opened_at = :at", at=instant(yesterday))
    await plans(school, yesterday)
    await claims(school, yesterday)  # and the sender dies
    await plans(school, morning(0))
    for _ in range(3):
        await outbox(school, post, clock).drain()
        clock.passes(minutes=3)
    assert post.users.count("an") == 1
    assert "Hôm nay là hạn cuối" in dict(post.carried)["an"]
    assert await school.one("SELECT sum(doubtful) FROM outbox WHERE person_id = :an", an=await school.person(AN)) == 1
    clock.now = morning(-1)
    await plans(school, clock.now)
    await outbox(school, post, clock).drain()
    assert await ledger(school, AN) == [
        "registration 1 expired deadline-passed",
        "registration 0 sent",
        "registration -1 sent",
    ]


async def test_yesterdays_message_goes_as_todays_where_there_is_no_other(school: School) -> None:
    post, clock = Post([Later(120)]), Clock(morning(7, 20, 59))
    await adds(school, AN, "registration", 7, clock.now)
    await outbox(school, post, clock).drain()
    clock.now = morning(6, 8)
    await outbox(school, post, clock).drain()
    await outbox(school, post, clock).drain()
    assert post.users == ["an", "an"]
    assert await ledger(school, AN) == ["registration 7 sent"]
    assert await school.rows("SELECT key, state FROM outbox ORDER BY id") == [
        (f"reminder:{await school.person(AN)}:2026-12-08", "dropped"),
        (f"reminder:{await school.person(AN)}:2026-12-09", "sent"),
    ]


async def test_a_deadline_is_told_again_where_nobody_knows_if_it_has_arrived(school: School) -> None:
    post, clock = Post([Unknown("TimedOut")] * 2), Clock(NOW)
    await adds(school, AN, "registration", 7, NOW)
    for _ in range(3):
        await outbox(school, post, clock).drain()
        clock.passes(minutes=1)
    assert post.users == ["an"] * 3
    assert await ledger(school, AN) == ["registration 7 sent again"]
    assert await school.rows("SELECT state, attempts, doubtful FROM outbox") == [("sent", 3, 2)]


async def test_after_five_tries_nobody_knows_and_that_is_said(school: School) -> None:
    post, clock = Post([Unknown("TimedOut")] * 9), Clock(NOW)
    await adds(school, AN, "registration", 7, NOW)
    for _ in range(9):
        await outbox(school, post, clock).drain()
        clock.passes(minutes=2)
    assert len(post.users) == 5
    assert await ledger(school, AN) == ["registration 7 unknown TimedOut"]


async def only_news(school: School) -> None:
    """The committee has registered, and there is no other day on the eighth."""
    for roll in (BINH, CUONG):
        await school.sends(roll, now=NOW)


async def news_of(school: School) -> list[tuple[str, str]]:
    rows = await school.rows("SELECT state, reason FROM reminder WHERE step LIKE 'digest%' ORDER BY person_id")
    return [(state, reason) for state, reason in rows]


async def test_news_are_not_told_again(school: School) -> None:
    """telegram.md 5.4: at worst none suits what is no deadline."""
    await only_news(school)
    post, clock = Post([Unknown("TimedOut")]), Clock(morning(7, 7, 30))
    await plans(school, clock.now)
    for _ in range(3):
        await outbox(school, post, clock, tellings=NEWS).drain()
        clock.passes(minutes=3)
    assert sorted(post.users) == ["binh", "cuong"]
    assert sorted(await news_of(school)) == [("sent", ""), ("unknown", "TimedOut")]


async def test_news_that_a_dead_sender_had_claimed_are_not_told_again(school: School) -> None:
    await only_news(school)
    post, clock = Post(), Clock(morning(7, 7, 30))
    await plans(school, clock.now)
    await claims(school, clock.now)
    clock.passes(minutes=3)
    await outbox(school, post, clock, tellings=NEWS).drain()
    assert post.users == []
    assert await news_of(school) == [("unknown", "lapsed")] * 2


async def test_in_safe_mode_everything_is_kept_and_nothing_goes_out(school: School) -> None:
    post = Post()
    await plans(school, NOW)
    person = await school.person(DUNG)
    async with school.writes(NOW) as store:
        await store.notify([person], "told", Reply("x"))
    sender = outbox(school, post, lambda: NOW, safe=True)
    while await sender.drain():
        pass
    assert post.users == []
    assert await ledger(school, AN, MINH) == [
        "registration 7 skipped safe-mode",
        "registration 7 skipped no-account",
    ]
    held = await school.rows("SELECT platform, \"user\", reply FROM outbox WHERE state = 'held'")
    assert {user for _, user, _ in held} == {"an", "binh", "cuong", "dung", "hoa"}
    assert len(held) == 6
    assert all(reply for *_, reply in held)


async def test_a_fault_in_one_message_is_on_the_record_and_holds_up_no_other(school: School) -> None:
    async def broken(ctx: Context, dues: Sequence[Due]) -> Part | None:
        raise ValueError("a bug")

    post = Post()
    await plans(school, NOW)
    await outbox(school, post, lambda: NOW, tellings={**NO_NEWS, "digest": broken}).drain()
    assert sorted(post.users) == ["an", "dung", "hoa"]
    states = "SELECT DISTINCT state, reason FROM reminder WHERE person_id = :binh"
    assert await school.rows(states, binh=await school.person(BINH)) == [("failed", "ValueError")]


async def test_answers_to_people_go_before_reminders(school: School) -> None:
    await plans(school, NOW)
    person = await school.person(HOA)
    async with school.writes(NOW) as store:
        await store.notify([person], "told", Reply("an answer"))
    post = Post()
    sender = outbox(school, post, lambda: NOW, per_second=8)  # four a look
    while await sender.drain():
        pass
    assert post.carried[0] == ("hoa", "an answer")
    assert "hoa" not in post.users[1:], "one message a second in a chat"


@pytest.mark.parametrize("per_second", [2, 8])
async def test_answers_that_come_meanwhile_go_before_the_rest_of_the_reminders(school: School, per_second: int) -> None:
    await plans(school, NOW)
    post = Post()
    sender = outbox(school, post, lambda: NOW, per_second=per_second)
    await sender.drain()
    before = len(post.users)
    async with school.writes(NOW) as store:
        await store.notify([await school.person(MINH)], "told", Reply("x"))
        await store.notify([await school.person(HUY)], "told", Reply("an answer"))
    await sender.drain()
    assert post.users[before] == "huy"


async def test_the_rows_of_a_message_are_judged_by_how_their_people_stand(school: School) -> None:
    """The same names and numbers that the rules know, read from what the conversations keep."""
    await adds(school, AN, "registration", 7, NOW)
    await is_in(school, AN, "register", NOW)
    await wishes(school, AN, frequency="fewer", opens="06:00", closes="22:30", snoozed="2026-12-08")
    notice = (await claims(school, NOW))[AN]
    (owed,) = (await Ledger(school.database).stand([notice.id], NOW))[notice.id]
    assert (owed.step, owed.offset, owed.seat, owed.busy) == ("registration", 7, 0, True)
    assert (owed.wishes.frequency, f"{owed.wishes.opens} {owed.wishes.closes}") == ("fewer", "06:00:00 22:30:00")
    assert str(owed.wishes.snoozed_until) == "2026-12-08"
    assert replace(owed.facts, since=None) == replace(owed.facts, since=None, here=True, form=None)  # type: ignore[arg-type]
    assert await told(school) == []
