"""Every option of every screen leads somewhere: a walk over all screens that can be reached, by tap and by typing."""

import re
import shutil
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from chat.message import Address, Option, Reply
from tests.conftest import Figure
from tests.player import Chat, Clock, Screen, Stage
from tests.scenes import ACTION, HOW, registers
from tests.scenes_assess import assesses, has_confirmed_form
from tests.scenes_round import MEETING, opens_the_meeting, rating_of
from tests.school import AN, link, school_at
from tests.world import CODE, START
from tests.year_screens import Screens

DEAD_ENDS = ("Bot chưa hiểu", "Bot không có lệnh", "Có lỗi phía hệ thống", "Nút này của màn hình cũ")

WORDS = {
    "gõ họ và tên": "Nguyễn Văn An",
    "Ngày sinh của bạn?": "24/12/2009",
    "Số thứ tự của bạn": "12",
    "việc gì cụ thể?": ACTION,
    "Xong khi nào?": "quý 1",
    "bằng cách nào?": HOW,
    "Lý do trả lại?": "viết cụ thể hơn",
    "đã làm được những gì?": "Đã đọc đủ 3 cuốn sách",
    "đã làm được phần nào": "Đã chạy được hai tháng",
    "Vì sao mục này chưa làm?": "Chưa có sân tập",
    "Có mặt bao nhiêu người": "8",
    "Hoạt động tên là gì?": "Về nguồn tại khu di tích",
    "Ngày nào?": "28/11",
    "Thông báo điều gì?": "Chiều thứ Bảy họp chi đoàn lúc 15 giờ",
}
"""What somebody writes where free text is asked."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen in front of somebody, the database and what everybody has got as they were then."""

    database: Path
    name: str
    screen: Screen
    stage: Stage


def shape(name: str, screen: Screen) -> tuple[str, ...]:
    """What makes two screens the same for this walk: who, the title without numbers, and what is offered."""
    reply = screen.reply
    assert reply is not None
    offered = sorted({re.sub(r"\d|[A-Z0-9]{5}\b", "", o.command or o.code) for o in reply.options})
    return (name, re.sub(r"\d", "", reply.title), *offered)


async def walk(stage: Stage, starts: list[tuple[str, str]], folder: Path) -> tuple[int, int]:
    """From each start (who, what is said first) over everything that is offered; counts screens and options.

    A canned command does the same wherever it stands, so each kind of them is followed once a person. Where there are
    no buttons, what is typed does what they would do.
    """
    screens = Screens()
    seen: set[tuple[str, ...]] = set()
    followed: set[tuple[str, str]] = set()
    options = 0
    todo: deque[Place] = deque()

    def comes_to(place: Place) -> None:
        if shape(place.name, place.screen) in seen:
            place.database.unlink()
        else:
            seen.add(shape(place.name, place.screen))
            todo.append(place)

    for name, said in starts:
        comes_to(await step(stage, Path(stage.url.removeprefix("sqlite:///")), name, folder, said=said))
    while todo:
        place = todo.popleft()
        reply = place.screen.reply
        assert reply is not None
        if not stage.taps:
            async with place.stage.build() as app:
                await screens.holds(app, Address(stage.platform, place.name), reply)
        ways: list[Option | str] = [
            *offered(reply),
            *(said for asked, said in WORDS.items() if asked in place.screen.all),
        ]
        assert ways, f"no way on from:\n{place.screen.all}"
        for way in ways:
            if isinstance(way, Option) and way.command:
                if (place.name, kind(way)) in followed:
                    continue
                followed.add((place.name, kind(way)))
            options += 1
            comes_to(await step(stage, place.database, place.name, folder, place=place, way=way))
        place.database.unlink()
    return len(seen), options


def offered(reply: Reply) -> list[Option]:
    """One option of each kind: a list of a hundred codes is one kind."""
    return list({kind(option): option for option in reply.options}.values())


def kind(option: Option) -> str:
    return re.sub(r"\d|[A-Z0-9]{5}\b", "", option.command or option.code)


