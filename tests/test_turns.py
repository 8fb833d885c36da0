"""Turns: look, swap, hold. Nothing is lost, nothing happens twice, and a turn that fails has never been."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import count

import orjson
import pytest
from structlog.testing import capture_logs

from bot.config import NoticeSettings
from bot.router import Router
from chat.ask import Ask
from chat.message import Address, Incoming, Reply
from chat.texts import Texts
from handlers import FLOWS, Entry, Flow
from handlers.context import Context, Notice
from storage.instants import instant
from storage.people import WHO_TALKS
from storage.sql import Sql
from storage.talk_rows import ROW, SWAP
from storage.talks import Talks
from tests.school import AN, OTHER_AN, School, Watched, link, school_at
from tests.world import CODE, START

TRIAL = """
menu-trial = Thử
trial-fruit = Chọn quả: { $chosen }/{ $all }
    .done = Xong
trial-wish = Bạn muốn gì?
trial-why = Vì sao?
"""
FRUIT = ("cam", "chanh", "mit", "na", "oi", "tao")
AN_AT, AN_ON_ZALO, HOA_AT = Address("telegram", "an"), Address("zalo", "an"), Address("telegram", "hoa")
NEW = Address("telegram", "new")


def trial_texts() -> Texts:
    folder = files("locales") / "vi"
    shipped = [*(f for f in folder.iterdir() if f.name.endswith(".ftl")), folder / "address" / "ban.ftl"]
    return Texts({f.name: f.read_text("utf-8") for f in shipped} | {"trial.ftl": TRIAL})


TEXTS = trial_texts()
NOTICE = Notice(NoticeSettings().version, "Đoàn trường", "bí thư")
NUMBERS = count()


@dataclass(slots=True)
class Bot:
    """One process: a router with one conversation of the test's own, begun with "/thu"."""

    school: School
    flow: Flow
    now: datetime = START
    strangers: bool = False
    flows: Mapping[str, Entry] = field(init=False)

    def __post_init__(self) -> None:
        self.flows = {**FLOWS, "trial": Entry(self.flow, "thu", draft=True, strangers=self.strangers)}

    @property
    def router(self) -> Router:
        return Router(Talks(self.school.database), TEXTS, NOTICE, lambda: self.now, self.flows)

    async def hears(self, at: Address, text: str = "", *, tap: str | None = None, id_: str = "") -> Reply:
        reply = await self.router.turn(Incoming(at, id_ or f"m{next(NUMBERS)}", text, tap))
        assert reply is not None
        return reply

    async def hears_again(self, at: Address, id_: str, text: str = "") -> Reply | None:
        """The platform delivers it once more."""
        return await self.router.turn(Incoming(at, id_, text))


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    """An has a second account, on another platform."""
    async with school_at(world) as opened:
        await link(opened, await opened.person(AN), "an", platform="zalo")
        yield opened


async def talk_of(school: School, key: str) -> dict[str, object]:
    ((raw,),) = await school.rows("SELECT data FROM talk WHERE person = :key", key=key)
    talk = orjson.loads(raw)
    assert isinstance(talk, dict)
    return talk


async def told(school: School) -> list[str]:
    """The texts of the messages that wait to be sent."""
    return [orjson.loads(raw)["text"] for (raw,) in await school.rows("SELECT reply FROM outbox ORDER BY id")]


async def picks(ask: Ask, ctx: Context) -> str:
    """Several options, ticked one by one."""
    return ", ".join(ask.many("fruit", FRUIT, label=str))


async def wishes(ask: Ask, ctx: Context) -> str:
    """Two questions, then a message to the secretary."""
    wish, why = ask.text("wish"), ask.text("why")
    await ctx.store.notify([await secretary(ctx)], "told", Reply(f"{wish}: {why}"))
    return f"Đã ghi: {wish}, {why}"


async def hasty(ask: Ask, ctx: Context) -> str:
    """Writes before its question."""
    await ctx.store.notify([await secretary(ctx)], "told", Reply("quá sớm"))
    return ask.text("wish")


