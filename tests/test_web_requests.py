"""What the web chat takes and what it refuses, over HTTP: other sites, too much, files, pages."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from bot.adapters import web_limits
from bot.adapters.web_limits import WAITING, Newcomers
from bot.adapters.web_pages import FILE_BYTES
from chat.message import Attachment
from tests.player import Clock
from tests.web import PNG, Site, Visitor, form, open_site
from tests.world import CODE, START

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def world(world_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("requests") / "world.db"
    shutil.copy(world_sqlite, path)
    return f"sqlite:///{path}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(world: str) -> AsyncIterator[Site]:
    """One for all: nobody here is anybody."""
    async with open_site(world, Clock(START)) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(site: Site) -> AsyncIterator[Visitor]:
    async with site.visitor() as somebody:
        await somebody.opens()
        yield somebody


# Cookies


async def test_who_only_looks_leaves_nothing_behind(site: Site, visitor: Visitor) -> None:
    async with visitor.looks_on():
        pass
    assert await visitor.stored("web_session") == []
    await visitor.says("/start")
    assert len(await visitor.stored("web_session")) == 1


async def test_the_cookie_is_out_of_reach_for_scripts_and_for_other_sites(site: Site, visitor: Visitor) -> None:
    async with site.visitor() as new, new.client.get(f"{site.address}/chat/") as page:
        (given,) = page.headers.getall("Set-Cookie")
    assert given.startswith("renluyen=")
    assert "HttpOnly" in given
    assert "Path=/" in given
    assert "SameSite=lax" in given
    assert "Max-Age=2592000" in given
    assert "Secure" not in given


async def test_behind_tls_the_cookie_never_leaves_it(world: str) -> None:
    public = {"public_url": "https://doan.example.vn"}
    async with open_site(world, Clock(START), http=public) as site, site.visitor() as new:
        async with new.client.get(f"{site.address}/chat/") as page:
            (given,) = page.headers.getall("Set-Cookie")
        assert given.startswith("__Host-renluyen=")
        assert "Secure" in given
        assert "Domain" not in given


@pytest.mark.parametrize("change", ["x{0}", "{0}x", "-"])
async def test_a_cookie_that_is_not_ours_is_nobodys(site: Site, visitor: Visitor, change: str) -> None:
    async with site.visitor(change.format(visitor.cookie)) as stranger:
        async with stranger.posts({"id": str(uuid4()), "text": "/start"}) as answer:
            assert answer.status == 401
            assert "tải lại trang" in (await answer.json())["error"]
        async with stranger.client.get(f"{site.address}/chat/events") as answer:
            assert answer.status == 401


# What is refused


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": ""},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "", "Sec-Fetch-Site": "same-site"},
        {"Origin": "", "Sec-Fetch-Site": "none"},
        {"Origin": "null", "Sec-Fetch-Site": ""},
        {"Origin": "", "Sec-Fetch-Site": ""},
    ],
)
@pytest.mark.parametrize("path", ["messages", "leave"])
async def test_another_site_cannot_speak_for_somebody(
    site: Site, visitor: Visitor, headers: dict[str, str], path: str
) -> None:
    async with visitor.posts(
        {"id": str(uuid4()), "text": "/start"} if path == "messages" else b"", path, **headers
    ) as a:
        assert a.status == 403
        assert "không đến từ trang của bot" in (await a.json())["error"]
    assert await visitor.stored("web_session") == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 400),
        ("[", "application/json", 400),
        ('{"id": "1", "text": "a"}', "application/json", 400),
        ('{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "text": 5}', "application/json", 400),
        ('{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "who": "an"}', "application/json", 400),
        ('{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "text": "a"}', "text/plain", 415),
        ('{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "tap": "1:a", "on": "\\u0000"}', "application/json", 400),
        ('{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "text": "\\ud800"}', "application/json", 400),
        ("a" * (64 << 10) + "b", "application/json", 413),
    ],
)
async def test_what_is_no_message_is_refused_with_a_sentence(
    site: Site, visitor: Visitor, body: str, kind: str, status: int
) -> None:
    async with visitor.posts(body, **{"Content-Type": kind}) as answer:
        assert answer.status == status
        assert (await answer.json())["error"].endswith((".", "nhé."))
    assert await visitor.stored("web_session") == []


async def test_a_session_waits_for_its_answers_before_it_goes_on(
    site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many may wait, in order; one more is told to come again."""
    held, router = asyncio.Event(), site.app.router
    turn = type(router).turn

    async def late(self: object, incoming: object) -> object:
        await held.wait()
        return await turn(router, incoming)  # type: ignore[arg-type]

    monkeypatch.setattr(type(router), "turn", late)
    waiting = [asyncio.create_task(visitor.says(f"/start {n}")) for n in range(WAITING)]
    refused = ""
    while not refused:
        async with visitor.posts({"id": "no", "text": "một tin nữa"}) as answer:
            refused = (await answer.json())["error"] if answer.status == 429 else ""
            assert answer.status in (400, 429)
    held.set()
    await asyncio.gather(*waiting)
    assert "gửi hơi nhanh" in refused
    assert len([m for m in visitor.shown.values() if m["mine"]]) == WAITING


