"""The web chat over HTTP: sessions, order, tabs and processes, what is refused, what is forgotten."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from chat.message import Attachment, Reply
from scheduler.retention import forget_old
from storage.uploads import MOST
from storage.web import FILES_KEPT, KEPT, WebChats
from tests.player import Clock
from tests.web import PNG, Site, Visitor, form, open_site
from tests.world import CODE, START

SESSIONS = timedelta(days=30)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
async def site(world: str, clock: Clock) -> AsyncIterator[Site]:
    async with open_site(world, clock) as opened:
        yield opened


@pytest.fixture
async def visitor(site: Site) -> AsyncIterator[Visitor]:
    async with site.visitor() as somebody:
        await somebody.opens()
        yield somebody


async def joins(visitor: Visitor) -> None:
    await visitor.says(f"/start {CODE}")
    await visitor.says("Nguyễn Văn An")
    await visitor.says("24/12/2009")
    await visitor.taps("Đúng là tôi")
    await visitor.taps("Tôi đồng ý")
    assert "Bot đã báo cho bí thư" in visitor.screen


# The conversation


async def test_a_member_joins_and_begins_to_register(site: Site, visitor: Visitor) -> None:
    await joins(visitor)
    assert await site.rows("SELECT channel FROM decision WHERE act = 'linked'") == [("web",)]
    count = len(visitor.shown)
    await visitor.taps("Đăng ký ngay")
    assert "chọn mục" in visitor.screen
    await visitor.taps("1.2")
    assert "đã chọn 1/26" in visitor.screen
    assert len(visitor.shown) == count, "a tap's answer stands where the tapped message stood"


async def test_who_comes_back_sees_what_was_said_in_its_order(visitor: Visitor) -> None:
    await visitor.says("/start")
    await visitor.says(f"/start {CODE}")
    await visitor.says("Nguyễn Văn An")
    async with visitor.looks_on() as page:
        seen = [await page.next() for _ in visitor.shown]
    assert seen == list(visitor.shown.values())
    assert page.last == visitor.after


async def test_an_old_message_that_changed_stands_where_it_stood(site: Site, visitor: Visitor) -> None:
    await visitor.says("/start")
    first, at = list(visitor.shown)[1], visitor.at
    await visitor.says(f"/start {CODE}")
    await site.app.adapters["web"].edit(at, first, Reply("khác"))
    async with visitor.looks_on() as page:
        texts = [(await page.next())["text"] for _ in visitor.shown]
    assert texts[1] == "khác"


async def test_the_same_message_sent_again_is_one_message_with_one_answer(site: Site, visitor: Visitor) -> None:
    """A page that has no answer cannot know whether the message arrived."""
    id_ = str(uuid4())
    for _ in range(3):
        await visitor.says(f"/start {CODE}", id_)
    assert [m["mine"] for m in visitor.shown.values()] == [True, False]
    assert await site.rows("SELECT count(*) FROM web_message") == [(2,)]


async def test_the_answer_brings_what_came_meanwhile_too(site: Site, visitor: Visitor) -> None:
    """The chat goes on where a proxy holds back the stream of events."""
    await visitor.says("/start")
    await site.sends(visitor.at, "Có tin mới.")
    told = await visitor.says("/trogiup")
    assert [m["text"] for m in told][:2] == ["Có tin mới.", "/trogiup"]


# Looking on


async def test_two_tabs_show_the_same(visitor: Visitor) -> None:
    await visitor.says("/start")
    async with visitor.looks_on(visitor.after) as one, visitor.looks_on(visitor.after) as other:
        told = await visitor.says(f"/start {CODE}")
        assert [await one.next(), await one.next()] == told
        assert [await other.next(), await other.next()] == told


async def test_a_line_that_broke_goes_on_where_it_was(site: Site, visitor: Visitor) -> None:
    await visitor.says("/start")
    async with visitor.looks_on() as page:
        await page.next()
        await page.next()
    await site.sends(visitor.at, "Trong lúc mất mạng.")
    async with visitor.looks_on(page.last) as page:
        assert (await page.next())["text"] == "Trong lúc mất mạng."


async def test_a_history_that_broke_off_in_the_middle_is_told_again(visitor: Visitor) -> None:
    await visitor.says("/start")
    async with visitor.looks_on() as page:
        first = await page.next()
    async with visitor.looks_on(page.last) as page:
        assert await page.next() == first


async def test_an_edit_arrives_with_the_id_of_the_message(site: Site, visitor: Visitor) -> None:
    await visitor.says("/start")
    sent = await site.sends(visitor.at, "3 phiếu đang chờ.")
    async with visitor.looks_on(visitor.after) as page:
        assert (await page.next())["text"] == "3 phiếu đang chờ."
        await site.app.adapters["web"].edit(visitor.at, sent, Reply("2 phiếu đang chờ."))
        edited = await page.next()
    assert (edited["id"], edited["text"]) == (sent, "2 phiếu đang chờ.")


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
async def test_a_page_hears_what_another_process_writes(world: str, clock: Clock) -> None:
    async with (
        open_site(world, clock) as one,
        open_site(world, clock) as other,
        one.visitor() as here,
        other.visitor() as there,
    ):
        await here.opens()
        await here.says("/start")
        there.client.cookie_jar.update_cookies({"renluyen": here.cookie})
        async with here.looks_on(here.after) as page:
            told = await there.says(f"/start {CODE}")
            assert [await page.next(), await page.next()] == told[-2:]


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
async def test_every_change_has_a_number_of_its_own_whichever_process_writes(world: str, clock: Clock) -> None:
    async with open_site(world, clock) as one, open_site(world, clock) as other, one.visitor() as visitor:
        await visitor.opens()
        await visitor.says("/start")
        await asyncio.gather(*((one, other)[n % 2].sends(visitor.at, f"tin {n}") for n in range(20)))
        async with visitor.looks_on(visitor.after) as page:
            assert {(await page.next())["text"] for _ in range(20)} == {f"tin {n}" for n in range(20)}
        assert page.last == visitor.after + 20


async def test_only_the_newest_are_kept(site: Site, visitor: Visitor) -> None:
    await visitor.says("/start")
    for n in range(KEPT):
        await site.sends(visitor.at, f"tin {n}")
    async with visitor.looks_on() as page:
        assert [(await page.next())["text"] for _ in range(KEPT)] == [f"tin {n}" for n in range(KEPT)]


# Sessions


async def test_a_session_lasts_as_long_as_somebody_comes(site: Site, visitor: Visitor, clock: Clock) -> None:
    await visitor.says("/start")
    first = visitor.cookie
    clock.passes(hours=23)
    await visitor.opens()
    assert visitor.cookie == first
    for _ in range(3):
        clock.passes(days=20)
        await visitor.opens()
    assert visitor.cookie != first
    assert await visitor.says("/start")
    clock.passes(days=30, seconds=1)
    async with visitor.posts({"id": str(uuid4()), "text": "/start"}) as answer:
        assert answer.status == 401


async def test_a_session_that_has_ended_locks_nobody_out(site: Site, visitor: Visitor, clock: Clock) -> None:
    await joins(visitor)
    clock.passes(days=30)
    await forget_old(site.app.database, clock(), SESSIONS)
    assert await linked(site) == 1, "on its last day it counts"
    clock.passes(seconds=1)
    await forget_old(site.app.database, clock(), SESSIONS)
    assert await linked(site) == 0
    assert await site.rows("SELECT actor_id FROM decision WHERE act = 'unlinked'") == [(None,)]
    async with site.visitor() as again:
        await again.opens()
        await joins(again)
    assert await linked(site) == 1


async def test_leaving_ends_the_account_and_forgets_what_was_shown(site: Site, visitor: Visitor) -> None:
    await joins(visitor)
    cookie = visitor.cookie
    assert "Thoát khỏi trang này?" in await visitor.opens("/chat/leave")
    async with visitor.posts(b"", "leave") as answer:
        assert "Bạn đã thoát" in await answer.text()
    assert visitor.cookie == ""
    assert await linked(site) == 0
    assert await site.rows("SELECT session FROM web_session UNION SELECT session FROM web_message") == []
    assert await site.rows("SELECT count(*) FROM decision WHERE act = 'unlinked' AND actor_id IS NOT NULL") == [(1,)]
    talks = await site.rows("SELECT data FROM talk")
    assert not any("web:" in json.dumps(json.loads(data)["chats"]) for (data,) in talks)
    async with site.visitor(cookie) as thief:
        await thief.says("/batdau")
        assert "Bot chưa biết bạn là ai" in thief.screen, "an old copy of the cookie opens nothing"


async def test_a_members_file_that_nobody_asked_for_goes_after_a_day(site: Site, visitor: Visitor) -> None:
    await joins(visitor)
    for _ in range(MOST + 1):
        async with visitor.posts(form(PNG, kind="text/plain"), "files") as answer:
            assert answer.status == 200
    assert await site.rows("SELECT platform, size FROM upload") == [("web", len(PNG))] * MOST
    await forget_old(site.app.database, START + timedelta(days=1), SESSIONS)
    assert len(await visitor.stored("upload")) == MOST
    await forget_old(site.app.database, START + timedelta(days=1, seconds=1), SESSIONS)
    assert await visitor.stored("upload") == []


async def test_the_files_of_old_messages_are_not_kept_with_them(site: Site, visitor: Visitor) -> None:
    await visitor.says("/start")
    sent = [await site.sends(visitor.at, f"{n}", Attachment("a.txt", b"a")) for n in range(FILES_KEPT + 1)]
    await site.sends(visitor.at, "không có tệp")
    chats = WebChats(site.app.database)
    assert [len(await chats.files(visitor.at.user, key)) for key in sent] == [0] + [1] * FILES_KEPT


async def test_whoever_withdraws_consent_is_forgotten_here_too(site: Site, visitor: Visitor) -> None:
    await joins(visitor)
    await visitor.says("/dulieu rut")
    await visitor.taps("Rút")
    kept = [json.loads(body)["text"] for (body,) in await site.rows("SELECT body FROM web_message")]
    assert not any("Nguyễn" in text for text in kept)


async def linked(site: Site) -> int:
    return len(await site.rows("SELECT id FROM link WHERE platform = 'web' AND state = 'active'"))