async def breaks(ask: Ask, ctx: Context) -> str:
    """Fails after it has written."""
    wish = ask.text("wish")
    await ctx.store.notify([await secretary(ctx)], "told", Reply(wish))
    await ctx.store.record("wished", ctx.member.person, ctx.channel)
    raise RuntimeError("a bug")


async def secretary(ctx: Context) -> int:
    return (await ctx.store.committee(ctx.member.unit))[0]


async def test_ticks_from_two_chats_at_once_all_count(school: School) -> None:
    """engine.md 5: 3 and 3 at once in 30 rounds, in two processes; not one of 180 is lost."""
    async with school_at(school.url) as elsewhere:
        phone, computer = Bot(school, picks), Bot(elsewhere, picks)
        turns = [(await bot.hears(at, "/thu")).turn for bot, at in ((phone, AN_AT), (computer, AN_ON_ZALO))]
        assert turns == [1, 1]
        for number in range(30):
            sign, on = ("+", list(FRUIT)) if number % 2 == 0 else ("-", [])
            async with asyncio.TaskGroup() as tasks:
                for first, second in zip(FRUIT[:3], FRUIT[3:], strict=True):
                    tasks.create_task(phone.hears(AN_AT, tap=f"1:{sign}{first}"))
                    tasks.create_task(computer.hears(AN_ON_ZALO, tap=f"1:{sign}{second}"))
            shown = await phone.hears(AN_AT, "/thu")
            assert [option.code[1:] for option in shown.options if option.on] == on


async def test_a_message_that_comes_again_changes_nothing_and_gets_its_reply_again(school: School) -> None:
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu", id_="1")
    reply = await bot.hears(AN_AT, "sách", id_="2")
    before = await school.rows("SELECT * FROM talk")
    assert await bot.hears_again(AN_AT, "2", "sách") == reply
    assert await bot.hears_again(AN_AT, "1", "/thu") is None, "what was answered before the last one is over"
    assert await school.rows("SELECT * FROM talk") == before


async def test_a_last_message_that_comes_again_writes_once(school: School) -> None:
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu")
    await bot.hears(AN_AT, "sách")
    reply = await bot.hears(AN_AT, "để đọc", id_="last")
    assert reply.text == "Đã ghi: sách, để đọc"
    assert await bot.hears_again(AN_AT, "last", "để đọc") == reply
    assert await told(school) == ["sách: để đọc"]


async def test_the_same_message_twice_at_once_counts_once(school: School) -> None:
    async with school_at(school.url) as elsewhere:
        here, there = Bot(school, wishes), Bot(elsewhere, wishes)
        await here.hears(AN_AT, "/thu")
        await here.hears(AN_AT, "sách")
        replies = await asyncio.gather(
            *(bot.hears_again(AN_AT, "last", "để đọc") for bot in (here, there, here, there))
        )
    assert {reply.text for reply in replies if reply} == {"Đã ghi: sách, để đọc"}
    assert await told(school) == ["sách: để đọc"]


async def test_the_last_sixteen_messages_of_a_chat_are_remembered(school: School) -> None:
    bot = Bot(school, wishes)
    for number in range(17):
        await bot.hears(AN_AT, "/thu", id_=str(number))
    await bot.hears(AN_ON_ZALO, "/thu", id_="of the other chat")
    assert [await bot.hears_again(AN_AT, str(number)) for number in range(1, 16)] == [None] * 15
    assert await bot.hears_again(AN_AT, "16") is not None
    assert await bot.hears_again(AN_AT, "0") is not None, "the seventeenth is forgotten, and so it is new"


async def test_what_was_left_behind_and_overtaken_answers_nothing(school: School) -> None:
    """A process died with it; meanwhile the person has said more elsewhere than is remembered by its number."""
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu")
    left = instant(bot.now)
    for _ in range(17):
        bot.now += timedelta(seconds=1)
        await bot.hears(AN_AT, "/thu")
    before = await school.rows("SELECT * FROM talk")
    assert await bot.router.turn(Incoming(AN_AT, "left", "sách", received=left, left=True)) is None
    assert await school.rows("SELECT * FROM talk") == before