async def step(
    stage: Stage,
    database: Path,
    name: str,
    folder: Path,
    *,
    said: str = "",
    place: Place | None = None,
    way: Option | str = "",
) -> Place:
    """Play one option on a copy of the world, and see that something comes of it."""
    copy = folder / f"{uuid4().hex}.db"
    shutil.copy(database, copy)
    before = place.stage if place else stage
    there = Stage(
        f"sqlite:///{copy}",
        stage.renderer,
        Clock(before.clock.now),
        notices={person: list(stack) for person, stack in before.notices.items()},
        deliveries=before.deliveries + 1000,
    )
    chat = Chat(there, name)
    if place is None:
        await chat.says(said)
    else:
        chat.screen = place.screen
        await (chat.says(way) if isinstance(way, str) else chat.takes(way))
    for dead_end in DEAD_ENDS:
        chat.sees_not(dead_end)
    assert chat.screen.reply is not None
    return Place(copy, name, chat.screen, there)


@pytest.mark.parametrize("renderer", ["telegram", "text"])
async def test_every_option_of_every_screen_leads_somewhere(
    renderer: str, world_sqlite: Path, tmp_path: Path, figure: Figure
) -> None:
    path = tmp_path / "world.db"
    shutil.copy(world_sqlite, path)
    stage = Stage(f"sqlite:///{path}", renderer, Clock(START))
    an, dung, hoa, binh = (Chat(stage, name) for name in ("an", "dung", "hoa", "binh"))
    await registers(an)
    code = await registers(dung)
    await binh.says(f"tra {code} muc 2 viết cụ thể hơn")
    confirmed = await registers(hoa)
    await binh.says(f"duyet {confirmed}")
    await binh.says(f"tra {await registers(Chat(stage, 'cuong'))} viết lại")
    starts = [(who, "/batdau") for who in ("an", "dung", "hoa", "binh", "cuong", "huy", "la")]
    starts += [("la", f"/start {CODE}"), ("binh", "/duyet"), ("binh", "/dangky"), ("dung", "/dangky sua 2")]
    async with school_at(stage.url) as school:
        await link(school, await school.person(AN), "an-w", platform="web")
    starts += [("an", "/thietbi"), ("hoa", "/thietbi go TK5"), ("dung", "/lienket"), ("la", "/lienket")]
    starts += [("binh", "hoan tac"), ("an", "huy"), ("an", "dung nhac"), ("hoa", "/dulieu")]
    folder = tmp_path / "walk"
    folder.mkdir()
    screens, options = await walk(stage, starts, folder)
    figure(f"{screens} screens, {options} options")
    assert screens > 40


async def test_every_option_of_a_meeting_leads_somewhere(world_sqlite: Path, tmp_path: Path, figure: Figure) -> None:
    """The same in the weeks of rating: a round is open, one result is decided, one was voted on."""
    path = tmp_path / "world.db"
    shutil.copy(world_sqlite, path)
    stage = Stage(f"sqlite:///{path}", "telegram", Clock(START))
    an, dung, binh = (Chat(stage, name) for name in ("an", "dung", "binh"))
    await has_confirmed_form(an)
    await has_confirmed_form(dung)
    stage.clock.now = MEETING
    await assesses(an)
    await opens_the_meeting(binh)
    decided = await rating_of(binh, 8)
    await binh.says(f"xep {decided}")
    await binh.says(f"xep {decided} dongy")
    await binh.says("/hop bieuquyet")
    code = await rating_of(binh, 7)
    starts = [("binh", "/hop"), ("binh", f"xep {code}"), ("binh", f"xep {decided}"), ("dung", f"bieuquyet {code}")]
    starts += [("an", "/batdau"), ("an", "/visao"), ("dung", "/danhgia"), ("cuong", "/xephet"), ("binh", "/nhatky")]
    folder = tmp_path / "walk"
    folder.mkdir()
    screens, options = await walk(stage, starts, folder)
    figure(f"{screens} screens, {options} options")
    assert screens > 40
