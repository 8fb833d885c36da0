"""The pictures of the READMEs, taken of the real pages in a real browser: docs/pictures. `make pictures` takes them."""

import os
import re
import shutil
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from chat.message import Address
from chat.texts import load_texts
from reports.drawing import draw
from reports.text import summary
from tests.browser import needs_chromium, open_chromium
from tests.player import Clock
from tests.scenes import ACTION, HOW, SPORT
from tests.tra_vinh import shown
from tests.visitor import Visitor
from tests.web import Site, open_site
from tests.world import START

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PAPERS = ROOT / "docs" / "papers"
FEW = 600_000  # bytes, so that a README opens at once
WRITES = "RENLUYEN_WRITE_PICTURES" in os.environ

READ, RAN = f"{ACTION} | quý 1 | {HOW}", f"{SPORT} | cuối năm | Cùng hai bạn trong tổ"
HELPED = "Giúp mẹ nấu cơm 3 buổi mỗi tuần | tháng 5 | Theo lịch của cả nhà"


@dataclass(frozen=True, slots=True)
class Screen:
    """Of that size nothing is cut off that matters; `sharp`: pixels of the picture for one of the page."""

    size: ViewportSize
    sharp: float


DESK = Screen(ViewportSize(width=1280, height=994), 1)
TALL = Screen(ViewportSize(width=360, height=1000), 1.5)
PHONE = Screen(ViewportSize(width=360, height=728), 1.5)


@pytest.fixture
async def site(world_sqlite: Path, tmp_path: Path) -> AsyncIterator[Site]:
    shutil.copy(world_sqlite, tmp_path / "world.db")
    async with open_site(f"sqlite:///{tmp_path / 'world.db'}", Clock(START)) as opened:
        yield opened


async def three_days_before_the_last_one(visitor: Visitor) -> None:
    """All were reminded twice, one member has sent a form, another is choosing, the secretary looks at the form."""
    for day, left in (("2026-12-08", "còn 7 ngày"), ("2026-12-12", "còn 3 ngày")):
        await visitor.asks("/clock", day=day)
        await visitor.tray(left)
    sender, member, secretary = [
        await visitor.holds(platform, who)
        for platform, who in (("zalo", "12A1/3"), ("telegram", "12A1/7"), ("zalo", "12A1/1"))
    ]
    for words in ("dangky", f"1.2 | {READ}\n4.1 | {RAN}", "gửi"):
        await sender.types(words)
    for label in ("Đăng ký ngay", "1.2", "1.4"):
        await member.taps(label)
    await secretary.sees("1 phiếu mới")
    for words in ("duyet", "1"):
        await secretary.types(words)


@needs_chromium
async def test_the_pictures_are_of_these_pages(visitor: Visitor, site: Site) -> None:
    async with open_chromium() as chromium:
        await three_days_before_the_last_one(visitor)
        await takes(chromium, "demo", DESK, visitor.address, "đã chọn 2/26", "Mục 2 (4.1)", "còn 3 ngày")

        an, binh = await site.moves_in("an"), await site.moves_in("binh")
        chat = f"{site.address}/chat/"
        async with site.visitor(an) as member, site.visitor(binh) as secretary:
            for words in ("dangky", "1.2 2.2 4.1", "tiếp", READ, HELPED, *RAN.split(" | ")):
                await member.says(words)
            await takes(chromium, "member", PHONE, chat, "Kiểm tra trước khi gửi", "Thêm, bớt mục", cookie=an)

            async with secretary.looks_on() as page:
                await member.taps("Gửi")
                await page.next()
            await secretary.says("duyet")
            await secretary.taps("DK-")
            await takes(chromium, "secretary", PHONE, chat, "1 phiếu mới", "Mục 3 (4.1)", "Xác nhận", cookie=binh)


@needs_chromium
async def test_the_figures_of_a_report_are_read_on_a_phone(site: Site) -> None:
    """As they come: in words, and as a picture of the same result."""
    minh = await site.moves_in("an")
    made = draw("report-svg", shown().json(), "ban")
    await site.sends(Address("web", "session-of-an"), summary(load_texts(), shown()), made)
    async with open_chromium() as chromium:
        chat = f"{site.address}/chat/"
        await takes(chromium, "so-lieu", TALL, chat, "xuất sắc: 30.925 (70,26 %)", cookie=minh, folder=PAPERS)
    picture = draw("report-png", shown().json(), "ban").content
    if WRITES:
        (PAPERS / "hinh.png").write_bytes(picture)
    assert size_of((PAPERS / "hinh.png").read_bytes()) == size_of(picture), "make pictures"


async def takes(
    chromium: Browser,
    name: str,
    screen: Screen,
    address: str,
    *words: str,
    cookie: str = "",
    folder: Path = PICTURES,
) -> None:
    """Of the page when it shows these words; a picture of another size is older than the page."""
    context = await chromium.new_context(
        viewport=screen.size, device_scale_factor=screen.sharp, reduced_motion="reduce", locale="vi-VN"
    )
    if cookie:
        await context.add_cookies([{"name": "renluyen", "value": cookie, "url": address}])
    page = await context.new_page()
    await page.goto(address)
    for seen in words:
        await expect(page.get_by_text(seen).last).to_be_in_viewport()
    taken = await page.screenshot()
    await context.close()
    picture = folder / f"{name}.png"
    if WRITES:
        picture.write_bytes(taken)
    assert size_of(picture.read_bytes()) == size_of(taken), "make pictures"


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_a_readme_shows_every_picture_and_says_what_is_on_it(name: str) -> None:
    shown = re.findall(
        r'<img src="docs/pictures/([^"]+)" width="[^"]+" alt="([^"]+)">', (ROOT / name).read_text("utf-8")
    )
    kept = sorted(PICTURES.iterdir())
    assert sorted(picture for picture, _ in shown) == [path.name for path in kept]
    assert all(len(said) > 40 for _, said in shown)
    assert sum(path.stat().st_size for path in kept) < FEW


def test_the_page_of_the_papers_shows_each_of_them_and_says_what_is_on_it() -> None:
    told = (ROOT / "docs" / "papers.md").read_text("utf-8")
    shown = re.findall(r'<img src="papers/([^"]+)" width="360" alt="([^"]+)">', told)
    kept = sorted(PAPERS.iterdir())
    assert sorted(picture for picture, _ in shown) == [path.name for path in kept]
    assert all(len(said) > 20 for _, said in shown)
    assert sum(path.stat().st_size for path in kept) < 2 * FEW