async def test_what_was_left_behind_last_is_answered_in_its_order(school: School) -> None:
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu")
    left = [instant(bot.now + timedelta(seconds=n)) for n in (1, 2)]
    bot.now += timedelta(minutes=5)
    for id_, text, at in (("1", "sách", left[0]), ("2", "để đọc", left[1])):
        reply = await bot.router.turn(Incoming(AN_AT, id_, text, received=at, left=True))
    assert reply is not None
    assert reply.text == "Đã ghi: sách, để đọc"


async def test_the_same_number_in_another_chat_is_another_message(school: School) -> None:
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu", id_="5")
    await bot.hears(AN_ON_ZALO, "/thu", id_="5")
    await bot.hears(HOA_AT, "/thu", id_="5")
    assert await school.one("SELECT count(*) FROM talk") == 2


async def test_two_first_messages_of_a_newcomer_at_once_are_both_kept(school: School) -> None:
    async with school_at(school.url) as elsewhere:
        bots = [Bot(at, picks, strangers=True) for at in (school, elsewhere)]
        await asyncio.gather(*(bots[n % 2].hears(NEW, "/thu", id_=str(n)) for n in range(6)))
    assert await school.rows("SELECT person, version FROM talk") == [("telegram:new", 6)]
    chats = (await talk_of(school, "telegram:new"))["chats"]
    assert isinstance(chats, dict)
    assert sorted(chats["telegram:new"]["seen"]) == list("012345")


async def test_a_conversation_that_writes_too_early_keeps_its_question_and_no_rows(school: School) -> None:
    bot = Bot(school, hasty)
    with capture_logs() as lines:
        question = await bot.hears(AN_AT, "/thu")
    assert question.text == "Bạn muốn gì?"
    assert await told(school) == []
    assert [line["event"] for line in lines] == ["turn.wrote_too_early"], "so that it can be found"
    assert (await bot.hears(AN_AT, "sách")).text == "sách"
    assert await told(school) == ["quá sớm"]


async def test_a_conversation_that_fails_has_never_been(school: School) -> None:
    bot = Bot(school, breaks)
    await bot.hears(AN_AT, "/thu")
    talk = await school.rows("SELECT * FROM talk")
    with capture_logs() as lines:
        reply = await bot.hears(AN_AT, "sách", id_="7")
    code = re.search(r"L-(\w{4})", reply.text)
    assert code, "the person gets a reference"
    assert [(line["event"], line["code"], line["delivery"]) for line in lines] == [("turn.failed", code[1], "7")]
    assert await told(school) == []
    assert await school.one("SELECT count(*) FROM decision") == 0
    assert await school.rows("SELECT * FROM talk") == talk, "the question still stands open"

    bot = Bot(school, wishes)
    again = await bot.hears(AN_AT, "sách", id_="7")
    assert again.text == "Vì sao?", "once it is mended, the same delivery is heard"


async def test_a_fault_before_anything_is_written_keeps_the_answers(school: School) -> None:
    async def fails(ask: Ask, ctx: Context) -> str:
        ask.text("wish")
        raise RuntimeError("a bug")

    await Bot(school, wishes).hears(AN_AT, "/thu")
    await Bot(school, wishes).hears(AN_AT, "sách")
    assert "L-" in (await Bot(school, fails).hears(AN_AT, "/thu")).text
    assert (await Bot(school, wishes).hears(AN_AT, "để đọc")).text == "Đã ghi: sách, để đọc"


def cut_off(school: School, statement: int) -> School:
    """The turn is cancelled during its nth statement, as a shutdown does it."""
    left = iter(range(statement - 1, -1, -1))

    def cut(_sql: Sql) -> None:
        if next(left, None) == 0 and (task := asyncio.current_task()):
            task.cancel()

    return School(school.url, Watched(school.database, cut))