async def test_where_many_begin_behind_one_address_the_next_waits_and_nobody_else(
    world: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_limits, "NEWCOMERS", 2)
    clock = Clock(START)
    async with (
        open_site(world, clock) as site,
        site.visitor() as first,
        site.visitor() as second,
        site.visitor() as late,
    ):
        for somebody in (first, second):
            await somebody.opens()
            await somebody.says("/start")
            await somebody.says("/trogiup")
        await late.opens()
        async with late.posts({"id": str(uuid4()), "text": "/start"}) as answer:
            assert answer.status == 429
            assert "cùng một mạng" in (await answer.json())["error"]
        clock.passes(hours=1)
        assert await late.says("/start")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
async def test_whoever_has_one_ipv6_address_has_many(one: str, other: str, same: bool) -> None:
    newcomers = Newcomers(Clock(START))
    while newcomers.admit(one):
        pass
    assert newcomers.admit(other) is not same


# Files


async def test_a_file_of_a_message_is_for_its_reader_only(site: Site, visitor: Visitor) -> None:
    await visitor.says("/start")
    await site.sends(visitor.at, "Tệp của bạn.", Attachment('Dữ liệu "của tôi".txt', b"Nguy\xe1\xbb\x85n"))
    await visitor.says("/start")
    ((url, name),) = [(f["url"], f["name"]) for m in visitor.shown.values() for f in m["files"]]
    assert name == 'Dữ liệu "của tôi".txt'
    async with visitor.client.get(site.address + url) as answer:
        assert await answer.read() == b"Nguy\xe1\xbb\x85n"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.content_disposition is not None
        assert answer.content_disposition.type == "attachment"
        assert answer.content_disposition.filename == name
    async with site.visitor() as other:
        await other.opens()
        async with other.client.get(site.address + url) as answer:
            assert answer.status == 404
    async with visitor.client.get(f"{site.address}/chat/files/%00/0") as answer:
        assert answer.status == 404
    async with visitor.client.get(f"{site.address}{url[:-1]}1") as answer:
        assert answer.status == 404


async def test_a_strangers_file_is_answered_and_not_kept(visitor: Visitor) -> None:
    async with visitor.posts(form(PNG), "files") as answer:
        assert answer.status == 200
        visitor.arrived(*(await answer.json())["messages"])
    assert ">ảnh.png" in visitor.screen
    assert "lúc này không cần tệp nào" in visitor.screen
    assert await visitor.stored("upload") == []


@pytest.mark.parametrize(
    ("content", "more", "status"),
    [
        (b"MZ" + bytes(40), {}, 415),
        (b"", {}, 415),
        (PNG, {"id": "1"}, 400),
        (PNG + bytes(FILE_BYTES), {}, 413),
    ],
    ids=["a program that is called a picture", "nothing", "no number", "too large"],
)
async def test_what_is_no_file_we_take_is_refused(
    site: Site, visitor: Visitor, content: bytes, more: dict[str, str], status: int
) -> None:
    async with visitor.posts(form(content, **more), "files") as answer:
        assert answer.status == status
        assert "error" in await answer.json()
    assert await visitor.stored("upload") == []


# Pages


async def test_the_page_lets_nothing_in_that_is_not_ours(site: Site, visitor: Visitor) -> None:
    async with visitor.client.get(f"{site.address}/chat/") as page:
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "same-origin"
        shown = await page.text()
    assert "<style" not in shown
    assert " style=" not in shown
    assert "onclick" not in shown


@pytest.mark.parametrize(
    ("asked", "begins"),
    [(CODE, f'start="/start {CODE}"'), ('cd_"><script>', ""), ("cd_ABCD234", ""), ("", "")],
)
async def test_a_join_link_begins_with_its_code_and_with_nothing_else(
    visitor: Visitor, asked: str, begins: str
) -> None:
    page = await visitor.opens(f"/?start={asked}")
    assert begins in page
    assert ("start=" in page) == bool(begins)


@pytest.mark.parametrize("name", ["chat.js", "chat.css", "page.css"])
async def test_styles_and_scripts_are_kept_until_they_change(site: Site, visitor: Visitor, name: str) -> None:
    page = await visitor.opens()
    address = page[page.index(f"/chat/{name}") :].partition('"')[0]
    async with visitor.client.get(site.address + address) as file:
        assert "immutable" in file.headers["Cache-Control"]
        assert len(await file.read()) < 20_000
        mark = file.headers["ETag"]
    async with visitor.client.get(f"{site.address}/chat/{name}", headers={"If-None-Match": mark}) as file:
        assert file.status == 304
        assert file.headers["Cache-Control"] == "no-cache"