async def test_a_turn_that_is_cancelled_in_any_of_its_statements_has_never_been(school: School) -> None:
    """The connection goes on, no transaction stays open, and the same delivery is worked as if it were new."""
    bot = Bot(school, wishes)
    for statement in count(1):
        await bot.hears(AN_AT, "/thu")
        await bot.hears(AN_AT, "sách")
        before = await told(school)
        cut = Bot(cut_off(school, statement), wishes)
        turn = asyncio.create_task(cut.hears(AN_AT, "để đọc", id_=f"last {statement}"))
        await asyncio.wait({turn})
        if not turn.cancelled():
            break
        assert await told(school) == before
        async with asyncio.timeout(5):
            assert (await bot.hears(AN_AT, "để đọc", id_=f"last {statement}")).text == "Đã ghi: sách, để đọc"
            assert (await bot.hears(HOA_AT, "/thu")).text
        assert len(await told(school)) == len(before) + 1
    assert statement == 9, "look; look at the committee; take the row, look, committee, notice, look, save"


async def test_most_messages_take_two_statements(school: School) -> None:
    """design.md 4: a message that ends in a question is one SELECT and one UPSERT, with no BEGIN."""
    ran: list[Sql] = []
    bot = Bot(School(school.url, Watched(school.database, ran.append)), wishes)
    await bot.hears(AN_AT, "/thu")
    await bot.hears(AN_AT, "sách")
    assert ran == [WHO_TALKS, SWAP] * 2


async def test_a_slow_question_to_somewhere_holds_up_nobody(school: School) -> None:
    slow, asked = asyncio.Event(), asyncio.Event()

    async def waits(ask: Ask, ctx: Context) -> str:
        wish = ask.text("wish")
        if ctx.at == AN_AT:
            asked.set()
            await slow.wait()
        await ctx.store.notify([await secretary(ctx)], "told", Reply(wish))
        return "xong"

    bot = Bot(school, waits)
    for at in (AN_AT, HOA_AT):
        await bot.hears(at, "/thu")
    late = asyncio.create_task(bot.hears(AN_AT, "An"))
    await asked.wait()
    async with asyncio.timeout(5):
        assert (await bot.hears(HOA_AT, "Hòa")).text == "xong"
        assert (await bot.hears(AN_ON_ZALO, "/trogiup")).text, "not even the same person's other chat"
    slow.set()
    await late
    assert await told(school) == ["Hòa", "An"]


async def test_a_turn_that_was_overtaken_runs_again_on_what_is_newer(school: School) -> None:
    """While the first chat's message is worked on, the other chat answers the first question anew."""
    slow, asked = asyncio.Event(), asyncio.Event()

    async def waits(ask: Ask, ctx: Context) -> str:
        wish = ask.text("wish")
        why = ask.text("why")
        if ctx.at == AN_AT and not asked.is_set():
            asked.set()
            await slow.wait()
        await ctx.store.notify([await secretary(ctx)], "told", Reply(f"{wish}: {why}"))
        return "xong"

    bot = Bot(school, waits)
    await bot.hears(AN_AT, "/thu")
    await bot.hears(AN_AT, "sách")
    late = asyncio.create_task(bot.hears(AN_AT, "để đọc"))
    await asked.wait()
    await bot.hears(AN_ON_ZALO, "/thu")
    await bot.hears(AN_ON_ZALO, "quay lại")
    assert (await bot.hears(AN_ON_ZALO, "vở")).text == "Vì sao?"
    slow.set()
    assert (await late).text == "xong"
    assert await told(school) == ["vở: để đọc"]


async def test_answers_go_along_when_somebody_changes_the_platform(school: School) -> None:
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu")
    await bot.hears(AN_AT, "sách")
    assert (await bot.hears(AN_ON_ZALO, "tiếp tục")).text == "Vì sao?"
    assert (await bot.hears(AN_ON_ZALO, "để đọc")).text == "Đã ghi: sách, để đọc"
    assert await told(school) == ["sách: để đọc"]


async def joins(bot: Bot, at: Address) -> Reply:
    """The other Nguyen Van An, number 12, joins by the branch's code; the last message has the number "joined"."""
    await bot.hears(at, f"/start {CODE}")
    await bot.hears(at, "Nguyễn Văn An")
    await bot.hears(at, "24/12/2009")
    question = await bot.hears(at, "đúng")
    return await bot.hears(at, tap=f"{question.turn}:agree", id_="joined")


async def test_a_chat_that_is_linked_goes_to_the_persons_talk_with_what_it_heard(school: School) -> None:
    bot = Bot(school, wishes)
    reply = await joins(bot, NEW)
    person = await school.person(OTHER_AN)
    assert (await talk_of(school, f"p{person}"))["chats"].keys() == {"telegram:new"}  # type: ignore[attr-defined]
    assert (await talk_of(school, "telegram:new"))["chats"] == {}
    assert await bot.hears_again(NEW, "joined") == reply
    assert await school.one("SELECT count(*) FROM link WHERE \"user\" = 'new'") == 1


async def test_a_chat_that_is_linked_joins_what_the_person_said_elsewhere_before(school: School) -> None:
    """The account on the other platform was let go; the half-finished conversation waits for the next one."""
    person = await school.person(OTHER_AN)
    await link(school, person, "other", platform="zalo")
    bot = Bot(school, wishes)
    await bot.hears(Address("zalo", "other"), "/thu")
    await bot.hears(Address("zalo", "other"), "sách")
    await school.does("UPDATE link SET state = 'ended' WHERE \"user\" = 'other'")

    reply = await joins(bot, NEW)
    assert await bot.hears_again(NEW, "joined") == reply
    assert (await bot.hears(NEW, "tiếp tục")).text == "Vì sao?"


async def test_a_chat_that_is_let_go_takes_along_what_it_heard(school: School) -> None:
    bot = Bot(school, wishes)
    await bot.hears(AN_AT, "/thu")
    await bot.hears(AN_AT, "/dulieu rut")
    reply = await bot.hears(AN_AT, "đúng", id_="withdrawn")
    person = await school.person(AN)
    assert await school.one("SELECT count(*) FROM link WHERE state = 'active' AND person_id = :p", p=person) == 0
    assert "telegram:an" not in (await talk_of(school, f"p{person}"))["chats"]  # type: ignore[operator]
    assert await bot.hears_again(AN_AT, "withdrawn") == reply
    assert await school.one("SELECT count(*) FROM consent WHERE withdrawn_at IS NOT NULL") == 1


async def test_a_chat_that_is_linked_by_somebody_else_in_the_middle_of_its_turn(school: School) -> None:
    """The committee lets the account in between the look and the hold: the person's row is the one to take."""
    person = await school.person(OTHER_AN)
    await link(school, person, "new", state="waiting")

    async def is_let_in(ask: Ask, ctx: Context) -> str:
        if ctx.who is None:
            await school.does("UPDATE link SET state = 'active' WHERE \"user\" = 'new'")
        await ctx.store.notify([person], "told", Reply(ctx.who.name if ctx.who else "?"))
        return "xong"

    bot = Bot(school, is_let_in, strangers=True)
    reply = await bot.hears(NEW, "/thu", id_="1")
    assert await bot.hears_again(NEW, "1", "/thu") == reply
    assert await told(school) == ["Nguyễn Văn An"]
    assert await school.rows("SELECT person, version FROM talk") == [(f"p{person}", 1)]


async def test_a_talk_that_a_chat_joins_is_not_written_over(school: School) -> None:
    """The person writes from another chat between the read and the write of the row that the new chat moves to."""
    person = await school.person(OTHER_AN)
    await school.does("INSERT INTO talk (person, version, data, at) VALUES (:key, 5, '{}', '')", key=f"p{person}")
    ran: list[Sql] = []

    async def overtaken(sql: Sql) -> None:
        if sql is SWAP and ran[-1:] == [ROW] and ran.count(ROW) == 1 and school.database.dialect == "postgresql":
            newer = "UPDATE talk SET version = 6, data = :data WHERE person = :key"
            await school.does(newer, data='{"unfinished": "trial"}', key=f"p{person}")
        ran.append(sql)

    await joins(Bot(School(school.url, Watched(school.database, overtaken)), wishes), NEW)
    if school.database.dialect == "postgresql":  # SQLite lets nobody write between the two
        assert (await talk_of(school, f"p{person}"))["unfinished"] == "trial"
    assert await school.one("SELECT count(*) FROM link WHERE \"user\" = 'new'") == 1


async def test_two_messages_of_a_chat_while_it_is_linked_both_count(school: School) -> None:
    bot = Bot(school, wishes)
    async with school_at(school.url) as elsewhere:
        await asyncio.gather(joins(bot, NEW), *(Bot(elsewhere, wishes).hears(NEW, id_=f"x{n}") for n in range(5)))
    assert await school.rows("SELECT state FROM link WHERE \"user\" = 'new'") == [("active",)]
    chats = (await talk_of(school, f"p{await school.person(OTHER_AN)}"))["chats"]
    assert isinstance(chats, dict)
    heard = chats["telegram:new"]["seen"]
    assert len(heard) == 10
    assert {"x0", "x1", "x2", "x3", "x4", "joined"} < set(heard)


async def test_a_turn_lives_in_one_moment_also_across_midnight(school: School) -> None:
    moments = iter([START] + [datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC) + timedelta(seconds=n) for n in range(9)])
    seen: list[str] = []

    async def asks_the_time(ask: Ask, ctx: Context) -> str:
        ask.text("wish")
        seen.append(f"{ctx.today} {ctx.store.today} {ctx.now:%H:%M:%S} {ctx.store.at}")
        await ctx.store.notify([await secretary(ctx)], "told", Reply("x"))
        return "xong"

    flows = {**FLOWS, "trial": Entry(asks_the_time, "thu")}
    router = Router(Talks(school.database), TEXTS, NOTICE, lambda: next(moments), flows)
    await router.turn(Incoming(AN_AT, "1", "/thu"))
    await router.turn(Incoming(AN_AT, "2", "sách"))
    assert seen == ["2026-12-15 2026-12-15 16:59:59 2026-12-15T16:59:59Z"] * 2, "looking and holding"
    assert await school.one("SELECT at FROM talk") == "2026-12-15T16:59:59Z"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sách\x00 hay", "sách hay"),
        ("\ud800sách", "sách"),
        ("sa\u0301ch", "sách"),
        ("\ue000sách\x1b[2J", "sách[2J"),
        ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
        ("{ $wish } \\u0000", "{ $wish } \\u0000"),
    ],
    ids=["nul", "half a sign", "decomposed", "private and control", "two lines", "braces"],
)
async def test_whatever_a_platform_lets_through_is_no_fault(school: School, typed: str, kept: str) -> None:
    """As an answer, after a command and behind a button; PostgreSQL and JSON would each refuse some of it."""

    async def repeats(ask: Ask, ctx: Context) -> str:
        given = ask.given
        wish = ask.text("wish")
        await ctx.store.record("wished", ctx.member.person, ctx.channel, reason=f"{given}|{wish}")
        return "xong"

    flows = {"trial": Entry(repeats, "thu", "words")}
    bot = Bot(school, repeats)
    bot.flows = {**FLOWS, **flows}
    for command in ({"text": f"/thu {typed}"}, {"tap": f"/thu {typed}"}):
        await bot.hears(AN_AT, **command)
        assert (await bot.hears(AN_AT, typed)).text == "xong"
    assert await school.rows("SELECT DISTINCT reason FROM decision") == [(f"{kept}|{kept}",)]


async def test_a_conversation_that_is_gone_from_the_program_gives_way(school: School) -> None:
    await Bot(school, wishes).hears(AN_AT, "/thu")
    newer = Router(Talks(school.database), TEXTS, NOTICE, lambda: START)
    reply = await newer.turn(Incoming(AN_AT, "2", "sách"))
    assert reply is not None
    assert TEXTS("common-not-understood", typed="sách") in reply.text


async def test_offices_are_read_anew_where_a_turn_writes(school: School) -> None:
    """Who may act is decided when it runs, not when the button was drawn."""
    offices: list[int] = []

    async def counts(ask: Ask, ctx: Context) -> str:
        offices.append(len(ctx.committees))
        if offices == [1]:
            await school.does("UPDATE role SET until = '2026-11-23'")
        await ctx.store.record("counted", ctx.member.person, ctx.channel)
        return "xong"

    await Bot(school, counts).hears(Address("telegram", "binh"), "/thu")
    assert offices == [1, 0]
